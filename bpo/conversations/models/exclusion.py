"""What is left out of measurement: proposed with evidence by the vendor or the system, decided by the client.

What was proposed is never changed, by grant; beside it comes how it was put forward and decided. They
exist for the client only once the vendor has put them forward (`core.rls.EXTRA`).
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.conversations.models.keys import conversation_key
from bpo.core.models import Base, InternalRow, TenantRow


class Exclusion(InternalRow, Base):
    """One exclusion; numbered within a brand, so that people can name it. No words of customers stand in it."""

    __tablename__ = "exclusion"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        UniqueConstraint("tenant_id", "found_as"),
        CheckConstraint(
            "kind IN ('outage', 'spam_flood', 'duplicate', 'client_delay', 'other')", name="kind"
        ),
        CheckConstraint(
            "state IN ('found', 'dropped', 'proposed', 'approved', 'refused', 'withdrawn')", name="state"
        ),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="time"),
        CheckConstraint("starts_at < ends_at", name="order"),
        CheckConstraint("starts_at IS NOT NULL OR turn_ids IS NOT NULL", name="something"),
        CheckConstraint("(decided_at IS NULL) = (state NOT IN ('approved', 'refused'))", name="decided"),
        CheckConstraint("(proposed_at IS NULL) = (state IN ('found', 'dropped'))", name="proposed"),
        CheckConstraint("applied_at IS NULL OR state = 'approved'", name="applied"),
        Index("ix_exclusion_applied", "tenant_id", "id", postgresql_where=text("applied_at IS NOT NULL")),
        Index(
            "ix_exclusion_decide_by", "tenant_id", "decide_by", postgresql_where=text("state = 'proposed'")
        ),
    )

    number: Mapped[int]
    kind: Mapped[str]
    account_ids: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))  # empty: all accounts
    turn_ids: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))  # empty: all turns of these
    starts_at: Mapped[datetime | None]  # empty: the turns as a whole
    ends_at: Mapped[datetime | None]
    why: Mapped[str]  # the vendor's words; empty where the system found it
    evidence: Mapped[list[Any]]  # [{"code", "values"}]
    found_as: Mapped[str | None]  # what the system found, so that it is found once
    state: Mapped[str]
    made_at: Mapped[datetime]
    proposed_at: Mapped[datetime | None]
    proposed_by: Mapped[UUID | None]
    proposed_by_name: Mapped[str | None]
    decide_by: Mapped[datetime | None]  # the client's own target
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_by_name: Mapped[str | None]
    reason: Mapped[str | None]  # the client's, for a decision
    applied_at: Mapped[datetime | None]  # from when it counts: approved, and every clock computed with it


class TurnAdjustment(TenantRow, Base):
    """What approved exclusions make of a turn's clock. Derived, with the turn, whose id it bears; few turns have one."""

    __tablename__ = "turn_adjustment"
    __table_args__ = (
        account_key(),
        conversation_key(),
        Index("ix_turn_adjustment_conversation_id", "tenant_id", "conversation_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    is_out: Mapped[bool]
    due_at: Mapped[datetime | None]
    worked_us: Mapped[int | None] = mapped_column(BigInteger)
