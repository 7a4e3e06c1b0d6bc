"""From the bytes of a feed to posts: RSS and Atom as they are found, Google Alerts among them.

Everything in a feed is somebody else's: HTML becomes plain text (nh3, no tag is kept), links are kept only
if they are http or https, dates that lie in the future are the moment of reading. What a feed says of its
language is not believed: most say English whatever they are written in.
"""

import html
import io
import re
import unicodedata
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import nh3

from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.monitoring.rules.posts import (
    ID_LIMIT,
    NAME_LIMIT,
    NEWEST,
    OLDEST,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Post,
    safe_url,
)

MOST_ENTRIES = 500
MOST_MARKUP = (
    3 * TEXT_LIMIT
)  # characters of one text with its markup: unnesting takes the square of its length
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6]|/blockquote)\b[^>]*>", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n\s*\n\s*")
_GOOGLE = re.compile(r"(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed said: its own title, its posts, and how many entries had nothing to keep."""

    title: str
    posts: tuple[Post, ...]
    left_out: int


def parse_feed(body: bytes, *, content_type: str, now: datetime) -> Feed:
    """The posts of a feed; Invalid where this is no feed."""
    # Never a str: feedparser would take it for an address and fetch it, or for the name of a file.
    read = feedparser.parse(io.BytesIO(body), response_headers={"content-type": content_type})
    if not read.get("version"):
        raise Invalid(N_("There is no RSS or Atom feed at this address."))
    found: dict[str, Post] = {}
    entries = read.entries[:MOST_ENTRIES]
    for entry in entries:
        post = _post(entry, now=now)
        if post is not None:
            found.setdefault(post.external_id, post)
    return Feed(
        clean_text(str(read.feed.get("title") or ""), TITLE_LIMIT),
        tuple(found.values()),
        len(entries) - len(found),
    )


def clean_text(value: str, limit: int = TEXT_LIMIT) -> str:
    """Somebody's HTML as plain text, without markup and control characters, at most `limit` characters."""
    value = value[:MOST_MARKUP]
    if "<" in value or "&" in value:
        broken = _BREAKS.sub(lambda found: found.group() + "\n", value)
        value = html.unescape(nh3.clean(broken, tags=set(), clean_content_tags={"script", "style"}))
    value = value.replace("\r", "\n").replace("\u00a0", " ")
    value = "".join(one for one in value if one == "\n" or unicodedata.category(one) not in {"Cc", "Cs"})
    value = _SPACES.sub(" ", value)
    value = _LINES.sub("\n\n", "\n".join(line.strip() for line in value.split("\n"))).strip()
    return value[:limit].rstrip()


def unwrap(url: str) -> str:
    """The address behind a redirect of Google Alerts (`google.com/url?…&url=…`); others as they are."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if parts.path == "/url" and _GOOGLE.fullmatch((parts.hostname or "").lower()):
        asked = parse_qs(parts.query)
        for name in ("url", "q"):
            if safe_url(asked.get(name, [""])[0]):
                return asked[name][0]
    return url


def is_google_alerts(url: str) -> bool:
    """Whether an address is that of a Google Alerts feed."""
    parts = urlsplit(url)
    return bool(_GOOGLE.fullmatch((parts.hostname or "").lower())) and parts.path.startswith("/alerts/feeds/")


def _post(entry: Any, *, now: datetime) -> Post | None:  # noqa: ANN401 -- feedparser's dict
    url = safe_url(unwrap(str(entry.get("link") or "")))
    own_id = clean_text(str(entry.get("id") or "")) or url
    title = clean_text(str(entry.get("title") or ""), TITLE_LIMIT)
    body = str(entry.get("summary") or "")
    for content in entry.get("content") or ():
        body = str(content.get("value") or "") if len(str(content.get("value") or "")) > len(body) else body
    text = clean_text(body)
    if not own_id or not (title or text):
        return None
    author = entry.get("author_detail") or {}
    name = clean_text(str(author.get("name") or entry.get("author") or ""), NAME_LIMIT)
    return Post(
        external_id=own_id[:ID_LIMIT],
        text=text if text != title else "",
        posted_at=_instant(entry, now),
        title=title,
        url=url,
        author_name=name or None,
        author_url=safe_url(str(author.get("href") or "")),
    )


def _instant(entry: Any, now: datetime) -> datetime:  # noqa: ANN401 -- feedparser's dict
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        at = datetime.fromtimestamp(timegm(told), UTC) if told else now
    except (ValueError, OverflowError, OSError):
        return now
    return min(at, now) if OLDEST <= at < NEWEST else now
