"""Which words may not become the vendor's: what only one brand may be called, and what some brand never says."""

from collections.abc import Iterable

from bpo.language.lexis import fold, forms_of_word, is_common, words_of
from bpo.language.text import key_of
from bpo.language.types import Language
from bpo.language.wordlists import forms_known

BRANDS = 2  # words that one brand alone sends are perhaps its own (`queries.words`)
PEOPLE = 2
LONGEST = 40
HEAD = 2  # letters in which all forms of a word are alike, so that the rest need not be inflected
SHORTEST_PART = 3


def key_of_word(word: str) -> str:
    """A word as it is compared: one row a word, however it is written."""
    return fold(key_of(word))


def is_reserved(word: str, language: Language, reserved: Iterable[str]) -> bool:
    """Whether a word is in any form one of these names and phrases, or a rare word of one of several words.

    Which of them it is, nobody is told: a brand's name would be found out by trying.
    """
    forms = forms_known((word,), language)
    letters = {_letters(form) for form in (*forms, word)}
    heads = {form[:HEAD] for form in forms}
    for phrase in reserved:
        if _letters(phrase) in letters:
            return True
        parts = words_of(phrase)
        for part in parts:
            if part[:HEAD] not in heads or (len(parts) > 1 and _says_little(part, language)):
                continue
            if part in forms or not forms.isdisjoint(forms_of_word(part, language)):
                return True
    return False


def _letters(text: str) -> str:
    return "".join(char for char in key_of_word(text) if char.isalnum())


def _says_little(part: str, language: Language) -> bool:
    return len(part) < SHORTEST_PART or is_common(part, language)
