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


@dataclass(frozen=True)
class DeliverySucceeded(Event):
    """A reply stands on its network."""

    name: ClassVar[str] = "channels.delivery_succeeded"
    delivery_id: UUID


@dataclass(frozen=True)
class DeliveryFailed(Event):
    """A reply was given up or taken back: it certainly does not stand on its network."""

    name: ClassVar[str] = "channels.delivery_failed"
    delivery_id: UUID


@dataclass(frozen=True)
class DeliveryUnknown(Event):
    """Nobody but a person can tell whether a reply stands on its network."""

    name: ClassVar[str] = "channels.delivery_unknown"
    delivery_id: UUID
