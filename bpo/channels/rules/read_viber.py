"""What people write to a Viber bot, as a message, and which of its events are one.

Everything between a person and a bot is one conversation, called by the person's id, which is theirs with this bot alone. With
whatever they write comes back what was put on the bot's last message to them (`tracking_data`): ours bear their delivery's key,
so it says that this one reached them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.spoken import language_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

VIBER_MESSAGE = "viber.message"
MESSAGE, FAILED = "message", "failed"
LONGEST_MARK = 64
NOT_KNOWN = "[message of another kind]"
NOTES = {
    "picture": "[photo]",
    "video": "[video]",
    "file": "[document]",
    "sticker": "[sticker]",
    "contact": "[contact]",
    "location": "[location]",
}


def key_of(event: Mapping[str, Any]) -> str:
    """The message's id, by which it is kept once; of what bears none, a sum of it."""
    try:
        return token_of(event)
    except (KeyError, TypeError):
        return f"unread:{hashlib.sha256(repr(event).encode('utf-8', 'replace')).hexdigest()}"


def token_of(event: Mapping[str, Any]) -> str:
    """What the network calls a message, theirs or ours; KeyError or TypeError where it calls it nothing."""
    token = event["message_token"]
    if type(token) is not int:
        raise TypeError(token)
    return str(token)


def read_message(body: object) -> IncomingMessage:
    """The message in a stored event."""
    try:
        stored = cast("Mapping[str, Any]", body)
        event = stored["event"]
        sender, found = event["sender"], event["message"]
        author = _word(sender["id"])
        text = _text(found)
        message = {
            "id": token_of(event),
            "account": stored["account"],
            "conversation": author,
            "direction": "in",
            "author": {"id": author, "name": str(sender.get("name") or "").strip() or None},
            "text": text,
            "posted_at": datetime.fromtimestamp(event["timestamp"] / 1000, UTC).isoformat(),
            "visibility": "private",
            "language": language_of(sender.get("language"), text),
        }
        mark = found.get("tracking_data")
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no message as Viber brings them.")) from error
    is_mark = isinstance(mark, str) and 0 < len(mark) <= LONGEST_MARK
    return replace(parse_message(message), mark=mark if is_mark else None)


def _text(found: Mapping[str, Any]) -> str:
    """The words, and under them what else there is, so that nobody answers a picture unseen."""
    kind, said = found.get("type"), str(found.get("text") or "")
    if kind == "url" and not said.strip():
        said = str(found.get("media") or "")
    notes = [NOTES[kind]] if kind in NOTES else []
    return "\n".join([*([said] if said.strip() else []), *notes]) or NOT_KNOWN


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(value)
    return value
