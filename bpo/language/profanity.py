"""Swearing: in every form, masked, spelt out, with look-alike letters and digits for letters.

A word swears by how it begins; innocent words that begin so are listed. Milder words swear in set phrases only.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from bpo.language.compiled import Compiled
from bpo.language.identify import CYRILLIC, LATIN, script_of
from bpo.language.phrasebook import swearing as book
from bpo.language.phrasebook import words
from bpo.language.sayings import Sayings, fold
from bpo.language.text import Kind, Text
from bpo.language.types import N_, Context, Finding, Language, Severity

SWEARS = N_("Swearing has no place in a reply.")
REPEATED = re.compile(r"(.)\1{2,}")
MASKED = re.compile(r"(?<![\w*#@$%])[^\W\d_]{1,6}[*#@$%•]{1,8}[^\W\d_]{0,8}(?![\w*#@$%])")
MASKS = "*#@$%•"
MASK = re.compile(rf"[{MASKS}]+")
DIGIT_BESIDE = re.compile(r"[\d@$!](?:(?<=[^\W\d].)|(?=[^\W\d]))")  # a digit or mark beside a letter
WITH_DIGITS = re.compile(r"(?<![\w-])(?=[\w@$!]{0,11}[^\W\d_])(?=[\w@$!]{0,11}[\d@$!])[\w@$!]{3,12}(?![\w-])")
SPELT_OUT = re.compile(r"(?<!\w)[^\W\d_](?:[ ._*-][^\W\d_]){2,7}(?!\w)")


def check_profanity(
    text: Text, language: Language, _compiled: Compiled, _context: Context
) -> Iterable[Finding]:
    """Every swear word and swearing phrase, once a place."""
    for start, end in swearing(text, language):
        yield Finding("profanity", Severity.BLOCK, start, end, text.raw[start:end], SWEARS)


@lru_cache(16)
def swearing(text: Text, language: Language) -> tuple[tuple[int, int], ...]:
    """Where a text swears."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted(_found(text, language), key=lambda span: (span[0], -span[1])):
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
    return tuple(taken)


def _found(text: Text, language: Language) -> Iterator[tuple[int, int]]:
    for token in text.tokens:
        if token.kind is Kind.WORD:
            swears = is_swearing(token.key, language)
        else:
            swears = token.kind is Kind.HASHTAG and is_swearing(token.key.lstrip("#"), language)
        if swears:
            yield token.start, token.end
    yield from _disguised(text, language)
    for said in _phrases().find(text.folded):
        yield text.folded.span(said.start, said.end)


def _disguised(text: Text, language: Language) -> Iterator[tuple[int, int]]:
    """Words with marks or digits for letters, and words spelt out letter by letter."""
    raw = text.raw
    for found in MASKED.finditer(raw) if any(mark in raw for mark in MASKS) else ():
        if _is_masked(found.group().lower()):
            yield found.span()
    for found in WITH_DIGITS.finditer(raw) if DIGIT_BESIDE.search(raw) else ():
        if _is_spelt_with_digits(found.group().lower(), language):
            yield found.span()
    for found in SPELT_OUT.finditer(raw) if text.is_spelt_out else ():
        if is_swearing(re.sub(r"\W|_", "", found.group()).lower(), language):
            yield found.span()


@cache
def _phrases() -> Sayings:
    return Sayings({"phrase": book.PHRASES})


@cache
def _beginnings(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What swear words begin with, and what innocent ones do; both Cyrillic languages swear alike."""
    if language in {Language.RU, Language.UK}:
        prefixes, stems = book.CYRILLIC_PREFIXES, book.CYRILLIC
        plain, innocent = book.CYRILLIC_PLAIN, book.CYRILLIC_INNOCENT
    elif language is Language.PL:
        prefixes, stems = book.LATIN_PREFIXES, book.LATIN
        plain, innocent = book.POLISH_PLAIN + book.ENGLISH_PLAIN, book.LATIN_INNOCENT
    else:
        prefixes = stems = "-"
        plain, innocent = book.ENGLISH_PLAIN, book.LATIN_INNOCENT
    choices = ["|".join(block.replace("ё", "е").split()) for block in (prefixes, stems, plain, innocent)]
    return re.compile(f"(?:{choices[0]})?(?:{choices[1]})|{choices[2]}"), re.compile(choices[3])


@lru_cache(50_000)
def is_swearing(word: str, language: Language) -> bool:
    """Whether a word of a text in this language, in small letters, swears."""
    plain = fold(word).text
    if len(plain) < 3:
        return False
    if len({script_of(char) for char in plain if char.isalpha()}) > 1:
        plain = plain.translate(book.LOOK_ALIKE)  # letters of one alphabet in the other's words
    return _swears(plain, language) or (
        REPEATED.search(plain) is not None and _swears(REPEATED.sub(r"\1", plain), language)
    )


def _swears(word: str, language: Language) -> bool:
    latin = script_of(word) == LATIN
    if latin is (language in {Language.RU, Language.UK}):
        language = Language.PL if latin else Language.RU
    swears, innocent = _beginnings(language)
    parts = [word, *word.split("-")] if "-" in word else [word]
    return any(swears.match(part) is not None and innocent.match(part) is None for part in parts)


@cache
def _masked() -> frozenset[str]:
    return words(book.MASKED)


@lru_cache(5_000)
def _is_masked(chunk: str) -> bool:
    if MASK.sub("", chunk) in book.MASKED_LETTERS:
        return chunk[0] in book.MASKED_LETTERS
    letters = len(MASK.sub("", chunk))
    if letters < 2 and len(chunk) < 3:
        return False
    # One mark stands for one letter or for as many as were hidden.
    expression = re.compile(MASK.sub(lambda found: rf"\w{{{len(found.group())},}}", chunk))
    return any(
        len(word) - letters <= max(3, len(chunk) - letters + 2) and expression.fullmatch(word)
        for word in _masked()
    )


@lru_cache(5_000)
def _is_spelt_with_digits(chunk: str, language: Language) -> bool:
    chunk = chunk.rstrip("!")
    if not any(char in "0134567@$!" for char in chunk) or chunk.isdigit():
        return False
    cyrillic = script_of("".join(filter(str.isalpha, chunk)) or "a") == CYRILLIC
    plain = chunk.translate(book.LEET_CYRILLIC if cyrillic else book.LEET_LATIN)
    return plain.isalpha() and is_swearing(plain, language)
