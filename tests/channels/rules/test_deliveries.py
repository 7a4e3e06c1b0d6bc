"""What is kept of a reply that was sent."""

from datetime import UTC, datetime, timedelta

import pytest

from bpo.channels.rules.deliveries import stands_since

BEGAN = datetime(2026, 11, 3, 10, 0, 0, 640_000, tzinfo=UTC)
NOW = BEGAN + timedelta(seconds=4)


@pytest.mark.parametrize(
    ("told", "since"),
    [
        (BEGAN + timedelta(seconds=1), BEGAN + timedelta(seconds=1)),
        (BEGAN.replace(microsecond=0), BEGAN),  # in whole seconds: not before it was written
        (BEGAN - timedelta(seconds=30), BEGAN - timedelta(seconds=30)),  # a clock of its own
        (BEGAN - timedelta(minutes=6), NOW),
        (NOW + timedelta(minutes=6), NOW),
        (None, NOW),
    ],
)
def test_a_reply_stands_since_the_networks_time_where_that_can_be_true(told, since):
    assert stands_since(told, began=BEGAN, now=NOW) == since
