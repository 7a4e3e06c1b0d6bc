"""Working time between two instants, and when a target falls due, in one calendar.

`W(a,b) = |[a,b] ∩ open| − |pauses ∩ open|` and `due(a,T) = inf{t ≥ a : W(a,t) ≥ T}`, exactly: inside,
an instant is whole microseconds since the epoch, so that nothing is rounded and W(a, due(a,T)) = T.
What falls due after HORIZON is never due; that one limit for all starts keeps `due` monotone.

Open time is compiled when first asked for, in chunks of 2^45 µs (407 days) with running sums, so that a
warm question is a binary search. Keep an instance and ask it again; who caches them is elsewhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from bpo.tenants.rules.calendar import Calendar

HORIZON = datetime(2200, 1, 1, tzinfo=UTC)
CLOSED_DATE = "closed date"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = _EPOCH.toordinal()
_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_CHUNK_BITS = 45
_FOREVER = 1 << 62
_MARGIN_DAYS = 3  # a window may run for two days, and a zone be a day off UTC


class SegmentKind(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count; `end` None is a pause that nothing has ended yet."""

    start: datetime
    end: datetime | None
    reason: str
    kind: SegmentKind = SegmentKind.PAUSED  # or EXCLUDED


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a clock's timeline in one state. `reason` names the holiday, pause or exclusion."""

    start: datetime
    end: datetime
    kind: SegmentKind
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    kind: SegmentKind
    reason: str | None


class _Chunk:
    """The open intervals of one chunk, apart and in order; `before` is the open time ahead of each."""

    __slots__ = ("before", "ends", "starts", "total")

    def __init__(self, intervals: Sequence[tuple[int, int]]) -> None:
        self.starts = [start for start, _ in intervals]
        self.ends = [end for _, end in intervals]
        self.before: list[int] = []
        self.total = 0
        for start, end in intervals:
            self.before.append(self.total)
            self.total += end - start

    def open_before(self, instant: int) -> int:
        index = bisect_right(self.starts, instant) - 1
        if index < 0:
            return 0
        return self.before[index] + min(instant, self.ends[index]) - self.starts[index]

    def instant_after(self, worked: int) -> int:
        """The first instant with this much open time before it; 0 < worked <= total."""
        index = bisect_left(self.before, worked) - 1
        return self.starts[index] + worked - self.before[index]


class WorkingTime:
    """Questions of working time to one calendar; instants in and out are aware, answers are in UTC."""

    __slots__ = ("_always", "_chunks", "_never", "_zone", "calendar")

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._always = calendar.is_always
        self._never = calendar.is_never
        self._zone = calendar.zone
        self._chunks: dict[int, _Chunk] = {}

    def between(self, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> timedelta:
        """W(start, end): open time less what is paused of it; nothing where end is not after start."""
        first, last = _micros(start), _micros(end)
        if last <= first:
            return timedelta(0)
        worked = self._open(first, last)
        if pauses:
            worked -= sum(self._open(*pause) for pause in _merged(pauses, first, last))
        return timedelta(microseconds=worked)

    def due(self, start: datetime, target: timedelta, pauses: Sequence[Pause] = ()) -> datetime | None:
        """The first instant at which `target` has been worked; None where that is never."""
        cursor, needed = _micros(start), _span(target)
        if needed <= 0:
            return _instant(cursor)
        for pause_start, pause_end in _merged(pauses, cursor, _FOREVER) if pauses else ():
            worked = self._open(cursor, pause_start)
            if worked >= needed:
                break
            if pause_end == _FOREVER:
                return None
            needed -= worked
            cursor = pause_end
        due = self._due(cursor, needed)
        return None if due is None else _instant(due)

    def clock(
        self, start: datetime, end: datetime | None, target: timedelta | None, pauses: Sequence[Pause] = ()
    ) -> tuple[datetime | None, timedelta | None]:
        """`due` and `between` of one clock; without a target, or an end, None in its place."""
        first = _micros(start)
        index = first >> _CHUNK_BITS
        if pauses or self._always or self._never or index >= _HORIZON >> _CHUNK_BITS:
            return (
                None if target is None else self.due(start, target, pauses),
                None if end is None else self.between(start, end, pauses),
            )
        due = worked = (
            None  # most clocks begin, fall due and end in one chunk, and the way to their start is one
        )
        first = _micros(start)
        index = first >> _CHUNK_BITS
        chunk = self._chunk(index)
        before = chunk.open_before(first)
        if target is not None:
            needed = before + _span(target)
            is_here = before < needed <= chunk.total
            due = _instant(chunk.instant_after(needed)) if is_here else self.due(start, target)
        if end is not None:
            last = _micros(end)
            is_here = first < last and last >> _CHUNK_BITS == index
            worked = (
                timedelta(microseconds=chunk.open_before(last) - before)
                if is_here
                else self.between(start, end)
            )
        return due, worked

    def segments(self, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> list[Segment]:
        """The timeline from start to end without gaps; outside opening hours a pause does not show."""
        first, last = _micros(start), _micros(end)
        if last <= first:
            return []
        opened = self._stretches(first, last, removed=False)
        layers = [
            self._stretches(first, last, removed=True),
            _pause_stretches(pauses, first, last),
        ]
        cuts = {first, last}
        for stretch in (*opened, *layers[0], *layers[1]):
            cuts.update((stretch.start, stretch.end))
        states: list[_Stretch] = []
        for left, right in pairwise(sorted(cuts)):
            kind, reason = _state(left, opened, *layers)
            if states and (states[-1].kind, states[-1].reason) == (kind, reason):
                left = states.pop().start  # noqa: PLW2901 -- the stretch goes on from where it began
            states.append(_Stretch(left, right, kind, reason))
        return [Segment(_instant(s.start), _instant(s.end), s.kind, s.reason) for s in states]

    def _open(self, first: int, last: int) -> int:
        if self._always:
            return last - first
        if self._never:
            return 0
        index, last_index = first >> _CHUNK_BITS, last >> _CHUNK_BITS
        worked = self._chunk(last_index).open_before(last) - self._chunk(index).open_before(first)
        while index < last_index:
            worked += self._chunk(index).total
            index += 1
        return worked

    def _due(self, first: int, needed: int) -> int | None:
        if self._always:
            return first + needed if first + needed <= _HORIZON else None
        if self._never:
            return None
        index = first >> _CHUNK_BITS
        chunk = self._chunk(index)
        needed += chunk.open_before(first)
        while needed > chunk.total:
            needed -= chunk.total
            index += 1
            if index > _HORIZON >> _CHUNK_BITS:
                return None
            chunk = self._chunk(index)
        due = chunk.instant_after(needed)
        return due if due <= _HORIZON else None

    def _chunk(self, index: int) -> _Chunk:
        chunk = self._chunks.get(index)
        if chunk is None:
            first = index << _CHUNK_BITS
            opened = self._stretches(first, first + (1 << _CHUNK_BITS), removed=False)
            chunk = self._chunks[index] = _Chunk([(s.start, s.end) for s in opened])
        return chunk

    def _stretches(self, first: int, last: int, *, removed: bool) -> list[_Stretch]:
        """Open time within [first, last), overlaps joined; or the time that holidays and such removed."""
        calendar = self.calendar
        if self._always:
            return [] if removed else [_Stretch(first, last, SegmentKind.RUNNING, None)]
        found: list[_Stretch] = []
        for day in _days(first, last):
            windows = calendar.removed_on(day) if removed else calendar.windows_on(day)
            holiday = calendar.holidays.get(day)
            kind, reason = SegmentKind.RUNNING, None
            if removed:
                kind = SegmentKind.CLOSED if holiday is None else SegmentKind.HOLIDAY
                reason = CLOSED_DATE if holiday is None else holiday
            for window in windows:
                start, end = map(_micros, window.resolve(day, self._zone))
                start, end = max(start, first), min(end, last)
                if start < end:
                    found.append(_Stretch(start, end, kind, reason))
        return found if removed else _joined(found)


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    joined: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        if joined and stretch.start <= joined[-1].end:
            last = joined.pop()
            joined.append(_Stretch(last.start, max(last.end, stretch.end), last.kind, last.reason))
        else:
            joined.append(stretch)
    return joined


def _merged(pauses: Sequence[Pause], first: int, last: int) -> list[tuple[int, int]]:
    """The pauses within [first, last), so that what is paused twice counts once."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(
        (max(_micros(pause.start), first), min(_FOREVER if pause.end is None else _micros(pause.end), last))
        for pause in pauses
    ):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _pause_stretches(pauses: Sequence[Pause], first: int, last: int) -> list[_Stretch]:
    """Within [first, last), in the order in which they give their reason: exclusions, then the earliest."""
    ordered = sorted(
        pauses,
        key=lambda pause: (pause.kind is not SegmentKind.EXCLUDED, _micros(pause.start), pause.reason),
    )
    found: list[_Stretch] = []
    for pause in ordered:
        start = max(_micros(pause.start), first)
        end = min(_FOREVER if pause.end is None else _micros(pause.end), last)
        if start < end:
            found.append(_Stretch(start, end, pause.kind, pause.reason))
    return found


def _state(
    instant: int, opened: list[_Stretch], removed: list[_Stretch], paused: list[_Stretch]
) -> tuple[SegmentKind, str | None]:
    index = bisect_right(opened, instant, key=lambda stretch: stretch.start) - 1
    if index >= 0 and instant < opened[index].end:
        layer, otherwise = paused, SegmentKind.RUNNING
    else:
        layer, otherwise = removed, SegmentKind.CLOSED
    for stretch in layer:
        if stretch.start <= instant < stretch.end:
            return stretch.kind, stretch.reason
    return otherwise, None


def _days(first: int, last: int) -> Iterator[date]:
    """Every local date, in any zone, whose windows may reach into [first, last)."""
    start = first // _DAY + _EPOCH_DAY - _MARGIN_DAYS
    end = last // _DAY + _EPOCH_DAY + _MARGIN_DAYS
    for ordinal in range(max(start, 1), min(end, date.max.toordinal() - _MARGIN_DAYS)):
        yield date.fromordinal(ordinal)


def _micros(instant: datetime) -> int:
    since = instant - _EPOCH
    return (since.days * 86_400 + since.seconds) * _SECOND + since.microseconds


def _span(delta: timedelta) -> int:
    return delta.days * _DAY + delta.seconds * _SECOND + delta.microseconds


def _instant(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


_HORIZON = _micros(HORIZON)
