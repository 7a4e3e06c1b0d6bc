"""Mistakes that no dictionary shows, because every word of them is in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpo.language.euphony import harsh
from bpo.language.homophones import homophones
from bpo.language.lexicons.confusions import (
    CONFUSIONS,
    DATIVE_BEFORE,
    INFINITIVE_AFTER,
    INSTRUMENTAL_BEFORE,
    JOINING,
    Confused,
)
from bpo.language.subjects import needless_soft_signs
from bpo.language.text import APOSTROPHES, Text
from bpo.language.types import Language

NO_COMMAS = frozenset(",.;:!?()\n—–")
PLAIN = (*((mark, "'") for mark in APOSTROPHES), ("ё", "е"), ("\u00a0", " "))


@dataclass(frozen=True, slots=True)
class Confusion:
    """What was written, where, and what was meant."""

    start: int
    end: int
    meant: str
    mild: bool = False  # a matter of style


def confusions(text: Text, language: Language, knows: Callable[[str], bool]) -> Iterator[Confusion]:
    """Every such mistake in the text."""
    plain = text.raw.lower()
    for written, meant in PLAIN:  # quicker than `translate` on anything but ASCII
        plain = plain.replace(written, meant)
    if len(plain) == len(text.raw):  # a few letters are longer in lower case; then places would not agree
        for confused in CONFUSIONS[language]:
            for found in _found(confused, plain) if confused.sign in plain else ():
                meant = confused.meant.format(found.group(), *found.groups())
                yield Confusion(found.start(), found.end(), meant)
    if language is Language.PL:
        yield from _endings(text, knows)
        yield from (Confusion(*one) for one in homophones(text))
    elif language is Language.RU:
        yield from _infinitives(text, knows)
        yield from (Confusion(*one) for one in needless_soft_signs(text, knows))
    elif language is Language.UK:
        yield from (Confusion(*one, mild=True) for one in harsh(text))


def _found(confused: Confused, plain: str) -> Iterator[re.Match[str]]:
    """Where a pattern stands: tried only where it begins, where that is known."""
    if not confused.begins:
        yield from confused.pattern.finditer(plain)
        return
    at = plain.find(confused.sign)
    while at >= 0:
        found = confused.pattern.match(plain, at)
        if found:
            yield found
        at = plain.find(confused.sign, found.end() if found else at + 1)


def _endings(text: Text, knows: Callable[[str], bool]) -> Iterator[Confusion]:
    """`z gotówkom` for `z gotówką`, `naszym klientą` for `naszym klientom`."""
    for at, token in enumerate(text.words[1:], 1):
        word, before = token.key, text.words[at - 1]
        if len(word) < 5 or _apart(text, before.end, token.start):
            continue
        if word.endswith("om"):
            meant = word[:-2] + "ą"
            listed = before.key in JOINING and at > 1 and text.words[at - 2].key.endswith("ą")
            if (before.key in INSTRUMENTAL_BEFORE or listed) and knows(meant):
                yield Confusion(token.start, token.end, meant)
        elif word.endswith("ą") and before.key in DATIVE_BEFORE:
            meant = word[:-1] + "om"
            if knows(meant) and not knows(word[:-1] + "a"):
                yield Confusion(token.start, token.end, meant)


def _infinitives(text: Text, knows: Callable[[str], bool]) -> Iterator[Confusion]:
    """`может вернутся` for `может вернуться`."""
    for at, token in enumerate(text.words[1:], 1):
        if not token.key.endswith("тся") or len(token.key) < 6:
            continue
        before = text.words[at - 1]
        if before.key == "не" and at > 1 and not _apart(text, text.words[at - 2].end, before.start):
            before = text.words[at - 2]
        if before.key.replace("ё", "е") in INFINITIVE_AFTER and not _apart(text, before.end, token.start):
            meant = token.key[:-3] + "ться"
            if knows(meant):
                yield Confusion(token.start, token.end, meant)


def _apart(text: Text, end: int, start: int) -> bool:
    """Whether a comma or the like stands between two words."""
    return not NO_COMMAS.isdisjoint(text.raw[end:start])
