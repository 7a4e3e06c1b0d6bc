"""The contract's section: targets with their part of the fee, rates, bands, what is at risk and earned back.

Everything about money is optional, and what a file does not name is not in the normal form either, so that a
contract from before says what it said.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from babel.numbers import get_currency_precision
from marshmallow import ValidationError, post_load, validates_schema

from bpo.core.i18n import N_, _
from bpo.onboarding.brand_file.scalars import Amount, Choice, Currency, Duration, Percentage, Whole
from bpo.onboarding.brand_file.shapes import Items, Part, Row, Section
from bpo.tenants.rules.definitions import FIRST_VERSION, VERSION
from bpo.tenants.rules.industries import INDUSTRIES

FIGURES = ("first_response", "next_response", "resolution", "response_coverage")
INCIDENTS = ("once", "each")  # whether one failure counts at the target that gives most, or at every one
LONGEST_EARN_BACK = 24
LONGEST_ACCEPTANCE = 60  # working days within which a client decides on a signed month; without them for ever


def check_amounts(data: Row, keys: Iterable[str]) -> None:
    """Amounts need their currency, and no more decimals than it has."""
    given = [key for key in keys if data.get(key)]
    if given and "currency" in data and data["currency"] is None:
        raise ValidationError(N_("Amounts need a currency: write its ISO code, such as EUR."), "currency")
    if data.get("currency"):
        most = get_currency_precision(data["currency"])
        fine = [key for key in given if -int(Decimal(data[key]).as_tuple().exponent) > most]
        if fine:
            message = _("This currency has %(n)s decimals; the amount has more.", n=most)
            raise ValidationError({key: [message] for key in fine})


class BandIn(Section):
    below = Percentage()
    credit = Percentage()


def falling_bands(bands: Sequence[tuple[int, Any]]) -> dict[int, list[str]]:
    """Each further band is lower and credits more: whoever does worse never gives back less."""
    wrong: dict[int, list[str]] = {}
    for (_before, first), (index, second) in pairwise(bands):
        if not {"below", "credit"} <= first.keys() & second.keys():
            continue
        if second["below"] >= first["below"] or second["credit"] <= first["credit"]:
            wrong[index] = [
                _("Bands go from the highest to the lowest, and each credits more than the one before.")
            ]
    return wrong


class TargetIn(Section):
    figure = Choice(FIGURES)
    attainment = Percentage()
    allocation = Percentage(default=None)
    bands = Items(Part(BandIn), least=1, rule=falling_bands, optional=True)

    @validates_schema(skip_on_field_errors=False)
    def check_bands(self, data: Row, **_kwargs: object) -> None:
        highest = next(iter(data.get("bands") or []), None) or {}
        if highest.get("below", 0) > data.get("attainment", 1):
            raise ValidationError(
                {
                    "bands": {
                        0: {"below": [N_("A band above the target would credit what was promised and kept.")]}
                    }
                }
            )


class RatesIn(Section):
    per_contact = Amount(default=None)
    per_hour = Amount(default=None)
    per_fte = Amount(default=None)
    minimum = Amount(default=None)


class EarnBackIn(Section):
    within_months = Whole(1, LONGEST_EARN_BACK)
    at_least = Percentage(default=None)


class ContractIn(Section):
    currency = Currency(default=None)
    monthly_fee = Amount(default=None)
    rates = Part(RatesIn, optional=True)
    at_risk = Percentage(default=None)
    incidents = Choice(INCIDENTS, optional=True)
    earn_back = Part(EarnBackIn, optional=True)
    coverage_window = Duration(default=72 * 3600)
    recontact_days = Whole(1, 365, default=7)
    definitions = Whole(FIRST_VERSION, VERSION, optional=True)
    acceptance_days = Whole(1, LONGEST_ACCEPTANCE, optional=True)
    industry = Choice(INDUSTRIES, optional=True)  # by which sealed months are compared with other brands'
    targets = Items(Part(TargetIn), unique=lambda target: target.get("figure"), default=list)

    @post_load
    def drop_idle(self, data: Row, **_kwargs: object) -> Row:
        """Rates that name no price are none."""
        return {key: value for key, value in data.items() if key != "rates" or any(value.values())}

    @validates_schema(skip_on_field_errors=False)
    def check_money(self, data: Row, **_kwargs: object) -> None:
        """What is paid as it stands fits the currency; a price is multiplied, and may be finer."""
        rates = data.get("rates") or {}
        if "currency" in data and data["currency"] is None:
            check_amounts({**data, **rates}, ("monthly_fee", *rates))
            return
        check_amounts(data, ("monthly_fee",))
        try:
            check_amounts({**rates, "currency": data.get("currency")}, ("minimum",))
        except ValidationError as error:
            raise ValidationError({"rates": error.messages}) from error

    @validates_schema(skip_on_field_errors=False)
    def check_allocations(self, data: Row, **_kwargs: object) -> None:
        targets = [target for target in data.get("targets", []) if target]
        if sum(Decimal(str(target.get("allocation") or 0)) for target in targets) > 1:
            raise ValidationError(
                N_("The allocations of the targets add up to more than the whole."), "targets"
            )
