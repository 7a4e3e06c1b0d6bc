"""Pictures of messages: as lines beside the words, and their bytes to whoever may read the message.

Bytes leave in an answer that a browser can only draw: of the type that we drew them in, never guessed, never run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import Response, g, request

from bpo.conversations.models import Attachment, Message
from bpo.conversations.queries import thread
from bpo.conversations.queries.attachments import attachments_of, get_picture
from bpo.conversations.views.pages import blp
from bpo.core.errors import NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission, reads_masked
from bpo.language.personal_masks import mask
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.pictures import picture_answer


@dataclass(frozen=True)
class PictureLine:
    """A picture as it is shown; `instead` says why there is none to be seen."""

    id: UUID
    alt: str | None
    width: int
    height: int
    instead: str | None


@blp.get("/brands/<slug>/conversations/<uuid:conversation_id>/pictures/<uuid:picture_id>")
@requires(Permission.CONVERSATION_READ)
def picture(slug: str, conversation_id: UUID, picture_id: UUID) -> Response:
    """One picture of a conversation, whole or small."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = thread.get_conversation(uow, tenant.id, conversation_id)
    if reads_masked(uow.actor, tenant.id):  # what it shows cannot be masked
        raise NotFound
    return picture_answer(
        *get_picture(uow, tenant.id, found.id, picture_id, small=request.args.get("size") == "small")
    )


def pictures_of(
    uow: UnitOfWork, tenant: Tenant, messages: Sequence[Message]
) -> dict[UUID, list[PictureLine]]:
    """The pictures of these messages, as their reader sees them."""
    masked = reads_masked(uow.actor, tenant.id)
    found = attachments_of(uow, tenant.id, [one.id for one in messages])
    return {message_id: [_line(row, masked=masked) for row in rows] for message_id, rows in found.items()}


def _line(row: Attachment, *, masked: bool) -> PictureLine:
    alt = mask(row.alt) if row.alt and masked else row.alt
    return PictureLine(row.id, alt, row.width or 0, row.height or 0, _instead(row, masked=masked))


def _instead(row: Attachment, *, masked: bool) -> str | None:
    if row.state == "erased":
        return _("The picture was erased.")
    if row.state == "failed":
        return _(
            "A picture that could not be fetched: %(why)s Look at it on the network.",
            why=_(row.failure) if row.failure else "",
        )
    if masked:
        return _("A picture. It is not shown to you, because personal data in it cannot be masked.")
    if row.state == "waiting" and row.failure:
        return _("A picture that is still being fetched. %(why)s", why=_(row.failure))
    return _("A picture that is being fetched.") if row.state == "waiting" else None
