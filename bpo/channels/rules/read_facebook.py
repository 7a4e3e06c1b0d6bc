"""A comment under a page's post as a message.

A comment on the post itself names the post as its parent; it begins a thread, and each thread is a conversation. What
somebody edits comes as a message of its own that answers the one it changed (`comment:edit:instant`). Of a person whom
the network does not name to the page, nothing says who it is, so each such comment is somebody else's.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.removals import Removal
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

FACEBOOK_COMMENT = "facebook.comment"
ADDED, EDITED, REMOVED = "add", "edited", "remove"
NOTES = {
    "photo": "[photo]",
    "photos": "[photo]",
    "video": "[video]",
    "sticker": "[sticker]",
    "share": "[link]",
}
KINDS = {"photo": "photo", "video": "video", "sticker": "sticker", "share": "share"}  # as attachments begin
NOT_KNOWN = "[message of another kind]"
_ID = re.compile(r"[0-9]{1,40}(?:_[0-9]{1,40}){0,2}")


def as_brought(comment: Mapping[str, Any], *, post: str, account: str, own_id: str) -> dict[str, Any]:
    """A comment that was read, in the form in which the webhook brings it, so that either is kept once."""
    attached = str((comment.get("attachment") or {}).get("type") or "")
    kind = next((KINDS[one] for one in KINDS if attached.startswith(one)), None)
    value = {
        "item": "comment",
        "verb": ADDED,
        "comment_id": comment["id"],
        "post_id": post,
        "parent_id": (comment.get("parent") or {}).get("id") or post,
        "from": comment.get("from"),
        "message": comment.get("message"),
        "created_time": comment["created_time"],
        **({kind: attached} if kind else {}),
    }
    return {"account": account, "own_id": own_id, "at": None, "value": value}


def is_for_us(stored: Mapping[str, Any]) -> bool:
    """Whether somebody said something in a comment. What the page edits of its own was said before."""
    value = stored["value"]
    if value.get("item") != "comment" or "comment_id" not in value:
        return False
    return value.get("verb") == ADDED or (value.get("verb") == EDITED and not _is_own(stored))


def removal_of(value: Mapping[str, Any], *, at: object, account: str) -> Removal | None:
    """What the webhook says is gone, whoever took it away; with a comment Facebook takes what stands under it."""
    comment = str(value.get("comment_id"))
    if value.get("item") != "comment" or value.get("verb") != REMOVED or not _ID.fullmatch(comment):
        return None
    try:
        return Removal(account, comment, instant_of(at if at is not None else value.get("created_time")))
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def key_of(stored: Mapping[str, Any]) -> str:
    """The message's id, by which it is kept once; of what bears no id of Facebook's, a sum of it."""
    value = stored["value"]
    if not _ID.fullmatch(str(value["comment_id"])):
        return f"unread:{hashlib.sha256(repr(value).encode('utf-8', 'replace')).hexdigest()}"
    if value["verb"] == EDITED:
        return f"{value['comment_id']}:edit:{stored['at']}"
    return str(value["comment_id"])


def comment_of(known_as: str) -> str:
    """The comment's own id; of an edit, of what was edited."""
    return known_as.partition(":")[0]


def post_of(known_as: str | None) -> str | None:
    """What every comment under one post has in its id."""
    post, found, _rest = (known_as or "").partition("_")
    return post if found else None


def read_comment(body: object) -> IncomingMessage:
    """The message in a stored comment."""
    try:
        stored = cast("Mapping[str, Any]", body)
        value = stored["value"]
        author = value.get("from") or {"id": f"author of {value['comment_id']}"}
        is_edit = value["verb"] == EDITED
        parent = value.get("parent_id")
        above = None if parent in {None, value.get("post_id")} else str(parent)
        message = {
            "id": _fit(key_of(stored)),
            "account": stored["account"],
            "direction": "out" if _is_own(stored) else "in",
            "author": {"id": author["id"], "name": author.get("name")},
            "text": _text(value),
            "posted_at": instant_of(stored["at"] if is_edit else value["created_time"]).isoformat(),
            "in_reply_to": str(value["comment_id"]) if is_edit else above,
        }
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no comment as Facebook sends them.")) from error
    return parse_message(message)


def instant_of(value: object) -> datetime:
    """An instant as webhooks write it, in seconds, or as the interface does."""
    if type(value) is int or (isinstance(value, str) and value.isascii() and value.isdigit()):
        return datetime.fromtimestamp(int(value), UTC)
    if isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(UTC)
    raise TypeError(value)


def _fit(key: str) -> str:
    if key.startswith("unread:"):
        raise ValueError(key)
    return key


def _is_own(stored: Mapping[str, Any]) -> bool:
    author = stored["value"].get("from")
    return isinstance(author, dict) and str(author.get("id")) == stored["own_id"]


def _text(value: Mapping[str, Any]) -> str:
    said = str(value.get("message") or "")
    notes = [note for name, note in NOTES.items() if value.get(name)][:1]
    return "\n".join([*([said] if said.strip() else []), *notes]) or NOT_KNOWN
