"""Hiding, showing again and deleting a message on its network, for programs: what the page does, by the same rules."""

from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.channels.adapters.base import Act
from bpo.channels.queries import get_account
from bpo.channels.rules.capabilities import capabilities_of
from bpo.conversations.api.blueprint import blp
from bpo.conversations.models import Message, Moderation
from bpo.conversations.operations.moderating import ask_moderation
from bpo.conversations.queries import thread
from bpo.conversations.queries.moderations import Standing, get_message, list_moderations, standing_of
from bpo.conversations.queries.removals import gone_since
from bpo.conversations.rules.moderation import acts_on, stands
from bpo.conversations.schemas import ModerationAskedOut, ModerationIn, ModerationOut
from bpo.core.errors import NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires

ADDRESS = "/brands/<slug>/conversations/<uuid:conversation_id>/messages/<uuid:message_id>/moderation"


@blp.get(ADDRESS)
@requires(Permission.CONVERSATION_MANAGE)
@blp.response(200, ModerationOut)
def get_moderation(slug: str, conversation_id: UUID, message_id: UUID) -> dict[str, Any]:
    """Show how a message stands on its network, what was asked for, and what may be."""
    return _state(_found(slug, conversation_id, message_id))


@blp.post(ADDRESS)
@requires(Permission.CONVERSATION_MANAGE)
@blp.arguments(ModerationIn)
@blp.response(202, ModerationAskedOut)
def ask_for_moderation(
    body: dict[str, Any], slug: str, conversation_id: UUID, message_id: UUID
) -> dict[str, Any]:
    """Have a message hidden, shown again or deleted by one of the brand's community rules; its network is told after this."""
    message = _found(slug, conversation_id, message_id)
    asked = ask_moderation(
        g.uow,
        message,
        Act(body["act"]),
        rule=body["rule"] or None,
        all_of_author=body["all_of_author"],
    )
    g.uow.session.flush()  # what was asked for is read again
    return {**_state(message), "asked": asked}


def _found(slug: str, conversation_id: UUID, message_id: UUID) -> Message:
    uow = cast("UnitOfWork", g.uow)
    if not uow.actor.is_staff:
        raise NotFound
    tenant = get_tenant(uow, slug)
    conversation = thread.get_conversation(uow, tenant.id, conversation_id)
    return get_message(uow, tenant.id, conversation.id, message_id)


def _state(message: Message) -> dict[str, Any]:
    uow = cast("UnitOfWork", g.uow)
    standing = standing_of(uow, message.tenant_id, [message.id]).get(message.id, Standing())
    gone_at = gone_since(uow, message.tenant_id, [message.id]).get(message.id)
    done = standing.done.act if standing.done else None
    waits = standing.last is not None and standing.last.state == "waiting"
    acts = acts_on(
        direction=message.direction,
        visibility=message.visibility,
        capabilities=capabilities_of(get_account(uow, message.account_id).network),
        done=done,
        is_gone=gone_at is not None,
    )
    return {
        "stands": stands(done, is_gone=gone_at is not None),
        "gone_at": gone_at,
        "acts": [] if waits else [act.value for act in acts],
        "items": [_one(row) for row in list_moderations(uow, message)],
    }


def _one(row: Moderation) -> dict[str, Any]:
    own = ("id", "act", "rule", "state", "asked_at", "done_at")
    failure = _(row.failure) if row.failure and row.state != "done" else None
    return {**{name: getattr(row, name) for name in own}, "failure": failure}
