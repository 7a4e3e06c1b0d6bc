"""Whose time a clock took: every microsecond of it has one owner, and those that count add up to what was measured.

It is made of the same opening hours and pauses that measured the clock. Running time is whose had the conversation in
hand: the innermost of what went on at once, so that a department's answer is not the agent's who waits for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from bpo.conversations.rules.waits import WAITING_FOR_CLIENT
from bpo.tenants.rules.working_time import Segment, SegmentKind


class Whose(StrEnum):
    """Owners in the order in which a customer's message meets them; of what goes on at once the later one counts."""

    INGEST = "ingest"  # written on the network, not yet known to us
    QUEUE = "queue"
    HANDLING = "handling"
    INTERNAL_APPROVAL = "internal_approval"
    DEPARTMENT = "department"  # the client's, which was asked
    PUBLISHING = "publishing"
    CLIENT_APPROVAL = "client_approval"  # paused
    OTHER_PAUSE = "other_pause"
    EXCLUDED = "excluded"
    CLOSED = "closed"  # outside the hours of service, holidays among it


RUNNING = (
    *(Whose.INGEST, Whose.QUEUE, Whose.HANDLING, Whose.INTERNAL_APPROVAL, Whose.DEPARTMENT),
    Whose.PUBLISHING,
)
_STILL = {
    SegmentKind.CLOSED: Whose.CLOSED,
    SegmentKind.HOLIDAY: Whose.CLOSED,
    SegmentKind.EXCLUDED: Whose.EXCLUDED,
}
_DEPTH = {whose: depth for depth, whose in enumerate(RUNNING)}


@dataclass(frozen=True, slots=True)
class InHand:
    """Somebody had the conversation in hand; `end` None: they have it still."""

    start: datetime
    end: datetime | None
    whose: Whose


@dataclass(frozen=True, slots=True)
class Part:
    """What one owner took of a clock."""

    whose: Whose
    time: timedelta

    @property
    def seconds(self) -> float:
        """How long that was."""
        return self.time.total_seconds()

    @property
    def is_running(self) -> bool:
        """Whether the clock ran meanwhile."""
        return self.whose in RUNNING


def parts_of(segments: Sequence[Segment], *, known_at: datetime, in_hand: Sequence[InHand]) -> list[Part]:
    """The parts of a clock's timeline, in the order of `Whose`; only those that took any time.

    `segments` are those of the whole clock, up to where it stopped or to now; `known_at` is when its first message
    reached us, and where it did so after the end (imported history) it was on its way to nobody.
    """
    if not segments:
        return []
    known = known_at if known_at < segments[-1].end else segments[0].start
    found = dict.fromkeys(Whose, timedelta(0))
    for segment in segments:
        if segment.kind is SegmentKind.RUNNING:
            marks = {known, *(at for one in in_hand for at in (one.start, one.end) if at is not None)}
            inside = (mark for mark in marks if segment.start < mark < segment.end)
            for start, end in pairwise(sorted({segment.start, segment.end, *inside})):
                found[_owner(start, known=known, in_hand=in_hand)] += end - start
        elif segment.kind is SegmentKind.PAUSED:
            is_client = segment.reason == WAITING_FOR_CLIENT
            found[Whose.CLIENT_APPROVAL if is_client else Whose.OTHER_PAUSE] += segment.end - segment.start
        else:
            found[_STILL[segment.kind]] += segment.end - segment.start
    return [Part(whose, time) for whose, time in found.items() if time]


def held_of(claims: Sequence[tuple[datetime, bool]]) -> list[InHand]:
    """When somebody held a conversation, from claims (True) and returns (False) in their order."""
    held, since = [], None
    for at, is_claim in claims:
        if is_claim and since is None:
            since = at
        elif not is_claim and since is not None:
            held.append(InHand(since, at, Whose.HANDLING))
            since = None
    return held if since is None else [*held, InHand(since, None, Whose.HANDLING)]


def _owner(start: datetime, *, known: datetime, in_hand: Sequence[InHand]) -> Whose:
    holders = [one.whose for one in in_hand if one.start <= start and (one.end is None or start < one.end)]
    if holders:
        return max(holders, key=_DEPTH.__getitem__)
    return Whose.INGEST if start < known else Whose.QUEUE
