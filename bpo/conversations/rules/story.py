"""Why a clock says what it says: its timeline in words and its verdict at an instant.

The timeline is made of the same opening hours and pauses that measured the clock, so it cannot tell
another story than the figure. It ends where the clock stopped; of an open clock it shows what is past and,
until it falls due, what is still to come. What would be too long to read is cut, and says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bpo.conversations.rules.clocks import Clock, Verdict, verdict
from bpo.core.i18n import N_
from bpo.tenants.rules.working_time import Pause, Segment, SegmentKind, WorkingTime

LONGEST = timedelta(days=400)
MOST_STRETCHES = 150
ON_ITS_WAY = N_("Written on the network, not yet known to us")
STILL_TO_COME = N_("Still to come")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the timeline. `kind` is a segment's, or `late` for running time past due."""

    start: datetime
    end: datetime
    kind: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Owned:
    """Running time that somebody had in hand: whose it was, as a reason. `end` None: they have it still."""

    start: datetime
    end: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    """What happened to a clock. `late` is elapsed time past due; `is_cut` where the timeline goes on."""

    verdict: Verdict
    late: timedelta | None
    left: timedelta | None
    stretches: tuple[Stretch, ...]
    is_cut: bool


def tell(
    clock: Clock,
    *,
    target: timedelta | None,
    stopped_by_reply: bool,
    known_at: datetime,
    working_time: WorkingTime,
    now: datetime,
    pauses: Sequence[Pause] = (),
    owned: Sequence[Owned] = (),
) -> Story:
    """The story of a clock as it stands now; `known_at` is when its first message reached us.

    What somebody had in hand is told as running time with their reason: it pauses nothing.
    """
    end = clock.stopped_at or max(now, clock.due_at or now)
    shown_until = min(end, clock.started_at + LONGEST)
    segments = working_time.segments(clock.started_at, shown_until, pauses)
    # What was taken in only after the end (imported history) was on its way to nobody.
    known = known_at if known_at < end else clock.started_at
    stretches = [
        stretch
        for segment in segments
        for stretch in _cut(segment, due=clock.due_at, known=known, now=now, owned=owned)
    ]
    late, left = margin(clock, now=now)
    return Story(
        verdict=verdict(clock, has_target=target is not None, stopped_by_reply=stopped_by_reply, as_of=now),
        late=late,
        left=left,
        stretches=tuple(stretches[:MOST_STRETCHES]),
        is_cut=len(stretches) > MOST_STRETCHES or shown_until < end,
    )


def margin(clock: Clock, *, now: datetime) -> tuple[timedelta | None, timedelta | None]:
    """How late it is or was, or how much was left; neither where it is never due."""
    if clock.due_at is None:
        return None, None
    left = clock.due_at - (clock.stopped_at or now)
    return (-left, None) if left < timedelta(0) else (None, left)


def _cut(
    segment: Segment, *, due: datetime | None, known: datetime, now: datetime, owned: Sequence[Owned]
) -> Iterator[Stretch]:
    """A segment as it is told: running time changes its name where it falls due, and elsewhere its reason."""
    if segment.kind is not SegmentKind.RUNNING:
        yield Stretch(segment.start, segment.end, segment.kind.value, segment.reason)
        return
    changes = (due, known, now, *(at for one in owned for at in (one.start, one.end)))
    marks = {mark for mark in changes if mark and segment.start < mark < segment.end}
    edges = sorted({segment.start, segment.end, *marks})
    for start, end in pairwise(edges):
        if start >= now:
            yield Stretch(start, end, SegmentKind.RUNNING.value, STILL_TO_COME)
        else:
            kind = "late" if due is not None and start >= due else SegmentKind.RUNNING.value
            yield Stretch(start, end, kind, _owner(start, known=known, owned=owned, is_late=kind == "late"))


def _owner(start: datetime, *, known: datetime, owned: Sequence[Owned], is_late: bool) -> str | None:
    """Whose a stretch was: the first who had it in hand; else, before it was known here, the network's."""
    for one in owned:
        if one.start <= start and (one.end is None or start < one.end):
            return one.reason
    return ON_ITS_WAY if start < known and not is_late else None
