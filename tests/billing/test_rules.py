"""Money by hand, and what must hold of any contract and any month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.billing.rules.earn_back import Outstanding
from bpo.billing.rules.evidence import evidence_of, restated
from bpo.billing.rules.fees import Quantities
from bpo.billing.rules.money import money, rounded, unit_of
from bpo.billing.rules.statements import compute, differences
from bpo.billing.rules.terms import FIGURES, Band, EarnBack, Target, Terms, terms_of

D = Decimal
MAY = date(2026, 5, 1)


def clock(met=0, breached=0, open_past_due=0):
    return {"n": met + breached, "met": met, "breached": breached, "open_past_due": open_past_due}


def report(*, answered=0, coverage=(None, 0), **clocks):
    value, due = coverage
    return {
        "turns": {"answered": answered},
        **{figure: clocks.get(figure, clock()) for figure in FIGURES[:3]},
        "response_coverage": {"value": value, "due": due},
    }


def target(figure="first_response", *, reach="0.9", allocation="0.5", bands=()):
    kept = tuple(Band(D(below), D(credit)) for below, credit in bands) or (Band(D(reach), D(1)),)
    return Target(figure, D(reach), None if allocation is None else D(allocation), kept)


def of(terms, found, **over):
    return compute(terms, found, **{"month": MAY, "stated": Quantities(), **over})


def states(computed):
    return {one.what: one.facts["state"] for one in computed.lines if one.kind == "credit"}


def amounts(computed, kind="credit"):
    return {one.what: one.amount for one in computed.lines if one.kind == kind}


# --- By hand


@pytest.mark.parametrize(
    ("amount", "currency", "kept"),
    [
        ("1.005", "EUR", "1.01"),
        ("1.004999", "EUR", "1.00"),
        ("2.5", "JPY", "3"),
        ("1.0005", "KWD", "1.001"),
        ("0.00", "EUR", "0.00"),
        ("-0.001", "EUR", "0.00"),
    ],
)
def test_money_is_rounded_half_up_to_the_unit_of_its_currency(amount, currency, kept):
    assert money(D(amount), currency) == kept


def test_a_contract_from_before_has_terms_and_one_without_a_currency_has_none():
    assert terms_of({"currency": None, "monthly_fee": None, "targets": []}) is None
    assert terms_of(None) is None
    terms = terms_of(
        {
            "currency": "EUR",
            "monthly_fee": "10000",
            "at_risk": 0.1,
            "targets": [{"figure": "resolution", "attainment": 0.9, "allocation": 0.5}],
        }
    )
    assert terms == Terms(
        "EUR",
        monthly_fee=D(10000),
        at_risk=D("0.1"),
        targets=(target("resolution"),),
        each_incident_once=True,
    )
    assert terms_of({"currency": "EUR", "incidents": "each"}).each_incident_once is False


def test_rates_are_multiplied_and_the_minimum_is_topped_up():
    terms = Terms("EUR", per_contact=D("1.2345"), per_hour=D(15), per_fte=D("2400.50"), minimum=D(9000))
    stated = Quantities(hours=D("10.5"), ftes=D("2.25"))
    found = of(terms, report(answered=1001), stated=stated)
    assert amounts(found, "fee") == {
        "per_contact": D("1235.73"),  # 1235.7345
        "per_hour": D("157.50"),
        "per_fte": D("5401.13"),  # 5401.125
        "minimum": D("2205.64"),
    }
    assert found.total == found.fee == D("9000.00")
    assert of(replace(terms, minimum=D(100)), report(answered=1001), stated=stated).fee == D("6794.36")


BANDS = (("0.9", "0.25"), ("0.85", "0.5"), ("0.8", "1"))


@pytest.mark.parametrize(
    ("met", "credit"),
    [(100, 0), (90, 0), (89, 1250), (85, 1250), (84, 2500), (80, 2500), (79, 5000), (0, 5000)],
)
def test_an_attainment_falls_into_the_band_that_gives_most(met, credit):
    terms = Terms("EUR", monthly_fee=D(10000), targets=(target(bands=BANDS),))
    assert of(terms, report(first_response=clock(met, 100 - met))).credit == credit


def test_a_share_that_only_looks_like_the_target_is_below_it():
    terms = Terms("EUR", monthly_fee=D(100), targets=(target(reach="0.666667", allocation="1"),))
    assert evidence_of(report(first_response=clock(2, 1)), "first_response").attainment == D("0.666667")
    assert of(terms, report(first_response=clock(2, 1))).credit == 100


def test_open_and_past_due_counts_and_nothing_to_judge_gives_nothing_and_says_so():
    terms = Terms("EUR", monthly_fee=D(1000), targets=(target(), target("resolution", allocation=None)))
    found = of(terms, report(first_response=clock(9, 0, 2), resolution=clock(0, 5)))
    assert (found.credit, states(found)) == (
        500,
        {"first_response": "credited", "resolution": "unallocated"},
    )
    nothing = report(first_response=dict.fromkeys(clock(), None) | {"n": 3})
    assert states(of(terms, nothing)) == dict.fromkeys(("first_response", "resolution"), "nothing_to_judge")
    assert of(terms, nothing).credit == 0


CLOCKS_AND_COVERAGE = (
    target("first_response", allocation="0.2"),
    target("next_response", allocation="0.1"),
    target("response_coverage", allocation="0.25"),
    target("resolution", allocation="0.1"),
)
ALL_FAIL = report(
    first_response=clock(0, 9), next_response=clock(0, 9), resolution=clock(0, 9), coverage=(0.5, 18)
)


def test_what_fails_coverage_and_its_own_clock_is_credited_once_and_the_larger_counts():
    terms = Terms("EUR", monthly_fee=D(1000), targets=CLOCKS_AND_COVERAGE)
    found = of(terms, ALL_FAIL)
    assert amounts(found) == {
        "first_response": -200,
        "next_response": -100,
        "resolution": -100,
        "response_coverage": 0,
    }
    assert states(found)["response_coverage"] == "counted_once"
    better = of(terms, ALL_FAIL | {"next_response": clock(9)})
    assert amounts(better) == {
        "first_response": 0,
        "next_response": 0,
        "resolution": -100,
        "response_coverage": -250,
    }
    assert states(better)["first_response"] == "counted_once"
    assert of(replace(terms, each_incident_once=False), ALL_FAIL).credit == 650


def test_the_cap_is_shared_out_to_the_last_cent():
    targets = tuple(target(figure, allocation="0.25") for figure in FIGURES[:3])
    terms = Terms("EUR", monthly_fee=D(1000), at_risk=D("0.1"), targets=targets)
    found = of(terms, ALL_FAIL)
    assert sorted(amounts(found).values()) == [D("-33.34"), D("-33.33"), D("-33.33")]
    assert set(states(found).values()) == {"capped"}
    assert (found.credit, found.at_risk, found.total) == (100, 100, 900)


def outstanding(month=date(2026, 3, 1), figure="first_response", amount="250", agreed=None):
    return Outstanding(month, figure, D(amount), 1, D("0.9"), agreed or EarnBack(2))


@pytest.mark.parametrize(
    ("met", "agreed", "back"),
    [
        (90, EarnBack(2), 250),
        (89, EarnBack(2), 0),
        (100, EarnBack(1), 0),
        (94, EarnBack(2, D("0.95")), 0),
        (95, EarnBack(2, D("0.95")), 250),
        (90, EarnBack(2, D("0.5")), 250),
    ],
)
def test_a_credit_is_earned_back_in_time_and_by_the_target_at_least(met, agreed, back):
    terms = Terms("EUR", monthly_fee=D(1000))
    found = of(terms, report(first_response=clock(met, 100 - met)), outstanding=[outstanding(agreed=agreed)])
    assert (found.earned_back, found.total) == (back, 1000 + back)


def test_nothing_to_judge_earns_nothing_back_and_neither_does_the_month_itself_or_one_before():
    terms, good = Terms("EUR", monthly_fee=D(1)), report(first_response=clock(9))
    assert of(terms, report(), outstanding=[outstanding()]).earned_back == 0
    for month in (MAY, date(2026, 6, 1)):
        assert of(terms, good, outstanding=[outstanding(month)]).earned_back == 0
    assert (
        of(terms, good, outstanding=[outstanding(date(2025, 12, 1), agreed=EarnBack(5))]).earned_back == 250
    )


def test_a_restatement_is_put_into_the_report_and_only_what_money_asks():
    sealed = report(answered=5, first_response=clock(4, 1)) | {"volumes": {"x": 1}}
    found = restated(
        sealed,
        [
            {"figure": "turns.answered", "said": 5, "found": 6},
            {"figure": "first_response.breached", "said": 1, "found": 2},
            {"figure": "by_service_level.a.b.first_response.met", "said": 1, "found": 2},
            {"figure": "volumes.x", "said": 1, "found": 2},
        ],
    )
    assert (found["turns"]["answered"], found["first_response"]["breached"]) == (6, 2)
    assert sealed == report(answered=5, first_response=clock(4, 1)) | {"volumes": {"x": 1}}


def test_differences_lead_from_one_statement_to_the_next():
    terms = Terms("EUR", monthly_fee=D(1000), per_contact=D(1), targets=(target(),))
    said = of(terms, report(answered=10, first_response=clock(9, 1)))
    found = of(terms, report(answered=12, first_response=clock(9, 2)))
    lines = differences(*(one.as_json()["lines"] for one in (said, found)), currency="EUR")
    assert [(one["what"], one["said"], one["found"], one["amount"]) for one in lines] == [
        ("per_contact", "10.00", "12.00", "2.00"),
        ("first_response", "0.00", "-506.00", "-506.00"),
    ]
    assert sum(D(one["amount"]) for one in lines) == found.total - said.total
    assert differences(said.as_json()["lines"], said.as_json()["lines"], currency="EUR") == []


# --- Whatever is agreed and whatever happened

shares = st.integers(0, 10**6).map(lambda n: D(n) / 10**6)
prices = st.none() | st.integers(0, 10**8).map(lambda n: D(n) / 10**4)


@st.composite
def some_targets(draw):
    figures = draw(st.lists(st.sampled_from(FIGURES), unique=True))
    found = []
    for figure in figures:
        reach = draw(shares)
        lows = draw(st.lists(shares.map(lambda one, top=reach: one * top), max_size=3, unique=True))
        credits_given = sorted(draw(st.lists(shares, min_size=len(lows), max_size=len(lows))))
        bands = tuple(
            Band(low, credit) for low, credit in zip(sorted(lows, reverse=True), credits_given, strict=True)
        )
        allocation = draw(st.none() | shares.map(lambda one: one / 4))
        found.append(Target(figure, reach, allocation, bands or (Band(reach, D(1)),)))
    return tuple(found)


terms_of_any = st.builds(
    Terms,
    st.sampled_from(["EUR", "JPY", "KWD", "UAH"]),
    monthly_fee=prices,
    per_contact=prices,
    minimum=prices,
    at_risk=st.none() | shares,
    targets=some_targets(),
    each_incident_once=st.booleans(),
)
clocks = st.builds(clock, st.integers(0, 40), st.integers(0, 40), st.integers(0, 5))
reports = st.builds(
    report,
    answered=st.integers(0, 10**5),
    coverage=st.just((None, 0)) | st.integers(0, 50).map(lambda n: (n / 50, 50)),
    first_response=clocks,
    next_response=clocks,
    resolution=clocks,
)


@given(terms_of_any, reports)
def test_credits_stay_between_nothing_and_the_cap_and_lines_add_up(terms, found):
    computed = of(terms, found)
    assert 0 <= computed.credit <= computed.at_risk <= computed.fee
    assert all(amount <= 0 for amount in amounts(computed).values())
    assert sum(one.amount for one in computed.lines) == computed.total
    assert computed.total == computed.fee - computed.credit
    unit = unit_of(terms.currency)
    assert all(one.amount % unit == 0 for one in computed.lines)
    kept = computed.as_json()
    assert sum(D(one["amount"]) for one in kept["lines"]) == D(kept["total"])


@given(terms_of_any, reports, st.randoms())
def test_the_order_of_targets_does_not_matter(terms, found, chance):
    shuffled = list(terms.targets)
    chance.shuffle(shuffled)
    assert of(replace(terms, targets=tuple(shuffled)), found) == of(terms, found)


@given(terms_of_any, reports, st.sampled_from(FIGURES), st.integers(1, 10))
def test_whoever_does_better_never_gives_more_back(terms, found, figure, more):
    if figure == "response_coverage":
        value, due = found[figure]["value"], found[figure]["due"]
        if value is None:
            return
        better = {"value": min(1.0, round(value + more / 50, 6)), "due": due}
    else:
        counts = found[figure]
        mended = min(more, counts["breached"])
        better = clock(counts["met"] + mended, counts["breached"] - mended, counts["open_past_due"])
    assert of(terms, found | {figure: better}).credit <= of(terms, found).credit


@given(terms_of_any, reports)
def test_once_is_never_more_than_each(terms, found):
    once, each = (replace(terms, each_incident_once=one) for one in (True, False))
    assert of(once, found).credit <= of(each, found).credit


@given(st.integers(-(10**9), 10**9), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_rounding_moves_an_amount_by_half_a_unit_at_most(n, currency):
    amount = D(n) / 10**5
    assert abs(rounded(amount, currency) - amount) <= unit_of(currency) / 2
