"""The incremental way: what a report counts, in three statements over the facts of its period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from bpo.core.uow import UnitOfWork
from bpo.reports.queries.judged import JUDGED_EPISODES, JUDGED_TURNS, LATE_TURNS, PLAIN_TURNS
from bpo.reports.rules.definitions import VERSION
from bpo.reports.rules.figures import (
    DEFAULT_RECONTACT_DAYS,
    DEFAULT_WINDOW,
    PERCENTILES,
    Agreed,
    BacklogCounts,
    ClockCounts,
    Counts,
    TurnCounts,
)
from bpo.tenants.queries import get_section
from bpo.tenants.rules.period import Period

DAY = 24 * 3600
COUNTED = """
    count(*) AS total, count(target) AS with_target, min(target) AS lowest, max(target) AS highest,
    count(*) FILTER (WHERE outcome = 'answered') AS stopped,
    coalesce(sum(worked_us) FILTER (WHERE outcome = 'answered'), 0) AS worked_us,
    count(*) FILTER (WHERE verdict = 'met') AS met,
    count(*) FILTER (WHERE verdict = 'breached') AS breached,
    count(*) FILTER (WHERE verdict = 'open_past_due') AS open_past_due,
    count(*) FILTER (WHERE verdict = 'open_not_due') AS open_not_due
"""
PERCENTILES_OF = "percentile_cont(CAST(:percentiles AS float8[])) WITHIN GROUP (ORDER BY {0})"
MEASURED = f"""{COUNTED},
    {PERCENTILES_OF.format("worked_us")} FILTER (WHERE outcome = 'answered') AS percentiles_us
"""
ENDED = """
    count(*) FILTER (WHERE outcome = 'dismissed') AS dismissed,
    count(*) FILTER (WHERE outcome = 'excluded') AS excluded,
    count(*) FILTER (WHERE outcome = 'open') AS open,
    count(*) FILTER (WHERE is_counted) AS coverage_due, count(*) FILTER (WHERE is_covered) AS covered
"""
LATENESS = """
    count(*) AS late,
    coalesce(sum(CAST(extract(epoch FROM :as_of - due_at) * 1000000 AS bigint)), 0) AS late_us
"""
# Levels by name: the versions of one level stand together.
_BY_LEVEL = "GROUP BY GROUPING SETS ((kind), (kind, level))"
TURN_COUNTS = {
    excluding: text(f"""
        SELECT kind, level, GROUPING(level) AS whole, {MEASURED}, {ENDED} FROM ({turns}) judged {_BY_LEVEL}
    """)  # noqa: S608 -- put together from texts of our own
    for excluding, turns in ((True, JUDGED_TURNS), (False, PLAIN_TURNS))
}
EPISODE_COUNTS = text(f"""
    SELECT kind, level, GROUPING(level) AS whole, {MEASURED} FROM ({JUDGED_EPISODES}) judged {_BY_LEVEL}
""")  # noqa: S608 -- the same
BACKLOG = text(f"""
    SELECT {LATENESS} FROM ({LATE_TURNS}) late
""")  # noqa: S608 -- the same
ANY_EXCLUDED = text("SELECT EXISTS (SELECT FROM turn_adjustment WHERE tenant_id = :tenant)")
LATEST_TURN = text(
    "SELECT max(started_at) FROM turn WHERE tenant_id = :tenant AND started_at <= CAST(:as_of AS timestamptz)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one brand: a period, the instant it is seen from, the contract's window and days."""

    tenant_id: UUID
    period: Period
    as_of: datetime
    window: int
    excluding: bool = True
    recontact_days: int = DEFAULT_RECONTACT_DAYS

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of the judged texts."""
        return {
            "tenant": self.tenant_id,
            "start": self.period.start,
            "end": self.period.end,
            "as_of": self.as_of,
            "window": self.window,
            "excluding": self.excluding,
            "recontact": self.recontact_days * DAY,
        }


def count_sla(uow: UnitOfWork, question: Question) -> Counts:
    """Everything that a report counts."""
    parameters = question.parameters
    percentiles = {"percentiles": list(PERCENTILES)}
    turns = uow.session.execute(TURN_COUNTS[question.excluding], parameters | percentiles).all()
    episodes = uow.session.execute(EPISODE_COUNTS, parameters | percentiles).all()
    backlog = uow.session.execute(BACKLOG, parameters).one()
    by_level: dict[str, dict[str, ClockCounts]] = defaultdict(dict)
    for row in (*turns, *episodes):
        if not row.whole and row.level is not None:
            by_level[row.level][row.kind] = clock_counts(row)
    return Counts(
        turns=turn_counts([row for row in turns if row.whole]),
        clocks={row.kind: clock_counts(row) for row in (*turns, *episodes) if row.whole},
        by_level=by_level,
        backlog=BacklogCounts(backlog.late, int(backlog.late_us)),
    )


def has_exclusions(uow: UnitOfWork, tenant_id: UUID) -> bool:
    """Whether any clock of the brand is changed by an approved exclusion."""
    return bool(uow.session.scalar(ANY_EXCLUDED, {"tenant": tenant_id}))


def latest_turn(uow: UnitOfWork, tenant_id: UUID, *, as_of: datetime) -> datetime | None:
    """When the latest turn began; None where there is none yet."""
    found: datetime | None = uow.session.scalar(LATEST_TURN, {"tenant": tenant_id, "as_of": as_of})
    return found


def get_agreed(uow: UnitOfWork, tenant_id: UUID) -> Agreed:
    """What the contract in force says about figures."""
    return agreed_by(get_section(uow, tenant_id, "contract") or {})


def agreed_by(contract: Mapping[str, Any]) -> Agreed:
    """What a contract says about figures."""
    return Agreed(
        window=contract.get("coverage_window") or DEFAULT_WINDOW,
        attainment={target["figure"]: target["attainment"] for target in contract.get("targets") or ()},
        recontact_days=contract.get("recontact_days") or DEFAULT_RECONTACT_DAYS,
        definitions=contract.get("definitions") or VERSION,
    )


def clock_counts(row: Row[Any]) -> ClockCounts:
    """One clock from a row of `COUNTED` with its percentiles."""
    return ClockCounts(
        total=row.total,
        with_target=row.with_target,
        lowest_target=row.lowest,
        highest_target=row.highest,
        stopped=row.stopped,
        worked_us=int(row.worked_us),
        percentiles_us=None if row.percentiles_us is None else tuple(row.percentiles_us),
        met=row.met,
        breached=row.breached,
        open_past_due=row.open_past_due,
        open_not_due=row.open_not_due,
    )


def turn_counts(rows: Iterable[Row[Any]]) -> TurnCounts:
    """Turns from rows of `COUNTED` and `ENDED`, a kind of clock each."""
    rows = list(rows)
    return TurnCounts(
        total=sum(row.total for row in rows),
        answered=sum(row.stopped for row in rows),
        dismissed=sum(row.dismissed for row in rows),
        excluded=sum(row.excluded for row in rows),
        open=sum(row.open for row in rows),
        coverage_due=sum(row.coverage_due for row in rows),
        covered=sum(row.covered for row in rows),
    )
