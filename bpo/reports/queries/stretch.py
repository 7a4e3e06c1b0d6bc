"""A stretch of time of one brand, as seen at an instant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time of one brand, as seen at an instant; hours are those of the zone."""

    tenant_id: UUID
    start: datetime
    end: datetime
    as_of: datetime
    time_zone: str

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of texts that count in it."""
        return {"tenant": self.tenant_id, "start": self.start, "end": self.end, "as_of": self.as_of}
