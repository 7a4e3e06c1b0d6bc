"""What a hurried hand leaves behind: a word twice, a space too few."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bpo.language.dictionaries import dictionary
from bpo.language.known import is_known
from bpo.language.morphology import morphology
from bpo.language.phrasebook import words
from bpo.language.text import Kind, Text, Token
from bpo.language.types import Language

UNSPACED = re.compile(r"[,;!?.](?=[^\W\d_])(?:(?<!\.)(?<=[^\W\d_].)|(?<=[^\W\d_]{3}\.)(?=[^\W\d_]{2}))")
# English words that are never meant twice; in the other languages their kinds.
NEVER_TWICE = words(
    "the a an of for with at and or but is are was we your our my their this these from by will would can"
)
KINDS = {
    Language.RU: frozenset({"PREP", "CONJ", "NPRO", "NOUN", "INFN"}),
    Language.UK: frozenset({"PREP", "CONJ", "NPRO", "NOUN"}),
    Language.PL: frozenset({"prep", "conj", "comp", "subst"}),
}
NOUNS = frozenset({"NOUN", "subst"})
SHORTEST_NOUN = 4
MEANT_TWICE = words("кто что чего сам все всё так то хто що все co kto sam")


def doubled(text: Text, language: Language) -> Iterator[tuple[int, int, str]]:
    """Words written twice that nobody means twice: from, to, and the word once."""
    for one, two in zip(text.words, text.words[1:], strict=False):
        if (
            one.key == two.key
            and text.raw[one.end : two.start].isspace()
            and two.text.islower()
            and (one.text.islower() or text.opens_sentence(one))
            and _is_meant_once(one.key, language)
        ):
            yield one.start, two.end, one.text


@lru_cache(5_000)
def _is_meant_once(key: str, language: Language) -> bool:
    if language is Language.EN:
        return key in NEVER_TWICE
    readings = morphology(language).readings(key)
    if not readings or key in MEANT_TWICE:
        return False
    kinds = KINDS[language]
    if any(one.tags.isdisjoint(kinds) for one in readings):
        return False
    return len(key) >= SHORTEST_NOUN or any(one.tags.isdisjoint(NOUNS) for one in readings)


def unspaced(text: Text, language: Language) -> Iterator[tuple[int, int, str]]:
    """Marks that no space follows: from, to, and how it is written."""
    found = list(UNSPACED.finditer(text.raw))
    if not found:
        return
    ends = {token.end: token for token in text.tokens}
    starts = {token.start: token for token in text.tokens}
    for mark in found:
        before, after = ends.get(mark.start()), starts.get(mark.end())
        if before is None or after is None or not _is_parted(before, after, mark.group(), language):
            continue
        yield before.start, after.end, f"{before.text}{mark.group()} {after.text}"


def _is_parted(before: Token, after: Token, mark: str, language: Language) -> bool:
    """Whether both are words, and not a name or an address with a mark in it."""
    if before.kind is not Kind.WORD or after.kind is not Kind.WORD:
        return False
    if mark == "." and not (
        before.text[1:].islower() and after.text[0].isupper() and after.text[1:].islower()
    ):
        return False
    return all(_is_common(word.key, language) for word in (before, after))


def _is_common(key: str, language: Language) -> bool:
    """Whether it is a word without a capital, too: no `Yahoo!`."""
    return is_known(key, language) and (
        dictionary(language).knows(key) or morphology(language).knows(key) or "-" in key
    )
