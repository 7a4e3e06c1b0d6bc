from decimal import Decimal

import pytest

from bpo.conversations.rules.compensation import (
    LONGEST_REASON,
    Limits,
    Offer,
    check_offer,
    in_units,
    limits_of,
    needs_supervisor,
)
from bpo.core.errors import Invalid

UAH = Limits("UAH", Decimal(200), Decimal(2000))
WHY = "Late delivery"


@pytest.mark.parametrize(
    ("section", "limits"),
    [
        (None, Limits(None, None, None)),
        ({}, Limits(None, None, None)),
        ({"currency": "UAH", "agent_limit": "200", "supervisor_limit": "2000"}, UAH),
        (
            {"currency": "EUR", "agent_limit": None, "supervisor_limit": "5.50"},
            Limits("EUR", None, Decimal("5.50")),
        ),
    ],
)
def test_limits_are_those_of_the_brand_file(section, limits):
    assert limits_of(section) == limits


@pytest.mark.parametrize(
    ("amount", "minor"),
    [("200", 20_000), ("0,50", 50), ("1 999.99", 199_999), ("2\N{NO-BREAK SPACE}000", 200_000)],
)
def test_an_amount_is_whole_minor_units(amount, minor):
    assert check_offer(amount, f" {WHY} ", UAH) == Offer(minor, "UAH", WHY)


def test_a_currency_without_decimals_has_none():
    assert check_offer("500", WHY, Limits("JPY", Decimal(1000), None)).minor == 500
    with pytest.raises(Invalid, match="fewer decimals"):
        check_offer("1.5", WHY, Limits("JPY", Decimal(1000), None))


def test_no_amount_is_no_offer():
    assert check_offer("  ", "", UAH) is None


@pytest.mark.parametrize(
    ("amount", "reason", "limits", "place"),
    [
        ("2000.01", WHY, UAH, "compensation_amount"),
        ("0", WHY, UAH, "compensation_amount"),
        ("-5", WHY, UAH, "compensation_amount"),
        ("much", WHY, UAH, "compensation_amount"),
        ("Infinity", WHY, UAH, "compensation_amount"),
        ("1.005", WHY, UAH, "compensation_amount"),
        ("5", "", UAH, "compensation_reason"),
        ("5", "x" * (LONGEST_REASON + 1), UAH, "compensation_reason"),
        ("5", WHY, Limits(None, Decimal(10), None), "compensation_amount"),
        ("5", WHY, Limits("EUR", None, None), "compensation_amount"),
    ],
)
def test_what_may_not_be_given_is_refused_at_its_place(amount, reason, limits, place):
    with pytest.raises(Invalid) as refused:
        check_offer(amount, reason, limits)
    assert [fault.place for fault in refused.value.faults] == [place]


@pytest.mark.parametrize(
    ("minor", "limits", "is_supervisor", "needed"),
    [
        (20_000, UAH, False, False),
        (20_001, UAH, False, True),
        (20_001, UAH, True, False),
        (1, Limits("UAH", None, Decimal(10)), False, True),
    ],
)
def test_above_the_agents_limit_a_supervisor_agrees(minor, limits, is_supervisor, needed):
    assert needs_supervisor(Offer(minor, "UAH", WHY), limits, is_supervisor=is_supervisor) is needed


def test_nothing_needs_nobody():
    assert not needs_supervisor(None, UAH, is_supervisor=False)


@pytest.mark.parametrize(("minor", "currency", "units"), [(20_050, "UAH", "200.50"), (500, "JPY", "500")])
def test_minor_units_read_as_an_amount(minor, currency, units):
    assert str(in_units(minor, currency)) == units
