"""Deriving every turn and episode of a brand again from its ledger alone, and comparing them with the stored ones.

Conversation by conversation, side by side with the stored facts, so that memory does not grow with messages: what is held is
what was moved, what did not arrive, and the versions. No message, act, service level or calendar is read; the tables
are asked only which conversations have changes that are not entered yet, and these are left out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.ledger.queries import facts
from bpo.ledger.queries.entries import find_key
from bpo.ledger.queries.streams import rows_in
from bpo.ledger.rules.bodies import keyed_hash
from bpo.ledger.rules.replaying import (
    EPISODE,
    TURN,
    Entered,
    Reader,
    Replayed,
    Versions,
    differing_facts,
    episode_values,
    parsed,
    turn_values,
)
from bpo.tenants.queries import ALWAYS_OPEN

Group = tuple[str, list[tuple[Any, ...]]]


@dataclass(slots=True)
class Counted:
    """How much was replayed; `difference` is the first fact that does not follow from the entries."""

    events: int = 0
    conversations: int = 0
    turns: int = 0
    episodes: int = 0
    waiting: int = 0
    difference: str | None = None


@dataclass(slots=True)
class Replay:
    """One run over a brand's ledger, for a report as of an instant; `versions` are what its clocks are measured by."""

    uow: UnitOfWork
    tenant_id: UUID
    as_of: datetime
    counted: Counted = field(default_factory=Counted)
    versions: Versions = field(default_factory=Versions)

    def run(self) -> Iterator[Replayed]:
        """Every conversation with its facts, compared with those that are stored."""
        # As the entries' instants are, so that none is compared across time zones.
        self.uow.session.execute(text("SELECT set_config('TimeZone', 'UTC', true)"))
        for kind, body in self._rows("versions", facts.VERSIONS):
            self.versions.add(kind, parsed(body))
        moved = dict(self._rows("moved", facts.MOVED))
        arrived = dict(self._rows("arrivals", facts.ARRIVALS))
        reader = Reader(self.versions, ALWAYS_OPEN, arrived, as_of=self.as_of)
        waiting = {row[0] for row in self._rows("waiting", facts.WAITING)}
        self.counted.waiting = len(waiting)
        turns = _Stored(self._stored_turns(), waiting)
        episodes = _Stored(self._rows("episodes", facts.EPISODES), waiting)
        for conversation, said in self._conversations(moved):
            one = reader.read(conversation, said)
            if one is None or conversation in waiting:
                continue
            self.counted.events += len(said)
            self.counted.conversations += 1
            self._compare(one, turns, episodes)
            yield one
        astray = turns.rest() or episodes.rest()
        if astray is not None and self.counted.difference is None:
            self.counted.difference = f"conversation {astray}: it has facts and no entries"

    def _compare(self, one: Replayed, turns: "_Stored", episodes: "_Stored") -> None:
        self.counted.turns += len(one.facts.turns)
        self.counted.episodes += len(one.facts.episodes)
        difference = differing_facts(
            "turn",
            TURN,
            turns.of(one.conversation),
            [turn_values(one.account, fact) for fact in one.facts.turns],
        ) or differing_facts(
            "episode",
            EPISODE,
            episodes.of(one.conversation),
            [episode_values(one.account, fact) for fact in one.facts.episodes],
        )
        if difference and self.counted.difference is None:
            self.counted.difference = f"conversation {one.conversation}: {difference}"

    def _conversations(self, moved: dict[str, str]) -> Iterator[tuple[str, list[Entered]]]:
        """What was entered of each conversation, with what was moved to it and without what was moved from it."""
        brought: dict[str, list[Entered]] = defaultdict(list)
        for subject, kind, body in self._rows("brought", facts.OF_SUBJECTS, ids=list(moved)):
            brought[moved[subject]].append((kind, body))
        entered = groupby(self._rows("conversations", facts.BY_CONVERSATION), key=itemgetter(0))
        own = (
            (conversation, [(kind, body) for _, subject, kind, body in rows if subject not in moved])
            for conversation, rows in entered
        )
        added = ((conversation, brought[conversation]) for conversation in sorted(brought))
        for conversation, parts in groupby(merge(own, added, key=itemgetter(0)), key=itemgetter(0)):
            yield conversation, [one for _, part in parts for one in part]

    def _stored_turns(self) -> Iterator[tuple[Any, ...]]:
        """Stored turns with the keyed hash instead of who answered."""
        secret = find_key(self.uow, self.tenant_id) or b""
        hashes: dict[str | None, str | None] = {}
        for *row, answered_by, language, again_at in self._rows("turns", facts.TURNS):
            if answered_by not in hashes:
                hashes[answered_by] = keyed_hash(secret, answered_by)
            yield (*row, hashes[answered_by], language, again_at)

    def _rows(self, name: str, query: str, **more: object) -> Iterator[tuple[Any, ...]]:
        with rows_in(self.uow, name, query, {"tenant": self.tenant_id, **more}) as rows:
            yield from rows


class _Stored:
    """Stored facts in the order of their conversations, asked for in that order."""

    def __init__(self, rows: Iterator[tuple[Any, ...]], waiting: set[str]) -> None:
        self.astray: str | None = None  # the first conversation that has facts and no entries
        self._groups = groupby(rows, key=itemgetter(0))
        self._waiting = waiting
        self._next = self._read()

    def of(self, conversation: str) -> list[tuple[Any, ...]]:
        """Those of one conversation."""
        while self._next is not None and self._next[0] < conversation:
            self._pass()
        if self._next is None or self._next[0] != conversation:
            return []
        rows = self._next[1]
        self._next = self._read()
        return rows

    def rest(self) -> str | None:
        """The first conversation, of all, that nobody asked for."""
        while self._next is not None:
            self._pass()
        return self.astray

    def _pass(self) -> None:
        assert self._next is not None
        if self._next[0] not in self._waiting and self.astray is None:
            self.astray = self._next[0]
        self._next = self._read()

    def _read(self) -> Group | None:
        found = next(self._groups, None)
        return None if found is None else (found[0], [row[1:] for row in found[1]])
