from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.conversations.rules.priority import (
    BOUND,
    CAME_BACK_WITHIN,
    DEFAULT_TARGET,
    HEAD_START,
    MANY_READERS,
    Situation,
    mood_of,
    priority_of,
    queue_order,
    stand,
)
from bpo.conversations.rules.reading import Reading
from bpo.core.vocabulary import Priority, Sentiment

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANGRY = Reading(sentiment=Sentiment.NEGATIVE)
CALM = Reading()
PLEASED = Reading(sentiment=Sentiment.POSITIVE)
THANKS = Reading(sentiment=Sentiment.POSITIVE, is_thanks=True)
SPAM = Reading(is_spam=True)
LEGAL = Reading(urgent=("legal",))
ASKING = Reading(sentiment=Sentiment.POSITIVE, is_thanks=True, asks=True)


def situation(*readings, **over):
    given = {
        "messages": len(readings),
        "waiting_since": NOON,
        "known_at": NOON,
        "due_at": NOON + timedelta(minutes=30),
    }
    return Situation(readings=readings, **{**given, **over})


@pytest.mark.parametrize(
    ("readings", "loud", "wanted"),
    [
        ([CALM], False, Priority.NORMAL),
        ([ANGRY], False, Priority.NEGATIVE),
        ([ANGRY], True, Priority.URGENT),
        ([LEGAL], False, Priority.URGENT),
        ([CALM], True, Priority.NORMAL),
        ([THANKS], False, Priority.LOW),
        ([PLEASED], False, Priority.LOW),
        ([SPAM], False, Priority.LOW),
        ([ASKING], False, Priority.NORMAL),
        ([ANGRY, THANKS], False, Priority.NORMAL),  # calmed, but the complaint itself still waits
        ([ANGRY, CALM], False, Priority.NEGATIVE),
        ([ANGRY, PLEASED], False, Priority.NEGATIVE),  # praise after anger may well be scorn
        ([THANKS, CALM], False, Priority.NORMAL),
        ([THANKS, SPAM], False, Priority.LOW),
        ([LEGAL, THANKS], False, Priority.URGENT),
        ([], False, Priority.NORMAL),
    ],
)
def test_class(readings, loud, wanted):
    assert priority_of(readings, is_loud=loud) is wanted


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        ([], Sentiment.NEUTRAL),
        ([CALM, PLEASED, CALM], Sentiment.POSITIVE),
        ([PLEASED, ANGRY], Sentiment.NEGATIVE),
        ([ANGRY, CALM, CALM], Sentiment.NEGATIVE),
        ([ANGRY, THANKS], Sentiment.POSITIVE),
        ([ANGRY, THANKS, ANGRY], Sentiment.NEGATIVE),
    ],
)
def test_mood(readings, wanted):
    assert mood_of(readings) is wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (situation(CALM), ["due"]),
        (situation(CALM, due_at=None), ["no_target"]),
        (situation(ANGRY), ["angry", "due"]),
        (
            situation(
                Reading(sentiment=Sentiment.NEGATIVE, urgent=("legal", "threat"), topics=("politics",)),
                Reading(urgent=("threat",)),
                followers=MANY_READERS,
                contact_at=NOON - timedelta(days=2),
            ),
            ["urgent", "urgent", "angry", "reach", "again", "came_back", "topic", "due"],
        ),
        (situation(CALM, followers=MANY_READERS, is_public=False), ["due"]),
        (situation(CALM, contact_at=NOON - CAME_BACK_WITHIN - timedelta(seconds=1)), ["due"]),
        (situation(due_at=None, promise_at=NOON), ["promise", "due"]),
        (situation(THANKS), ["thanks", "due"]),
        (situation(SPAM), ["spam", "due"]),
        (situation(PLEASED), ["pleased", "due"]),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else "",
)
def test_reasons_stand_in_their_order(given, wanted):
    assert [reason["code"] for reason in stand(given).reasons] == wanted


def test_reasons_carry_their_values():
    reasons = stand(situation(LEGAL, CALM, CALM, followers=52_000, messages=7)).reasons
    assert reasons[:3] == (
        {"code": "urgent", "kind": "legal"},
        {"code": "reach", "followers": 52_000},
        {"code": "again", "count": 7},
    )


def test_without_a_target_an_item_stands_as_if_two_hours_had_been_agreed():
    without = stand(situation(CALM, due_at=None))
    assert without.serve_by == stand(situation(CALM, due_at=NOON + DEFAULT_TARGET)).serve_by


def test_a_promise_that_falls_due_first_decides():
    early, late = NOON + timedelta(minutes=5), NOON + timedelta(minutes=30)
    assert (
        stand(situation(CALM, due_at=late, promise_at=early)).serve_by == early - HEAD_START[Priority.NORMAL]
    )
    assert (
        stand(situation(CALM, due_at=early, promise_at=late)).serve_by == early - HEAD_START[Priority.NORMAL]
    )


READINGS = st.builds(
    Reading,
    sentiment=st.sampled_from(Sentiment),
    urgent=st.sampled_from([(), ("legal",), ("threat", "danger")]),
    is_thanks=st.booleans(),
    is_spam=st.booleans(),
    asks=st.booleans(),
)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def situations(draw, due=INSTANTS):
    readings = tuple(draw(st.lists(READINGS, min_size=1, max_size=4)))
    due_at = draw(due)
    return Situation(
        readings=readings,
        messages=len(readings) + draw(st.integers(0, 3)),
        waiting_since=due_at - timedelta(minutes=draw(st.integers(0, 10_000))),
        known_at=due_at - timedelta(minutes=draw(st.integers(0, 10_000))),
        due_at=due_at,
        is_public=draw(st.booleans()),
        followers=draw(st.one_of(st.none(), st.integers(0, 10**7))),
        contact_at=draw(st.one_of(st.none(), INSTANTS)),
    )


CLASSES = list(Priority)  # from urgent to low


@given(situations(due=st.just(NOON)), situations(due=st.just(NOON)))
def test_equally_due_the_graver_class_comes_first_whatever_else_speaks_for_the_other(one, other):
    first, second = stand(one), stand(other)
    if CLASSES.index(first.priority) < CLASSES.index(second.priority):
        assert first.serve_by < second.serve_by
    if first.sentiment is Sentiment.NEGATIVE and second.priority in {Priority.NORMAL, Priority.LOW}:
        assert first.serve_by < second.serve_by


@given(situations(), situations())
def test_nothing_passes_what_fell_due_longer_ago_than_the_bound(waits, newer):
    if newer.due_at > waits.due_at + BOUND:
        assert stand(waits).serve_by < stand(newer).serve_by


@given(situations())
def test_whatever_comes_in_later_than_the_bound_after_an_items_due_time_is_served_after_it(waits):
    arrives = waits.due_at + BOUND + timedelta(seconds=1)
    worst = situation(LEGAL, ANGRY, waiting_since=arrives, due_at=arrives, followers=MANY_READERS)
    assert stand(waits).serve_by < stand(replace(worst, contact_at=arrives)).serve_by


@given(situations(), st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_imported_history_begins_on_the_day_of_its_import(given, age):
    known_at = given.due_at + age
    imported = replace(given, known_at=known_at)
    assert stand(imported).serve_by == stand(replace(given, due_at=known_at, known_at=known_at)).serve_by


@pytest.mark.parametrize(
    ("first", "second", "earlier"),
    [
        (situation(ANGRY), situation(CALM), timedelta(hours=20)),
        (situation(LEGAL), situation(CALM), timedelta(hours=70)),
        (situation(LEGAL), situation(ANGRY), timedelta(hours=40)),
        (situation(CALM), situation(THANKS), timedelta(hours=70)),
    ],
    ids=("angry before normal", "urgent before normal", "urgent before angry", "normal before thanks"),
)
def test_a_graver_one_goes_before_what_fell_due_long_before_it(first, second, earlier):
    late = replace(second, due_at=second.due_at - earlier, known_at=second.known_at - earlier)
    assert stand(first).serve_by < stand(late).serve_by


@given(st.lists(st.tuples(situations(), st.uuids(version=4)), unique_by=lambda pair: pair[1]), st.randoms())
def test_order_is_total_and_does_not_depend_on_how_the_items_came(pairs, chance):
    keys = [queue_order(stand(given).serve_by, own_id) for given, own_id in pairs]
    assert len(set(keys)) == len(keys)
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    again = sorted(queue_order(stand(given).serve_by, own_id) for given, own_id in shuffled)
    assert again == sorted(keys)


def test_order_of_the_same_instant_is_that_of_the_ids():
    assert queue_order(NOON, UUID(int=1)) < queue_order(NOON, UUID(int=2))
