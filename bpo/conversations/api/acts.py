"""The two acts that end a turn and an episode, for programs."""

from typing import Any
from uuid import UUID

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.api.shown import summary_of
from bpo.conversations.operations.acts import close_conversation, dismiss_turn
from bpo.conversations.queries import thread
from bpo.conversations.schemas import (
    ConversationOut,
    DismissalIn,
)
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires


@blp.post("/brands/<slug>/conversations/<uuid:conversation_id>/dismissal")
@requires(Permission.CONVERSATION_MANAGE)
@blp.arguments(DismissalIn)
@blp.response(200, ConversationOut)
def dismiss(body: dict[str, Any], slug: str, conversation_id: UUID) -> dict[str, Any]:
    """End what waits in a conversation without an answer, with a reason."""
    tenant = get_tenant(g.uow, slug)
    found = thread.get_conversation(g.uow, tenant.id, conversation_id)
    dismiss_turn(g.uow, found, reason=body["reason"])
    return summary_of(tenant, found)


@blp.post("/brands/<slug>/conversations/<uuid:conversation_id>/closing")
@requires(Permission.CONVERSATION_MANAGE)
@blp.response(200, ConversationOut)
def close(slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Close a conversation in which nothing waits for an answer."""
    tenant = get_tenant(g.uow, slug)
    found = thread.get_conversation(g.uow, tenant.id, conversation_id)
    close_conversation(g.uow, found)
    return summary_of(tenant, found)
