"""Trials of changed guides, and the replies of which a trial found something to tell."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow

STATES = "state IN ('running', 'done', 'cancelled')"


class GuideTrial(TenantRow, Base):
    """A guide that is not published, and what it would have done to the replies of a stretch of time.

    It is compared with one version (`base_version`, empty where the brand had none). Its place, `known_at` and
    `reply_id`, moves with the counts and with the replies that are kept, in one transaction: a trial that was
    cut off goes on where it stopped, and counts nothing twice.
    """

    __tablename__ = "guide_trial"
    __table_args__ = (
        CheckConstraint(STATES, name="state"),
        CheckConstraint("side IN ('staff', 'client')", name="side"),
        CheckConstraint("(state = 'running') = (finished_at IS NULL)", name="finished"),
        CheckConstraint("done >= 0 AND stopped >= 0 AND let_through >= 0 AND otherwise >= 0", name="counts"),
        CheckConstraint("as_read BETWEEN 0 AND done", name="as_read"),
        Index("uq_guide_trial_running", "tenant_id", unique=True, postgresql_where=text("state = 'running'")),
        Index("ix_guide_trial_ordered_at", "tenant_id", "ordered_at", "id"),
    )

    content: Mapped[dict[str, Any]]  # of a rule set, in normal form
    base_version: Mapped[int | None]
    state: Mapped[str]
    ordered_at: Mapped[datetime]
    ordered_by: Mapped[UUID | None]
    ordered_by_name: Mapped[str]
    side: Mapped[str]  # whose that person is
    since: Mapped[datetime]
    until: Mapped[datetime]
    total: Mapped[int]
    done: Mapped[int]
    stopped: Mapped[int]
    let_through: Mapped[int]
    otherwise: Mapped[int]
    as_read: Mapped[int]  # of those done, how many were compared with what the reader says of them too
    known_at: Mapped[datetime | None]
    reply_id: Mapped[UUID | None]
    moved_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class GuideTrialReply(TenantRow, Base):
    """A reply that the changed guide judges otherwise. It holds nothing of the text: rules, severities, places."""

    __tablename__ = "guide_trial_reply"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "trial_id"], ["guide_trial.tenant_id", "guide_trial.id"]),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        UniqueConstraint("tenant_id", "trial_id", "message_id"),
        CheckConstraint("outcome IN ('stopped', 'let_through', 'otherwise')", name="outcome"),
        Index("ix_guide_trial_reply_posted_at", "tenant_id", "trial_id", "outcome", "posted_at", "id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    trial_id: Mapped[UUID]
    account_id: Mapped[UUID]
    message_id: Mapped[UUID]
    posted_at: Mapped[datetime]
    outcome: Mapped[str]
    language: Mapped[str]
    # {"rule", "severity", "start", "end"} each, of all rules; the reader's also bear {"values"}
    before: Mapped[list[Any]]
    after: Mapped[list[Any]]
    effects: Mapped[list[Any]]  # {"rule", "effect"} of the rules that find something else
