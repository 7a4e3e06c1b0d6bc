"""What a network tells of an account's access, and when people are told of it."""

from datetime import timedelta

import pytest

from bpo.channels.rules.health import Health, Hook, Quota, alarms_of, lacking, missing_fields, still_told
from bpo.core.clock import utcnow

NOW = utcnow()


def ends_in(**left):
    return Health(ends_told=True, ends_at=NOW + timedelta(**left))


def names(health, now=NOW):
    return [alarm.name for alarm in alarms_of(health, now=now)]


@pytest.mark.parametrize(
    ("left", "told"),
    [
        ({"days": 15}, []),
        ({"days": 14, "seconds": 1}, []),
        ({"days": 14}, ["ends:14"]),
        ({"days": 8}, ["ends:14"]),
        ({"days": 7}, ["ends:7"]),
        ({"days": 3, "seconds": 1}, ["ends:7"]),
        ({"days": 3}, ["ends:3"]),
        ({"days": 1}, ["ends:1"]),
        ({"hours": -5}, ["ends:1"]),
    ],
)
def test_of_the_steps_that_have_passed_the_nearest_is_told(left, told):
    assert names(ends_in(**left)) == told


def test_what_is_not_told_alarms_nobody():
    assert names(Health()) == []
    assert names(Health(rights=("read",), ends_told=True, hook=Hook(brings=True))) == []


def test_rights_and_the_webhook_are_named():
    health = Health(rights=("wall",), lacks=("messages",), hook=Hook(brings=True, lacks=("message_new",)))
    assert names(health) == ["lacks:messages", "hook:message_new"]
    assert names(Health(hook=Hook(brings=False, lacks=("feed",)))) == ["hook:none"]


def test_who_knows_is_not_told_again_until_it_was_mended():
    week, soon, mended = ends_in(days=6), ends_in(days=2), Health(ends_told=True)
    told = still_told([], alarms_of(week, now=NOW), week)
    assert told == ["ends:7"]
    told = still_told(told, alarms_of(soon, now=NOW), soon)
    assert told == ["ends:3"]
    assert still_told(told, [], mended) == []


def test_what_could_not_be_asked_is_neither_mended_nor_new():
    assert still_told(["ends:3", "hook:none", "lacks:wall"], [], Health()) == [
        "ends:3",
        "hook:none",
        "lacks:wall",
    ]
    assert still_told(["ends:3", "lacks:wall"], [], Health(rights=())) == ["ends:3"]


@pytest.mark.parametrize(
    "health",
    [
        Health(),
        ends_in(days=2),
        Health(
            rights=("a",),
            lacks=("b",),
            ends_told=True,
            hook=Hook(brings=False, lacks=("c",)),
            quota=Quota(3, 9),
        ),
        Health(rights=()),
    ],
)
def test_it_is_kept_as_it_was_told(health):
    assert Health.of({"health": health.as_facts()}) == health


def test_a_connection_that_was_tested_before_this_was_asked_says_nothing():
    assert Health.of({"name": "A brand"}) == Health()


@pytest.mark.parametrize(
    ("network", "granted", "lacks"),
    [
        ("mastodon", ["read", "write"], ()),
        ("mastodon", ["read:statuses", "write:statuses"], ()),
        ("mastodon", ["read"], ("write",)),
        ("vk", ["messages", "manage"], ("wall",)),
        ("bluesky", [], ()),
    ],
)
def test_what_is_lacking(network, granted, lacks):
    assert lacking(network, granted) == lacks


def test_a_webhook_needs_every_field():
    assert missing_fields("messenger", ["messages", "message_edits"]) == (
        "message_echoes",
        "messaging_postbacks",
    )
    assert missing_fields("telegram", []) == ()
