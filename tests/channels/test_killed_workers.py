"""A worker killed before and after each commit, on the real servers: one visible reply each."""

import json
import os
from pathlib import Path

import pytest
from channels.crashing_worker import KILLED, main
from channels.worlds import AGENT, EmailWorld, GenericWorld, MastodonWorld
from forked import run_forked

pytestmark = [pytest.mark.real_server, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
POINTS = ("before_claim_commit", "claimed", "before_write", "answered", "before_record_commit", "done")


def run_worker(world, delivery_id, database, point):
    told = {"tenant": str(world.tenant.id), "delivery": str(delivery_id), "key": world.key.decode()}
    return run_forked(main, [database[1], point, json.dumps(told)], cwd=ROOT, env=os.environ, timeout=300)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("network", ["mastodon", "email", "generic"])
def test_killed_worker(request, db, database, network, point):
    if network == "mastodon":
        world = MastodonWorld(request.getfixturevalue("mastodon_server"))
    elif network == "email":
        world = EmailWorld(request.getfixturevalue("mail_server"))
    else:
        world = GenericWorld()
    asked = world.ask()
    delivery_id = world.reply(asked)
    ended = run_worker(world, delivery_id, database, point)
    assert ended.returncode == KILLED, ended.stderr[-2000:]
    written = 1 if point in {"answered", "before_record_commit", "done"} else 0
    assert world.visible(asked, "It is on its way.") == written
    row = world.delivery(delivery_id)
    wanted = {"before_claim_commit": "queued", "done": "sent"}
    assert row.state == wanted.get(point, "sending")
    if row.state == "sending":
        assert world.due() == []  # it is still leased
        world.clock.jump_to(row.lease_until)
        assert world.due() == [delivery_id]  # and found again from its row alone
    assert world.deliver(delivery_id).state == "sent"
    assert world.visible(asked, "It is on its way.") == 1
    world.settle()
    world.read()
    assert [(reply.text, reply.agent) for reply in world.messages()] == [("It is on its way.", AGENT)]
    world.proxy.stop()
