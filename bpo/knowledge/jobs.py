"""What follows from the calendar: those who answer for the brand hear of what presses, when it begins."""

from uuid import UUID

from bpo.core.queue import job, on
from bpo.core.uow import UnitOfWork
from bpo.knowledge.events import CampaignSaved
from bpo.knowledge.operations import tell_of_campaign
from bpo.knowledge.queries import find_campaign

TELL = "knowledge.jobs.tell_of_beginning"


@on(CampaignSaved, queue="slow")
def wait_for_beginning(uow: UnitOfWork, tenant_id: str, campaign_id: str) -> None:
    """Tell at once, or when it begins."""
    found = find_campaign(uow, UUID(tenant_id), UUID(campaign_id))
    if found is not None:
        payload = {
            "tenant_id": tenant_id,
            "campaign_id": campaign_id,
            "version": found.changed_at.isoformat(),
        }
        uow.defer(TELL, tenant_id=found.tenant_id, payload=payload, run_after=max(found.starts_at, uow.now))


@job("slow")
def tell_of_beginning(uow: UnitOfWork, tenant_id: str, campaign_id: str, version: str) -> None:
    """Tell of a campaign that stands as it did; of a changed one the change itself tells."""
    found = find_campaign(uow, UUID(tenant_id), UUID(campaign_id))
    if found is not None and found.changed_at.isoformat() == version:
        tell_of_campaign(uow, found)
