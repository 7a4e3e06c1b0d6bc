"""Keyset pages: a list goes on after the last row shown, never at a number of rows skipped.

The cursor is opaque to callers and carries the sort key of that last row; it is checked like any input.
It is no secret and gives no access: the query behind it is scoped like every other.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

T = TypeVar("T")
Key = str | int | float | datetime | UUID | None
PAGE_SIZE = 50
LONGEST_CURSOR = 2000


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list and the cursor to the rest, None at its end."""

    items: Sequence[T]
    next_cursor: str | None = None


def page_of(rows: Sequence[T], *, size: int, key: Callable[[T], tuple[Key, ...]]) -> Page[T]:
    """A page from a query that asked for one row more than the page holds."""
    shown = rows[:size]
    return Page(shown, encode_cursor(key(shown[-1])) if len(rows) > size and shown else None)


def encode_cursor(key: tuple[Key, ...]) -> str:
    """The sort key of the last row shown, as one opaque word."""
    values = [part.isoformat() if isinstance(part, datetime) else _plain(part) for part in key]
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).rstrip(b"=").decode()


def decode_cursor(cursor: str, *kinds: type) -> tuple[Key, ...]:
    """The sort key again, each part of the kind named; Invalid for anything we did not make."""
    try:
        values = _unpack(cursor)
        return tuple(_typed(value, kind) for value, kind in zip(values, kinds, strict=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        fault = Fault("cursor", N_("Start again from the first page."))
        raise Invalid(N_("This page of the list cannot be opened."), faults=(fault,)) from error


def _unpack(cursor: str) -> list[object]:
    if len(cursor) > LONGEST_CURSOR:
        raise ValueError(cursor[:20])
    padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
    values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True), parse_constant=_refuse)
    if not isinstance(values, list):
        raise TypeError(values)
    return values


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity compare with nothing


def _plain(part: Key) -> Key:
    return str(part) if isinstance(part, UUID) else part


def _typed(value: object, kind: type) -> Key:
    if value is None:
        return None
    if kind is datetime and isinstance(value, str):
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError(value)
        return instant
    if kind is UUID and isinstance(value, str):
        return UUID(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind in {str, int, float} and type(value) is kind:
        return value
    raise TypeError(value)
