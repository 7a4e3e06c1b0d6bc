"""Statements: what a sealed month costs. Written once and for good, by grant; corrections are rows beside them.

Numbered without gaps within a brand, statements and corrections together. A statement points at the month's seal, so
that there is none of a month that is not sealed.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, TenantRow


class Statement(TenantRow, Base):
    """The statement of a month, or a correction of one."""

    __tablename__ = "billing_statement"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "snapshot_id"], ["snapshot_seal.tenant_id", "snapshot_seal.id"]),
        ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["billing_statement.tenant_id", "billing_statement.number"]
        ),
        UniqueConstraint("tenant_id", "number"),
        CheckConstraint("extract(day FROM month) = 1", name="month"),
        CheckConstraint("number > 0 AND corrects < number", name="number"),
        CheckConstraint("(corrects IS NULL) = (reason IS NULL)", name="reason"),
        Index(
            "uq_billing_statement_first",
            "tenant_id",
            "month",
            unique=True,
            postgresql_where=text("corrects IS NULL"),
        ),
        Index("ix_billing_statement_month", "tenant_id", "month", "number"),
    )

    number: Mapped[int]
    month: Mapped[date]  # its first day, by the brand's clocks
    snapshot_id: Mapped[UUID]
    seal: Mapped[str]  # of the month that it was computed from
    contract_version: Mapped[int]
    corrects: Mapped[int | None]  # the number of the month's first statement
    restatement: Mapped[int | None]  # of the month, that a correction takes in
    currency: Mapped[str]
    total: Mapped[Decimal] = mapped_column(Numeric)  # of a correction the difference
    content: Mapped[str]  # canonical JSON: lines with formula and evidence, contract, definitions
    reason: Mapped[str | None]  # of a correction
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    made_by_name: Mapped[str]
