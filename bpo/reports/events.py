"""News of reports: ids only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from bpo.core.events import Event


@dataclass(frozen=True)
class MonthRefused(Event):
    """The client refused a signed month; who signs for the vendor is to be told."""

    name: ClassVar[str] = "reports.month_refused"
    snapshot_id: UUID
