"""Shifts by the clock: across midnight, on the days on which clocks change, and what overlaps."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.core.errors import Conflict, Invalid
from bpo.staffing.rules.shifts import (
    Span,
    check_absence,
    check_free,
    check_shift,
    days_span,
    joined,
    monday_of,
    span_of,
    week_span,
    weeks_later,
    within,
    without,
)

WARSAW = ZoneInfo("Europe/Warsaw")
MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def utc(*parts):
    return datetime(2026, *parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "start", "end", "zone", "begins", "ends"),
    [
        (date(2026, 3, 2), time(9), time(17), WARSAW, utc(3, 2, 8), utc(3, 2, 16)),
        (date(2026, 3, 2), time(22), time(6), WARSAW, utc(3, 2, 21), utc(3, 3, 5)),
        (date(2026, 3, 2), time(0), time(0), MOSCOW, utc(3, 1, 21), utc(3, 2, 21)),
        (date(2026, 3, 28), time(22), time(6), WARSAW, utc(3, 28, 21), utc(3, 29, 4)),  # seven hours
        (date(2026, 10, 24), time(22), time(6), WARSAW, utc(10, 24, 20), utc(10, 25, 5)),  # nine
        (date(2026, 3, 29), time(2, 30), time(8), WARSAW, utc(3, 29, 1, 30), utc(3, 29, 6)),  # is skipped
        (date(2026, 10, 25), time(2, 30), time(8), WARSAW, utc(10, 25, 0, 30), utc(10, 25, 7)),  # the first
    ],
    ids=["day", "night", "whole-day", "forward", "back", "begins-in-the-gap", "begins-in-the-fold"],
)
def test_a_shift_goes_by_the_clock(day, start, end, zone, begins, ends):
    assert span_of(day, start, end, zone) == Span(begins, ends)


@pytest.mark.parametrize(
    ("day", "weeks", "begins", "ends"),
    [
        (date(2026, 3, 24), 1, utc(3, 31, 20), utc(4, 1, 4)),
        (date(2026, 10, 20), 1, utc(10, 27, 21), utc(10, 28, 5)),
        (date(2026, 3, 21), 1, utc(3, 28, 21), utc(3, 29, 4)),
        (date(2026, 3, 3), 0, utc(3, 3, 21), utc(3, 4, 5)),
    ],
    ids=["into-summer", "into-winter", "onto-the-night", "the-same"],
)
def test_a_pattern_copied_on_begins_at_the_same_time_by_the_clock(day, weeks, begins, ends):
    night = span_of(day, time(22), time(6), WARSAW)
    assert weeks_later(night, weeks, WARSAW) == Span(begins, ends)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.times(), st.times(), st.integers(0, 12))
def test_copies_keep_day_of_the_week_and_time(day, start, end, weeks):
    start, end = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    plain = ZoneInfo("Asia/Tashkent")  # no clock changes: nothing is skipped
    copy = weeks_later(span_of(day, start, end, plain), weeks, plain)
    assert copy == span_of(day + timedelta(weeks=weeks), start, end, plain)


@pytest.mark.parametrize(
    ("start", "hours", "place"),
    [
        (NOW, 0.2, "end"),
        (NOW, 17, "end"),
        (NOW - timedelta(days=90), 8, "day"),
        (NOW + timedelta(days=500), 8, "day"),
    ],
)
def test_shifts_that_cannot_be(start, hours, place):
    with pytest.raises(Invalid) as refused:
        check_shift(Span(start, start + timedelta(hours=hours)), now=NOW)
    assert [fault.place for fault in refused.value.faults] == [place]


def test_shifts_at_the_limits():
    for hours in (0.25, 16):
        check_shift(Span(NOW, NOW + timedelta(hours=hours)), now=NOW)


def test_an_overlap_is_refused_and_says_where():
    present = span_of(date(2026, 3, 2), time(22), time(6), WARSAW)
    check_free(span_of(date(2026, 3, 3), time(6), time(14), WARSAW), [present], WARSAW)  # they touch
    with pytest.raises(Conflict) as refused:
        check_free(span_of(date(2026, 3, 3), time(5, 59), time(14), WARSAW), [present], WARSAW)
    assert refused.value.text() == "There is a shift already on 2026-03-02 from 22:00 to 06:00."


@pytest.mark.parametrize(
    ("first", "last", "place"),
    [
        (date(2026, 4, 2), date(2026, 4, 1), "last_day"),
        (date(2026, 4, 2), date(2027, 5, 1), "last_day"),
        (date(2025, 4, 2), date(2025, 4, 3), "first_day"),
        (date(2028, 4, 2), date(2028, 4, 3), "first_day"),
    ],
)
def test_absences_that_cannot_be(first, last, place):
    with pytest.raises(Invalid) as refused:
        check_absence(first, last, today=NOW.date())
    assert place in {fault.place for fault in refused.value.faults}


def test_days_and_weeks_by_the_clock():
    assert days_span(date(2026, 3, 29), date(2026, 3, 29), WARSAW).length == timedelta(hours=23)
    assert week_span(monday_of(date(2026, 3, 29)), WARSAW).length == timedelta(hours=167)
    assert monday_of(date(2026, 3, 23)) == date(2026, 3, 23)


minutes = st.integers(0, 300)
spans = st.lists(
    st.tuples(minutes, minutes).map(
        lambda ends: Span(NOW + timedelta(minutes=min(ends)), NOW + timedelta(minutes=max(ends)))
    ),
    max_size=6,
)


def instants(parts):
    return {
        minute
        for minute in range(301)
        if any(one.start <= NOW + timedelta(minutes=minute) < one.end for one in parts)
    }


@given(spans, spans)
def test_arithmetic_of_spans_is_that_of_their_minutes(left, right):
    assert instants(joined(left)) == instants(left)
    assert instants(without(left, right)) == instants(left) - instants(right)
    assert instants(within(left, right)) == instants(left) & instants(right)
    parts = joined(left)
    assert all(before.end < after.start for before, after in itertools.pairwise(parts))
