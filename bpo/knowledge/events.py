"""News of what is at hand."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from bpo.core.events import Event


@dataclass(frozen=True)
class CampaignSaved(Event):
    """A campaign was added or changed: who answers for the brand is to know of it when it begins."""

    name: ClassVar[str] = "knowledge.campaign_saved"
    campaign_id: UUID
