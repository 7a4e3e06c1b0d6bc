"""Reads of what lies behind links, and of where a brand lets us look."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bpo.conversations.models import LinkPreview, Message, PreviewSetting
from bpo.conversations.rules.previews import SEEN_FOR, SPAN, Allowed
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork


def find_setting(uow: UnitOfWork, tenant_id: UUID) -> PreviewSetting | None:
    """What the brand has chosen, if it has."""
    return uow.session.scalars(select(PreviewSetting).where(PreviewSetting.tenant_id == tenant_id)).first()


def allowed_of(uow: UnitOfWork, tenant_id: UUID) -> Allowed:
    """Where the brand lets us look behind links."""
    row = find_setting(uow, tenant_id)
    return Allowed() if row is None else Allowed(in_public=row.in_public, in_private=row.in_private)


def previews_of(
    uow: UnitOfWork, tenant_id: UUID, message_ids: Sequence[UUID]
) -> dict[UUID, list[LinkPreview]]:
    """The links of those of these messages that have any, in their order."""
    rows = uow.session.scalars(
        select(LinkPreview)
        .where(LinkPreview.tenant_id == tenant_id, LinkPreview.message_id.in_(message_ids))
        .order_by(LinkPreview.message_id, LinkPreview.place)
    )
    found: dict[UUID, list[LinkPreview]] = {}
    for row in rows:
        found.setdefault(row.message_id, []).append(row)
    return found


def get_preview_picture(
    uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, preview_id: UUID
) -> tuple[str, bytes]:
    """The type and the bytes of the picture behind a link of a conversation, or NotFound."""
    found = uow.session.execute(
        select(LinkPreview.content_type, LinkPreview.small)
        .join(Message, (Message.tenant_id == LinkPreview.tenant_id) & (Message.id == LinkPreview.message_id))
        .where(
            LinkPreview.tenant_id == tenant_id,
            LinkPreview.id == preview_id,
            LinkPreview.state == "kept",
            Message.conversation_id == conversation_id,
        )
    ).first()
    if found is None or found[0] is None or found[1] is None:
        raise NotFound
    return found[0], found[1]


def due_previews(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 200) -> list[LinkPreview]:
    """What is to be looked behind now."""
    return list(
        uow.session.scalars(
            select(LinkPreview)
            .where(
                LinkPreview.tenant_id == tenant_id,
                LinkPreview.state == "waiting",
                LinkPreview.next_try_at <= uow.now,
            )
            .order_by(LinkPreview.next_try_at)
            .limit(limit)
        )
    )


def find_seen(uow: UnitOfWork, row: LinkPreview) -> LinkPreview | None:
    """The latest look behind the same address that holds still, of another link of the brand."""
    return uow.session.scalars(
        select(LinkPreview)
        .where(
            LinkPreview.tenant_id == row.tenant_id,
            LinkPreview.address == row.address,
            LinkPreview.id != row.id,
            LinkPreview.state.in_(("kept", "failed")),
            LinkPreview.fetched_at > uow.now - SEEN_FOR,
        )
        .order_by(LinkPreview.fetched_at.desc())
        .limit(1)
    ).first()


def next_try_of_same(uow: UnitOfWork, row: LinkPreview) -> datetime | None:
    """When another link to the same address is tried again, where one is in hand; None where none is."""
    return uow.session.scalar(
        select(func.max(LinkPreview.next_try_at)).where(
            LinkPreview.tenant_id == row.tenant_id,
            LinkPreview.address == row.address,
            LinkPreview.id != row.id,
            LinkPreview.state == "waiting",
            LinkPreview.asked_at.is_not(None),
        )
    )


def asked_lately(uow: UnitOfWork, tenant_id: UUID) -> list[str]:
    """The hosts that were asked of late for a brand, as often as they were."""
    return list(
        uow.session.scalars(
            select(LinkPreview.host).where(
                LinkPreview.tenant_id == tenant_id, LinkPreview.asked_at > uow.now - SPAN
            )
        )
    )
