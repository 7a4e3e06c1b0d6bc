"""What a month costs before credits: the fixed fee, rates by what was done, and the least that is paid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bpo.billing.rules.money import ZERO, money, plain, product, rounded
from bpo.billing.rules.terms import Terms

FEE, CREDIT, EARN_BACK = "fee", "credit", "earn_back"
FIXED, PER_CONTACT, PER_HOUR, PER_FTE, MINIMUM = "fixed", "per_contact", "per_hour", "per_fte", "minimum"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement. `month` is of what is earned back; credits are below nothing."""

    kind: str
    what: str  # of the fee, or the figure
    amount: Decimal
    month: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self, currency: str) -> dict[str, Any]:
        """As it is kept."""
        return {
            "amount": money(self.amount, currency),
            "kind": self.kind,
            "month": self.month,
            "what": self.what,
            **self.facts,
        }


@dataclass(frozen=True, slots=True)
class Quantities:
    """What no report measures and the vendor states: hours worked for the brand, and full-time people."""

    hours: Decimal | None = None
    ftes: Decimal | None = None

    def as_json(self) -> dict[str, str | None]:
        """As it is kept."""
        return {
            "ftes": None if self.ftes is None else plain(self.ftes),
            "hours": None if self.hours is None else plain(self.hours),
        }


def fee_lines(terms: Terms, *, contacts: int, stated: Quantities) -> list[Line]:
    """The lines of the fee; what was not stated counts as none."""
    lines = list(_charged(terms, contacts=contacts, stated=stated))
    total = sum((one.amount for one in lines), ZERO)
    if terms.minimum is not None and total < terms.minimum:
        least = rounded(terms.minimum, terms.currency)
        facts = {
            "charged": money(total, terms.currency),
            "formula": f"{money(least, terms.currency)} − {money(total, terms.currency)}",
            "price": plain(terms.minimum),
        }
        lines.append(Line(FEE, MINIMUM, least - total, facts=facts))
    return lines


def _charged(terms: Terms, *, contacts: int, stated: Quantities) -> Iterator[Line]:
    if terms.monthly_fee is not None:
        amount = rounded(terms.monthly_fee, terms.currency)
        yield Line(FEE, FIXED, amount, facts={"formula": money(amount, terms.currency)})
    for what, price, quantity in (
        (PER_CONTACT, terms.per_contact, Decimal(contacts)),
        (PER_HOUR, terms.per_hour, stated.hours or ZERO),
        (PER_FTE, terms.per_fte, stated.ftes or ZERO),
    ):
        if price is not None:
            facts = {
                "formula": f"{plain(quantity)} × {plain(price)}",
                "price": plain(price),
                "quantity": plain(quantity),
            }
            yield Line(FEE, what, rounded(product(quantity, price), terms.currency), facts=facts)
