"""When many write at once: counts of an hour against what this hour of the week usually brings.

The expectation is robust, so that an old spike does not hide a new one. Samples are the counts of the same
hour of the week in up to eight weeks before, alone and with the hours beside it (the larger expectation holds:
alone they are few, together they hide a busy hour among quiet ones); by local time, as people live.

* Mean: the median of the samples plus ln 2, which is the most that the mean of a Poisson variable with this
  median can be (K. P. Choi, "On the medians of gamma distributions and an equation of Ramanujan", Proc. AMS
  121, 1994). So low counts err towards silence.
* Variance: the square of 1.4826 times the median absolute deviation (P. J. Rousseeuw, C. Croux, "Alternatives
  to the median absolute deviation", JASA 88, 1993), at least the mean times how clumped the watch's posts are:
  the mean of (x - y)^2 over that of x + y for counts a week apart, without the most different hundredth, from
  differences as J. von Neumann has it ("Distribution of the ratio of the mean square successive difference to
  the variance", Ann. Math. Stat. 12, 1941). People answer and share, and eight counts may hide that.
* A count n is a spike where P(X >= n) < 1e-5 for a negative binomial X of this mean and variance, after
  C. P. Farrington et al., "A statistical algorithm for the early detection of outbreaks of infectious disease",
  J. R. Stat. Soc. A 159, 1996; and where n is at least `LEAST`.

One hour and two hours together are judged, so that what begins at half past is not cut in two. The hour that
is not over yet is compared with a whole one: it can only cross the threshold early, never wrongly. Where
there is less than a day behind, nothing is expected and nothing is called a spike.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from statistics import median
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
WEEKS = 8
DAYS = 14
FEWEST_ALONE, FEWEST_WEEKLY, FEWEST_DAILY, FEWEST_HOURS = 4, 6, 9, 24
LEAST = 5
LEAST_CLUMPED, MOST_CLUMPED = 1.2, 10.0  # variance to mean
RARE = 1e-5  # begins a spike
ORDINARY = 1e-2  # ends it
WIDTHS = (1, 2)  # hours that are judged together

Counts = Mapping[datetime, int]  # by the UTC instant at which an hour begins


@dataclass(frozen=True, slots=True)
class Judged:
    """One window: how many there were, how many were to be expected, and how rare that is."""

    hours: int
    count: int
    expected: float
    threshold: int
    probability: float

    @property
    def is_spike(self) -> bool:
        return self.count >= self.threshold

    @property
    def is_over(self) -> bool:
        """Whether it would no longer be remarked on at all."""
        return self.probability > ORDINARY or self.count < LEAST


def hour_of(at: datetime) -> datetime:
    """The beginning of an instant's hour."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def clumps_of(counts: Counts, *, known_since: datetime, until: datetime) -> float:
    """Variance to mean of a watch's counts, by how they differ from those a week before."""
    week, hour = timedelta(weeks=1), max(hour_of(known_since), hour_of(until) - timedelta(weeks=WEEKS))
    pairs = []
    while hour + week < until:
        one, other = counts.get(hour, 0), counts.get(hour + week, 0)
        if one or other:
            pairs.append(((one - other) ** 2, one + other))
        hour += HOUR
    pairs.sort()
    kept = pairs[: len(pairs) - len(pairs) // 100 - 1]
    if not kept:
        return LEAST_CLUMPED
    ratio = sum(one for one, _both in kept) / sum(both for _one, both in kept)
    return min(MOST_CLUMPED, max(LEAST_CLUMPED, ratio))


def judge(
    counts: Counts, hour: datetime, *, known_since: datetime, zone: ZoneInfo, clumps: float = LEAST_CLUMPED
) -> Judged | None:
    """The more remarkable of the windows that end with this hour; None where too little is known."""
    found = [
        one
        for width in WIDTHS
        if (one := _judge(counts, hour, width, known_since=hour_of(known_since), zone=zone, clumps=clumps))
        is not None
    ]
    return min(found, key=lambda one: one.probability, default=None)


def _judge(
    counts: Counts, hour: datetime, width: int, *, known_since: datetime, zone: ZoneInfo, clumps: float
) -> Judged | None:
    def total(last: datetime) -> int:
        return sum(counts.get(last - n * HOUR, 0) for n in range(width))

    first = known_since + (width - 1) * HOUR
    samples = [[total(one) for one in some] for some in _comparable(hour, first, width, zone)]
    if not samples:
        return None
    expected = [expect(one, clumps) for one in samples]
    mean = max(one for one, _variance in expected)
    variance = max(clumps * mean, *(one for _mean, one in expected))
    count = total(hour)
    return Judged(
        hours=width,
        count=count,
        expected=float(max(median(one) for one in samples)),
        threshold=threshold_of(mean, variance),
        probability=tail(count, mean, variance),
    )


def _comparable(hour: datetime, first: datetime, width: int, zone: ZoneInfo) -> Sequence[list[datetime]]:
    """Samples of hours before: of the same time of the week, else of the day, else all there are."""
    weekly = _back(hour, [timedelta(weeks=n) for n in range(1, WEEKS + 1)], first, zone)
    if len(weekly[1]) >= FEWEST_WEEKLY:
        return weekly if len(weekly[0]) >= FEWEST_ALONE else weekly[1:]
    daily = _back(hour, [timedelta(days=n) for n in range(1, DAYS + 1)], first, zone)
    if len(daily[1]) >= FEWEST_DAILY:
        return daily[1:]
    before = hour - (width + 1) * HOUR  # what is judged is no part of what is usual
    whole = int((before - first) / HOUR) + 1
    return [[first + n * HOUR for n in range(whole)]] if whole >= FEWEST_HOURS else []


def _back(
    hour: datetime, steps: Sequence[timedelta], first: datetime, zone: ZoneInfo
) -> tuple[list[datetime], list[datetime]]:
    """The same wall times so long ago, alone and with the hours beside them, as far as anything is known."""
    alone = [_local_back(hour, step, zone) for step in steps]
    beside = [one + n * HOUR for one in alone for n in (-1, 0, 1)]
    return [one for one in alone if one >= first], [one for one in beside if one >= first]


def _local_back(hour: datetime, ago: timedelta, zone: ZoneInfo) -> datetime:
    """The same wall time so long ago."""
    local = hour.astimezone(zone).replace(tzinfo=None) - ago
    return hour_of(local.replace(tzinfo=zone))


def expect(sample: Sequence[int], clumps: float = LEAST_CLUMPED) -> tuple[float, float]:
    """Mean and variance that a sample leads one to expect, whatever its outliers."""
    middle = median(sample)
    mean = middle + math.log(2)
    spread = 1.4826 * median(abs(one - middle) for one in sample)
    return mean, max(clumps * mean, spread**2)


@lru_cache(10_000)
def threshold_of(mean: float, variance: float) -> int:
    """The least count that is a spike."""
    low, high = LEAST, max(LEAST, int(mean) + 1)
    while tail(high, mean, variance) >= RARE:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        if tail(middle, mean, variance) < RARE:
            high = middle
        else:
            low = middle + 1
    return high


def tail(count: int, mean: float, variance: float) -> float:
    """P(X >= count) of a negative binomial of this mean and variance, of a Poisson where they are equal."""
    if count <= 0:
        return 1.0
    if count <= mean:
        return 1.0 - _below(count, mean, variance)
    term = math.exp(_log_mass(count, mean, variance))
    total, at = term, count
    while term > total * 1e-16 and at < count + 1_000_000:
        term *= _ratio(at, mean, variance)
        total += term
        at += 1
    return min(total, 1.0)


def _below(count: int, mean: float, variance: float) -> float:
    return min(1.0, math.fsum(math.exp(_log_mass(one, mean, variance)) for one in range(count)))


def _is_poisson(mean: float, variance: float) -> bool:
    return variance - mean < 1e-9 * mean


def _log_mass(count: int, mean: float, variance: float) -> float:
    if _is_poisson(mean, variance):
        return count * math.log(mean) - mean - math.lgamma(count + 1)
    size = mean**2 / (variance - mean)
    return (
        math.lgamma(count + size)
        - math.lgamma(size)
        - math.lgamma(count + 1)
        + size * math.log(size / (size + mean))
        + count * math.log(mean / (size + mean))
    )


def _ratio(count: int, mean: float, variance: float) -> float:
    """P(X = count + 1) / P(X = count)."""
    if _is_poisson(mean, variance):
        return mean / (count + 1)
    size = mean**2 / (variance - mean)
    return (count + size) / (count + 1) * mean / (size + mean)


def is_over(counts: Counts, now: datetime, *, known_since: datetime, zone: ZoneInfo) -> bool:
    """Whether this hour and the one before are ordinary again, each by itself."""
    for hour in (hour_of(now), hour_of(now) - HOUR):
        judged = _judge(counts, hour, 1, known_since=hour_of(known_since), zone=zone, clumps=LEAST_CLUMPED)
        if judged is not None and not judged.is_over:
            return False
    return True
