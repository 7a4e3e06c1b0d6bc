"""Sayings as people would write them down, found in a text whatever the case, the spacing and the endings.

A phrase is written in words. `позвон*` is any word with that beginning, `(a|b)` a choice, `( a)?` what may be
left out, `..` up to three words in between, `...` up to eight, `^` at the start and `$` at the end of a phrase
stand for the start and the end of a sentence. The words of a phrase stand in one sentence; the rest is as in
regular expressions, and `*` after a bracket too. A phrase is tried only on texts that have a word of its own in them, so that hundreds of
phrases cost a few microseconds.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from bpo.language.phrasebook.begun import BEGUN

NEAR_BY = 400  # letters on either side within which a long sentence is one
KEY = 3  # letters of a word by which phrases are looked up
BREAK = r".!?…;\n"
STOPS = ".!?…\n"
SEPARATOR = rf"[^\w{BREAK}]+"
ENDING = r"[\w']*"
GAPS = {"..": 3, "...": 8}
OFTEN = re.compile(
    r"[?*+]|\{0,\d+\}"
)  # how often a bracket stands: perhaps never; `+` is no loss to the index
SPACED_BEFORE = re.compile(r" (?:\.\.\.? )?$")
SPACED_AFTER = re.compile(r" (?:\.\.\.? )?")
ENDS = re.compile(rf"[{BREAK}]")
WORDS = re.compile(r"\w[\w']*")
WORD_BEGINS = re.compile(r"[^\W_][^\W_']*")  # the first letters of a word of a phrase
LEFT_OUT = frozenset("?{")  # what stands after a letter that may be left out
WORD_IS_OVER = frozenset(("", " ", "-", "$", "|"))
RARELY = 0.5  # texts of 100 in which a word begins as none of `BEGUN` does
DROPPED = re.compile("[\u0301\u00ad\u200b\u2060\ufeff]")
PLAIN = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("`", "'"), ("\u00a0", " "), ("\u2011", "-"), ("\u202f", " "))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as phrases see it. `starts`, `ends`: where each letter stands in the original; None: the same.

    `places`: where words begin in the folded text, by the first three letters of them.
    """

    text: str
    places: Mapping[str, list[int]]
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
        return Folded(lowered, _places(lowered))
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
    return Folded(text, _places(text), tuple(starts), tuple(ends))


def _plain(text: str) -> str:
    for written, plain in PLAIN:  # quicker than `translate` on anything but ASCII
        text = text.replace(written, plain)
    return text


def _places(text: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for word in WORDS.finditer(text):
        places.setdefault(word.group()[:KEY], []).append(word.start())
    return places


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase that was found: its name, and its place in the folded text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class _Phrase:
    """A phrase as it is written, and how it is looked up.

    `needs`: of each of these words a text has one; `first`: what it begins with, None where that is open.
    """

    name: str
    written: str
    order: int
    needs: tuple[frozenset[str], ...]

    @property
    def opens(self) -> bool:
        return self.written.startswith("^")

    @cached_property
    def first(self) -> frozenset[str] | None:
        return _first(self.written.removeprefix("^"))

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Made for the first text that might hold the phrase: making all of them takes many seconds."""
        return re.compile(_translate(self.written))


class Sayings:
    """Named lists of phrases, a phrase a line; `#` opens a remark. `macros` are lists to be used in `{…}`."""

    def __init__(self, lists: dict[str, str], macros: dict[str, str] | None = None) -> None:
        self._index: dict[str, list[_Phrase]] = {}
        for order, (name, line) in enumerate(_lines(lists)):
            written = _with_own_spaces(_expand(line, macros or {}))
            keys, needs = _index_keys(written)
            phrase = _Phrase(name, written, order, needs)
            for key in keys:
                self._index.setdefault(key, []).append(phrase)

    def find(self, folded: Folded) -> list[Said]:
        """Every phrase in the text, in the order of the text."""
        places, index = folded.places, self._index
        keys = frozenset(places)
        tried = {phrase.order: phrase for key in keys & index.keys() for phrase in index[key]}
        found: list[Said] = []
        for phrase in tried.values():
            for need in phrase.needs:
                if need.isdisjoint(keys):
                    break
            else:
                found += _hits(phrase, folded, keys)
        found.sort(key=lambda hit: (hit.start, -hit.end, hit.name))
        return found


def _hits(phrase: _Phrase, folded: Folded, keys: frozenset[str]) -> Iterator[Said]:
    for found in _matches(phrase, folded, keys):
        if not phrase.opens or opens_sentence(folded.text, found.start()):
            yield Said(phrase.name, found.start(), found.end())


def _matches(phrase: _Phrase, folded: Folded, keys: frozenset[str]) -> Iterator[re.Match[str]]:
    """Where the phrase stands, tried at the words it may begin with."""
    if phrase.first is None:
        yield from phrase.expression.finditer(folded.text)
        return
    end, match = 0, phrase.expression.match
    for at in sorted(place for key in keys & phrase.first for place in folded.places[key]):
        if at >= end and (found := match(folded.text, at)):
            end = found.end()
            yield found


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


def _lines(lists: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, block in lists.items():
        for line in block.splitlines():
            written = line.split("#", 1)[0].strip()
            if written:
                yield name, written.replace("ё", "е").replace(" | ", "|")


def _expand(line: str, macros: dict[str, str]) -> str:
    while found := re.search(r"\{([a-z_]+)\}", line):
        words = " ".join(macros[found.group(1)].split()).replace("ё", "е").replace(" | ", "|")
        line = f"{line[: found.start()]}({words}){line[found.end() :]}"
    return line


def _with_own_spaces(written: str) -> str:
    """What may be left out takes one of the spaces around it along: `a (b)? c` as `a ((b) )?c`."""
    at = 0
    while (at := written.find("(", at)) >= 0:
        end = _closes(written, at)
        group, rest = written[at : end + 1], written[end + 1 :]
        inner = group[1:-1]
        if rest.startswith("?") and not inner.startswith((" ", "?")) and not inner.endswith(" "):
            before = SPACED_BEFORE.search(written, 0, at)
            after = SPACED_AFTER.match(rest, 1)
            if after and (before or at == 0 or written[at - 1] in "(|^"):
                written = f"{written[:at]}({group}{after.group()})?{rest[after.end() :]}"
            elif before and (len(rest) == 1 or rest[1] in "$|)"):
                written = f"{written[: before.start()]}({before.group()}{group})?{rest[1:]}"
                at = before.start()
        at += 1
    return written


def _translate(written: str) -> str:
    """A phrase as a regular expression over folded text."""
    phrase = written.removeprefix("^")
    closes = phrase.endswith("$")
    parts: list[str] = [r"(?<!\w)(?:"]
    at = 0
    phrase = phrase.removesuffix("$")
    while at < len(phrase):
        rest = phrase[at:]
        gap = next((gap for gap in ("...", "..") if rest.startswith(f" {gap} ")), None)
        glued = next((gap for gap in ("...", "..") if rest.startswith(f"{gap} ")), None)
        if gap or glued:
            parts.append(
                f"{SEPARATOR if gap else ''}(?:[\\w'-]+{SEPARATOR}){{0,{GAPS[gap or glued or '']}}}?"
            )
            at += len(f" {gap} " if gap else f"{glued} ")
        elif rest[0] == "\\":
            parts.append(rest[:2])
            at += 2
        else:
            parts.append(_piece(rest, phrase[at - 1 : at]))
            at += 1
    parts.append(r")(?!\w)")
    if closes:
        parts.append(rf"(?=[^\w{BREAK}]*(?:[{BREAK}]|$))")
    return "".join(parts)


def _piece(rest: str, before: str) -> str:
    if rest[0] == "*":
        return "*" if before == ")" else ENDING
    if rest[0] == "(":
        return "(" if rest[1:2] == "?" else "(?:"
    return SEPARATOR if rest[0] == " " else rest[0]


def _index_keys(written: str) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """The beginnings of words one of which is in every text with this phrase: of its rarest part, and of others."""
    found = [keys for keys in _parts(written.removeprefix("^").removesuffix("$")) if keys]
    if not found:
        raise ValueError(f"no word to look this phrase up by: {written}")
    found.sort(key=_how_often)
    return found[0], tuple(found[1:])


def _how_often(keys: AbstractSet[str]) -> float:
    """Of how many of 100 texts one of these is to be expected in, about."""
    return sum(BEGUN.get(key, RARELY) for key in keys)


def _first(written: str) -> frozenset[str] | None:
    """The beginnings of the words with which a phrase may begin; None where that is open."""
    keys: set[str] = set()
    for choice in _split(written, "|"):
        found = _first_of_one(choice)
        if not found:
            return None
        keys |= found
    return frozenset(keys)


def _first_of_one(written: str) -> frozenset[str] | None:
    if written.startswith("("):
        return _first_of_bracket(written)
    word = WORD_BEGINS.match(written)
    if word is None:
        return None
    plain, rest = word.group(), written[word.end() :]
    if rest[:1] in LEFT_OUT or (len(plain) < KEY and not _is_over(rest)):
        return None
    return frozenset({plain[:KEY]})


def _first_of_bracket(written: str) -> frozenset[str] | None:
    end = _closes(written, 0)
    within, rest = written[1:end], written[end + 1 :]
    found = None if within.startswith("?") else _first(within)
    often = OFTEN.match(rest)
    rest = rest[often.end() :] if often else rest.removeprefix("+")
    glued = not _is_over(rest) and not all(one.endswith(" ") for one in _split(within, "|"))
    if found is None or (glued and min(map(len, found)) < KEY):
        return None
    if not often:
        return found
    others = _first(rest)
    return None if others is None else found | others


def _is_over(rest: str) -> bool:
    """Whether a word of a phrase ends before this."""
    if not rest.startswith("("):
        return rest[:1] in WORD_IS_OVER
    within = rest[1 : _closes(rest, 0)]
    return all(choice.startswith(" ") for choice in _split(within, "|")) and _is_over(
        rest[len(within) + 2 :].lstrip("?*+")
    )


def _parts(written: str) -> Iterator[frozenset[str]]:
    """Of each part that cannot be left out: the beginnings its word may have; nothing where that is open."""
    written = _needed(written)
    choices = _split(written, "|")
    if len(choices) > 1:
        yield _of_choices(choices)
        return
    for part in _split(written, " "):
        rest = part
        while rest.startswith("("):
            end = _closes(rest, 0)
            within = _split(rest[1:end], "|")
            rest = rest[end + 1 :]
            yield _of_choices(within)
            if rest and not all(choice.endswith(" ") for choice in within):
                rest = ""  # what follows is the end of a word, not the beginning of one
        if re.fullmatch(r"[\w'-]+\*?", rest):
            yield _of_word(rest)


def _of_choices(choices: Iterable[str]) -> frozenset[str]:
    keys: set[str] = set()
    for choice in choices:
        inner = [found for found in _parts(choice) if found]
        if not inner:
            return frozenset()
        keys |= min(inner, key=_how_often)
    return frozenset(keys)


def _of_word(word: str) -> frozenset[str]:
    plain = word.removesuffix("*")
    first = re.split(r"-", plain)[0]
    if first != plain:  # what comes after a hyphen is a word of its own in the index
        return frozenset({first[:KEY]}) if first else frozenset()
    if word.endswith("*") and len(plain) < KEY:
        return frozenset()
    return frozenset({plain[:KEY]})


def _needed(written: str) -> str:
    """A phrase without what may be left out and without conditions on what stands around."""
    at = 0
    while (at := written.find("(", at)) >= 0:
        end = _closes(written, at)
        if written[at + 1 : at + 2] == "?":
            written = written[:at] + written[end + 1 :]
        elif often := OFTEN.match(written, end + 1):
            written = written[:at] + written[often.end() :]
        else:
            at += 1
    return " ".join(written.split())


def _closes(written: str, opening: int) -> int:
    """Where the bracket that opens here is closed."""
    depth, at = 1, opening
    while closing := written.find(")", at + 1) + 1:
        depth += written.count("(", at + 1, closing) - 1
        at = closing - 1
        if depth == 0:
            return at
    raise ValueError(f"a bracket is not closed: {written}")


def _split(written: str, at: str) -> list[str]:
    """The pieces between marks that stand outside brackets."""
    pieces = written.split(at)
    if len(pieces) == 1 or ("(" not in written and "[" not in written):
        return pieces
    whole, depth = [], 0
    for piece in pieces:
        if depth == 0:
            whole.append(piece)
        else:
            whole[-1] += at + piece
        depth += piece.count("(") + piece.count("[") - piece.count(")") - piece.count("]")
    return whole
