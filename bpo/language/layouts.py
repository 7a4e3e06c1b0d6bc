"""Words typed with the keyboard set to another language: `ghbdtn` for `привет`, `руддщ` for `hello`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bpo.language.candidates import candidates
from bpo.language.known import is_known, unknown_in
from bpo.language.text import Text
from bpo.language.types import Language

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_KEYS = {Language.RU: "йцукенгшщзхъфывапролджэячсмитьбю", Language.UK: "йцукенгшщзхїфівапролджєячсмитьбю"}
_TO = {
    language: str.maketrans(_LATIN + _LATIN.upper(), keys + keys.upper()) for language, keys in _KEYS.items()
}
_FROM = {
    language: str.maketrans(keys + keys.upper(), _LATIN + _LATIN.upper()) for language, keys in _KEYS.items()
}
LATIN_RUN = re.compile(
    r"(?<![\w@#/.\-&])[A-Za-z\[\];',.]*[A-Za-z](?:[A-Za-z\[\];',.]*[A-Za-z\[\];'])?(?![\w@/\-&])"
)
LATIN = re.compile("[a-zA-Z]")
CYRILLIC_WORD = re.compile("[а-яёіїєґ]+", re.IGNORECASE)
JOINED = frozenset("@#/&_")
SHORTEST, USUAL = 4, 56  # letters; rank (frequency 3.5) of a word that people use
CYRILLIC = frozenset({Language.RU, Language.UK})


def mistyped(
    text: Text, language: Language, languages: tuple[Language, ...]
) -> Iterator[tuple[int, int, str]]:
    """Where a word makes sense in another layout alone: from, to, and what was meant."""
    unknown = unknown_in(text, language)
    if not unknown:
        return
    to = tuple(one for one in languages if one in CYRILLIC)
    if to and LATIN.search(text.raw):
        for found in LATIN_RUN.finditer(text.raw):
            written = found.group().strip("'\"")
            if len(written) >= SHORTEST and (meant := _in_cyrillic(written, to)):
                start = found.start() + found.group().index(written)
                yield start, start + len(written), meant
    if len(to) < len(languages):
        for token in unknown:
            if len(token.key) >= SHORTEST and CYRILLIC_WORD.fullmatch(token.text):
                around = text.raw[max(0, token.start - 1) : token.start] + text.raw[token.end : token.end + 1]
                if JOINED.isdisjoint(around) and (meant := _in_latin(token.text, languages)):
                    yield token.start, token.end, meant


@lru_cache(20_000)
def _in_cyrillic(written: str, languages: tuple[Language, ...]) -> str | None:
    if any(is_known(written.lower(), language) for language in (Language.EN, Language.PL)):
        return None
    return _first_usual([(written.translate(_TO[language]), language) for language in languages])


@lru_cache(20_000)
def _in_latin(written: str, languages: tuple[Language, ...]) -> str | None:
    if any(is_known(written.lower(), language) for language in CYRILLIC):
        return None
    return _first_usual(
        [
            (written.translate(_FROM[layout]), language)
            for layout in (Language.RU, Language.UK)
            for language in languages
            if language not in CYRILLIC
        ]
    )


def _first_usual(tried: list[tuple[str, Language]]) -> str | None:
    return next(
        (
            word
            for word, language in tried
            if word.isalpha() and candidates(language).rank(word.lower()) >= USUAL
        ),
        None,
    )
