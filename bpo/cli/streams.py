"""`bpo streams`: the process that keeps the open boards, whose connections the web hands to it.

One thread, one loop. Every stream is asked anew who stands behind it each few seconds, by the same question
as a page: one whose session has ended, or whose right, ends with it. Counts and ids alone are told, and
always the whole of what has changed; what was missed needs no log.
"""

import hashlib
import json
import selectors
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bpo.cli import main
from bpo.cli.board import Board, Watched
from bpo.conversations.rules.watch import USUAL_WITHIN
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.handover import Connection, Handed, Inbox
from bpo.core.ids import new_id
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.identity.login import actor_of
from bpo.identity.permissions import Permission
from bpo.identity.queries import resolve_session
from bpo.identity.rules import AuthLevel

LOOKS_EVERY = 0.25  # seconds
CHECKED_EVERY = 3.0
UNCHECKED = 15.0  # without an answer about somebody's rights for so long, nothing more is told
BEATS_EVERY = 5.0
MOST = 500
MOST_OF_ONE = 20  # of one session
log = structlog.get_logger(__name__)


@dataclass(eq=False)
class Viewer:
    """One open stream; `accounts` says which of each brand its reader may see (None: all)."""

    connection: Connection
    session: bytes
    within: int
    last: str
    accounts: dict[UUID, frozenset[UUID] | None] = field(default_factory=dict)
    told: dict[UUID, int] = field(default_factory=dict)  # the version of each brand that was told
    checked_at: float = 0.0
    beat_at: float = 0.0
    id: str = ""

    def watched(self) -> set[Watched]:
        """What it wants counted."""
        return {(tenant_id, self.within) for tenant_id in self.accounts}


class Streams:
    """All open streams of an installation."""

    def __init__(self, home: Path) -> None:
        self.inbox = Inbox(home)
        self.board = Board()
        self.viewers: list[Viewer] = []
        self.epoch = new_id().hex[-12:]
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.inbox.socket, selectors.EVENT_READ)

    def turn(self) -> None:
        """Look once: who came and who left, whose rights changed, what there is to tell."""
        ready = self.selector.select(LOOKS_EVERY)
        for key, _events in ready:
            if key.data is not None:
                self._listen(key.data)
        for handed in self.inbox.take():
            self._adopt(handed)
        self._check()
        watched = set[Watched]().union(*(viewer.watched() for viewer in self.viewers))
        if watched:
            self.board.renew(watched)
        for viewer in list(self.viewers):
            self._tell(viewer)

    def close(self) -> None:
        """End all streams; their pages come again by themselves."""
        for viewer in list(self.viewers):
            self._drop(viewer)
        self.inbox.close()
        self.selector.close()

    def _adopt(self, handed: Handed) -> None:
        given = handed.given
        session = bytes.fromhex(given["session"])
        if len(self.viewers) >= MOST or sum(one.session == session for one in self.viewers) >= MOST_OF_ONE:
            handed.connection.close()
            return
        viewer = Viewer(
            handed.connection, session, int(given.get("within", USUAL_WITHIN)), given.get("last", "")
        )
        self.viewers.append(viewer)
        self.selector.register(viewer.connection, selectors.EVENT_READ, viewer)
        self._write(viewer, given["head"])

    def _listen(self, viewer: Viewer) -> None:
        """A reader says nothing after asking: what can be read is the end."""
        try:
            if viewer.connection.recv(4096):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._drop(viewer)

    def _check(self) -> None:
        clock = time.monotonic()
        due = [viewer for viewer in self.viewers if clock - viewer.checked_at >= CHECKED_EVERY]
        if not due:
            return
        try:
            scopes = scopes_of({viewer.session for viewer in due})
        except SQLAlchemyError as error:
            log.warning("streams_could_not_check", kind=type(error).__name__)
            for viewer in due:
                if clock - viewer.checked_at >= UNCHECKED:
                    self._drop(viewer)
            return
        for viewer in due:
            scope = scopes[viewer.session]
            if scope is None:
                self._write(viewer, "event: end\ndata: {}\n\n")
                self._drop(viewer)
                continue
            viewer.checked_at = clock
            if scope != viewer.accounts:
                viewer.accounts, viewer.told = scope, {}

    def _tell(self, viewer: Viewer) -> None:
        clock = time.monotonic()
        versions = {one: self.board.counted[one, viewer.within].version for one in viewer.accounts}
        changed = [one for one, version in versions.items() if viewer.told.get(one) != version]
        known = _word(self.epoch, versions, viewer)
        if viewer.last == known:  # it comes again, and nothing has changed meanwhile
            viewer.told, viewer.id, changed = versions, known, []
        viewer.last = ""
        if changed or known != viewer.id:
            said = {
                "epoch": self.epoch,
                "as_of": _milliseconds(),
                "all": sorted(map(str, viewer.accounts)),
                "brands": {
                    str(one): _plain(self.board.numbers((one, viewer.within), viewer.accounts[one]))
                    for one in changed
                },
            }
            viewer.told, viewer.id, viewer.beat_at = versions, known, clock
            self._write(viewer, f"id: {known}\nevent: numbers\ndata: {json.dumps(said)}\n\n")
        elif clock - viewer.beat_at >= BEATS_EVERY:
            viewer.beat_at = clock
            said = {"epoch": self.epoch, "as_of": _milliseconds()}
            self._write(viewer, f"event: beat\ndata: {json.dumps(said)}\n\n")

    def _write(self, viewer: Viewer, words: str) -> None:
        """At once or not at all: who does not read is dropped, and comes again."""
        data = words.encode()
        try:
            whole = viewer.connection.send(data) == len(data)
        except OSError:
            whole = False
        if not whole:
            self._drop(viewer)

    def _drop(self, viewer: Viewer) -> None:
        if viewer not in self.viewers:
            return
        self.viewers.remove(viewer)
        with suppress(KeyError, ValueError):
            self.selector.unregister(viewer.connection)
        viewer.connection.close()


def scopes_of(sessions: set[bytes]) -> dict[bytes, dict[UUID, frozenset[UUID] | None] | None]:
    """What each session may see of the floor, by brand; None where it may see nothing any more."""
    found: dict[bytes, dict[UUID, frozenset[UUID] | None] | None] = {}
    with UnitOfWork(Actor.anonymous()) as uow:
        for session in sessions:
            resolved = resolve_session(uow, session)
            actor = Actor.anonymous()
            if resolved is not None and resolved.auth_level is AuthLevel.FULL:
                actor = actor_of(uow, resolved).acting(Permission.FLOOR_READ)
            may = actor.is_staff and actor.may(Permission.FLOOR_READ)
            found[session] = {one: actor.narrowed.get(one) for one in actor.tenant_ids} if may else None
    return found


@main.command()
def streams() -> None:
    """Keep the open boards of the floor until stopped."""
    run_streams()


def run_streams() -> None:
    """Until told to stop; it outlives a restart of the database and of Valkey."""
    kept = Streams(start().settings.home)
    stopped = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    while not stopped.is_set():
        try:
            kept.turn()
        except SQLAlchemyError as error:
            log.warning("streams_could_not_count", kind=type(error).__name__)
            stopped.wait(1.0)
    kept.close()


def _word(epoch: str, versions: dict[UUID, int], viewer: Viewer) -> str:
    """Stands for exactly what a stream has told: a page that comes again with it is told nothing twice."""
    scope = sorted((str(one), sorted(map(str, kept or ()))) for one, kept in viewer.accounts.items())
    told = repr((viewer.within, scope, sorted((str(one), version) for one, version in versions.items())))
    return f"{epoch}.{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _plain(numbers: Any) -> dict[str, int]:  # noqa: ANN401 -- a dataclass with slots
    return {name: getattr(numbers, name) for name in numbers.__slots__}


def _milliseconds() -> int:
    return int(utcnow().timestamp() * 1000)
