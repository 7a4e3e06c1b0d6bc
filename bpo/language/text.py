"""A text cut into what checks look at: words with their places, sentences, and what is not language.

Links, e-mail addresses, @mentions, #hashtags, numbers and emoji are marks, not words: no check of spelling
or style reads them as such. Everything keeps its place in the original, in code points.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from bpo.language.sayings import Folded, fold

APOSTROPHES = "'’ʼ`"
LETTERS = r"[^\W\d_]"
WORD_OR_NUMBER = (
    rf"(?P<word>{LETTERS}(?:[{APOSTROPHES}\-\u00ad\u2011]?[\w\u0300-\u036f])*)"
    r"|(?P<number>\d(?:[\d.,:/\u00a0 ]*\d)?)"
)
# Names of sites and mailboxes are as long as they may be and no longer: each place is read a bounded way ahead.
TOKEN = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>«»\"]+[^\s<>«»\".,;:!?)\]]|\b[\w-]{1,63}+(?:\.[\w-]{1,63}+){0,8}\.(?:com|ru|ua|pl|org|net|io|me|eu|uk|kz|by|shop|app)\b(?:/[^\s<>«»\"]*[^\s<>«»\".,;:!?)\]])?)"
    r"|(?P<email>[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+)+)"
    r"|(?P<mention>@[\w.]*\w)"
    r"|(?P<hashtag>#[\w]+)"
    rf"|{WORD_OR_NUMBER}",
)
PLAIN = re.compile(WORD_OR_NUMBER)  # as `TOKEN`, for texts without
MARKED = re.compile(r"[@#]|://|www\.|\.[a-z]")
# Every end begins with one of few characters, which are looked for much faster than two kinds of ends.
SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)(?<![.!?…][.!?…])[.!?…]*+[\"»”')\]]*+(?=\s|$))")
_SEPARATOR = r"[\s._*\-·•|/,~]"
_LETTER = r"(?:[^\W_]|[@$€])"
APART = re.compile(rf"{_SEPARATOR}{_LETTER}{_SEPARATOR}{{1,3}}{_LETTER}(?![^\W_])")
QUOTED = re.compile(r"«[^«»]{1,300}»|“[^“”]{1,300}”|„[^„”“]{1,300}[”“]|\"[^\"\n]{1,300}\"")
EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[\u2600-\u27bf\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*)"
)


PICTURE = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")  # what every emoji begins with


class Kind(StrEnum):
    WORD = "word"
    NUMBER = "number"
    URL = "url"
    EMAIL = "email"
    MENTION = "mention"
    HASHTAG = "hashtag"

    __hash__ = str.__hash__  # asked of every word, and quicker than an enumeration's own


KINDS = {kind.value: kind for kind in Kind}


class Token(NamedTuple):
    """A piece of the text; `key` is the word as it is compared: composed, lower case, plain apostrophes."""

    kind: Kind
    start: int
    end: int
    text: str
    key: str


@lru_cache(50_000)
def key_of(word: str) -> str:
    """A word as it is compared: NFC, no stress marks or soft hyphens, lower case, one kind of apostrophe."""
    plain = unicodedata.normalize("NFC", word).replace("\u0301", "").replace("\u00ad", "").lower()
    for mark in APOSTROPHES[1:]:
        plain = plain.replace(mark, "'")
    return plain.replace("\u2011", "-")


def _around(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The span this place is in, of spans in their order; a text may have thousands, and be asked as often."""
    index = bisect_right(spans, at, key=_end)
    return spans[index] if index < len(spans) and spans[index][0] <= at else None


def _end(span: tuple[int, int]) -> int:
    return span[1]


class Text:
    """One text, cut once and read by every check."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        cut = TOKEN if MARKED.search(raw) else PLAIN
        self.tokens = [
            Token(KINDS[found.lastgroup or ""], *found.span(), found.group(), key_of(found.group()))
            for found in cut.finditer(raw)
        ]
        self.words = [token for token in self.tokens if token.kind is Kind.WORD]
        self.worked_out: dict[object, object] = {}  # by several checks, and once

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where sentences begin and end."""
        found, start = [], 0
        for end in SENTENCE_END.finditer(self.raw):
            if self.raw[start : end.end()].strip():
                found.append((start, end.end()))
            start = end.end()
        if self.raw[start:].strip():
            found.append((start, len(self.raw)))
        return found

    def beside(self, start: int, end: int) -> tuple[str, str]:
        """The words before and after this place, where nothing but a space stands between."""
        before = next((one for one in reversed(self.words) if one.end < start), None)
        after = next((one for one in self.words if one.start > end), None)
        return (
            before.key if before and self.raw[before.end : start] == " " else "",
            after.key if after and self.raw[end : after.start] == " " else "",
        )

    @cached_property
    def folded(self) -> Folded:
        """The text as phrases are looked for in it."""
        return fold(self.raw)

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """What stands in quotation marks: somebody else's words, or a name."""
        return [found.span() for found in QUOTED.finditer(self.raw)]

    def in_quotes(self, at: int) -> bool:
        """Whether this place is inside quotation marks."""
        return _around(self.quoted, at) is not None

    def sentence_at(self, at: int) -> tuple[int, int]:
        """The sentence this place is in."""
        index = bisect_right(self.sentences, at, key=_end)
        return self.sentences[index] if index < len(self.sentences) else (0, len(self.raw))

    @cached_property
    def emoji(self) -> list[tuple[int, int]]:
        """Where emoji stand, each as people count them."""
        return [found.span() for found in EMOJI.finditer(self.raw)] if PICTURE.search(self.raw) else []

    @cached_property
    def is_spelt_out(self) -> bool:
        """Whether single letters may stand in a row: without two of them side by side there is no such row."""
        return APART.search(self.raw) is not None

    def opens_sentence(self, token: Token) -> bool:
        """Whether no word or number comes before this token in its sentence."""
        start = (_around(self.sentences, token.start) or (0, 0))[0]
        return not any(char.isalnum() for char in self.raw[start : token.start])

    def closes_sentence(self, token: Token) -> bool:
        """Whether no word or number comes after this token in its sentence."""
        end = (_around(self.sentences, token.start) or (0, len(self.raw)))[1]
        return not any(char.isalnum() for char in self.raw[token.end : end])
