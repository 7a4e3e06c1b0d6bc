"""An adapter against a real account, step by step: what works there, and whether each reply stands once when the wire fails.

Nothing is stored, and nobody's words are told. Writing is tried only under a message that is named, because somebody sees it; the wire
is ours, so a request or an answer is lost on it as on any other. What was written is deleted again where the network lets us.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import (
    Act,
    Ambiguous,
    ChannelProblem,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Sent,
)
from bpo.channels.adapters.wire import Answer, Wire, WireError
from bpo.channels.rules.capabilities import Idempotency, capabilities_of
from bpo.channels.rules.deliveries import LOOK_AGAIN
from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.readings import read_event
from bpo.core.clock import utcnow
from bpo.core.errors import Invalid
from bpo.core.ids import new_id
from bpo.core.vocabulary import Direction

SINCE = timedelta(days=1)
MOST_ROUNDS = 20
WORDS = "A test of the connection, please ignore it."
FAULTS = {
    "none": "reply",
    "request": "reply whose request is lost",
    "answer": "reply whose answer is lost",
}
Pause = Callable[[float], None]


@dataclass(frozen=True)
class Tried:
    """One step. `works` is None where it was not tried."""

    step: str
    works: bool | None
    told: str


@dataclass(frozen=True)
class Target:
    """What is answered when writing is tried."""

    in_reply_to: str
    visibility: str = "public"
    recipient: str | None = None


@dataclass
class LossyWire(Wire):
    """Loses the next request, or the answer to it, once it is armed."""

    lose: str | None = None

    def fetch(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None = None,
        first: int | None = None,
    ) -> Answer:
        """As any wire, but for that."""
        lost, self.lose = self.lose, None
        if lost == "request":
            raise WireError("lost on purpose", began=False)
        answer = super().fetch(method, url, headers=headers, body=body, first=first)
        if lost == "answer":
            raise WireError("lost on purpose", began=True)
        return answer


class Trial:
    """One account, tried from connecting to deleting what was written."""

    def __init__(self, connected: Connected, wire: LossyWire, *, pause: Pause = time.sleep) -> None:
        self.connected, self.wire, self.pause = connected, wire, pause
        self.can = capabilities_of(connected.network)
        self.since = utcnow() - SINCE
        self.written: list[str] = []
        self.read: dict[str, IncomingMessage] = {}

    def run(self, target: Target | None) -> Iterator[Tried]:
        """Each step as it is done; what hangs on one that fails is not tried."""
        connected = self._step("connect", self._connect)
        yield connected
        if not connected.works:
            return
        if self.can.polled:
            yield self._step("read", self._read)
        if self.can.lists:
            yield self._step("list anew", self._list)
        if target is None or self.can.single_reply:
            why = "a reply here would take the place of one that stands" if target else "no message was named"
            yield from (Tried(step, None, why) for step in FAULTS.values())
            return
        for fault, step in FAULTS.items():
            yield self._step(step, lambda fault=fault: self._reply(target, fault))  # type: ignore[misc]  # the default's type
        if self.can.delete_own:
            yield self._step("delete", self._delete)
        elif self.written:
            yield Tried(
                "delete", None, f"this network deletes nothing for us; there stand: {', '.join(self.written)}"
            )

    def _step(self, name: str, work: Callable[[], tuple[bool | None, str]]) -> Tried:
        try:
            return Tried(name, *work())
        except ChannelProblem as problem:
            return Tried(name, False, f"{type(problem).__name__}: {problem.message} ({problem.detail})")

    def _connect(self) -> tuple[bool, str]:
        checked = make_adapter(self.connected, self.wire).check()
        self.connected = replace(self.connected, own_id=checked.own_id, facts=checked.facts)
        self.adapter = make_adapter(self.connected, self.wire)
        return True, f"known there as {checked.facts.get('name') or checked.own_id}"

    def _read(self) -> tuple[bool, str]:
        found, unread = self._gather(lambda cursor: self.adapter.poll(cursor, since=self.since))
        self.read = found
        to_us = [one for one in found.values() if one.direction is Direction.IN]
        newest = max(to_us, key=lambda one: one.posted_at, default=None)
        told = f"{len(found)} messages of the last day, {unread} that cannot be made out"
        return unread == 0, f"{told}; the newest to us is {newest.external_id}" if newest else told

    def _list(self) -> tuple[bool, str]:
        found, _unread = self._gather(lambda cursor: self.adapter.relist(cursor, since=self.since))
        of_the_day = {name for name, one in self.read.items() if one.posted_at >= self.since}
        missing = sorted(of_the_day - found.keys())
        return (
            not missing,
            f"{len(found)} messages; of those read before {len(missing)} are missing {' '.join(missing[:3])}".strip(),
        )

    def _reply(self, target: Target, fault: str) -> tuple[bool, str]:
        key, now = new_id().hex, utcnow()
        words = f"{WORDS} ({key[-8:]})"
        out = Outbound(
            key,
            words,
            target.visibility,
            now,
            now,
            in_reply_to=target.in_reply_to,
            recipient=target.recipient,
        )
        sent = self._send(out, fault)
        if sent is None and self.can.idempotency is Idempotency.NONE:
            return True, "in doubt, as it must be here: a person would be asked, and nothing is sent again"
        if sent is None:
            sent = self._look(out)
        if sent is None and self.can.idempotency is Idempotency.SIGHT:
            return True, "not seen; a person would be asked, and nothing is sent again"
        if sent is None:
            sent = self._send(out, "none")
        if sent is None:
            return False, "in doubt twice"
        self.written.append(sent.remote_id)
        count = self._count(key[-8:], since=now)
        return count in {
            None,
            1,
        }, f"stands {'once, says the network' if count is None else f'{count} times'}: {sent.remote_id}"

    def _send(self, out: Outbound, fault: str) -> Sent | None:
        """The reply; None where it is in doubt. What was certainly not written is written now."""

        def arm() -> None:
            self.wire.lose = fault if fault != "none" else None

        try:
            return self.adapter.send(out, arm)
        except Ambiguous:
            return None
        except NotSent:
            if fault != "request":
                raise
            return self.adapter.send(out, lambda: None)
        finally:
            self.wire.lose = None

    def _look(self, out: Outbound) -> Sent | None:
        for wait in (timedelta(), *LOOK_AGAIN):
            self.pause(wait.total_seconds())
            found = self.adapter.find_sent(out)
            if found is not None:
                return found
        return None

    def _count(self, mark: str, *, since: datetime) -> int | None:
        """How often it stands there, where that is read; what shows late is waited for, a second one too."""
        if not self.can.polled or not self.can.lists:
            return None
        count = seen = 0
        for wait in (timedelta(), *LOOK_AGAIN):
            self.pause(wait.total_seconds())
            found, _unread = self._gather(lambda cursor: self.adapter.poll(cursor, since=since - SINCE))
            count = sum(one.direction is Direction.OUT and mark in one.text for one in found.values())
            seen += count > 0
            if seen > 1:
                break
        return count

    def _delete(self) -> tuple[bool, str]:
        for item in self.written:
            self.adapter.moderate(Act.DELETE, item)
        return True, f"{len(self.written)} replies of this trial"

    def _gather(self, ask: Callable[[str | None], Polled]) -> tuple[dict[str, IncomingMessage], int]:
        """All messages by name, and how many events could not be made out."""
        found: dict[str, IncomingMessage] = {}
        cursor, unread = None, 0
        for _round in range(MOST_ROUNDS):
            told = ask(cursor)
            for _name, body in told.events:
                try:
                    one = read_event(self.adapter.form, body)
                    found[one.external_id] = one
                except Invalid:
                    unread += 1
            if not told.more:
                break
            cursor = told.cursor
        return found, unread
