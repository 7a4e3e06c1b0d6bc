"""A message in the public JSON form, checked and turned into an `IncomingMessage`.

Nothing passes that PostgreSQL could not keep (NUL, lone surrogates) or that a clock could not count
with (an instant without an offset, or centuries away), and nothing is dropped in silence: a key we do
not know is a fault. Every fault of a body is found at once and says where it stands.

Written by hand because a million messages are imported with it; a schema library costs ten times as
much. Where the JSON comes from (a file, a webhook) is the reader's and the endpoint's business.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import NoReturn, TypeVar

from bpo.channels.rules.incoming import Engagement, IncomingMessage
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.vocabulary import Direction, Network, Visibility

ID_LIMIT = 255
NAME_LIMIT = 500
TEXT_LIMIT = 100_000
FOLLOWERS_LIMIT = 2**31 - 1
COUNT_LIMIT = 2**53 - 1  # beyond it JSON's own readers are inexact
BATCH_LIMIT = 1_000
FAULTS_LISTED = 50
UNKNOWN_LISTED = 10
# Instants outside are typing errors, and adding a deadline to the year 9999 overflows.
FIRST_YEAR, LAST_YEAR = 1970, 2199

_KEYS = frozenset(
    {"id", "account", "conversation", "direction", "author", "text", "posted_at"}
    | {"in_reply_to", "visibility", "agent", "automatic", "language", "engagement"}
)
_AUTHOR_KEYS = frozenset({"id", "name", "followers"})
_ENGAGEMENT_KEYS = frozenset({"at", "views", "shares", "likes", "replies"})
_NETWORKS = frozenset(network.value for network in Network)
_DIRECTIONS = {direction.value: direction for direction in Direction}
_VISIBILITIES = {visibility.value: visibility for visibility in Visibility}
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,30})?(?:Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")

Chosen = TypeVar("Chosen")


def parse_message(obj: object, *, place: str = "") -> IncomingMessage:
    """The message that a JSON object describes; `place` is where the object stands in its body."""
    faults: list[Fault] = []
    message = _read_message(obj, place, faults)
    if message is None:
        raise Invalid(N_("This message cannot be taken."), faults=tuple(faults))
    return message


def parse_batch(body: bytes) -> list[IncomingMessage]:
    """The messages of a webhook's body, all of them or none."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_body(Fault(f"byte {error.start + 1}", N_("this is not UTF-8")))
    content = parse_json(text)
    if not isinstance(content, dict) or content.keys() != {"messages"}:
        _refuse_body(Fault("body", N_('must be an object with the one key "messages"')))
    items = content["messages"]
    if not isinstance(items, list):
        _refuse_body(Fault("messages", N_("must be a list")))
    if len(items) > BATCH_LIMIT:
        _refuse_body(
            Fault("messages", f"holds {len(items)} messages; at most {BATCH_LIMIT} go into one body")
        )
    faults: list[Fault] = []
    read = (_read_message(item, f"messages[{number}]", faults) for number, item in enumerate(items))
    messages = [message for message in read if message is not None]
    if len(faults) > FAULTS_LISTED:
        raise Invalid(
            N_("The body has %(count)s faults; the first %(listed)s are listed."),
            faults=tuple(faults[:FAULTS_LISTED]),
            count=len(faults),
            listed=FAULTS_LISTED,
        )
    if faults:
        _refuse_body(*faults)
    return messages


def parse_json(text: str, *, place: str = "body") -> object:
    """The value of a JSON text, read strictly: no NaN, and no key twice in an object."""
    try:
        return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.rstrip() else ""
        fault = Fault(f"{line}column {error.colno}", error.msg, line=error.lineno)
    except RecursionError:
        fault = Fault(place, N_("objects and lists are nested too deeply"))
    except ValueError as error:  # a repeated key, NaN, or a number of thousands of digits
        fault = Fault(place, str(error))
    raise Invalid(N_("This is not valid JSON."), faults=(fault,))


@lru_cache(maxsize=4096)
def account_key(value: str) -> str | None:
    """The account in normal form, `network:handle`; None where it names no network that we know."""
    network, _, handle = value.partition(":")
    handle = handle.removeprefix("@")
    if network not in _NETWORKS or not handle or handle != handle.strip() or _what_is_unfit(handle):
        return None
    return f"{network}:{handle}"


def shown(value: str) -> str:
    """Somebody else's text as it may stand in a sentence: short, and with nothing unprintable."""
    return repr(value if len(value) <= 60 else value[:57] + "...")


def _refuse_body(*faults: Fault) -> NoReturn:
    raise Invalid(N_("This body cannot be taken."), faults=faults)


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {shown(repeated)} stands twice in one object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _what_is_unfit(value: str) -> str | None:
    """Why PostgreSQL could not keep this text; None where it can."""
    if "\0" in value:
        return N_("holds a NUL character, which cannot be stored")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return N_("holds half of a surrogate pair, which is not a character")
    return None


class _Fields:
    """The values of one JSON object. What is wrong is noted and reading goes on, to tell all at once."""

    __slots__ = ("faults", "place", "values")

    def __init__(
        self, values: dict[str, object], place: str, faults: list[Fault], known: frozenset[str]
    ) -> None:
        self.values, self.place, self.faults = values, place, faults
        if not values.keys() <= known:
            unknown = [key for key in values if key not in known]
            for key in unknown[:UNKNOWN_LISTED]:
                self.fault(shown(key)[1:-1], N_("this key is not known"))
            if len(unknown) > UNKNOWN_LISTED:
                self.fault("", f"{len(unknown) - UNKNOWN_LISTED} more keys are not known")

    def fault(self, key: str, message: str) -> None:
        self.faults.append(Fault(".".join(filter(None, (self.place, key))), message))

    def missing(self, key: str) -> None:
        self.fault(key, N_("must not be null") if key in self.values else N_("is missing"))

    def text(self, key: str, *, limit: int, required: bool = False) -> str | None:
        value = self.values.get(key)
        if type(value) is str:
            return self.fit(key, value, limit)
        if value is not None:
            self.fault(key, N_("must be text"))
        elif required:
            self.missing(key)
        return None

    def fit(self, key: str, value: str, limit: int) -> str | None:
        if len(value) > limit:
            self.fault(key, f"is {len(value)} characters long; at most {limit} are taken")
        elif unfit := _what_is_unfit(value):
            self.fault(key, unfit)
        else:
            return value
        return None

    def name(self, key: str, *, required: bool = False) -> str | None:
        """An identifier of the network's: text or a whole number, kept as text, never blank."""
        value = self.values.get(key)
        if type(value) is int and value.bit_length() < 800:
            return str(value)
        if type(value) is str:
            if value and not value.isspace():
                return self.fit(key, value, ID_LIMIT)
            self.fault(key, N_("must not be empty"))
        elif value is not None:
            self.fault(key, N_("must be text or a whole number of at most 240 digits"))
        elif required:
            self.missing(key)
        return None

    def choice(
        self, key: str, known: Mapping[str, Chosen], *, default: Chosen | None = None
    ) -> Chosen | None:
        """One of a few words; without a default it is required."""
        value = self.values.get(key)
        if type(value) is str and value in known:
            return known[value]
        if value is not None:
            self.fault(key, f"must be one of {', '.join(known)}")
        elif default is None:
            self.missing(key)
        return default

    def flag(self, key: str) -> bool:
        value = self.values.get(key)
        if value is not None and type(value) is not bool:
            self.fault(key, N_("must be true or false"))
        return value is True

    def count(self, key: str, *, most: int = FOLLOWERS_LIMIT) -> int | None:
        value = self.values.get(key)
        if value is None or (type(value) is int and 0 <= value <= most):
            return value
        self.fault(key, f"must be a whole number from 0 to {most}")
        return None

    def pattern(self, key: str, form: re.Pattern[str], message: str) -> str | None:
        value = self.values.get(key)
        if value is None:
            return None
        if type(value) is str and form.fullmatch(value) and not _what_is_unfit(value):
            return value
        self.fault(key, message)
        return None

    def account(self, key: str) -> str | None:
        value = self.text(key, limit=NAME_LIMIT, required=True)
        found = account_key(value) if value is not None else None
        if value is not None and found is None:
            self.fault(key, N_("must be a known network, a colon and a handle, such as x:handle"))
        return found

    def instant(self, key: str) -> datetime | None:
        value = self.values.get(key)
        if value is None:
            self.missing(key)
            return None
        if type(value) is not str or not _INSTANT.fullmatch(value):
            self.fault(key, N_("must be a date, a time and an offset, such as 2026-11-21T09:30:00+02:00"))
            return None
        try:
            at = datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fault(key, N_("is no date and time of the calendar"))
            return None
        if FIRST_YEAR <= at.year <= LAST_YEAR:
            return at
        self.fault(key, f"must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
        return None


def _read_message(obj: object, place: str, faults: list[Fault]) -> IncomingMessage | None:
    """The message, or None with what is wrong added to the faults."""
    if not isinstance(obj, dict):
        faults.append(Fault(place or "message", N_("must be an object")))
        return None
    before = len(faults)
    fields = _Fields(obj, place, faults, _KEYS)
    external_id = fields.name("id", required=True)
    account = fields.account("account")
    direction = fields.choice("direction", _DIRECTIONS)
    author_id, author_name, followers = _read_author(fields)
    text = fields.text("text", limit=TEXT_LIMIT, required=True)
    posted_at = fields.instant("posted_at")
    conversation = fields.name("conversation")
    in_reply_to = fields.name("in_reply_to")
    visibility = fields.choice("visibility", _VISIBILITIES, default=Visibility.PUBLIC)
    agent = fields.pattern("agent", _EMAIL, N_("must be an e-mail address or null"))
    automatic = fields.flag("automatic")
    language = fields.pattern(
        "language", _LANGUAGE, N_("must be a language code of two or three small letters")
    )
    engagement = _read_engagement(fields)
    if len(faults) > before:
        return None
    # No fault, so whatever is required is there; this says so to the type checker and to nobody else.
    assert account is not None
    assert direction is not None
    assert posted_at is not None
    assert visibility is not None
    assert external_id is not None
    assert author_id is not None
    assert text is not None
    is_ours = direction is Direction.OUT
    return IncomingMessage(
        account=account,
        external_id=external_id,
        direction=direction,
        author_id=author_id,
        text=text,
        posted_at=posted_at,
        author_name=author_name,
        followers=followers,
        conversation=conversation,
        in_reply_to=in_reply_to,
        thread_keys=_thread_keys(external_id, in_reply_to, conversation),
        visibility=visibility,
        # Who of the staff wrote it, and whether anybody did, is asked of the brand's messages only: a
        # customer's out-of-office note is a message like any other.
        agent=agent if is_ours else None,
        automatic=automatic and is_ours,
        language=language,
        engagement=engagement if is_ours and visibility is Visibility.PUBLIC else None,
    )


def _read_engagement(fields: _Fields) -> Engagement | None:
    """How the post was taken up, as known at an instant; None where nothing of it is given."""
    value = fields.values.get("engagement")
    if value is None:
        return None
    if not isinstance(value, dict):
        fields.fault("engagement", N_("must be an object"))
        return None
    place = f"{fields.place}.engagement" if fields.place else "engagement"
    given = _Fields(value, place, fields.faults, _ENGAGEMENT_KEYS)
    seen_at = given.instant("at")
    views, shares, likes, replies = (
        given.count(key, most=COUNT_LIMIT) for key in ("views", "shares", "likes", "replies")
    )
    if seen_at is None:
        return None
    found = Engagement(seen_at, views, shares, likes, replies)
    return found if found.is_given else None


def _read_author(fields: _Fields) -> tuple[str | None, str | None, int | None]:
    value = fields.values.get("author")
    if not isinstance(value, dict):
        if value is None:
            fields.missing("author")
        else:
            fields.fault("author", N_("must be an object"))
        return None, None, None
    place = f"{fields.place}.author" if fields.place else "author"
    author = _Fields(value, place, fields.faults, _AUTHOR_KEYS)
    return author.name("id", required=True), author.text("name", limit=NAME_LIMIT), author.count("followers")


def _thread_keys(external_id: str, in_reply_to: str | None, conversation: str | None) -> tuple[str, ...]:
    keys = ["m:" + external_id]
    if in_reply_to is not None and in_reply_to != external_id:
        keys.append("m:" + in_reply_to)
    if conversation is not None:
        keys.append("c:" + conversation)
    return tuple(keys)
