"""Pictures of replies: as their author has them in hand, as an approver sees them, and their bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import Response, g, request, url_for
from werkzeug.datastructures import FileStorage

from bpo.channels.models import ReplyPicture
from bpo.channels.queries.pictures import bytes_of, get_reply_picture, pictures_of
from bpo.channels.rules.capabilities import PictureRoom
from bpo.conversations.models import Conversation, Draft
from bpo.conversations.queries.approvals import list_steps
from bpo.conversations.queries.drafts import get_draft
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.views.pages import blp
from bpo.core.errors import NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission, reads_masked
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.pictures import picture_answer

ALT = "alt-"  # and the picture's id: the field of what it shows
Address = Callable[[UUID], str]


@dataclass(frozen=True)
class ReplyPictureLine:
    """A picture of a reply; `address` is empty where its bytes were erased."""

    id: UUID
    alt: str
    width: int
    height: int
    address: str


@dataclass(frozen=True)
class InHand:
    """The pictures of a draft and what its network takes; `refused`: files that were not added, each with why."""

    lines: list[ReplyPictureLine]
    room: PictureRoom | None
    version: int = 0
    is_stale: bool = False
    refused: Sequence[str] = ()

    @property
    def ids(self) -> str:
        """What its author has before them, as the form says it."""
        return ",".join(str(one.id) for one in self.lines)

    @property
    def has_room(self) -> bool:
        """Whether one more may be added."""
        return self.room is not None and len(self.lines) < self.room.most


@blp.get("/brands/<slug>/conversations/<uuid:conversation_id>/reply-pictures/<uuid:reply_picture_id>")
@requires(Permission.CONVERSATION_READ)
def reply_picture(slug: str, conversation_id: UUID, reply_picture_id: UUID) -> Response:
    """One picture of a reply, whole or small: the vendor's people see it, and the client where it was asked about it."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = get_conversation(uow, tenant.id, conversation_id)
    row = get_reply_picture(uow, tenant.id, reply_picture_id)
    if reads_masked(uow.actor, tenant.id) or not _is_of(uow, row, found):
        raise NotFound
    return picture_bytes(uow, row)


def picture_bytes(uow: UnitOfWork, row: ReplyPicture) -> Response:
    """The bytes of a picture, as the request wants them."""
    return picture_answer(row.content_type, bytes_of(uow, row, small=request.args.get("size") == "small"))


def reply_pictures_of(
    uow: UnitOfWork, tenant: Tenant, conversation: Conversation, draft_ids: Sequence[UUID]
) -> dict[UUID, list[ReplyPictureLine]]:
    """The pictures of drafts of this conversation, for those who work on it."""
    found = pictures_of(uow, tenant.id, draft_ids)
    address = address_in(tenant, conversation)
    return {draft_id: [line_of(row, address) for row in rows] for draft_id, rows in found.items()}


def address_in(tenant: Tenant, conversation: Conversation) -> Address:
    """Where a picture of a conversation's reply is given out."""
    return lambda picture_id: url_for(
        "conversations.reply_picture",
        slug=tenant.slug,
        conversation_id=conversation.id,
        reply_picture_id=picture_id,
    )


def line_of(row: ReplyPicture, address: Address) -> ReplyPictureLine:
    """A picture as it is shown."""
    return ReplyPictureLine(row.id, row.alt, row.width, row.height, address(row.id) if row.is_kept else "")


def files_sent(files: Sequence[FileStorage]) -> list[tuple[str, bytes]]:
    """What was chosen, by name; an empty choice is none."""
    return [(one.filename or _("A picture"), one.read()) for one in files if one.filename]


def alts_in(form: dict[str, str]) -> dict[UUID, str]:
    """What the fields of a form say of pictures."""
    found: dict[UUID, str] = {}
    for name, value in form.items():
        if name.startswith(ALT) and (picture_id := id_in(name.removeprefix(ALT))) is not None:
            found[picture_id] = value
    return found


def id_in(value: str) -> UUID | None:
    """The id in a field; None where it is none."""
    try:
        return UUID(value)
    except ValueError:
        return None


def in_hand(
    uow: UnitOfWork,
    tenant: Tenant,
    conversation: Conversation,
    draft: Draft | None,
    room: PictureRoom | None,
    *,
    is_stale: bool = False,
    refused: Sequence[str] = (),
) -> InHand:
    """What stands below the text of a composer."""
    found = reply_pictures_of(uow, tenant, conversation, [draft.id]) if draft else {}
    return InHand(
        lines=found.get(draft.id, []) if draft else [],
        room=room,
        version=draft.version if draft else 0,
        is_stale=is_stale,
        refused=refused,
    )


def _is_of(uow: UnitOfWork, row: ReplyPicture, conversation: Conversation) -> bool:
    """Whether it belongs to a reply of this conversation that the reader may see."""
    if uow.actor.is_staff:
        return get_draft(uow, row.tenant_id, row.source_id).conversation_id == conversation.id
    steps = list_steps(uow, row.tenant_id, row.source_id)
    may = uow.actor.may(Permission.DRAFT_APPROVE, row.tenant_id)
    return may and any(one.conversation_id == conversation.id for one in steps)
