"""What follows from mentions: which watch found which, how many an hour, spikes, digests of weeks."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from bpo.core.models import Base, TenantRow


class MentionMatch(TenantRow, Base):
    """A watch found a mention; `spans` are the places of its words in `posts.full_text`."""

    __tablename__ = "mention_match"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "mention_id"], ["mention.tenant_id", "mention.id"]),
        ForeignKeyConstraint(["tenant_id", "watch_id"], ["watch.tenant_id", "watch.id"]),
        UniqueConstraint("tenant_id", "mention_id", "watch_id"),
        Index("ix_mention_match_posted_at", "tenant_id", "watch_id", "posted_at", "mention_id"),
    )

    mention_id: Mapped[UUID]
    watch_id: Mapped[UUID]
    posted_at: Mapped[datetime]  # the mention's
    spans: Mapped[list[Any]]


class MentionHour(TenantRow, Base):
    """How many mentions a watch found that were written in one hour (UTC), and how many were negative."""

    __tablename__ = "mention_hour"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "watch_id"], ["watch.tenant_id", "watch.id"]),
        UniqueConstraint("tenant_id", "watch_id", "hour"),
    )

    watch_id: Mapped[UUID]
    hour: Mapped[datetime]
    mentions: Mapped[int]
    negative: Mapped[int]
    positive: Mapped[int]


class Spike(TenantRow, Base):
    """Many wrote at once: one row from its first hour until it was over."""

    __tablename__ = "spike"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "watch_id"], ["watch.tenant_id", "watch.id"]),
        CheckConstraint("measure IN ('volume', 'negative')", name="measure"),
        Index(
            "uq_spike_open", "tenant_id", "watch_id", unique=True, postgresql_where=text("ended_at IS NULL")
        ),
        Index("ix_spike_raised_at", "tenant_id", "raised_at", "id"),
    )

    watch_id: Mapped[UUID]
    measure: Mapped[str]  # what gave it away
    began_at: Mapped[datetime]  # the first hour that was judged a spike
    last_hour: Mapped[datetime]  # the latest
    raised_at: Mapped[datetime]
    hours: Mapped[int]  # in the window that gave it away: 1 or 2
    count: Mapped[int]  # of the highest window so far
    negative: Mapped[int]
    expected: Mapped[float]
    threshold: Mapped[int]
    ended_at: Mapped[datetime | None]


class WeekDigest(TenantRow, Base):
    """What was said in one week: figures and ids, no texts and no names."""

    __tablename__ = "week_digest"
    __table_args__ = (UniqueConstraint("tenant_id", "week"),)

    week: Mapped[date]  # its Monday, in the brand's own days
    content: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
