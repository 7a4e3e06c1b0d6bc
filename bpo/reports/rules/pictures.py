"""What the report page draws beside the figures: trend, distribution of times, arrivals by hour.

Plain numbers in, plain numbers out. Arrivals are counted in UTC quarters of an hour, because every time
zone in use is a whole number of quarters off UTC, and put into local hours here, date by date.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bpo.reports.rules.definitions import ratio

MINUTE = 60
HOUR = 3600
QUARTER_LINE, HALF_LINE = 15 * MINUTE, 30 * MINUTE
# Upper ends of the bins of first-response times; a time on an edge belongs below it, as met does.
EDGES = (
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    20 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    24 * HOUR,
    72 * HOUR,
)


@dataclass(frozen=True, slots=True)
class StepCounts:
    """One clock in one step of the trend."""

    step: int
    kind: str
    started: int
    met: int
    judged: int


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One step: its first date, turns that started in it, attainment by clock."""

    first_date: date
    started: int
    first_response: float | None
    next_response: float | None


def trend(steps: Sequence[date], counts: Iterable[StepCounts]) -> list[TrendPoint]:
    """Attainment step by step, from the first step with turns to the last one."""
    found: dict[tuple[int, str], StepCounts] = {(one.step, one.kind): one for one in counts}
    if not found:
        return []
    used = [step for step, _ in found]

    def attainment(step: int, kind: str) -> float | None:
        one = found.get((step, kind))
        return ratio(one.met, one.judged) if one else None

    return [
        TrendPoint(
            first_date=steps[step],
            started=sum(one.started for (at, _), one in found.items() if at == step),
            first_response=attainment(step, "first_response"),
            next_response=attainment(step, "next_response"),
        )
        for step in range(min(used), max(used) + 1)
    ]


def heat_map(quarters: Iterable[tuple[datetime, int]], time_zone: str) -> list[list[int]]:
    """Arrivals by local weekday (Monday first) and hour."""
    zone = ZoneInfo(time_zone)
    grid = [[0] * 24 for _ in range(7)]
    for began, count in quarters:
        local = began.astimezone(zone)
        grid[local.weekday()][local.hour] += count
    return grid


def bins_left_of(seconds: float) -> float:
    """Where a line stands on the axis of bins: how many are left of it, with a part of the one it is in."""
    at = bisect_left(EDGES, seconds)
    if at == len(EDGES):
        return float(at)
    below = EDGES[at - 1] if at else 0
    return at + (seconds - below) / (EDGES[at] - below)
