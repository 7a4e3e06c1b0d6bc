"""Messages become conversations here, off the request: what a webhook stored, what a page uploaded.

And what the queue does by itself.
"""

from datetime import timedelta
from uuid import UUID

from bpo.channels.events import ImportRequested, InboundReceived
from bpo.conversations.operations.assignment import return_forgotten
from bpo.conversations.operations.facts import mend_queue
from bpo.conversations.operations.received import import_upload, take_in_waiting
from bpo.core.queue import job, on
from bpo.core.schedule import every
from bpo.core.uow import OpenUnit, UnitOfWork

MENDED_AT_ONCE = 1000
IMPORT = "conversations.jobs.import_file"


@on(InboundReceived, queue="intake")
def take_in_received(uow: UnitOfWork, tenant_id: str) -> None:
    """Take in what waits, a batch a unit; what is left is another job."""
    if take_in_waiting(uow, UUID(tenant_id)):
        uow.emit(InboundReceived(UUID(tenant_id)))


@on(ImportRequested, queue="slow")
def begin_import_file(uow: UnitOfWork, tenant_id: str, run_id: str) -> None:
    """A listener has one unit, and an import needs many: leave it to a job of its own."""
    uow.defer(IMPORT, tenant_id=UUID(tenant_id), payload={"tenant_id": tenant_id, "run_id": run_id})


@job("slow", units="own")
def import_file(open_unit: OpenUnit, tenant_id: str, run_id: str) -> None:
    """Import an uploaded file."""
    import_upload(open_unit, UUID(tenant_id), UUID(run_id))


@every(timedelta(hours=1), queue_name="slow", units="own")
def mend_queues(open_unit: OpenUnit, tenant_id: str) -> None:
    """See that the queue holds what waits: at once after an update, and then once an hour."""
    more = True
    while more:
        with open_unit() as uow:
            more = mend_queue(uow, UUID(tenant_id), limit=MENDED_AT_ONCE)


@every(timedelta(seconds=30), queue_name="intake")
def return_claims(uow: UnitOfWork, tenant_id: str) -> None:
    """Return to the queue what was claimed and forgotten, and bring back what was put off until now."""
    return_forgotten(uow, UUID(tenant_id))
