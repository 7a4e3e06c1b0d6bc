"""Reviews: what somebody found in one reply, criterion by criterion; and disputes about them.

What was answered first stays beside what stands after a dispute. The database refuses a review of oneself
and a dispute decided by one of its two sides.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from bpo.channels.models import account_key
from bpo.core.models import Base, InternalRow, TenantRow

HANDED_IN = text("state <> 'draft'")


class Review(TenantRow, Base):
    """One person's judgement of one sample. Facts of the sample stand here too: figures read this alone.

    Errors by class are None where the card does not ask about the class; scores are hundredths of a percent.
    """

    __tablename__ = "review"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "sample_id"], ["sample.tenant_id", "sample.id"]),
        ForeignKeyConstraint(["tenant_id", "scorecard_id"], ["scorecard.tenant_id", "scorecard.id"]),
        UniqueConstraint("tenant_id", "sample_id", "reviewer_id"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'acknowledged', 'disputed', 'decided')", name="state"
        ),
        CheckConstraint("purpose IN ('programme', 'targeted')", name="purpose"),
        CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="submitted"),
        CheckConstraint("agent_id <> reviewer_id", name="not_oneself"),
        CheckConstraint("(scorecard_id IS NULL) = (kind = 'dismissal')", name="card"),
        Index("uq_review_sample", "tenant_id", "sample_id", unique=True, postgresql_where=HANDED_IN),
        Index("ix_review_done_at", "tenant_id", "done_at", "id", postgresql_where=HANDED_IN),
        Index("ix_review_agent_id", "tenant_id", "agent_id", "submitted_at", postgresql_where=HANDED_IN),
        Index("ix_review_reviewer_id", "tenant_id", "reviewer_id", "submitted_at"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    sample_id: Mapped[UUID]
    kind: Mapped[str]
    purpose: Mapped[str]
    probability: Mapped[float | None]
    done_at: Mapped[datetime]
    agent_id: Mapped[UUID | None]
    agent: Mapped[str | None]
    scorecard_id: Mapped[UUID | None]  # empty of a dismissal: one built-in question
    rule_set_version: Mapped[int | None]
    reviewer_id: Mapped[UUID]
    state: Mapped[str]
    note: Mapped[str | None]
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    customer_error: Mapped[bool | None]
    business_error: Mapped[bool | None]
    compliance_error: Mapped[bool | None]
    auto_failed: Mapped[bool | None]
    score: Mapped[int | None]
    first_score: Mapped[int | None]  # as handed in, before any dispute
    restated_at: Mapped[datetime | None]
    answer_until: Mapped[datetime | None]  # until when its agent may dispute it
    acknowledged_at: Mapped[datetime | None]


class ReviewScore(TenantRow, Base):
    """The answer to one criterion. `answer` stands; `first_answer` is what was handed in."""

    __tablename__ = "review_score"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "review_id"], ["review.tenant_id", "review.id"]),
        UniqueConstraint("tenant_id", "review_id", "criterion"),
        CheckConstraint("answer IN ('pass', 'fail', 'na')", name="answer"),
        CheckConstraint("first_answer IN ('pass', 'fail', 'na')", name="first_answer"),
        CheckConstraint("verdict IN ('upheld', 'overturned')", name="verdict"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    review_id: Mapped[UUID]
    criterion: Mapped[str]
    answer: Mapped[str | None]
    first_answer: Mapped[str | None]
    note: Mapped[str]
    is_disputed: Mapped[bool]
    verdict: Mapped[str | None]


class Dispute(InternalRow, Base):
    """An agent's word against a review, and what a third person decided."""

    __tablename__ = "dispute"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "review_id"], ["review.tenant_id", "review.id"]),
        UniqueConstraint("tenant_id", "review_id"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided"),
        CheckConstraint("decided_by <> agent_id AND decided_by <> reviewer_id", name="third_person"),
        Index("ix_dispute_waiting", "tenant_id", "raised_at", postgresql_where=text("decided_at IS NULL")),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    review_id: Mapped[UUID]
    agent_id: Mapped[UUID]
    reviewer_id: Mapped[UUID]
    reason: Mapped[str]
    criteria: Mapped[list[Any]]  # the keys that are disputed
    raised_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    note: Mapped[str | None]
