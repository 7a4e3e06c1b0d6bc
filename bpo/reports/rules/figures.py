"""The SLA report from counts: its shape, its ratios, what is null and how numbers are rounded.

A figure that cannot be computed is null, never 0. Seconds are rounded to the millisecond, ratios to six
decimals, and only here. Counting is elsewhere: in SQL by `queries.figures`, from lists by `reference`.

Decided where the contract is silent. `n` counts every clock that a reply (or a close) stopped; where some
turns of the period have a target and others none, met, breached, the open counts and attainment are of
those with one, the times are of all, and `target` is null. A clock of which the period holds none has
counts of 0 and no target. Turns that no service level matched stand in the whole, not in any level.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from bpo.reports.rules.beside import BesideFigures
from bpo.reports.rules.definitions import (
    ATTAINMENT,
    COVERAGE,
    DISMISSALS,
    FIRST_RESPONSE,
    FIRST_VERSION,
    VERSION,
    definitions_json,
    share_of,
)
from bpo.reports.rules.volumes import Volumes
from bpo.tenants.rules.period import Period

CLOCKS = ("first_response", "next_response", "resolution")
PERCENTILES = FIRST_RESPONSE.statistic.percentiles
DEFAULT_WINDOW = 72 * 3600
DEFAULT_RECONTACT_DAYS = 7
MICROSECONDS = 1_000_000


class TurnFigures(TypedDict):
    total: int
    answered: int
    dismissed: int
    excluded: int
    open: int


PeriodFields = TypedDict("PeriodFields", {"from": str, "to": str, "time_zone": str})


class ClockFigures(TypedDict):
    n: int
    met: int | None
    breached: int | None
    open_past_due: int | None
    open_not_due: int | None
    attainment: float | None
    median: float | None
    p90: float | None
    p95: float | None
    mean: float | None
    target: int | None
    contracted: float | None


class CoverageFigures(TypedDict):
    value: float | None
    window: int
    due: int


class BacklogFigures(TypedDict):
    count: int
    average_time_late: float | None


class DismissalFigures(TypedDict):
    share: float | None
    audited: int
    error: float | None


class LevelFigures(TypedDict):
    first_response: ClockFigures
    next_response: ClockFigures
    resolution: ClockFigures


class Figures(LevelFigures):
    turns: TurnFigures
    response_coverage: CoverageFigures
    backlog: BacklogFigures
    dismissals: DismissalFigures
    by_service_level: dict[str, LevelFigures]


class SlaReport(Figures):
    brand: str
    period: PeriodFields
    as_of: str
    before_exclusions: Figures
    volumes: Volumes
    beside: NotRequired[BesideFigures]  # both since version 3 of the definitions
    definitions: NotRequired[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ClockCounts:
    """One kind of clock in the period, of one service level or of all; times in microseconds."""

    total: int = 0  # clocks that started, however they ended
    with_target: int = 0
    lowest_target: int | None = None
    highest_target: int | None = None
    stopped: int = 0  # by a reply or a close
    worked_us: int = 0
    percentiles_us: tuple[float, ...] | None = None
    met: int = 0
    breached: int = 0
    open_past_due: int = 0
    open_not_due: int = 0


@dataclass(frozen=True, slots=True)
class TurnCounts:
    """How the turns of the period ended, and which of them count for coverage."""

    total: int = 0
    answered: int = 0
    dismissed: int = 0
    excluded: int = 0
    open: int = 0
    coverage_due: int = 0
    covered: int = 0


@dataclass(frozen=True, slots=True)
class BacklogCounts:
    """Turns past due at the instant of the report, and their lateness in microseconds together."""

    count: int = 0
    late_us: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that was counted for one report; levels by name, a clock that is absent counted nothing."""

    turns: TurnCounts
    clocks: Mapping[str, ClockCounts]
    by_level: Mapping[str, Mapping[str, ClockCounts]]
    backlog: BacklogCounts


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the contract says about figures."""

    window: int = DEFAULT_WINDOW
    attainment: Mapping[str, float] | None = None
    recontact_days: int = DEFAULT_RECONTACT_DAYS
    definitions: int = VERSION

    def contracted(self, figure: str) -> float | None:
        """The share that was agreed for a figure."""
        return (self.attainment or {}).get(figure)


def agreed_of(report: SlaReport) -> Agreed:
    """What a report itself says of the contract that it was made by."""
    shares = {clock: report[clock]["contracted"] for clock in CLOCKS}  # type: ignore[literal-required]  # names of CLOCKS
    return Agreed(
        window=report["response_coverage"]["window"],
        attainment={clock: share for clock, share in shares.items() if share is not None},
        recontact_days=report["beside"]["first_contact"]["days"]
        if "beside" in report
        else DEFAULT_RECONTACT_DAYS,
        definitions=report["definitions"]["version"] if "definitions" in report else FIRST_VERSION,
    )


def build_report(
    *,
    brand: str,
    period: Period,
    as_of: datetime,
    figures: Figures,
    before_exclusions: Figures,
    volumes: Volumes,
    beside: BesideFigures | None = None,
    version: int = FIRST_VERSION,
) -> SlaReport:
    """The report as it is published, keys in their order; `beside` where that version of the definitions has it."""
    made: SlaReport = {
        "brand": brand,
        "period": period_fields(period),
        "as_of": as_of.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "turns": figures["turns"],
        "first_response": figures["first_response"],
        "next_response": figures["next_response"],
        "resolution": figures["resolution"],
        "response_coverage": figures["response_coverage"],
        "backlog": figures["backlog"],
        "dismissals": figures["dismissals"],
        "by_service_level": figures["by_service_level"],
        "before_exclusions": before_exclusions,
        "volumes": volumes,
    }
    if beside is not None:
        made["beside"] = beside
        made["definitions"] = definitions_json(version)
    return made


def definitions_of(report: SlaReport) -> dict[str, Any]:
    """The definitions a report was made by; months from before they were data were made by the first version."""
    return report["definitions"] if "definitions" in report else definitions_json(FIRST_VERSION)


def period_fields(period: Period) -> PeriodFields:
    """The period as reports say it."""
    return {
        "from": period.from_date.isoformat(),
        "to": period.to_date.isoformat(),
        "time_zone": period.time_zone,
    }


def figures_of(counts: Counts, agreed: Agreed) -> Figures:
    """All figures from what was counted."""
    turns = counts.turns
    whole = level_figures(counts.clocks, agreed)
    return {
        "turns": {
            "total": turns.total,
            "answered": turns.answered,
            "dismissed": turns.dismissed,
            "excluded": turns.excluded,
            "open": turns.open,
        },
        "first_response": whole["first_response"],
        "next_response": whole["next_response"],
        "resolution": whole["resolution"],
        "response_coverage": {
            "value": share_of(
                COVERAGE, {"within": turns.covered, "missed": turns.coverage_due - turns.covered}
            ),
            "window": agreed.window,
            "due": turns.coverage_due,
        },
        "backlog": backlog_figures(counts.backlog),
        "dismissals": {"share": share_of(DISMISSALS, asdict(turns)), "audited": 0, "error": None},
        "by_service_level": {
            name: level_figures(clocks, agreed) for name, clocks in sorted(counts.by_level.items())
        },
    }


def backlog_figures(counts: BacklogCounts) -> BacklogFigures:
    """What is past due, and how late on average."""
    return {
        "count": counts.count,
        "average_time_late": mean_seconds(counts.late_us, counts.count),
    }


def level_figures(clocks: Mapping[str, ClockCounts], agreed: Agreed) -> LevelFigures:
    """The three clocks of the whole or of one service level."""
    first, later, resolution = (
        clock_figures(clocks.get(kind, ClockCounts()), contracted=agreed.contracted(kind)) for kind in CLOCKS
    )
    return {"first_response": first, "next_response": later, "resolution": resolution}


def clock_figures(counts: ClockCounts, *, contracted: float | None) -> ClockFigures:
    """The figures of one clock."""
    is_targeted = counts.with_target > 0 or counts.total == 0
    is_one = counts.with_target == counts.total and counts.lowest_target == counts.highest_target
    percentiles = counts.percentiles_us if counts.stopped else None
    median, p90, p95 = map(seconds, percentiles) if percentiles else (None, None, None)
    return {
        "n": counts.stopped,
        "met": counts.met if is_targeted else None,
        "breached": counts.breached if is_targeted else None,
        "open_past_due": counts.open_past_due if is_targeted else None,
        "open_not_due": counts.open_not_due if is_targeted else None,
        "attainment": share_of(ATTAINMENT, asdict(counts)),
        "median": median,
        "p90": p90,
        "p95": p95,
        "mean": mean_seconds(counts.worked_us, counts.stopped),
        "target": counts.lowest_target if is_one else None,
        "contracted": contracted,
    }


def seconds(microseconds: float) -> float:
    """Seconds, to the millisecond."""
    return round(microseconds / MICROSECONDS, 3)


def mean_seconds(total_us: int, count: int) -> float | None:
    """The mean, to the millisecond."""
    return seconds(total_us / count) if count else None


def is_kept(clock: ClockFigures) -> bool | None:
    """Whether attainment reached what was agreed, on the counts themselves; None where none can say."""
    counts: Mapping[str, int | None] = {state: clock[state] for state in ATTAINMENT.statistic.whole}  # type: ignore[literal-required]  # counts of ClockFigures
    judged = sum(count or 0 for count in counts.values())
    if clock["contracted"] is None or not judged:
        return None
    return Decimal(clock["met"] or 0) >= Decimal(str(clock["contracted"])) * judged


def is_coverage_kept(coverage: CoverageFigures, contracted: float | None) -> bool | None:
    """The same for response coverage."""
    if contracted is None or coverage["value"] is None:
        return None
    return coverage["value"] >= contracted
