"""How public replies were taken up: not given is never 0, the latest count by the instant is the one that holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from reports.worlds import Said, make_brand, take

from bpo.channels.rules.incoming import Engagement
from bpo.core.actor import Actor
from bpo.core.i18n import speaking
from bpo.core.uow import UnitOfWork
from bpo.reports.operations import recompute, sla_report
from bpo.reports.render.files import report_csv
from bpo.reports.rules.months import corrections, differences
from bpo.reports.shown import Taken, engagement_rows

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 20, tzinfo=UTC)
PERIOD = {"from_date": date(2026, 5, 1), "to_date": date(2026, 6, 1)}


def minutes(number):
    return NOON + timedelta(minutes=number)


def reply(name, at, *, account="x:one", seen=None, **over):
    """A question and its reply; `seen`: after how many minutes, views, shares, likes, replies."""
    taken = Engagement(minutes(seen[0]), *seen[1:]) if seen else None
    return [
        Said(f"{name}/0", name, account, "in", minutes(at), **over),
        Said(f"{name}/1", name, account, "out", minutes(at + 1), engagement=taken, **over),
    ]


def report(tenant, as_of=LATER):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        found = sla_report(uow, tenant, **PERIOD, as_of=as_of)
        assert found == recompute(uow, tenant, **PERIOD, as_of=as_of)
    return found


def taken_up(posts, **measures):
    return {
        "posts": posts,
        **{
            name: dict(zip(("total", "posts"), measures.get(name, (None, 0)), strict=True))
            for name in ("views", "shares", "likes", "replies")
        },
    }


@pytest.fixture
def brand(db):
    tenant = make_brand()
    take(
        tenant,
        [
            *reply("a", 0, seen=(60, None, 2, 0, 1)),
            *reply("b", 10, seen=(60, None, 1, 5, None)),
            *reply("c", 20),
            *reply("d", 30, account="vk:two", seen=(90, 700, 0, 3, 0)),
            *reply("private", 40, seen=(60, 9, 9, 9, 9), visibility="private"),
            *reply("old", -60 * 24 * 30, seen=(60, 9, 9, 9, 9)),
        ],
    )
    return tenant


def test_counts_of_public_messages_of_the_period(brand):
    found = report(brand)["volumes"]["engagement"]
    x = taken_up(3, shares=(3, 2), likes=(5, 2), replies=(1, 1))
    vk = taken_up(1, views=(700, 1), shares=(0, 1), likes=(3, 1), replies=(0, 1))
    assert found["by_network"] == {"vk": vk, "x": x}
    assert {name: found[name] for name in x} == taken_up(
        4, views=(700, 1), shares=(3, 3), likes=(8, 3), replies=(1, 2)
    )
    assert report(brand, as_of=minutes(70))["volumes"]["engagement"]["by_network"]["vk"] == taken_up(1)


def test_a_message_that_comes_again_brings_newer_counts(brand):
    take(brand, [*reply("a", 0, seen=(120, None, 4, 1, 1)), *reply("a", 0, seen=(30, None, 1, 0, 1))])
    take(brand, reply("a", 0, seen=(120, None, 99, 99, 99)))  # known already of that instant
    assert report(brand)["volumes"]["engagement"]["by_network"]["x"]["shares"] == {"total": 5, "posts": 2}
    early = report(brand, as_of=minutes(70))["volumes"]["engagement"]["by_network"]["x"]
    assert early["shares"] == {"total": 3, "posts": 2}


def test_what_is_shown_and_what_the_files_say(brand):
    found = report(brand)
    with speaking("en", "UTC"):
        rows = engagement_rows(found["volumes"]["engagement"])
    assert [(name, posts) for name, posts, _counts in rows] == [("X", 3), ("VK", 1), ("All", 4)]
    assert rows[0][2] == [Taken(None, 0), Taken(3, 2), Taken(5, 2), Taken(1, 1)]
    assert rows[1][2][0] == Taken(700, None)
    made = report_csv(found)
    assert ",,,volumes/engagement/by_network/x,views,\r\n" in made
    assert ",,,volumes/engagement/by_network/vk,shares,0\r\n" in made
    assert ",,,volumes/engagement,posts,4\r\n" in made


def test_what_a_month_is_corrected_in(brand):
    now = report(brand)
    taken = taken_up(1) | {"by_network": {}}
    told_otherwise = {**now, "volumes": {**now["volumes"], "engagement": taken}}
    assert {one.figure for one in corrections(told_otherwise, now)} >= {"volumes.engagement.posts"}
    # What reports did not have when it was made, and what the machine has read since, corrects nothing.
    before = {name: one for name, one in now["volumes"].items() if name not in {"engagement", "sentiment"}}
    assert corrections({**now, "volumes": before}, now) == []
    unread = {**now["volumes"]["sentiment"], "unknown": 3}
    read_less = {**now, "volumes": {**now["volumes"], "sentiment": unread}}
    assert corrections(read_less, now) == []
    assert [one.figure for one in differences(read_less, now)] == ["volumes.sentiment.unknown"]
