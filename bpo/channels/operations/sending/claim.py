"""A delivery in hand."""

from dataclasses import dataclass
from uuid import UUID

from bpo.channels.adapters import Connected
from bpo.channels.adapters.base import Outbound
from bpo.channels.rules.capabilities import Capabilities
from bpo.channels.rules.deliveries import Step


class WithheldError(Exception):
    """Just before writing: the lease is over, or sending was stopped."""


@dataclass(frozen=True)
class Claim:
    """A delivery in hand, with all that is needed while no unit is open."""

    tenant_id: UUID
    delivery_id: UUID
    account_id: UUID
    fence: int
    step: Step
    out: Outbound
    connected: Connected
    capabilities: Capabilities
    attempt_id: UUID | None = None
