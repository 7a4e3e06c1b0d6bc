"""Which clocks wait for the client, and from when until when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import Oracle, pauses_for, turns_of
from series import series

from bpo.conversations.rules.facts import Evidence, Terms, derive_facts
from bpo.conversations.rules.fold import ClockKind, Closing, Dismissal
from bpo.conversations.rules.waits import (
    WAITING_FOR_CLIENT,
    ClientAsked,
    ClientDecided,
    Wait,
    pauses_of,
    waits_of,
)
from bpo.core.vocabulary import Direction
from bpo.tenants.rules.calendar import calendar_from_spec
from bpo.tenants.rules.working_time import Pause, WorkingTime

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)  # a Monday
SPEC = {
    "time_zone": "UTC",
    "weekly": {day: ["09:00-13:00", "14:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    | {"sat": [], "sun": []},
    "holidays": None,
    "holiday_dates": {},
    "closed": [],
}
OFFICE = WorkingTime(calendar_from_spec(SPEC))
TARGET = timedelta(minutes=30)


def minute(number):
    return NOON + timedelta(minutes=number)


def acts_of(text):
    """`a1@5 d1@9`: the client asked for, or deciding on, something at a minute."""
    kinds = {"a": ClientAsked, "d": ClientDecided}
    parts = [part.partition("@") for part in text.split()]
    return [
        kinds[what[0]](UUID(int=number), minute(int(at)), UUID(int=int(what[1:])))
        for number, (what, _, at) in enumerate(parts)
    ]


@pytest.mark.parametrize(
    ("acts", "waits"),
    [
        pytest.param("", [], id="nobody was asked"),
        pytest.param("a1@5 d1@9", [(5, 9)], id="asked and decided"),
        pytest.param("a1@5", [(5, None)], id="not decided yet"),
        pytest.param("d1@9", [], id="a decision that nobody asked for"),
        pytest.param("d1@9 a1@5", [(5, 9)], id="known in another order"),
        pytest.param("a1@5 d2@7", [(5, None)], id="the decision was on something else"),
        pytest.param("a1@5 d1@9 d1@12", [(5, 9)], id="the first decision counts"),
        pytest.param("a1@5 d1@9 a2@9 d2@11", [(5, 9), (9, 11)], id="asked again"),
        pytest.param("a2@3 a1@5 d1@9 d2@20", [(3, 20), (5, 9)], id="two at once"),
    ],
)
def test_asking_and_deciding_make_a_wait(acts, waits):
    expected = tuple(Wait(minute(start), None if end is None else minute(end)) for start, end in waits)
    assert waits_of([*acts_of(acts), Closing(UUID(int=99), NOON)]) == expected


@pytest.mark.parametrize(
    ("turn", "paused"),
    [
        pytest.param((0, None), True, id="open all the while"),
        pytest.param((0, 20), True, id="answered after the decision"),
        pytest.param((0, 7), True, id="answered another way meanwhile"),
        pytest.param((5, None), True, id="began at that instant"),
        pytest.param((0, 5), False, id="answered at that instant"),
        pytest.param((0, 3), False, id="answered before"),
        pytest.param((6, None), False, id="began later"),
    ],
)
def test_a_wait_pauses_what_was_open_when_the_client_was_asked(turn, paused):
    started, stopped = turn
    found = pauses_of(
        minute(started), None if stopped is None else minute(stopped), [Wait(minute(5), minute(9))]
    )
    assert found == ((Pause(minute(5), minute(9), WAITING_FOR_CLIENT),) if paused else ())


def message(number, at, direction="in"):
    return Evidence(
        UUID(int=number), str(number), minute(at), Direction(direction), False, UUID(int=1), None, None
    )


TERMS = Terms(
    target=lambda _level, kind: None if kind is ClockKind.RESOLUTION else TARGET,
    working_time=lambda _id: OFFICE,
)


def fact(text, *, answered=None):
    said = [message(1, 0)] + ([message(2, answered, "out")] if answered is not None else [])
    return derive_facts(said, acts_of(text), terms=TERMS).turns[0]


def test_the_wait_moves_the_due_time_and_is_no_time_worked():
    turn = fact("a1@10 d1@25", answered=40)
    assert (turn.due_at, turn.worked_us) == (minute(45), 25 * 60 * 1_000_000)


def test_what_had_run_out_before_is_not_moved():
    assert fact("a1@45 d1@50", answered=55).due_at == minute(30)


def test_while_nobody_has_decided_nothing_falls_due():
    turn = fact("a1@10")
    assert (turn.due_at, turn.worked_us) == (None, None)


def test_outside_the_hours_of_the_calendar_a_wait_costs_and_gives_nothing():
    assert fact("a1@65 d1@115").due_at == fact("").due_at == minute(30)


@st.composite
def conversations(draw):
    """Messages, dismissals, and a client asked and deciding in any order, many at one instant."""
    messages, acts = [], []
    minutes = st.integers(0, 400)
    for number in range(draw(st.integers(1, 8))):
        direction = "in" if number == 0 else draw(st.sampled_from(["in", "in", "out"]))
        messages.append(message(number + 1, draw(minutes), direction))
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from([ClientAsked, ClientAsked, ClientDecided, Dismissal]))
        key, at = UUID(int=100 + number), minute(draw(minutes))
        rest = "spam" if kind is Dismissal else UUID(int=draw(st.integers(1, 3)))
        acts.append(kind(key, at, rest))
    return messages, acts


@series(1500)
@given(conversations())
def test_clocks_with_waits_equal_the_oracle(conversation):
    messages, acts = conversation
    facts = derive_facts(messages, acts, terms=TERMS)
    moments = [*messages, *(act for act in acts if isinstance(act, Dismissal))]
    asked = [(act.subject, act.at) for act in acts if isinstance(act, ClientAsked)]
    decided = [(act.subject, act.at) for act in acts if isinstance(act, ClientDecided)]
    turns = turns_of(moments)
    assert len(facts.turns) == len(turns)
    for found, turn in zip(facts.turns, turns, strict=True):
        oracle = Oracle(SPEC, turn["started_at"], turn["started_at"] + timedelta(days=20))
        pauses = pauses_for(turn, asked, decided)
        assert found.due_at == oracle.due(turn["started_at"], TARGET, pauses)
        if turn["stopped_at"]:
            worked = oracle.between(turn["started_at"], turn["stopped_at"], pauses)
            assert found.worked_us == worked // timedelta(microseconds=1)


@series(1000)
@given(conversations(), st.integers(-1, 500))
def test_one_due_time_serves_every_as_of(conversation, number):
    """What is past due at an instant is so by what was known then, and by all that is known since."""
    messages, acts = conversation
    as_of = minute(number)
    then = derive_facts(
        [one for one in messages if one.at <= as_of], [one for one in acts if one.at <= as_of], terms=TERMS
    )
    now = {turn.id: turn for turn in derive_facts(messages, acts, terms=TERMS).turns}
    for turn in then.turns:
        since = now[turn.id]
        assert (turn.due_at is not None and turn.due_at < as_of) == (
            since.due_at is not None and since.due_at < as_of
        )
        if turn.stopped_at is not None:
            is_met = [one.due_at is None or turn.stopped_at <= one.due_at for one in (turn, since)]
            assert is_met[0] == is_met[1]
            assert turn.worked_us == since.worked_us
