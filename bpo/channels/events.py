"""News of the channels."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from bpo.core.events import Event


@dataclass(frozen=True)
class InboundReceived(Event):
    """A brand has raw events waiting; one row of work stands for any number of them."""

    name: ClassVar[str] = "channels.inbound_received"


@dataclass(frozen=True)
class ImportRequested(Event):
    """A file was uploaded on a page and waits in its run to be imported."""

    name: ClassVar[str] = "channels.import_requested"
    run_id: UUID
