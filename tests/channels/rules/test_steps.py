"""What a lost answer leads to, by what each network can tell."""

from datetime import UTC, datetime, timedelta

import pytest

from bpo.channels.rules.capabilities import Capabilities, Idempotency
from bpo.channels.rules.deliveries import Step, negatives_needed, next_step

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("idempotency", "step"),
    [
        (Idempotency.KEY, Step.LOOK_UP),
        (Idempotency.LOOK_UP, Step.LOOK_UP),
        (Idempotency.SIGHT, Step.LOOK_UP),
        (Idempotency.UPSERT, Step.SEND),
        (Idempotency.NONE, Step.ASK),
    ],
)
def test_what_may_have_arrived_is_settled_first(idempotency, step):
    assert next_step("sending", idempotency=idempotency, reply_until=None, now=NOW) is step


@pytest.mark.parametrize(
    ("idempotency", "age", "looks"),
    [
        (Idempotency.KEY, timedelta(minutes=1), 1),
        (Idempotency.KEY, timedelta(hours=2), 2),
        (Idempotency.LOOK_UP, timedelta(minutes=1), 2),
        (Idempotency.SIGHT, timedelta(minutes=1), 3),
    ],
)
def test_how_often_nothing_must_be_found(idempotency, age, looks):
    able = Capabilities(idempotency=idempotency, key_lifetime=timedelta(hours=1))
    assert negatives_needed(able, started_at=NOW - age, now=NOW) == looks
