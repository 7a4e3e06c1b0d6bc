"""Sentences that were kept, not said: a msgid and its values, put into words when somebody reads them.

What a value is stands in the end of its name, so that it can be written as this reader writes it: `_at` is an
instant (RFC 3339), `_on` a day, `_seconds` a length of time, `department` the word for a client's department. All
others stand as they are.
"""

from collections.abc import Mapping
from datetime import date, datetime

from bpo.core.i18n import gettext
from bpo.web.formats import show_date, show_datetime, show_duration
from bpo.web.labels import department_name


def say(message: str, values: Mapping[str, object]) -> str:
    """The sentence in the reader's language, zone and units."""
    return gettext(message, **{name: _shown(name, value) for name, value in values.items()})


def _shown(name: str, value: object) -> object:
    if name.endswith("_at"):
        return show_datetime(datetime.fromisoformat(str(value)))
    if name.endswith("_on"):
        return show_date(date.fromisoformat(str(value)))
    if name.endswith("_seconds"):
        return show_duration(float(str(value)))
    if name.endswith("department"):
        return department_name(str(value))
    return value
