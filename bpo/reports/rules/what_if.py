"""A past period by other service levels: what is changed, as plain values, and which turns then end otherwise.

A clock keeps the level that its first message pinned; what is changed is what a level of that name promises, and by
which hours. Nothing else of the evidence is touched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from bpo.conversations.rules.clocks import Verdict
from bpo.conversations.rules.facts import Evidence, Terms, TurnFact
from bpo.conversations.rules.fold import ClockKind
from bpo.reports.rules.reference import Levels, turn_verdict
from bpo.tenants.rules.service_levels import ServiceLevelTerms

TARGETS = tuple(kind.value for kind in ClockKind)


@dataclass(frozen=True, slots=True)
class LevelChange:
    """Other terms of one level. A target that is not named stays, None is no target; so with the hours."""

    targets: Mapping[str, timedelta | None] = field(default_factory=dict)
    changes_hours: bool = False
    calendar_id: UUID | None = None  # None: round the clock


Policy = Mapping[str, LevelChange]  # by the name of a level


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn that ends otherwise."""

    turn_id: UUID
    kind: ClockKind
    started_at: datetime
    before: Verdict
    after: Verdict


def levels_under(levels: Levels, policy: Policy) -> dict[UUID, ServiceLevelTerms]:
    """Every version of the levels as the policy has it."""
    return {
        level_id: _changed(level, policy[level.name]) if level.name in policy else level
        for level_id, level in levels.items()
    }


def _changed(level: ServiceLevelTerms, change: LevelChange) -> ServiceLevelTerms:
    first, later, resolution = (
        change.targets[name] if name in change.targets else getattr(level, name) for name in TARGETS
    )
    return replace(level, first_response=first, next_response=later, resolution=resolution)


def message_under(message: Evidence, *, levels: Levels, policy: Policy) -> Evidence:
    """A message with the hours that it would have pinned."""
    level = levels[message.service_level_id] if message.service_level_id else None
    change = policy.get(level.name) if level else None
    if change is None or not change.changes_hours:
        return message
    return message._replace(calendar_id=change.calendar_id)


def terms_under(terms: Terms, levels: Levels) -> Terms:
    """How clocks are measured by these levels."""

    def target(level_id: UUID | None, kind: ClockKind) -> timedelta | None:
        found: timedelta | None = getattr(levels[level_id], kind.value) if level_id else None
        return found

    return replace(terms, target=target)


def turned(
    before: Iterable[TurnFact],
    after: Iterable[TurnFact],
    *,
    levels: tuple[Levels, Levels],
    as_of: datetime,
) -> list[Turned]:
    """The turns whose verdict is another, the earliest first; both sides are the same turns."""
    said = {turn.id: turn_verdict(turn, as_of=as_of, levels=levels[0]) for turn in before}
    found = [
        Turned(turn.id, turn.kind, turn.started_at, said[turn.id], verdict)
        for turn in after
        if (verdict := turn_verdict(turn, as_of=as_of, levels=levels[1])) is not said[turn.id]
    ]
    return sorted(found, key=lambda one: (one.started_at, one.turn_id))
