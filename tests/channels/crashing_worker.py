"""A worker that is killed at one point, in a process of its own: DATABASE_URL POINT WORLD, WORLD as JSON.

`os._exit` at that very point, as kill -9 would: no handlers, no goodbyes.
"""

import json
import os
import sys
from uuid import UUID

import bpo.app  # noqa: F401 -- registers every listener
from bpo.channels.adapters import Wire
from bpo.channels.operations.sending import Sender
from bpo.core.actor import Actor
from bpo.core.db import connect
from bpo.core.uow import UnitOfWork

KILLED = 9


def main():
    url, point, world = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    connect(url)
    tenant_id = UUID(world["tenant"])

    def at(reached):
        if reached == point:
            os._exit(KILLED)

    sender = Sender(
        lambda: UnitOfWork(Actor.system(tenant_id)),
        Wire(frozenset({"127.0.0.1"}), 10.0),
        world["key"].encode(),
        at=at,
    )
    sender.deliver(tenant_id, UUID(world["delivery"]))
