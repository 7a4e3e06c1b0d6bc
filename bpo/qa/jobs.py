"""What quality does by itself: drawing what is to be reviewed."""

from datetime import timedelta
from uuid import UUID

from bpo.core.schedule import every
from bpo.core.uow import UnitOfWork
from bpo.qa.operations.sampling import draw_due


@every(timedelta(hours=1), queue_name="slow")
def draw_samples(uow: UnitOfWork, tenant_id: str) -> None:
    """Draw from yesterday's work once the brand's day is over; until then, and a second time, nothing."""
    draw_due(uow, UUID(tenant_id))
