"""The order of names as a reader's alphabet has it.

PostgreSQL orders by code point here, which puts ё after я, і after я and ą after z. Short lists (under
5,000 rows) are sorted with this key instead; lists with pages go by time or number. Only the four
languages of the interface are known; letters of no alphabet keep their code point's order, after it.
"""

import unicodedata
from functools import cache

LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
POLISH = "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż"
# Foreign letters stand by their neighbours, so that a Ukrainian name has its place in a Russian list.
RUSSIAN = "а б в г ґ д е ё є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
UKRAINIAN = "а б в г ґ д е ё є ж з и ы і ї й к л м н о п р с т у ф х ц ч ш щ ъ ь э ю я"

# The reader's own script first.
ALPHABETS = {
    "en": (LATIN, RUSSIAN),
    "pl": (POLISH, RUSSIAN),
    "ru": (RUSSIAN, LATIN),
    "uk": (UKRAINIAN, LATIN),
}
# In Russian ё is the same letter as е unless nothing else tells two words apart.
# ł has no mark that could be taken off, so for others it is told to stand with l.
SAME = {"en": {"ё": "е", "ł": "l"}, "pl": {"ё": "е"}, "ru": {"ё": "е", "ł": "l"}, "uk": {"ё": "е", "ł": "l"}}

DIGITS, LETTERS, OTHERS = 1, 2, 3
SortKey = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...], str]


@cache
def _places(locale: str) -> dict[str, int]:
    letters = " ".join(ALPHABETS.get(locale, ALPHABETS["en"])).split()
    return {letter: place for place, letter in enumerate(letters)}


def alphabet_key(text: str, locale: str) -> SortKey:
    """The key to sort names by: letters first, then marks on letters, then small before capital."""
    folded = unicodedata.normalize("NFC", text).casefold()
    places, same = _places(locale), SAME.get(locale, {})
    exact = tuple(_weigh(letter, places) for letter in folded if letter.isalnum() or letter.isspace())
    base = tuple(
        _weigh(same.get(letter, letter), places) for letter in folded if letter.isalnum() or letter.isspace()
    )
    return base, exact, text.swapcase()


def _weigh(letter: str, places: dict[str, int]) -> tuple[int, int]:
    if letter.isspace():
        return 0, 0
    if letter.isdigit():
        return DIGITS, ord(letter)
    if letter in places:
        return LETTERS, places[letter]
    # é in a Polish list stands with e: the mark is not of this alphabet.
    bare = unicodedata.normalize("NFD", letter)[0]
    return (LETTERS, places[bare]) if bare in places else (OTHERS, ord(letter))
