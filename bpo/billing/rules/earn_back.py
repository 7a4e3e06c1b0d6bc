"""What is earned back: a credit of an earlier month, once a later month reaches the target in time.

The window, the target and the share that must be reached are those of the contract by which the credit was given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bpo.billing.rules.evidence import Evidence
from bpo.billing.rules.fees import EARN_BACK, Line
from bpo.billing.rules.money import plain
from bpo.billing.rules.terms import FIGURES, EarnBack


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What was credited for a figure in a month and nobody has earned back."""

    month: date
    figure: str
    amount: Decimal
    statement: int
    target: Decimal
    agreed: EarnBack


def earn_back_lines(
    month: date, outstanding: Iterable[Outstanding], figures: Mapping[str, Evidence]
) -> list[Line]:
    """A line for each credit that this month earns back, the earliest first."""
    found = sorted(outstanding, key=lambda one: (one.month, FIGURES.index(one.figure)))
    return [_line(one, figures[one.figure]) for one in found if _is_earned(month, one, figures[one.figure])]


def reaches(one: Outstanding) -> Decimal:
    """The attainment that earns a credit back."""
    return max(one.target, one.agreed.at_least or Decimal(0))


def months_between(first: date, later: date) -> int:
    """How many months lie between two."""
    return 12 * (later.year - first.year) + later.month - first.month


def _is_earned(month: date, one: Outstanding, evidence: Evidence) -> bool:
    is_in_time = 0 < months_between(one.month, month) <= one.agreed.within_months
    return is_in_time and one.amount > 0 and evidence.is_judged and not evidence.is_below(reaches(one))


def _line(one: Outstanding, evidence: Evidence) -> Line:
    facts = {
        **evidence.as_json(),
        "formula": None,
        "statement": one.statement,
        "target": plain(reaches(one)),
        "within_months": one.agreed.within_months,
    }
    return Line(EARN_BACK, one.figure, one.amount, month=f"{one.month:%Y-%m}", facts=facts)
