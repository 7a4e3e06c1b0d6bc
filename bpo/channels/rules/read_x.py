"""A post on X as a message.

People are known by their number; a post by its own, which holds the instant of its making. Links come back as t.co's and are
put back as they lead; those that stand for pictures become a note.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.read_mastodon import bare
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

X_POST = "x.post"
NOTES = {"/photo/": "[photo]", "/video/": "[video]"}
_ID = re.compile(r"[0-9]{1,19}")
_SCHEME = re.compile(r"https?://(?:www\.)?(\S*?)/?(?=\s|$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}")  # its own codes for no language have three letters
Post = Mapping[str, Any]


def envelope(post: Post, author: Post | None, *, account: str, own_id: str) -> dict[str, Any]:
    """What is stored of a post: as it came, and who we were."""
    return {"account": account, "own_id": own_id, "post": post, "author": author or {}}


def is_post(known_as: str | None) -> bool:
    """Whether something is called as posts are, so that it leads to no other address."""
    return _ID.fullmatch(known_as or "") is not None


def is_repost(post: Post) -> bool:
    """Whether it only shares another's."""
    return _referred(post, "retweeted") is not None


def answers(post: Post) -> str | None:
    """What it answers."""
    return _referred(post, "replied_to")


def posted_at(post: Post) -> datetime:
    """When it was posted."""
    return datetime.fromisoformat(post["created_at"]).astimezone(UTC)


def read_post(body: object) -> IncomingMessage:
    """The message in a stored post."""
    try:
        stored = cast("Mapping[str, Any]", body)
        post, author = stored["post"], stored["author"]
        person = str(post["author_id"])
        language = post.get("lang")
        message = {
            "id": _fit(post["id"]),
            "account": stored["account"],
            "direction": "out" if person == stored["own_id"] else "in",
            "author": {
                "id": _fit(person),
                "name": author.get("name") or author.get("username"),
                "followers": _count((author.get("public_metrics") or {}).get("followers_count")),
            },
            "text": text_of(post),
            "posted_at": posted_at(post).isoformat(),
            "in_reply_to": answers(post),
            "language": language if isinstance(language, str) and _LANGUAGE.fullmatch(language) else None,
        }
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise Invalid(N_("This is no post as X sends them.")) from error
    return parse_message(message)


def text_of(post: Post) -> str:
    """The words as they were typed, whatever their length, and under them what else there is."""
    long = post.get("note_tweet") or {}
    said = str(long.get("text") or post["text"])
    notes: list[str] = []
    for link in ((long or post).get("entities") or {}).get("urls") or []:
        leads = str(link.get("expanded_url") or link["url"])
        note = (
            next((note for part, note in NOTES.items() if part in leads), None)
            if "media_key" in link
            else None
        )
        if note:
            notes += [note] if note not in notes else []
        said = said.replace(str(link["url"]), "" if note else leads)
    said = html.unescape(said).strip()
    return "\n".join([*([said] if said else []), *notes]) or "[post without words]"


def is_same_text(post: Post, text: str) -> bool:
    """Whether a post says this, whom it names in front left aside, and however its links are written."""
    return _plain(text_of(post)) == _plain(text)


def _plain(text: str) -> str:
    return _SCHEME.sub(r"\1", bare(unicodedata.normalize("NFC", text)))


def _referred(post: Post, how: str) -> str | None:
    for one in post.get("referenced_tweets") or []:
        if one["type"] == how:
            return _fit(one["id"])
    return None


def _fit(value: object) -> str:
    if not isinstance(value, str) or not is_post(value):
        raise ValueError(value)
    return value


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None
