"""Sayings as people would write them down, found in a text whatever the case, the spacing and the endings.

A phrase is written in words. `позвон*` is any word with that beginning, `(a|b)` a choice, `( a)?` what may be
left out, `..` up to three words in between, `...` up to eight, `^` at the start and `$` at the end of a phrase
stand for the start and the end of a sentence. The words of a phrase stand in one sentence; the rest is as in
regular expressions, and `*` after a bracket too (`wording`). A phrase is tried only in sentences that have a word for
each of its own, so that hundreds of phrases cost a few microseconds.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bpo.language.wording import (
    BREAK,
    LONG,
    SHORT,
    expanded,
    first_of,
    index_keys,
    phrases_of,
    translated,
    with_own_spaces,
)

NEAR_BY = 400  # letters on either side within which a long sentence is one
STOPS = ".!?…\n"
ENDS = re.compile(rf"[{BREAK}]")
WORDS_AND_ENDS = re.compile(rf"(\w[\w']*+)|[{BREAK}]")
SLOTS = 4  # of the words that a phrase needs, how many are asked for before it is tried
DROPPED = re.compile("[\u0301\u00ad\u200b\u2060\ufeff]")
PLAIN = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("`", "'"), ("\u00a0", " "), ("\u2011", "-"), ("\u202f", " "))

Sentence = Sequence[tuple[int, str, str]]  # where its words begin, and what they are looked up by


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as phrases see it. `starts`, `ends`: where each letter stands in the original; None: the same.

    `places`: where words begin in the folded text, by the first three letters of them.
    """

    text: str
    places: Mapping[str, list[int]]
    sentences: Sequence[Sentence]
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of a piece that is not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(raw: str) -> Folded:
    """A text in lower case, composed, without stress marks, ё as е, one kind of apostrophe and of space."""
    lowered = _plain(raw.lower())
    if (
        len(lowered) == len(raw)
        and DROPPED.search(lowered) is None
        and unicodedata.is_normalized("NFC", lowered)
    ):
        return Folded(lowered, *_places(lowered))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(raw):
        end = at + 1
        while end < len(raw) and unicodedata.combining(raw[end]):
            end += 1
        for char in _plain(unicodedata.normalize("NFC", DROPPED.sub("", raw[at:end])).lower()):
            letters.append(char)
            starts.append(at)
            ends.append(end)
        at = end
    text = "".join(letters)
    return Folded(text, *_places(text), tuple(starts), tuple(ends))


def _plain(text: str) -> str:
    for written, plain in PLAIN:  # quicker than `translate` on anything but ASCII
        text = text.replace(written, plain)
    return text


def _places(text: str) -> tuple[dict[str, list[int]], list[Sentence]]:
    places: dict[str, list[int]] = {}
    sentences: list[Sentence] = []
    sentence: list[tuple[int, str, str]] = []
    for found in WORDS_AND_ENDS.finditer(text):
        word = found[1]
        if word:
            at, short = found.start(), word[:SHORT]
            places.setdefault(short, []).append(at)
            sentence.append((at, word[:LONG], f"{short}*"))
            if "'" in word:
                sentence += ((at, stem, f"{short}*") for stem in _stems(word))
        elif sentence:
            sentences.append(sentence)
            sentence = []
    if sentence:
        sentences.append(sentence)
    return places, sentences


def _stems(word: str) -> Iterator[str]:
    """What stands before an apostrophe and may be meant by a phrase: `dog's` has `dog`."""
    at = word.find("'", SHORT)
    while at >= 0:
        yield word[:at][:LONG]
        at = word.find("'", at + 1)


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase that was found: its name, and its place in the folded text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class _Phrase:
    """A phrase as it is written; `first`: how its first word may begin, None where that is open."""

    name: str
    written: str

    @property
    def opens(self) -> bool:
        return self.written.startswith("^")

    @cached_property
    def first(self) -> frozenset[str] | None:
        return first_of(self.written.removeprefix("^"))

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Made for the first text that might hold the phrase: making all of them takes many seconds."""
        return re.compile(translated(self.written))


class Sayings:
    """Named lists of phrases, a phrase a line; `#` opens a remark. `macros` are lists to be used in `{…}`.

    Which phrases a sentence can hold is worked out for all of them at once: a number has a bit for each phrase, so
    many times over as words are asked for (`SLOTS`), and there is a number for each beginning of a word.
    """

    def __init__(self, lists: dict[str, str], macros: dict[str, str] | None = None) -> None:
        found = [(name, with_own_spaces(expanded(line, macros or {}))) for name, line in phrases_of(lists)]
        self.phrases = tuple(_Phrase(name, written) for name, written in found)
        self._signs: dict[str, int] = {}
        free = [0] * SLOTS  # the phrases that need nothing in this slot
        wide = 0
        for at, (_, written) in enumerate(found):
            needs, anywhere = index_keys(written)
            for slot, need in enumerate(needs[:SLOTS]):
                for key in need:
                    self._signs[key] = self._signs.get(key, 0) | 1 << slot * len(found) + at
            for slot in range(len(needs), SLOTS):
                free[slot] |= 1 << at
            wide |= anywhere << at
        self._free = tuple(free[1:])
        self._wide, self._narrow = wide, (1 << len(found)) - 1 ^ wide

    def find(self, folded: Folded) -> list[Said]:
        """Every phrase in the text, in the order of the text."""
        found: list[Said] = []
        signs, everywhere = self._signs, 0
        anywhere: dict[int, _Phrase] = {}  # those that may begin with any word
        for sentence in folded.sentences:
            seen = 0
            for _, long, short in sentence:
                if long in signs:
                    seen |= signs[long]
                if short in signs:
                    seen |= signs[short]
            everywhere |= seen
            for at in self._possible(seen, seen & self._narrow):
                phrase = self.phrases[at]
                if phrase.first is None:
                    anywhere[at] = phrase
                else:
                    found += _hits(phrase, folded.text, sentence)
        for at in self._possible(everywhere, everywhere & self._wide):
            anywhere[at] = self.phrases[at]
        for phrase in anywhere.values():
            found += _hits(phrase, folded.text, [word for one in folded.sentences for word in one])
        found.sort(key=lambda hit: (hit.start, -hit.end, hit.name))
        return found

    def _possible(self, seen: int, left: int) -> list[int]:
        """Those of some phrases of whose every needed word a beginning was seen."""
        for free in self._free:
            if not left:
                return []
            seen >>= len(self.phrases)
            left &= seen | free
        found = []
        while left:
            at = (left & -left).bit_length() - 1
            left ^= 1 << at
            found.append(at)
        return found


def _hits(phrase: _Phrase, text: str, words: Sentence) -> list[Said]:
    """Where the phrase stands, tried at the words it may begin with."""
    first, hits = phrase.first, []
    if first is None:
        return [
            Said(phrase.name, *found.span())
            for found in phrase.expression.finditer(text)
            if not phrase.opens or opens_sentence(text, found.start())
        ]
    end = 0
    for at, long, short in words:
        if (long in first or short in first) and at >= end:
            if phrase.opens and not opens_sentence(text, at):
                continue
            if hit := phrase.expression.match(text, at):
                end = hit.end()
                hits.append(Said(phrase.name, at, end))
    return hits


def opens_sentence(text: str, at: int) -> bool:
    """Whether nothing but marks stands between the start of the sentence and this place."""
    at -= 1
    while at >= 0 and not text[at].isalnum():
        if text[at] in STOPS:
            return True
        at -= 1
    return at < 0


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends; a full stop inside an abbreviation ends one too."""
    begin = max((text.rfind(mark, 0, at) for mark in STOPS), default=-1) + 1
    ends = [found for mark in STOPS if (found := text.find(mark, at)) >= 0]
    return begin, min(ends, default=len(text))


def sentence_near(text: str, at: int) -> tuple[int, int]:
    """As `sentence_around`, but no further off than `NEAR_BY`: what costs the same however long a sentence is."""
    low, high = max(0, at - NEAR_BY), min(len(text), at + NEAR_BY)
    begin = max((text.rfind(mark, low, at) for mark in STOPS), default=-1) + 1
    ends = [found for mark in STOPS if (found := text.find(mark, at, high)) >= 0]
    return begin or low, min(ends, default=high)


def merged(said: Iterable[Said], text: str = "", *, within: int = 0) -> list[Said]:
    """What overlaps, or stands no further apart than `within` in one sentence, as one; the longest names it."""
    found: list[Said] = []
    for one in sorted(said, key=lambda each: (each.start, -each.end, each.name)):
        if found and (
            one.start < found[-1].end
            or (one.start - found[-1].end <= within and not ENDS.search(text, found[-1].end, one.start))
        ):
            last = found[-1]
            name = one.name if one.end - one.start > last.end - last.start else last.name
            found[-1] = Said(name, last.start, max(last.end, one.end))
        else:
            found.append(one)
    return found
