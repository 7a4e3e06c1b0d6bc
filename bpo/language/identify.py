"""Which language a text is in: letters that only one has, then its words, then how its letters follow.

Answers are limited to the four. The brand's languages are the prior: between two that are equally likely
the one it speaks wins. `sure` says whether the answer may be held against somebody.
"""

import json
from dataclasses import dataclass
from functools import cache, lru_cache

from bpo.language.dictionaries import dist
from bpo.language.make_identity import NAME
from bpo.language.text import Text
from bpo.language.types import Language

OWN_LETTERS = {
    Language.RU: frozenset("ыэёъ"),
    Language.UK: frozenset("іїєґ"),
    Language.PL: frozenset("ąćęłńóśźż"),
}
READ = 60  # words; more make no difference
PRIOR = 2.0
OWN_LETTER = 3.0
SURE = 5.0
LATIN, CYRILLIC = "latin", "cyrillic"


@dataclass(frozen=True, slots=True)
class Identified:
    """A language, and whether there is enough to be sure of it."""

    language: Language
    sure: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    first: Language
    second: Language
    words: dict[str, float]
    letters: dict[str, float]

    def lean(self, word: str) -> float:
        """How much the word speaks for the first language; less than nothing for the second."""
        known = self.words.get(word)
        if known is not None:
            return known
        chain, letters = f"^^{word}$", self.letters
        found = sum(letters.get(chain[at : at + 3], 0.0) for at in range(len(chain) - 2))
        return max(-5.0, min(5.0, found))


@cache
def _pairs() -> dict[str, _Pair]:
    tables = json.loads((dist() / NAME).read_text(encoding="utf-8"))
    found = {}
    for script, first, second in (
        (CYRILLIC, Language.RU, Language.UK),
        (LATIN, Language.PL, Language.EN),
    ):
        found[script] = _Pair(first, second, **tables[f"{first}-{second}"])
    return found


def identify(text: Text, languages: tuple[Language, ...] = ()) -> Identified | None:
    """The language of a text, or None where there is nothing to tell it by."""
    known = text.worked_out.get(("identify", languages), text)
    if known is text:
        known = text.worked_out["identify", languages] = _identify(text, languages)
    return known if isinstance(known, Identified) else None


def _identify(text: Text, languages: tuple[Language, ...]) -> Identified | None:
    letters = {CYRILLIC: 0, LATIN: 0}
    leans = {CYRILLIC: 0.0, LATIN: 0.0}
    counts = {CYRILLIC: 0, LATIN: 0}
    for token in text.words[:READ]:
        script, lean = _lean(token.key)
        letters[script] += len(token.key)
        leans[script] += lean
        counts[script] += 1
    if not text.words:
        return None
    script = CYRILLIC if letters[CYRILLIC] >= letters[LATIN] else LATIN
    pair, lean = _pairs()[script], leans[script]
    sure = abs(lean) >= SURE and counts[script] > 1
    if languages and not sure:
        lean += PRIOR * ((pair.first in languages) - (pair.second in languages))
    return Identified(pair.first if lean > 0 else pair.second, sure)


@lru_cache(50_000)
def _lean(word: str) -> tuple[str, float]:
    """The script of a word, and how much it speaks for the first of the languages of it."""
    script = script_of(word)
    pair = _pairs()[script]
    lean = pair.lean(word)
    if not OWN_LETTERS[pair.first].isdisjoint(word):
        lean += OWN_LETTER
    if not OWN_LETTERS.get(pair.second, frozenset()).isdisjoint(word):
        lean -= OWN_LETTER
    return script, lean


@lru_cache(50_000)
def script_of(word: str) -> str:
    """The script most letters of a word are of."""
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in word)
    return CYRILLIC if cyrillic * 2 >= len(word) else LATIN
