"""Links in what people wrote: which of them are looked at, and how the place behind one is named so that it deceives nobody.

An address is made what a server is asked for (its host in ASCII, its path escaped) and is otherwise left as it was. What is
known to do something by being opened once is left alone: an address with a name in it, or with a word such as `unsubscribe`.
"""

import re
import unicodedata
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

import idna

MOST_LINKS = 3  # of a message
LONGEST_LINK = 1000
LONGEST_HOST = 253
_LINK = re.compile(r"https?://[^\s<>\"«»“”„‘’`\\^{|}]+", re.IGNORECASE)
_ENDS = ".,;:!?…'*_~"  # of a sentence, and of what marks words in a chat
_PAIRS = {")": "(", "]": "["}
_ASCII_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]")
_KEPT = "!$%&'()*+,;=:@/?~-._"
# What says that opening is an act, as a whole piece of a path or as the name of a value.
_ACT = re.compile(
    r"unsub(?:scribe)?|opt-?out|confirm(?:ation)?|verif(?:y|ication)|activat(?:e|ion)|reset|reset-password"
    r"|password(?:-reset)?|log-?out|sign-?out|otp|auth|magic-link|(?:access_|invite_|one-time-)?token",
    re.IGNORECASE,
)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿąćčďđęěğłńňőœřśşšťůűźżž")
_CYRILLIC = frozenset("абвгґдеёжзиійїјклљмнњопрстћуўфхцчџшщъыьэєюяђѓєѕќ")
_LIKE_LATIN = frozenset("аеорсухіјѕ")  # a whole word of these is read as one of Latin letters


def links_in(text: str) -> list[str]:
    """The addresses in a text that may be looked at, each once, as they are asked for; `MOST_LINKS` at most."""
    found: dict[str, None] = {}
    if "://" not in text:
        return []
    for match in _LINK.finditer(text):
        address = address_of(_without_end(match.group()[: LONGEST_LINK + 1]))
        if address is not None and not is_act(address):
            found.setdefault(address)
        if len(found) == MOST_LINKS:
            break
    return list(found)


def address_of(link: str) -> str | None:
    """An address as a server is asked for it; None where there is none, or it tells who asks."""
    try:
        parts = urlsplit(link)
        port, host = parts.port, host_of(parts.hostname or "")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or host is None or "@" in parts.netloc:
        return None
    place = host if port is None else f"{host}:{port}"
    path, query = (quote(one, safe=_KEPT, errors="replace") for one in (parts.path or "/", parts.query))
    address = urlunsplit((parts.scheme, place, path, query, ""))
    return address if len(address) <= LONGEST_LINK else None


def host_of(host: str) -> str | None:
    """A host in ASCII and small letters; None where it could be nobody's."""
    if not 0 < len(host) <= LONGEST_HOST:
        return None
    small = host.lower()
    if ":" in small:
        small = f"[{small}]"
    elif not small.isascii():
        try:
            small = idna.encode(small, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return None
    return small if len(small) <= LONGEST_HOST and _ASCII_HOST.fullmatch(small) else None


def is_act(address: str) -> bool:
    """Whether opening an address is known to do something, once."""
    parts = urlsplit(address)
    names = [name for name, _value in parse_qsl(parts.query, keep_blank_values=True)]
    return any(_ACT.fullmatch(one) for one in (*parts.path.split("/"), *names))


def named(address: str) -> str:
    """The host of an address in full, as people read it: in ASCII (`xn--…`) wherever its letters may be taken for others."""
    host = host_in(address).rstrip(".")
    labels = host.split(".")
    read = [_read(label) for label in labels]
    top = read[-1] or labels[-1]
    is_cyrillic = set(top) <= _CYRILLIC
    if None in read or any(_is_disguise(one, is_cyrillic=is_cyrillic) for one in read if one):
        return host
    return ".".join(one for one in read if one is not None)


def host_in(address: str) -> str:
    """The host of an address in ASCII; empty where there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_elsewhere(address: str, other: str) -> bool:
    """Whether two addresses are of different hosts, `www.` aside."""
    return host_in(address).removeprefix("www.") != host_in(other).removeprefix("www.")


def _read(label: str) -> str | None:
    """A label as people read it; None where its letters may be taken for others."""
    if not label.startswith("xn--"):
        return label
    try:
        read = unicodedata.normalize("NFC", idna.decode(label))
    except (idna.IDNAError, UnicodeError):
        return None
    letters = {one for one in read if not (one.isascii() and (one.isdigit() or one == "-"))}
    return read if letters <= _LATIN or letters <= _CYRILLIC else None


def _is_disguise(label: str, *, is_cyrillic: bool) -> bool:
    letters = {one for one in label if one.isalpha()}
    return not is_cyrillic and bool(letters) and letters <= _LIKE_LATIN


def _without_end(link: str) -> str:
    """Without the signs that belong to the sentence around it."""
    while link:
        last = link[-1]
        if last in _ENDS or (last in _PAIRS and link.count(last) > link.count(_PAIRS[last])):
            link = link[:-1]
        else:
            break
    return link
