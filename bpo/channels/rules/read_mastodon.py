"""A status of Mastodon as a message.

People are known by their full name, `name@server`, in small letters: ids of accounts are numbers of one
server, and a brand may have accounts on two. A status is told by its id on the brand's own server.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from bpo.channels.rules.incoming import Engagement, IncomingMessage, Picture
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.pictures import MOST_PICTURES, picture_of
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

MASTODON_STATUS = "mastodon.status"
PRIVATE = frozenset({"private", "direct"})
# What a status holds besides words and pictures, and pictures of which more are not taken.
NOTES = {"image": "[photo]", "gifv": "[animation]", "video": "[video]", "audio": "[audio]"}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</p>\s*<p[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_HIDDEN = re.compile(r'<span class="invisible">[^<]*</span>')
_LEADING_MENTIONS = re.compile(r"^(?:@[\w.-]+(?:@[\w.-]+)?\s+)+")


def envelope(status: Mapping[str, Any], *, account: str, own_id: str, domain: str) -> dict[str, Any]:
    """What is stored of a status: as it came, and who we were."""
    return {"account": account, "own_id": own_id, "domain": domain, "status": status}


def read_status(body: object) -> IncomingMessage:
    """The message in a stored status."""
    try:
        stored = cast("Mapping[str, Any]", body)
        status = stored["status"]
        author = status["account"]
        own = str(author["id"]) == stored["own_id"]
        language = status.get("language")
        pictures, others = _attached(status)
        message = {
            "id": str(status["id"]),
            "account": stored["account"],
            "direction": "out" if own else "in",
            "author": {
                "id": full_name(str(author["acct"]), stored["domain"]),
                "name": author.get("display_name") or author["acct"],
                "followers": _count(author.get("followers_count")),
            },
            "text": _with_notes(
                text_of(str(status["content"]), spoiler=str(status.get("spoiler_text") or "")), others
            ),
            "posted_at": str(status["created_at"]),
            "in_reply_to": str(status["in_reply_to_id"]) if status.get("in_reply_to_id") else None,
            "visibility": "private" if status.get("visibility") in PRIVATE else "public",
            "language": language
            if isinstance(language, str) and re.fullmatch(r"[a-z]{2,3}", language)
            else None,
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise Invalid(N_("This is no status as Mastodon sends them.")) from error
    return replace(parse_message(message), pictures=pictures)


def engagement_of(status: Mapping[str, Any], *, seen_at: datetime) -> Engagement:
    """How a status is taken up; what the server does not tell is None."""
    return Engagement(
        seen_at=seen_at,
        shares=_count(status.get("reblogs_count")),
        likes=_count(status.get("favourites_count")),
        replies=_count(status.get("replies_count")),
    )


def full_name(acct: str, domain: str) -> str:
    """`name@server`, whichever server it was told by."""
    acct = acct.removeprefix("@").lower()
    return acct if "@" in acct else f"{acct}@{domain.lower()}"


def local_name(name: str, domain: str) -> str:
    """How somebody is mentioned on this server: without the server's own name."""
    name = name.removeprefix("@")
    user, _, server = name.partition("@")
    return user if server.lower() == domain.lower() else name


def text_of(content: str, *, spoiler: str = "") -> str:
    """The text of a status's HTML, as it was typed."""
    text = _HIDDEN.sub("", content) if "invisible" in content and "ellipsis" not in content else content
    text = _BREAK.sub("\n", text)
    text = _PARAGRAPH.sub("\n\n", text)
    text = html.unescape(_TAG.sub("", text)).strip()
    return f"{spoiler.strip()}\n\n{text}" if spoiler.strip() else text


def bare(text: str) -> str:
    """A text for comparison: without who it is addressed to, and however it is spaced."""
    return " ".join(_LEADING_MENTIONS.sub("", text.strip()).split())


def _attached(status: Mapping[str, Any]) -> tuple[tuple[Picture, ...], list[str]]:
    """The pictures of a status by their addresses; of what else there is, a note each."""
    pictures: list[Picture] = []
    others: list[str] = []
    for one in status.get("media_attachments") or ():
        address = one.get("url") or one.get("preview_url") or one.get("remote_url")
        found = picture_of(address, one.get("description")) if one.get("type") == "image" else None
        if found is not None and len(pictures) < MOST_PICTURES:
            pictures.append(found)
        else:
            others.append(NOTES.get(str(one.get("type")), "[attachment]"))
    return tuple(pictures), others


def _with_notes(said: str, notes: list[str]) -> str:
    """The words, and under them what else there is, so that nobody answers it unseen."""
    return "\n".join(filter(None, [said, *notes]))


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None
