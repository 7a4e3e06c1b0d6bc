"""Counts that the report page draws: steps of the trend, bins of times."""

from collections.abc import Sequence
from datetime import date

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
PICTURES = text(f"""
    SELECT step, kind, bin, GROUPING(bin) AS is_step, count(*) AS started,
        count(*) FILTER (WHERE verdict = 'met') AS met,
        count(*) FILTER (WHERE verdict IN ('met', 'breached', 'open_past_due')) AS judged
    FROM (SELECT width_bucket(started_at, CAST(:steps AS timestamptz[])) - 1 AS step, kind, verdict,
            CASE WHEN kind = 'first_response' AND outcome = 'answered'
                THEN width_bucket(worked_us, CAST(:edges AS bigint[])) END AS bin
        FROM ({JUDGED_TURNS}) judged) placed
    GROUP BY GROUPING SETS ((step, kind), (bin))
""")  # noqa: S608 -- the same


def list_steps(uow: UnitOfWork, question: Question, steps: Sequence[date]) -> list[StepCounts]:
    """Each response clock in each step of the trend."""
    zone = question.period.time_zone
    starts = {"steps": [local_midnight(day, zone) for day in steps]}
    rows = uow.session.execute(TREND, question.parameters | starts)
    return [StepCounts(row.step, row.kind, row.started, row.met, row.judged) for row in rows]


def count_pictures(
    uow: UnitOfWork, question: Question, steps: Sequence[date]
) -> tuple[list[StepCounts], list[int]]:
    """The steps, and first-response times by bin of `EDGES` (the last has no upper end): in one reading of the turns."""
    zone = question.period.time_zone
    given = {
        "steps": [local_midnight(day, zone) for day in steps],
        # A time on an edge belongs below it, and width_bucket puts it above.
        "edges": [edge * MICROSECONDS + 1 for edge in EDGES],
    }
    found: list[StepCounts] = []
    times = [0] * (len(EDGES) + 1)
    for row in uow.session.execute(PICTURES, question.parameters | given):
        if row.is_step:
            found.append(StepCounts(row.step, row.kind, row.started, row.met, row.judged))
        elif row.bin is not None:
            times[row.bin] = row.started
    return found, times
