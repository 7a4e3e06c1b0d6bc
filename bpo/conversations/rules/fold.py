"""The episodes and turns of one conversation, folded from what happened in it.

The result depends on the set of moments alone, and what happens later never changes what was: folding
the moments up to an instant gives the same turns, open where they were ended after it. Automatic
messages are nobody's: they open, answer and end nothing; nor do the later parts of a reply, which was written
before what came between them. A brand message answers every turn still
open, whatever it links to, also one left open when its episode was closed.

Whose conversation a message belongs to is in `placement`; targets and due times are in `clocks`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, Protocol
from uuid import UUID

from bpo.conversations.rules.placement import MessageOrder, message_order
from bpo.core.vocabulary import Direction
from bpo.tenants.rules.working_time import Pause

WAITING_FOR_CUSTOMER = "waiting for customer"


class ClockKind(StrEnum):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class Outcome(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"
    CLOSED = "closed"
    EXCLUDED = "excluded"


class MessageMoment(Protocol):
    """A message was posted; `id` is ours, `external_id` the network's and decides at one instant.

    `continues` is a later part of a reply: what was asked meanwhile it does not answer.
    """

    @property
    def id(self) -> UUID: ...
    @property
    def external_id(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def direction(self) -> Direction: ...
    @property
    def automatic(self) -> bool: ...
    @property
    def continues(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A person decided that what is open needs no answer."""

    id: UUID
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The conversation was closed."""

    id: UUID
    at: datetime


Moment = MessageMoment | Dismissal | Closing
_AT = attrgetter("at")


class Turn(NamedTuple):
    """A run of customer messages with no reply in between; `stopped_by` is a message or a dismissal."""

    first_message_id: UUID
    last_message_id: UUID
    message_count: int
    episode_no: int
    kind: ClockKind
    started_at: datetime
    outcome: Outcome = Outcome.OPEN
    stopped_at: datetime | None = None
    stopped_by: UUID | None = None
    reason: str | None = None
    again_at: datetime | None = None  # when the customer wrote for the second time


@dataclass(frozen=True, slots=True)
class Episode:
    """From opening to closing; `no` counts from 1, `waits` is when the customer had the word."""

    no: int
    opened_at: datetime
    opened_by: UUID
    first_customer_message_id: UUID | None = None
    closed_at: datetime | None = None
    waits: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Folded:
    """In the order in which they began."""

    episodes: tuple[Episode, ...]
    turns: tuple[Turn, ...]


@dataclass(slots=True)
class _OpenTurn:
    """A turn being read: its frozen self is made when all is known."""

    messages: list[UUID]
    episode_no: int
    kind: ClockKind
    started_at: datetime
    outcome: Outcome = Outcome.OPEN
    stopped_at: datetime | None = None
    stopped_by: UUID | None = None
    reason: str | None = None
    again_at: datetime | None = None

    def frozen(self) -> Turn:
        return Turn(
            first_message_id=self.messages[0],
            last_message_id=self.messages[-1],
            message_count=len(self.messages),
            episode_no=self.episode_no,
            kind=self.kind,
            started_at=self.started_at,
            outcome=self.outcome,
            stopped_at=self.stopped_at,
            stopped_by=self.stopped_by,
            reason=self.reason,
            again_at=self.again_at,
        )


@dataclass(slots=True)
class _OpenEpisode:
    no: int
    opened_at: datetime
    opened_by: UUID
    first_customer_message_id: UUID | None = None
    closed_at: datetime | None = None
    waiting_since: datetime | None = None
    waits: list[Pause] = field(default_factory=list)

    def customer_wrote(self, message: MessageMoment) -> bool:
        """Note a customer's message; whether it is the episode's first."""
        self.stop_waiting(message.at)
        first = self.first_customer_message_id is None
        if first:
            self.first_customer_message_id = message.id
        return first

    def stop_waiting(self, at: datetime | None) -> None:
        if self.waiting_since is not None and self.waiting_since != at:
            self.waits.append(Pause(self.waiting_since, at, WAITING_FOR_CUSTOMER))
        self.waiting_since = None

    def frozen(self) -> Episode:
        return Episode(
            no=self.no,
            opened_at=self.opened_at,
            opened_by=self.opened_by,
            first_customer_message_id=self.first_customer_message_id,
            closed_at=self.closed_at,
            waits=tuple(self.waits),
        )


class _Reading:
    """What is known after the moments read so far."""

    def __init__(self) -> None:
        self.episodes: list[_OpenEpisode] = []
        self.turns: list[_OpenTurn] = []
        self.unanswered: list[_OpenTurn] = []
        self.episode: _OpenEpisode | None = None  # none before the first message and after a closing
        self.turn: _OpenTurn | None = None  # the one a customer's next message would continue

    def read(self, moment: Moment) -> None:
        if isinstance(moment, Dismissal):
            self._end_turns(Outcome.DISMISSED, moment, reason=moment.reason)
        elif isinstance(moment, Closing):
            self._close(moment)
        elif moment.automatic or moment.continues:
            return
        elif moment.direction is Direction.IN:
            self._customer_wrote(moment)
        else:
            self._brand_wrote(moment)

    def _open_episode(self, message: MessageMoment) -> _OpenEpisode:
        episode = _OpenEpisode(len(self.episodes) + 1, message.at, message.id)
        self.episodes.append(episode)
        self.episode = episode
        return episode

    def _customer_wrote(self, message: MessageMoment) -> None:
        episode = self.episode or self._open_episode(message)
        first = episode.customer_wrote(message)
        if self.turn is not None:
            self.turn.messages.append(message.id)
            if self.turn.again_at is None:
                self.turn.again_at = message.at
            return
        kind = ClockKind.FIRST_RESPONSE if first else ClockKind.NEXT_RESPONSE
        self.turn = _OpenTurn([message.id], episode.no, kind, message.at)
        self.turns.append(self.turn)
        self.unanswered.append(self.turn)

    def _brand_wrote(self, message: MessageMoment) -> None:
        self._end_turns(Outcome.ANSWERED, message)
        episode = self.episode
        if episode is None and not self.episodes:
            episode = self._open_episode(message)
        if episode is not None and episode.waiting_since is None:
            episode.waiting_since = message.at

    def _end_turns(
        self, outcome: Outcome, moment: MessageMoment | Dismissal, *, reason: str | None = None
    ) -> None:
        for turn in self.unanswered:
            turn.outcome, turn.reason = outcome, reason
            turn.stopped_at, turn.stopped_by = moment.at, moment.id
        self.unanswered.clear()
        self.turn = None

    def _close(self, closing: Closing) -> None:
        if self.episode is None:
            return
        self.episode.stop_waiting(closing.at)
        self.episode.closed_at = closing.at
        self.episode = self.turn = None


def fold(moments: Iterable[Moment]) -> Folded:
    """The episodes and turns of one conversation, from its moments in any order."""
    reading = _Reading()
    for moment in _in_order(moments):
        reading.read(moment)
    if reading.episode is not None:
        reading.episode.stop_waiting(None)
    return Folded(
        episodes=tuple(episode.frozen() for episode in reading.episodes),
        turns=tuple(turn.frozen() for turn in reading.turns),
    )


def _in_order(moments: Iterable[Moment]) -> list[Moment]:
    """By time; what else decides is looked at only where two are of one instant, which is seldom."""
    ordered = sorted(moments, key=_AT)
    if any(one.at == following.at for one, following in pairwise(ordered)):
        ordered.sort(key=_moment_order)
    return ordered


def _moment_order(moment: Moment) -> tuple[datetime, int, MessageOrder, UUID]:
    """Messages in their order; what was decided at the same instant was decided knowing them."""
    if isinstance(moment, Dismissal | Closing):
        act = int(isinstance(moment, Closing))
        return moment.at, 1, (moment.at, act, 0, "", ""), moment.id
    return moment.at, 0, message_order(moment.at, moment.external_id), moment.id
