"""Look-alike letters: a word of one script with letters of another in it, which no search will find."""

from collections.abc import Iterable
from functools import lru_cache

from bpo.language.compiled import Compiled
from bpo.language.text import Text, Token
from bpo.language.types import N_, Context, Finding, Language, Severity

MIXED = N_("Letters of two alphabets in one word: some only look right.")
LOOK_ALIKE = {
    "a": "а", "b": "ь", "c": "с", "e": "е", "i": "і", "j": "ј", "k": "к", "m": "м", "n": "п", "o": "о",
    "p": "р", "s": "ѕ", "t": "т", "u": "и", "x": "х", "y": "у", "h": "н", "r": "г", "ó": "о",
    "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "I": "І", "J": "Ј", "K": "К", "M": "М", "O": "О",
    "P": "Р", "S": "Ѕ", "T": "Т", "X": "Х", "Y": "У",
}  # fmt: skip
LATIN_FOR = {there: here for here, there in LOOK_ALIKE.items()} | {"у": "y", "в": "B", "т": "t", "н": "h"}


def check_script(text: Text, language: Language, _compiled: Compiled, _context: Context) -> Iterable[Finding]:
    """Words in which Latin and Cyrillic letters stand side by side."""
    for token in text.words:
        if is_mixed(token.key) and not _is_compound(token):
            fixed = straighten(token.text, language)
            yield Finding(
                "mixed_script",
                Severity.WARN,
                token.start,
                token.end,
                token.text,
                MIXED,
                suggestions=(fixed,) if fixed else (),
            )


def is_cyrillic(char: str) -> bool:
    """A letter of the Cyrillic block."""
    return "\u0400" <= char <= "\u052f"


@lru_cache(50_000)
def is_mixed(word: str) -> bool:
    """Letters of both scripts in one word."""
    letters = [char for char in word if char.isalpha()]
    cyrillic = sum(map(is_cyrillic, letters))
    return 0 < cyrillic < len(letters)


def _is_compound(token: Token) -> bool:
    """`IT-отдел`: each part is of one script, and that is how it is written."""
    parts = token.key.split("-")
    return len(parts) > 1 and not any(map(is_mixed, parts))


def straighten(word: str, language: Language) -> str | None:
    """The word with every letter of the script that it should be in; None where that cannot be."""
    letters = [char for char in word if char.isalpha()]
    cyrillic = sum(map(is_cyrillic, letters))
    to_cyrillic = cyrillic * 2 > len(letters) or (
        cyrillic * 2 == len(letters) and language in {Language.RU, Language.UK}
    )
    table = LOOK_ALIKE if to_cyrillic else LATIN_FOR
    fixed = "".join(table.get(char, char) for char in word)
    if language is Language.RU and to_cyrillic:
        fixed = fixed.replace("і", "и").replace("І", "И")
    return None if is_mixed(fixed) else fixed
