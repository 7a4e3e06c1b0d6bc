"""What is said between a person and a page in Messenger, as a message.

Everything between the two is one conversation. What the page says comes back as an echo, with the mark that a delivery of
ours put on it. What somebody edits comes as a message of its own that answers the one it changed (`mid:edit:number`).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.read_facebook import instant_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

MESSENGER_MESSAGE = "messenger.message"
NOT_KNOWN = "[message of another kind]"
KINDS = ("message", "message_edit", "postback")
_ID = re.compile(r"[A-Za-z0-9_.$:=+/-]{1,400}")


def as_brought(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message that was read, in the form in which the webhook brings it, so that either is kept once."""
    kinds = [_kind(str(one.get("mime_type"))) for one in (message.get("attachments") or {}).get("data") or []]
    kinds += ["sticker"] if message.get("sticker") and not kinds else []
    sender = message["from"]
    return {
        "sender": {"id": sender["id"], "name": sender.get("name")},
        "recipient": {"id": message["to"]["data"][0]["id"]},
        "timestamp": int(instant_of(message["created_time"]).timestamp() * 1000),
        "message": {
            "mid": message["id"],
            "text": message.get("message"),
            "attachments": [{"type": kind} for kind in kinds],
        },
    }


def is_for_us(event: Mapping[str, Any]) -> bool:
    """Whether somebody said something: wrote, edited, or chose a button. Receipts and reactions say nothing."""
    found = _said(event)
    return found is not None and bool(found.get("mid")) and not found.get("is_deleted")


def key_of(event: Mapping[str, Any]) -> str:
    """The message's id, by which it is kept once; of what bears no id of Messenger's, a sum of it."""
    found = _said(event) or {}
    mid = str(found.get("mid"))
    if not _ID.fullmatch(mid):
        return f"unread:{hashlib.sha256(repr(event).encode('utf-8', 'replace')).hexdigest()}"
    return f"{mid}:edit:{found.get('num_edit', event.get('timestamp'))}" if _is_edit(event) else mid


def read_message(body: object) -> IncomingMessage:
    """The message in a stored event."""
    try:
        stored = cast("Mapping[str, Any]", body)
        event = stored["event"]
        found = _said(event) or {}
        sender, recipient = str(event["sender"]["id"]), str(event["recipient"]["id"])
        is_own = sender == stored["own_id"]
        message = {
            "id": _fit(key_of(event)),
            "account": stored["account"],
            "conversation": recipient if is_own else sender,
            "direction": "out" if is_own else "in",
            "author": {"id": sender, "name": event["sender"].get("name")},
            "text": _text(found),
            "posted_at": datetime.fromtimestamp(event["timestamp"] / 1000, UTC).isoformat(),
            "in_reply_to": found["mid"] if _is_edit(event) else (found.get("reply_to") or {}).get("mid"),
            "visibility": "private",
        }
        mark = found.get("metadata") if is_own else None
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no message as Messenger sends them.")) from error
    read = parse_message(message)
    return replace(read, addressee=recipient, mark=str(mark) if mark else None) if is_own else read


def _fit(key: str) -> str:
    if key.startswith("unread:"):
        raise ValueError(key)
    return key


def _is_edit(event: Mapping[str, Any]) -> bool:
    return _said(event) is event.get("message_edit")


def _kind(mime_type: str) -> str:
    """As webhooks call it."""
    kind = mime_type.partition("/")[0]
    return kind if kind in {"image", "video", "audio"} else "file"


def _said(event: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((event[kind] for kind in KINDS if isinstance(event.get(kind), dict)), None)


def _text(found: Mapping[str, Any]) -> str:
    said = str(found.get("text") or found.get("title") or "")
    kinds = [str(one.get("type") or "file") for one in found.get("attachments") or []]
    return "\n".join([*([said] if said.strip() else []), *(f"[{kind}]" for kind in kinds)]) or NOT_KNOWN
