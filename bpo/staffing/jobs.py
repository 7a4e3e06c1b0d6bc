"""What staffing does by itself: telling people in time that a certification ends."""

from datetime import timedelta
from uuid import UUID

from bpo.core.schedule import every
from bpo.core.uow import UnitOfWork
from bpo.staffing.operations import tell_of_endings


@every(timedelta(hours=6), queue_name="slow")
def warn_of_endings(uow: UnitOfWork, tenant_id: str) -> None:
    """Tell each responder, and who staffs the brand, once, two weeks before a certification ends."""
    tell_of_endings(uow, UUID(tenant_id))
