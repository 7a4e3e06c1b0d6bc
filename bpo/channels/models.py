"""Channel accounts, the raw events that reach them, and the runs of file imports.

A raw event is stored once per account and message id, before anything is understood of it, and a webhook
is answered only after that commit. Routes map the address of a webhook to an account before any brand is
known, and are read through `resolve_route` alone.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, InternalRow, TenantRow


def account_key() -> ForeignKeyConstraint:
    """The composite foreign key to a channel account of the same brand."""
    return ForeignKeyConstraint(
        ["tenant_id", "account_id"], ["channel_account.tenant_id", "channel_account.id"]
    )


class ChannelAccount(TenantRow, Base):
    """One account of a brand on one network."""

    __tablename__ = "channel_account"
    __table_args__ = (UniqueConstraint("tenant_id", "network", "handle"),)
    account_column: ClassVar[str | None] = "id"

    network: Mapped[str]
    handle: Mapped[str]
    purpose: Mapped[str]
    tags: Mapped[list[Any]]
    server: Mapped[str | None]
    display_name: Mapped[str | None]
    owner: Mapped[str | None]  # who at the brand owns the account and its token
    webhook_secret: Mapped[bytes | None]  # sealed
    secret_set_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    @property
    def key(self) -> str:
        """The account as message files name it: `network:handle`."""
        return f"{self.network}:{self.handle}"


class ChannelRoute(Base):
    """From the address of a webhook to an account; found before any brand is known."""

    __tablename__ = "channel_route"
    __table_args__ = (account_key(),)

    network: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenant.id"))
    account_id: Mapped[UUID]


class InboundEvent(InternalRow, Base):
    """One message as it arrived, before anything is understood of it."""

    __tablename__ = "inbound_event"
    __table_args__ = (
        account_key(),
        UniqueConstraint("tenant_id", "account_id", "dedupe_key"),
        Index(
            "ix_inbound_event_waiting",
            "tenant_id",
            "received_at",
            postgresql_where=text("processed_at IS NULL"),
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    dedupe_key: Mapped[str]
    body: Mapped[str]
    received_at: Mapped[datetime]
    processed_at: Mapped[datetime | None]


class ImportRun(InternalRow, Base):
    """One file import: its progress while it runs, its counts and rejects afterwards."""

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),
        Index("ix_import_run_created_at", "tenant_id", "created_at"),
    )

    file_name: Mapped[str]
    format: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    finished_at: Mapped[datetime | None]
    read: Mapped[int] = mapped_column(default=0)
    stored: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    other: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    rejects: Mapped[Any] = mapped_column(JSONB())  # the first thousand: [{"line", "reason"}]
    failure: Mapped[str | None]
    # The uploaded file until it is imported; empty for a command's file. Lists and polls never load it.
    body: Mapped[bytes | None] = mapped_column(deferred=True)
