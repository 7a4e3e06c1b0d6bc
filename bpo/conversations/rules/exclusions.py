"""Exclusions that the client approved, as the response clocks take them.

An exclusion takes a stretch of time out of the clocks of turns, as a pause, or whole turns out of measurement. Time is
of all accounts of the brand, of some, or of certain turns alone. What an exclusion changes of a turn stands beside
the turn's own facts, so that every figure is given with exclusions and without. Being left out of measurement is
no leave not to answer: the queue and its due times know nothing of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bpo.conversations.rules.clocks import measure
from bpo.conversations.rules.facts import Act, Facts, Terms, TurnFact, microseconds
from bpo.conversations.rules.fold import Outcome
from bpo.conversations.rules.waits import Wait, pauses_of, waits_of
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.tenants.rules.working_time import Pause, SegmentKind

MOST_TURNS = 5000  # that one exclusion names
LONGEST_WHY = 2000


class ExclusionKind(StrEnum):
    OUTAGE = "outage"
    SPAM_FLOOD = "spam_flood"
    DUPLICATE = "duplicate"
    CLIENT_DELAY = "client_delay"
    OTHER = "other"


class ExclusionState(StrEnum):
    FOUND = "found"  # noted, or found by the system; the client sees nothing of it
    DROPPED = "dropped"
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


REASONS: dict[ExclusionKind, str] = {
    ExclusionKind.OUTAGE: N_("Excluded: the network was down"),
    ExclusionKind.SPAM_FLOOD: N_("Excluded: a flood of spam"),
    ExclusionKind.DUPLICATE: N_("Excluded: said twice"),
    ExclusionKind.CLIENT_DELAY: N_("Excluded: the brand answered late"),
    ExclusionKind.OTHER: N_("Excluded, as agreed with the brand"),
}


@dataclass(frozen=True, slots=True)
class Excluded:
    """What is left out: of which accounts and turns (None: all), and which stretch; None: these turns as a whole."""

    id: UUID
    kind: ExclusionKind
    accounts: frozenset[UUID] | None
    turns: frozenset[UUID] | None
    time: tuple[datetime, datetime] | None

    def concerns(self, turn_id: UUID, account_id: UUID) -> bool:
        """Whether a turn is among those it is about, whatever its time."""
        return (self.accounts is None or account_id in self.accounts) and (
            self.turns is None or turn_id in self.turns
        )


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What approved exclusions make of a turn's clock; bears the turn's id."""

    id: UUID
    is_out: bool
    due_at: datetime | None
    worked_us: int | None


def check_shape(
    *, starts_at: datetime | None, ends_at: datetime | None, turns: Sequence[UUID] | None, now: datetime
) -> None:
    """Invalid unless it takes out a stretch of the past, or certain turns."""
    if (starts_at is None) != (ends_at is None) or (starts_at is None and not turns):
        fault = Fault("starts_at", N_("Say from when until when, or which turns."))
        raise Invalid(N_("Say from when until when, or which turns."), faults=(fault,))
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        fault = Fault("ends_at", N_("The end must be after the beginning."))
        raise Invalid(N_("The end must be after the beginning."), faults=(fault,))
    if ends_at is not None and ends_at > now:
        fault = Fault("ends_at", N_("Only what is over can be excluded."))
        raise Invalid(N_("Only what is over can be excluded."), faults=(fault,))
    if turns is not None and len(turns) > MOST_TURNS:
        fault = Fault("turns", N_("An exclusion names at most 5,000 turns."))
        raise Invalid(N_("An exclusion names at most 5,000 turns."), faults=(fault,))


def adjust(
    fact: TurnFact,
    *,
    account_id: UUID,
    waits: Sequence[Wait],
    exclusions: Iterable[Excluded],
    terms: Terms,
) -> Adjustment | None:
    """The turn's clock with what was excluded; None where nothing of it is changed."""
    mine = [one for one in exclusions if one.concerns(fact.id, account_id)]
    if any(one.time is None for one in mine):
        return Adjustment(fact.id, is_out=True, due_at=fact.due_at, worked_us=fact.worked_us)
    pauses = exclusion_pauses(mine, before=fact.stopped_at)
    if not pauses:
        return None
    clock = measure(
        fact.started_at,
        fact.stopped_at,
        target=terms.target(fact.service_level_id, fact.kind),
        working_time=terms.working_time(fact.calendar_id),
        pauses=(*pauses_of(fact.started_at, fact.stopped_at, waits), *pauses),
    )
    worked_us = microseconds(clock.worked)
    if (clock.due_at, worked_us) == (fact.due_at, fact.worked_us):
        return None
    return Adjustment(fact.id, is_out=False, due_at=clock.due_at, worked_us=worked_us)


def adjust_all(
    facts: Facts, acts: Iterable[Act], *, account_id: UUID, exclusions: Sequence[Excluded], terms: Terms
) -> dict[UUID, Adjustment]:
    """What exclusions make of the turns of one conversation, of those that they change."""
    if not exclusions:
        return {}
    waits = waits_of(acts)
    found = (
        adjust(turn, account_id=account_id, waits=waits, exclusions=exclusions, terms=terms)
        for turn in facts.turns
    )
    return {one.id: one for one in found if one is not None}


def exclusion_pauses(exclusions: Iterable[Excluded], *, before: datetime | None) -> tuple[Pause, ...]:
    """The stretches that are left out, as pauses of a clock that stopped at `before`: what came later changes nothing."""
    return tuple(
        Pause(*one.time, REASONS[one.kind], SegmentKind.EXCLUDED)
        for one in exclusions
        if one.time is not None and (before is None or one.time[0] < before)
    )


def adjusted(fact: TurnFact, adjustment: Adjustment | None) -> TurnFact:
    """The turn as it counts with exclusions."""
    if adjustment is None:
        return fact
    if adjustment.is_out:
        return fact._replace(outcome=Outcome.EXCLUDED)
    return fact._replace(due_at=adjustment.due_at, worked_us=adjustment.worked_us)
