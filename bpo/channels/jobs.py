"""What the channels do off the request.

An uploaded file is imported by `conversations`; here it is seen to that no file waits for ever: an import
that has not ended after a day (its job failed too often) is called failed, and its bytes go.
"""

from datetime import timedelta
from uuid import UUID

from bpo.channels.events import ImportRequested
from bpo.channels.operations import give_up_import
from bpo.channels.queries import get_import
from bpo.core.queue import job, on
from bpo.core.schedule import every
from bpo.core.uow import UnitOfWork

LONGEST_IMPORT = timedelta(days=1)
SWEEP = timedelta(seconds=15)
GIVE_UP = "channels.jobs.give_up"


@on(ImportRequested, queue="slow")
def watch_import(uow: UnitOfWork, tenant_id: str, run_id: str) -> None:
    """Look again when it must be over."""
    payload = {"tenant_id": tenant_id, "run_id": run_id}
    uow.defer(GIVE_UP, tenant_id=UUID(tenant_id), payload=payload, run_after=uow.now + LONGEST_IMPORT)


@job("slow")
def give_up(uow: UnitOfWork, tenant_id: str, run_id: str) -> None:  # noqa: ARG001 -- the payload's names
    """End an import that did not end by itself."""
    give_up_import(uow, get_import(uow, UUID(run_id)))


@job("delivery")
def deliver(uow: UnitOfWork, tenant_id: str, delivery_id: str) -> None:
    """No account is connected yet: what was queued waits in its row."""


@every(SWEEP, queue_name="delivery")
def sweep_deliveries(uow: UnitOfWork, tenant_id: str) -> None:
    """The same for all that waits."""
