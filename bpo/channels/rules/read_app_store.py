"""A review of an app in the App Store as messages: its author's, and the developer's reply.

A review that its author changes keeps its id, and its date moves: each text is named by that instant. Of its author
Apple tells a nickname, and one person reviews an app once: the review is the person. The territory is that of the store,
by its three letters; the language is nobody's word.
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

APP_REVIEW = "app_store.review"
SHOWN_LATER = N_(
    "Apple has taken it. It was not shown at once: the App Store shows a reply after a while, within about a day."
)
PENDING = "PENDING_PUBLISH"
KEPT = ("rating", "title", "body", "reviewerNickname", "createdDate", "territory")
REPLY_KEPT = ("responseBody", "lastModifiedDate", "state")
Resource = Mapping[str, Any]  # `id`, `attributes`, `relationships`


def with_responses(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The reviews of an answer, each with its reply as `response`; None where it has none."""
    data = told["data"]
    included: dict[str | None, Any] = {str(one["id"]): one for one in told.get("included") or ()}
    return [
        {**one, "response": included.get(_response_id(one))}
        for one in (data if isinstance(data, list) else [data])
    ]


def events_of(review: Resource, *, account: str) -> Iterator[tuple[str, str]]:
    """The raw events in a review as it stands: what its author says by now, and the reply."""
    known_as, told = str(review["id"]), review["attributes"]
    yield version_id(known_as, written_at(review)), _body(account, known_as, "review", told, KEPT)
    if (replied := reply_event(review, account=account)) is not None:
        yield replied


def reply_event(review: Resource, *, account: str) -> tuple[str, str] | None:
    """The raw event of the reply that stands; None where none does."""
    reply = reply_in(review)
    if reply is None:
        return None
    known_as, told = str(review["id"]), review["response"]["attributes"]
    return reply_id(known_as, reply.text), _body(account, known_as, "reply", told, REPLY_KEPT)


def reply_in(review: Resource) -> Reply | None:
    """What stands in the place for a reply."""
    found = review.get("response")
    return reply_of(found["attributes"]) if found else None


def reply_of(told: Mapping[str, Any]) -> Reply:
    """A reply as Apple tells it."""
    is_pending = told.get("state") == PENDING
    at = instant_of(told["lastModifiedDate"])
    return Reply(
        str(told["responseBody"]), at, held_back=is_pending, note=SHOWN_LATER if is_pending else None
    )


def read_review(body: object) -> IncomingMessage:
    """The message in a stored review or reply."""
    try:
        stored = cast("Mapping[str, Any]", body)
        account, review, told = stored["account"], str(stored["review"]), stored["told"]
        if stored["kind"] == "reply":
            message = reply_message(account, review, reply_of(told))
        else:
            at = instant_of(told["createdDate"])
            message = version_message(account, review, at, _text(told), author=told.get("reviewerNickname"))
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise Invalid(N_("This is no review as Apple sends them.")) from error
    return parse_message(message)


def written_at(review: Resource) -> datetime:
    """When a review was written or changed last."""
    return instant_of(review["attributes"]["createdDate"])


def instant_of(told: object) -> datetime:
    """An instant as Apple writes it, with the offset of its own coast."""
    at = datetime.fromisoformat(str(told))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _response_id(review: Resource) -> str | None:
    data = ((review.get("relationships") or {}).get("response") or {}).get("data")
    return str(data["id"]) if data else None


def _body(account: str, review: str, kind: str, told: Mapping[str, Any], names: tuple[str, ...]) -> str:
    kept = {name: told[name] for name in names if name in told}
    return json.dumps({"account": account, "review": review, "kind": kind, "told": kept}, ensure_ascii=False)


def _text(told: Mapping[str, Any]) -> str:
    territory = told.get("territory")
    note = f"App Store {territory}" if territory else ""
    return headed(told.get("rating"), str(told.get("title") or ""), str(told.get("body") or ""), note)
