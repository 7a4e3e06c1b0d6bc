"""The ledger of a test's brand: entering what waits, and reading what stands there."""

import json
import os

from conversations.worlds import in_unit
from forked import command, run_forked
from sqlalchemy import func, select

from bpo.conversations.models import EvidenceNote
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.ledger.models import LedgerDay, LedgerEntry
from bpo.ledger.operations.sealing import follow_all
from bpo.ledger.operations.verifying import verify
from bpo.ledger.queries.streams import read_one_state


def seal(tenant, *, now=None):
    """Enter all that waits."""
    return follow_all(lambda: UnitOfWork(Actor.system(tenant.id), now=now), tenant.id)


def bodies_of(tenant, *kinds):
    """What stands in the ledger, in its order."""
    rows = in_unit(
        tenant, lambda uow: uow.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)).all()
    )
    return [json.loads(row.body) for row in rows if not kinds or row.kind in kinds]


def kinds_of(tenant):
    return [body["kind"] for body in bodies_of(tenant)]


def days_of(tenant):
    return in_unit(tenant, lambda uow: uow.session.scalars(select(LedgerDay).order_by(LedgerDay.day)).all())


def waiting(tenant):
    """How many notes wait."""
    return in_unit(tenant, lambda uow: uow.session.scalar(select(func.count()).select_from(EvidenceNote)))


def checked(tenant, **over):
    """What `verify` finds."""
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        read_one_state(uow)
        return verify(uow, tenant.id, **over)


def bpo(database, settings, redis_url, *arguments):
    """A command of ours, as another program calls it."""
    environment = {
        **os.environ,
        "BPO_HOME": str(settings.home),
        "DATABASE_URL": database[0],
        "DATABASE_APP_URL": database[1],
        "REDIS_URL": redis_url,
    }
    return run_forked(command, arguments, cwd=settings.home, env=environment)
