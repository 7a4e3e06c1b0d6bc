"""What people do to a conversation that counts as evidence: dismissing a turn, closing an episode.

Every customer turn ends as answered or as dismissed with a reason, so a conversation with an open turn is
not closed. The act remembers the last message the person could see.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from bpo.conversations.models import Conversation, ConversationAct, Message, Turn
from bpo.conversations.operations.facts import rewrite_facts
from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork


class DismissalReason(StrEnum):
    THANKS = "thanks"
    SPAM = "spam"
    NOT_FOR_US = "not_for_us"
    DUPLICATE = "duplicate"
    OTHER = "other"


def dismiss_turn(
    uow: UnitOfWork, conversation: Conversation, *, reason: DismissalReason, at: datetime | None = None
) -> None:
    """End the open turn without a reply, with a reason. `at` is given for imported history only."""
    if not _has_open_turn(uow, conversation, at or uow.now):
        raise Conflict(N_("Nothing in this conversation waits for an answer."))
    _record(uow, conversation, kind="dismissed", at=at or uow.now, reason=reason.value)


def close_conversation(uow: UnitOfWork, conversation: Conversation, *, at: datetime | None = None) -> None:
    """End the episode. Everything in it has been answered or dismissed."""
    if conversation.state == "closed":
        raise Conflict(N_("This conversation is already closed."))
    if _has_open_turn(uow, conversation, at or uow.now):
        raise Conflict(
            N_("A message in this conversation still waits for an answer: reply to it or dismiss it.")
        )
    _record(uow, conversation, kind="closed", at=at or uow.now, reason=None)


def _has_open_turn(uow: UnitOfWork, conversation: Conversation, at: datetime) -> bool:
    waiting = select(Turn.id).where(
        Turn.tenant_id == conversation.tenant_id,
        Turn.conversation_id == conversation.id,
        Turn.outcome == "open",
        Turn.started_at <= at,
    )
    return uow.session.scalars(waiting).first() is not None


def _record(
    uow: UnitOfWork, conversation: Conversation, *, kind: str, at: datetime, reason: str | None
) -> None:
    seen: UUID | None = uow.session.scalar(
        select(Message.id)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.posted_at <= at,
        )
        .order_by(Message.posted_at.desc())
        .limit(1)
    )
    if seen is None:
        raise Conflict(N_("There was nothing in this conversation yet."))
    act = ConversationAct(
        id=new_id(),
        tenant_id=conversation.tenant_id,
        account_id=conversation.account_id,
        conversation_id=conversation.id,
        message_id=seen,
        kind=kind,
        at=at,
        recorded_at=uow.now,
        reason=reason,
        actor_id=uow.actor.user_id,
    )
    uow.session.add(act)
    uow.session.flush()  # the facts are derived from what is stored
    uow.audit(f"conversation.{kind}", act, reason=reason)
    rewrite_facts(uow, conversation.tenant_id, [conversation.id])
    uow.session.expire(conversation)
