"""Drawing: the probabilities that samples carry are those with which they are drawn."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from math import floor, sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpo.core.errors import Invalid
from bpo.qa.rules.accuracy import can_rank, share_of, sums_of
from bpo.qa.rules.sampling import (
    BACKWARD,
    Candidate,
    Certain,
    Mode,
    Plan,
    check_plan,
    draw,
    draw_dismissals,
    next_stretch,
    probabilities,
    systematic,
)

WEEK = timedelta(days=7)
UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
DRAWS = 3000
BOUND = 4.5  # standard deviations; for some 60 replies together one chance in 2 000 of a false alarm


def replies(count=60):
    """Three agents with different loads on two accounts, every seventh reply risky, a few for certain."""
    return [
        Candidate(
            key=f"reply-{n}",
            agent=("ann", "ann", "ann", "bob", "bob", "cid")[n % 6],
            account=f"account-{n % 2}",
            is_risky=n % 7 == 0,
            certain=(Certain.COMPLAINT,) if n % 20 == 3 else (),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    "plan",
    [Plan(per_week=4), Plan(per_week=9), Plan(mode=Mode.SHARE, share=0.13)],
    ids=["quota", "large quota", "share"],
)
def test_inclusion_probabilities_hold_in_simulation(plan):
    """Every reply is drawn as often as its stored probability says, within binomial bounds at fixed seeds."""
    drawn, told = Counter(), {}
    for seed in range(DRAWS):
        for one in draw(replies(), plan=plan, length=WEEK, seed=f"seed {seed}"):
            drawn[one.candidate.key] += 1
            told.setdefault(one.candidate.key, one.probability)
            assert told[one.candidate.key] == one.probability
    assert set(told) == {one.key for one in replies()}  # everybody has a chance
    for key, p in told.items():
        spread = sqrt(DRAWS * p * (1 - p))
        assert abs(drawn[key] - DRAWS * p) <= BOUND * spread, (key, p, drawn[key] / DRAWS)


def test_the_weighted_share_finds_the_truth_over_all_draws():
    """Hájek's estimate of an error that risky replies have more often, although these are drawn more often."""
    wrong = {one.key: one.is_risky or one.key.endswith("1") for one in replies()}
    truth = sum(wrong.values()) / len(wrong)
    plain = weighted = 0.0
    for seed in range(2000):
        chosen = draw(replies(), plan=Plan(per_week=4), length=WEEK, seed=f"seed {seed}")
        plain += sum(wrong[one.candidate.key] for one in chosen) / len(chosen)
        weighted += share_of(sums_of((one.probability, wrong[one.candidate.key]) for one in chosen)).value
    assert abs(weighted / 2000 - truth) < 0.01
    assert plain / 2000 - truth > 0.03  # unweighted, the sample misleads; so the weights do something


@UNHURRIED
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.booleans()), min_size=1, max_size=40),
    st.floats(0, 50),
    st.integers(0, 10**6),
)
def test_the_number_drawn_is_within_one_of_what_was_asked_for(made, wanted, seed):
    found = [Candidate(str(n), agent, account, risky) for n, (agent, account, risky) in enumerate(made)]
    chosen = systematic(found, wanted=wanted, seed=str(seed))
    asked = min(wanted, len(found))
    assert floor(asked - 1e-9) <= len(chosen) <= floor(asked + 1e-9) + 1
    assert len({one.candidate.key for one in chosen}) == len(chosen)
    assert all(0 < one.probability <= 1 for one in chosen)
    by_stratum = {}
    for one in chosen:
        assert by_stratum.setdefault(one.stratum, one.probability) == pytest.approx(one.probability)


@UNHURRIED
@given(st.lists(st.floats(0.5, 4), min_size=1, max_size=30), st.floats(0, 40))
def test_probabilities_add_up_and_none_is_above_one(sizes, wanted):
    made = probabilities(sizes, wanted=wanted)
    assert all(0 <= one <= 1 for one in made)
    assert sum(made) == pytest.approx(min(wanted, len(sizes)))


def test_each_stratum_gets_its_share():
    """Of one agent's replies, half on one account: half of the sample is from there, to within one."""
    found = [Candidate(str(n), "ann", f"account-{n % 2}") for n in range(40)]
    for seed in range(50):
        count = Counter(one.candidate.account for one in systematic(found, wanted=10, seed=str(seed)))
        assert abs(count["account-0"] - 5) <= 1


def test_the_same_seed_draws_the_same_in_whatever_order_they_come():
    found = replies()
    first = draw(found, plan=Plan(), length=WEEK, seed="s")
    assert draw(found[::-1], plan=Plan(), length=WEEK, seed="s") == first
    assert draw(found, plan=Plan(), length=WEEK, seed="t") != first


def test_what_is_certain_is_always_there_and_says_why():
    chosen = draw(replies(), plan=Plan(per_week=0), length=WEEK, seed="s")
    assert {one.candidate.key for one in chosen} == {"reply-3", "reply-23", "reply-43"}
    assert {(one.probability, one.why) for one in chosen} == {(1.0, Certain.COMPLAINT)}


def test_a_brand_can_leave_a_reason_to_chance():
    plan = Plan(per_week=0, certain=frozenset({Certain.OVERRIDE}))
    both = Candidate("both", "ann", "a", certain=(Certain.OVERRIDE, Certain.COMPLAINT))
    [one] = draw([*replies(), both], plan=plan, length=WEEK, seed="s")
    assert (one.candidate.key, one.why) == ("both", Certain.OVERRIDE)


def test_a_day_is_a_seventh_of_a_week():
    sizes = [
        len(systematic(replies(), wanted=5 * (timedelta(days=1) / WEEK), seed=str(seed)))
        for seed in range(3000)
    ]
    assert set(sizes) == {0, 1}
    assert abs(sum(sizes) / 3000 - 5 / 7) < 0.04


def test_dismissals_are_drawn_of_the_whole_brand():
    found = [Candidate(str(n), f"agent-{n}", "a") for n in range(30)]
    assert len(draw_dismissals(found, plan=Plan(dismissals_per_week=5), length=WEEK, seed="s")) == 5


KYIV = "Europe/Kyiv"
STRETCHES = [
    # planned on Monday noon; it is Tuesday 01:30 in Kyiv: Monday is over and has settled
    (None, "2026-03-03T23:30Z", ("2026-02-23T10:00Z", "2026-03-03T22:00Z")),
    # 00:30: the last hour of the day may not be stored yet, so it is drawn until the midnight before
    ("2026-03-02T22:00Z", "2026-03-03T22:30Z", None),
    # days on which nothing ran are drawn at once, without a gap
    ("2026-02-27T22:00Z", "2026-03-03T23:30Z", ("2026-02-27T22:00Z", "2026-03-03T22:00Z")),
    # the night on which clocks go forward: that day has 23 hours
    ("2026-03-28T22:00Z", "2026-03-29T23:00Z", ("2026-03-28T22:00Z", "2026-03-29T21:00Z")),
]


def at(text):
    return datetime.fromisoformat(text) if text else None


@pytest.mark.parametrize(("last", "now", "wanted"), STRETCHES)
def test_a_stretch_ends_at_the_brands_midnight(last, now, wanted):
    planned = datetime(2026, 3, 2, 10, tzinfo=UTC)
    got = next_stretch(at(last), planned_at=planned, now=at(now), time_zone=KYIV)
    assert got == (wanted and tuple(map(at, wanted)))
    assert BACKWARD == WEEK


def test_a_plan_that_cannot_be_kept_says_everything_that_is_wrong():
    with pytest.raises(Invalid) as refused:
        check_plan(Plan(per_week=-1, share=1.5, dismissals_per_week=201, review_days=0, dispute_days=61))
    assert [fault.place for fault in refused.value.faults] == [
        "per_week",
        "share",
        "dismissals_per_week",
        "review_days",
        "dispute_days",
    ]


# accuracy: share and interval

WEIGHTED = [
    # (probability, error) pairs, share, low, high, effective: worked with Wilson's formula by hand
    ([(1.0, 0)] * 19 + [(1.0, 1)], 0.05, 0.0089, 0.2361, 20.0),  # Newcombe's method 3 for 1 of 20
    ([(0.5, 0)] * 19 + [(0.5, 1)], 0.05, 0.0089, 0.2361, 20.0),  # equal weights change nothing
    ([(0.1, 1), (1.0, 0), (1.0, 0)], 10 / 12, 0.1884, 0.9908, 144 / 102),  # w 10, 1, 1
    ([(1.0, 0)] * 20, 0.0, 0.0, 0.1611, 20.0),
]


@pytest.mark.parametrize(("rows", "share", "low", "high", "effective"), WEIGHTED)
def test_weighted_share(rows, share, low, high, effective):
    got = share_of(sums_of(rows))
    assert got.value == pytest.approx(share)
    assert got.effective == pytest.approx(effective)
    assert (round(got.low, 4), round(got.high, 4)) == (low, high)
    other = got.complement
    assert (other.value, other.low, other.high) == (1 - got.value, 1 - got.high, 1 - got.low)


def test_nothing_reviewed_says_nothing():
    got = share_of(sums_of([]))
    assert (got.value, got.low, got.high, got.n) == (None, None, None, 0)
    assert got.complement is got


def test_too_few_to_rank_is_a_result():
    assert not can_rank(19)
    assert can_rank(20)
