"""How values look to this reader: instants in their zone, durations in words, numbers in their grouping.

These are the template filters. A value that does not exist is a dash that a screen reader can name, never
0 and never an empty cell. Durations stop at hours unless days are asked for: a "day" of working time would
be read as 24 hours.
"""

import re
import zlib
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_timezone_name
from babel.dates import format_datetime as babel_datetime
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit
from markupsafe import Markup

from bpo.core.i18n import current_locale, current_zone, gettext

BRAND_COLOURS = 12
_WORD_AT_THE_END = re.compile(r"\s*'[^']*'\.?$")
MINUTE, HOUR, DAY = 60, 3600, 86400
STEPS = (("duration-day", DAY), ("duration-hour", HOUR), ("duration-minute", MINUTE), ("duration-second", 1))


def no_value() -> Markup:
    """A dash to the eye, words to a screen reader."""
    return _dash(gettext("no value"))


@lru_cache(maxsize=16)
def _dash(words: str) -> Markup:
    dash = Markup('<span class="text-secondary"><span aria-hidden="true">–</span>')
    return dash + Markup('<span class="visually-hidden">{}</span></span>').format(words)


def show_datetime(value: datetime | None, *, seconds: bool = False) -> str:
    """Day and time of day in the reader's zone, 24 hours."""
    if value is None:
        return no_value()
    locale = current_locale()
    time_of_day = "HH:mm:ss" if seconds else "HH:mm"
    pattern = str(locale.datetime_formats["medium"]).replace("{0}", time_of_day)
    pattern = pattern.replace("{1}", _day_pattern(locale))
    return babel_datetime(value, pattern, tzinfo=current_zone(), locale=locale)


def show_time(value: datetime | None, *, seconds: bool = False) -> str:
    """Only the time of day, in the reader's zone."""
    if value is None:
        return no_value()
    pattern = "HH:mm:ss" if seconds else "HH:mm"
    return babel_datetime(value, pattern, tzinfo=current_zone(), locale=current_locale())


def show_date(value: date | datetime | None) -> str:
    """The day; an instant's day is the reader's."""
    if value is None:
        return no_value()
    day = value.astimezone(current_zone()).date() if isinstance(value, datetime) else value
    locale = current_locale()
    return format_date(day, format=_day_pattern(locale), locale=locale)


def _day_pattern(locale: Locale) -> str:
    """Day, month and year, without the word "year" after it: its stop would double that of a sentence."""
    return _WORD_AT_THE_END.sub("", str(locale.date_formats["medium"].pattern))


def show_month(value: date | datetime | None) -> str:
    """The month and the year, as they stand alone."""
    if value is None:
        return no_value()
    day = value.astimezone(current_zone()).date() if isinstance(value, datetime) else value
    return format_date(day, format="LLLL y", locale=current_locale())


def show_weekday(value: date) -> str:
    """The day of the week, short, as it stands alone above a column."""
    return format_date(value, format="ccc", locale=current_locale())


def show_zone(value: datetime | None = None) -> str:
    """The name of the reader's time zone, for the foot of a page of times."""
    return get_timezone_name(value or current_zone(), width="short", locale=current_locale())


def show_isoformat(value: date | datetime | None) -> str:
    """For machines: RFC 3339 in UTC; nothing where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat()


def show_duration(seconds: float | Decimal | None, *, days: bool = False) -> str:
    """The two largest units in words: 5 h 46 min, 10 min 2 s, 45 s."""
    if seconds is None:
        return no_value()
    left = round(abs(float(seconds)))
    sign = "−" if seconds < 0 and left else ""
    parts: list[str] = []
    for at, (unit, size) in enumerate(STEPS if days else STEPS[1:], start=0 if days else 1):
        count, rest = divmod(left, size)
        if count:
            parts.append(_unit(count, unit))
            if rest and size > 1 and (second := rest // STEPS[at + 1][1]):
                parts.append(_unit(second, STEPS[at + 1][0]))
            break
    words = parts or [_unit(0, "duration-second")]
    # Side by side as everybody writes them; the lists of some locales would put an "and" between.
    return sign + " ".join(words)


def _unit(count: int, unit: str) -> str:
    return _unit_in(count, unit, str(current_locale()))


@lru_cache(4096)
def _unit_in(count: int, unit: str, locale: str) -> str:
    """The same few hundred words stand in every list of clocks."""
    return str(format_unit(count, unit, length="short", locale=locale))


def show_number(value: float | Decimal | None, *, digits: int | None = None) -> str:
    """A number grouped as the reader groups; `digits` is how many places at most."""
    if value is None:
        return no_value()
    pattern = None if digits is None else "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=current_locale())


def show_money(amount: Decimal | str | None, currency: str) -> str:
    """An amount with its currency, as the reader writes it; every decimal that it has, none rounded away."""
    if amount is None:
        return no_value()
    locale = current_locale()
    return format_currency(Decimal(amount), currency, locale=locale, decimal_quantization=False)


def show_percent(ratio: float | Decimal | None, *, digits: int = 1) -> str:
    """A ratio as per cent: 0.9036 is 90.4 %."""
    if ratio is None:
        return no_value()
    locale = current_locale()
    whole = str(locale.percent_formats[None].pattern)
    pattern = whole.replace("0", "0." + "#" * digits, 1) if digits else whole
    # The pattern's first 0 is its last whole place: `#,##0%`, and `#,##0 %` where a space belongs.
    return format_percent(ratio, format=pattern, locale=locale)


def initials(name: str) -> str:
    """One or two letters for a round picture."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def brand_class(slug: object) -> str:
    """The colour class of a brand: the same on every machine and every day."""
    return f"brand-{zlib.crc32(str(slug).encode()) % BRAND_COLOURS}"


FILTERS = {
    "datetime": show_datetime,
    "time": show_time,
    "date": show_date,
    "month": show_month,
    "weekday": show_weekday,
    "isoformat": show_isoformat,
    "duration": show_duration,
    "number": show_number,
    "money": show_money,
    "percent": show_percent,
    "initials": initials,
    "brand_class": brand_class,
}
