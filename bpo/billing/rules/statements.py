"""A month's statement from its report: every line, the totals, and where two of one month differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bpo.billing.rules.credits import cap_of, credit_lines
from bpo.billing.rules.earn_back import Outstanding, earn_back_lines
from bpo.billing.rules.evidence import contacts_of, evidence_of
from bpo.billing.rules.fees import CREDIT, EARN_BACK, FEE, Line, Quantities, fee_lines
from bpo.billing.rules.money import ZERO, money
from bpo.billing.rules.terms import FIGURES, Terms


@dataclass(frozen=True, slots=True)
class Computed:
    """A month in money. Credits and what is earned back are given as what they are, above nothing."""

    currency: str
    lines: tuple[Line, ...]
    at_risk: Decimal

    @property
    def fee(self) -> Decimal:
        """What the month costs before credits."""
        return self._sum(FEE)

    @property
    def credit(self) -> Decimal:
        """What is taken off for promises that were not kept."""
        return ZERO - self._sum(CREDIT)

    @property
    def earned_back(self) -> Decimal:
        """What was taken off earlier and is charged again."""
        return self._sum(EARN_BACK)

    @property
    def total(self) -> Decimal:
        """What is to be paid: the sum of the lines."""
        return sum((one.amount for one in self.lines), ZERO)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        amounts = {name: getattr(self, name) for name in ("at_risk", "credit", "earned_back", "fee", "total")}
        return {
            **{name: money(amount, self.currency) for name, amount in amounts.items()},
            "currency": self.currency,
            "lines": [one.as_json(self.currency) for one in self.lines],
        }

    def _sum(self, kind: str) -> Decimal:
        return sum((one.amount for one in self.lines if one.kind == kind), ZERO)


def compute(
    terms: Terms,
    report: Mapping[str, Any],
    *,
    month: date,
    stated: Quantities,
    outstanding: Iterable[Outstanding] = (),
) -> Computed:
    """A month by these terms; the report is only read."""
    figures = {figure: evidence_of(report, figure) for figure in FIGURES}
    fees = fee_lines(terms, contacts=contacts_of(report), stated=stated)
    fee = sum((one.amount for one in fees), ZERO)
    lines = (
        *fees,
        *credit_lines(terms, fee, figures),
        *earn_back_lines(month, outstanding, figures),
    )
    return Computed(terms.currency, lines, cap_of(terms, fee))


def differences(
    said: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]], *, currency: str
) -> list[dict[str, Any]]:
    """What changes a statement's lines into those found now, a line each; what stays the same is left out."""
    before, after = ({_key(one): one for one in lines} for lines in (said, found))
    return [
        _difference(before.get(key), after.get(key), currency)
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    ]


def _difference(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, currency: str
) -> dict[str, Any]:
    line = after or before or {}
    said, found = (Decimal(one["amount"]) if one else ZERO for one in (before, after))
    return {
        **line,
        "amount": money(found - said, currency),
        "found": money(found, currency),
        "is_gone": after is None,
        "said": money(said, currency),
    }


def _key(line: Mapping[str, Any]) -> tuple[str, str, str]:
    return line["kind"], line["what"], line["month"] or ""
