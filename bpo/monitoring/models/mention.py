"""Mentions, their authors, and what people keep beside them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.ids import new_id
from bpo.core.models import Base, InternalRow, TenantRow

SENTIMENTS = "sentiment IN ('negative', 'neutral', 'positive')"


class MentionAuthor(TenantRow, Base):
    """Somebody who wrote about the brand, as one source knows them, with how much and in which mood."""

    __tablename__ = "mention_author"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "source_id"], ["mention_source.tenant_id", "mention_source.id"]),
        UniqueConstraint("tenant_id", "source_id", "key"),
        Index("ix_mention_author_mentions", "tenant_id", "mentions", "id"),
        Index("ix_mention_author_reach", "tenant_id", "reach", "id"),
    )

    source_id: Mapped[UUID]
    key: Mapped[str]
    name: Mapped[str | None]
    handle: Mapped[str | None]
    url: Mapped[str | None]
    reach: Mapped[int] = mapped_column(BigInteger)  # 0: not known
    mentions: Mapped[int]
    negative: Mapped[int]
    positive: Mapped[int]
    last_at: Mapped[datetime]


class Mention(TenantRow, Base):
    """A post about the brand that was not addressed to an account of it."""

    __tablename__ = "mention"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "source_id"], ["mention_source.tenant_id", "mention_source.id"]),
        ForeignKeyConstraint(["tenant_id", "author_id"], ["mention_author.tenant_id", "mention_author.id"]),
        UniqueConstraint("tenant_id", "source_id", "external_id"),
        CheckConstraint(SENTIMENTS, name="sentiment"),
        CheckConstraint("state IN ('new', 'kept', 'dismissed', 'converted')", name="state"),
        CheckConstraint("(state = 'converted') = (conversation_id IS NOT NULL)", name="conversation"),
        Index("ix_mention_posted_at", "tenant_id", "posted_at", "id"),
        Index("ix_mention_state_posted_at", "tenant_id", "state", "posted_at", "id"),
        Index("ix_mention_reach", "tenant_id", "reach", "posted_at", "id"),
        Index("ix_mention_mood", "tenant_id", "mood", "posted_at", "id"),
        Index("ix_mention_author_id", "tenant_id", "author_id", "posted_at"),
        Index(
            "ix_mention_labelled",
            "tenant_id",
            "posted_at",
            "id",
            postgresql_where=text("labels <> '[]'::jsonb"),
        ),
        Index(
            "ix_mention_decided_at",
            "tenant_id",
            "decided_at",
            postgresql_where=text("decided_at IS NOT NULL"),
        ),
    )

    source_id: Mapped[UUID]
    external_id: Mapped[str]
    url: Mapped[str | None]
    author_id: Mapped[UUID | None]
    reach: Mapped[int] = mapped_column(BigInteger)  # 0: not known
    title: Mapped[str]
    text: Mapped[str]
    language: Mapped[str | None]
    sentiment: Mapped[str]
    mood: Mapped[int] = mapped_column(SmallInteger)  # -100 … 100, to sort by
    posted_at: Mapped[datetime]
    ingested_at: Mapped[datetime]
    state: Mapped[str]
    reason: Mapped[str | None]  # of a dismissal
    labels: Mapped[list[Any]]
    assignee_id: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    conversation_id: Mapped[UUID | None]  # no key: a conversation may become another's part


class MentionNote(InternalRow, Base):
    """What colleagues write beside a mention; no client sees it."""

    __tablename__ = "mention_note"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "mention_id"], ["mention.tenant_id", "mention.id"]),
        Index("ix_mention_note_mention_id", "tenant_id", "mention_id", "written_at"),
    )

    mention_id: Mapped[UUID]
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[UUID | None]
    written_by_name: Mapped[str]


class MentionView(Base):
    """A view of the mentions that somebody keeps under a name; `query` is what stands in the address."""

    __tablename__ = "mention_view"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    query: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
