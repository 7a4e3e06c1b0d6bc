"""A post of Bluesky as a message, and what a reply of ours is called there.

People are known by their DID, which stays when their handle changes; posts by their address, `at://did/collection/key`.
The key of a reply of ours is worked out from its delivery, so that the network itself keeps it from standing there twice.

When a post was written its author says, and the network when it came; the network shows the earlier of the two, and so do we.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from bpo.channels.rules.incoming import Engagement, IncomingMessage, Picture
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.pictures import MOST_PICTURES, picture_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

BLUESKY_POST = "bluesky.post"
POSTS = "app.bsky.feed.post"
VIDEO = "app.bsky.embed.video"
APPLICATION = "https://bsky.app"  # where people read posts
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?'»”’…)]}"


def record_key(key: str, frozen_at: datetime) -> str:
    """The record key of a reply: a TID (atproto.com/specs/tid) of the instant it was frozen, with ten bits of its key."""
    micros = (frozen_at - _EPOCH) // timedelta(microseconds=1)
    number = micros << 10 | int.from_bytes(hashlib.sha256(key.encode()).digest()[:2]) & 0x3FF
    return "".join(_LETTERS[number >> shift & 31] for shift in range(60, -1, -5))


def envelope(
    post: Mapping[str, Any], *, account: str, own_id: str, followers: int | None = None
) -> dict[str, Any]:
    """What is stored of a post: its `uri`, `author`, `record` and `indexedAt` as they came, and who we were."""
    kept = {name: post[name] for name in ("uri", "author", "record", "indexedAt") if name in post}
    return {"account": account, "own_id": own_id, "post": kept, "followers": followers}


def read_post(body: object) -> IncomingMessage:
    """The message in a stored post."""
    try:
        stored = cast("Mapping[str, Any]", body)
        post = stored["post"]
        author, record = post["author"], post["record"]
        followers = stored.get("followers")
        reply = record.get("reply")
        message = {
            "id": post["uri"],
            "account": stored["account"],
            "direction": "out" if author["did"] == stored["own_id"] else "in",
            "author": {
                "id": author["did"],
                "name": author.get("displayName") or author.get("handle"),
                "followers": followers if type(followers) is int and followers >= 0 else None,
            },
            "text": _with_note(record, text_of(record)),
            "posted_at": posted_at(record, post.get("indexedAt")).isoformat(),
            "in_reply_to": reply["parent"]["uri"] if reply else None,
            "language": _language(record.get("langs")),
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise Invalid(N_("This is no post as Bluesky sends them.")) from error
    return replace(parse_message(message), pictures=pictures_of(record))


def pictures_of(record: Mapping[str, Any]) -> tuple[Picture, ...]:
    """The pictures of a post, each by the sum of its bytes (`cid`)."""
    found = []
    for images in (embed.get("images") for embed in _embeds(record)):
        for one in images if isinstance(images, list) else ():
            try:
                found.append(picture_of(one["image"]["ref"]["$link"], one.get("alt")))
            except (KeyError, TypeError, AttributeError):
                continue  # somebody's application wrote it wrongly
    return tuple(one for one in found if one is not None)[:MOST_PICTURES]


def text_of(record: Mapping[str, Any]) -> str:
    """The text as it was typed: links whole where only their beginning is shown, and what was put under it as a link."""
    raw = str(record["text"]).encode("utf-8", "surrogatepass")
    for start, end, uri in sorted(_shortened(record, raw), reverse=True):
        raw = raw[:start] + uri.encode() + raw[end:]
    text = raw.decode("utf-8", "replace")
    beneath = [uri for uri in _beneath(record) if uri not in text]
    return "\n".join([text, *beneath]).strip()


def posted_at(record: Mapping[str, Any], indexed_at: object) -> datetime:
    """The earlier of what the author and the network say; of two that say nothing, KeyError."""
    said = [at for at in (instant_of(record.get("createdAt")), instant_of(indexed_at)) if at is not None]
    if not said:
        raise KeyError("createdAt")
    return min(said)


def instant_of(value: object) -> datetime | None:
    """An instant as the network writes it; None where it is none."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
        return at.astimezone(UTC) if at is not None and at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def links_in(text: str) -> list[dict[str, Any]]:
    """The links of a reply as facets: the network shows as links only what it is told of, in bytes of UTF-8."""
    return [
        {
            "index": {"byteStart": _bytes_before(text, start), "byteEnd": _bytes_before(text, end)},
            "features": [{"$type": "app.bsky.richtext.facet#link", "uri": text[start:end]}],
        }
        for start, end in map(_without_end, _LINK.finditer(text))
    ]


def engagement_of(post: Mapping[str, Any], *, seen_at: datetime) -> Engagement:
    """How a post is taken up; whoever quotes it shares it."""
    shares = [
        count for count in (_count(post, "repostCount"), _count(post, "quoteCount")) if count is not None
    ]
    return Engagement(
        seen_at=seen_at,
        shares=sum(shares) if shares else None,
        likes=_count(post, "likeCount"),
        replies=_count(post, "replyCount"),
    )


def address_of(uri: str, handle: str) -> str:
    """Where people read a post."""
    return f"{APPLICATION}/profile/{handle}/post/{uri.rpartition('/')[2]}"


def _shortened(record: Mapping[str, Any], raw: bytes) -> Iterator[tuple[int, int, str]]:
    for facet in record.get("facets") or ():
        try:
            start, end = int(facet["index"]["byteStart"]), int(facet["index"]["byteEnd"])
            uris = [str(one["uri"]) for one in facet["features"] if str(one.get("$type")).endswith("#link")]
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # somebody's application wrote it wrongly; the text is there all the same
        if uris and 0 <= start < end <= len(raw) and raw[start:end].endswith(("…".encode(), b"...")):
            yield start, end, uris[0]


def _beneath(record: Mapping[str, Any]) -> Iterator[str]:
    """The link of a card, and of a post that is quoted."""
    embeds = _embeds(record)
    for one in embeds:
        external = one.get("external")
        if isinstance(external, dict) and isinstance(external.get("uri"), str):
            yield external["uri"]
    quoted = embeds[0].get("record") if embeds else None
    if isinstance(quoted, dict):
        inner = quoted.get("record")
        uri = (inner if isinstance(inner, dict) else quoted).get("uri")
        if isinstance(uri, str) and uri.startswith("at://") and f"/{POSTS}/" in uri:
            yield address_of(uri, uri.removeprefix("at://").partition("/")[0])


def _embeds(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What is put under a post; beside a quoted post, that too."""
    embed = record.get("embed")
    media = embed.get("media") if isinstance(embed, dict) else None
    return [one for one in (embed, media) if isinstance(one, dict)]


def _with_note(record: Mapping[str, Any], said: str) -> str:
    """The words, and under them that there is a video, so that nobody answers it unseen."""
    has_video = any(str(one.get("$type")) == VIDEO for one in _embeds(record))
    return "\n".join(filter(None, [said, "[video]" if has_video else ""]))


def _without_end(found: re.Match[str]) -> tuple[int, int]:
    """A link without the sentence's own signs after it."""
    start, end = found.span()
    link = found.group()
    while link[-1] in _AFTER_LINK and not (link[-1] == ")" and link.count("(") >= link.count(")")):
        link, end = link[:-1], end - 1
    return start, end


def _bytes_before(text: str, end: int) -> int:
    return len(text[:end].encode("utf-8", "surrogatepass"))


def _language(values: object) -> str | None:
    first = values[0] if isinstance(values, list) and values else None
    found = re.match(r"([a-z]{2,3})(?:-|$)", first.lower()) if isinstance(first, str) else None
    return found[1] if found else None


def _count(post: Mapping[str, Any], name: str) -> int | None:
    value = post.get(name)
    return value if type(value) is int and value >= 0 else None
