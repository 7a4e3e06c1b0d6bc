"""What a page says of itself: its title, its description and its picture, as plain words within bounds.

Everything in a page is a stranger's. Only its tags `meta` and `title` are looked at, each cut out first and then read by the
standard library's parser: given a whole page that somebody made for it, that parser takes minutes.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from bpo.channels.rules.web_links import address_of

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 400
LONGEST_TAG = 4096
MOST_TAGS = 150
PAGES = frozenset({"text/html", "application/xhtml+xml"})
_HIDDEN = re.compile(r"<!--|<(script|style|noscript|template|textarea)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:meta|title)\b", re.IGNORECASE)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_TOLD = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_IN_HEADER = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_RUNS = re.compile(rb"[\xc0-\xff]{3}")
# Codecs of others' pages; Python has more, and some of those do other things than to read letters.
CHARSETS = re.compile(
    r"windows-125[0-4579]|cp125[0-2]|iso-8859-(?:1|2|5|9|13|15)|koi8-[ru]"
    r"|gbk|gb2312|gb18030|big5|shift_jis|euc-(?:jp|kr)",
    re.IGNORECASE,
)
_PICTURES = ("og:image:secure_url", "og:image", "og:image:url")


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself; `picture` is an address."""

    title: str | None = None
    description: str | None = None
    picture: str | None = None


def read_head(body: bytes, *, content_type: str, address: str) -> PageHead:
    """The head of a page that lies at an address, or of its beginning."""
    text = decoded(body, content_type)
    seen = _visible(text)
    metas, title = _tags(seen)
    picture = next((metas[name] for name in _PICTURES if metas.get(name)), None)
    return PageHead(
        plain(metas.get("og:title") or title, LONGEST_TITLE) or plain(title, LONGEST_TITLE),
        plain(metas.get("og:description") or metas.get("description", ""), LONGEST_DESCRIPTION),
        _joined(address, picture) if picture else None,
    )


def is_page(content_type: str) -> bool:
    """Whether a server says that this is a page."""
    return kind_of(content_type) in PAGES


def kind_of(content_type: str) -> str:
    """The type in a Content-Type, in small letters."""
    return content_type.partition(";")[0].strip().lower()


def decoded(body: bytes, content_type: str) -> str:
    """The letters of a page: UTF-8 where they are, whatever is said; else by what is said, else by how they look."""
    for mark, charset in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    text = body.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    if (
        spoilt * 10 <= sum(1 for one in text if one > "\x7f") - spoilt
    ):  # one broken letter makes no other charset
        return text
    told = _IN_HEADER.search(content_type)
    inside = _TOLD.search(body[:4096])
    names = (told.group(1) if told else "", inside.group(1).decode("ascii", "replace") if inside else "")
    for name in names:
        if CHARSETS.fullmatch(name):
            return body.decode(name, "replace")
    return body.decode("windows-1251" if _RUNS.search(body) else "windows-1252", "replace")


def plain(words: str, most: int) -> str | None:
    """Somebody's words in one line, without what is not seen or turns others around; None where nothing is left."""
    line = "".join(
        one if unicodedata.category(one)[0] != "C" or one.isspace() else "" for one in words[: most * 20]
    )
    line = unicodedata.normalize("NFC", " ".join(line.split()))
    if len(line) > most:
        line = line[: most - 1].rstrip() + "…"
    return line or None


def _joined(address: str, picture: str) -> str | None:
    try:
        return address_of(urljoin(address, picture.strip()))
    except ValueError:
        return None


def _visible(text: str) -> str:
    """The text without comments, scripts and the like; what is not closed hides the rest."""
    pieces, at = [], 0
    while found := _HIDDEN.search(text, at):
        pieces.append(text[at : found.start()])
        end = "-->" if found.group(1) is None else f"</{found.group(1).lower()}"
        closed = _find(text, end, found.end())
        if closed < 0:
            return "".join(pieces)
        at = closed + len(end)
    return "".join([*pieces, text[at:]])


def _find(text: str, end: str, start: int) -> int:
    found = re.compile(re.escape(end), re.IGNORECASE).search(text, start)
    return found.start() if found else -1


def _tags(text: str) -> tuple[dict[str, str], str]:
    """The values of the metas by name, the first of each; and the title, which stands before the body."""
    metas: dict[str, str] = {}
    title = ""
    body = _BODY.search(text)
    last = body.start() if body else len(text)
    for number, found in enumerate(_TAG.finditer(text)):
        if number == MOST_TAGS:
            break
        piece = text[found.start() : found.start() + LONGEST_TAG]
        if piece[1:2] in "mM":
            name, value = _meta(piece)
            metas.setdefault(name, value)
        elif not title and found.start() < last:
            inner = piece.partition(">")[2]
            closed = _find(inner, "</title", 0)
            title = unescape(inner[:closed]) if closed >= 0 else ""
    return metas, title


class _First(HTMLParser):
    """The first tag of a piece."""

    told: dict[str, str] | None = None

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.told is None:
            self.told = {name: value or "" for name, value in reversed(attrs)}


def _meta(piece: str) -> tuple[str, str]:
    reader = _First()
    reader.feed(piece)
    told = reader.told or {}
    return (told.get("property") or told.get("name") or "").strip().lower(), told.get("content", "")
