"""Every microsecond of a clock has one owner, and what counts adds up to what was measured."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.conversations.labels import WHOSE
from bpo.conversations.rules.waits import WAITING_FOR_CLIENT
from bpo.conversations.rules.whose_time import InHand, Whose, held_of, parts_of
from bpo.tenants.rules.calendar import Calendar, Window
from bpo.tenants.rules.working_time import Pause, SegmentKind, WorkingTime

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ALWAYS = WorkingTime(Calendar.always("UTC"))
LUNCH = WorkingTime(
    Calendar("UTC", ((Window.from_text("08:00-12:30"), Window.from_text("13:30-18:00")),) * 7)
)


def at(minute):
    return None if minute is None else NOON + timedelta(minutes=minute)


def parts(*in_hand, end=60, known=0, hours=ALWAYS, pauses=()):
    """Minutes by owner; `in_hand` as (start, end, whose)."""
    found = parts_of(
        hours.segments(at(0), at(end), pauses),
        known_at=at(known),
        in_hand=[InHand(at(start), at(stop), whose) for start, stop, whose in in_hand],
    )
    return {one.whose.value: one.time / timedelta(minutes=1) for one in found}


def test_what_nobody_has_is_on_its_way_until_it_is_known_and_then_in_the_queue():
    assert parts(known=5) == {"ingest": 5, "queue": 55}


def test_imported_history_was_on_its_way_to_nobody():
    assert parts(known=9999) == {"queue": 60}


def test_from_the_claim_to_the_network():
    told = parts(
        (10, None, Whose.HANDLING),
        (20, 30, Whose.INTERNAL_APPROVAL),
        (40, 45, Whose.DEPARTMENT),
        (55, None, Whose.PUBLISHING),
        known=2,
    )
    assert told == {
        "ingest": 2,
        "queue": 8,
        "handling": 30,
        "internal_approval": 10,
        "department": 5,
        "publishing": 5,
    }


def test_what_does_not_count_is_told_by_why():
    pauses = (
        Pause(at(10), at(20), WAITING_FOR_CLIENT),
        Pause(at(20), at(25), "another"),
        Pause(at(25), at(28), "x", SegmentKind.EXCLUDED),
    )
    assert parts(hours=LUNCH, pauses=pauses) == {
        "queue": 12,
        "client_approval": 10,
        "other_pause": 5,
        "excluded": 3,
        "closed": 30,
    }


@pytest.mark.parametrize(
    ("acts", "held"),
    [
        ((), []),
        (((1, True),), [(1, None)]),
        (((1, True), (3, False)), [(1, 3)]),
        (((0, False), (1, True), (2, True), (3, False), (4, False), (6, True)), [(1, 3), (6, None)]),
    ],
)
def test_claims_and_returns_are_stretches(acts, held):
    told = held_of([(at(minute), is_claim) for minute, is_claim in acts])
    assert told == [InHand(at(start), at(end), Whose.HANDLING) for start, end in held]


def test_every_owner_is_called_something():
    assert set(WHOSE) == {one.value for one in Whose}


minutes = st.integers(-50, 400)
stretches = st.tuples(minutes, st.none() | st.integers(0, 200), st.sampled_from(list(Whose)[:6])).map(
    lambda one: InHand(at(one[0]), None if one[1] is None else at(one[0] + one[1]), one[2])
)
pauses = st.builds(
    lambda start, length, client: Pause(
        at(start), None if length is None else at(start + length), WAITING_FOR_CLIENT if client else "x"
    ),
    minutes,
    st.none() | st.integers(0, 100),
    st.booleans(),
)


@given(
    st.integers(0, 300),
    minutes,
    st.sampled_from([ALWAYS, LUNCH]),
    st.lists(stretches, max_size=6),
    st.lists(pauses, max_size=3),
)
def test_the_parts_add_up_to_the_clock(end, known, hours, in_hand, paused):
    found = parts_of(hours.segments(at(0), at(end), paused), known_at=at(known), in_hand=in_hand)
    assert sum((one.time for one in found), timedelta(0)) == at(end) - at(0)
    running = sum((one.time for one in found if one.is_running), timedelta(0))
    assert running == hours.between(at(0), at(end), paused)
    assert len({one.whose for one in found}) == len(found)
