"""What people do to a conversation that counts as evidence: dismissing, closing, asking the client.

Every customer turn ends as answered or as dismissed with a reason, so a conversation with an open turn is
not closed. The act remembers the last customer message the person could see: a customer's message stays its
author's whatever is learnt about the thread, while a reply may turn out to be another customer's.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import case, select

from bpo.conversations.events import EpisodeClosed
from bpo.conversations.models import Approval, Conversation, ConversationAct, Message, Turn
from bpo.conversations.operations.facts import hold_evidence, rewrite_facts
from bpo.core.errors import Conflict, NotFound
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction

CUSTOMERS_FIRST = case((Message.direction == Direction.IN.value, 0), else_=1)


class DismissalReason(StrEnum):
    THANKS = "thanks"
    SPAM = "spam"
    NOT_FOR_US = "not_for_us"
    DUPLICATE = "duplicate"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    OTHER = "other"


def dismiss_turn(
    uow: UnitOfWork, conversation: Conversation, *, reason: DismissalReason, at: datetime | None = None
) -> None:
    """End the open turn without a reply, with a reason. `at` is given for imported history only."""
    hold_conversation(uow, conversation)
    if not _has_open_turn(uow, conversation, at or uow.now):
        raise Conflict(N_("Nothing in this conversation waits for an answer."))
    _record(uow, conversation, kind="dismissed", at=at or uow.now, reason=reason.value)


def close_conversation(uow: UnitOfWork, conversation: Conversation, *, at: datetime | None = None) -> None:
    """End the episode. Everything in it has been answered or dismissed."""
    hold_conversation(uow, conversation)
    if conversation.state == "closed":
        raise Conflict(N_("This conversation is already closed."))
    if _has_open_turn(uow, conversation, at or uow.now):
        raise Conflict(
            N_("A message in this conversation still waits for an answer: reply to it or dismiss it.")
        )
    _record(uow, conversation, kind="closed", at=at or uow.now, reason=None)
    uow.emit(EpisodeClosed(conversation.tenant_id, conversation.id))


def hold_conversation(uow: UnitOfWork, conversation: Conversation) -> None:
    """See the conversation as it is when nobody else changes it; it may have become part of another."""
    tenant_id, conversation_id = conversation.tenant_id, conversation.id
    hold_evidence(uow, tenant_id)
    again = select(Conversation).where(
        Conversation.tenant_id == tenant_id, Conversation.id == conversation_id
    )
    if uow.session.scalars(again.execution_options(populate_existing=True)).first() is None:
        raise NotFound


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
    act = ConversationAct(
        id=new_id(),
        tenant_id=conversation.tenant_id,
        account_id=conversation.account_id,
        conversation_id=conversation.id,
        message_id=last_seen(uow, conversation, at=at),
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


def last_seen(uow: UnitOfWork, conversation: Conversation, *, at: datetime) -> UUID:
    """The last message that somebody could know at an instant, a customer's where there was one."""
    seen: UUID | None = uow.session.scalar(
        select(Message.id)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.posted_at <= at,
        )
        .order_by(CUSTOMERS_FIRST, Message.posted_at.desc(), Message.id.desc())
        .limit(1)
    )
    if seen is None:
        raise Conflict(N_("There was nothing in this conversation yet."))
    return seen


def record_wait(uow: UnitOfWork, approval: Approval, *, kind: str, at: datetime, by: UUID | None) -> None:
    """The client was asked (`client_asked`) or decided (`client_decided`), which pauses clocks in between.

    Both acts know the same message, so they stay together whatever is learnt about the thread; a second one
    of a kind says nothing new.
    """
    hold_evidence(uow, approval.tenant_id)
    uow.session.refresh(approval, ["conversation_id"])  # intake may have moved it until just now
    known = select(ConversationAct.id).where(
        ConversationAct.tenant_id == approval.tenant_id,
        ConversationAct.conversation_id == approval.conversation_id,
        ConversationAct.subject_id == approval.id,
        ConversationAct.kind == kind,
    )
    if uow.session.scalars(known).first() is not None:
        return
    uow.session.add(
        ConversationAct(
            id=new_id(),
            tenant_id=approval.tenant_id,
            account_id=approval.account_id,
            conversation_id=approval.conversation_id,
            message_id=approval.message_id,
            kind=kind,
            at=at,
            recorded_at=uow.now,
            reason=None,
            actor_id=by,
            subject_id=approval.id,
        )
    )
    uow.session.flush()  # the facts are derived from what is stored
    rewrite_facts(uow, approval.tenant_id, [approval.conversation_id])


def record_history(
    uow: UnitOfWork, tenant_id: UUID, acts: Sequence[tuple[UUID, str, datetime, DismissalReason | None]]
) -> None:
    """Acts of imported history: (conversation, 'dismissed' or 'closed', when, why), in bulk.

    What an act found to end is decided by the fold, as for every act; nothing is checked one by one here.
    """
    hold_evidence(uow, tenant_id)
    conversations = {act[0] for act in acts}
    rows = uow.session.execute(
        select(Message.conversation_id, Message.id, Message.account_id, Message.posted_at)
        .where(Message.tenant_id == tenant_id, Message.conversation_id.in_(conversations))
        .order_by(CUSTOMERS_FIRST.desc(), Message.posted_at)
    )
    seen: dict[UUID, list[tuple[datetime, UUID, UUID]]] = {}
    for row in rows:
        seen.setdefault(row.conversation_id, []).append((row.posted_at, row.id, row.account_id))
    for conversation_id, kind, at, reason in acts:
        _, message_id, account_id = next(found for found in reversed(seen[conversation_id]) if found[0] <= at)
        uow.session.add(
            ConversationAct(
                id=new_id(),
                tenant_id=tenant_id,
                account_id=account_id,
                conversation_id=conversation_id,
                message_id=message_id,
                kind=kind,
                at=at,
                recorded_at=uow.now,
                reason=reason.value if reason else None,
                actor_id=uow.actor.user_id,
            )
        )
    uow.session.flush()  # the facts are derived from what is stored
    rewrite_facts(uow, tenant_id, conversations)
