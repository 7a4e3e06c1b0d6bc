"""What is made of a check of a sent reply: what is kept, what counts as clean, and how shares are told."""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bpo.core.intervals import wilson
from bpo.language.types import GRAVITY, Finding, Severity


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of how many, with the 95 % interval of Wilson; nothing is said of none."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its bounds; None where nothing was counted."""
        return wilson(self.hits, self.n) if self.n else None

    @property
    def per_thousand(self) -> float | None:
        """How many of a thousand."""
        return 1000 * self.hits / self.n if self.n else None


def counts_of(findings: Iterable[Finding]) -> tuple[int, int, int, int]:
    """How many findings there are of each severity, from hint to block."""
    found = Counter(one.severity for one in findings)
    return (found[GRAVITY[0]], found[GRAVITY[1]], found[GRAVITY[2]], found[GRAVITY[3]])


def kept_of(findings: Iterable[Finding]) -> str:
    """Findings as they are kept: rules, severities, places, and of topics which, as JSON; nothing of the text."""
    return json.dumps(
        [
            {"rule": one.rule, "severity": one.severity.value, "start": one.start, "end": one.end}
            | ({"values": {"topic": one.values["topic"]}} if one.rule == "topic" else {})
            for one in findings
        ]
    )


def gravest(severities: Iterable[str]) -> Severity:
    """The gravest of some severities; a hint where there are none."""
    return max((Severity(one) for one in severities), key=GRAVITY.index, default=Severity.INFO)


def stretch_of(at: datetime, changes: Sequence[datetime]) -> int:
    """Between which changes of the rules an instant lies; one at the very instant of a change lies after it.

    `changes` are sorted. All instants of one stretch have the same rules in force.
    """
    return bisect_right(changes, at)
