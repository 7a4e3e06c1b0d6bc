from datetime import UTC, datetime, timedelta

import pytest

from bpo.conversations.rules.watch import Due, Notice, check_warning, notice_of, risk, unanswered, warning_at
from bpo.core.errors import Invalid
from bpo.core.ids import new_id

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


def due(*, target=30 * MINUTE, at=NOON, since=NOON - 30 * MINUTE, holder=None):
    return Due(new_id(), new_id(), at, since, target, holder)


@pytest.mark.parametrize(
    ("target", "since", "before", "warned"),
    [
        (30 * MINUTE, NOON - HOUR, None, 6 * MINUTE),
        (5 * HOUR, NOON - HOUR, None, HOUR),
        (10 * MINUTE, NOON - HOUR, None, 5 * MINUTE),
        (30 * MINUTE, NOON - HOUR, 20 * MINUTE, 20 * MINUTE),
        (None, NOON - 50 * MINUTE, None, 10 * MINUTE),
        (None, NOON - 48 * HOUR, None, HOUR),
        (None, NOON - MINUTE, None, 5 * MINUTE),
        (None, NOON - 48 * HOUR, 3 * HOUR, 3 * HOUR),
    ],
    ids=["a fifth", "a fifth of hours", "five minutes at least", "the brand's own", "a promise",
         "a promise of days", "a promise at once", "the brand's own for a promise"],
)  # fmt: skip
def test_people_are_warned_when_a_fifth_is_left(target, since, before, warned):
    assert warning_at(due(target=target, since=since), before=before) == NOON - warned


@pytest.mark.parametrize(
    ("now", "held", "notice"),
    [
        (NOON - 6 * MINUTE - MOMENT, False, None),
        (NOON - 6 * MINUTE, False, Notice.DUE),
        (NOON - 6 * MINUTE, True, Notice.DUE),
        (NOON, True, Notice.DUE),
        (NOON + MOMENT, True, Notice.LATE),
        (NOON + MOMENT, False, Notice.LATE),
        (NOON + 24 * HOUR - MOMENT, False, Notice.LATE),
        (NOON + 24 * HOUR, False, None),
    ],
)
def test_what_is_told_at_an_instant(now, held, notice):
    assert notice_of(due(holder=new_id() if held else None), now=now) is notice


def test_the_brand_at_greatest_risk_comes_first():
    quiet = {"late": 0, "soon": 0, "urgent": 0, "negative": 0, "waiting": 90}
    late, soon, urgent = (
        {**quiet, "late": 1, "waiting": 1},
        {**quiet, "soon": 9},
        {**quiet, "urgent": 5},
    )
    order = sorted([quiet, urgent, soon, late], key=lambda one: risk(**one))
    assert order == [late, soon, urgent, quiet]


@pytest.mark.parametrize(
    ("minutes", "ok"), [(None, True), (5, True), (1440, True), (4, False), (1441, False)]
)
def test_a_brands_own_warning_is_between_five_minutes_and_a_day(minutes, ok):
    try:
        kept = check_warning(minutes)
    except Invalid:
        assert not ok
    else:
        assert ok
        assert kept == (timedelta(minutes=minutes) if minutes else None)


def test_languages_in_which_nobody_can_answer():
    assert unanswered(["ru", "uk"], [{"uk", "pl"}, frozenset()]) == ["ru"]
    assert unanswered(["ru"], []) == ["ru"]
