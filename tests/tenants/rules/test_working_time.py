"""Working time: known weeks, the laws of product 4.1, and an independent oracle."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import DAY_NAMES, Oracle
from series import series

from bpo.tenants.rules.calendar import Calendar, Window, calendar_from_spec
from bpo.tenants.rules.working_time import (
    CLOSED_DATE,
    HORIZON,
    Pause,
    Segment,
    SegmentKind,
    WorkingTime,
)

ZERO = timedelta(0)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spec_of(zone, weekly, *, holidays=None, closed=()):
    days = {day: [] for day in DAY_NAMES} | weekly
    return {
        "time_zone": zone,
        "weekly": days,
        "holidays": None,
        "holiday_dates": holidays or {},
        "closed": list(closed),
    }


def working(zone, weekly, **dates):
    return WorkingTime(calendar_from_spec(spec_of(zone, weekly, **dates)))


def every_day(windows):
    return dict.fromkeys(DAY_NAMES, windows)


SPLIT = {day: ["09:00-13:00", "14:00-18:00"] for day in DAY_NAMES[:5]}
NIGHTS = every_day(["22:00-06:00"])


@pytest.mark.parametrize(
    ("hours", "start", "end", "worked"),
    [
        pytest.param(working("Europe/Kyiv", SPLIT), "2026-01-05T06:00", "2026-01-05T20:00", 8, id="split day"),
        pytest.param(working("Europe/Kyiv", SPLIT), "2026-01-05T11:00", "2026-01-05T12:00", 0, id="lunch"),
        pytest.param(working("Europe/Kyiv", SPLIT), "2026-01-02T15:00", "2026-01-05T08:00", 2, id="weekend"),
        pytest.param(working("Europe/Kyiv", SPLIT), "2026-01-05T09:00", "2026-01-05T09:00", 0, id="no time"),
        pytest.param(working("Europe/Kyiv", SPLIT), "2026-01-05T10:00", "2026-01-05T09:00", 0, id="turned round"),
        pytest.param(working("Europe/Warsaw", NIGHTS), "2026-03-28T12:00", "2026-03-29T12:00", 7, id="short, Warsaw"),
        pytest.param(working("Europe/Warsaw", NIGHTS), "2026-10-24T12:00", "2026-10-25T12:00", 9, id="long, Warsaw"),
        pytest.param(working("Europe/Kyiv", NIGHTS), "2026-03-28T12:00", "2026-03-29T12:00", 7, id="short, Kyiv"),
        pytest.param(working("Europe/Kyiv", NIGHTS), "2026-10-24T12:00", "2026-10-25T12:00", 9, id="long, Kyiv"),
        pytest.param(working("Europe/Moscow", NIGHTS), "2026-03-28T12:00", "2026-03-29T12:00", 8, id="Moscow, March"),
        pytest.param(working("Europe/Moscow", NIGHTS), "2026-10-24T12:00", "2026-10-25T12:00", 8, id="Moscow, October"),
        pytest.param(
            working("UTC", NIGHTS, closed=["2026-01-05"]), "2026-01-05T00:00", "2026-01-07T00:00", 8, id="night goes whole"
        ),
        pytest.param(
            working("UTC", {"mon": ["09:00-12:00", "11:00-13:00"]}), "2026-01-05T00:00", "2026-01-06T00:00", 4, id="overlap"
        ),
        pytest.param(
            working("UTC", {"mon": ["20:00-10:00"], "tue": ["09:00-12:00"]}),
            "2026-01-05T00:00",
            "2026-01-07T00:00",
            16,
            id="overlap past midnight",
        ),
        pytest.param(working("UTC", {}), "2026-01-05T00:00", "2027-01-05T00:00", 0, id="never open"),
    ],
)  # fmt: skip
def test_known_weeks(hours, start, end, worked):
    assert hours.between(at(start), at(end)) == worked * HOUR


@pytest.mark.parametrize(
    ("hours", "start", "target", "due"),
    [
        pytest.param(working("UTC", SPLIT), "2026-01-05T12:30", 30 * MINUTE, "2026-01-05T13:00", id="at the close"),
        pytest.param(working("UTC", SPLIT), "2026-01-05T12:45", 30 * MINUTE, "2026-01-05T14:15", id="over lunch"),
        pytest.param(working("UTC", SPLIT), "2026-01-09T17:45", 30 * MINUTE, "2026-01-12T09:15", id="over a weekend"),
        pytest.param(working("UTC", SPLIT), "2026-01-10T12:00", ZERO, "2026-01-10T12:00", id="nothing to work"),
        pytest.param(working("UTC", SPLIT), "2026-01-10T12:00", MINUTE, "2026-01-12T09:01", id="from closed hours"),
        pytest.param(
            working("UTC", SPLIT, closed=["2026-01-12"]), "2026-01-09T17:59", 2 * MINUTE, "2026-01-13T09:01", id="closed date"
        ),
        pytest.param(
            working("UTC", {"sun": ["10:00-11:00"]}), "2026-01-01T00:00", 100 * HOUR, "2027-11-28T11:00", id="hundred Sundays"
        ),
    ],
)  # fmt: skip
def test_known_due_times(hours, start, target, due):
    assert hours.due(at(start), target) == at(due)


def test_what_is_never_due():
    start = at("2026-01-05T09:00")
    for hours in (working("UTC", SPLIT), WorkingTime(Calendar.always("UTC"))):
        assert hours.due(start, HORIZON - start + MINUTE) is None
        assert hours.due(start, 2 * HOUR, [Pause(start + HOUR, None, "x")]) is None
        assert hours.due(start, HOUR, [Pause(start + HOUR, None, "x")]) == start + HOUR
    assert working("UTC", {}).due(start, MINUTE) is None
    assert WorkingTime(Calendar.always("UTC")).due(start, HORIZON - start) == HORIZON


def test_pauses_that_overlap_count_once():
    start = at("2026-01-05T09:00")
    pauses = [
        Pause(start + HOUR, start + 3 * HOUR, "a"),
        Pause(start + 2 * HOUR, start + 4 * HOUR, "b"),
        Pause(start - HOUR, start, "before"),
        Pause(start + HOUR, start + HOUR, "empty"),
    ]
    always = WorkingTime(Calendar.always("UTC"))
    assert always.between(start, start + 6 * HOUR, pauses) == 3 * HOUR
    assert always.due(start, 2 * HOUR, pauses) == start + 5 * HOUR


def test_instants_of_any_zone_are_the_same_instant():
    hours = working("Europe/Warsaw", NIGHTS)
    zone = hours.calendar.zone
    start = datetime(2026, 10, 24, 22, tzinfo=zone)
    end = datetime(2026, 10, 25, 6, tzinfo=zone)
    assert hours.between(start, end) == 9 * HOUR
    assert WorkingTime(Calendar.always("Europe/Warsaw")).between(start, end) == 9 * HOUR
    assert hours.due(start, HOUR).tzinfo is UTC


def test_a_day_that_was_skipped_is_not_worked_twice():
    apia = working("Pacific/Apia", every_day(["09:00-17:00"]))
    assert apia.between(at("2011-12-29T00:00"), at("2012-01-01T00:00")) == 24 * HOUR


def test_segments_say_why():
    hours = working(
        "UTC",
        every_day(["22:00-02:00"]),
        holidays={"2026-01-06": "Epiphany"},
        closed=["2026-01-07"],
    )
    pauses = [
        Pause(at("2026-01-05T20:00"), at("2026-01-05T23:30"), "client approval"),
        Pause(at("2026-01-05T23:00"), at("2026-01-06T00:00"), "outage", SegmentKind.EXCLUDED),
    ]
    shown = [
        (f"{segment.start:%d %H:%M}", segment.kind, segment.reason)
        for segment in hours.segments(at("2026-01-05T21:00"), at("2026-01-08T12:00"), pauses)
    ]
    assert shown == [
        ("05 21:00", SegmentKind.CLOSED, None),
        ("05 22:00", SegmentKind.PAUSED, "client approval"),
        ("05 23:00", SegmentKind.EXCLUDED, "outage"),
        ("06 00:00", SegmentKind.RUNNING, None),
        ("06 02:00", SegmentKind.CLOSED, None),
        ("06 22:00", SegmentKind.HOLIDAY, "Epiphany"),
        ("07 02:00", SegmentKind.CLOSED, None),
        ("07 22:00", SegmentKind.CLOSED, CLOSED_DATE),
        ("08 02:00", SegmentKind.CLOSED, None),
    ]


def test_segments_of_always_and_of_no_time():
    start = at("2026-01-05T21:00")
    always = WorkingTime(Calendar.always("UTC"))
    assert always.segments(start, start) == []
    assert always.segments(start, start + HOUR) == [Segment(start, start + HOUR, SegmentKind.RUNNING, None)]


# --- random calendars -----------------------------------------------------------------------------

# A zone, and the day around which the random weeks lie: the clock changes of both kinds, and none.
PLACES = [
    ("Europe/Warsaw", date(2026, 3, 29)),
    ("Europe/Warsaw", date(2026, 10, 25)),
    ("Europe/Kyiv", date(2026, 3, 29)),
    ("Europe/Kyiv", date(2026, 10, 25)),
    ("Europe/Moscow", date(2026, 3, 29)),
    ("Europe/Moscow", date(2014, 10, 26)),
    ("America/Havana", date(2025, 11, 2)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("UTC", date(2017, 12, 31)),
    ("Asia/Kathmandu", date(2026, 6, 1)),
]
SPAN_MINUTES = 8 * 24 * 60
QUARTERS = st.integers(0, 95).map(lambda quarter: quarter * 15)
WINDOWS = st.one_of(
    st.sampled_from(
        ["09:00-13:00", "14:00-18:00", "22:00-02:00", "00:00-24:00", "02:00-03:00", "01:30-02:30"]
    ),
    st.builds(lambda start, end: Window(start, end).text, QUARTERS, QUARTERS),
)
DAYS = st.lists(WINDOWS, max_size=3)
OFFSETS = st.integers(0, SPAN_MINUTES * 60_000_000).map(lambda micros: timedelta(microseconds=micros))
MINUTES = st.integers(0, SPAN_MINUTES).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def weeks(draw):
    """A spec and the first instant of the eight days that are asked about."""
    zone, middle = draw(st.sampled_from(PLACES))
    pattern = draw(st.lists(DAYS, min_size=1, max_size=3))
    weekly = {day: pattern[index % len(pattern)] for index, day in enumerate(DAY_NAMES)}
    gone = draw(st.lists(st.integers(-4, 4), max_size=3))
    dates = [(middle + timedelta(days=days)).isoformat() for days in gone]
    spec = spec_of(zone, weekly, holidays=dict.fromkeys(dates[:1], "holiday"), closed=dates[1:])
    start = datetime(middle.year, middle.month, middle.day, tzinfo=UTC) - timedelta(days=4)
    return spec, start


@st.composite
def pauses_from(draw, start):
    found = []
    for first, length in draw(st.lists(st.tuples(MINUTES, st.integers(-60, 1500)), max_size=4)):
        end = None if length % 97 == 96 else start + first + length * MINUTE
        found.append(Pause(start + first, end, f"pause {len(found)}"))
    return found


@st.composite
def questions(draw):
    """A spec, a start and an end, and pauses: to the minute or to the microsecond."""
    spec, origin = draw(weeks())
    offsets = draw(st.sampled_from([OFFSETS, MINUTES]))
    first, last = sorted((draw(offsets), draw(offsets)))
    return spec, origin + first, origin + last, draw(pauses_from(origin))


def rule(spec):
    return WorkingTime(calendar_from_spec(spec))


def later_than(first, second):
    """Whether the first due time comes later; never is latest."""
    return second is not None and (first is None or first > second)


@series(900)
@given(questions())
def test_between_equals_the_oracle(question):
    spec, start, end, pauses = question
    assert rule(spec).between(start, end, pauses) == Oracle(spec, start, end).between(start, end, pauses)


@series(900)
@given(questions(), st.integers(0, 40 * 60))
def test_due_equals_the_oracle(question, minutes):
    spec, start, _, pauses = question
    limit = start + timedelta(days=12)
    due = rule(spec).due(start, minutes * MINUTE, pauses)
    expected = Oracle(spec, start, limit).due(start, minutes * MINUTE, pauses)
    assert due == expected or (expected is None and due > limit)


@series(900)
@given(questions(), st.none() | st.integers(-5, 40 * 60), st.booleans(), st.booleans())
def test_a_clock_is_asked_both_at_once(question, minutes, is_open, is_paused):
    spec, start, end, some = question
    hours, pauses = rule(spec), some if is_paused else []
    target, stop = None if minutes is None else minutes * MINUTE, None if is_open else end
    assert hours.clock(start, stop, target, pauses) == (
        None if target is None else hours.due(start, target, pauses),
        None if stop is None else hours.between(start, stop, pauses),
    )


@series(600)
@given(questions(), OFFSETS)
def test_working_time_adds_up_over_adjacent_intervals(question, offset):
    spec, start, end, pauses = question
    hours, middle = rule(spec), min(start + offset, end)
    parts = hours.between(start, middle, pauses) + hours.between(middle, end, pauses)
    assert parts == hours.between(start, end, pauses)


@series(600)
@given(questions(), OFFSETS, OFFSETS)
def test_due_is_monotone_in_both_arguments(question, first, second):
    spec, start, end, pauses = question
    hours = rule(spec)
    small, large = sorted((first / 4, second / 4))
    assert not later_than(hours.due(start, small, pauses), hours.due(start, large, pauses))
    assert not later_than(hours.due(start, small, pauses), hours.due(end, small, pauses))


@series(600)
@given(questions(), OFFSETS)
def test_just_the_target_is_worked_when_it_falls_due_and_less_before(question, target):
    spec, start, _, pauses = question
    hours = rule(spec)
    due = hours.due(start, target, pauses) or start
    moment = timedelta(microseconds=1)
    assert due == start or hours.between(start, due, pauses) == target
    assert due == start or hours.between(start, due - moment, pauses) < target


@series(500)
@given(questions(), st.integers(0, 40 * 60))
def test_a_pause_outside_opening_hours_changes_nothing(question, minutes):
    spec, start, end, _ = question
    hours = rule(spec)
    closed = [
        Pause(segment.start, segment.end, "night")
        for segment in hours.segments(start, end)
        if segment.kind is not SegmentKind.RUNNING
    ]
    assert hours.between(start, end, closed) == hours.between(start, end)
    assert hours.due(start, minutes * MINUTE, closed) == hours.due(start, minutes * MINUTE)


@series(600)
@given(questions())
def test_segments_cover_the_time_and_add_up_to_it(question):
    spec, start, end, pauses = question
    hours, oracle = rule(spec), Oracle(spec, start, end)
    segments = hours.segments(start, end, pauses)
    edges = [start, *(segment.end for segment in segments)]
    assert [segment.start for segment in segments] == edges[:-1]
    assert edges[-1] == end
    assert all(segment.start < segment.end for segment in segments)
    assert all((a.kind, a.reason) != (b.kind, b.reason) for a, b in pairwise(segments))
    lengths = dict.fromkeys(SegmentKind, ZERO)
    for segment in segments:
        lengths[segment.kind] += segment.end - segment.start
    assert lengths[SegmentKind.RUNNING] == oracle.between(start, end, pauses)
    unpaused = oracle.between(start, end)
    assert lengths[SegmentKind.RUNNING] + lengths[SegmentKind.PAUSED] == unpaused


@series(300)
@given(st.sampled_from(PLACES), OFFSETS, OFFSETS, st.data())
def test_always_is_the_calendar_of_whole_days(place, first, last, data):
    zone, middle = place
    origin = datetime(middle.year, middle.month, middle.day, tzinfo=UTC) - timedelta(days=4)
    pauses = data.draw(pauses_from(origin))
    # A closed date far away makes the same week take the general way.
    general = working(zone, every_day(["00:00-24:00"]), closed=["1999-01-01"])
    always = WorkingTime(Calendar.always(zone))
    start, end = origin + first, origin + last
    assert not general.calendar.is_always
    assert always.between(start, end, pauses) == general.between(start, end, pauses)
    assert always.due(start, last, pauses) == general.due(start, last, pauses)


YEARS = spec_of("Europe/Kyiv", SPLIT | {"sat": ["22:00-02:00"]}, holidays={"2020-01-01": "x"})


@pytest.mark.parametrize("days", [1, 406, 408, 815, 1500])
def test_long_spans_equal_the_oracle(days):
    start = at("2018-11-30T12:34:56.789012")
    end = start + timedelta(days=days)
    hours, oracle = rule(YEARS), Oracle(YEARS, start, end)
    clipped = (min(last, end) - max(first, start) for first, last in oracle.opened)
    worked = sum((length for length in clipped if length > ZERO), ZERO)
    assert hours.between(start, end) == worked
    assert hours.due(start, worked) <= end < hours.due(start, worked + timedelta(microseconds=1))
