"""An update of a Telegram bot as a message, and what a message is called there.

A message's number is its own within its chat alone, so its id here is `chat:number`, with zeros before the number:
of two messages within one second, the shortest that this network tells, their ids say which came first. Only private
chats are taken: in them the chat's number is the person's. What somebody edits comes as a message of its own that
answers the one it changed (`chat:number:edit:update`): the network tells no more of the change than the new text, and
the old one may have been answered.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage, Picture
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.pictures import FORMATS, LARGEST_PICTURE, picture_of
from bpo.channels.rules.spoken import language_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

TELEGRAM_UPDATE = "telegram.update"
MESSAGE, EDITED = "message", "edited_message"
KINDS = (MESSAGE, EDITED)
START = "/start"  # what pressing the button writes by which every chat with a bot begins
# What a message holds besides words, the more telling first: an animation is a document too, a venue a location.
NOTES = {
    "animation": "[animation]",
    "photo": "[photo]",
    "paid_media": "[paid media]",
    "sticker": "[sticker]",
    "video": "[video]",
    "video_note": "[video message]",
    "voice": "[voice message]",
    "audio": "[audio]",
    "document": "[document]",
    "contact": "[contact]",
    "venue": "[venue]",
    "location": "[location]",
    "poll": "[poll]",
    "checklist": "[checklist]",
    "story": "[story]",
    "dice": "[dice]",
    "game": "[game]",
    "invoice": "[invoice]",
}
NOT_KNOWN = "[message of another kind]"
# What the network itself notes in a chat; nobody said it.
NOTICES = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "successful_payment",
        "refunded_payment",
        "write_access_allowed",
        "connected_website",
        "chat_background_set",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    }
)
_PLACE = re.compile(r"(-?[0-9]{1,19}):([0-9]{1,19})(?::edit:[0-9]{1,19})?")


def envelope(update: Mapping[str, Any], *, account: str) -> dict[str, Any]:
    """What is stored of an update: as it came, and for whom."""
    return {"account": account, "update": update}


def is_for_us(update: Mapping[str, Any]) -> bool:
    """Whether a person said something in a private chat. What cannot be made out is: its reader will say so."""
    try:
        kind = _kind(update)
        message = update[kind]
        if message["chat"]["type"] != "private" or not NOTICES.isdisjoint(message):
            return False
        if kind == EDITED and "location" in message:  # a live location, told anew every few seconds
            return False
        return bool(message.get("text") != START)
    except (KeyError, TypeError, AttributeError):
        return any(kind in update for kind in KINDS)


def key_of(update: Mapping[str, Any]) -> str:
    """The message's id, by which it is kept once; of what cannot be made out, the update's."""
    try:
        return _id(update, _kind(update))
    except (KeyError, TypeError):
        return f"update:{update.get('update_id')}"


def read_update(body: object) -> IncomingMessage:
    """The message in a stored update."""
    try:
        stored = cast("Mapping[str, Any]", body)
        update = stored["update"]
        kind = _kind(update)
        found = update[kind]
        author = found["from"]
        said = str(found.get("text") or found.get("caption") or "")
        pictures = _pictures(found)
        message = {
            "id": _id(update, kind),
            "account": stored["account"],
            "conversation": str(_whole(found["chat"]["id"])),
            "direction": "in",
            "author": {"id": str(_whole(author["id"])), "name": _name(author)},
            "text": _with_note(found, said),
            "posted_at": _instant(found["edit_date" if kind == EDITED else "date"]).isoformat(),
            "in_reply_to": _answers(found, kind),
            "visibility": "private",
            "language": language_of(author.get("language_code"), said),
        }
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no message as Telegram sends them.")) from error
    return replace(parse_message(message), pictures=pictures)


def external_id(chat: int, number: int) -> str:
    """What a message is called here; within a chat the order of these names is that of their writing."""
    return f"{chat}:{number:010d}"


def place_of(known_as: str | None) -> tuple[int, int] | None:
    """The chat and number of a message; of an edit, of the message that was edited."""
    found = _PLACE.fullmatch(known_as or "")
    return (int(found[1]), int(found[2])) if found else None


def instant_of(value: object) -> datetime | None:
    """An instant as the network writes it; None where it is none."""
    try:
        return _instant(value)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _kind(update: Mapping[str, Any]) -> str:
    return EDITED if EDITED in update else MESSAGE


def _id(update: Mapping[str, Any], kind: str) -> str:
    message = update[kind]
    name = external_id(_whole(message["chat"]["id"]), _whole(message["message_id"]))
    return name if kind == MESSAGE else f"{name}:edit:{_whole(update['update_id']):010d}"


def _answers(message: Mapping[str, Any], kind: str) -> str | None:
    """What it answers: an edit, the message it changed."""
    number = (
        message["message_id"] if kind == EDITED else (message.get("reply_to_message") or {}).get("message_id")
    )
    return None if number is None else external_id(message["chat"]["id"], _whole(number))


def _with_note(message: Mapping[str, Any], said: str) -> str:
    """The words, and under them what else there is, so that nobody answers a picture unseen."""
    notes = [note for name, note in NOTES.items() if name in message][:1]
    return "\n".join([*([said] if said.strip() else []), *notes]) or NOT_KNOWN


def _pictures(message: Mapping[str, Any]) -> tuple[Picture, ...]:
    """The largest size that is taken of a photo, or a picture that came as a file; each by the name of its file there."""
    sizes = message.get("photo") or []
    document = message.get("document")
    if isinstance(document, dict) and document.get("mime_type") in FORMATS:
        sizes = [document]
    fit = [
        one for one in sizes if type(one.get("file_size")) is not int or one["file_size"] <= LARGEST_PICTURE
    ]
    found = picture_of(max(fit, key=_pixels).get("file_id")) if fit else None
    return () if found is None else (found,)


def _pixels(size: Mapping[str, Any]) -> int:
    return int(size.get("width") or 0) * int(size.get("height") or 0)


def _name(author: Mapping[str, Any]) -> str | None:
    full = " ".join(str(author[part]) for part in ("first_name", "last_name") if author.get(part)).strip()
    return full or (f"@{author['username']}" if author.get("username") else None)


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _instant(value: object) -> datetime:
    return datetime.fromtimestamp(_whole(value), UTC)
