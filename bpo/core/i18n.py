"""Translation, on Babel alone: the current locale and time zone, and the gettext family.

The screen's language is the reader's and is carried in a context variable that the edge sets (a page,
a mail); the language of a customer's text is another thing and never read from here. Catalogues are
compiled from `translations/` into `.mo` files next to their sources and loaded once a process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.support import NullTranslations, Translations

LOCALES = ("en", "ru", "uk", "pl")
ROOT = Path(__file__).resolve().parents[2] / "translations"

_locale: ContextVar[str] = ContextVar("locale", default="en")
_time_zone: ContextVar[str] = ContextVar("time_zone", default="UTC")


@cache
def catalogue(locale: str) -> NullTranslations:
    """The compiled messages of one language; English is the source and needs none."""
    return Translations.load(str(ROOT), [locale])


@contextmanager
def speaking(locale: str, time_zone: str = "UTC") -> Iterator[None]:
    """Everything said inside the block is in this language and time zone."""
    first, second = _locale.set(locale), _time_zone.set(time_zone)
    try:
        yield
    finally:
        _locale.reset(first)
        _time_zone.reset(second)


def current_locale() -> Locale:
    """The reader's locale."""
    return _parsed(_locale.get())


def current_language() -> str:
    """The name of the reader's locale."""
    return _locale.get()


@cache
def _parsed(locale: str) -> Locale:
    """A long list asks for the locale hundreds of times, and Babel parses its name each time."""
    return Locale.parse(locale)


def current_zone() -> ZoneInfo:
    """The reader's time zone."""
    return ZoneInfo(_time_zone.get())


def N_(message: str) -> str:  # noqa: N802 -- the field's name for "translate later"
    """Mark a constant for extraction; it is translated where it is shown."""
    return message


def gettext(message: str, **values: object) -> str:
    """The sentence in the reader's language."""
    text = catalogue(_locale.get()).ugettext(message) if message else ""
    return text % values if values else text


def ngettext(singular: str, plural: str, n: int, **values: object) -> str:
    """The sentence in the plural form that n needs in the reader's language; %(n)s is n."""
    text = catalogue(_locale.get()).ungettext(singular, plural, n)
    return text % {"n": n, **values}


_ = gettext
