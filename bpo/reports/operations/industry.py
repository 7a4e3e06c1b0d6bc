"""Comparing a sealed month with other brands': each gives its own figures once, by no name; the system alone reads them.

Whoever's contract names no industry gives nothing and is shown nothing.
"""

from dataclasses import dataclass
from uuid import UUID

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.reports.models import IndustryMonth, Snapshot
from bpo.reports.operations.months import report_of
from bpo.reports.queries.industry import find_industry_month, list_other_figures
from bpo.reports.rules.industry import Standing, compared_figures, standings
from bpo.tenants.queries import get_section


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a month stands in its industry; without standings there are too few others."""

    industry: str
    standings: list[Standing]


def give_month(uow: UnitOfWork, tenant_id: UUID, snapshot_id: UUID) -> None:
    """Give a sealed month's figures to the comparison, as the system; once, and only where the contract says so."""
    industry = (get_section(uow, tenant_id, "contract") or {}).get("industry")
    if industry is None or find_industry_month(uow, snapshot_id) is not None:
        return
    snapshot = uow.session.get_one(Snapshot, (tenant_id, snapshot_id))
    uow.session.add(
        IndustryMonth(
            id=snapshot_id,
            industry=industry,
            month=snapshot.month,
            figures=compared_figures(report_of(snapshot)),
        )
    )


def find_comparison(uow: UnitOfWork, snapshot: Snapshot | None) -> Comparison | None:
    """How a sealed month stands, whoever reads it; None where it was not given to the comparison."""
    if snapshot is None or snapshot.state != "sealed":
        return None
    with UnitOfWork(Actor.system(snapshot.tenant_id), now=uow.now) as own:
        row = find_industry_month(own, snapshot.id)
        if row is None:
            return None
        others = list_other_figures(own, row.industry, row.month, but=row.id)
        return Comparison(row.industry, standings(row.figures, others))
