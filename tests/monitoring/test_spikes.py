"""What is a spike: tails against reference values, quiet weeks without one, planted spikes found."""

import math
import random
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.monitoring.rules.spikes import (
    HOUR,
    LEAST,
    clumps_of,
    expect,
    hour_of,
    is_over,
    judge,
    tail,
    threshold_of,
)

START = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
WARSAW = ZoneInfo("Europe/Warsaw")


def test_tails_equal_reference_values():
    # Poisson: exact sums of fractions; negative binomial: size 2, mean 3 is (n + 1) 0.4² 0.6ⁿ.
    exact = 1 - sum(Fraction(4**n, math.factorial(n)) for n in range(10)) * Fraction(math.exp(-4))
    assert tail(10, 4, 4) == pytest.approx(float(exact), rel=1e-9)
    negative = 1 - sum((n + 1) * 0.4**2 * 0.6**n for n in range(12))
    assert tail(12, 3, 3 + 9 / 2) == pytest.approx(negative, rel=1e-9)
    assert tail(0, 3, 3) == 1
    assert tail(5, 10, 10) == pytest.approx(
        1 - sum(math.exp(-10) * 10**n / math.factorial(n) for n in range(5))
    )


@given(st.floats(0.1, 200), st.floats(1, 20), st.integers(1, 400))
def test_tails_fall_and_thresholds_are_the_first_rare_count(mean, more, count):
    variance = mean * more
    assert 0 <= tail(count + 1, mean, variance) <= tail(count, mean, variance) + 1e-12 <= 1 + 1e-9
    least = threshold_of(mean, variance)
    assert tail(least, mean, variance) < 1e-5
    assert least == LEAST or tail(least - 1, mean, variance) >= 1e-5


def test_outliers_do_not_move_the_expectation():
    quiet = [3, 4, 5, 4, 3, 5, 4, 4]
    assert expect(quiet)[0] == expect([*quiet[:-1], 4000])[0] == 4 + math.log(2)


def weeks(rng, count, *, level=lambda hour: 3.0, clumped=False):
    """Counts of every hour for so many weeks: Poisson, or with a doubled variance."""
    found = {}
    for n in range(count * 168):
        hour = START + n * HOUR
        mean = level(hour)
        if clumped:
            mean = rng.gammavariate(mean, 1.0)
        found[hour] = poisson(rng, mean)
    return found


def poisson(rng, mean):
    limit, product, n = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        n += 1
    return n


def by_day(hour):
    return 6.0 if 8 <= hour.astimezone(WARSAW).hour < 22 else 0.4


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("level", "clumped"), [(lambda _hour: 0.3, False), (by_day, False), (by_day, True)])
def test_two_quiet_weeks_raise_nothing_and_a_planted_hour_does(seed, level, clumped):
    counts = weeks(random.Random(seed), 8, level=level, clumped=clumped)
    last = START + 8 * 168 * HOUR
    hour = last - 14 * 24 * HOUR
    clumps = clumps_of(counts, known_since=START, until=hour)
    raised = 0
    while hour < last:
        found = judge(counts, hour, known_since=START, zone=WARSAW, clumps=clumps)
        raised += found is not None and found.is_spike
        hour += HOUR
    assert raised == 0
    planted = last - 10 * HOUR
    counts[planted] = 100
    found = judge(counts, planted, known_since=START, zone=WARSAW, clumps=clumps)
    assert found.is_spike
    assert found.count >= 100 > found.threshold > found.expected
    assert not is_over(counts, planted + timedelta(minutes=30), known_since=START, zone=WARSAW)
    assert not is_over(counts, planted + timedelta(minutes=90), known_since=START, zone=WARSAW)
    assert is_over(counts, planted + timedelta(minutes=150), known_since=START, zone=WARSAW)


def test_clumps_are_measured_whatever_one_old_spike_says():
    rng = random.Random(3)
    plain, clumped = weeks(rng, 8, level=by_day), weeks(rng, 8, level=by_day, clumped=True)
    until = START + 8 * 168 * HOUR
    plain[START + 20 * HOUR] = 5000
    assert clumps_of(plain, known_since=START, until=until) == pytest.approx(1.2, abs=0.1)
    assert clumps_of(clumped, known_since=START, until=until) == pytest.approx(2, abs=0.35)
    assert clumps_of({}, known_since=START, until=until) == 1.2


def test_what_begins_at_half_past_is_seen_over_two_hours():
    counts = weeks(random.Random(1), 4, level=lambda _hour: 4.0)
    last = START + 4 * 168 * HOUR
    counts[last - HOUR], counts[last] = 15, 15
    found = judge(counts, last, known_since=START, zone=WARSAW)
    assert (found.hours, found.count, found.is_spike) == (2, 30, True)


def test_less_than_a_day_behind_says_nothing():
    counts = {START + n * HOUR: 1 for n in range(20)}
    counts[START + 20 * HOUR] = 500
    assert judge(counts, START + 20 * HOUR, known_since=START, zone=WARSAW) is None
    later = START + 40 * HOUR
    assert judge({**counts, later: 500}, later, known_since=START, zone=WARSAW).is_spike


def test_a_busy_hour_of_the_week_is_no_spike_and_the_clock_change_moves_nothing():
    """Every Monday at nine in Warsaw forty write, in winter and in summer time."""
    counts = {}
    monday = datetime(2026, 2, 2, 9, tzinfo=WARSAW)
    for week in range(12):
        local = (monday.replace(tzinfo=None) + timedelta(weeks=week)).replace(tzinfo=WARSAW)
        counts[hour_of(local)] = 40
    known = hour_of(monday) - timedelta(weeks=1)
    for week in range(8, 12):  # from the end of March on it is an hour earlier by UTC
        hour = hour_of((monday.replace(tzinfo=None) + timedelta(weeks=week)).replace(tzinfo=WARSAW))
        found = judge(counts, hour, known_since=known, zone=WARSAW)
        assert not found.is_spike
        assert judge({**counts, hour: 400}, hour, known_since=known, zone=WARSAW).is_spike
