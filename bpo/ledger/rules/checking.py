"""Whether entries are what they were: numbers without gaps, hashes that fit, and what is wrong where they do not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

# number, kind, body, hash
Entry = tuple[int, bytes, bytes, bytes]
HASH_BYTES = 32


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
    """How far a chain has been read: the last number and its hash."""

    number: int
    hash: bytes

    def follow_whole(self, bodies: Sequence[bytes], hashes: bytes) -> bool:
        """Read on, where all goes well; otherwise False, and nothing is read."""
        if len(bodies) * HASH_BYTES != len(hashes):
            return False
        before, found = self.hash, []
        for body in bodies:
            before = sha256(before + body).digest()
            found.append(before)
        if b"".join(found) != hashes:
            return False
        self.number, self.hash = self.number + len(bodies), before
        return True

    def follow(self, entries: Sequence[Entry]) -> Fault | None:
        """Read on entry by entry; the first that is not as it was, or None."""
        for entry in entries:
            number, kind, body, hashed = entry
            if number != self.number + 1:
                return Fault(self.number + 1, "entry", "this number is missing")
            if sha256(self.hash + body).digest() != hashed:
                return Fault(number, kind.decode(), _why(self.hash, entry, entries))
            self.number, self.hash = number, hashed
        return None


def _why(before: bytes, entry: Entry, entries: Sequence[Entry]) -> str:
    """Exchanged with another that is near, or changed."""
    for other in entries:
        if other is not entry and sha256(before + other[2]).digest() == other[3]:
            return f"it is exchanged: what belongs here stands under the number {other[0]}"
    return "its hash does not fit its body and the entry before it"


def differing(said: str, found: str) -> str:
    """In which keys two bodies differ, with what the ledger says and what the tables say."""
    first, second = json.loads(said), json.loads(found)
    keys = sorted(key for key in {*first, *second} if first.get(key) != second.get(key))
    shown = (f"{key} was {json.dumps(first.get(key))} and is {json.dumps(second.get(key))}" for key in keys)
    return "the evidence differs: " + "; ".join(shown)
