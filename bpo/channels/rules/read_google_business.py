"""A review of a place on Google as messages: its author's, and the owner's reply.

Google tells of a review when it was changed last, so each text is named by that instant. Many have stars and no words.
Where it has translated a text, both stand in one, each under its mark; what was written is what counts. Of its author
it tells a name that many bear, and lets a person review a place once: the review is the person.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.reviews import Reply, headed, reply_id, reply_message, version_id, version_message
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

BUSINESS_REVIEW = "google_business.review"
RATINGS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}
TRANSLATED, ORIGINAL = "(Translated by Google)", "(Original)"
PENDING, REFUSED = "PENDING", "REJECTED"
KEPT = ("reviewer", "starRating", "comment", "updateTime", "reviewMediaItems")
REPLY_KEPT = ("comment", "updateTime", "reviewReplyState")
Review = Mapping[str, Any]


def events_of(review: Review, *, account: str) -> Iterator[tuple[str, str]]:
    """The raw events in a review as it stands: what its author says by now, and the reply."""
    known_as = str(review["reviewId"])
    key = version_id(known_as, instant_of(review["updateTime"]))
    yield key, _body(known_as, account, "review", {name: review[name] for name in KEPT if name in review})
    if (replied := reply_event(review, account=account)) is not None:
        yield replied


def reply_event(review: Review, *, account: str) -> tuple[str, str] | None:
    """The raw event of the reply that stands; None where none does."""
    reply = reply_in(review)
    if reply is None:
        return None
    known_as, told = str(review["reviewId"]), review["reviewReply"]
    kept = {name: told[name] for name in REPLY_KEPT if name in told}
    return reply_id(known_as, reply.text), _body(known_as, account, "reply", kept)


def reply_in(review: Review) -> Reply | None:
    """What stands in the place for a reply. One that Google refused stands before nobody."""
    told = review.get("reviewReply")
    if not told or told.get("reviewReplyState") == REFUSED:
        return None
    return reply_of(told)


def reply_of(told: Mapping[str, Any]) -> Reply:
    """A reply as Google tells it."""
    is_pending = told.get("reviewReplyState") == PENDING
    return Reply(own_words(str(told["comment"])), instant_of(told["updateTime"]), held_back=is_pending)


def read_review(body: object) -> IncomingMessage:
    """The message in a stored review or reply."""
    try:
        stored = cast("Mapping[str, Any]", body)
        account, review, told = stored["account"], str(stored["review"]), stored["told"]
        if stored["kind"] == "reply":
            message = reply_message(account, review, reply_of(told))
        else:
            at = instant_of(told["updateTime"])
            message = version_message(account, review, at, _text(told), author=_name(told))
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise Invalid(N_("This is no review as Google sends them.")) from error
    return parse_message(message)


def own_words(said: str) -> str:
    """What was written, of a text beside which Google's translation may stand."""
    before, mark, after = said.partition(TRANSLATED)
    if not mark:
        return said
    written = before.strip() or after.partition(ORIGINAL)[2].strip()
    return written or said


def instant_of(told: object) -> datetime:
    """An instant as Google writes it, with up to nine digits of a second."""
    at = datetime.fromisoformat(str(told))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _body(review: str, account: str, kind: str, told: Mapping[str, Any]) -> str:
    return json.dumps({"account": account, "review": review, "kind": kind, "told": told}, ensure_ascii=False)


def _name(told: Review) -> str | None:
    reviewer = told.get("reviewer") or {}
    return None if reviewer.get("isAnonymous") else reviewer.get("displayName")


def _text(told: Review) -> str:
    shown = len(told.get("reviewMediaItems") or ())
    note = f"photos and videos: {shown}" if shown else ""
    rating = RATINGS.get(str(told.get("starRating")))
    return headed(rating, "", own_words(str(told.get("comment") or "")), note) or "[no words, no stars]"
