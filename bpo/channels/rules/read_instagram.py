"""A comment under an Instagram post as a message.

Threads have two levels, and an answer to an answer stands under the thread's first comment. So that what hangs together can
be told by the names alone, an answer is called by the first comment's id and its own (`first_own`). The webhook tells no
time of a comment, only when it was sent to us.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.read_facebook import instant_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

INSTAGRAM_COMMENT = "instagram.comment"
NOT_KNOWN = "[message of another kind]"
MILLISECONDS = 10**11  # what is above tells thousandths
_ID = re.compile(r"[0-9]{1,40}")


def as_brought(comment: Mapping[str, Any], *, first: str | None, account: str, own_id: str) -> dict[str, Any]:
    """A comment that was read, in the form in which the webhook brings it, so that either is kept once."""
    value = {name: comment.get(name) for name in ("id", "from", "text")} | {"parent_id": first}
    return {"account": account, "own_id": own_id, "at": comment["timestamp"], "value": value}


def is_for_us(stored: Mapping[str, Any]) -> bool:
    """Whether it is a comment at all."""
    return bool(stored["value"].get("id"))


def key_of(stored: Mapping[str, Any]) -> str:
    """The message's id, by which it is kept once; of what bears no id of Instagram's, a sum of it."""
    value = stored["value"]
    own, first = str(value["id"]), value.get("parent_id")
    if not _ID.fullmatch(own) or (first is not None and not _ID.fullmatch(str(first))):
        return f"unread:{hashlib.sha256(repr(value).encode('utf-8', 'replace')).hexdigest()}"
    return known_as(own, first=str(first) if first else None)


def known_as(comment: str, *, first: str | None) -> str:
    """What a comment is called here."""
    return f"{first}_{comment}" if first else comment


def comment_of(name: str) -> str:
    """The comment's own id."""
    return name.rpartition("_")[2]


def first_of(name: str | None) -> str | None:
    """The first comment of the thread that a comment is in."""
    return (name or "").partition("_")[0] or None


def read_comment(body: object) -> IncomingMessage:
    """The message in a stored comment."""
    try:
        stored = cast("Mapping[str, Any]", body)
        value = stored["value"]
        author = value.get("from") or {}
        name = author.get("username")
        first = value.get("parent_id")
        is_own = str(author.get("id")) == stored["own_id"]
        message = {
            "id": _fit(key_of(stored)),
            "account": stored["account"],
            "direction": "out" if is_own else "in",
            "author": {"id": str(author.get("id") or name or f"author of {value['id']}"), "name": name},
            "text": _text(value),
            "posted_at": _instant(stored["at"]).isoformat(),
            "in_reply_to": str(first) if first else None,
        }
    except (LookupError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no comment as Instagram sends them.")) from error
    return parse_message(message)


def _fit(key: str) -> str:
    if key.startswith("unread:"):
        raise ValueError(key)
    return key


def _text(value: Mapping[str, Any]) -> str:
    said = str(value.get("text") or "")
    return said if said.strip() else NOT_KNOWN


def _instant(at: object) -> datetime:
    return instant_of(at // 1000 if type(at) is int and at > MILLISECONDS else at)
