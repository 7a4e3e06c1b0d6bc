"""Pictures of messages for programs."""

from typing import cast
from uuid import UUID

from flask import Response, g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.queries import thread
from bpo.conversations.queries.attachments import get_picture
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission, reads_masked
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.pictures import picture_answer


@blp.get("/brands/<slug>/conversations/<uuid:conversation_id>/pictures/<uuid:picture_id>")
@requires(Permission.CONVERSATION_READ)
@blp.response(200, content_type="image/jpeg")
def get_conversation_picture(slug: str, conversation_id: UUID, picture_id: UUID) -> Response:
    """Take a picture of a message, a JPEG or a WebP as it was drawn anew."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = thread.get_conversation(uow, tenant.id, conversation_id)
    if reads_masked(uow.actor, tenant.id):  # what it shows cannot be masked
        raise NotFound
    return picture_answer(*get_picture(uow, tenant.id, found.id, picture_id, small=False))
