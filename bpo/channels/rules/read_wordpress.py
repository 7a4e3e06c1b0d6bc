"""A comment of a WordPress site as a message, and how a reply of ours is written for one.

Comments are HTML, and from whoever may edit a site WordPress takes any: what we write is escaped, so that a reply is read
as it was typed and can be nothing else. What others wrote is read as it was typed too (`content.raw`), since what the
site shows has its quotes, dashes and faces changed.

People are known by their number on their site, guests by a sum of their name and e-mail address, which is not kept; of a
guest who gave no address nothing says who it is, so each such comment is somebody else's.
"""

import hashlib
import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import NAME_LIMIT, parse_message
from bpo.channels.rules.read_mastodon import bare
from bpo.channels.rules.read_mastodon import text_of as text_of_html
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

WORDPRESS_COMMENT = "wordpress.comment"
KEPT = ("id", "parent", "author", "author_name", "date_gmt", "link")
_LINK = re.compile(
    r"<a\s[^<>]{0,500}?\bhref=([\"'])([^\"'<>]{1,2000})\1[^<>]{0,500}>([^<>]{0,2000})</a>", re.IGNORECASE
)


def envelope(
    comment: Mapping[str, Any], *, account: str, own_id: str, site: str, title: str | None = None
) -> dict[str, Any]:
    """What is stored of a comment: as it came but for its author's address, and who we were; `title` of what it is under."""
    kept = {name: comment[name] for name in KEPT if name in comment}
    return {
        "account": account,
        "own_id": own_id,
        "comment": {**kept, "content": comment["content"]["raw"]},
        "person": person_of(comment, site),
        "title": title,
    }


def read_comment(body: object) -> IncomingMessage:
    """The message in a stored comment. Beneath a customer's text stands where it is, as far as nothing above it tells."""
    try:
        stored = cast("Mapping[str, Any]", body)
        comment = stored["comment"]
        at = instant_of(comment["date_gmt"])
        is_own = str(comment["author"]) == stored["own_id"]
        text = text_of(comment["content"])
        beneath = () if is_own else _beneath(stored.get("title"), comment.get("link"))
        message = {
            "id": str(comment["id"]),
            "account": stored["account"],
            "direction": "out" if is_own else "in",
            "author": {
                "id": stored["person"],
                "name": _clean(html.unescape(comment["author_name"] or ""))[:NAME_LIMIT] or None,
            },
            "text": "\n\n".join(part for part in (text, "\n".join(beneath)) if part),
            "posted_at": at.isoformat() if at else None,
            "in_reply_to": str(comment["parent"]) if comment["parent"] else None,
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise Invalid(N_("This is no comment as WordPress sends them.")) from error
    return parse_message(message)


def person_of(comment: Mapping[str, Any], site: str) -> str:
    """Who wrote a comment; the numbers of users are those of one site, and a brand may have two."""
    if comment["author"]:
        return f"{comment['author']}@{site}"
    address = str(comment.get("author_email") or "").strip().lower()
    if not address:
        return f"guest of {comment['id']}@{site}"
    told = f"{' '.join(str(comment['author_name']).split()).lower()}\n{address}"
    return f"guest-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:32]}"


def as_html(text: str) -> str:
    """A reply as it is written there: what a browser shows of it is the text, whatever is in it."""
    return html.escape(text, quote=False)


def text_of(raw: str) -> str:
    """A comment's text as it was typed, its links with where they lead."""
    return _clean(text_of_html(_LINK.sub(_with_address, raw).replace("\r\n", "\n")))


def is_text(raw: str, text: str) -> bool:
    """Whether a comment says this, however it is spaced."""
    return bare(text_of(raw)) == bare(text)


def instant_of(value: object) -> datetime | None:
    """An instant as WordPress writes it, without a zone; None where it is none."""
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else None
    except ValueError:
        return None


def _beneath(title: object, link: object) -> list[str]:
    """The title of what is commented on, and the comment's own address."""
    told = [" ".join(_clean(text_of_html(title)).split())] if isinstance(title, str) else []
    if isinstance(link, str) and link.startswith(("https://", "http://")):
        told.append(_clean(link))
    return [line for line in told if line]


def _with_address(found: re.Match[str]) -> str:
    address, label = found[2], found[3]
    return label if address in label else f"{label} ({address})" if label.strip() else address


def _clean(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
