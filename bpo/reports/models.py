"""What reports keep: months as they were signed, their seals, what was corrected afterwards; and indexes.

A snapshot's content is written once, by grant: what changes is whether it was signed, accepted or refused.
A seal is written once and for good. Both belong to the client as much as to the vendor.

`ix_message_posted_at` counts what was written in a period. `ix_turn_late` finds the turns that were past due and unanswered at an instant of the past and have been
ended since. An index that is to serve alone must hold `account_id` too, because row-level security reads it.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.conversations.models import Message, Turn
from bpo.core.models import Base, TenantRow

TURN_LATE = Index(
    "ix_turn_late",
    Turn.tenant_id,
    Turn.stopped_at,
    postgresql_include=["due_at", "outcome", "account_id"],
    postgresql_where=text("due_at < stopped_at"),
)
MESSAGE_POSTED = Index(
    "ix_message_posted_at",
    Message.tenant_id,
    Message.posted_at,
    postgresql_include=[
        *("direction", "automatic", "visibility", "language", "part_no"),
        *("account_id", "conversation_id"),
    ],
)


class Snapshot(TenantRow, Base):
    """One revision of a month's report: computed once, then signed, accepted or refused."""

    __tablename__ = "snapshot"
    __table_args__ = (
        UniqueConstraint("tenant_id", "month", "revision"),
        CheckConstraint("state IN ('prepared', 'replaced', 'signed', 'refused', 'sealed')", name="state"),
        CheckConstraint("extract(day FROM month) = 1", name="month"),
        CheckConstraint("(signed_at IS NULL) = (state IN ('prepared', 'replaced'))", name="signed"),
        CheckConstraint("(decided_at IS NULL) = (state NOT IN ('refused', 'sealed'))", name="decided"),
        CheckConstraint("(reasons IS NULL) = (state <> 'refused')", name="reasons"),
        CheckConstraint("(accept_by IS NULL) = (accept_contract IS NULL)", name="accept_by"),
        Index(
            "uq_snapshot_signed",
            "tenant_id",
            "month",
            unique=True,
            postgresql_where=text("state IN ('signed', 'sealed')"),
        ),
    )

    month: Mapped[date]  # its first day, by the brand's clocks
    revision: Mapped[int]
    as_of: Mapped[datetime]  # from when it is seen; also when it was made
    content: Mapped[str]  # canonical JSON: report, definitions, versions
    differences: Mapped[list[Any]]  # where the two computations disagreed; it can be signed when empty
    state: Mapped[str]
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[UUID | None]
    signed_by_name: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_by_name: Mapped[str | None]
    reasons: Mapped[str | None]  # of a refusal
    accept_by: Mapped[
        datetime | None
    ]  # from then on silence is consent, as this version of the contract says
    accept_contract: Mapped[int | None]
    remind_at: Mapped[datetime | None]

    @property
    def is_deemed(self) -> bool:
        """Whether it was accepted by the passing of time: by nobody, so that no name stands there."""
        return self.state == "sealed" and self.decided_by_name is None and self.accept_by is not None


class SnapshotSeal(TenantRow, Base):
    """The seal of an accepted month; bears the id of its snapshot. Numbered without gaps within a brand."""

    __tablename__ = "snapshot_seal"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "id"], ["snapshot.tenant_id", "snapshot.id"]),
        UniqueConstraint("tenant_id", "month"),
        UniqueConstraint("tenant_id", "number"),
        CheckConstraint("(number = 1) = (previous IS NULL)", name="previous"),
    )

    month: Mapped[date]
    number: Mapped[int]
    previous: Mapped[str | None]  # the seal before
    seal: Mapped[str]
    sealed_at: Mapped[datetime]


class Restatement(TenantRow, Base):
    """What became known after a month was sealed: figures that are different now, and why."""

    __tablename__ = "restatement"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "snapshot_id"], ["snapshot.tenant_id", "snapshot.id"]),
        UniqueConstraint("tenant_id", "snapshot_id", "number"),
    )

    snapshot_id: Mapped[UUID]
    number: Mapped[int]
    lines: Mapped[list[Any]]  # [{"figure", "said", "found"}]: as sealed, and as found now
    late_messages: Mapped[int]  # of the month, that became known after the report was made
    reason: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    made_by_name: Mapped[str]


class ReportComment(TenantRow, Base):
    """What somebody of vendor or client said about a month; taken back, its words are gone and it stays."""

    __tablename__ = "report_comment"
    __table_args__ = (
        CheckConstraint("extract(day FROM month) = 1", name="month"),
        CheckConstraint("(text IS NULL) = (taken_back_at IS NOT NULL)", name="text"),
        Index("ix_report_comment_month", "tenant_id", "month", "written_at"),
    )

    month: Mapped[date]
    text: Mapped[str | None]
    is_vendors: Mapped[bool]
    written_at: Mapped[datetime]
    written_by: Mapped[UUID | None]
    written_by_name: Mapped[str]
    taken_back_at: Mapped[datetime | None]


class IndustryMonth(Base):
    """What a sealed month gave to the comparison of brands of one industry: bears its snapshot's id and no brand's.

    Written and read by the system alone, and never changed.
    """

    __tablename__ = "industry_month"
    __table_args__ = (
        CheckConstraint("extract(day FROM month) = 1", name="month"),
        Index("ix_industry_month_industry", "industry", "month"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    industry: Mapped[str]
    month: Mapped[date]
    figures: Mapped[dict[str, Any]]  # name → a share of 1, or seconds


class ReportSubscription(TenantRow, Base):
    """That somebody gets the report by mail, again and again; ended by being deleted."""

    __tablename__ = "report_subscription"
    __table_args__ = (
        UniqueConstraint("tenant_id", "user_id", "frequency"),
        CheckConstraint("frequency IN ('daily', 'weekly', 'monthly')", name="frequency"),
        CheckConstraint("(weekday IS NULL) = (frequency <> 'weekly')", name="weekday"),
        CheckConstraint("(day IS NULL) = (frequency <> 'monthly')", name="day"),
    )

    user_id: Mapped[UUID]
    frequency: Mapped[str]
    weekday: Mapped[int | None]
    day: Mapped[int | None]
    hour: Mapped[int]
    attachments: Mapped[list[Any]]
    sections: Mapped[list[Any] | None]  # of those that the reader is shown; None: all of them
    since: Mapped[datetime]  # what came due before is not sent


class ReportDelivery(TenantRow, Base):
    """One mail to one person about one period; there is never a second of the same."""

    __tablename__ = "report_delivery"
    __table_args__ = (
        UniqueConstraint("tenant_id", "user_id", "frequency", "from_date"),
        CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name="finished"),
        CheckConstraint("outcome IN ('sent', 'no_right')", name="outcome"),
    )

    user_id: Mapped[UUID]
    frequency: Mapped[str]
    from_date: Mapped[date]
    to_date: Mapped[date]
    attachments: Mapped[list[Any]]
    sections: Mapped[list[Any] | None]
    as_of: Mapped[datetime]  # also when it was planned
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
