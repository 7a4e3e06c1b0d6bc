"""What an entry says, in one canonical written form: the same facts are always the same bytes.

An object of JSON in ASCII: keys in alphabetical order, no spaces, letters beyond ASCII escaped. Instants are whole
microseconds since 1970 (UTC), ids are UUIDs in lower case. In every body stand `kind`, what it is about (`subject`),
the `conversation` where there is one, and when it was `sealed`. There are ids, times, codes and keyed hashes in it and
nothing else: no text, no name, no address, no network's id, so that erasing somebody leaves every body as it is.
"""

import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, cast

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
HASH_LETTERS = 32


@dataclass(frozen=True, slots=True)
class Body:
    """An entry that is to be: what it is found by, and its body without the instant of sealing."""

    kind: str
    subject: str
    conversation: str | None
    values: Mapping[str, object]

    def sealed(self, at: int) -> str:
        """The body in its letters."""
        return canonical(
            {
                **self.values,
                "kind": self.kind,
                "subject": self.subject,
                "conversation": self.conversation,
                "sealed": at,
            }
        )


def canonical(values: Mapping[str, object]) -> str:
    """An object in the one form in which it is written."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def micros(at: datetime) -> int:
    """An instant as bodies have it."""
    return (at - EPOCH) // MICROSECOND


def instant(at: int) -> datetime:
    """An instant of a body."""
    return EPOCH + timedelta(microseconds=at)


def keyed_hash(secret: bytes, value: str | None) -> str | None:
    """What stands for an address or a name of an agreed thing: the same for the same, nothing without the key."""
    if value is None:
        return None
    return hmac.new(secret, value.encode(), "sha256").hexdigest()[:HASH_LETTERS]


@lru_cache(maxsize=4096)
def quoted(value: str | None) -> str:
    """A word or nothing, as JSON has it."""
    return json.dumps(value, ensure_ascii=True)


def message_body(row: Sequence[Any], *, agent: str | None, conversation: str, sealed: int) -> str:
    """A message that was taken in or sent, from the columns of `queries.evidence.MESSAGE_COLUMNS`.

    Written by hand because there are millions: a test holds it to `canonical`.
    """
    subject, account, at, known, direction, automatic, part, level, calendar, language = row
    return (
        f'{{"account":"{account}","agent":{quoted(agent)},"at":{at},'
        f'"automatic":{"true" if automatic else "false"},"calendar":{quoted(calendar)},'
        f'"conversation":"{conversation}","direction":"{direction}","kind":"message","known":{known},'
        f'"language":{quoted(language)},"level":{quoted(level)},"part":{"null" if part is None else part},'
        f'"sealed":{sealed},"subject":"{subject}"}}'
    )


# The same read again: account, agent, at, automatic, calendar, direction, language, level, part, subject.
_MESSAGE = re.compile(
    r'\{"account":"([^"]+)","agent":(?:null|"([^"\\]*)"),"at":(-?\d+),"automatic":(?:(true)|false),'
    r'"calendar":(?:null|"([^"]+)"),"conversation":"[^"]+","direction":"(in|out)","kind":"message","known":-?\d+,'
    r'"language":(?:null|"([^"\\]*)"),"level":(?:null|"([^"]+)"),"part":(?:null|(\d+)),"sealed":-?\d+,"subject":"([^"]+)"\}'
)
ReadMessage = tuple[
    str, str | None, str, str | None, str | None, str, str | None, str | None, str | None, str
]


def read_message(body: str) -> ReadMessage:
    """A message's body taken apart by hand, because there are millions: a test holds it to what JSON says."""
    found = _MESSAGE.fullmatch(body)
    if found is not None:
        return cast("ReadMessage", found.groups())
    one = json.loads(body)
    part = None if one["part"] is None else str(one["part"])
    automatic = "true" if one["automatic"] else None
    return (
        *(one["account"], one["agent"], str(one["at"]), automatic, one["calendar"], one["direction"]),
        *(one["language"], one["level"], part, one["subject"]),
    )


def moved(subject: str, conversation: str) -> Body:
    """A message or an act that turned out to be of another conversation."""
    return Body("moved", subject, conversation, {})


def order(conversation: str, at: int, messages: Sequence[str]) -> Body:
    """Messages of one instant, in their order: the network's ids decide it, and these may be erased."""
    return Body("order", conversation, conversation, {"at": at, "messages": list(messages)})


def arrival(subject: str, conversation: str, *, arrived: bool) -> Body:
    """What the network told later of a reply that it had taken: it answers only what it arrived at."""
    return Body("arrival", subject, conversation, {"arrived": arrived})


def act(row: Sequence[Any]) -> Body:
    """What a person did, from the columns of `queries.evidence.ACT_COLUMNS`."""
    subject, conversation, account, message, what, at, known, reason, by, about = row
    values = {
        "account": account,
        "act": what,
        "about": about,
        "at": at,
        "by": by,
        "known": known,
        "message": message,
        "reason": reason,
    }
    return Body("act", subject, conversation, values)


def removal(row: Sequence[Any]) -> Body:
    """That somebody deleted a message on its network, or brought it back."""
    subject, conversation, message, is_gone, at, known = row
    values = {"at": at, "gone": is_gone, "known": known, "message": message}
    return Body("removal", subject, conversation, values)


def exclusion(row: Sequence[Any]) -> Body:
    """What the client agreed to leave out of measurement, from when it counts; nobody's words are in it."""
    subject, number, why, accounts, turns, starts_at, ends_at, applied_at, by = row
    values = {
        "accounts": accounts,
        "applied": applied_at,
        "by": by,
        "from": starts_at,
        "number": number,
        "turns": turns,
        "until": ends_at,
        "why": why,
    }
    return Body("exclusion", subject, None, values)


def level(row: Sequence[Any], secret: bytes) -> Body:
    """A version of a service level: its targets in seconds of working time; its name as a keyed hash."""
    subject, version, position, name, first, later, resolution, known = row
    values = {
        "first_response": first,
        "known": known,
        "name": keyed_hash(secret, name),
        "next_response": later,
        "position": position,
        "resolution": resolution,
        "version": version,
    }
    return Body("level", subject, None, values)


def calendar(row: Sequence[Any]) -> Body:
    """A version of a calendar with its hours and dates; what a holiday is called is left out."""
    subject, version, spec, known = row
    terms = {
        "closed": spec["closed"],
        "holidays": sorted(spec["holiday_dates"]),
        "time_zone": spec["time_zone"],
        "weekly": spec["weekly"],
    }
    return Body("calendar", subject, None, {"known": known, "terms": terms, "version": version})


def retired(subject: str, at: int) -> Body:
    """A version of a service level or a calendar that is agreed no more."""
    return Body("retired", subject, None, {"at": at})
