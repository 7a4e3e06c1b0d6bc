"""What guides do off the request: running a trial, and forgetting the lists of old ones."""

from datetime import timedelta
from uuid import UUID

from bpo.core.queue import job
from bpo.core.schedule import every
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.guides.operations.trials import RUN_JOB, forget_lists, run_trial

BATCHES_AT_ONCE = 40  # then others may have the worker


@job("slow", units="own")
def run(open_unit: OpenUnit, tenant_id: str, trial_id: str) -> None:
    """Go on with a trial; where much is left, the rest by a job after it."""
    if run_trial(open_unit, UUID(tenant_id), UUID(trial_id), batches=BATCHES_AT_ONCE):
        with open_unit() as uow:
            payload = {"tenant_id": tenant_id, "trial_id": trial_id}
            uow.defer(RUN_JOB, tenant_id=UUID(tenant_id), payload=payload)


@every(timedelta(days=1), queue_name="slow")
def forget(uow: UnitOfWork, tenant_id: str) -> None:
    """Forget which replies old trials listed."""
    forget_lists(uow, UUID(tenant_id))
