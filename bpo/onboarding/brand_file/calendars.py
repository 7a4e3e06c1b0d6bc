"""A brand's calendars: opening windows by weekday, holidays by country, single closed days.

The normal form names all seven days, so that "not named" and "closed" cannot be told apart later, and keeps
the holiday dates themselves: the library may change its mind, a version that measured must not. Windows
stay as typed, whether or not they overlap; what time they make is the business of the tenants' rules.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast

import holidays
from marshmallow import ValidationError

from bpo.core.i18n import N_, _
from bpo.onboarding.brand_file.scalars import EMPTY, REQUIRED, BrandField, Day, Scalar, Text, Zone
from bpo.onboarding.brand_file.shapes import TABLE, Items, Row, Section
from bpo.onboarding.brand_file.text import clip

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = "always"  # the built-in calendar: round the clock
FIRST_YEAR = 2000
YEARS_AHEAD = 5
SPOKEN = "en_US"


class Window(Scalar[str]):
    """`09:00-13:00`. One that ends at or before its start runs past midnight."""

    kind = "window"

    def read(self, text: str) -> str:
        match = re.fullmatch(r"([0-9]{1,2}):([0-9]{2}) ?[-–] ?([0-9]{1,2}):([0-9]{2})", text)
        if match:
            start = (int(match[1]), int(match[2]))
            end = (int(match[3]), int(match[4]))
            if _is_time(start) and (_is_time(end) or end == (24, 0)):
                return f"{start[0]:02}:{start[1]:02}-{end[0]:02}:{end[1]:02}"
        raise ValidationError(_("`%(value)s` is not a window of time: write 09:00-13:00.", value=clip(text)))


def _is_time(hour_and_minute: tuple[int, int]) -> bool:
    return hour_and_minute[0] <= 23 and hour_and_minute[1] <= 59


def days_of(key: str) -> list[str]:
    """The days a key names: a day, a range (also over the weekend's end) or a list of either."""
    days: list[str] = []
    for part in key.split(","):
        first, dash, last = (piece.strip().lower() for piece in part.partition("-"))
        if first not in DAYS or (dash and last not in DAYS):
            raise ValidationError(_("`%(key)s` names no days: write mon, mon-fri or sat,sun.", key=clip(key)))
        start = DAYS.index(first)
        length = (DAYS.index(last) - start) % 7 + 1 if dash else 1
        days += [DAYS[(start + step) % 7] for step in range(length)]
    return days


class Weekly(BrandField[dict[str, list[str]]]):
    """The windows of a week; a later key replaces a day, and a day not named is closed."""

    kind = "weekly"
    windows = Items(Window())
    default_error_messages = {  # noqa: RUF012 -- marshmallow's own way
        "required": REQUIRED,
        "null": EMPTY,
        "table": TABLE,
        "hours": N_("There are no hours here: write [] for closed."),
    }

    def __init__(self) -> None:
        super().__init__(required=True)

    def take(self, value: object) -> dict[str, list[str]]:
        if not isinstance(value, Mapping):
            raise self.make_error("table")
        week: dict[str, list[str]] = {day: [] for day in DAYS}
        errors: Row = {}
        for key, windows in value.items():
            try:
                days = days_of(str(key))
                if windows is None:
                    raise self.make_error("hours")
                read = self.windows.take(windows)
                week.update({day: list(read) for day in days})
            except ValidationError as error:
                errors[key] = error.messages
        if errors:
            raise ValidationError(errors)
        return week

    def give(self, value: dict[str, list[str]]) -> dict[str, list[str]]:
        """The shortest true form: runs of equal days together, closed days left out."""
        runs: list[tuple[str, str, list[str]]] = []
        for before, day in zip((None, *DAYS), DAYS, strict=False):
            if runs and runs[-1][1] == before and runs[-1][2] == value[day]:
                runs[-1] = (runs[-1][0], day, value[day])
            else:
                runs.append((day, day, value[day]))
        return {
            first if first == last else f"{first}-{last}": windows for first, last, windows in runs if windows
        }


class HolidayRegion(Scalar[str]):
    """A country, or a country and its part, whose public holidays close the calendar."""

    kind = "holiday_region"

    def read(self, text: str) -> str:
        region = text.upper()
        try:
            if re.fullmatch("[A-Z]{2}(-[A-Z0-9]{1,6})?", region):
                holiday_dates(region, until=FIRST_YEAR)
                return region
        except NotImplementedError:
            pass
        raise ValidationError(
            _("`%(value)s` is not a country with known holidays: write UA, PL or PL-14.", value=clip(text))
        )


@lru_cache(maxsize=256)
def holiday_dates(region: str, *, until: int) -> Mapping[str, str]:
    """The public holidays of a region through a year, with their English names."""
    country, _dash, part = region.partition("-")
    years = range(FIRST_YEAR, until + 1)
    spoken = holidays.country_holidays(country, subdiv=part or None).supported_languages
    found = holidays.country_holidays(
        country, subdiv=part or None, years=years, language=SPOKEN if SPOKEN in spoken else None
    )
    return {day.isoformat(): str(name) for day, name in sorted(found.items())}


class CalendarName(Text):
    """The name of a calendar of the brand's own."""

    def read(self, text: str) -> str:
        if text.casefold() == ALWAYS:
            raise ValidationError(_("`always` is built in; give this calendar another name."))
        return text


class CalendarIn(Section):
    time_zone = Zone(optional=True)  # the brand's own, unless said otherwise
    weekly = Weekly()
    holidays = HolidayRegion(default=None)
    closed = Items(Day(), default=list)


def complete_calendar(spec: Row, *, time_zone: str, today: date) -> Row:
    """The normal form: the brand's zone where none was named, and the holidays' dates."""
    region = cast("str | None", spec["holidays"])
    dates: Mapping[str, Any] = holiday_dates(region, until=today.year + YEARS_AHEAD) if region else {}
    return {
        "time_zone": spec.get("time_zone", time_zone),
        "weekly": spec["weekly"],
        "holidays": region,
        "holiday_dates": dict(dates),
        "closed": sorted(set(spec["closed"])),
    }
