"""Fields of one text: how a value is written in the file, and what it is in normal form.

Every field reads text (from the file or from a form) and writes the same text back: 1800 seconds are `30m`,
0.9 is `90%`. A value in normal form is plain JSON. Text that YAML would take for something else is quoted
when written; numbers, dates and amounts are marked `Bare` because there the plain form is the point.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale
from marshmallow import ValidationError, fields, missing, validate

from bpo.core.i18n import N_, _
from bpo.onboarding.brand_file.text import UNWRITABLE, clean_text, clip, closest

T = TypeVar("T")

REQUIRED = N_("This is missing.")
EMPTY = N_("This is empty.")
SECONDS = {"h": 3600, "m": 60, "s": 1}
LONGEST_DURATION = 10 * 366 * 24 * 3600


class Bare(str):
    """Written without quotes even though YAML takes it for a number or a date."""

    __slots__ = ()


class BrandField(fields.Field[T]):
    """A field that needs nothing but its value: `take` reads it from texts, `give` writes texts."""

    kind = "text"

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> T:  # noqa: ARG002 -- marshmallow's signature
        return self.take(value)

    def _serialize(self, value: T | None, attr: str | None, obj: object, **kwargs: object) -> object:  # noqa: ARG002 -- marshmallow's signature
        return None if value is None else self.give(value)

    def take(self, value: object) -> T:
        raise NotImplementedError

    def give(self, value: T) -> object:
        raise NotImplementedError


class Scalar(BrandField[T]):
    """A value written as one text. Without a default it is required, or simply absent where `optional`."""

    choices: tuple[str, ...] = ()
    longest = 200
    default_error_messages = {  # noqa: RUF012 -- marshmallow's own way, merged over the classes
        "required": REQUIRED,
        "null": EMPTY,
        "text": N_("A single value is expected here, not a list or a table."),
        "empty": EMPTY,
        "control": N_("This text holds a control character."),
    }

    def __init__(self, *, optional: bool = False, default: object = missing) -> None:
        super().__init__(required=not optional and default is missing, load_default=default)

    def take(self, value: object) -> T:
        if not isinstance(value, str):
            raise self.make_error("text")
        text = clean_text(value)
        if not text:
            raise self.make_error("empty")
        if UNWRITABLE.search(text):
            raise self.make_error("control")
        if len(text) > self.longest:
            raise ValidationError(_("This is longer than %(n)s characters.", n=self.longest))
        return self.read(text)

    def give(self, value: T) -> str:
        return self.write(value)

    def read(self, text: str) -> T:
        raise NotImplementedError

    def write(self, value: T) -> str:
        return str(value)


class Text(Scalar[str]):
    """Whatever was typed."""

    def __init__(self, *, longest: int = 200, optional: bool = False, default: object = missing) -> None:
        super().__init__(optional=optional, default=default)
        self.longest = longest

    def read(self, text: str) -> str:
        return text


class Example(Text):
    """A text of somebody's, on one line: a line break in it is no part of what it teaches, and forms hold lines."""

    def read(self, text: str) -> str:
        return " ".join(text.split())


class Word(Scalar[str]):
    """A lower-case word of Latin letters, digits, dashes and underscores."""

    kind = "word"

    def read(self, text: str) -> str:
        if not re.fullmatch("[a-z0-9][a-z0-9_-]{0,39}", text):
            raise ValidationError(
                _("`%(value)s` is not a word of a-z, 0-9, - and _ (at most 40).", value=clip(text))
            )
        return text


class Slug(Scalar[str]):
    """A brand's name in addresses and commands."""

    kind = "slug"

    def read(self, text: str) -> str:
        if not re.fullmatch("[a-z0-9-]{2,40}", text):
            raise ValidationError(
                _("`%(value)s` is not a slug: 2 to 40 characters of a-z, 0-9 and -.", value=clip(text))
            )
        return text


class Choice(Scalar[str]):
    """One of a few words."""

    kind = "choice"

    def __init__(self, choices: Iterable[str], *, optional: bool = False, default: object = missing) -> None:
        super().__init__(optional=optional, default=default)
        self.choices = tuple(str(choice) for choice in choices)

    def read(self, text: str) -> str:
        if text not in self.choices:
            raise ValidationError(_not_one_of(text, self.choices))
        return text


def _not_one_of(text: str, choices: Iterable[str]) -> str:
    choices = list(choices)
    guess = closest(text, choices)
    if guess:
        return _("`%(value)s` is not known here; did you mean `%(guess)s`?", value=clip(text), guess=guess)
    return _(
        "`%(value)s` is not known here; it is one of: %(choices)s.",
        value=clip(text),
        choices=", ".join(choices),
    )


class Duration(Scalar[int]):
    """Seconds, written with one unit."""

    kind = "duration"

    def read(self, text: str) -> int:
        match = re.fullmatch("([0-9]{1,9})([smh])", text)
        if not match:
            message = _(
                "`%(value)s` is not a duration: write a whole number and s, m or h, such as 90s, 30m or 8h.",
                value=clip(text),
            )
            raise ValidationError(message)
        seconds = int(match[1]) * SECONDS[match[2]]
        if not 0 < seconds <= LONGEST_DURATION:
            raise ValidationError(
                _("`%(value)s` must be more than nothing and at most ten years.", value=text)
            )
        return seconds

    def write(self, value: int) -> str:
        unit = next(unit for unit, seconds in SECONDS.items() if value % seconds == 0)
        return f"{value // SECONDS[unit]}{unit}"


class Percentage(Scalar[float]):
    """A ratio from 0 to 1 with at most six decimals, so that the float prints back exactly."""

    kind = "percentage"

    def read(self, text: str) -> float:
        match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,4})?) ?%", text)
        if not match or Decimal(match[1]) > 100:
            message = _(
                "`%(value)s` is not a percentage: write 0%% to 100%%, with at most four decimals.",
                value=clip(text),
            )
            raise ValidationError(message)
        return float(Decimal(match[1]) / 100)

    def write(self, value: float) -> str:
        return f"{_plain(Decimal(str(value)) * 100)}%"


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Whole(Scalar[int]):
    """A whole number."""

    kind = "number"

    def __init__(
        self, lowest: int, highest: int, *, optional: bool = False, default: object = missing
    ) -> None:
        super().__init__(optional=optional, default=default)
        self.lowest, self.highest = lowest, highest

    def read(self, text: str) -> int:
        if not re.fullmatch("[0-9]{1,12}", text) or not self.lowest <= int(text) <= self.highest:
            message = _(
                "`%(value)s` is not a whole number from %(lowest)s to %(highest)s.",
                value=clip(text),
                lowest=self.lowest,
                highest=self.highest,
            )
            raise ValidationError(message)
        return int(text)

    def write(self, value: int) -> str:
        return Bare(value)


class Amount(Scalar[str]):
    """Money as decimal text: `200`, `199.5`. The currency stands beside it and decides the decimals."""

    kind = "amount"

    def read(self, text: str) -> str:
        if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,4})?", text):
            raise ValidationError(_("`%(value)s` is not an amount: write 200 or 199.50.", value=clip(text)))
        return _plain(Decimal(text))

    def write(self, value: str) -> str:
        return Bare(value)


class Day(Scalar[str]):
    """A calendar date."""

    kind = "date"

    def read(self, text: str) -> str:
        try:
            if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        raise ValidationError(_("`%(value)s` is not a date: write 2026-12-31.", value=clip(text)))

    def write(self, value: str) -> str:
        return Bare(value)


class Currency(Scalar[str]):
    """An ISO 4217 code."""

    kind = "currency"

    def read(self, text: str) -> str:
        code = text.upper()
        if not re.fullmatch("[A-Z]{3}", code) or code not in Locale("en").currencies:
            raise ValidationError(
                _("`%(value)s` is not a currency: write its ISO code, such as EUR.", value=clip(text))
            )
        return code


@cache
def time_zones() -> frozenset[str]:
    """Every zone of the pinned time zone data; listing them walks the disk."""
    return frozenset(available_timezones())


class Zone(Scalar[str]):
    """An IANA time zone."""

    kind = "time_zone"

    def read(self, text: str) -> str:
        if text in time_zones():
            return text
        names = {name.lower(): name for name in time_zones()}
        guess = names.get(closest(text, names) or "")
        if guess:
            raise ValidationError(
                _("`%(value)s` is not a time zone; did you mean `%(guess)s`?", value=clip(text), guess=guess)
            )
        raise ValidationError(
            _("`%(value)s` is not a time zone: write its name, such as Europe/Kyiv.", value=clip(text))
        )


class Handle(Scalar[str]):
    """The name of an account on its network, without the leading `@`. Case is kept: networks compare with it."""

    kind = "handle"

    def read(self, text: str) -> str:
        handle = text.removeprefix("@").strip()
        if not handle or "\n" in handle or "\r" in handle:
            raise ValidationError(_("`%(value)s` is not a handle.", value=clip(text)))
        return handle


class ServerUrl(Scalar[str]):
    """The address of the server an account lives on. Credentials are never in the file."""

    kind = "url"

    def read(self, text: str) -> str:
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("https", "http") and parts.hostname and (parts.port or 1)
        except ValueError:
            good = False
        if not good or re.search(r"\s", text):
            message = _("`%(value)s` is not an address: write https://example.social.", value=clip(text))
            raise ValidationError(message)
        if "@" in parts.netloc:
            raise ValidationError(_("An address in this file carries no user name and no password."))
        return text.rstrip("/")


class Email(Scalar[str]):
    """An e-mail address."""

    kind = "email"

    def read(self, text: str) -> str:
        wrong = _("`%(value)s` is not an e-mail address.", value=clip(text))
        return str(validate.Email(error=wrong.replace("{", "{{").replace("}", "}}"))(text))
