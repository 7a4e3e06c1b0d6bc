"""Counts that the report page draws: steps of the trend, bins of times, arrivals by quarter of an hour."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.reports.queries.figures import Question
from bpo.reports.queries.judged import JUDGED_TURNS
from bpo.reports.rules.figures import MICROSECONDS
from bpo.reports.rules.pictures import EDGES, StepCounts
from bpo.tenants.rules.period import local_midnight

TREND = text(f"""
    SELECT width_bucket(started_at, CAST(:steps AS timestamptz[])) - 1 AS step, kind, count(*) AS started,
        count(*) FILTER (WHERE verdict = 'met') AS met,
        count(*) FILTER (WHERE verdict IN ('met', 'breached', 'open_past_due')) AS judged
    FROM ({JUDGED_TURNS}) judged GROUP BY 1, 2
""")  # noqa: S608 -- put together from texts of our own
DISTRIBUTION = text(f"""
    SELECT width_bucket(worked_us, CAST(:edges AS bigint[])) AS bin, count(*) AS turns
    FROM ({JUDGED_TURNS}) judged WHERE kind = 'first_response' AND outcome = 'answered' GROUP BY 1
""")  # noqa: S608 -- the same
ARRIVALS = text("""
    SELECT date_bin('15 minutes', started_at, '2000-01-01T00:00:00Z') AS began, count(*) AS turns
    FROM turn WHERE tenant_id = :tenant AND started_at >= :start AND started_at < :end AND started_at <= :as_of
    GROUP BY 1
""")


def list_steps(uow: UnitOfWork, question: Question, steps: Sequence[date]) -> list[StepCounts]:
    """Each response clock in each step of the trend."""
    zone = question.period.time_zone
    starts = {"steps": [local_midnight(day, zone) for day in steps]}
    rows = uow.session.execute(TREND, question.parameters | starts)
    return [StepCounts(row.step, row.kind, row.started, row.met, row.judged) for row in rows]


def count_times(uow: UnitOfWork, question: Question) -> list[int]:
    """First-response times by bin of `EDGES`; the last bin has no upper end."""
    # A time on an edge belongs below it, and width_bucket puts it above.
    edges = {"edges": [edge * MICROSECONDS + 1 for edge in EDGES]}
    found = [0] * (len(EDGES) + 1)
    for row in uow.session.execute(DISTRIBUTION, question.parameters | edges):
        found[row.bin] = row.turns
    return found


def list_arrivals(uow: UnitOfWork, question: Question) -> list[tuple[datetime, int]]:
    """Turns by the quarter of an hour (UTC) in which they started."""
    return [(row.began, row.turns) for row in uow.session.execute(ARRIVALS, question.parameters)]
