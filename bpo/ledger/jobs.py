"""The sealer follows the commits of every brand, by itself."""

from datetime import timedelta
from uuid import UUID

from bpo.core.schedule import every
from bpo.core.uow import OpenUnit
from bpo.ledger.operations.sealing import follow_all

BATCHES_AT_ONCE = 20  # then others may have the worker
SEALING = "ledger.jobs.follow_commits"


@every(timedelta(seconds=20), queue_name="slow", units="own")
def follow_commits(open_unit: OpenUnit, tenant_id: str) -> None:
    """Enter what changed in the brand's evidence; where much waits, the others by a job after it."""
    if follow_all(open_unit, UUID(tenant_id), batches=BATCHES_AT_ONCE):
        with open_unit() as uow:
            uow.defer(SEALING, tenant_id=UUID(tenant_id), payload={"tenant_id": tenant_id})
