"""News of identity."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from bpo.core.events import Event


@dataclass(frozen=True)
class NotificationMade(Event):
    """Somebody who wants to hear it by their webhook was told something."""

    name: ClassVar[str] = "identity.notification_made"
    notification_id: UUID
