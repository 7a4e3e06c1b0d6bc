"""What sealed months gave to the comparison of brands; without any brand's name or id."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from bpo.core.uow import UnitOfWork
from bpo.reports.models import IndustryMonth


def find_industry_month(uow: UnitOfWork, snapshot_id: UUID) -> IndustryMonth | None:
    """What one sealed month gave, if it did."""
    return uow.session.get(IndustryMonth, snapshot_id)


def list_other_figures(uow: UnitOfWork, industry: str, month: date, *, but: UUID) -> list[dict[str, float]]:
    """The figures of the other brands of an industry in a month."""
    rows = select(IndustryMonth.figures).where(
        IndustryMonth.industry == industry, IndustryMonth.month == month, IndustryMonth.id != but
    )
    return list(uow.session.scalars(rows))
