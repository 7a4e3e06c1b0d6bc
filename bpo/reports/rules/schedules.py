"""When a report comes by itself, and of which period: daily, weekly on a day, monthly on a day, by the brand's clocks.

An hour that the clocks skip comes at the instant of the skip; one that they show twice comes the first time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.tenants.rules.period import Period, add_months, local_date

LAST_DAY = 28  # every month has it
WEEK = 7
SEARCHED = 32  # dates back, within which every schedule has come once
FORMATS = ("pdf", "xlsx", "csv")


class Frequency(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Timetable:
    """`weekday` (Monday is 0) is of weekly ones alone, `day` of monthly ones."""

    frequency: Frequency
    hour: int
    weekday: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        wrong = [
            place
            for place, is_right in (
                ("hour", 0 <= self.hour < 24),
                ("weekday", _fits(self.weekday, 0, WEEK - 1, self.frequency is Frequency.WEEKLY)),
                ("day", _fits(self.day, 1, LAST_DAY, self.frequency is Frequency.MONTHLY)),
            )
            if not is_right
        ]
        if wrong:
            message = N_(
                "Give an hour; for a weekly report its weekday, for a monthly one a day from 1 to 28."
            )
            raise Invalid(message, faults=tuple(Fault(place, message) for place in wrong))

    def falls_on(self, date_: date) -> bool:
        """Whether it comes on a date."""
        return self.weekday in {None, date_.weekday()} and self.day in {None, date_.day}


@dataclass(frozen=True, slots=True)
class Run:
    """One time that a report comes: when, and of which period."""

    at: datetime
    period: Period


def latest_run(timetable: Timetable, now: datetime, time_zone: str) -> Run:
    """The latest time that has come; whatever was missed before it is not made up for."""
    today = local_date(now, time_zone)
    for back in range(SEARCHED):
        day = today - timedelta(days=back)
        local = datetime(day.year, day.month, day.day, timetable.hour, tzinfo=ZoneInfo(time_zone))
        if timetable.falls_on(day) and (at := local.astimezone(UTC)) <= now:
            return Run(at, period_of(timetable.frequency, day, time_zone))
    raise AssertionError("every timetable comes within a month")  # pragma: no cover


def period_of(frequency: Frequency, day: date, time_zone: str) -> Period:
    """What a report that comes on a date is of: the day, the seven days or the month before it."""
    if frequency is Frequency.MONTHLY:
        first = day.replace(day=1)
        return Period(add_months(first, -1), first, time_zone)
    return Period(day - timedelta(days=1 if frequency is Frequency.DAILY else WEEK), day, time_zone)


def check_formats(formats: list[str]) -> list[str]:
    """The files that go along, in their order; Invalid for others. None is a mail with a link alone."""
    if not set(formats) <= set(FORMATS):
        message = N_("Choose pdf, xlsx or csv.")
        raise Invalid(message, faults=(Fault("attachments", message),))
    return [one for one in FORMATS if one in formats]


def _fits(value: int | None, lowest: int, highest: int, is_asked: bool) -> bool:  # noqa: FBT001 -- one use, above
    return lowest <= value <= highest if value is not None and is_asked else (value is None) is not is_asked
