"""From entries to facts: terms of the versions that were entered, and one conversation's turns and episodes.

The rules are those of intake (`conversations.rules.facts`): a fact is never derived in two ways. Only what they are given
comes from entries alone.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from bpo.conversations.rules.exclusions import Excluded, ExclusionKind, adjust_all, adjusted
from bpo.conversations.rules.facts import Act, EpisodeFact, Evidence, Facts, Terms, TurnFact, derive_facts
from bpo.conversations.rules.fold import ClockKind, Closing, Dismissal
from bpo.conversations.rules.waits import ClientAsked, ClientDecided
from bpo.core.vocabulary import Direction
from bpo.ledger.rules.bodies import EPOCH, ReadMessage, instant, read_message
from bpo.tenants.rules.calendar import calendar_from_spec
from bpo.tenants.rules.service_levels import ServiceLevelTerms
from bpo.tenants.rules.working_time import WorkingTime

Said = Mapping[str, Any]
Entered = tuple[str, str]  # kind, body
DIRECTIONS = {direction.value: direction for direction in Direction}
TURN = (
    *("id", "account", "episode_no", "kind", "message_count", "started_at", "level", "calendar", "due_at"),
    *("outcome", "stopped_at", "stopped_by", "worked_us", "answered_by", "language", "again_at"),
)
EPISODE = (
    *("id", "account", "episode_no", "opened_at", "level", "calendar", "due_at", "closed_at", "worked_us"),
    *("said_count", "last_said_at"),
)


@dataclass(slots=True)
class Versions:
    """The versions of service levels and calendars that were entered, and what was agreed to be left out."""

    levels: dict[UUID, ServiceLevelTerms] = field(default_factory=dict)
    calendars: dict[UUID, WorkingTime] = field(default_factory=dict)
    exclusions: list[Excluded] = field(default_factory=list)

    def add(self, kind: str, said: Said) -> None:
        """Read one entry; a level bears its name's keyed hash."""
        version_id = cast("UUID", said["subject"])
        if kind == "exclusion":
            self.exclusions.append(_excluded(said))
            return
        if kind == "calendar":
            terms = said["terms"]
            spec = {**terms, "holidays": None, "holiday_dates": dict.fromkeys(terms["holidays"], "")}
            self.calendars[version_id] = WorkingTime(calendar_from_spec(spec))
            return
        self.levels[version_id] = ServiceLevelTerms(
            id=version_id,
            name=said["name"],
            when={},
            first_response=_seconds(said["first_response"]),
            next_response=_seconds(said["next_response"]),
            resolution=_seconds(said["resolution"]),
            calendar="",
        )

    def terms(self, always: WorkingTime) -> Terms:
        """How clocks are measured by them."""
        targets = {
            (level_id, kind): getattr(level, kind.value)
            for level_id, level in self.levels.items()
            for kind in ClockKind
        }

        def working_time(calendar_id: UUID | None) -> WorkingTime:
            return always if calendar_id is None else self.calendars[calendar_id]

        def target(level_id: UUID | None, kind: ClockKind) -> timedelta | None:
            return None if level_id is None else targets[level_id, kind]

        return Terms(target=target, working_time=working_time)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One conversation as its entries tell it; `seen` are its facts from what had been by the instant of a report.

    `counted` are the turns of these as they count with exclusions.
    """

    conversation: str
    account: str
    facts: Facts
    seen: Facts
    counted: Sequence[TurnFact]


class Reader:
    """Reads entries of conversations. Ids stay the text that they are: the rules only compare and order them."""

    def __init__(
        self, versions: Versions, always: WorkingTime, arrived: Mapping[str, bool], *, as_of: datetime
    ) -> None:
        self.terms = versions.terms(always)
        self.exclusions = versions.exclusions
        self.as_of = as_of
        self.lost = {subject for subject, has_arrived in arrived.items() if not has_arrived}

    def read(self, conversation: str, entries: Iterable[Entered]) -> Replayed | None:
        """The facts of one conversation, from all that was entered of it; None without a message."""
        places: dict[str, str] = {}
        acts: list[Act] = []
        said = []
        for kind, body in entries:
            if kind == "message":
                said.append(read_message(body))
            elif kind == "act":
                acts.append(_act(parsed(body)))
            else:
                places.update((message, str(n)) for n, message in enumerate(parsed(body)["messages"]))
        if not said:
            return None
        evidence = [self._evidence(one, places) for one in said]
        facts = seen = derive_facts(evidence, acts, terms=self.terms)
        latest = max([one.at for one in evidence] + [act.at for act in acts])
        if latest > self.as_of:
            known = [one for one in evidence if one.at <= self.as_of]
            acts = [act for act in acts if act.at <= self.as_of]
            seen = derive_facts(known, acts, terms=self.terms)
        account = said[-1][0]
        changed = adjust_all(
            seen, acts, account_id=cast("UUID", account), exclusions=self.exclusions, terms=self.terms
        )
        counted = [adjusted(turn, changed.get(turn.id)) for turn in seen.turns] if changed else seen.turns
        return Replayed(conversation, account, facts, seen, counted)

    def _evidence(self, said: ReadMessage, places: Mapping[str, str]) -> Evidence:
        _account, agent, at, automatic, calendar, direction, language, level, part, subject = said
        return Evidence(
            cast("UUID", subject),
            places.get(subject, subject),  # the order within an instant, and nothing else
            EPOCH + timedelta(0, 0, int(at)),
            DIRECTIONS[direction],
            automatic is not None or subject in self.lost,
            cast("UUID | None", level),
            cast("UUID | None", calendar),
            agent,
            language,
            None if part is None else int(part),
        )


def turn_values(account: str, fact: TurnFact) -> tuple[Any, ...]:
    """A turn as it is compared: in the order of TURN."""
    return (fact.id, account, *fact[1:])


def episode_values(account: str, fact: EpisodeFact) -> tuple[Any, ...]:
    """An episode as it is compared: in the order of EPISODE."""
    return (fact.id, account, *fact[1:])


def differing_facts(
    what: str, names: Sequence[str], stored: Iterable[tuple[Any, ...]], made: Iterable[tuple[Any, ...]]
) -> str | None:
    """In what the stored facts of a conversation are not those that follow from its entries; None where they are."""
    kept = {row[0]: row for row in stored}
    derived = {row[0]: row for row in made}
    if kept == derived:
        return None
    for one in sorted({*kept, *derived}):
        if one not in derived:
            return f"the {what} {one} is stored and follows from no entry"
        if one not in kept:
            return f"the {what} {one} follows from the entries and is not stored"
        for name, is_stored, follows in zip(names, kept[one], derived[one], strict=True):
            if is_stored != follows:
                return f"the {what} {one}: {name} is stored as {_shown(is_stored)} and follows as {_shown(follows)}"
    return None


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _excluded(one: Said) -> Excluded:
    accounts, turns = (None if one[key] is None else frozenset(one[key]) for key in ("accounts", "turns"))
    time = None if one["from"] is None else (instant(one["from"]), instant(one["until"]))
    return Excluded(cast("UUID", one["subject"]), ExclusionKind(one["why"]), accounts, turns, time)


def _act(one: Said) -> Act:
    act_id, at = cast("UUID", one["subject"]), instant(one["at"])
    if one["about"] is not None:
        kind: Callable[[UUID, Any, UUID], Act] = (
            ClientAsked if one["act"] == "client_asked" else ClientDecided
        )
        return kind(act_id, at, one["about"])
    return Closing(act_id, at) if one["act"] == "closed" else Dismissal(act_id, at, one["reason"] or "")


def _seconds(value: int | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=value)


def parsed(body: str) -> Said:
    """What a body says."""
    said: Said = json.loads(body)
    return said
