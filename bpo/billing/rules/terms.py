"""What a contract says about money, from the section of the brand file in normal form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bpo.billing.rules.money import exact

# The order in which figures stand on a statement, whatever the order of the contract.
FIGURES = ("first_response", "next_response", "resolution", "response_coverage")
EACH = "each"  # what `incidents` says where a failure counts at every target


@dataclass(frozen=True, slots=True)
class Band:
    """Below this attainment, this share of the target's part of the fee is credited."""

    below: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that was promised, its part of the fee, and what falling short gives back."""

    figure: str
    attainment: Decimal
    allocation: Decimal | None
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class EarnBack:
    """A credit is earned back by reaching the target, and at least this, within so many months."""

    within_months: int
    at_least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The money of a contract. Without a share at risk no more than the fee itself is credited."""

    currency: str
    monthly_fee: Decimal | None = None
    per_contact: Decimal | None = None
    per_hour: Decimal | None = None
    per_fte: Decimal | None = None
    minimum: Decimal | None = None
    at_risk: Decimal | None = None
    targets: tuple[Target, ...] = ()
    each_incident_once: bool = True
    earn_back: EarnBack | None = None

    @property
    def has_fee(self) -> bool:
        """Whether a month costs anything by this contract."""
        prices = (self.monthly_fee, self.per_contact, self.per_hour, self.per_fte, self.minimum)
        return any(price is not None for price in prices)


def terms_of(contract: Mapping[str, Any] | None) -> Terms | None:
    """The terms of a stored contract; None where it names no currency, and so no money."""
    if not contract or not contract.get("currency"):
        return None
    rates = contract.get("rates") or {}
    earn_back = contract.get("earn_back")
    return Terms(
        currency=contract["currency"],
        monthly_fee=_maybe(contract.get("monthly_fee")),
        per_contact=_maybe(rates.get("per_contact")),
        per_hour=_maybe(rates.get("per_hour")),
        per_fte=_maybe(rates.get("per_fte")),
        minimum=_maybe(rates.get("minimum")),
        at_risk=_maybe(contract.get("at_risk")),
        targets=tuple(_target(one) for one in contract.get("targets", [])),
        each_incident_once=contract.get("incidents") != EACH,
        earn_back=EarnBack(earn_back["within_months"], _maybe(earn_back.get("at_least")))
        if earn_back
        else None,
    )


def _target(row: Mapping[str, Any]) -> Target:
    attainment = exact(row["attainment"])
    bands = tuple(Band(exact(one["below"]), exact(one["credit"])) for one in row.get("bands") or [])
    return Target(
        figure=row["figure"],
        attainment=attainment,
        allocation=_maybe(row.get("allocation")),
        bands=bands or (Band(attainment, Decimal(1)),),
    )


def _maybe(value: float | str | None) -> Decimal | None:
    return None if value is None else exact(value)
