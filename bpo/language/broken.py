"""Words that are hidden in other ways than letter by letter.

Broken by slashes or brackets (`ха/лту/ра`, `об(ма)н`), their end starred out (`обма**`), turned round (`арутлах`), or
without their vowels (`stpd`). Read are only such places and words that nobody knows, and what is read there has to be
one of the forms, whole.
"""

import re
from collections.abc import Iterator, Sequence

from bpo.language.believed import believed
from bpo.language.known import is_known
from bpo.language.lexis import Piece, fold
from bpo.language.phrasebook import words
from bpo.language.text import Text, Token, key_of
from bpo.language.types import Language
from bpo.language.unmask import Reader, stretch_of, without_marks

SHORTEST, LONGEST = 4, 30
SLASHES = re.compile(
    r"(?<![^\W_])[^\W\d_]{1,7}([/\\|+~=:;,])[^\W\d_]{1,7}(?:\1[^\W\d_]{1,7}){0,9}(?![^\W_]|[/\\:@])"
)
# A mark between two letters and a piece in brackets, without which the above and the below stand nowhere.
MARK_INSIDE = re.compile(r"[/\\|+~=:;,](?<=[^\W\d_].)[^\W\d_]")
PIECE_INSIDE = re.compile(r"[(\[{<][^\W\d_]{1,4}[)\]}>]")
BRACKETS = re.compile(
    r"(?<!\w)(?P<head>[^\W\d_]{0,12})[(\[{<](?P<inner>[^\W\d_]{1,4})[)\]}>](?P<tail>[^\W\d_]{0,12})(?!\w)"
)
STARS_BEFORE = re.compile(r"(?<![\w*#])[*•■█]{1,4}$")
STARS = re.compile(r"[*#•■█]{1,5}(?![\w*])")
VOWELS = re.compile("[aeiouyąęóаеёєиіїоуыэюя]")
ABBREVIATED = words("pls plz thx msg hrs wks yrs mrs lbs pcs mgr ltd nvm rly btw vs grn tlf bldg blvd smth")


def broken(
    text: Text,
    unknown: Sequence[Token],
    addresses: Sequence[tuple[int, int]],
    language: Language,
    forms: Reader,
) -> Iterator[Piece]:
    """Each form that stands so in a text, with its place."""
    raw = text.raw
    if MARK_INSIDE.search(raw):
        for found in SLASHES.finditer(raw):
            if not any(start < found.end() and found.start() < end for start, end in addresses):
                yield from _joined(raw, *found.span(), found.group().split(found[1]), forms)
    if PIECE_INSIDE.search(raw):
        for found in BRACKETS.finditer(raw):
            head, tail = found["head"], found["tail"]
            alone = head if not tail else tail if not head else ""
            if (head or tail) and not (alone and is_known(key_of(alone), language)):
                yield from _joined(raw, *found.span(), [head, found["inner"], tail], forms)
    for token in unknown:
        if len(token.key) <= LONGEST and "-" not in token.key:
            yield from _unknown(text, token, language, forms)


def _joined(raw: str, start: int, end: int, parts: Sequence[str], forms: Reader) -> Iterator[Piece]:
    """The parts of a word, none of which is a form by itself."""
    if any(len(part) >= SHORTEST - 1 and fold(key_of(part)) in forms for part in parts):
        return
    stretch = without_marks(stretch_of(raw, start, end))
    for one in forms.read(stretch):
        if len(one.words) == 1 and len(one.form) >= SHORTEST and not one.slack and not one.rubbed:
            yield Piece(one.form, start, end)
            return


def _unknown(text: Text, token: Token, language: Language, forms: Reader) -> Iterator[Piece]:
    """A word that nobody knows: starred out at its end, turned round, or without its vowels."""
    raw, key = text.raw, fold(token.key)
    before, after = (
        STARS_BEFORE.search(raw, max(0, token.start - 6), token.start),
        STARS.match(raw, token.end),
    )
    if (before is None) != (after is None):  # `*word*` is bold
        start, end = before.start() if before else token.start, after.end() if after else token.end
        for one in believed(forms.read(stretch_of(raw, start, end)), raw[start:end], language):
            if len(one.words) == 1 and one.rubbed and not one.slack:
                yield Piece(one.form, start, end)
                return
    if len(key) < SHORTEST - 1 or not key.isalpha() or not token.text[1:].islower():
        return
    if len(key) >= SHORTEST and key[::-1] in forms:
        yield Piece(key[::-1], token.start, token.end)
    elif not VOWELS.search(key) and key not in ABBREVIATED:
        shortest = SHORTEST - (language is Language.EN and token.text.islower())
        form = forms.with_vowels(key) if len(key) >= shortest else None
        if form and (len(key) >= SHORTEST or len(form) == SHORTEST):  # `fck`, and not `wks` for `weeks`
            yield Piece(form, token.start, token.end)
