"""Whether entries are what they were: numbers without gaps, hashes that fit, and what is wrong where they do not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bpo.ledger.rules.bodies import instant

# number, kind, subject, conversation, sealed, body, hash
Entry = tuple[int, bytes, bytes, bytes | None, int, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong; without a number where nothing was entered at all."""

    number: int | None
    kind: str
    what: str

    def __str__(self) -> str:
        place = "not entered" if self.number is None else f"entry {self.number}"
        return f"{place} ({self.kind}): {self.what}"


@dataclass(slots=True)
class Chain:
    """How far a chain has been read: the last number, its hash, and when it was sealed."""

    number: int
    hash: bytes
    sealed: int = -(2**63)

    def follow(self, entries: Sequence[Entry]) -> Fault | None:
        """Read on; the first entry that is not as it was, or None."""
        number, before, sealed = self.number, self.hash, self.sealed
        for entry in entries:
            found, kind, subject, conversation, at, body, hashed = entry
            if found != number + 1:
                return Fault(number + 1, "entry", "this number is missing")
            if sha256(before + body).digest() != hashed:
                return Fault(found, kind.decode(), _why(before, entry, entries))
            if (
                b'"sealed":%d,"subject":"%b"' % (at, subject) not in body
                or b'"kind":"%b"' % kind not in body
                or (b'"conversation":"%b"' % conversation if conversation else b'"conversation":null')
                not in body
            ):
                return Fault(found, kind.decode(), "its columns do not say what its body says")
            if at < sealed:
                return Fault(found, kind.decode(), "it was sealed before the entry before it")
            number, before, sealed = found, hashed, at
        self.number, self.hash, self.sealed = number, before, sealed
        return None


def _why(before: bytes, entry: Entry, entries: Sequence[Entry]) -> str:
    """Exchanged with another that is near, or changed."""
    for other in entries:
        if other is not entry and sha256(before + other[5]).digest() == other[6]:
            return f"it is exchanged: what belongs here stands under the number {other[0]}"
    return "its hash does not fit its body and the entry before it"


def day_of(sealed: int) -> date:
    """The day (UTC) of an instant of sealing."""
    return instant(sealed).date()


def differing(said: str, found: str) -> str:
    """In which keys two bodies differ, with what the ledger says and what the tables say."""
    first, second = json.loads(said), json.loads(found)
    keys = sorted(key for key in {*first, *second} if first.get(key) != second.get(key))
    shown = (f"{key} was {json.dumps(first.get(key))} and is {json.dumps(second.get(key))}" for key in keys)
    return "the evidence differs: " + "; ".join(shown)
