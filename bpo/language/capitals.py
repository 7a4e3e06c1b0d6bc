"""Shouting: words in capitals that are not the names of things."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bpo.language.compiled import Compiled
from bpo.language.dictionaries import dictionary
from bpo.language.identify import LATIN, script_of
from bpo.language.morphology import morphology
from bpo.language.phrasebook.capitals import LABELLED, NAMES_OF_THINGS, SHORT
from bpo.language.text import Text, Token, key_of
from bpo.language.types import N_, Context, Finding, Language

SHOUTING = N_("Words in capitals read as shouting.")
ROMAN = re.compile(r"[IVXLCDMІХ]+")
APART = re.compile(r"[\s,–—-]+")  # between words of one shout


def check_capitals(
    text: Text, language: Language, compiled: Compiled, _context: Context
) -> Iterable[Finding]:
    """Words in capitals, a finding a run, with the same in small letters."""
    severity = compiled.rules.style.capitals
    capitals = [token for token in text.words if _is_in_capitals(token.text)]
    if severity is None or not capitals or sum(map(str.isupper, text.raw)) < 2:
        return
    names = frozenset(word for name in compiled.rules.names for word in key_of(name).split())
    for run in _runs(text, language, names):
        start, end = run[0].start, run[-1].end
        yield Finding(
            "style.capitals",
            severity,
            start,
            end,
            text.raw[start:end],
            SHOUTING,
            suggestions=(_in_small_letters(text, run, language, names),),
        )


def _runs(text: Text, language: Language, names: frozenset[str]) -> Iterator[list[Token]]:
    """Words in capitals that follow each other, from the first to the last of those that shout."""
    run: list[Token] = []
    for at, token in enumerate(text.words):
        capital = _is_in_capitals(token.text)
        if run and not (capital and APART.fullmatch(text.raw, run[-1].end, token.start)):
            yield from _trimmed(text, run, language, names)
            run = []
        if capital and not _is_label(text, at):
            run.append(token)
    yield from _trimmed(text, run, language, names)


def _is_in_capitals(word: str) -> bool:
    return not word.islower() and word.upper() == word and word.lower() != word


def _trimmed(
    text: Text, run: list[Token], language: Language, names: frozenset[str]
) -> Iterator[list[Token]]:
    loud = [at for at, token in enumerate(run) if _shouts(token, language, names)]
    if loud and not text.in_quotes(run[0].start):
        yield run[loud[0] : loud[-1] + 1]


def _shouts(token: Token, language: Language, names: frozenset[str]) -> bool:
    if token.key in names or token.key in NAMES_OF_THINGS or any(map(str.isdigit, token.key)):
        return False
    return _is_loud(token.key, language)


@lru_cache(20_000)
def _is_loud(word: str, language: Language) -> bool:
    """Whether this word in capitals is a word of the language said loudly, not an abbreviation or a name."""
    if word in SHORT[language]:
        return True
    latin = script_of(word) == LATIN
    if len(word) < 3 or latin is not (language in {Language.PL, Language.EN}):
        return False
    if ROMAN.fullmatch(word.upper()):
        return False
    if language is Language.EN:
        return len(word) > 3 and dictionary(language).knows(word)
    readings = morphology(language).readings(word)
    if not readings or any("Abbr" in one.tags or one.lemma.isupper() for one in readings):
        return False
    nouns = {"NOUN", "subst"}
    return len(word) > 3 or any(nouns.isdisjoint(one.tags) for one in readings)


def _is_label(text: Text, at: int) -> bool:
    """Whether the word next to this one says that it is what is written on a thing."""
    before = text.words[at - 1].key if at else ""
    after = text.words[at + 1].key if at + 1 < len(text.words) else ""
    return before in LABELLED or after in LABELLED


def _in_small_letters(text: Text, run: list[Token], language: Language, names: frozenset[str]) -> str:
    at, parts = run[0].start, []
    for token in run:
        word = token.text
        small = word.lower() if _shouts(token, language, names) or len(word) == 1 else word
        if token is run[0] and text.opens_sentence(token):
            small = small[:1].upper() + small[1:]
        parts += [text.raw[at : token.start], "I" if language is Language.EN and word == "I" else small]
        at = token.end
    return "".join(parts)
