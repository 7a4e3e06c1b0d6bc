"""What people keep beside a conversation: notes, promises, compensations, the customer's number, presence.

A promise and a compensation exist once the reply that made them stands on the network; the client sees
both. Notes and the customer's number are for the vendor's eyes. Presence is short-lived and decides
nothing: who may send is said by the claim.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.conversations.models.keys import conversation_key
from bpo.core.models import Base, InternalRow, TenantRow


class Note(InternalRow, Base):
    """What somebody of the vendor wrote for colleagues; never overwritten."""

    __tablename__ = "note"
    __table_args__ = (
        account_key(),
        conversation_key(),
        Index("ix_note_conversation_id", "tenant_id", "conversation_id", "written_at"),
        Index("ix_note_words", "words", postgresql_using="gin"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    author_id: Mapped[UUID | None]
    text: Mapped[str]
    written_at: Mapped[datetime]
    words: Mapped[Any | None] = mapped_column(
        TSVECTOR(),
        Computed("message_words(tenant_id, text, 'note', NULL, '', '')", persisted=True),
        deferred=True,
    )


class Promise(TenantRow, Base):
    """An update promised by a reply: a clock from the reply to the next reply of a person.

    `stopped_at` is derived from the messages (`operations.promises`): kept iff it is at or before `due_at`.
    """

    __tablename__ = "promise"
    __table_args__ = (
        account_key(),
        conversation_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        UniqueConstraint("tenant_id", "message_id"),
        Index("ix_promise_conversation_id", "tenant_id", "conversation_id"),
        Index("ix_promise_open", "tenant_id", "due_at", postgresql_where=text("stopped_at IS NULL")),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    message_id: Mapped[UUID]  # the reply that made it
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    due_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    stopped_by: Mapped[UUID | None]  # the reply that came


class Compensation(TenantRow, Base):
    """What a reply gave the customer for a mistake, within the brand's limits."""

    __tablename__ = "compensation"
    __table_args__ = (
        account_key(),
        conversation_key(),
        UniqueConstraint("tenant_id", "draft_id"),
        CheckConstraint("amount_minor > 0", name="amount"),
        Index("ix_compensation_granted_at", "tenant_id", "granted_at"),
        Index("ix_compensation_conversation_id", "tenant_id", "conversation_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    draft_id: Mapped[UUID]  # the vendor's own row: no key points there
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    reason: Mapped[str]
    granted_at: Mapped[datetime]
    granted_by: Mapped[UUID]
    approved_by: Mapped[UUID | None]  # where it was above the author's own limit


class CustomerNumber(InternalRow, Base):
    """The number under which the brand itself knows a customer."""

    __tablename__ = "customer_number"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customer.tenant_id", "customer.id"]),
        UniqueConstraint("tenant_id", "customer_id"),
        Index("ix_customer_number_number", "tenant_id", "number"),
    )

    customer_id: Mapped[UUID]
    number: Mapped[str]
    set_at: Mapped[datetime]
    set_by: Mapped[UUID | None]


class Presence(InternalRow, Base):
    """Somebody has a conversation open in front of them, or did a moment ago."""

    __tablename__ = "presence"
    __table_args__ = (
        account_key(),
        conversation_key(),
        UniqueConstraint("tenant_id", "conversation_id", "user_id"),
        Index("ix_presence_seen_at", "tenant_id", "seen_at"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    user_id: Mapped[UUID]
    seen_at: Mapped[datetime]
    wrote_at: Mapped[datetime | None]
