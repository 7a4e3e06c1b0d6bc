"""News of the conversations: what ended, and what was decided by people who do not see the vendor's own rows."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from bpo.core.events import Event


@dataclass(frozen=True)
class ApprovalDecided(Event):
    """The client decided on a draft; what follows is done by the system, for which the draft exists."""

    name: ClassVar[str] = "conversations.approval_decided"
    approval_id: UUID


@dataclass(frozen=True)
class HandoffAnswered(Event):
    """A department answered; whoever asked is to be told."""

    name: ClassVar[str] = "conversations.handoff_answered"
    handoff_id: UUID


@dataclass(frozen=True)
class ExclusionDecided(Event):
    """The client decided what is left out of measurement; the clocks follow, and the vendor is told."""

    name: ClassVar[str] = "conversations.exclusion_decided"
    exclusion_id: UUID


@dataclass(frozen=True)
class EpisodeClosed(Event):
    """A conversation was closed: what the customer came with is settled, as far as anybody knows."""

    name: ClassVar[str] = "conversations.episode_closed"
    conversation_id: UUID


@dataclass(frozen=True)
class ErasureAsked(Event):
    """Somebody asked for a customer to be erased."""

    name: ClassVar[str] = "conversations.erasure_asked"
    erasure_id: UUID


@dataclass(frozen=True)
class CustomerErased(Event):
    """Names and texts of a customer are gone."""

    name: ClassVar[str] = "conversations.customer_erased"
    customer_id: UUID
