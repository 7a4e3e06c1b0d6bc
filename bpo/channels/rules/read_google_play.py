"""A review of an app on Google Play as messages: its author's, and the developer's reply.

Play tells of a review only when it was changed last, so each text is named by that instant; which was the first nobody
can tell. It tells of its author a name that many bear, and lets a person review an app once: the review is the person.
Only reviews with words are told at all. A title stands before the words, ended by a tab.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.reviews import Reply, headed, reply_id, reply_message, version_id, version_message
from bpo.channels.rules.spoken import language_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

PLAY_REVIEW = "google_play.review"
USER, DEVELOPER = "userComment", "developerComment"
KEPT = (
    "text",
    "lastModified",
    "starRating",
    "reviewerLanguage",
    "device",
    "appVersionName",
    "androidOsVersion",
    "deviceMetadata",
)
Review = Mapping[str, Any]


def events_of(review: Review, *, account: str) -> Iterator[tuple[str, str]]:
    """The raw events in a review as it stands: what its author says by now, and the reply."""
    for kind in (USER, DEVELOPER):
        found = comment_in(review, kind)
        if found is not None:
            yield _event(review, kind, found, account)


def reply_event(review: Review, *, account: str) -> tuple[str, str] | None:
    """The raw event of the reply that stands; None where none does."""
    found = comment_in(review, DEVELOPER)
    return _event(review, DEVELOPER, found, account) if found is not None else None


def read_review(body: object) -> IncomingMessage:
    """The message in a stored review or reply."""
    try:
        stored = cast("Mapping[str, Any]", body)
        review, comment = str(stored["review"]), stored["comment"]
        at, said = instant_of(comment["lastModified"]), str(comment["text"])
        message = (
            reply_message(stored["account"], review, Reply(said, at))
            if stored["kind"] == DEVELOPER
            else version_message(
                stored["account"],
                review,
                at,
                _text(comment, said),
                author=stored.get("author"),
                language=language_of(comment.get("reviewerLanguage"), said),
            )
        )
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise Invalid(N_("This is no review as Google Play sends them.")) from error
    return parse_message(message)


def reply_in(review: Review) -> Reply | None:
    """What stands in the place for a reply."""
    found = comment_in(review, DEVELOPER)
    return Reply(str(found["text"]), instant_of(found["lastModified"])) if found is not None else None


def comment_in(review: Review, kind: str) -> Mapping[str, Any] | None:
    """The one comment of a kind in a review."""
    found = [one[kind] for one in review.get("comments", ()) if kind in one]
    return found[-1] if found else None


def instant_of(told: Mapping[str, Any]) -> datetime:
    """An instant as Google writes it, in seconds and parts of one."""
    micro = int(told.get("nanos") or 0) // 1000
    return datetime.fromtimestamp(int(told["seconds"]), UTC) + timedelta(microseconds=micro)


def _event(review: Review, kind: str, comment: Mapping[str, Any], account: str) -> tuple[str, str]:
    known_as = str(review["reviewId"])
    said, at = str(comment["text"]), instant_of(comment["lastModified"])
    body = {
        "account": account,
        "review": known_as,
        "kind": kind,
        "author": review.get("authorName"),
        "comment": {name: comment[name] for name in KEPT if name in comment},
    }
    key = reply_id(known_as, said) if kind == DEVELOPER else version_id(known_as, at)
    return key, json.dumps(body, ensure_ascii=False)


def _text(comment: Mapping[str, Any], said: str) -> str:
    title, tab, words = said.partition("\t")
    device = comment.get("deviceMetadata") or {}
    about = (
        ("app", comment.get("appVersionName")),
        ("device", device.get("productName") or comment.get("device")),
        ("Android API", comment.get("androidOsVersion")),
    )
    note = ", ".join(f"{name} {value}" for name, value in about if value)
    return headed(comment.get("starRating"), title if tab else "", words if tab else said, note)
