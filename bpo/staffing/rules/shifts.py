"""Shifts and absences on plain values.

A shift is kept as two instants and the zone in which it was entered. Wall times are resolved on their own
date, both ends as the first time the clock shows them (fold=0), as calendars do it; so a pattern copied a
week on begins at the same time by the clock, also across a change of clocks. An end that is not after the
start is on the next day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_

SHORTEST_SHIFT = timedelta(minutes=15)
LONGEST_SHIFT = timedelta(hours=16)
PLANNED_AHEAD = timedelta(days=400)
CORRECTED_BACK = timedelta(days=62)
LONGEST_ABSENCE_DAYS = 366
MOST_WEEKS_COPIED = 12
WEEK = timedelta(days=7)


class AbsenceKind(StrEnum):
    VACATION = "vacation"
    SICK = "sick"
    TRAINING = "training"


class AbsenceState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, order=True)
class Span:
    """From an instant up to, and without, another. In UTC: instants of one zone compare by its clock."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """The time that passes in it, whatever clocks show."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether some instant is in both."""
        return self.start < other.end and other.start < self.end


def span_of(day: date, start: time, end: time, zone: ZoneInfo) -> Span:
    """The span that begins on a local date at a time by the clock and ends at another."""
    last = day if end > start else day + timedelta(days=1)
    return Span(_instant(day, start, zone), _instant(last, end, zone))


def days_span(first: date, last: date, zone: ZoneInfo) -> Span:
    """From the beginning of the first day to the end of the last, by the clock of a zone."""
    return Span(_instant(first, time(), zone), _instant(last + timedelta(days=1), time(), zone))


def weeks_later(span: Span, weeks: int, zone: ZoneInfo) -> Span:
    """The same times by the clock on the same days of the week, weeks later."""
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    moved = weeks * WEEK
    return Span(
        _instant(start.date() + moved, start.time(), zone), _instant(end.date() + moved, end.time(), zone)
    )


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_span(monday: date, zone: ZoneInfo) -> Span:
    """A week by the clock of a zone: 167, 168 or 169 hours."""
    return days_span(monday, monday + timedelta(days=6), zone)


def check_shift(span: Span, *, now: datetime) -> None:
    """Raise unless somebody can have such a shift."""
    faults = []
    if span.length < SHORTEST_SHIFT:
        faults.append(Fault("end", N_("A shift lasts a quarter of an hour at least.")))
    elif span.length > LONGEST_SHIFT:
        faults.append(Fault("end", N_("A shift lasts sixteen hours at most: make two of it.")))
    if span.start < now - CORRECTED_BACK:
        faults.append(Fault("day", N_("This is more than two months ago.")))
    elif span.start > now + PLANNED_AHEAD:
        faults.append(Fault("day", N_("This is more than a year ahead.")))
    if faults:
        raise Invalid(N_("This cannot be a shift."), faults=tuple(faults))


def check_free(span: Span, taken: Iterable[Span], zone: ZoneInfo) -> None:
    """Raise where somebody has a shift already at some instant of this one, and say which."""
    for other in sorted(taken):
        if span.overlaps(other):
            start, end = other.start.astimezone(zone), other.end.astimezone(zone)
            raise Conflict(
                N_("There is a shift already on %(day)s from %(start)s to %(end)s."),
                day=start.date().isoformat(),
                start=f"{start:%H:%M}",
                end=f"{end:%H:%M}",
            )


def check_absence(first: date, last: date, *, today: date) -> None:
    """Raise unless somebody can be absent from the first to the last day."""
    faults = []
    if last < first:
        faults.append(Fault("last_day", N_("It must end after it begins.")))
    elif (last - first).days >= LONGEST_ABSENCE_DAYS:
        faults.append(Fault("last_day", N_("A year at most.")))
    if first < today - CORRECTED_BACK:
        faults.append(Fault("first_day", N_("This is more than two months ago.")))
    elif first > today + PLANNED_AHEAD:
        faults.append(Fault("first_day", N_("This is more than a year ahead.")))
    if faults:
        raise Invalid(N_("This cannot be an absence."), faults=tuple(faults))


def without(spans: Iterable[Span], removed: Iterable[Span]) -> list[Span]:
    """What is left of spans when others are taken out of them, in order."""
    left = sorted(spans)
    for hole in removed:
        kept = []
        for span in left:
            if not span.overlaps(hole):
                kept.append(span)
                continue
            if span.start < hole.start:
                kept.append(Span(span.start, hole.start))
            if hole.end < span.end:
                kept.append(Span(hole.end, span.end))
        left = kept
    return left


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time without overlaps, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif span.start < span.end:
            found.append(span)
    return found


def within(spans: Sequence[Span], limits: Sequence[Span]) -> list[Span]:
    """The time that is in a span and in one of the limits."""
    found = [
        Span(max(span.start, limit.start), min(span.end, limit.end))
        for span in spans
        for limit in limits
        if span.overlaps(limit)
    ]
    return joined(found)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)
