"""A post as it comes from outside, whatever brought it: a feed or a file.

The file's form (docs/monitoring.md) is checked here. Nothing is dropped in silence: a key that is not known
is a fault, and every fault of a record is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

ID_LIMIT, NAME_LIMIT, URL_LIMIT, TITLE_LIMIT, TEXT_LIMIT = 255, 200, 2000, 500, 20_000
MOST_REACH = 2_000_000_000
COLUMNS = (
    *("id", "url", "source", "author_id", "author_name", "author_handle", "author_url"),
    *("reach", "title", "text", "posted_at", "language"),
)
KEYS = frozenset({"id", "url", "source", "author", "title", "text", "posted_at", "language"})
AUTHOR_KEYS = frozenset({"id", "name", "handle", "url", "reach"})
OLDEST, NEWEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `external_id` is the source's own; `reach` is how many may have seen it or follow its author."""

    external_id: str
    text: str
    posted_at: datetime
    title: str = ""
    url: str | None = None
    author_id: str | None = None
    author_name: str | None = None
    author_handle: str | None = None
    author_url: str | None = None
    reach: int | None = None
    language: str | None = None
    source: str | None = None  # of a file's record: where it was found

    @property
    def author_key(self) -> str | None:
        """By what the source knows its author again."""
        for prefix, value in (("i", self.author_id), ("h", self.author_handle), ("n", self.author_name)):
            if value:
                return f"{prefix}:{value.lower()}"
        return None


def full_text(title: str, text: str) -> str:
    """What is searched and read of a post; places of words count in it."""
    return f"{title}\n\n{text}" if title else text


def safe_url(value: str | None) -> str | None:
    """A link that may stand on a page: http or https, a host, no credentials; else None."""
    if not value or len(value) > URL_LIMIT or any(not one.isprintable() or one.isspace() for one in value):
        return None
    try:
        parts = urlsplit(value)
        _port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
        return None
    return value


def parse_record(obj: object) -> Post:
    """The post that a JSON object of a file describes; Invalid lists everything that is wrong with it."""
    faults: list[Fault] = []
    if not isinstance(obj, dict):
        raise Invalid(N_("This record cannot be taken."), faults=(Fault("record", N_("must be an object")),))
    _check_keys(obj, KEYS, "", faults)
    author = obj.get("author")
    if author is not None and not isinstance(author, dict):
        faults.append(Fault("author", N_("must be an object")))
    author = author if isinstance(author, dict) else {}
    _check_keys(author, AUTHOR_KEYS, "author.", faults)
    url = _url(obj, "url", "url", faults)
    own_id = _identifier(obj, "id", "id", faults)
    if own_id is None and url is None and not faults:
        faults.append(Fault("id", N_("either an id or a url must be there")))
    title = _text(obj, "title", "title", TITLE_LIMIT, faults) or ""
    text = _text(obj, "text", "text", TEXT_LIMIT, faults) or ""
    if not title.strip() and not text.strip() and not faults:
        faults.append(Fault("text", N_("must not be empty")))
    posted_at = _instant(obj, faults)
    post = Post(
        external_id=own_id or (url or "")[:ID_LIMIT],
        text=text,
        posted_at=posted_at,
        title=title,
        url=url,
        author_id=_identifier(author, "id", "author.id", faults),
        author_name=_text(author, "name", "author.name", NAME_LIMIT, faults),
        author_handle=_text(author, "handle", "author.handle", NAME_LIMIT, faults),
        author_url=_url(author, "url", "author.url", faults),
        reach=_count(author, faults),
        language=_language(obj, faults),
        source=_text(obj, "source", "source", NAME_LIMIT, faults),
    )
    if faults:
        raise Invalid(N_("This record cannot be taken."), faults=tuple(faults))
    return post


def record_of_cells(cells: list[str]) -> dict[str, Any]:
    """The same object from the cells of a CSV record, in the order of COLUMNS."""
    told = {name: cell for name, cell in zip(COLUMNS, cells, strict=True) if cell.strip()}
    author: dict[str, Any] = {
        own: told.pop(name)
        for own, name in (
            *(("id", "author_id"), ("name", "author_name"), ("handle", "author_handle")),
            *(("url", "author_url"), ("reach", "reach")),
        )
        if name in told
    }
    if str(author.get("reach", "")).isdecimal():
        author["reach"] = int(author["reach"])
    return {**told, "author": author} if author else dict(told)


def _check_keys(obj: Mapping[str, object], known: frozenset[str], place: str, faults: list[Fault]) -> None:
    faults += [
        Fault(f"{place}{str(key)[:40]}", N_("this key is not known"))
        for key in list(obj)[:20]
        if key not in known
    ]


def _text(obj: Mapping[str, object], key: str, place: str, limit: int, faults: list[Fault]) -> str | None:
    value = obj.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        faults.append(Fault(place, N_("must be text")))
    elif len(value) > limit:
        faults.append(Fault(place, f"is {len(value)} characters long; at most {limit} are taken"))
    elif "\0" in value or not _is_whole(value):
        faults.append(Fault(place, N_("holds a character that cannot be stored")))
    else:
        return value
    return None


def _is_whole(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _identifier(obj: Mapping[str, object], key: str, place: str, faults: list[Fault]) -> str | None:
    value = obj.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
        return str(value)
    text = _text(obj, key, place, ID_LIMIT, faults)
    if text is not None and not text.strip():
        faults.append(Fault(place, N_("must not be empty")))
        return None
    return text


def _url(obj: Mapping[str, object], key: str, place: str, faults: list[Fault]) -> str | None:
    text = _text(obj, key, place, URL_LIMIT, faults)
    if text is None or not text.strip():
        return None
    if safe_url(text) is None:
        faults.append(Fault(place, N_("must be an address that begins with http:// or https://")))
        return None
    return text


def _count(author: Mapping[str, object], faults: list[Fault]) -> int | None:
    value = author.get("reach")
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_REACH:
        return value
    faults.append(Fault("author.reach", f"must be a whole number from 0 to {MOST_REACH}"))
    return None


def _language(obj: Mapping[str, object], faults: list[Fault]) -> str | None:
    value = obj.get("language")
    if value is None:
        return None
    if isinstance(value, str) and 2 <= len(value) <= 3 and value.isascii() and value.islower():
        return value
    faults.append(Fault("language", N_("must be a language code of two or three small letters")))
    return None


def _instant(obj: Mapping[str, object], faults: list[Fault]) -> datetime:
    value = obj.get("posted_at")
    try:
        told = datetime.fromisoformat(value) if isinstance(value, str) else None
        at = told.astimezone(UTC) if told is not None and told.tzinfo is not None else None
    except (ValueError, OverflowError):
        at = None
    if at is not None and OLDEST <= at < NEWEST:
        return at
    faults.append(
        Fault("posted_at", N_("must be a date, a time and an offset, such as 2026-11-21T09:30:00+02:00"))
    )
    return OLDEST
