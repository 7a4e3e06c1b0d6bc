"""The turns behind a report's clocks, one by one, and the report's own figures made of any of them.

A row holds no words of anybody and nobody's name. Figures are made as the report's are, so that those of all
rows are the report's.
"""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from bpo.reports.rules.definitions import ATTAINMENT, COVERAGE, share_of
from bpo.reports.rules.figures import PERCENTILES, mean_seconds, seconds

TURN_CLOCKS = ("first_response", "next_response")
OUTCOMES = ("answered", "dismissed", "excluded", "open")
VERDICTS = ("met", "breached", "open_past_due", "open_not_due")
OUT, MOVED = "left_out", "clock_moved"


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn as it is judged at the report's instant; a stop after it is not known to it."""

    id: UUID
    network: str
    account: str
    kind: str
    level: str | None
    language: str | None
    mood: str | None
    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    target: int | None  # seconds
    worked_us: int | None  # working time to the answer
    outcome: str
    verdict: str | None
    exclusion: str | None  # what an approved exclusion made of it
    is_counted: bool  # of response coverage
    is_covered: bool

    @property
    def marks(self) -> tuple[str, ...]:
        """What the turn counts for, once each: what filtered sums are made of."""
        found = [self.outcome]
        if self.verdict is not None:
            found.append(f"{self.kind}_{self.verdict}")
        if self.is_counted:
            found.append("coverage_due")
        if self.is_covered:
            found.append("covered")
        return tuple(found)


MARKS = (*OUTCOMES, *(f"{clock}_{verdict}" for clock in TURN_CLOCKS for verdict in VERDICTS))
MARKS += ("coverage_due", "covered")


@dataclass(slots=True)
class Tally:
    """What was counted of the rows that went by; eight bytes for each answered one, whatever a row holds."""

    total: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    worked: "Mapping[str, array[int]]" = field(
        default_factory=lambda: {one: array("q") for one in TURN_CLOCKS}
    )

    def add(self, row: TurnRow) -> None:
        """Count one more."""
        self.total += 1
        self.marks.update(row.marks)
        if row.outcome == "answered" and row.worked_us is not None:
            self.worked[row.kind].append(row.worked_us)

    def figures(self) -> dict[tuple[str, str], float | None]:
        """The report's figures of these rows, by figure and measure."""
        found: dict[tuple[str, str], float | None] = {("turns", "total"): self.total}
        found |= {("turns", outcome): self.marks[outcome] for outcome in OUTCOMES}
        for clock in TURN_CLOCKS:
            counts = {verdict: self.marks[f"{clock}_{verdict}"] for verdict in VERDICTS}
            worked = sorted(self.worked[clock])
            found[clock, "n"] = len(worked)
            found |= {(clock, verdict): count for verdict, count in counts.items()}
            found[clock, "attainment"] = share_of(ATTAINMENT, counts)
            for name, share in zip(("median", "p90", "p95"), PERCENTILES, strict=True):
                found[clock, name] = seconds(_percentile(worked, share)) if worked else None
            found[clock, "mean"] = mean_seconds(sum(worked), len(worked))
        due, covered = self.marks["coverage_due"], self.marks["covered"]
        found["response_coverage", "value"] = share_of(COVERAGE, {"within": covered, "missed": due - covered})
        found["response_coverage", "due"] = due
        return found


def _percentile(ordered: list[int], share: float) -> float:
    """Between the two nearest, as PostgreSQL's percentile_cont and PERCENTILE.INC of spreadsheets have it."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
