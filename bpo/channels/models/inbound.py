"""Raw events as they reach an account, and the runs of file imports.

A raw event is stored once per account and message id, before anything is understood of it, and a webhook
is answered only after that commit.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models.account import account_key
from bpo.channels.models.audit import audit_key
from bpo.core.models import Base, InternalRow


class InboundEvent(InternalRow, Base):
    """One message as it arrived, before anything is understood of it."""

    __tablename__ = "inbound_event"
    __table_args__ = (
        account_key(),
        audit_key(),
        UniqueConstraint("tenant_id", "account_id", "dedupe_key"),
        Index("ix_inbound_event_received_at", "tenant_id", "account_id", "received_at"),
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
    form: Mapped[str]  # how to read the body: `message` is the public form, others are an adapter's own
    body: Mapped[str]
    received_at: Mapped[datetime]
    processed_at: Mapped[datetime | None]
    audit_id: Mapped[UUID | None]  # the listing that found it, where ordinary reading had missed it


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
