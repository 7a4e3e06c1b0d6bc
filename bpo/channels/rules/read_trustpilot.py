"""A review on Trustpilot as messages: its author's, and the company's reply.

Trustpilot says when a review was last updated, and not whether a reply counts as that. So a text is named after its words and
stars: one that was changed is another message, one that was only replied to is not. The customer's e-mail address, which the
interface tells, is not kept.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import NAME_LIMIT, parse_message
from bpo.channels.rules.reviews import headed, reply_id, wording_id
from bpo.channels.rules.spoken import language_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

TRUSTPILOT_REVIEW = "trustpilot.review"
REVIEW, REPLY = "review", "reply"
KEPT = ("stars", "title", "text", "language", "createdAt", "updatedAt", "referenceId")
AT_ONCE = timedelta(
    seconds=5
)  # a review that was updated when it was replied to was not changed by its author
Review = Mapping[str, Any]


def events_of(review: Review, *, account: str) -> Iterator[tuple[datetime, tuple[str, str]]]:
    """The raw events in a review as it stands, each with when it was last touched."""
    consumer = review.get("consumer") or {}
    body = {
        "account": account,
        "review": str(review["id"]),
        "kind": REVIEW,
        "author": {"id": consumer.get("id"), "name": consumer.get("displayName")},
        "comment": {name: review[name] for name in KEPT if review.get(name) is not None},
        "at": said_at(review).isoformat(),
    }
    yield touched_at(review), (_name(review), json.dumps(body, ensure_ascii=False))
    if (reply := reply_in(review)) is not None:
        yield replied_at(reply), _reply_event(review, reply, account)


def reply_event(review: Review, *, account: str) -> tuple[str, str] | None:
    """The raw event of the reply that stands; None where none does."""
    reply = reply_in(review)
    return _reply_event(review, reply, account) if reply is not None else None


def read_review(body: object) -> IncomingMessage:
    """The message in a stored review or reply."""
    try:
        stored = cast("Mapping[str, Any]", body)
        review, comment, author = str(stored["review"]), stored["comment"], stored["author"]
        is_own = stored["kind"] == REPLY
        said = str(comment.get("text") or "")
        message = {
            "id": reply_id(review, said) if is_own else _name({**comment, "id": review}),
            "account": stored["account"],
            "conversation": review,
            "direction": "out" if is_own else "in",
            "author": {
                "id": stored["account"].partition(":")[2] if is_own else str(author.get("id") or review),
                "name": None if is_own else str(author.get("name") or "").strip()[:NAME_LIMIT] or None,
            },
            "text": said.strip() if is_own else _text(comment, said),
            "posted_at": stored["at"],
            "language": None if is_own else language_of(comment.get("language"), said),
        }
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Invalid(N_("This is no review as Trustpilot sends them.")) from error
    return parse_message(message)


def reply_in(review: Review) -> Mapping[str, Any] | None:
    """The company's reply."""
    reply = review.get("companyReply")
    return reply if isinstance(reply, Mapping) and reply.get("text") else None


def written_at(review: Review) -> datetime:
    """When a review was first written."""
    return instant_of(review["createdAt"])


def touched_at(review: Review) -> datetime:
    """When a review was last updated, by whatever."""
    first = written_at(review)
    return max(instant_of(review["updatedAt"]), first) if review.get("updatedAt") else first


def said_at(review: Review) -> datetime:
    """When its author said what it says by now."""
    touched, reply = touched_at(review), reply_in(review)
    is_by_reply = reply is not None and abs(touched - replied_at(reply)) <= AT_ONCE
    return written_at(review) if is_by_reply else touched


def replied_at(reply: Mapping[str, Any]) -> datetime:
    """When the company last wrote its reply."""
    return instant_of(reply.get("updatedAt") or reply["createdAt"])


def instant_of(value: object) -> datetime:
    """An instant as Trustpilot writes it, in UTC whether it says so or not."""
    at = datetime.fromisoformat(str(value))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _name(review: Review) -> str:
    words = (str(review.get(name) or "") for name in ("stars", "title", "text"))
    return wording_id(str(review["id"]), "\n".join(words))


def _reply_event(review: Review, reply: Mapping[str, Any], account: str) -> tuple[str, str]:
    body = {
        "account": account,
        "review": str(review["id"]),
        "kind": REPLY,
        "author": {},
        "comment": {"text": str(reply["text"])},
        "at": replied_at(reply).isoformat(),
    }
    return reply_id(str(review["id"]), str(reply["text"])), json.dumps(body, ensure_ascii=False)


def _text(comment: Mapping[str, Any], said: str) -> str:
    order = comment.get("referenceId")
    title = str(comment.get("title") or "")
    # Where the title is the beginning of the words, it says nothing that they do not.
    title = "" if said.startswith(title.rstrip(".… ")) else title
    return headed(comment.get("stars"), title, said, f"order {order}" if order else "")
