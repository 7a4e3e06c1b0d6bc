"""Quotas of a day, and what of them reading may spend."""

from datetime import UTC, datetime, timedelta

import pytest

from bpo.channels.rules.quotas import Purse, Share, until_midnight

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
SHARE = Share(at_once=10, a_day=48)


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2026, 7, 1, 6, 30, tzinfo=UTC), timedelta(minutes=30)),  # summer: UTC-7
        (datetime(2026, 1, 1, 7, 0, tzinfo=UTC), timedelta(hours=1)),  # winter: UTC-8
        (datetime(2026, 11, 1, 7, 0, tzinfo=UTC), timedelta(hours=25)),  # the clocks go back
    ],
)
def test_a_quota_begins_anew_at_midnight_of_the_coast(now, left):
    assert until_midnight(now) == left


def test_a_purse_is_full_at_first_and_holds_no_more_than_at_once():
    assert Purse.of(None, SHARE, now=NOW).left == 10
    assert Purse.of(["9", NOW.isoformat()], SHARE, now=NOW + timedelta(days=3)).left == 10


def test_what_is_spent_comes_back_in_time():
    kept = Purse.of(None, SHARE, now=NOW).spent(10).kept()
    assert Purse.of(kept, SHARE, now=NOW).left == 0
    assert Purse.of(kept, SHARE, now=NOW + timedelta(hours=1)).left == pytest.approx(2)


def test_a_clock_that_goes_back_gives_and_takes_nothing():
    kept = Purse(5, NOW).kept()
    assert Purse.of(kept, SHARE, now=NOW - timedelta(hours=2)).left == 5


def test_when_there_is_enough_again():
    assert Purse(1, NOW).holds_in(2, SHARE) == timedelta(minutes=30)
    assert Purse(-1, NOW).holds_in(2, SHARE) == timedelta(minutes=90)
    assert Purse(3, NOW).holds_in(2, SHARE) == timedelta()


def test_no_day_takes_more_than_the_share():
    """Whoever asks for all there is, all the time."""
    spent, purse, now = 0, Purse.of(None, SHARE, now=NOW), NOW
    for _minute in range(24 * 60):
        purse = Purse.of(purse.kept(), SHARE, now=now)
        units = max(int(purse.left), 0)
        purse, spent, now = purse.spent(units), spent + units, now + timedelta(minutes=1)
    assert spent <= SHARE.at_once + SHARE.a_day
