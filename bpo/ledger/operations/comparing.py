"""Every row of evidence beside its entry: what it is now must be, letter by letter, what was entered.

What can change has entries of its own, so where a row stands and whether a reply arrived is compared with the last of
these. Rows whose note still waits are left out: the sealer has not come to them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from bpo.core.uow import UnitOfWork
from bpo.ledger.queries import compared
from bpo.ledger.queries.entries import find_key
from bpo.ledger.queries.streams import rows_in
from bpo.ledger.rules import bodies
from bpo.ledger.rules.bodies import Body, keyed_hash, message_body
from bpo.ledger.rules.checking import Fault, differing

Rows = Iterable[tuple[Any, ...]]
Made = Callable[[tuple[Any, ...], str | None], Body]
NOT_ENTERED = "it is in the evidence and was never entered"


class Comparison:
    """The evidence of the entries after a number up to another; of the `whole` ledger also what it lacks."""

    def __init__(self, uow: UnitOfWork, tenant_id: UUID, *, after: int, last: int, whole: bool) -> None:
        self.uow = uow
        self.whole = whole
        self.values = {"tenant": tenant_id, "after": after, "last": last}
        self.secret = find_key(uow, tenant_id) or b""
        self.counts: Counter[str] = Counter()
        self._waiting: dict[str, set[str]] = defaultdict(set)
        with rows_in(uow, "waiting", compared.WAITING, self.values) as rows:
            for kind, one in rows:
                self._waiting[kind].add(one)

    @property
    def waiting(self) -> int:
        """How many rows were changed and are not entered yet."""
        return sum(map(len, self._waiting.values()))

    def run(self) -> Fault | None:
        """The lowest number whose evidence is not as it was entered; what was never entered comes after all numbers."""
        with rows_in(self.uow, "gone", compared.GONE, self.values) as rows:
            faults = [Fault(row[0], row[1], f"its evidence {row[2]} is missing") for row in rows]
        with rows_in(self.uow, "beside", compared.BESIDE, self.values) as rows:
            faults += [Fault(row[0], row[1], "its columns do not say what its body says") for row in rows]
        with rows_in(self.uow, "messages", compared.MESSAGES, self.values) as rows:
            faults += _first(self._messages(rows))
        for kind, query, made in self._others():
            with rows_in(self.uow, kind, query, self.values) as rows:
                faults += _first(self._compare(rows, kind, made))
        return min(faults, key=_order, default=None)

    def _others(self) -> Iterator[tuple[str, str, Made]]:
        yield "level", compared.LEVELS, lambda row, _place: bodies.level(row, self.secret)
        yield "calendar", compared.CALENDARS, lambda row, _place: bodies.calendar(row)
        yield "act", compared.ACTS, lambda row, place: bodies.act((row[0], place, *row[2:]))
        yield "removal", compared.REMOVED, lambda row, place: bodies.removal((row[0], place, *row[2:]))
        yield "exclusion", compared.EXCLUSIONS, lambda row, _place: bodies.exclusion(row)
        for kind, table in (("level", "service_level"), ("calendar", "business_calendar")):
            yield f"{kind}_retired", compared.RETIRED[table], lambda row, _place: bodies.retired(*row)

    def _messages(self, rows: Rows) -> Iterator[Fault]:
        """Apart from the others, because there are millions."""
        hashes: dict[str | None, str | None] = {}
        for row in rows:
            agent, conversation, contradicts, number, body, place, sealed, now = row[10:]
            if number is None:
                yield from self._not_entered("message", row[0])
                continue
            self.counts["message"] += 1
            if agent not in hashes:
                hashes[agent] = keyed_hash(self.secret, agent)
            is_now = message_body(row[:10], agent=hashes[agent], conversation=place, sealed=sealed)
            if is_now != body:
                yield Fault(number, "message", differing(body, is_now))
            elif now != conversation:
                yield from self._moved(number, "message", row[0], was=now, now=conversation)
            elif contradicts and self.whole and not self._waiting["delivery"]:
                yield Fault(number, "message", "whether this reply arrived is not what was entered last")

    def _compare(self, rows: Rows, kind: str, made: Made) -> Iterator[Fault]:
        for *row, number, body, place, sealed, now in rows:
            if number is None:
                yield from self._not_entered(kind, row[0])
                continue
            self.counts[kind] += 1
            is_now = made(tuple(row), place).sealed(sealed)
            if is_now != body:
                yield Fault(number, kind, differing(body, is_now))
            elif now is not None and now != row[1]:
                yield from self._moved(number, kind, row[0], was=now, now=row[1])

    def _not_entered(self, kind: str, one: str) -> Iterator[Fault]:
        if self.whole and one not in self._waiting[kind]:
            yield Fault(None, kind, f"{one}: {NOT_ENTERED}")

    def _moved(self, number: int, kind: str, one: str, *, was: str, now: str) -> Iterator[Fault]:
        if self.whole and one not in self._waiting[f"{kind}_moved"]:
            yield Fault(number, kind, f"it was entered in the conversation {was} and is in {now}")


def _order(fault: Fault) -> tuple[bool, int]:
    return fault.number is None, fault.number or 0


def _first(faults: Iterable[Fault]) -> list[Fault]:
    first = min(faults, key=_order, default=None)
    return [first] if first else []
