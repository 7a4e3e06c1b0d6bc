"""What is looked for and where: watches, sources, and runs of file imports."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, InternalRow, TenantRow

IN_USE = text("retired_at IS NULL")


class Watch(TenantRow, Base):
    """A saved search. `version` grows when it looks for something else; it counts spikes from `ready_at` on."""

    __tablename__ = "watch"
    __table_args__ = (Index("uq_watch_name", "tenant_id", "name", unique=True, postgresql_where=IN_USE),)

    name: Mapped[str]
    query: Mapped[str]
    languages: Mapped[list[Any]]  # codes; none: all
    sources: Mapped[list[Any]]  # ids as text; none: all
    excluded: Mapped[list[Any]]  # sites, names and handles, as `matching.as_excluded` has them
    version: Mapped[int]
    ready_at: Mapped[datetime | None]  # empty while stored mentions are being read again
    known_since: Mapped[datetime | None]  # when the first post that it found was written
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class MentionSource(TenantRow, Base):
    """Where posts come from. `etag` and `last_modified` are what the feed's server said of its last answer."""

    __tablename__ = "mention_source"
    __table_args__ = (
        CheckConstraint("kind IN ('feed', 'google_alerts', 'file')", name="kind"),
        CheckConstraint("(kind = 'file') = (url IS NULL)", name="url"),
        Index("uq_mention_source_name", "tenant_id", "name", unique=True, postgresql_where=IN_USE),
        Index(
            "ix_mention_source_next_poll_at",
            "tenant_id",
            "next_poll_at",
            postgresql_where=text("url IS NOT NULL"),
        ),
    )

    kind: Mapped[str]
    name: Mapped[str]
    url: Mapped[str | None]
    keeps_all: Mapped[bool]  # also what no watch finds
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    next_poll_at: Mapped[datetime | None]
    polled_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    failure: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class MentionImport(InternalRow, Base):
    """One file of mentions: its progress while it runs, its counts and rejects afterwards."""

    __tablename__ = "mention_import"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),
        CheckConstraint("format IN ('jsonl', 'csv')", name="format"),
        ForeignKeyConstraint(["tenant_id", "source_id"], ["mention_source.tenant_id", "mention_source.id"]),
        Index("ix_mention_import_created_at", "tenant_id", "created_at"),
    )

    source_id: Mapped[UUID]
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
    unmatched: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    rejects: Mapped[list[Any]]  # the first thousand: [{"line", "reason"}]
    failure: Mapped[str | None]
    body: Mapped[bytes | None] = mapped_column(deferred=True)  # until it is imported
