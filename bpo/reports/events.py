"""News of reports: ids only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from bpo.core.events import Event


@dataclass(frozen=True)
class MonthSealed(Event):
    """A month was accepted and sealed; what it is compared by is to be given."""

    name: ClassVar[str] = "reports.month_sealed"
    snapshot_id: UUID


@dataclass(frozen=True)
class MonthCommented(Event):
    """Somebody said something about a month; the other side is to be told."""

    name: ClassVar[str] = "reports.month_commented"
    comment_id: UUID


@dataclass(frozen=True)
class MonthRefused(Event):
    """The client refused a signed month; who signs for the vendor is to be told."""

    name: ClassVar[str] = "reports.month_refused"
    snapshot_id: UUID
