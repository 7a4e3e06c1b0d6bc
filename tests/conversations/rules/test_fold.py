"""Episodes and turns: known conversations, and a quadratic re-statement of the definitions."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import episodes_of, turns_of
from series import series

from bpo.conversations.rules.facts import Evidence
from bpo.conversations.rules.fold import (
    WAITING_FOR_CUSTOMER,
    ClockKind,
    Closing,
    Dismissal,
    Folded,
    Outcome,
    fold,
)
from bpo.core.vocabulary import Direction

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
PINNED = {"service_level_id": None, "calendar_id": None, "agent": None}
FIRST, NEXT = ClockKind.FIRST_RESPONSE, ClockKind.NEXT_RESPONSE


def minute(number):
    return NOON + timedelta(minutes=number)


def message_of(key, external_id, when, direction, **said):
    """A message's evidence; what it pinned is nothing to a fold."""
    return Evidence(key, external_id, when, direction, **{"automatic": False, **said}, **PINNED)


def story(text):
    """Moments a minute apart: c(ustomer), b(rand), p(art that goes on), a(utomatic), d(ismissal), x (closing)."""
    moments = []
    for number, letter in enumerate(text):
        key, when = UUID(int=number), minute(number)
        if letter == "d":
            moments.append(Dismissal(key, when, "spam"))
        elif letter == "x":
            moments.append(Closing(key, when))
        else:
            direction = Direction.IN if letter == "c" else Direction.OUT
            said = {"automatic": letter == "a", "part_no": 2 if letter == "p" else None}
            moments.append(message_of(key, str(number), when, direction, **said))
    return moments


def brief(turn):
    """Episode, kind, first message, count, outcome, what stopped it."""
    stopped_by = None if turn.stopped_by is None else turn.stopped_by.int
    return (
        turn.episode_no,
        turn.kind,
        turn.first_message_id.int,
        turn.message_count,
        turn.outcome,
        stopped_by,
    )


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("c", [(1, FIRST, 0, 1, Outcome.OPEN, None)], id="open"),
        pytest.param("ccb", [(1, FIRST, 0, 2, Outcome.ANSWERED, 2)], id="one turn of two"),
        pytest.param(
            "cbcbb",
            [(1, FIRST, 0, 1, Outcome.ANSWERED, 1), (1, NEXT, 2, 1, Outcome.ANSWERED, 3)],
            id="a clock a turn",
        ),
        pytest.param("bcb", [(1, FIRST, 1, 1, Outcome.ANSWERED, 2)], id="after a brand message"),
        pytest.param("cacb", [(1, FIRST, 0, 2, Outcome.ANSWERED, 3)], id="automatic is nobody's"),
        pytest.param(
            "cdcb",
            [(1, FIRST, 0, 1, Outcome.DISMISSED, 1), (1, NEXT, 2, 1, Outcome.ANSWERED, 3)],
            id="after a dismissal",
        ),
        pytest.param("cbd", [(1, FIRST, 0, 1, Outcome.ANSWERED, 1)], id="nothing to dismiss"),
        pytest.param(
            "cbxcb",
            [(1, FIRST, 0, 1, Outcome.ANSWERED, 1), (2, FIRST, 3, 1, Outcome.ANSWERED, 4)],
            id="opened again",
        ),
        pytest.param(
            "cxcb",
            [(1, FIRST, 0, 1, Outcome.ANSWERED, 3), (2, FIRST, 2, 1, Outcome.ANSWERED, 3)],
            id="one reply answers two",
        ),
        pytest.param("cxb", [(1, FIRST, 0, 1, Outcome.ANSWERED, 2)], id="answered after closing"),
        pytest.param(
            "cxcd",
            [(1, FIRST, 0, 1, Outcome.DISMISSED, 3), (2, FIRST, 2, 1, Outcome.DISMISSED, 3)],
            id="one dismissal ends two",
        ),
        pytest.param("xdc", [(1, FIRST, 2, 1, Outcome.OPEN, None)], id="nothing to close or dismiss"),
        pytest.param(
            "cbxxbc",
            [(1, FIRST, 0, 1, Outcome.ANSWERED, 1), (2, FIRST, 5, 1, Outcome.OPEN, None)],
            id="closed twice, a brand message opens nothing",
        ),
    ],
)
def test_turns(text, turns):
    assert [brief(turn) for turn in fold(story(text)).turns] == turns


@pytest.mark.parametrize(
    ("text", "episodes"),
    [
        pytest.param("ad", [], id="automatic opens nothing"),
        pytest.param("acb", [(1, 1, 1, None, [(2, None)])], id="endless wait"),
        pytest.param("bbc", [(1, 0, 2, None, [(0, 2)])], id="opened by the brand"),
        pytest.param("bax", [(1, 0, None, 2, [(0, 2)])], id="wait ends with the episode"),
        pytest.param("cbcbac", [(1, 0, 0, None, [(1, 2), (3, 5)])], id="two waits"),
        pytest.param("cbdc", [(1, 0, 0, None, [(1, 3)])], id="a dismissal is not the customer"),
        pytest.param("cxbcb", [(1, 0, 0, 1, []), (2, 3, 3, None, [(4, None)])], id="between episodes"),
        pytest.param("cbxbxc", [(1, 0, 0, 2, [(1, 2)]), (2, 5, 5, None, [])], id="clipped"),
    ],
)
def test_episodes(text, episodes):
    expected = [
        (no, minute(opened), UUID(int=opened), first if first is None else UUID(int=first),
         closed if closed is None else minute(closed),
         [(minute(start), end if end is None else minute(end)) for start, end in waits])
        for no, opened, first, closed, waits in episodes
    ]  # fmt: skip
    found = [
        (episode.no, episode.opened_at, episode.opened_by, episode.first_customer_message_id,
         episode.closed_at, [(wait.start, wait.end) for wait in episode.waits])
        for episode in fold(story(text)).episodes
    ]  # fmt: skip
    assert found == expected


def test_waits_say_why():
    (episode,) = fold(story("cb")).episodes
    assert episode.waits[0].reason == WAITING_FOR_CUSTOMER


def test_a_dismissal_keeps_its_reason():
    (turn,) = fold(story("cd")).turns
    assert (turn.reason, turn.stopped_at) == ("spam", minute(1))


def test_acts_come_after_the_messages_of_their_instant():
    message = message_of(UUID(int=9), "9", NOON, Direction.IN)
    folded = fold([Closing(UUID(int=1), NOON), Dismissal(UUID(int=2), NOON, "spam"), message])
    assert folded.turns[0].outcome is Outcome.DISMISSED
    assert folded.episodes[0].closed_at == NOON


def test_messages_of_one_instant_are_ordered_by_their_network_id():
    reply = message_of(UUID(int=1), "10", NOON, Direction.OUT)
    message = message_of(UUID(int=2), "9", NOON, Direction.IN)
    assert fold([reply, message]).turns[0].outcome is Outcome.ANSWERED


def values_of(moment):
    return moment._asdict() if isinstance(moment, Evidence) else asdict(moment)


@st.composite
def conversations(draw):
    """Moments in any order, many of them at one instant."""
    moments = []
    letters = draw(st.text("ccccbbbadx", max_size=14))
    spread = draw(st.sampled_from([3, 40]))
    for number, letter in enumerate(letters):
        when, key = minute(draw(st.integers(0, spread))), UUID(int=draw(st.integers(0, 7)) * 100 + number)
        (moment,) = story(letter)
        changes = {"id": key, "at": when}
        if isinstance(moment, Evidence):
            changes["external_id"] = draw(st.sampled_from(["", "m", "x"])) + str(number)
            changes["automatic"] = letter == "a" or (letter == "c" and number == 11)
        moments.append(type(moment)(**(values_of(moment) | changes)))
    return moments


def as_dicts(folded: Folded):
    turns = [turn._asdict() for turn in folded.turns]
    episodes = [
        asdict(episode) | {"waits": [(wait.start, wait.end) for wait in episode.waits]}
        for episode in folded.episodes
    ]
    return turns, episodes


@series(2200)
@given(conversations())
def test_fold_equals_the_oracle(moments):
    assert as_dicts(fold(moments)) == (turns_of(moments), episodes_of(moments))


@series(800)
@given(conversations(), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(moments, random):
    folded = fold(moments)
    random.shuffle(moments)
    assert fold(moments) == folded


@series(500)
@given(conversations())
def test_every_customer_message_is_in_exactly_one_turn(moments):
    written = [
        moment
        for moment in moments
        if isinstance(moment, Evidence) and moment.direction is Direction.IN and not moment.automatic
    ]
    turns = fold(moments).turns
    assert sum(turn.message_count for turn in turns) == len(written)
    ends = [{turn.first_message_id, turn.last_message_id} for turn in turns]
    assert len(set().union(*ends)) == sum(map(len, ends))


def as_of(turn, instant):
    """A turn as it was known at an instant, but for the messages that joined it since."""
    known = (turn.first_message_id, turn.episode_no, turn.kind, turn.started_at)
    if turn.stopped_at is None or turn.stopped_at > instant:
        return (*known, Outcome.OPEN, None, None, None)
    return (*known, turn.outcome, turn.stopped_at, turn.stopped_by, turn.reason)


@series(1000)
@given(conversations(), st.integers(-1, 41))
def test_what_comes_later_does_not_change_what_was(moments, number):
    instant = minute(number)
    known = fold([moment for moment in moments if moment.at <= instant])
    whole = fold(moments)
    expected = [as_of(turn, instant) for turn in whole.turns if turn.started_at <= instant]
    assert [as_of(turn, instant) for turn in known.turns] == expected
    opened = [episode for episode in whole.episodes if episode.opened_at <= instant]
    assert [episode.opened_by for episode in known.episodes] == [episode.opened_by for episode in opened]


def test_a_later_part_answers_nothing_that_was_asked_meanwhile():
    folded = fold(story("cbpcp"))
    assert [(turn.outcome, turn.stopped_at) for turn in folded.turns] == [
        (Outcome.ANSWERED, minute(1)),
        (Outcome.OPEN, None),
    ]
    assert fold(story("cb")).episodes[0].waits == fold(story("cbp")).episodes[0].waits
