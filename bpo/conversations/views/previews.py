"""What lies behind the links of messages, as lines beneath the words: the host first, in full, and all else as plain text.

Nothing of it can be clicked: whoever reads it judges the link, and opens it only if they mean to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import Response, g

from bpo.channels.adapters.pages import NOT_A_PAGE, NOT_THERE
from bpo.channels.rules.web_links import named
from bpo.conversations.models import LinkPreview, Message
from bpo.conversations.queries import thread
from bpo.conversations.queries.previews import get_preview_picture, previews_of
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

WORTH_SAYING = frozenset({NOT_THERE, NOT_A_PAGE})  # of what could go wrong, what tells of the link itself


@dataclass(frozen=True)
class PreviewLine:
    """A link as it is shown: where it goes, where it ends, and what stands there."""

    id: UUID
    host: str
    led_to: str | None  # another host
    is_disguised: bool  # its letters may be taken for others
    title: str | None
    description: str | None
    has_picture: bool
    width: int
    height: int
    instead: str | None


@blp.get("/brands/<slug>/conversations/<uuid:conversation_id>/previews/<uuid:preview_id>")
@requires(Permission.CONVERSATION_READ)
def preview_picture(slug: str, conversation_id: UUID, preview_id: UUID) -> Response:
    """The small picture behind one link of a conversation."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = thread.get_conversation(uow, tenant.id, conversation_id)
    if reads_masked(uow.actor, tenant.id):  # what it shows cannot be masked
        raise NotFound
    return picture_answer(*get_preview_picture(uow, tenant.id, found.id, preview_id))


def preview_lines(
    uow: UnitOfWork, tenant: Tenant, messages: Sequence[Message]
) -> dict[UUID, list[PreviewLine]]:
    """The links of these messages of which there is something to say, as their reader sees them."""
    masked = reads_masked(uow.actor, tenant.id)
    found = previews_of(uow, tenant.id, [one.id for one in messages])
    lines = {key: [_line(row, masked=masked) for row in rows if _is_told(row)] for key, rows in found.items()}
    return {key: shown for key, shown in lines.items() if shown}


def _is_told(row: LinkPreview) -> bool:
    if row.state == "erased":
        return False
    return row.state == "kept" or row.failure in WORTH_SAYING or "xn--" in named(row.address)


def _line(row: LinkPreview, *, masked: bool) -> PreviewLine:
    def said(words: str | None) -> str | None:
        return mask(words) if words and masked else words

    host = named(row.address)
    return PreviewLine(
        id=row.id,
        host=host,
        led_to=named(row.led_to) if row.led_to else None,
        is_disguised="xn--" in host or "xn--" in (named(row.led_to) if row.led_to else ""),
        title=said(row.title),
        description=said(row.description),
        has_picture=row.state == "kept" and row.content_type is not None and not masked,
        width=row.width or 0,
        height=row.height or 0,
        instead=_(row.failure) if row.failure in WORTH_SAYING else None,
    )
