"""What customers and the brand say on Yandex Market, as messages: reviews, questions and chats, and what each is called.

The kind of a thing is the beginning of its name. A review's text is named after its words, since its author may change it;
what answers it, and all else, by its number, with zeros before it. Market tells no time of a comment under a review: it is
when it was first seen. It tells a name of whoever writes in public, which many bear: a review and a question are persons.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import NAME_LIMIT, parse_message
from bpo.channels.rules.reviews import headed
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

MARKET_ITEM = "yandex_market.item"
REVIEW, REVIEW_COMMENT = "review", "review comment"
QUESTION, ANSWER, ANSWER_COMMENT = "question", "answer", "answer comment"
CHAT = "chat"
OWN = frozenset({"BUSINESS", "PARTNER"})
NOT_SHOWN = frozenset({"BANNED", "DELETED"})
_PLACES = {
    "review": re.compile(r"review:([0-9]{1,19}):(?:c([0-9]{1,19})|[0-9a-f]{16})"),
    "question": re.compile(r"question:([0-9]{1,19})(?::a([0-9]{1,19}))?(?::c([0-9]{1,19}))?"),
    "chat": re.compile(r"chat:([0-9]{1,19}):([0-9]{1,19})"),
}
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a message stands: in a review, a question or a chat; under which of its parts."""

    kind: str
    thread: int
    part: int | None = None  # a comment, an answer, a message
    beneath: int | None = None  # a comment on an answer


def place_of(known_as: str | None) -> Place | None:
    """What a name says; None where it is none of Market's."""
    for kind, pattern in _PLACES.items():
        if found := pattern.fullmatch(known_as or ""):
            numbers = [int(one) if one else None for one in found.groups()]
            return Place(kind, int(found[1]), *numbers[1:])
    return None


def name_of(kind: str, thread: int, part: int, beneath: int | None = None) -> str:
    """What a part of a review, a question or a chat is called here."""
    letter = {"review": "c", "question": "a", "chat": ""}[kind]
    under = "" if beneath is None else f":c{beneath:012d}"
    return f"{kind}:{thread}:{letter}{part:012d}{under}"


def answer_of(known_as: str | None) -> str | None:
    """The answer to a question under which a message stands, or that it is: what is said there all answers it."""
    place = place_of(known_as)
    if place is None or place.kind != "question" or place.part is None:
        return None
    return name_of("question", place.thread, place.part)


def wording_of(review: Item) -> str:
    """A sum of what a review says by now."""
    told = review.get("description") or {}
    words = [str((review.get("statistics") or {}).get("rating")), *(str(told.get(name)) for name in _WORDS)]
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:16]


def is_shown(item: Item) -> bool:
    """Whether anybody sees it there."""
    return item.get("status") not in NOT_SHOWN


def is_own(item: Item) -> bool:
    """Whether the brand wrote it: a comment, an answer, or a message in a chat."""
    author = item.get("author")  # of a review it is a name
    return (item.get("sender") or (author.get("type") if isinstance(author, Mapping) else None)) in OWN


def envelope(
    kind: str, item: Item, *, account: str, at: datetime, thread: int, **more: object
) -> dict[str, Any]:
    """What is stored: as it came, for whom, in which review, question or chat, and when it was said."""
    return {"account": account, "kind": kind, "thread": thread, "at": at.isoformat(), "item": item, **more}


def key_of(stored: Item) -> str:
    """The message's id, by which it is kept once."""
    kind, thread, item = stored["kind"], stored["thread"], stored["item"]
    if kind == REVIEW:
        return f"review:{_whole(thread)}:{wording_of(item)}"
    if kind == QUESTION:
        return f"question:{_whole(thread)}"
    if kind == ANSWER_COMMENT:
        return name_of("question", thread, _whole(item["answerId"]), _whole(item["id"]))
    number = _whole(item["messageId"] if kind == CHAT else item["id"])
    return name_of({REVIEW_COMMENT: "review", ANSWER: "question", CHAT: "chat"}[kind], thread, number)


def read_item(body: object) -> IncomingMessage:
    """The message in a stored item."""
    try:
        stored = cast("Item", body)
        kind, item, own = stored["kind"], stored["item"], is_own(stored["item"])
        thread = f"{_beginning(kind)}:{_whole(stored['thread'])}"
        message = {
            "id": key_of(stored),
            "account": stored["account"],
            "conversation": thread,
            "direction": "out" if own else "in",
            "author": {
                "id": stored["account"].partition(":")[2] if own else _author(stored, thread),
                "name": None if own else (_name(stored) or "")[:NAME_LIMIT] or None,
            },
            "text": _text(kind, item),
            "posted_at": stored["at"],
            "in_reply_to": _answers(stored),
            "visibility": "private" if kind == CHAT else "public",
        }
        addressee = _addressee(stored, thread) if own else None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Invalid(N_("This is nothing that Yandex Market sends.")) from error
    return replace(parse_message(message), addressee=addressee)


def instant_of(value: object) -> datetime:
    """An instant as Market writes it."""
    at = datetime.fromisoformat(str(value))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def customer_of(context: Item, thread: str) -> str:
    """Who writes in a chat; where Market does not say, whoever writes in this one."""
    return str((context.get("customer") or {}).get("publicId") or thread)


_WORDS = ("advantages", "disadvantages", "comment")


def _beginning(kind: str) -> str:
    return {REVIEW: "review", REVIEW_COMMENT: "review", CHAT: "chat"}.get(kind, "question")


def _name(stored: Item) -> str | None:
    if stored["kind"] == CHAT:
        if stored["item"].get("sender") == "SUPPORT":
            return "Yandex Market"
        return ((stored.get("context") or {}).get("customer") or {}).get("name")
    author = stored["item"].get("author")
    name = author.get("name") if isinstance(author, Mapping) else author
    return str(name).strip() if name else None


def _author(stored: Item, thread: str) -> str:
    kind, name = stored["kind"], _name(stored)
    if kind == CHAT:
        if stored["item"].get("sender") == "SUPPORT":
            return f"{thread}:support"
        return customer_of(stored.get("context") or {}, thread)
    if kind in {REVIEW, QUESTION} or not name or name == stored.get("asker"):
        return thread
    return f"{thread}:{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _addressee(stored: Item, thread: str) -> str | None:
    """Whom the brand wrote to, where that is certain."""
    if stored["kind"] == CHAT:
        return customer_of(stored.get("context") or {}, thread)
    return thread if stored["kind"] == REVIEW_COMMENT and not stored["item"].get("parentId") else None


def _answers(stored: Item) -> str | None:
    kind, item, thread = stored["kind"], stored["item"], stored["thread"]
    if kind == REVIEW_COMMENT and item.get("parentId"):
        return name_of("review", thread, _whole(item["parentId"]))
    if kind == ANSWER:
        return f"question:{thread}"
    if kind == ANSWER_COMMENT:
        return name_of("question", thread, _whole(item["answerId"]))
    return None


def _text(kind: str, item: Item) -> str:
    if kind == REVIEW:
        return _review_text(item)
    said = str(item.get("message" if kind == CHAT else "text") or "").strip()
    notes = [f"[file {one.get('name')}]" for one in item.get("payload") or []]
    if kind == QUESTION and (offer := (item.get("questionIdentifiers") or {}).get("offerId")):
        notes.append(f"[product {offer}]")
    return "\n".join([*([said] if said else []), *notes])


def _review_text(item: Item) -> str:
    told, marks = item.get("description") or {}, ("+ ", "− ", "")
    said = [
        f"{mark}{str(told[name]).strip()}" for mark, name in zip(marks, _WORDS, strict=True) if told.get(name)
    ]
    media = item.get("media") or {}
    said += [f"[{name}]" for name in ("photos", "videos") if media.get(name)]
    order = (item.get("identifiers") or {}).get("orderId")
    rating = (item.get("statistics") or {}).get("rating")
    return headed(rating, "", "\n".join(said), f"order {order}" if order else "")


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
