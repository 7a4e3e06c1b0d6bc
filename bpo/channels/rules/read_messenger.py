"""What is said between a person and a page in Messenger, as a message.

Everything between the two is one conversation. What the page says comes back as an echo, with the mark that a delivery of
ours put on it. What somebody edits comes as a message of its own that answers the one it changed (`mid:edit:number`).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

MESSENGER_MESSAGE = "messenger.message"
NOT_KNOWN = "[message of another kind]"
KINDS = ("message", "message_edit", "postback")


def is_for_us(event: Mapping[str, Any]) -> bool:
    """Whether somebody said something: wrote, edited, or chose a button. Receipts and reactions say nothing."""
    found = _said(event)
    return found is not None and bool(found.get("mid")) and not found.get("is_deleted")


def key_of(event: Mapping[str, Any]) -> str:
    """The message's id, by which it is kept once."""
    if "message_edit" in event:
        edit = event["message_edit"]
        return f"{edit['mid']}:edit:{edit.get('num_edit', event.get('timestamp'))}"
    found = _said(event)
    return str(found["mid"]) if found else ""


def read_message(body: object) -> IncomingMessage:
    """The message in a stored event."""
    try:
        stored = cast("Mapping[str, Any]", body)
        event = stored["event"]
        found = _said(event) or {}
        sender, recipient = str(event["sender"]["id"]), str(event["recipient"]["id"])
        is_own = sender == stored["own_id"]
        message = {
            "id": key_of(event),
            "account": stored["account"],
            "conversation": recipient if is_own else sender,
            "direction": "out" if is_own else "in",
            "author": {"id": sender},
            "text": _text(found),
            "posted_at": datetime.fromtimestamp(event["timestamp"] / 1000, UTC).isoformat(),
            "in_reply_to": found["mid"]
            if "message_edit" in event
            else (found.get("reply_to") or {}).get("mid"),
            "visibility": "private",
        }
        mark = found.get("metadata") if is_own else None
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no message as Messenger sends them.")) from error
    read = parse_message(message)
    return replace(read, addressee=recipient, mark=str(mark) if mark else None) if is_own else read


def _said(event: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((event[kind] for kind in KINDS if isinstance(event.get(kind), dict)), None)


def _text(found: Mapping[str, Any]) -> str:
    said = str(found.get("text") or found.get("title") or "")
    kinds = [str(one.get("type") or "file") for one in found.get("attachments") or []]
    return "\n".join([*([said] if said.strip() else []), *(f"[{kind}]" for kind in kinds)]) or NOT_KNOWN
