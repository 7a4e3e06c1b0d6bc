"""How entries hang together, and days.

    hash(0) = SHA-256("bpo ledger 1 " + the brand's id)
    hash(n) = SHA-256(hash(n-1) + body(n))
    seal(0) = hash(0)
    seal(d) = SHA-256(seal of the day before d that has one + canonical({count, day, first, hash, last}))

Hashes go in as their 32 bytes, bodies as their letters. Whoever has the entries can work all of it out; whoever kept one
seal knows that nothing before it was changed since.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from bpo.ledger.rules.bodies import canonical

WORD = "bpo ledger 1 "


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is over: which entries were sealed on it."""

    day: date
    first: int
    last: int
    last_hash: bytes

    @property
    def count(self) -> int:
        """How many entries."""
        return self.last - self.first + 1


def beginning(tenant_id: UUID) -> bytes:
    """What the first entry of a brand hangs on."""
    return sha256(f"{WORD}{tenant_id}".encode()).digest()


def chained(before: bytes, bodies: Iterable[str]) -> Iterator[bytes]:
    """The hashes of entries that follow one after the other."""
    for body in bodies:
        before = sha256(before + body.encode()).digest()
        yield before


def seal_of(before: bytes, day: Day) -> bytes:
    """The seal of a day."""
    said = canonical(
        {
            "count": day.count,
            "day": day.day.isoformat(),
            "first": day.first,
            "hash": day.last_hash.hex(),
            "last": day.last,
        }
    )
    return sha256(before + said.encode()).digest()
