"""Customers, their conversations, and what joins messages into threads."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow


class Customer(TenantRow, Base):
    """A person as one brand knows them; never merged across brands."""

    __tablename__ = "customer"

    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]  # names and texts are gone; who writes again is somebody new


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
        CheckConstraint("stage IN ('researching', 'choosing', 'buying', 'using')", name="stage"),
        Index("ix_conversation_last_message_at", "tenant_id", "last_message_at", "id"),
        Index("ix_conversation_customer_id", "tenant_id", "customer_id", "last_message_at"),
        Index(  # the few that somebody gave a stage: what is counted by stage
            "ix_conversation_stage",
            "tenant_id",
            "id",
            postgresql_include=["stage", "account_id"],
            postgresql_where=text("stage IS NOT NULL"),
        ),
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
    stage: Mapped[str | None]  # where the customer stands: researching, choosing, buying, using
    erased_at: Mapped[datetime | None]  # the texts up to then are gone


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
