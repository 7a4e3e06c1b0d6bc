"""The months of a brand in a row: how each stands, and what share was reached in it.

A month that was computed shows the figures it was computed with; the others are counted as they stand now.
Like every figure they are the brand's, whoever reads.
"""

from dataclasses import dataclass

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.reports.models import Snapshot, SnapshotSeal
from bpo.reports.operations.months import report_of
from bpo.reports.queries.figures import Question, get_agreed
from bpo.reports.queries.months import first_turn, list_latest, list_seals
from bpo.reports.queries.pictures import list_steps
from bpo.reports.rules.months import MonthState, SnapshotState, is_over, name_of, state_of_month
from bpo.reports.rules.pictures import trend
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period, add_months, local_date, month_of

SHOWN = 24


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month; shares are None where nothing could be judged."""

    period: Period
    state: MonthState
    snapshot: Snapshot | None
    seal: SnapshotSeal | None
    first_response: float | None
    next_response: float | None

    @property
    def month(self) -> str:
        """As addresses and files write it."""
        return name_of(self.period.from_date)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """Some months, the latest first; `older` is the month before which the next page goes on."""

    lines: list[MonthLine]
    older: str | None


def list_months(
    uow: UnitOfWork, tenant: Tenant, *, before: Period | None = None, limit: int = SHOWN
) -> MonthPage:
    """The months from the latest back to the first in which somebody wrote; those before a month."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        began = first_turn(own, tenant.id)
    if began is None or began > uow.now:
        return MonthPage([], None)
    first = local_date(began, tenant.time_zone).replace(day=1)
    this = local_date(uow.now, tenant.time_zone).replace(day=1)
    latest = min(this, add_months(before.from_date, -1)) if before else this
    dates = [day for n in range(limit) if (day := add_months(latest, -n)) >= first]
    if not dates:
        return MonthPage([], None)
    shares = _shares(uow, tenant, [month_of(day, tenant.time_zone) for day in reversed(dates)])
    snapshots = list_latest(uow, tenant.id, first=dates[-1], last=dates[0])
    seals = list_seals(uow, tenant.id, first=dates[-1], last=dates[0])
    lines = []
    for day in dates:
        snapshot = snapshots.get(day)
        period = month_of(day, tenant.time_zone)
        reached = shares.get(day, (None, None))
        if snapshot is not None:
            said = report_of(snapshot)
            reached = (said["first_response"]["attainment"], said["next_response"]["attainment"])
        state = state_of_month(
            SnapshotState(snapshot.state) if snapshot else None, over=is_over(period, now=uow.now)
        )
        seal = seals.get(snapshot.id) if snapshot else None
        lines.append(MonthLine(period, state, snapshot, seal, *reached))
    return MonthPage(lines, name_of(dates[-1]) if dates[-1] > first else None)


def _shares(
    uow: UnitOfWork, tenant: Tenant, months: list[Period]
) -> dict[object, tuple[float | None, float | None]]:
    """Attainment of both response clocks as they stand now, by the month's first date."""
    whole = Period(months[0].from_date, months[-1].to_date, tenant.time_zone)
    steps = tuple(month.from_date for month in months)
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        question = Question(tenant.id, whole, uow.now, get_agreed(own, tenant.id).window)
        points = trend(steps, list_steps(own, question, steps))
    return {point.first_date: (point.first_response, point.next_response) for point in points}
