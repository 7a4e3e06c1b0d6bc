"""What reviews are called here, and what stands above their text.

A review has one place for a reply, and its author may change it under the same id. So the text of an instant has a name
of its own (`review:edit:instant`), by which a changed one is another message; a reply is named after its words
(`review:reply:sum`), because networks move the time of one whose words stay. What was sent from here bears the key of its
delivery besides (`review:reply:sum:key`): the same words may be sent twice.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bpo.channels.rules.parsing import NAME_LIMIT
from bpo.channels.rules.read_mastodon import bare

_NAME = re.compile(r"(.+?):(?:edit:[0-9]+|reply:[0-9a-f]{16}(?::.+)?)", re.DOTALL)
STARS = 5


@dataclass(frozen=True)
class Reply:
    """What stands in the place for a reply. `held_back`: nobody is shown it yet; `note`: what is said of that."""

    text: str
    at: datetime
    held_back: bool = False
    note: str | None = None


def version_id(review: str, at: datetime) -> str:
    """The text that a review had at an instant; within a review these names are in the order of writing."""
    return f"{review}:edit:{int(at.timestamp() * 1_000_000):017d}"


def reply_id(review: str, text: str, key: str | None = None) -> str:
    """A reply to a review; with the key of the delivery that wrote it."""
    name = f"{review}:reply:{_sum(text)}"
    return f"{name}:{key}" if key else name


def review_of(known_as: str | None) -> str | None:
    """The review that a message belongs to; None where the name is none of a review's."""
    found = _NAME.fullmatch(known_as or "")
    return found[1] if found else None


def is_same_text(one: str, other: str) -> bool:
    """Whether two replies say the same, however they are spaced."""
    return bare(one) == bare(other)


def is_reply_of(known_as: str, review: str, text: str) -> bool:
    """Whether a message is the reply that says this."""
    name = reply_id(review, text)
    return known_as == name or known_as.startswith(f"{name}:")


def reply_message(account: str, review: str, reply: Reply) -> dict[str, Any]:
    """A reply in the public form, as the brand's."""
    return {
        "id": reply_id(review, reply.text),
        "account": account,
        "conversation": review,
        "direction": "out",
        "author": {"id": account.partition(":")[2], "name": None},
        "text": reply.text.strip(),
        "posted_at": reply.at.isoformat(),
        "language": None,
    }


def version_message(
    account: str, review: str, at: datetime, text: str, *, author: object, language: str | None = None
) -> dict[str, Any]:
    """A text of a review in the public form. A name is all that is told of its author: the review is the person."""
    return {
        "id": version_id(review, at),
        "account": account,
        "conversation": review,
        "direction": "in",
        "author": {"id": review, "name": str(author or "").strip()[:NAME_LIMIT] or None},
        "text": text,
        "posted_at": at.isoformat(),
        "language": language,
    }


def headed(rating: object, title: str, body: str, note: str) -> str:
    """A review as it is read: its stars and title, its words, and beneath them what it is about."""
    stars = "★" * rating + "☆" * (STARS - rating) if isinstance(rating, int) and 1 <= rating <= STARS else ""
    first = " ".join(part for part in (stars, title.strip()) if part)
    return "\n".join(part for part in (first, body.strip(), f"[{note}]" if note else "") if part)


def _sum(text: str) -> str:
    return hashlib.sha256(bare(text).encode("utf-8", "replace")).hexdigest()[:16]
