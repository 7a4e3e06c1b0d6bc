"""The facts of one conversation, derived from its evidence: turns and episodes with their clocks.

A clock is measured by the versions that its first message pinned, whatever has been agreed since. The
same function serves intake and replay, so a stored fact can always be made again and compared. What is made for
every message is a named tuple: a frozen dataclass takes three times as long to make. Ids are only compared and put in order, so the ledger's, which
are text, serve as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from bpo.conversations.rules.clocks import measure
from bpo.conversations.rules.fold import (
    ClockKind,
    Closing,
    Dismissal,
    Episode,
    Outcome,
    Turn,
    fold,
)
from bpo.conversations.rules.waits import ClientAsked, ClientDecided, Wait, pauses_of, waits_of
from bpo.core.vocabulary import Direction
from bpo.tenants.rules.working_time import WorkingTime

Act = Dismissal | Closing | ClientAsked | ClientDecided


class Evidence(NamedTuple):
    """What one message says about time, with the versions it pinned."""

    id: UUID
    external_id: str
    at: datetime
    direction: Direction
    automatic: bool
    service_level_id: UUID | None
    calendar_id: UUID | None
    agent: str | None
    language: str | None = None
    part_no: int | None = None

    @property
    def continues(self) -> bool:
        """Whether it is a later part of a reply, as of a `MessageMoment`."""
        return self.part_no is not None and self.part_no > 1


@dataclass(frozen=True, slots=True)
class Terms:
    """How clocks are measured: targets of a version of a service level, hours of a version of a calendar."""

    target: Callable[[UUID | None, ClockKind], timedelta | None]
    working_time: Callable[[UUID | None], WorkingTime]


class TurnFact(NamedTuple):
    """A turn and its response clock; `worked_us` are microseconds of working time up to its stop."""

    id: UUID
    episode_no: int
    kind: ClockKind
    message_count: int
    started_at: datetime
    service_level_id: UUID | None
    calendar_id: UUID | None
    due_at: datetime | None
    outcome: Outcome
    stopped_at: datetime | None
    stopped_by: UUID | None
    worked_us: int | None
    answered_by: str | None
    language: str | None
    again_at: datetime | None


class EpisodeFact(NamedTuple):
    """An episode, its resolution clock, and what the customer said in it: how often, and when last."""

    id: UUID
    episode_no: int
    opened_at: datetime
    service_level_id: UUID | None
    calendar_id: UUID | None
    due_at: datetime | None
    closed_at: datetime | None
    worked_us: int | None
    said_count: int
    last_said_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenTurns:
    """What waits in a conversation: its customer messages, in their order, and the clock that ends first.

    `answered_at` is when the customer was last answered before.
    """

    message_ids: tuple[UUID, ...]
    since: datetime
    due_at: datetime | None
    kind: ClockKind
    target: timedelta | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    turns: tuple[TurnFact, ...]
    episodes: tuple[EpisodeFact, ...]


def derive_facts(messages: Sequence[Evidence], acts: Iterable[Act] = (), *, terms: Terms) -> Facts:
    """Turns and episodes of one conversation; waiting for the client pauses the clocks of its turns."""
    acts = list(acts)
    waits = waits_of(acts)
    by_id = {message.id: message for message in messages}
    folded = fold([*messages, *(act for act in acts if isinstance(act, Dismissal | Closing))])
    return Facts(
        turns=tuple(_turn_fact(turn, by_id, terms, waits) for turn in folded.turns),
        episodes=tuple(
            _episode_fact(episode, by_id, terms, said)
            for episode, said in zip(folded.episodes, _said_in(folded.episodes, messages), strict=True)
        ),
    )


def find_open(messages: Sequence[Evidence], facts: Facts, *, terms: Terms) -> OpenTurns | None:
    """What waits, from the evidence in its order and the facts derived from it; None where nothing does."""
    turns = [turn for turn in facts.turns if turn.outcome is Outcome.OPEN]
    if not turns:
        return None
    said = [message.id for message in messages if message.direction is Direction.IN and not message.automatic]
    starts = {turn.id: said.index(turn.id) for turn in turns}
    waiting = [
        message_id
        for turn in turns
        for message_id in said[starts[turn.id] : starts[turn.id] + turn.message_count]
    ]
    first = min(turns, key=lambda turn: (turn.due_at is None, turn.due_at or turn.started_at))
    answered = [turn.stopped_at for turn in facts.turns if turn.outcome is Outcome.ANSWERED]
    return OpenTurns(
        message_ids=tuple(waiting),
        since=min(turn.started_at for turn in turns),
        due_at=first.due_at,
        kind=first.kind,
        target=terms.target(first.service_level_id, first.kind),
        answered_at=max((at for at in answered if at is not None), default=None),
    )


def _turn_fact(turn: Turn, messages: dict[UUID, Evidence], terms: Terms, waits: Sequence[Wait]) -> TurnFact:
    first = messages[turn.first_message_id]
    clock = measure(
        turn.started_at,
        turn.stopped_at,
        target=terms.target(first.service_level_id, turn.kind),
        working_time=terms.working_time(first.calendar_id),
        pauses=pauses_of(turn.started_at, turn.stopped_at, waits),
    )
    reply = messages.get(turn.stopped_by) if turn.stopped_by else None
    return TurnFact(
        id=turn.first_message_id,
        episode_no=turn.episode_no,
        kind=turn.kind,
        message_count=turn.message_count,
        started_at=turn.started_at,
        service_level_id=first.service_level_id,
        calendar_id=first.calendar_id,
        due_at=clock.due_at,
        outcome=turn.outcome,
        stopped_at=turn.stopped_at,
        stopped_by=turn.stopped_by,
        worked_us=microseconds(clock.worked),
        answered_by=reply.agent if reply else None,
        language=first.language,
        again_at=turn.again_at,
    )


def _said_in(episodes: Sequence[Episode], messages: Iterable[Evidence]) -> list[list[datetime]]:
    """When the customer wrote, by episode: instants tell, what is of the instant of a closing was before it."""
    said: list[list[datetime]] = [[] for _ in episodes]
    for message in messages:
        if message.direction is Direction.IN and not message.automatic:
            opened = [n for n, episode in enumerate(episodes) if episode.opened_at <= message.at]
            if opened:
                said[opened[-1]].append(message.at)
    return said


def _episode_fact(
    episode: Episode, messages: dict[UUID, Evidence], terms: Terms, said: Sequence[datetime]
) -> EpisodeFact:
    first = messages.get(episode.first_customer_message_id) if episode.first_customer_message_id else None
    level = first.service_level_id if first else None
    calendar = first.calendar_id if first else None
    clock = measure(
        episode.opened_at,
        episode.closed_at,
        target=terms.target(level, ClockKind.RESOLUTION),
        working_time=terms.working_time(calendar),
        pauses=episode.waits,
    )
    return EpisodeFact(
        id=episode.opened_by,
        episode_no=episode.no,
        opened_at=episode.opened_at,
        service_level_id=level,
        calendar_id=calendar,
        due_at=clock.due_at,
        closed_at=episode.closed_at,
        worked_us=microseconds(clock.worked),
        said_count=len(said),
        last_said_at=max(said, default=None),
    )


def microseconds(duration: timedelta | None) -> int | None:
    """Whole microseconds, as facts keep durations."""
    return None if duration is None else duration // timedelta(microseconds=1)
