"""What somebody looks for, as a question to the index of words and as places to mark in a text.

A word finds all its forms, in whichever of the languages of its script has it; a word that no dictionary
has, and the beginning of a number, find what begins with them. What is written together with signs in it (an
address, `A-4711`, a handle) and what stands in quotation marks is looked for in this order, side by side.
All that is asked for must be in one message. Nothing here reads a database.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.language.dictionaries import dictionary
from bpo.language.identify import script_of
from bpo.language.lexis import SCRIPT_LANGUAGES
from bpo.language.morphology import morphology
from bpo.language.types import Language

LONGEST = 200
MOST_WORDS = 12
MOST_FORMS = 120
SHORTEST = 2
SNIPPET = 240
POLISH_NOT = "nie"
WORD = re.compile(r"[^\W_]+")
QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|„([^”“]*)[”“]|“([^”]*)”')


@dataclass(frozen=True, slots=True)
class Sought:
    """One place of a phrase: any of these forms, or anything that begins with `prefix`."""

    forms: frozenset[str]
    prefix: str | None = None

    def fits(self, word: str) -> bool:
        """Whether a folded word of a text is one of these."""
        return word in self.forms or (self.prefix is not None and word.startswith(self.prefix))

    @property
    def question(self) -> str:
        """As PostgreSQL writes it."""
        parts = [f"'{form}'" for form in sorted(self.forms)]
        if self.prefix is not None:
            parts.append(f"'{self.prefix}':*")
        return f"({' | '.join(parts)})"


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases of one or more words, all of which must be there."""

    phrases: tuple[tuple[Sought, ...], ...]

    @property
    def question(self) -> str:
        """The text of a `tsquery`."""
        return " & ".join(
            "(" + " <-> ".join(sought.question for sought in phrase) + ")" for phrase in self.phrases
        )


def fold(word: str) -> str:
    """A word as it is compared: in small letters, ё is е."""
    return word.lower().replace("ё", "е")


def read_query(asked: str) -> Query:
    """What was typed, understood; Invalid where there is nothing to look for, or too much."""
    if len(asked) > LONGEST:
        raise _wrong(N_("This is too long to look for."))
    phrases: list[tuple[Sought, ...]] = []
    rest = asked
    for match in QUOTED.finditer(asked):
        exact = [_exactly(word) for word in _words(match.group())]
        if exact:
            phrases.append(tuple(exact))
        rest = rest.replace(match.group(), " ", 1)
    for chunk in rest.split():
        words = list(_words(chunk))
        if not words:
            continue
        if len(words) == 1:
            phrases.append((_anyhow(words[0]),))
        else:
            phrases.append((*map(_exactly, words[:-1]), _beginning(words[-1])))
    if not phrases:
        raise _wrong(N_("Type at least one word or number."))
    if sum(map(len, phrases)) > MOST_WORDS:
        raise _wrong(N_("These are too many words to look for at once."))
    if max(map(len, _words(asked))) < SHORTEST:
        raise _wrong(N_("Type at least two letters or digits."))
    return Query(tuple(phrases))


def _wrong(message: str) -> Invalid:
    return Invalid(N_("This cannot be looked for."), faults=(Fault("q", message),))


def _words(text: str) -> Iterator[str]:
    return (fold(match.group()) for match in WORD.finditer(text))


def _exactly(word: str) -> Sought:
    return Sought(frozenset({word}))


def _beginning(word: str) -> Sought:
    return Sought(frozenset({word}), word)


def _anyhow(word: str) -> Sought:
    """A word by itself: in all its forms where a dictionary has it, else what begins with it."""
    forms = forms_of(word)
    return Sought(forms) if forms else _beginning(word)


@lru_cache(5000)
def forms_of(word: str) -> frozenset[str]:
    """Every form of a word, by any of its readings in the languages of its script; empty for a stranger."""
    if not word.isalpha():
        return frozenset()
    found: set[str] = set()
    for language in SCRIPT_LANGUAGES[script_of(word)]:
        own = morphology(language)
        for lemma in own.lemmas(word) if _knows(word, language) else ():
            found |= {fold(form) for form in own.forms(lemma) if WORD.fullmatch(form)}
    if not word.startswith(POLISH_NOT):  # `zamówiony` has `niezamówiony` among its forms
        found = {form for form in found if not form.startswith(POLISH_NOT)}
    if not found:
        return frozenset()
    return frozenset(sorted(found, key=lambda form: (form != word, form))[:MOST_FORMS]) | {word}


def _knows(word: str, language: Language) -> bool:
    if language is Language.EN:
        return dictionary(language).knows(word) or dictionary(language).knows(word.capitalize())
    return morphology(language).knows(word)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text that is shown, marked where it was looked for."""

    text: str
    marked: bool


def marks(text: str, query: Query) -> list[tuple[int, int]]:
    """Where in a text stands what was looked for, in its order."""
    words = [(match.start(), match.end(), fold(match.group())) for match in WORD.finditer(text)]
    found: set[tuple[int, int]] = set()
    for phrase in query.phrases:
        for at in range(len(words) - len(phrase) + 1):
            piece = words[at : at + len(phrase)]
            if all(sought.fits(word) for sought, (_, _, word) in zip(phrase, piece, strict=True)):
                found |= {(start, end) for start, end, _ in piece}
    return sorted(found)


def excerpt(text: str, query: Query, *, length: int = SNIPPET) -> list[Part]:
    """The part of a text around the first place, with its places marked."""
    places = marks(text, query)
    first = places[0][0] if places else 0
    start = max(0, min(first - length // 4, len(text) - length))
    end = min(len(text), start + length)
    start, end = _at_words(text, start, end)
    return list(
        _parts(text, [place for place in places if start <= place[0] and place[1] <= end], start, end)
    )


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch beginning and ending between words, where that costs little."""
    if start > 0:
        gap = text.find(" ", start, start + 20)
        start = gap + 1 if gap >= 0 else start
    if end < len(text):
        gap = text.rfind(" ", end - 20, end)
        end = gap if gap > start else end
    return start, end


def _parts(text: str, places: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Part]:
    if start > 0:
        yield Part("… ", marked=False)
    at = start
    for begin, stop in places:
        if begin > at:
            yield Part(text[at:begin], marked=False)
        yield Part(text[begin:stop], marked=True)
        at = stop
    if at < end:
        yield Part(text[at:end], marked=False)
    if end < len(text):
        yield Part(" …", marked=False)
