"""What others decide: approvals of drafts, hand-offs to a client's departments, alerts to them.

An approval is one wait for one tier; when its time runs out, the deputy's wait is the next row, so that the
rows say who owned each second. What was submitted and what was asked is never changed, by grant: an
approver's own words stand beside the author's. Rows of the tier `client` exist for the client too, no
others do (`core.rls.EXTRA`).
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.conversations.models.keys import conversation_key
from bpo.core.models import Base, InternalRow, TenantRow

WAITING = text("state = 'waiting'")


def message_key() -> ForeignKeyConstraint:
    """The composite foreign key to the last message that was known: the row goes where that message goes."""
    return ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"])


class Approval(InternalRow, Base):
    """One wait for the leave to send a draft: of whom, why, since when, and how it ended."""

    __tablename__ = "approval"
    __table_args__ = (
        account_key(),
        conversation_key(),
        message_key(),
        ForeignKeyConstraint(["tenant_id", "draft_id"], ["draft.tenant_id", "draft.id"]),
        CheckConstraint("tier IN ('colleague', 'supervisor', 'client')", name="tier"),
        CheckConstraint("deputy IN ('colleague', 'supervisor', 'client')", name="deputy"),
        CheckConstraint(
            "state IN ('waiting', 'approved', 'returned', 'passed_on', 'expired', 'cancelled')", name="state"
        ),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("via IN ('tool', 'link')", name="via"),
        Index("uq_approval_waiting", "tenant_id", "draft_id", unique=True, postgresql_where=WAITING),
        Index("ix_approval_due", "tenant_id", "submitted_at", postgresql_where=WAITING),
        Index("ix_approval_conversation_id", "tenant_id", "conversation_id"),
        Index("ix_approval_draft_id", "tenant_id", "draft_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    message_id: Mapped[UUID]  # the last message of the customer that was known when it was submitted
    draft_id: Mapped[UUID]
    step: Mapped[int]  # 1, and one more each time it goes on to another tier
    tier: Mapped[str]
    deputy: Mapped[str | None]  # the tier it goes on to when nobody decides in time
    author_id: Mapped[UUID]
    author_name: Mapped[str]
    kind: Mapped[str]  # of the draft
    text: Mapped[str]  # as submitted
    # `channels.rules.reply_pictures.Seal`s, as submitted.
    pictures: Mapped[list[Any]] = mapped_column(default=list)
    reasons: Mapped[list[Any]]  # [{"code", "values"}]
    findings: Mapped[list[Any]]  # as the check said at submission
    reach: Mapped[int | None] = mapped_column(BigInteger)  # the customer's followers then
    state: Mapped[str]
    submitted_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_by_name: Mapped[str | None]
    decided_text: Mapped[str | None]  # where the approver changed it
    note: Mapped[str | None]
    via: Mapped[str | None]


class Handoff(TenantRow, Base):
    """A question to a department of the client, with its own clock; the department's contact as it was then."""

    __tablename__ = "handoff"
    __table_args__ = (
        account_key(),
        conversation_key(),
        message_key(),
        ForeignKeyConstraint(
            ["tenant_id", "calendar_id"], ["business_calendar.tenant_id", "business_calendar.id"]
        ),
        CheckConstraint("state IN ('waiting', 'answered', 'done', 'withdrawn')", name="state"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answer"),
        CheckConstraint("via IN ('tool', 'link')", name="via"),
        Index("ix_handoff_asked_at", "tenant_id", "asked_at", "id"),
        Index("ix_handoff_conversation_id", "tenant_id", "conversation_id"),
        Index(
            "ix_handoff_next_reminder_at",
            "tenant_id",
            "next_reminder_at",
            postgresql_where=text("next_reminder_at IS NOT NULL"),
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    message_id: Mapped[UUID]
    department: Mapped[str]
    contact: Mapped[str]
    question: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID]
    asked_by_name: Mapped[str]
    calendar_id: Mapped[UUID | None]  # the version in force when it was asked; empty: round the clock
    target_seconds: Mapped[int]
    due_at: Mapped[datetime | None]
    state: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    answered_by_name: Mapped[str | None]
    via: Mapped[str | None]
    worked_us: Mapped[int | None] = mapped_column(BigInteger)  # working time to the answer, microseconds
    ended_at: Mapped[datetime | None]  # done, or withdrawn
    ended_by: Mapped[UUID | None]
    reminders: Mapped[int]
    next_reminder_at: Mapped[datetime | None]


class DepartmentAlert(TenantRow, Base):
    """A post that can hurt the brand, told to a department at once: a conversation and a reason once."""

    __tablename__ = "department_alert"
    __table_args__ = (
        account_key(),
        conversation_key(),
        message_key(),
        UniqueConstraint("tenant_id", "message_id", "department", "reason"),
        Index("ix_department_alert_conversation_id", "tenant_id", "conversation_id"),
        Index("ix_department_alert_raised_at", "tenant_id", "raised_at", "id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    message_id: Mapped[UUID]
    department: Mapped[str]
    contact: Mapped[str]
    reason: Mapped[str]
    reach: Mapped[int | None] = mapped_column(BigInteger)
    raised_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[UUID | None]
    seen_by_name: Mapped[str | None]
