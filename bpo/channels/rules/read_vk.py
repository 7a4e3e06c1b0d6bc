"""A message or a wall comment of a VK community as a message, and what each is called there.

A community's messages are numbered in one row, so a message is `person:number`; a comment is `wall:post:number`. Numbers have
zeros before them: of two within one second, the shortest that VK tells, their ids say which came first. A person's messages
are one conversation, a comment with all that answers it another. What somebody edits is a message of its own that answers the
one it changed, as on Telegram.

VK tells a message with the number that its sender gave it against repeats: by that our own is known.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

VK_ITEM = "vk.item"
MESSAGE, COMMENT = "message", "comment"
CHATS = 2_000_000_000  # from here on a peer is a chat of several people
NOTES = {
    "photo": "[photo]",
    "video": "[video]",
    "video_message": "[video message]",
    "audio": "[audio]",
    "audio_message": "[voice message]",
    "doc": "[document]",
    "link": "[link]",
    "market": "[product]",
    "wall": "[post]",
    "wall_reply": "[comment]",
    "sticker": "[sticker]",
    "gift": "[gift]",
    "graffiti": "[graffiti]",
    "poll": "[poll]",
    "story": "[story]",
}
NOT_KNOWN = "[message of another kind]"
_MESSAGE = re.compile(r"([0-9]{1,19}):([0-9]{1,19})(?::edit:.*)?")
_COMMENT = re.compile(r"wall:([0-9]{1,19}):([0-9]{1,19})(?::edit:.*)?")
Item = Mapping[str, Any]


def envelope(kind: str, item: Item, *, account: str, group: str, name: str | None = None) -> dict[str, Any]:
    """What is stored: as it came, for whom, and its author's name where that was told."""
    return {"account": account, "group": group, "kind": kind, "item": item, "name": name}


def is_for_us(stored: Item) -> bool:
    """Whether it was said to the community, or by it. What cannot be made out is: its reader will say so."""
    item = stored["item"]
    if stored["kind"] == COMMENT:
        return not item.get("deleted")
    peer = item.get("peer_id")
    return type(peer) is not int or 0 < peer < CHATS


def is_own(stored: Item) -> bool:
    """Whether the community said it."""
    author = str(stored["item"].get("from_id"))
    return author == f"-{stored['group']}"


def key_of(stored: Item) -> str:
    """The message's id, by which it is kept once; of what cannot be made out, a sum of it."""
    try:
        return _id(stored)
    except (KeyError, TypeError, ValueError):
        return f"unread:{hashlib.sha256(repr(stored['item']).encode()).hexdigest()}"


def read_item(body: object) -> IncomingMessage:
    """The message in a stored item."""
    try:
        stored = cast("Item", body)
        item, kind = stored["item"], stored["kind"]
        edited = stored.get("edited_at")
        message = {
            "id": _id(stored),
            "account": stored["account"],
            "conversation": str(_whole(item["peer_id"])) if kind == MESSAGE else _thread(item),
            "direction": "out" if is_own(stored) else "in",
            "author": {"id": str(_whole(item["from_id"])), "name": stored.get("name")},
            "text": _with_notes(item),
            "posted_at": edited or instant_of(item["date"]).isoformat(),
            "in_reply_to": _plain_id(kind, item) if edited else _answers(kind, item),
            "visibility": "private" if kind == MESSAGE else "public",
        }
        mark, peer = item.get("random_id"), item.get("peer_id")
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Invalid(N_("This is no message as VK sends them.")) from error
    found = parse_message(message)
    if kind == MESSAGE and is_own(stored):
        return replace(found, addressee=str(peer), mark=str(mark) if mark else None)
    return found


def message_id(peer: int, number: int) -> str:
    """What a message is called here."""
    return f"{peer}:{number:010d}"


def comment_id(post: int, number: int) -> str:
    """What a comment is called here."""
    return f"wall:{post}:{number:010d}"


def message_place(known_as: str | None) -> tuple[int, int] | None:
    """The person and number of a message; of an edit, of the message that was edited."""
    found = _MESSAGE.fullmatch(known_as or "")
    return (int(found[1]), int(found[2])) if found else None


def comment_place(known_as: str | None) -> tuple[int, int] | None:
    """The post and number of a comment; of an edit, of the comment that was edited."""
    found = _COMMENT.fullmatch(known_as or "")
    return (int(found[1]), int(found[2])) if found else None


def marks_of(key: str) -> Iterator[int]:
    """The numbers by which VK knows our message again, the second for where another message has the first."""
    for salt in ("", ":again"):
        yield int.from_bytes(hashlib.sha256(f"{key}{salt}".encode()).digest()[:8]) >> 1 or 1


def is_mark_of(key: str, told: object) -> bool:
    """Whether a message bears a mark of this key; VK may keep no more than 32 bits of it."""
    try:
        number = int(str(told))
    except ValueError:
        return False
    return any((mark ^ number) & 0xFFFFFFFF == 0 for mark in marks_of(key))


def instant_of(value: object) -> datetime:
    """An instant as VK writes it."""
    return datetime.fromtimestamp(_whole(value), UTC)


def _id(stored: Item) -> str:
    plain = _plain_id(stored["kind"], stored["item"])
    return f"{plain}:edit:{stored['edit']}" if "edit" in stored else plain


def _plain_id(kind: str, item: Item) -> str:
    if kind == MESSAGE:
        return message_id(_whole(item["peer_id"]), _whole(item["id"]))
    return comment_id(_whole(item["post_id"]), _whole(item["id"]))


def _thread(item: Item) -> str | None:
    """The comment under which all this stands; None where only what it answers is told."""
    above = item.get("parents_stack")
    if not above and item.get("reply_to_comment"):
        return None
    return comment_id(_whole(item["post_id"]), _whole(above[0] if above else item["id"]))


def _answers(kind: str, item: Item) -> str | None:
    if kind == MESSAGE:
        number = (item.get("reply_message") or {}).get("id")
        return message_id(item["peer_id"], _whole(number)) if number else None
    number = item.get("reply_to_comment") or next(iter((item.get("parents_stack") or [])[-1:]), None)
    return comment_id(item["post_id"], _whole(number)) if number else None


def _with_notes(item: Item) -> str:
    """The words, and under them what else there is, so that nobody answers a picture unseen."""
    said = str(item.get("text") or "")
    kinds = [str(one.get("type")) for one in item.get("attachments") or []]
    notes = [NOTES.get(kind, NOT_KNOWN) for kind in kinds if kind != "link" or not said]
    notes += ["[location]"] if item.get("geo") else []
    notes += ["[forwarded messages]"] if item.get("fwd_messages") else []
    return "\n".join([*([said] if said.strip() else []), *dict.fromkeys(notes)]) or NOT_KNOWN


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
