"""A rule set's words in all their forms, found in a text by looking up each word of it once.

Every term is expanded when it is first needed in a language: each of its words into every form, as the
language inflects it; a name that no dictionary has, as such names go. A word of the text is then looked up
in one table from form to the terms that begin with it. A few microseconds a message, for any number of terms.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from bpo.language.dictionaries import dictionary
from bpo.language.identify import CYRILLIC, LATIN, script_of
from bpo.language.morphology import morphology
from bpo.language.roots import roots_of
from bpo.language.text import TOKEN, Kind, Text, key_of
from bpo.language.types import Language
from bpo.language.unmask import Disguises

CYRILLIC_PAIR = frozenset({Language.RU, Language.UK})
TERM_KINDS = frozenset({Kind.WORD, Kind.NUMBER})
SCRIPT_LANGUAGES = {CYRILLIC: (Language.RU, Language.UK), LATIN: (Language.PL, Language.EN)}


class Piece(NamedTuple):
    """A word of the text, or a part of one with a hyphen, as terms are compared."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One term: the forms of each of its words; `owner` is whatever it is a term of.

    It is looked for by one of its words, its `anchor`: the longest, which is seldom the commonest.
    """

    owner: Any
    words: tuple[frozenset[str], ...]
    any_order: bool
    anchor: int = 0

    @classmethod
    def of(cls, owner: Any, words: tuple[frozenset[str], ...], *, any_order: bool) -> "Phrase":  # noqa: ANN401 -- whatever owns it
        """A phrase anchored at its longest word."""
        lengths = [min(map(len, forms)) for forms in words]
        return cls(owner, words, any_order, lengths.index(max(lengths)))


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found: whose, and where."""

    owner: Any
    start: int
    end: int
    hidden: str = ""  # what it says, where it is written in disguise

    def overlaps(self, other: "Hit") -> bool:
        """Whether both have a character in common."""
        return self.start < other.end and other.start < self.end


class Phrases:
    """Terms of one language, ready to be looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._anchored: dict[str, list[Phrase]] = {}
        others: set[str] = set()
        roots: dict[str, str] = {}
        for phrase in phrases:
            for form in phrase.words[phrase.anchor]:
                self._anchored.setdefault(form, []).append(phrase)
            if len(phrase.words) > 1:
                others.update(*phrase.words)
            else:
                roots.update(_roots(phrase))
        self.disguises = Disguises({*self._anchored, *others}, others, roots)

    def find(self, pieces: Sequence[Piece], raw: str) -> Iterator[Hit]:
        """Every term in the text."""
        anchored = self._anchored
        for at, piece in enumerate(pieces):
            for phrase in anchored.get(piece.key, ()):
                if len(phrase.words) == 1:
                    yield Hit(phrase.owner, piece.start, piece.end)
                elif (span := _matches(phrase, pieces, at, raw)) is not None:
                    yield Hit(phrase.owner, *span)


def _roots(phrase: Phrase) -> Iterator[tuple[str, str]]:
    """What other words are made from, with the form to tell: the term as it is listed, if that is one."""
    [forms] = phrase.words
    listed = fold(str(getattr(phrase.owner, "words", "")).lower())
    told = listed if listed in forms else min(forms)
    return ((root, told) for root in roots_of(forms, told))


def _matches(phrase: Phrase, pieces: Sequence[Piece], at: int, raw: str) -> tuple[int, int] | None:
    """Where the phrase stands if the word here is its anchor."""
    words, count = phrase.words, len(phrase.words)
    orders = [(phrase.anchor, words)]
    if phrase.any_order:
        orders.append((count - 1 - phrase.anchor, words[::-1]))
    for before, ordered in orders:
        run = pieces[at - before : at - before + count] if at >= before else ()
        if (
            len(run) == count
            and all(piece.key in forms for piece, forms in zip(run, ordered, strict=True))
            and all(_adjoin(raw[one.end : other.start]) for one, other in pairwise(run))
        ):
            return run[0].start, run[-1].end
    return None


def _adjoin(between: str) -> bool:
    """Words of a phrase stand beside each other: white space, hyphens, quotation marks and the like between them."""
    return all(char.isspace() or char in "-‑–\"«»„”“'_+&•·|()" for char in between)


def pieces_of(text: Text) -> list[Piece]:
    """The words of a text as terms are compared: ё is е, words with hyphens in their parts."""
    found = []
    for token in text.tokens:
        if token.kind is Kind.HASHTAG:
            found.append(Piece(fold(token.key[1:]), token.start + 1, token.end))
        if token.kind is not Kind.WORD and token.kind is not Kind.NUMBER:
            continue
        key = fold(token.key)
        if "-" not in key:
            found.append(Piece(key, token.start, token.end))
            continue
        start = token.start
        for part in token.text.replace("\u2011", "-").split("-"):
            found.append(Piece(fold(key_of(part)), start, start + len(part)))
            start += len(part) + 1
    return found


def fold(key: str) -> str:
    """A key in which ё and е are one."""
    return key.replace("ё", "е") if "ё" in key else key


def words_of(term: str) -> list[str]:
    """The words of a term, in the order they stand."""
    found = []
    for match in TOKEN.finditer(term):
        if match.lastgroup in TERM_KINDS:
            found += [part for part in key_of(match.group()).split("-") if part]
    return found


def script_of_term(term: str) -> tuple[Language, ...]:
    """The languages whose letters a term is written in."""
    return SCRIPT_LANGUAGES[script_of("".join(words_of(term)))]


@lru_cache(100_000)
def forms_of_word(word: str, language: Language) -> frozenset[str]:
    """Every form of a word of the term, as this language or its neighbour of the same script has them."""
    if not any(char.isalpha() for char in word):
        return frozenset({word})
    neighbours = SCRIPT_LANGUAGES[script_of(word)]
    if language not in neighbours:
        return frozenset({fold(word)})  # a stranger in the text is not inflected
    if _knows(word, language):
        homes: tuple[Language, ...] = (language,)
    else:
        homes = tuple(one for one in neighbours if one is not language and _knows(word, one))
        homes = homes or (language,)
    return frozenset(fold(key_of(form)) for home in homes for form in morphology(home).forms(word))


def inflected(word: str, language: Language) -> frozenset[str]:
    """The forms of a word of a name as this language inflects it, if it has its letters; in Latin also as English does."""
    if not word.isalpha():
        return frozenset()
    script = script_of(word)
    homes = {language} & {*SCRIPT_LANGUAGES[script]} | ({Language.EN} if script == LATIN else set())
    return frozenset(fold(key_of(form)) for home in homes for form in morphology(home).forms(word))


def _knows(word: str, language: Language) -> bool:
    if language is Language.EN:
        return dictionary(language).knows(word) or dictionary(language).knows(word.capitalize())
    return morphology(language).knows(word)


@lru_cache(10_000)
def is_common(word: str, text_in: Language | None = None) -> bool:
    """Whether it is an ordinary word of any language, or in texts of one, so that as a name it needs its capital.

    Russian and Ukrainian are taken together: who writes one uses words of the other.
    """
    homes: tuple[Language, ...] = SCRIPT_LANGUAGES[script_of(word)]
    if text_in is not None and any(map(str.isalpha, word)):
        homes = tuple(home for home in homes if home is text_in or {home, text_in} <= CYRILLIC_PAIR)
    return any(dictionary(home).knows(word) or morphology(home).knows(word) for home in homes)


def expand(term: str, language: Language) -> tuple[frozenset[str], ...]:
    """The forms of each word of a term, as they are compared."""
    return tuple(forms_of_word(word, language) for word in words_of(term))


def forms_of(term: str, language: Language) -> tuple[tuple[str, ...], ...]:
    """The forms of each word of a term, for people to see."""
    return tuple(tuple(sorted(forms)) for forms in expand(term, language))
