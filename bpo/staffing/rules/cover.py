"""Whether a brand's service hours are covered by people who may serve it.

Service hours, presences and needs are sets of instants; coverage is the sweep over the instants at which any
of them begins or ends, so it is exact, whatever minute a shift begins at and whatever clocks do. Somebody
counts while they are on shift, not absent, and certified; for a language, where they write it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.staffing.rules.shifts import Span, joined, span_of

MOST_PEOPLE = 500
MOST_EXCEPTIONS = 12
USUAL_NEED = 1


class Cover(StrEnum):
    """How well a stretch is covered, the worst first."""

    NOBODY = "nobody"
    LANGUAGE = "language"  # somebody, but not in each language
    THIN = "thin"  # in each language, but too few
    COVERED = "covered"


@dataclass(frozen=True)
class Presence:
    """Somebody who may serve the brand for a time, and the languages they write."""

    who: Any
    span: Span
    languages: frozenset[str]


@dataclass(frozen=True)
class Unusual:
    """A need that differs on some days of the week (0 is Monday) between two times by the brand's clock."""

    weekdays: frozenset[int]
    start: time
    end: time
    people: int


@dataclass(frozen=True)
class Need:
    """How many people a brand needs in its service hours; of several exceptions the last one holds."""

    usual: int = USUAL_NEED
    exceptions: tuple[Unusual, ...] = ()

    @property
    def spec(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "usual": self.usual,
            "exceptions": [
                {
                    "weekdays": sorted(one.weekdays),
                    "start": f"{one.start:%H:%M}",
                    "end": f"{one.end:%H:%M}",
                    "people": one.people,
                }
                for one in self.exceptions
            ],
        }

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> "Need":
        """From what was kept."""
        return cls(
            spec["usual"],
            tuple(
                Unusual(
                    frozenset(one["weekdays"]),
                    time.fromisoformat(one["start"]),
                    time.fromisoformat(one["end"]),
                    one["people"],
                )
                for one in spec["exceptions"]
            ),
        )


@dataclass(frozen=True)
class Stretch:
    """A stretch of service hours in which nothing changes."""

    span: Span
    people: int
    need: int
    lacking: tuple[str, ...]  # languages that nobody writes then

    @property
    def cover(self) -> Cover:
        """How well it is covered."""
        if self.people == 0 and self.need > 0:
            return Cover.NOBODY
        if self.lacking and self.need > 0:
            return Cover.LANGUAGE
        return Cover.THIN if self.people < self.need else Cover.COVERED


def check_need(need: Need) -> None:
    """Raise unless a brand can need that."""
    faults = []
    if not 0 <= need.usual <= MOST_PEOPLE:
        faults.append(Fault("usual", N_("A number of people from 0 to 500.")))
    if len(need.exceptions) > MOST_EXCEPTIONS:
        faults.append(Fault("exceptions", N_("Twelve exceptions at most.")))
    for place, one in enumerate(need.exceptions):
        if not one.weekdays or not one.weekdays <= frozenset(range(7)):
            faults.append(Fault(f"exceptions.{place}.weekdays", N_("Choose the days.")))
        if not 0 <= one.people <= MOST_PEOPLE:
            faults.append(Fault(f"exceptions.{place}.people", N_("A number of people from 0 to 500.")))
    if faults:
        raise Invalid(N_("A brand cannot need that."), faults=tuple(faults))


def need_spans(need: Need, limits: Span, zone: ZoneInfo) -> list[tuple[Span, int]]:
    """The exceptions as instants, in the order in which later ones hold."""
    first = limits.start.astimezone(zone).date() - timedelta(days=1)
    last = limits.end.astimezone(zone).date()
    return [
        (span_of(day, one.start, one.end, zone), one.people)
        for one in need.exceptions
        for day in _days(first, last)
        if day.weekday() in one.weekdays
    ]


def cover(
    service: Sequence[Span],
    presences: Sequence[Presence],
    *,
    languages: Sequence[str],
    usual: int = USUAL_NEED,
    exceptions: Sequence[tuple[Span, int]] = (),
) -> list[Stretch]:
    """Service hours as stretches with who is there: apart, in order, neighbours that say the same made one."""
    opened = joined(service)
    cuts = {edge for span in opened for edge in (span.start, span.end)}
    for span in (*(one.span for one in presences), *(span for span, _people in exceptions)):
        cuts.update((span.start, span.end))
    starts = sorted(presences, key=lambda one: one.span.start)
    ends = sorted(presences, key=lambda one: one.span.end)
    found: list[Stretch] = []
    there: Counter[Any] = Counter()  # presences by who, and by language: kept from cut to cut
    spoken: Counter[str] = Counter()
    at_start = at_end = at_open = 0
    for left, right in pairwise(sorted(cuts)):
        while at_start < len(starts) and starts[at_start].span.start <= left:
            there[starts[at_start].who] += 1
            spoken.update(starts[at_start].languages)
            at_start += 1
        while at_end < len(ends) and ends[at_end].span.end <= left:
            there[ends[at_end].who] -= 1
            spoken.subtract(ends[at_end].languages)
            at_end += 1
        while at_open < len(opened) and opened[at_open].end <= left:
            at_open += 1
        if at_open == len(opened) or left < opened[at_open].start:
            continue
        need = usual
        for span, people in exceptions:
            if span.start <= left < span.end:
                need = people
        stretch = Stretch(
            Span(left, right),
            sum(count > 0 for count in there.values()),
            need,
            tuple(one for one in languages if not spoken[one]),
        )
        found.append(_with_last(found, stretch))
    return found


def holes(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches that are not covered as they should be.

    Neighbours that say the same to people are one: how many are needed is no matter where nobody is there, or
    nobody who writes a language. It then says the most who are there and the most who are needed.
    """
    found: list[Stretch] = []
    for one in stretches:
        if one.cover is Cover.COVERED:
            continue
        last = found[-1] if found else None
        if (
            last is not None
            and one.cover is not Cover.THIN
            and (last.span.end, last.cover, last.lacking) == (one.span.start, one.cover, one.lacking)
        ):
            span = Span(last.span.start, one.span.end)
            people, need = max(last.people, one.people), max(last.need, one.need)
            found[-1] = Stretch(span, people, need, one.lacking)
        else:
            found.append(one)
    return found


def by_hour(stretches: Iterable[Stretch], monday: date, zone: ZoneInfo) -> list[list[Cover | None]]:
    """Seven days of 24 local hours: the worst that is found in each; None where there is no service.

    An hour that the clock shows twice is one, one that it skips has no service.
    """
    order = list(Cover)
    grid: list[list[Cover | None]] = [[None] * 24 for _day in range(7)]
    for one in stretches:
        at = one.span.start
        while at < one.span.end:
            local = at.astimezone(zone)
            day = (local.date() - monday).days
            if 0 <= day < len(grid):
                before = grid[day][local.hour]
                worse = before is None or order.index(one.cover) < order.index(before)
                grid[day][local.hour] = one.cover if worse else before
            at += timedelta(seconds=3600 - local.minute * 60 - local.second, microseconds=-local.microsecond)
    return grid


def _with_last(found: list[Stretch], stretch: Stretch) -> Stretch:
    """The stretch, joined with the last one where both touch and say the same."""
    if found and found[-1].span.end == stretch.span.start:
        last = found[-1]
        if (last.people, last.need, last.lacking) == (stretch.people, stretch.need, stretch.lacking):
            found.pop()
            return Stretch(Span(last.span.start, stretch.span.end), last.people, last.need, last.lacking)
    return stretch


def _days(first: date, last: date) -> Iterable[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)
