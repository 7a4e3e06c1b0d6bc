"""How long a text is, as each network counts it, and where the part begins that is too much."""

import re
import unicodedata
from bisect import bisect_right
from enum import StrEnum


class LengthUnit(StrEnum):
    CHARACTERS = "characters"
    GRAPHEMES = "graphemes"  # what a reader calls a character
    UTF16 = "utf16"
    BYTES = "bytes"
    MASTODON = "mastodon"  # a link counts 23, of a mention only the local name
    X = "x"  # a link counts 23, most letters beyond Latin and Cyrillic count 2


_LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w/@])@(\w+)@[\w.-]+\w")
_LINK_COUNTS = 23
# Ranges of letters that X counts once; all others count twice.
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def measure(text: str, unit: LengthUnit | str) -> int:
    """How long a text is as a network counts it."""
    match LengthUnit(unit):
        case LengthUnit.CHARACTERS:
            return len(text)
        case LengthUnit.UTF16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case LengthUnit.BYTES:
            return len(text.encode("utf-8", "surrogatepass"))
        case LengthUnit.GRAPHEMES:
            return _graphemes(text)
        case LengthUnit.MASTODON:
            shortened = _MENTION.sub(r"@\1", _LINK.sub("x" * _LINK_COUNTS, text))
            return _graphemes(shortened)
        case LengthUnit.X:
            return _weight(unicodedata.normalize("NFC", text))


def fitting(text: str, limit: int, unit: LengthUnit | str) -> int:
    """Where the part begins that no longer fits; never inside a letter as people see it."""
    cuts = [0]
    for cluster in clusters(text):
        cuts.append(cuts[-1] + len(cluster))
    fits = bisect_right(cuts, limit, key=lambda cut: measure(text[:cut], unit))
    return cuts[max(fits - 1, 0)]


def clusters(text: str) -> list[str]:
    """The text in letters as people see them: marks, joiners and skin tones belong to the letter before.

    The part of UAX 29 that texts of people show: emoji sequences, flags, combining marks, CR LF.
    """
    found: list[str] = []
    joined = False
    flag = False
    before = ""
    for letter in text:
        if found and (_continues(letter) or (before == "\r" and letter == "\n") or joined):
            joined = letter == "\u200d"
            found[-1] += letter
        elif _is_flag(letter) and flag:
            flag = False  # the second half of a flag
            found[-1] += letter
        else:
            flag = _is_flag(letter)
            found.append(letter)
        before = letter
    return found


def _weight(text: str) -> int:
    links = _LINK.findall(text)
    rest = _LINK.sub("", text)
    return len(links) * _LINK_COUNTS + sum(
        1 if any(first <= ord(letter) <= last for first, last in _X_LIGHT) else 2
        for letter in (cluster[0] for cluster in clusters(rest))
    )


def _graphemes(text: str) -> int:
    return len(clusters(text))


def _continues(letter: str) -> bool:
    return (
        unicodedata.category(letter) in {"Mn", "Me", "Mc"}
        or letter == "\u200d"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= letter <= "\U000e007f"  # tags
    )


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
