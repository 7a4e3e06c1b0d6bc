"""Coverage by tables, and against a count of every minute; weeks on which clocks change."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.core.errors import Invalid
from bpo.staffing.rules.cover import (
    Cover,
    Need,
    Presence,
    Stretch,
    Unusual,
    by_hour,
    check_need,
    cover,
    holes,
    need_spans,
)
from bpo.staffing.rules.shifts import Span, span_of, week_span

START = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
MINUTES = 600
LANGUAGES = ("pl", "uk")


def at(minute):
    return START + timedelta(minutes=minute)


def span(start, end):
    return Span(at(start), at(end))


def here(who, start, end, *languages):
    return Presence(who, span(start, end), frozenset(languages or LANGUAGES))


def told(stretches):
    """Each stretch as (start minute, end minute, people, need, lacking)."""

    def minute(instant):
        return int((instant - START) / timedelta(minutes=1))

    return [
        (minute(one.span.start), minute(one.span.end), one.people, one.need, one.lacking) for one in stretches
    ]


@pytest.mark.parametrize(
    ("service", "presences", "usual", "found"),
    [
        ([span(0, 60)], [], 1, [(0, 60, 0, 1, LANGUAGES)]),
        ([], [here("a", 0, 60)], 1, []),
        ([span(0, 60)], [here("a", 0, 60)], 1, [(0, 60, 1, 1, ())]),
        (
            [span(0, 60)],
            [here("a", 20, 40)],
            1,
            [(0, 20, 0, 1, LANGUAGES), (20, 40, 1, 1, ()), (40, 60, 0, 1, LANGUAGES)],
        ),
        ([span(0, 60)], [here("a", 0, 30), here("b", 30, 60)], 1, [(0, 60, 1, 1, ())]),
        ([span(0, 60)], [here("a", 0, 60, "pl")], 1, [(0, 60, 1, 1, ("uk",))]),
        ([span(0, 60)], [here("a", 0, 60, "pl"), here("b", 0, 60, "uk")], 2, [(0, 60, 2, 2, ())]),
        ([span(0, 60)], [here("a", 0, 60), here("a", 0, 60)], 2, [(0, 60, 1, 2, ())]),
        (
            [span(0, 10), span(5, 20), span(30, 40)],
            [here("a", 0, 60)],
            1,
            [(0, 20, 1, 1, ()), (30, 40, 1, 1, ())],
        ),
        ([span(0, 60)], [here("a", 60, 90)], 1, [(0, 60, 0, 1, LANGUAGES)]),
    ],
    ids=[
        "nobody",
        "no-service",
        "all-of-it",
        "the-middle",
        "one-after-the-other",
        "a-language-lacks",
        "a-language-each",
        "one-person-counts-once",
        "hours-that-overlap-and-part",
        "after-hours",
    ],
)
def test_coverage(service, presences, usual, found):
    assert told(cover(service, presences, languages=LANGUAGES, usual=usual)) == found


@pytest.mark.parametrize(
    ("people", "need", "lacking", "says"),
    [
        (0, 1, LANGUAGES, Cover.NOBODY),
        (1, 1, ("uk",), Cover.LANGUAGE),
        (1, 2, (), Cover.THIN),
        (2, 2, (), Cover.COVERED),
        (0, 0, LANGUAGES, Cover.COVERED),
    ],
)
def test_what_a_stretch_says(people, need, lacking, says):
    assert Stretch(span(0, 1), people, need, lacking).cover is says
    assert bool(holes([Stretch(span(0, 1), people, need, lacking)])) == (says is not Cover.COVERED)


def test_holes_that_say_the_same_are_one():
    all_of_it = [
        Stretch(span(0, 10), 1, 1, ("uk",)),
        Stretch(span(10, 20), 1, 2, ("uk",)),
        Stretch(span(20, 30), 1, 2, ()),
        Stretch(span(30, 40), 1, 3, ()),
        Stretch(span(40, 50), 1, 1, ()),
        Stretch(span(50, 60), 0, 1, LANGUAGES),
        Stretch(span(70, 80), 0, 1, LANGUAGES),
    ]
    assert told(holes(all_of_it)) == [
        (0, 20, 1, 2, ("uk",)),
        (20, 30, 1, 2, ()),
        (30, 40, 1, 3, ()),
        (50, 60, 0, 1, LANGUAGES),
        (70, 80, 0, 1, LANGUAGES),
    ]


minutes = st.integers(0, MINUTES)
spans = st.tuples(minutes, minutes).map(lambda ends: span(min(ends), max(ends)))
people = st.tuples(
    st.sampled_from("abc"), minutes, minutes, st.sampled_from([(), ("pl",), ("uk",), LANGUAGES])
).map(lambda one: Presence(one[0], span(*sorted(one[1:3])), frozenset(one[3])))


@given(
    st.lists(spans, max_size=5),
    st.lists(people, max_size=8),
    st.lists(st.tuples(spans, st.integers(0, 3)), max_size=3),
)
def test_coverage_is_what_counting_every_minute_finds(service, presences, exceptions):
    stretches = cover(service, presences, languages=LANGUAGES, usual=1, exceptions=exceptions)
    for before, after in itertools.pairwise(stretches):
        assert before.span.end <= after.span.start
        same = (before.people, before.need, before.lacking) == (after.people, after.need, after.lacking)
        assert before.span.end < after.span.start or not same
    found = {}
    for one in stretches:
        assert one.span.start < one.span.end
        for minute in range(told([one])[0][0], told([one])[0][1]):
            found[minute] = (one.people, one.need, one.lacking)
    wanted = {}
    for minute in range(MINUTES):
        instant = at(minute)
        if any(one.start <= instant < one.end for one in service):
            there = [one for one in presences if one.span.start <= instant < one.span.end]
            need = 1
            for one, count in exceptions:
                if one.start <= instant < one.end:
                    need = count
            lacking = tuple(word for word in LANGUAGES if not any(word in one.languages for one in there))
            wanted[minute] = (len({one.who for one in there}), need, lacking)
    assert found == wanted


@pytest.mark.parametrize(
    ("monday", "hours"),
    [(date(2026, 3, 23), 167), (date(2026, 10, 19), 169), (date(2026, 6, 1), 168)],
    ids=["clocks-go-forward", "clocks-go-back", "neither"],
)
def test_a_week_on_which_clocks_change_is_covered_by_the_clock(monday, hours):
    warsaw = ZoneInfo("Europe/Warsaw")
    week = week_span(monday, warsaw)
    assert week.length == timedelta(hours=hours)
    days = [monday + timedelta(days=n) for n in range(7)]
    shifts = [
        Presence(n, span_of(day, start, end, warsaw), frozenset(LANGUAGES))
        for n, day in enumerate(days)
        for start, end in ((time(6), time(14)), (time(14), time(22)), (time(22), time(6)))
    ]
    stretches = cover([week], shifts, languages=LANGUAGES)
    assert [one.cover for one in stretches] == [Cover.NOBODY, Cover.COVERED]  # the first night has no eve
    assert stretches[0].span.length == timedelta(hours=6)
    assert sum((one.span.length for one in stretches), timedelta()) == timedelta(hours=hours)
    grid = by_hour(stretches, monday, warsaw)
    assert grid[0][:6] == [Cover.NOBODY] * 6
    assert grid[0][6:] == [Cover.COVERED] * 18
    skipped = [(day, hour) for day, row in enumerate(grid) for hour, one in enumerate(row) if one is None]
    assert skipped == ([(6, 2)] if hours == 167 else [])


def test_exceptions_go_by_the_brands_clock_and_the_last_one_holds():
    kyiv = ZoneInfo("Europe/Kyiv")
    need = Need(
        1,
        (
            Unusual(frozenset({0, 1, 2, 3, 4}), time(9), time(18), 3),
            Unusual(frozenset({0}), time(17), time(19), 5),
            Unusual(frozenset({6}), time(22), time(2), 0),
        ),
    )
    week = week_span(date(2026, 3, 2), kyiv)
    exceptions = need_spans(need, week, kyiv)

    def needed(day, hour):
        instant = datetime(2026, 3, 2 + day, hour, tzinfo=kyiv).astimezone(UTC)
        stretches = cover([week], [], languages=(), usual=need.usual, exceptions=exceptions)
        return next(one.need for one in stretches if one.span.start <= instant < one.span.end)

    cases = {(0, 8): 1, (0, 9): 3, (0, 17): 5, (0, 18): 5, (0, 19): 1, (4, 12): 3, (5, 12): 1, (6, 23): 0}
    assert {place: needed(*place) for place in cases} == cases
    assert needed(0, 1) == 0  # Sunday night before reaches into Monday


def test_a_need_is_kept_as_it_was_said():
    need = Need(2, (Unusual(frozenset({0, 5}), time(9, 30), time(0), 4),))
    assert Need.from_spec(need.spec) == need


@pytest.mark.parametrize(
    "need",
    [
        Need(-1),
        Need(501),
        Need(1, (Unusual(frozenset(), time(9), time(10), 1),)),
        Need(1, (Unusual(frozenset({7}), time(9), time(10), 1),)),
        Need(1, (Unusual(frozenset({1}), time(9), time(10), 900),)),
        Need(1, tuple(Unusual(frozenset({1}), time(9), time(10), 1) for _ in range(13))),
    ],
)
def test_needs_that_nobody_can_have(need):
    with pytest.raises(Invalid):
        check_need(need)
