"""Waiting for the client: from asking their approver to their decision, a pause of the response clocks.

A wait pauses the clocks of the turns that were open when the client was asked, from that instant until the
decision, exactly: what the customer asks for later, after an answer that came another way, does not wait
for the client. A decision that has not come pauses without an end; one due time still serves every `as_of`,
because only what had not run out before the wait is moved by it.

A colleague's approval is the vendor's own time and pauses nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bpo.core.i18n import N_
from bpo.tenants.rules.working_time import Pause

WAITING_FOR_CLIENT = N_("Waiting for the client's approval")


@dataclass(frozen=True, slots=True)
class ClientAsked:
    """The client's approver was asked; `subject` is the approval."""

    id: UUID
    at: datetime
    subject: UUID


@dataclass(frozen=True, slots=True)
class ClientDecided:
    """The wait is over: decided, timed out or taken back."""

    id: UUID
    at: datetime
    subject: UUID


@dataclass(frozen=True, slots=True)
class Wait:
    """From asking to deciding; `decided_at` is None while nobody has decided."""

    asked_at: datetime
    decided_at: datetime | None


def waits_of(acts: Iterable[object]) -> tuple[Wait, ...]:
    """The waits among what people did, in their order; other acts are passed over."""
    asked: dict[UUID, datetime] = {}
    decided: dict[UUID, datetime] = {}
    for act in acts:
        if isinstance(act, ClientAsked):
            asked[act.subject] = min(act.at, asked.get(act.subject, act.at))
        elif isinstance(act, ClientDecided):
            decided[act.subject] = min(act.at, decided.get(act.subject, act.at))
    waits = (Wait(at, decided.get(subject)) for subject, at in asked.items())
    return tuple(sorted(waits, key=lambda wait: (wait.asked_at, wait.decided_at is None, wait.decided_at)))


def pauses_of(started_at: datetime, stopped_at: datetime | None, waits: Sequence[Wait]) -> tuple[Pause, ...]:
    """The pauses of a turn's clock: the waits that began while it was open."""
    return tuple(
        Pause(wait.asked_at, wait.decided_at, WAITING_FOR_CLIENT)
        for wait in waits
        if started_at <= wait.asked_at and (stopped_at is None or wait.asked_at < stopped_at)
    )
