"""News of the channels."""

from dataclasses import dataclass
from typing import ClassVar

from bpo.core.events import Event


@dataclass(frozen=True)
class InboundReceived(Event):
    """A brand has raw events waiting; one row of work stands for any number of them."""

    name: ClassVar[str] = "channels.inbound_received"
