"""Until when a client may decide on a signed month, where the contract says that silence is consent.

A working day is a date on which every calendar of the brand has an hour open; of a brand without calendars it is
Monday to Friday. So a holiday in any of them gives the client a day more, never one less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bpo.tenants.rules.calendar import Calendar
from bpo.tenants.rules.period import local_date, local_midnight

REMINDED_DAYS = 2  # working days before the last one
WORKWEEK = 5
LONGEST_SEARCH = 3660  # in dates; a calendar that opens so rarely never lets the days pass


@dataclass(frozen=True, slots=True)
class Deadline:
    """The first instant after the agreed days, and when the client is reminded; None where there is no time to."""

    accept_by: datetime
    remind_at: datetime | None


def deadline_of(
    signed_at: datetime, days: int, calendars: Sequence[Calendar], time_zone: str
) -> Deadline | None:
    """The end of the n-th working day after the day of signing; None where the calendars have no such day."""
    used = [one for one in calendars if not one.is_never]
    signed_on = local_date(signed_at, time_zone)
    working: list[date] = []
    for count in range(1, LONGEST_SEARCH):
        day = signed_on + timedelta(days=count)
        if is_working_day(day, used):
            working.append(day)
            if len(working) == days:
                break
    else:
        return None
    remind_at = (
        local_midnight(working[-1 - REMINDED_DAYS] + timedelta(days=1), time_zone)
        if days > REMINDED_DAYS
        else None
    )
    return Deadline(local_midnight(working[-1] + timedelta(days=1), time_zone), remind_at)


def is_working_day(day: date, calendars: Sequence[Calendar]) -> bool:
    """Whether all of these are open at some hour of a date."""
    if not calendars:
        return day.weekday() < WORKWEEK
    return all(one.windows_on(day) for one in calendars)
