"""Other clients in a draft: by name in any form or disguise, by link, handle, tag, mail and telephone.

A name that is an ordinary word needs its capital; any other is known by its beginning, whatever hangs on it, and by
a slip of one letter where no recogniser knows the word.
"""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence

from bpo.language.believed import is_mixed
from bpo.language.known import is_known
from bpo.language.lexis import Hit, Piece, fold, pieces_of, words_of
from bpo.language.masked import Masked, odd_chunks, replaced, unknown_tokens
from bpo.language.text import Kind, Text, key_of
from bpo.language.types import Language
from bpo.language.unmask import Disguises, stretch_of
from bpo.language.wordlists import ListKind, Owner, WordList, WordLists

INNER_CAPITAL = re.compile("[a-zа-яёіїєґ][A-ZА-ЯЁІЇЄҐ]")
ONE_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
PART = re.compile(r"[^\W_][^\-‐‑_+./]{4,}")
ENDING = re.compile("['’-]?[а-яіїєґ]{1,3}")
# What stands before a name and not before an ordinary word, which would have an article.
BEFORE_A_NAME = re.compile(
    r"(?<!\w)(?:at|from|by|with|via|to|of|in|near|like|unlike|than|versus|vs|choos(?:e|ing)|chose|visit(?:ed)?|ask(?:ed)?|join(?:ed)?"
    r"|lov(?:e|ed)|call(?:ed)?|contact(?:ed)?|try|tried|us(?:e|ed|ing)|told|tell|recommend(?:ed)?|follow) $",
    re.IGNORECASE,
)
AN_ARTICLE = re.compile(r"(?<!\w)(?:an?|the|this|that|my|your|our|his|her) $", re.IGNORECASE)
BEHIND_A_NAME = re.compile(
    r"(?:['’]s)? (?:app|site|website|store|shop|team|account|voucher|code|order|orders|card|staff|help ?desk)(?!\w)",
    re.IGNORECASE,
)
ADDRESSES = {Kind.URL, Kind.EMAIL, Kind.MENTION, Kind.HASHTAG}
SHORTEST_HIDDEN = 4  # letters of a name that is believed in disguise
# Letters of a word of a name that is too short to be known by a slip.
SHORTEST_SWAPPED, LONGEST_SWAPPED = 3, 5
Span = tuple[int, int]


def foreign_names(
    text: Text,
    language: Language,
    hits: Sequence[tuple[Hit, Owner]],
    stretches: Sequence[Masked],
    lists: WordLists,
) -> list[Span]:
    """Where a text names another client, each place once."""
    guard = lists.guard
    if not guard:
        return []
    spans: list[Span] = []
    for span in (
        *_addresses(text, lists),
        *_named(
            text, [(hit, owner) for hit, owner in hits if len(hit.hidden) not in range(1, SHORTEST_HIDDEN)]
        ),
        *guard.sites_in(text.raw),
        *guard.telephones_in(text.raw),
        *guard.initialled_in(text.raw),
        *_alone(text, language, lists.of(language)),
        *_run_together(text, language, guard.joined),
        *_hung_on(text, language, lists),
        *_misspelt(text, language, stretches, lists),
    ):
        if not any(span[0] < end and start < span[1] for start, end in spans):
            spans.append(span)
    return sorted(spans)


def _named(text: Text, hits: Sequence[tuple[Hit, Owner]]) -> list[Span]:
    places = [(hit.start, hit.end) for hit, owner in hits if not owner.common or _is_named(text, hit)]
    return sorted(places, key=lambda one: (one[0] - one[1], one[0]))


def _addresses(text: Text, lists: WordLists) -> Iterator[Span]:
    guard = lists.guard
    for token in text.tokens:
        if token.kind in ADDRESSES:
            letters = "".join(char for char in fold(key_of(token.text)) if char.isalnum())
            if (
                any(name in letters for name in guard.joined)
                or guard.is_theirs(token.text)
                or guard.stands_in(text.raw, token.start, token.end)
            ):
                yield token.start, token.end


def _run_together(text: Text, language: Language, names: Sequence[str]) -> Iterator[Span]:
    """Names written in one word, or with hyphens where they have none: `BrindleOwl`, `Zel-Vora`."""
    for start, end in _strange(text, language) if names else ():
        for found in ONE_WORD.finditer(text.raw, start, end):
            if found.group().isalpha() and not INNER_CAPITAL.search(found.group()):
                continue
            letters = "".join(char for char in fold(key_of(found.group())) if char.isalnum())
            if letters in names or letters.removesuffix("s") in names:
                yield found.span()


def _strange(text: Text, language: Language) -> list[Span]:
    """What is no plain word of the language."""
    return [*odd_chunks(text), *((token.start, token.end) for token in unknown_tokens(text, language))]


def _hung_on(text: Text, language: Language, lists: WordLists) -> Iterator[Span]:
    """What begins with a name and is no word: `ZELV0RA10`, `Зельворочки`, `zelvora_support`."""
    listed, clean = lists.of(language), lists.guard.stems.clean
    for start, end in _strange(text, language):
        written = text.raw[start:end]
        if written in clean:
            continue
        if fold(key_of(written)) not in listed.known and (
            lists.guard.begins(text.raw, start, end) or _is_inside(text.raw, start, end, language, lists)
        ):
            yield start, end
        else:
            lists.guard.stems.remember_clean(written)


def _is_inside(raw: str, start: int, end: int, language: Language, lists: WordLists) -> bool:
    """Whether a name stands within a word, or begins a part of it: `антизельворский`, `куртка-3ельворка`."""
    if lists.guard.is_part_of(fold(raw[start:end].lower())):
        return True
    parts = [(part.start(), part.end()) for part in PART.finditer(raw, start, end)]
    return any(
        not is_known(key_of(raw[first:last]), language) and lists.guard.begins(raw, first, last)
        for first, last in parts[1:]
    )


def _misspelt(
    text: Text, language: Language, stretches: Sequence[Masked], lists: WordLists
) -> Iterator[Span]:
    """A name in which one letter is wrong; and the rest of a name of which one word was written in disguise."""
    listed = lists.of(language)
    meant = _meant(text, language, stretches, listed)
    begun = [*meant, *_first_words(text, listed)]
    for token in text.words if begun else ():
        near = any(0 <= token.start - end <= 2 or 0 <= start - token.end <= 2 for start, end in begun)
        if near and (token.start, token.end) not in meant:
            word = _one_word(text, (token.start, token.end), listed.names, beside=True) or _put_right(
                token.key, listed.names
            )
            if word is not None:
                meant[token.start, token.end] = word
    by_ear = dict(_by_ear(text, language, listed, meant)) if listed.framed else {}
    if not meant and not by_ear:
        return
    pieces = replaced(pieces_of(text), [Piece(word, *span) for span, word in {**by_ear, **meant}.items()])
    for hit in listed.phrases.find(pieces, text.raw):
        if hit.owner.kind is not ListKind.FOREIGN or (hit.owner.common and not _is_named(text, hit)):
            continue
        inside = [(start, end) for start, end in (*by_ear, *meant) if hit.start <= start and end <= hit.end]
        if inside and not (inside[0] in by_ear and len(words_of(hit.owner.words)) == 1):
            yield hit.start, hit.end


def _by_ear(
    text: Text, language: Language, listed: WordList, meant: Container[Span]
) -> Iterator[tuple[Span, str]]:
    """What is believed if the others of a name stand beside: words with the consonants of one, pictures of one (🦉)."""
    for start, end in text.emoji:
        name = unicodedata.name(text.raw[start], "").lower()
        if name in listed.names:
            yield (start, end), name
    for token in unknown_tokens(text, language):
        span = (token.start, token.end)
        if span not in meant and token.key not in listed.known and token.key.isalpha():
            word = listed.framed.find(fold(token.key))
            if word is not None:
                yield span, word


def _meant(text: Text, language: Language, stretches: Sequence[Masked], listed: WordList) -> dict[Span, str]:
    """Words of names that stand in the text with a slip or in disguise, by their places."""
    meant: dict[Span, str] = {}
    for start, end in _strange(text, language):
        written = text.raw[start:end]
        if written in listed.names.clean or fold(key_of(written)) in listed.known:
            continue
        letters = "".join(char for char in stretch_of(text.raw, start, end).letters if char.isalpha())
        word = _one_word(text, (start, end), listed.names) or listed.misspelt.find(letters)
        if word is None:
            listed.names.remember_clean(written)
        else:
            meant[start, end] = word
    for one in stretches:
        if len(one.readings[0]) == 1 and one.readings[0][0].key in listed.names:
            meant[one.start, one.end] = one.readings[0][0].key
    return meant


def _first_words(text: Text, listed: WordList) -> Iterator[Span]:
    """Where a long word of a name of several words stands, so that the others may be beside it."""
    if listed.long_words:
        for token in text.words:
            if token.text[:1].isupper() and fold(token.key) in listed.long_words:
                yield token.start, token.end


def _alone(text: Text, language: Language, listed: WordList) -> Iterator[Span]:
    """One long word of a name of several, with a capital, where it is no word of the language: `в Бриндле`."""
    by_place = {(token.start, token.end): token for token in text.words} if listed.long_words else {}
    for span in _first_words(text, listed):
        token = by_place[span]
        is_ours = fold(token.key) in listed.known
        if not is_ours and not text.opens_sentence(token) and not is_known(token.key, language):
            yield span


def _put_right(key: str, names: Disguises) -> str | None:
    """A short word of a name with two letters swapped, believed beside the others: `Brindle Olw`."""
    if not SHORTEST_SWAPPED <= len(key) <= LONGEST_SWAPPED:
        return None
    swapped = (f"{key[:at]}{key[at + 1]}{key[at]}{key[at + 2 :]}" for at in range(len(key) - 1))
    return next((one for one in swapped if one != key and one in names), None)


def _one_word(text: Text, span: Span, names: Disguises, *, beside: bool = False) -> str | None:
    """The word of a name that stands there, with an ending of another alphabet if need be."""
    stretch = stretch_of(text.raw, *span)
    for one in names.read(stretch) or names.read(stretch, whole=False):
        hung_on = stretch.letters[one.words[-1][2] :]
        if len(one.words) == 1 and not one.rubbed and (hung_on == "" or ENDING.fullmatch(hung_on)):
            return one.form if beside or len(one.form) >= SHORTEST_HIDDEN - 1 + one.slack else None
    return None


def _is_named(text: Text, hit: Hit) -> bool:
    """An ordinary word is somebody's name where it has a capital that no sentence gave it, stands in quotes or is masked."""
    written = text.raw[hit.start : hit.end]
    if hit.hidden and (any(map(str.isdigit, written)) or is_mixed(written)):
        return True
    if not text.raw[hit.start].isupper():
        return len(words_of(hit.owner.words)) > 1 and (
            BEFORE_A_NAME.search(text.raw, max(0, hit.start - 14), hit.start) is not None
            or (
                BEHIND_A_NAME.match(text.raw, hit.end) is not None
                and AN_ARTICLE.search(text.raw, max(0, hit.start - 6), hit.start) is None
            )
        )
    if hit.start and text.raw[hit.start - 1] in "«„“\"'":
        return True
    token = next((one for one in text.words if one.start <= hit.start < one.end), None)
    if token is None or not text.opens_sentence(token):
        return True
    inside = [one for one in text.words if hit.start < one.start < hit.end]
    return bool(inside) and all(one.text[:1].isupper() for one in inside)
