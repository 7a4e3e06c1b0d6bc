"""What is said between a person and a number on WhatsApp as a message, and what becomes of replies.

Everything between the two is one conversation. People are known by the id that Meta gives each for one business, which
they keep where they hide their number; by the number only where there is no such id. The two are never taken for one
person: a number may be somebody else's by tomorrow, and who changes theirs gets another id, too.

What people write comes without a mark of ours, and what was sent by the interface does not come back; statuses of it do, with
the key that its delivery gave it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.whatsapp_codes import why_undelivered
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

WHATSAPP_EVENT = "whatsapp.event"
BY_THE_APP = "written in WhatsApp's own app"  # the mark of what no delivery of ours wrote
NOT_KNOWN = "[message of another kind]"
# Nothing is said by these: changes of a number, deletions, that a chat was opened for the first time.
SAYS_NOTHING = frozenset({"system", "revoke", "request_welcome"})
WORDS = {"text": "body", "button": "text"}
FILE = ("caption", "filename")
TOLD = {  # what stands over a note of each kind
    **dict.fromkeys(("image", "video", "document", "audio", "sticker"), FILE),
    "reaction": ("emoji",),
    "location": ("name", "address"),
    "order": ("text",),
}
ARRIVED = frozenset({"sent", "delivered", "read", "played"})
FAILED = "failed"
USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
NUMBER = re.compile(r"[0-9]{1,20}")
_ID = re.compile(r"[A-Za-z0-9_.=+/-]{1,200}")
Part = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a network tells of a reply that it took: `failure` why it did not arrive; without one it went out."""

    external_id: str
    mark: str | None
    at: datetime
    failure: str | None = None


def is_message_for_us(message: Part) -> bool:
    """Whether somebody said something to us alone. Taking a reaction back says nothing."""
    if message.get("type") in SAYS_NOTHING or "group_id" in message or not message.get("id"):
        return False
    return message.get("type") != "reaction" or bool((message.get("reaction") or {}).get("emoji"))


def is_status_for_us(status: Part) -> bool:
    """Whether it tells what became of a reply: once that it went out, and that it failed."""
    if status.get("recipient_type") == "group" or not _ID.fullmatch(str(status.get("id"))):
        return False
    told = status.get("status")
    return told == FAILED or (told in ARRIVED and bool(status.get("biz_opaque_callback_data")))


def key_of(stored: Part) -> str:
    """By what an event is kept once; of what bears no id of WhatsApp's, a sum of it."""
    status = stored.get("status")
    if status is not None:
        return f"{'failed' if status['status'] == FAILED else 'sent'}:{status['id']}"
    message = stored["message"]
    if not _ID.fullmatch(str(message["id"])):
        return f"unread:{hashlib.sha256(repr(message).encode('utf-8', 'replace')).hexdigest()}"
    return str(message["id"])


def read_receipt(body: str) -> Receipt | None:
    """What a stored event tells of a reply; None where it is a message."""
    stored = json.loads(body)
    status = stored.get("status")
    if status is None:
        return None
    try:
        mark = status.get("biz_opaque_callback_data")
        errors = status.get("errors") or [{}]
        return Receipt(
            external_id=str(status["id"]),
            mark=str(mark) if mark else None,
            at=_instant(status["timestamp"]),
            failure=why_undelivered(errors[0].get("code")) if status["status"] == FAILED else None,
        )
    except (LookupError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no status as WhatsApp sends them.")) from error


def read_message(body: object) -> IncomingMessage:
    """The message in a stored event."""
    try:
        stored = cast("Part", body)
        message = stored["message"]
        is_own = bool(stored.get("echo"))
        person = _person(message, "to" if is_own else "from")
        edited = message["edit"] if message["type"] == "edit" else None
        read = {
            "id": _fit(key_of(stored)),
            "account": stored["account"],
            "conversation": person,
            "direction": "out" if is_own else "in",
            "author": {
                "id": stored["own_id"] if is_own else person,
                "name": None if is_own else _name(stored.get("contacts") or [], message),
            },
            "text": _text(edited["message"] if edited else message),
            "posted_at": _instant(message["timestamp"]).isoformat(),
            "in_reply_to": edited["original_message_id"] if edited else _answered(message),
            "visibility": "private",
        }
    except (LookupError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no message as WhatsApp sends them.")) from error
    found = parse_message(read)
    return replace(found, addressee=person, mark=BY_THE_APP) if is_own else found


def _fit(key: str) -> str:
    if key.startswith("unread:"):
        raise ValueError(key)
    return key


def _person(message: Part, side: str) -> str:
    person = str(message.get(f"{side}_user_id") or message[side])
    if not USER_ID.fullmatch(person) and not NUMBER.fullmatch(person):
        raise ValueError(person)
    return person


def _name(contacts: list[Part], message: Part) -> str | None:
    """What the person calls themselves; a name of theirs that is one with an @."""
    told = {message.get("from_user_id"), message.get("from")} - {None}
    for contact in contacts:
        if told & {contact.get("user_id"), contact.get("wa_id")}:
            profile = contact.get("profile") or {}
            name, username = profile.get("name"), profile.get("username")
            return str(name) if name else (f"@{username}" if username else None)
    return None


def _answered(message: Part) -> str | None:
    if message["type"] == "reaction":
        return str(message["reaction"]["message_id"])
    known_as = (message.get("context") or {}).get("id")
    return str(known_as) if known_as else None


def _text(message: Part) -> str:
    kind = str(message["type"])
    part = message.get(kind)
    found = _said(kind, cast("Part", part)) if isinstance(part, Mapping) else _named(kind, part)
    return found if found.strip() else NOT_KNOWN


def _said(kind: str, part: Part) -> str:
    if kind in WORDS:
        return str(part[WORDS[kind]])
    if kind == "interactive":
        chosen = part[part["type"]]
        return str(chosen.get("title") or chosen.get("body") or "")
    told = [str(part[name]) for name in TOLD.get(kind, ()) if part.get(name)]
    if kind == "location":
        told.append(f"{part['latitude']}, {part['longitude']}")
    note = "voice" if part.get("voice") else kind
    return "\n".join([*told, f"[{note}]"]) if kind in TOLD else NOT_KNOWN


def _named(kind: str, part: object) -> str:
    if kind != "contacts" or not isinstance(part, list):
        return NOT_KNOWN
    names = [str((one.get("name") or {}).get("formatted_name") or "") for one in part]
    return "\n".join([*filter(None, names), "[contact]"])


def _instant(seconds: object) -> datetime:
    if isinstance(seconds, str | int):
        return datetime.fromtimestamp(int(seconds), UTC)
    raise TypeError(seconds)
