"""A calendar as a brand agreed it: a time zone, windows of the week, holidays, closed dates.

A window belongs to the local date it starts on, and goes with it: a holiday or a closed date removes
the windows that start on it, overnight ones whole, and no window of the eve. Wall times are resolved
for each date, both ends as the first time the clock shows them (fold=0): an end that the clock skips
is read with the offset in force before the skip, one that comes twice is the first of the two, and a
window that is empty or turned round after that is not there. Windows that overlap are one.

Adding up time is in `working_time`; reading `mon-fri` and library holidays is the brand file's work.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bpo.core.errors import Invalid
from bpo.core.i18n import N_

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_OF_DAY = 24 * 60

_WINDOW = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Window:
    """Minutes of the local day; an end at or before the start is on the next day, 1440 is its midnight."""

    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        if not (0 <= self.start_minute < MINUTES_OF_DAY and 0 <= self.end_minute <= MINUTES_OF_DAY):
            raise Invalid(N_("A window starts before 24:00 and ends at 24:00 or earlier."))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The window written as `09:00-13:00`."""
        match = _WINDOW.fullmatch(text)
        if match is None:
            raise Invalid(N_("“%(text)s” is not a window such as 09:00-18:00."), text=text)
        hour, minute, end_hour, end_minute = map(int, match.groups())
        return cls(hour * 60 + minute, end_hour * 60 + end_minute)

    @property
    def text(self) -> str:
        """As `from_text` reads it."""
        return (
            f"{self.start_minute // 60:02}:{self.start_minute % 60:02}"
            f"-{self.end_minute // 60:02}:{self.end_minute % 60:02}"
        )

    @property
    def is_whole_day(self) -> bool:
        """From midnight to midnight."""
        return self.start_minute == 0 and self.end_minute in {0, MINUTES_OF_DAY}

    def resolve(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its two ends on a local date, as instants that know their zone."""
        end_minute = self.end_minute
        if end_minute <= self.start_minute:
            end_minute += MINUTES_OF_DAY
        return _at(day, self.start_minute, zone), _at(day, end_minute, zone)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    days, minute = divmod(minute, MINUTES_OF_DAY)
    if days:
        day += timedelta(days=days)
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)


WHOLE_DAY = Window(0, MINUTES_OF_DAY)


@dataclass(frozen=True)
class Calendar:
    """`weekly` has seven days, Monday first. `holiday_calendar` says where the dates came from (`PL-14`)."""

    time_zone: str
    weekly: tuple[tuple[Window, ...], ...]
    holidays: Mapping[date, str] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()
    holiday_calendar: str | None = None

    def __post_init__(self) -> None:
        if len(self.weekly) != len(DAYS):
            raise Invalid(N_("A week has seven days."))
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise Invalid(N_("“%(name)s” is not a time zone."), name=self.time_zone) from error

    @classmethod
    def always(cls, time_zone: str) -> Self:
        """Open day and night."""
        return cls(time_zone, ((WHOLE_DAY,),) * len(DAYS))

    @property
    def is_always(self) -> bool:
        """Never closed: midnights of neighbouring days are one instant, whatever the clock does."""
        whole = all(any(window.is_whole_day for window in day) for day in self.weekly)
        return whole and not self.holidays and not self.closed

    @property
    def is_never(self) -> bool:
        """No window on any day of the week."""
        return not any(self.weekly)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """The windows that start on a date and are worked."""
        if day in self.holidays or day in self.closed:
            return ()
        return self.weekly[day.weekday()]

    def removed_on(self, day: date) -> tuple[Window, ...]:
        """The windows that would start on a date, were it not a holiday or closed."""
        if day in self.holidays or day in self.closed:
            return self.weekly[day.weekday()]
        return ()


def calendar_from_spec(spec: Mapping[str, Any]) -> Calendar:
    """The calendar that the database keeps as JSON in its normal form."""
    return Calendar(
        time_zone=spec["time_zone"],
        weekly=tuple(tuple(Window.from_text(text) for text in spec["weekly"][day]) for day in DAYS),
        holidays={date.fromisoformat(day): name for day, name in spec["holiday_dates"].items()},
        closed=frozenset(date.fromisoformat(day) for day in spec["closed"]),
        holiday_calendar=spec["holidays"],
    )


def calendar_to_spec(calendar: Calendar) -> dict[str, Any]:
    """The normal form: all seven days, dates in order."""
    return {
        "time_zone": calendar.time_zone,
        "weekly": {
            day: [window.text for window in windows]
            for day, windows in zip(DAYS, calendar.weekly, strict=True)
        },
        "holidays": calendar.holiday_calendar,
        "holiday_dates": {day.isoformat(): name for day, name in sorted(calendar.holidays.items())},
        "closed": [day.isoformat() for day in sorted(calendar.closed)],
    }
