"""Reads of the pictures of messages; bytes only one at a time."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from bpo.conversations.models import Attachment, Message
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork


def attachments_of(
    uow: UnitOfWork, tenant_id: UUID, message_ids: Sequence[UUID]
) -> dict[UUID, list[Attachment]]:
    """The pictures of those of these messages that have any, in their order."""
    rows = uow.session.scalars(
        select(Attachment)
        .where(Attachment.tenant_id == tenant_id, Attachment.message_id.in_(message_ids))
        .order_by(Attachment.message_id, Attachment.place)
    )
    found: dict[UUID, list[Attachment]] = {}
    for row in rows:
        found.setdefault(row.message_id, []).append(row)
    return found


def get_picture(
    uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, picture_id: UUID, *, small: bool
) -> tuple[str, bytes]:
    """The type and the bytes of a picture of a conversation, or NotFound."""
    found = uow.session.execute(
        select(Attachment.content_type, Attachment.small if small else Attachment.body)
        .join(Message, (Message.tenant_id == Attachment.tenant_id) & (Message.id == Attachment.message_id))
        .where(
            Attachment.tenant_id == tenant_id,
            Attachment.id == picture_id,
            Attachment.state == "kept",
            Message.conversation_id == conversation_id,
        )
    ).first()
    if found is None or found[0] is None or found[1] is None:
        raise NotFound
    return found[0], found[1]


def due_attachments(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 200) -> list[Attachment]:
    """What is to be fetched now."""
    return list(
        uow.session.scalars(
            select(Attachment)
            .where(
                Attachment.tenant_id == tenant_id,
                Attachment.state == "waiting",
                Attachment.next_try_at <= uow.now,
            )
            .order_by(Attachment.next_try_at)
            .limit(limit)
        )
    )
