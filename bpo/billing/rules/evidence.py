"""What a sealed report says of a promise: the counts behind a figure, and its attainment without rounding.

A clock's attainment is taken from its counts, as the report's own page decides whether a promise was kept. Of
response coverage a report keeps the share alone, so the share decides there as well.
"""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from bpo.billing.rules.money import exact, plain, product
from bpo.reports.rules.figures import CLOCKS

COVERAGE = "response_coverage"
PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The counts of a figure. `part` of `whole` was as promised; nothing can be judged where `whole` is 0."""

    figure: str
    part: Decimal
    whole: Decimal
    facts: Mapping[str, int | None]

    @property
    def is_judged(self) -> bool:
        """Whether there was anything to judge."""
        return self.whole > 0

    @property
    def attainment(self) -> Decimal | None:
        """The share as it is shown, to six decimals; what is decided is decided without it."""
        return (self.part / self.whole).quantize(PLACES, ROUND_HALF_EVEN) if self.is_judged else None

    def is_below(self, share: Decimal) -> bool:
        """Whether it falls short of a share; what was not judged falls short of nothing."""
        return self.is_judged and self.part < product(share, self.whole)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a line."""
        shown = self.attainment
        return {"attainment": None if shown is None else plain(shown), **self.facts}


def evidence_of(report: Mapping[str, Any], figure: str) -> Evidence:
    """What a report says of a figure."""
    found = report[figure]
    if figure == COVERAGE:
        value, due = found["value"], found["due"]
        if value is None or not due:
            return Evidence(figure, Decimal(0), Decimal(0), {"due": due, "within": None})
        share = exact(value)
        within = int((share * due).to_integral_value(ROUND_HALF_EVEN))
        return Evidence(figure, share, Decimal(1), {"due": due, "within": within})
    counts = {name: found[name] for name in ("n", "met", "breached", "open_past_due")}
    met, breached, past_due = (counts[name] or 0 for name in ("met", "breached", "open_past_due"))
    return Evidence(figure, Decimal(met), Decimal(met + breached + past_due), counts)


def contacts_of(report: Mapping[str, Any]) -> int:
    """Contacts that are paid for: turns of the month that were answered when the report was made."""
    answered: int = report["turns"]["answered"]
    return answered


def restated(report: Mapping[str, Any], corrections: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A sealed report with what was restated of it, as far as money asks."""
    found = {key: copy.copy(report[key]) for key in ("turns", *CLOCKS, COVERAGE)}
    for one in corrections:
        part, _dot, measure = one["figure"].partition(".")
        if part in found and measure in found[part]:
            found[part][measure] = one["found"]
    return found
