"""The programme of a brand: its scorecard and its plan, both kept as versions, and every draw that was made."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from bpo.core.models import Base, InternalRow, TenantRow

CURRENT = text("retired_at IS NULL")


class Scorecard(TenantRow, Base):
    """One version of a brand's criteria; never changed, so a review keeps what it was scored by."""

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint("tenant_id", "version"),
        Index("uq_scorecard_current", "tenant_id", unique=True, postgresql_where=CURRENT),
    )

    version: Mapped[int]
    criteria: Mapped[list[Any]]  # of `rules.scorecards.Criterion`, in their order
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class SamplingPlan(InternalRow, Base):
    """One version of how much of a brand's work is reviewed, and until when it may be disputed."""

    __tablename__ = "sampling_plan"
    __table_args__ = (
        UniqueConstraint("tenant_id", "version"),
        CheckConstraint("mode IN ('quota', 'share')", name="mode"),
        CheckConstraint("share >= 0 AND share <= 1", name="share"),
        Index("uq_sampling_plan_current", "tenant_id", unique=True, postgresql_where=CURRENT),
    )

    version: Mapped[int]
    mode: Mapped[str]
    per_week: Mapped[int]  # replies of each agent
    share: Mapped[float]  # of each agent's replies, 0 to 1
    dismissals_per_week: Mapped[int]  # of the whole brand
    certain: Mapped[list[Any]]  # why a reply is looked at for certain
    review_days: Mapped[int]  # until a review is due
    dispute_days: Mapped[int]  # in which its agent may dispute it
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class SampleDraw(InternalRow, Base):
    """One draw: of what became known from `since` to `until`, by which plan, with which seed.

    With these and the evidence anybody can draw again and must find the same samples.
    """

    __tablename__ = "sample_draw"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "plan_id"], ["sampling_plan.tenant_id", "sampling_plan.id"]),
        UniqueConstraint("tenant_id", "since"),
        CheckConstraint("until > since", name="stretch"),
        Index("ix_sample_draw_until", "tenant_id", "until"),
    )

    plan_id: Mapped[UUID]
    since: Mapped[datetime]
    until: Mapped[datetime]
    seed: Mapped[str]
    replies: Mapped[int]  # how many there were to choose from
    dismissals: Mapped[int]
    drawn_at: Mapped[datetime]
