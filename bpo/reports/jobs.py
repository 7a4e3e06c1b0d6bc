"""What reports do by themselves: closing months, computing what somebody asked for, telling of refusals."""

from datetime import timedelta
from uuid import UUID

from bpo.core.errors import Conflict
from bpo.core.queue import job, on
from bpo.core.schedule import every
from bpo.core.uow import UnitOfWork
from bpo.reports.events import MonthRefused
from bpo.reports.models import Snapshot
from bpo.reports.operations.acceptance import keep_deadlines
from bpo.reports.operations.months import close_last_month, prepare_month, tell_of_refusal
from bpo.reports.rules.months import find_month
from bpo.tenants.models import Tenant


@every(timedelta(hours=1), queue_name="slow")
def close_months(uow: UnitOfWork, tenant_id: str) -> None:
    """Prepare the report of a month that has ended, and tell who signs it."""
    close_last_month(uow, uow.session.get_one(Tenant, UUID(tenant_id)))


@every(timedelta(hours=1), queue_name="slow")
def keep_acceptance(uow: UnitOfWork, tenant_id: str) -> None:
    """Remind of signed months, and accept those whose agreed days have passed."""
    keep_deadlines(uow, uow.session.get_one(Tenant, UUID(tenant_id)))


@job("slow")
def prepare(uow: UnitOfWork, tenant_id: str, month: str) -> None:
    """Compute a month; nothing where it has been signed meanwhile."""
    tenant = uow.session.get_one(Tenant, UUID(tenant_id))
    period = find_month(month, tenant.time_zone)
    if period is None:
        return
    try:
        prepare_month(uow, tenant, period)
    except Conflict:
        return


@on(MonthRefused, queue="intake")
def tell_signers(uow: UnitOfWork, tenant_id: str, snapshot_id: str) -> None:
    """The client refused a month: who signs is told."""
    tenant = uow.session.get_one(Tenant, UUID(tenant_id))
    tell_of_refusal(uow, tenant, uow.session.get_one(Snapshot, (tenant.id, UUID(snapshot_id))))
