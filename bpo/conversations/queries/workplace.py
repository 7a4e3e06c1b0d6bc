"""Reads for whoever works a conversation: what came before it, what is kept beside it, who else is there."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, true

from bpo.channels.models import ChannelAccount
from bpo.conversations.models import (
    Compensation,
    Conversation,
    CustomerNumber,
    Draft,
    Message,
    Note,
    Presence,
    Promise,
    QueueItem,
)
from bpo.conversations.rules.drafts import DraftState
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.identity.queries import list_names

HERE_FOR = timedelta(seconds=30)
WRITING_FOR = timedelta(seconds=20)
HISTORY_SHOWN = 8
NOTES_SHOWN = 100


@dataclass(frozen=True)
class Earlier:
    """Another conversation of the same customer with this brand."""

    id: UUID
    network: str
    handle: str
    state: str
    last_message_at: datetime
    message_count: int
    first_text: str


@dataclass(frozen=True)
class History:
    """What this customer and this brand have had with each other elsewhere."""

    count: int
    messages: int
    latest: tuple[Earlier, ...]
    last_words: str | None  # of the customer, before this conversation


@dataclass(frozen=True)
class Someone:
    """A colleague who has the conversation open."""

    user_id: UUID
    is_writing: bool


@dataclass(frozen=True)
class Claim:
    """Who holds a conversation that waits. `item` is None where nothing waits."""

    item: QueueItem | None
    holds: bool  # the actor
    holder: str | None  # somebody else, by name; '' where the actor may not know who
    until: datetime | None
    snoozed_until: datetime | None


def claim_of(uow: UnitOfWork, conversation: Conversation) -> Claim:
    """Who holds the conversation now."""
    item = uow.session.scalars(
        select(QueueItem).where(
            QueueItem.tenant_id == conversation.tenant_id, QueueItem.id == conversation.id
        )
    ).first()
    if item is None:
        return Claim(None, holds=False, holder=None, until=None, snoozed_until=None)
    is_held = item.claimed_by is not None and item.claim_until is not None and item.claim_until > uow.now
    holds = is_held and item.claimed_by == uow.actor.user_id
    other = item.claimed_by if is_held and not holds else None
    return Claim(
        item,
        holds=holds,
        holder=list_names(uow, {other}).get(other, "") if other else None,
        until=item.claim_until if is_held else None,
        snoozed_until=item.snoozed_until if item.snoozed_until and item.snoozed_until > uow.now else None,
    )


def page_stamp(uow: UnitOfWork, conversation: Conversation) -> str:
    """What differs as soon as a page of this conversation shows something old."""
    item = claim_of(uow, conversation).item
    drafts = uow.session.execute(
        select(func.count(), func.string_agg(Draft.state, ",")).where(
            Draft.tenant_id == conversation.tenant_id,
            Draft.conversation_id == conversation.id,
            Draft.submitted_at.is_not(None),
            Draft.state != DraftState.DISCARDED.value,
        )
    ).one()
    parts = (
        conversation.message_count,
        conversation.state,
        *drafts,
        *((item.changed_at, item.claimed_by, item.snoozed_until) if item else ()),
    )
    return hashlib.sha256("|".join(str(part) for part in parts).encode()).hexdigest()[:16]


def find_last_from_customer(uow: UnitOfWork, conversation: Conversation) -> Message | None:
    """The customer's latest message, the one that a reply answers."""
    return uow.session.scalars(
        select(Message)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.direction == Direction.IN.value,
            Message.automatic.is_(False),
        )
        .order_by(Message.posted_at.desc(), Message.id.desc())
        .limit(1)
    ).first()


def list_last_replies(uow: UnitOfWork, conversation: Conversation, *, limit: int) -> list[str]:
    """What people of the brand wrote last in this conversation, the latest last."""
    rows = uow.session.scalars(
        select(Message.text)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.direction == Direction.OUT.value,
            Message.automatic.is_(False),
        )
        .order_by(Message.posted_at.desc(), Message.id.desc())
        .limit(limit)
    )
    return list(rows)[::-1]


def list_replies_since(uow: UnitOfWork, conversation: Conversation, seen: Message) -> list[Message]:
    """What people of the brand have written since a message that somebody saw last, the latest first."""
    return list(
        uow.session.scalars(
            select(Message)
            .where(
                Message.tenant_id == conversation.tenant_id,
                Message.conversation_id == conversation.id,
                Message.direction == Direction.OUT.value,
                Message.automatic.is_(False),
                Message.id != seen.id,
                Message.ingested_at >= seen.ingested_at,
                Message.posted_at >= seen.posted_at,
            )
            .order_by(Message.posted_at.desc(), Message.id.desc())
            .limit(5)
        )
    )


def find_message(uow: UnitOfWork, conversation: Conversation, message_id: UUID) -> Message | None:
    """One message of this conversation."""
    return uow.session.scalars(
        select(Message).where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.id == message_id,
        )
    ).first()


def find_by_external_id(
    uow: UnitOfWork, tenant_id: UUID, account_id: UUID, external_id: str
) -> Message | None:
    """One message of an account, by the network's own id."""
    return uow.session.scalars(
        select(Message).where(
            Message.tenant_id == tenant_id,
            Message.account_id == account_id,
            Message.external_id == external_id,
        )
    ).first()


def find_post_above(uow: UnitOfWork, conversation: Conversation) -> Message | None:
    """The post under which the customer wrote: the beginning of the thread, where that is not theirs."""
    first = uow.session.scalars(
        select(Message)
        .where(Message.tenant_id == conversation.tenant_id, Message.thread_id == conversation.thread_id)
        .order_by(Message.posted_at, Message.id)
        .limit(1)
    ).first()
    return first if first is not None and first.conversation_id != conversation.id else None


def customer_history(uow: UnitOfWork, conversation: Conversation) -> History:
    """The customer's other conversations with this brand, whatever the account, the latest first."""
    if conversation.customer_id is None:
        return History(0, 0, (), None)
    others = (
        Conversation.tenant_id == conversation.tenant_id,
        Conversation.customer_id == conversation.customer_id,
        Conversation.id != conversation.id,
    )
    count, messages = uow.session.execute(
        select(func.count(), func.coalesce(func.sum(Conversation.message_count), 0)).where(*others)
    ).one()
    first = (
        select(func.left(Message.text, 160).label("text"))
        .where(Message.tenant_id == Conversation.tenant_id, Message.conversation_id == Conversation.id)
        .order_by(Message.posted_at, Message.id)
        .limit(1)
        .lateral("first")
    )
    rows: Iterable[Row[Any]] = uow.session.execute(
        select(
            Conversation.id,
            ChannelAccount.network,
            ChannelAccount.handle,
            Conversation.state,
            Conversation.last_message_at,
            Conversation.message_count,
            first.c.text.label("first_text"),
        )
        .join(
            ChannelAccount,
            (ChannelAccount.tenant_id == Conversation.tenant_id)
            & (ChannelAccount.id == Conversation.account_id),
        )
        .join(first, true())
        .where(*others)
        .order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
        .limit(HISTORY_SHOWN)
    )
    latest = tuple(Earlier(**row._mapping) for row in rows)  # noqa: SLF001 -- the row's public mapping
    return History(count, int(messages), latest, _last_words(uow, conversation) if count else None)


def _last_words(uow: UnitOfWork, conversation: Conversation) -> str | None:
    """What the customer said last before this conversation began."""
    return uow.session.scalar(
        select(Message.text)
        .join(
            Conversation,
            (Conversation.tenant_id == Message.tenant_id) & (Conversation.id == Message.conversation_id),
        )
        .where(
            Message.tenant_id == conversation.tenant_id,
            Conversation.customer_id == conversation.customer_id,
            Conversation.id != conversation.id,
            Message.direction == Direction.IN.value,
            Message.posted_at < conversation.started_at,
        )
        .order_by(Message.posted_at.desc(), Message.id.desc())
        .limit(1)
    )


def list_notes(uow: UnitOfWork, conversation: Conversation) -> list[Note]:
    """The notes of a conversation, the latest first."""
    return list(
        uow.session.scalars(
            select(Note)
            .where(Note.tenant_id == conversation.tenant_id, Note.conversation_id == conversation.id)
            .order_by(Note.written_at.desc(), Note.id.desc())
            .limit(NOTES_SHOWN)
        )
    )


def list_promises(uow: UnitOfWork, conversation: Conversation) -> list[Promise]:
    """The updates that were promised here, the latest first."""
    return list(
        uow.session.scalars(
            select(Promise)
            .where(Promise.tenant_id == conversation.tenant_id, Promise.conversation_id == conversation.id)
            .order_by(Promise.made_at.desc(), Promise.id.desc())
        )
    )


def list_compensations(uow: UnitOfWork, conversation: Conversation) -> list[Compensation]:
    """What was given here, the latest first."""
    return list(
        uow.session.scalars(
            select(Compensation)
            .where(
                Compensation.tenant_id == conversation.tenant_id,
                Compensation.conversation_id == conversation.id,
            )
            .order_by(Compensation.granted_at.desc(), Compensation.id.desc())
        )
    )


def find_customer_number(uow: UnitOfWork, conversation: Conversation) -> CustomerNumber | None:
    """The brand's own number of the customer, where somebody has written it down."""
    if conversation.customer_id is None:
        return None
    return uow.session.scalars(
        select(CustomerNumber).where(
            CustomerNumber.tenant_id == conversation.tenant_id,
            CustomerNumber.customer_id == conversation.customer_id,
        )
    ).first()


def list_present(uow: UnitOfWork, conversation: Conversation) -> list[Someone]:
    """Who else has the conversation open, and who of them is writing."""
    rows = uow.session.scalars(
        select(Presence)
        .where(
            Presence.tenant_id == conversation.tenant_id,
            Presence.conversation_id == conversation.id,
            Presence.user_id != uow.actor.user_id,
            Presence.seen_at > uow.now - HERE_FOR,
        )
        .order_by(Presence.seen_at.desc())
    )
    return [
        Someone(row.user_id, is_writing=row.wrote_at is not None and row.wrote_at > uow.now - WRITING_FOR)
        for row in rows
    ]
