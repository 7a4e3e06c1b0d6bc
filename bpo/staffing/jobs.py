"""What staffing does by itself: telling people in time that a certification ends, or that hours are not covered."""

from datetime import timedelta
from uuid import UUID

from bpo.core.schedule import every
from bpo.core.uow import UnitOfWork
from bpo.staffing.operations import tell_of_endings, tell_of_holes
from bpo.tenants.queries import list_tenants


@every(timedelta(hours=6), queue_name="slow")
def warn_of_endings(uow: UnitOfWork, tenant_id: str) -> None:
    """Tell each responder, and who staffs the brand, once, two weeks before a certification ends."""
    tell_of_endings(uow, UUID(tenant_id))


@every(timedelta(hours=6), queue_name="slow")
def warn_of_holes(uow: UnitOfWork, tenant_id: str) -> None:  # noqa: ARG001 -- the unit's scope is the brand
    """Tell whoever staffs the brand, once a day, of holes in the week to come."""
    for tenant in list_tenants(uow):
        tell_of_holes(uow, tenant)
