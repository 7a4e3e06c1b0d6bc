"""Periods that figures are asked for: local dates of the brand, as instants.

`to` is exclusive. A date begins at the first instant at which the brand's clocks show it, so a month in
which the clock is changed is an hour longer or shorter, and two adjoining periods share no instant.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

FIRST_YEAR, LAST_YEAR = 1970, 2200
DAILY, WEEKLY, MONTHLY = 45, 400, 3700  # the longest period, in days, drawn in steps of this size
MONDAY = 0
PRESET_DAYS = ("yesterday", "last_week")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]{5,15}([Zz]|[+-][0-9]{2}:[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """The dates [from_date, to_date) in a time zone."""

    from_date: date
    to_date: date
    time_zone: str

    def __post_init__(self) -> None:
        if not (FIRST_YEAR <= self.from_date.year <= LAST_YEAR):
            raise _refused("from", N_("Give a date between 1970 and 2200."))
        if not (FIRST_YEAR <= self.to_date.year <= LAST_YEAR):
            raise _refused("to", N_("Give a date between 1970 and 2200."))
        if self.from_date >= self.to_date:
            raise _refused("to", N_("The period ends before this date, so it must be later than its start."))

    @property
    def start(self) -> datetime:
        """The first instant of the period."""
        return local_midnight(self.from_date, self.time_zone)

    @property
    def end(self) -> datetime:
        """The first instant after the period."""
        return local_midnight(self.to_date, self.time_zone)

    @property
    def last_date(self) -> date:
        """The last date in it."""
        return self.to_date - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many dates it holds."""
        return (self.to_date - self.from_date).days

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins and ends with a month."""
        return self.from_date.day == 1 and self.to_date.day == 1

    @property
    def is_month(self) -> bool:
        """Whether it is one month of the calendar."""
        return self.is_whole_months and self.months == 1

    @property
    def months(self) -> int:
        """How many months it spans, for a period of whole months."""
        return 12 * (self.to_date.year - self.from_date.year) + self.to_date.month - self.from_date.month


def local_midnight(day: date, time_zone: str) -> datetime:
    """The instant at which a date begins; where clocks skip midnight, the instant of the skip."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


def local_date(instant: datetime, time_zone: str) -> date:
    """The date on the clocks of a time zone."""
    return instant.astimezone(ZoneInfo(time_zone)).date()


def read_local(text: str, time_zone: str, *, place: str) -> datetime:
    """An instant as a form sends it, by the clocks of the zone; or one with its own offset."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?", text):
        try:
            local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(time_zone))
            return check_instant(local.astimezone(UTC), place=place)
        except (ValueError, OverflowError):
            raise _refused(place, N_("Write the instant as 2017-12-31T00:00:00Z.")) from None
    return read_instant(text, place=place)


def month_of(day: date, time_zone: str) -> Period:
    """The month that holds a date."""
    first = day.replace(day=1)
    return Period(first, add_months(first, 1), time_zone)


def days_before(today: date, name: str, time_zone: str) -> Period:
    """Yesterday, or the latest week from Monday to Sunday that is over."""
    if name == "yesterday":
        return Period(today - timedelta(days=1), today, time_zone)
    monday = today - timedelta(days=(today.weekday() - MONDAY) % 7)
    return Period(monday - timedelta(days=7), monday, time_zone)


def add_months(first: date, count: int) -> date:
    """The first of a month, so many months on."""
    years, month = divmod(first.month - 1 + count, 12)
    return date(first.year + years, month + 1, 1)


def period_before(period: Period) -> Period | None:
    """The period to compare with: as many months or days, just before; None where years run out."""
    if period.is_whole_months:
        start = add_months(period.from_date, -period.months)
    else:
        start = period.from_date - timedelta(days=period.days)
    return Period(start, period.from_date, period.time_zone) if start.year >= FIRST_YEAR else None


def steps_of(period: Period) -> tuple[date, ...]:
    """The dates at which the steps of a trend begin: days, weeks, months or years by the period's length."""
    if period.days <= DAILY:
        return tuple(period.from_date + timedelta(days=n) for n in range(period.days))
    if period.days <= WEEKLY:
        first = period.from_date + timedelta(days=(MONDAY - period.from_date.weekday()) % 7)
        starts = [first + timedelta(days=n) for n in range(0, period.days, 7)]
    elif period.days <= MONTHLY:
        starts = [add_months(period.from_date.replace(day=1), n) for n in range(period.months + 2)]
    else:
        starts = [date(year, 1, 1) for year in range(period.from_date.year, period.to_date.year + 1)]
    inside = [day for day in starts if period.from_date < day < period.to_date]
    return (period.from_date, *inside)


def read_date(text: str, *, place: str) -> date:
    """A date written 2017-10-01."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _refused(place, N_("Write the date as 2017-10-01."))


def read_instant(text: str, *, place: str) -> datetime:
    """An instant written 2017-12-31T00:00:00Z; an offset must be given."""
    try:
        if _INSTANT.fullmatch(text):
            return check_instant(datetime.fromisoformat(text.upper()).astimezone(UTC), place=place)
    except (ValueError, OverflowError):
        pass
    raise _refused(place, N_("Write the instant as 2017-12-31T00:00:00Z."))


def check_instant(instant: datetime, *, place: str) -> datetime:
    """The instant itself, within the years that are understood."""
    if instant.tzinfo is None or not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise _refused(place, N_("Write the instant as 2017-12-31T00:00:00Z."))
    return instant


def _refused(place: str, message: str) -> Invalid:
    return Invalid(N_("This period cannot be reported."), faults=(Fault(place, message),))
