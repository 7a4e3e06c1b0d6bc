"""What is found in evidence: outages and floods, and what only looks like them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bpo.conversations.rules.excludable import Attempt, Flood, Outage, Spam, find_floods, find_outages

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)


def at(minutes):
    return NOON + timedelta(minutes=minutes)


def attempts(*told, network="x"):
    """(account, minute, failed) each."""
    return [Attempt(account, network, at(minute), failed) for account, minute, failed in told]


def test_an_outage_goes_from_the_first_failure_to_the_next_success():
    told = attempts(
        (ONE, 0, False), (ONE, 1, True), (TWO, 5, True), (ONE, 9, True), (TWO, 20, False), (ONE, 21, False)
    )
    assert find_outages(reversed(told)) == [Outage("x", at(1), at(20), 3, frozenset({ONE, TWO}))]


@pytest.mark.parametrize(
    "told",
    [
        [(ONE, 1, True), (ONE, 5, True), (ONE, 9, True), (ONE, 40, False)],  # one account's trouble
        [(ONE, 1, True), (TWO, 2, True), (ONE, 3, True), (TWO, 15, False)],  # too short
        [(ONE, 1, True), (TWO, 5, True), (TWO, 40, False)],  # too few
        [(ONE, 1, True), (TWO, 5, True), (ONE, 9, True)],  # not over
        [
            (ONE, 1, True),
            (TWO, 5, False),
            (ONE, 9, True),
            (TWO, 13, True),
            (ONE, 20, False),
        ],  # comes and goes
    ],
)
def test_what_only_looks_like_an_outage(told):
    assert find_outages(attempts(*told)) == []


def test_networks_fail_apart():
    told = attempts((ONE, 1, True), (TWO, 5, True), (ONE, 40, False))
    assert find_outages([*told, *attempts((ONE, 6, True), (ONE, 40, False), network="vk")]) == []


def spam(count, *, hour=0, account=ONE):
    return [Spam(account, at(60 * hour + n / 10), at(60 * hour + 90)) for n in range(count)]


def test_a_flood_is_many_times_what_is_usual_and_hours_in_a_row_are_one():
    told = [*spam(40), *spam(30, hour=1), *spam(29, hour=3), *spam(50, account=TWO)]
    usual = {ONE: 2.0, TWO: 5.1}
    assert find_floods(told, usual=usual) == [Flood(ONE, at(0), at(150), 70, 2.0)]
    assert find_floods(told, usual=usual | {TWO: 5.0})[1] == Flood(TWO, at(0), at(90), 50, 5.0)
    assert find_floods(spam(30), usual={}) == [Flood(ONE, at(0), at(90), 30, 0.0)]
    assert find_floods(spam(29), usual={}) == []
