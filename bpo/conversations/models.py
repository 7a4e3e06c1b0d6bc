"""Customers, conversations, messages, acts, and the facts derived from them.

Messages and acts are the evidence and are never overwritten. Every customer message pins the versions of
service level and calendar in force when it was taken in; the clock that it starts is measured by these for
ever. `turn` and `episode` are derived: they are replaced whenever their conversation's evidence grows, and
a turn bears the id of its first message.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow


def conversation_key() -> ForeignKeyConstraint:
    """The composite foreign key to a conversation of the same brand."""
    return ForeignKeyConstraint(
        ["tenant_id", "conversation_id"], ["conversation.tenant_id", "conversation.id"]
    )


def pins() -> list[ForeignKeyConstraint]:
    """The composite foreign keys to the pinned versions."""
    return [
        ForeignKeyConstraint(
            ["tenant_id", "service_level_id"], ["service_level.tenant_id", "service_level.id"]
        ),
        ForeignKeyConstraint(
            ["tenant_id", "calendar_id"], ["business_calendar.tenant_id", "business_calendar.id"]
        ),
    ]


class Customer(TenantRow, Base):
    """A person as one brand knows them; never merged across brands."""

    __tablename__ = "customer"

    created_at: Mapped[datetime]


class CustomerIdentity(TenantRow, Base):
    """A customer on one network, under the network's own id."""

    __tablename__ = "customer_identity"
    __table_args__ = (
        UniqueConstraint("tenant_id", "network", "external_id"),
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customer.tenant_id", "customer.id"]),
        Index("ix_customer_identity_customer_id", "tenant_id", "customer_id"),
    )

    customer_id: Mapped[UUID]
    network: Mapped[str]
    external_id: Mapped[str]
    name: Mapped[str | None]
    followers: Mapped[int | None] = mapped_column(BigInteger)


class Conversation(TenantRow, Base):
    """One customer in one thread. `customer_id` is empty until a customer of the thread is known."""

    __tablename__ = "conversation"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customer.tenant_id", "customer.id"]),
        UniqueConstraint("tenant_id", "thread_id", "customer_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        Index("ix_conversation_last_message_at", "tenant_id", "last_message_at", "id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    thread_id: Mapped[UUID]
    customer_id: Mapped[UUID | None]
    state: Mapped[str]
    visibility: Mapped[str]
    started_at: Mapped[datetime]
    last_message_at: Mapped[datetime]
    message_count: Mapped[int]
    waiting_since: Mapped[datetime | None]  # start of the earliest turn still open
    due_at: Mapped[datetime | None]  # the earliest due time of its open turns


class ThreadLink(TenantRow, Base):
    """A name that messages of a thread share and no stored message bears.

    `c:ID` is a conversation named by the network or the file, `m:ID` a message that was answered but has
    not arrived (a placeholder parent).
    """

    __tablename__ = "thread_link"
    __table_args__ = (
        account_key(),
        UniqueConstraint("tenant_id", "account_id", "key"),
        Index("ix_thread_link_thread_id", "tenant_id", "thread_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    key: Mapped[str]
    thread_id: Mapped[UUID]


class Message(TenantRow, Base):
    """What was said, by whom, when on the network and when known to us."""

    __tablename__ = "message"
    __table_args__ = (
        account_key(),
        conversation_key(),
        *pins(),
        UniqueConstraint("tenant_id", "account_id", "external_id"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        CheckConstraint("visibility IN ('public', 'private')", name="visibility"),
        Index("ix_message_conversation_id", "tenant_id", "conversation_id", "posted_at"),
        Index("ix_message_thread_id", "tenant_id", "thread_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    thread_id: Mapped[UUID]
    external_id: Mapped[str]
    direction: Mapped[str]
    automatic: Mapped[bool]
    author_id: Mapped[str]  # the network's id of who wrote
    author_name: Mapped[str | None]
    addressee: Mapped[str | None]  # of a brand message: the customer it is for, where the source says so
    in_reply_to: Mapped[str | None]
    text: Mapped[str]
    posted_at: Mapped[datetime]
    ingested_at: Mapped[datetime]
    visibility: Mapped[str]
    language: Mapped[str | None]
    agent: Mapped[str | None]  # e-mail of the person who wrote a brand message, where known
    service_level_id: Mapped[UUID | None]
    calendar_id: Mapped[UUID | None]


class ConversationAct(TenantRow, Base):
    """A person dismissed the open turn or closed the episode; part of the evidence.

    `message_id` is the last message the person saw: the act goes with it when threads turn out to be one.
    """

    __tablename__ = "conversation_act"
    __table_args__ = (
        account_key(),
        conversation_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        CheckConstraint("kind IN ('dismissed', 'closed')", name="kind"),
        Index("ix_conversation_act_conversation_id", "tenant_id", "conversation_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    message_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    reason: Mapped[str | None]
    actor_id: Mapped[UUID | None]


class Turn(TenantRow, Base):
    """A run of customer messages and its response clock. Derived; bears the id of its first message."""

    __tablename__ = "turn"
    __table_args__ = (
        account_key(),
        conversation_key(),
        *pins(),
        CheckConstraint("kind IN ('first_response', 'next_response')", name="kind"),
        CheckConstraint("outcome IN ('open', 'answered', 'dismissed', 'excluded')", name="outcome"),
        Index(
            "ix_turn_started_at",
            "tenant_id",
            "started_at",
            postgresql_include=[
                *("kind", "outcome", "service_level_id", "due_at", "stopped_at", "worked_us"),
                *("account_id", "id"),  # the policy reads the account; without it no index serves alone
            ],
        ),
        Index("ix_turn_open", "tenant_id", "due_at", postgresql_where=text("outcome = 'open'")),
        Index("ix_turn_conversation_id", "tenant_id", "conversation_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    episode_no: Mapped[int]
    kind: Mapped[str]
    message_count: Mapped[int]
    started_at: Mapped[datetime]
    service_level_id: Mapped[UUID | None]
    calendar_id: Mapped[UUID | None]
    due_at: Mapped[datetime | None]
    outcome: Mapped[str]
    stopped_at: Mapped[datetime | None]
    stopped_by: Mapped[UUID | None]  # the reply, or the act
    worked_us: Mapped[int | None] = mapped_column(BigInteger)  # working time to the stop, microseconds
    answered_by: Mapped[str | None]  # the sender's e-mail, where known: credit goes to the sender


class Episode(TenantRow, Base):
    """From opening to closing, and its resolution clock. Derived; bears the id of the opening message."""

    __tablename__ = "episode"
    __table_args__ = (
        account_key(),
        conversation_key(),
        *pins(),
        Index(
            "ix_episode_opened_at",
            "tenant_id",
            "opened_at",
            postgresql_include=[
                *("service_level_id", "due_at", "closed_at", "worked_us"),
                *("account_id", "id", "conversation_id", "episode_no"),
            ],
        ),
        Index("ix_episode_conversation_id", "tenant_id", "conversation_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    episode_no: Mapped[int]
    opened_at: Mapped[datetime]
    service_level_id: Mapped[UUID | None]
    calendar_id: Mapped[UUID | None]
    due_at: Mapped[datetime | None]  # empty without a target, and while it waits for the customer for ever
    closed_at: Mapped[datetime | None]
    worked_us: Mapped[int | None] = mapped_column(BigInteger)
