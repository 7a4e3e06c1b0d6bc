"""Where a text hides words: stretches that look odd, and what of the forms looked for they may say.

Clean text is passed over: only what mixes letters with digits, marks or another alphabet, single letters in a row,
words that no recogniser knows and pieces of words are read at all. A reading is believed where nothing innocent
explains the stretch better: a code, an abbreviation, a name, an ordinary word that the marks fit as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bpo.language.believed import ABBREVIATION, CODE, HARD, believed
from bpo.language.broken import broken
from bpo.language.candidates import SINGLE, candidates
from bpo.language.derived import made_of as derived
from bpo.language.identify import script_of
from bpo.language.known import is_known
from bpo.language.lexicons import disguises as book
from bpo.language.lexis import Hit, Phrases, Piece, fold
from bpo.language.spelling import SCRIPTS, parts_of
from bpo.language.text import Kind, Text, Token, key_of
from bpo.language.types import Language
from bpo.language.unmask import Disguises, Reader, Reading, Stretch, spans_of, stretch_of, without_marks

SHORTEST, SHORTEST_CARELESS = 3, 4
MOST_READINGS = 6  # of one stretch
MOST_DOUBTED = 24  # stretches of which more than the likeliest reading is tried; a text with more is no reply
LONGEST_TORN = 30  # letters of a word in two pieces
MOST_PIECES = 4  # into which a word was torn
RARE_PIECE = 72  # rank (frequency 4.5) under which a short word is rather a piece of one
BOUND = r"\s,;:/\\()\[\]{}\"«»„“”<>—–=&"
HEAD, TAIL = re.compile(rf" ([^{BOUND}]*[^\W_])"), re.compile(rf"(?<![^{BOUND}])([^\W_][^{BOUND}]*) $")
_PLAIN = rf"(?:[{book.LATIN_LETTERS}{book.LATIN_LETTERS.upper()}'’]+|[{book.CYRILLIC_LETTERS}{book.CYRILLIC_LETTERS.upper()}'’ʼ]+|[\d.+%-]+)"
PLAIN = re.compile(_PLAIN)
ODD = re.compile(rf"(?<![^{BOUND}])(?!{_PLAIN}?[.!?…*]*(?![^{BOUND}]))[^{BOUND}]+")
SIGNS = "@$€"  # letters among single letters
SPELT_OUT = re.compile(rf"(?<![^\W_])[^\W_](?:[\s._*\-·•|/,~]{{1,3}}(?:[^\W_]|[{SIGNS}])){{2,23}}(?![^\W_])")
STRETCHED = re.compile(r"([^\W\d_])\1\1")
OPEN_ENDS, CLOSED_ENDS = "@$€!¡¢§#|£", "@$€|£+"
APART = re.compile(r"[\s._\-·•|/,~*']")  # what stands between letters
LETTERS = re.compile(r"[^\W\d_]+")
JOINS = re.compile(r"[ \u00a0.\-_*·]{1,2}")
MARKED_KINDS = {Kind.URL, Kind.EMAIL, Kind.HASHTAG}


@dataclass(frozen=True, slots=True)
class Masked:
    """A stretch and all that it may say."""

    start: int
    end: int
    readings: tuple[tuple[Piece, ...], ...]


def masked(text: Text, language: Language, forms: Disguises) -> list[Masked]:
    """Every stretch that hides one of the forms, none in another."""
    if not forms:
        return []
    found: list[Masked] = []
    for one in _found(text, language, Reader(forms, len(text.raw))):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return found


def _found(text: Text, language: Language, forms: Reader) -> Iterator[Masked]:
    for spelt in SPELT_OUT.finditer(text.raw) if text.is_spelt_out else ():
        yield from _spelt_out(text.raw, *spelt.span(), language, forms)
    addresses = _addresses(text)
    for start, end in odd_chunks(text):
        written = text.raw[start:end]
        if forms.left <= 0:
            return
        before = forms.left
        if not forms.is_clean(written) and not any(start < last and first < end for first, last in addresses):
            found = list(_odd(text.raw, start, end, language, forms))
            yield from found
            if not found:
                forms.remember_clean(written, before)
    unknown = unknown_tokens(text, language)
    yield from _unknown_words(text, unknown, language, forms)
    for piece in broken(text, unknown, addresses, language, forms):
        yield Masked(piece.start, piece.end, ((piece,),))
    yield from _torn(text, unknown, language, forms)


def _unknown_words(text: Text, unknown: list[Token], language: Language, forms: Reader) -> Iterator[Masked]:
    for token in unknown:
        before = forms.left
        word = f"{token.text} "  # chunks, which hold no space, are read otherwise, and remembered apart
        if forms.is_clean(word) or before <= 0:
            continue
        parts = [one for one in parts_of(token) if len(one.key) >= SHORTEST]
        readable = [one for one in parts if one.key == token.key or not is_known(one.key, language)]
        if not any(forms.read(stretch_of(text.raw, one.start, one.end)) for one in readable):
            forms.remember_clean(word, before)
        for part in readable:
            yield from _careless(text, token, part.start, part.end, language, forms)


def odd_chunks(text: Text) -> list[tuple[int, int]]:
    """What stands between spaces and is no plain word or number, without the marks around it."""
    known = text.worked_out.get("odd")
    if known is None:
        cores = (core(text.raw, *one.span()) for one in ODD.finditer(text.raw))
        known = text.worked_out["odd"] = [(start, end) for start, end in cores if end - start > 1]
    assert isinstance(known, list)
    return known


def _addresses(text: Text) -> list[tuple[int, int]]:
    """Where links, addresses of mail and tags stand, which are no words."""
    return [
        (token.start, token.end)
        for token in text.tokens
        if token.kind in MARKED_KINDS and not _hangs_on(text.raw, token)
    ]


def _hangs_on(raw: str, token: Token) -> bool:
    """Whether something stands before it that makes it a part of a word: `f@#k`."""
    before = raw[token.start - 1] if token.start else " "
    return before.isalnum() or (token.kind is Kind.HASHTAG and before in "@$*!&")


def unknown_tokens(text: Text, language: Language) -> list[Token]:
    """The words of a text that no recogniser knows."""
    known = text.worked_out.get(("unknown", language))
    if known is None:
        known = text.worked_out["unknown", language] = [
            token for token in text.words if _is_unknown(token.key, language)
        ]
    assert isinstance(known, list)
    return known


@lru_cache(50_000)
def _is_unknown(key: str, language: Language) -> bool:
    return script_of(key) != SCRIPTS[language] or not is_known(key, language)


@lru_cache(5_000)
def _is_rare(key: str, language: Language) -> bool:
    """Whether a short word is rather a piece of another."""
    return (
        len(key) <= SHORTEST and key not in SINGLE[language] and candidates(language).rank(key) < RARE_PIECE
    )


def _odd(raw: str, start: int, end: int, language: Language, forms: Reader) -> Iterator[Masked]:
    """A chunk that is no plain word: the whole of it, else its parts."""
    if not any(char.isalpha() or book.plain(char).isalpha() for char in raw[start:end]):
        return
    one = _read(raw, start, end, language, forms)
    if one is not None:
        yield one
        return
    if "_" in raw[start:end] or (raw[end - 1].isdigit() and not raw[start:end].isupper()):
        for part in LETTERS.finditer(raw, start, end):  # `scam_alert`, `scam24`, which are one word to others
            key = fold(key_of(part.group()))
            if len(key) > SHORTEST and key in forms:
                yield Masked(*part.span(), ((Piece(key, *part.span()),),))
    for part in re.finditer(r"[^\-._…|+*]+", raw[start:end]):
        if part.group() != raw[start:end] and not PLAIN.fullmatch(part.group()):
            inner = _read(raw, start + part.start(), start + part.end(), language, forms)
            if inner is not None and not CODE.fullmatch(raw[start:end]):
                yield inner


def core(raw: str, start: int, end: int) -> tuple[int, int]:
    """A chunk without the marks around it."""
    while start < end and not (
        raw[start].isalnum() or raw[start] in OPEN_ENDS or book.plain(raw[start]).isalpha()
    ):
        start += 1
    while start < end and not (
        raw[end - 1].isalnum() or raw[end - 1] in CLOSED_ENDS or book.plain(raw[end - 1]).isalpha()
    ):
        end -= 1
    return start, end


def _read(raw: str, start: int, end: int, language: Language, forms: Reader) -> Masked | None:
    whole = stretch_of(raw, start, end)
    tries = [whole]
    if len(APART.findall(whole.letters)) > 1:
        tries.append(without_marks(whole))
    for stretch in tries:
        readings = [
            one for one in forms.read(stretch) if one.tricks & HARD or STRETCHED.search(stretch.letters)
        ]
        if any(one.slack for one in readings) and is_known(stretch.letters, language):
            readings = [one for one in readings if not one.slack]  # `п-о-д-е-л-к-а` says what it says
        readings = believed(readings, raw[start:end], language)
        if readings:
            return _masked(readings, stretch, start, end)
    made_of = derived(whole, raw[start:end], language, forms)
    return Masked(start, end, ((Piece(made_of, start, end),),)) if made_of else None


def _masked(readings: Iterable[Reading], stretch: Stretch, start: int, end: int) -> Masked:
    return Masked(
        start, end, tuple(tuple(Piece(*word) for word in spans_of(one, stretch)) for one in readings)
    )


def _careless(
    text: Text, token: Token, start: int, end: int, language: Language, forms: Reader
) -> Iterator[Masked]:
    """A word that nobody knows: stretched, without its marks, as it sounds, or in the other alphabet."""
    written = text.raw[start:end]
    stretch = stretch_of(text.raw, start, end)
    readings = forms.read(stretch)
    if not readings:
        return
    held = STRETCHED.search(stretch.letters) is not None
    named = written[:1].isupper() and written[1:].islower() and not text.opens_sentence(token)
    kept = []
    for one in believed(readings, written, language):
        soft = not one.tricks & HARD
        if soft and ((named and not held) or _is_too_short(one, held=held)):
            continue
        if one.slack and _is_known_beside(written, language):
            continue
        kept.append(one)
    if kept:
        least = kept[0].slack
        yield _masked([one for one in kept if one.slack == least], stretch, start, end)


def _is_too_short(reading: Reading, *, held: bool) -> bool:
    """Whether so short a word may as well be another, spelt so carelessly."""
    length = len(reading.form)
    if not reading.slack:
        return length < (SHORTEST if held else SHORTEST_CARELESS)
    repeats = bool(reading.tricks & book.REPEAT)
    return length < SHORTEST_CARELESS + (repeats and not held) + 2 * (reading.slack > 1)


def _is_known_beside(written: str, language: Language) -> bool:
    """Whether a word is one of the other language of this alphabet."""
    beside = {Language.RU: Language.UK, Language.UK: Language.RU, Language.PL: Language.EN}.get(language)
    return beside is not None and candidates(beside).rank(fold(written.lower())) > 0


def _spelt_out(raw: str, start: int, end: int, language: Language, forms: Reader) -> Iterator[Masked]:
    """Single letters in a row: all of them, or all but words of one letter around."""
    written = raw[start:end]
    if ABBREVIATION.fullmatch(written):
        return
    at = [place for place in range(start, end) if raw[place].isalnum() or raw[place] in SIGNS]
    for first, place in enumerate(at):
        if first and not all(raw[one].lower() in SINGLE[language] for one in at[:first]):
            break
        for last in range(len(at) - 1, first + 1, -1):
            rest = at[last + 1 :]
            if rest and not all(raw[one].lower() in SINGLE[language] for one in rest):
                break
            stretch = without_marks(stretch_of(raw, place, at[last] + 1), SIGNS)
            readings = [one for one in forms.read(stretch) if not one.slack]
            readings = [
                one
                for one in readings
                if len(one.form) >= SHORTEST
                and not (any(map(str.isdigit, written)) and CODE.fullmatch(written))
            ]
            if readings:
                yield _masked(readings, stretch, place, at[last] + 1)
                return


def _torn(text: Text, unknown: list[Token], language: Language, forms: Reader) -> Iterator[Masked]:
    """A word torn in pieces, one of which is no word: `ста вка`, `ха ля ва`; of two, either may be disguised."""
    tokens, strange = text.words, {token.start for token in unknown}
    for at, token in enumerate(tokens):
        if token.start not in strange and (len(token.key) > SHORTEST or not _is_rare(token.key, language)):
            continue
        for first in range(max(0, at - MOST_PIECES + 1), at + 1):
            for last in range(max(first + 1, at), min(len(tokens), first + MOST_PIECES)):
                run = tokens[first : last + 1]
                joined = fold("".join([one.key for one in run]))
                if (
                    len(joined) > SHORTEST
                    and joined in forms
                    and _is_torn(text.raw, run)
                    and not _stands_openly(run, forms)
                ):
                    piece = Piece(joined, run[0].start, run[-1].end)
                    yield Masked(piece.start, piece.end, ((piece,),))
    spans = sorted({*odd_chunks(text), *((token.start, token.end) for token in unknown)})
    for start, end in spans:
        before = TAIL.search(text.raw, max(0, start - LONGEST_TORN), start)
        for chunk in (before, HEAD.match(text.raw, end)):
            if chunk is not None:
                yield from _torn_in_two(
                    text.raw, min(start, chunk.start(1)), max(end, chunk.end(1)), language, forms
                )


def _is_torn(raw: str, run: Sequence[Token]) -> bool:
    """Whether pieces follow each other as those of one word do."""
    return all(JOINS.fullmatch(raw, one.end, other.start) for one, other in pairwise(run)) and not any(
        one.text[:1].isupper() and one.text[1:].islower() and one.text[1:] for one in run[1:]
    )


def _stands_openly(run: Sequence[Token], forms: Reader) -> bool:
    return any(len(one.key) >= SHORTEST and fold(one.key) in forms for one in run)


def _torn_in_two(raw: str, start: int, end: int, language: Language, forms: Reader) -> Iterator[Masked]:
    written = raw[start:end]
    before = forms.left
    if end - start > LONGEST_TORN or before <= 0 or forms.is_clean(written):
        return
    one, other = written.split(" ", 1)
    if any(len(half) >= SHORTEST and fold(half.lower()) in forms for half in (one, other)):
        return
    if other[:1].isupper() and other[1:].islower() and not _is_unknown(key_of(one), language):
        return  # `z Elvora`: a word and a name
    stretch = without_marks(stretch_of(raw, start, end))
    readings = [
        one
        for one in believed(forms.read(stretch), written, language)
        if len(one.words) == 1 and len(one.form) > SHORTEST_CARELESS and not one.slack
    ]
    if readings:
        yield _masked(readings, stretch, start, end)
    else:
        forms.remember_clean(written, before)


def replaced(pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """The words of a text with others in their places."""
    kept = [
        piece
        for piece in pieces
        if not any(piece.start < one.end and one.start < piece.end for one in others)
    ]
    return sorted([*kept, *others], key=lambda one: one.start)


def hidden_hits(
    phrases: Phrases, pieces: Sequence[Piece], stretches: Sequence[Masked], raw: str, known: Sequence[Hit]
) -> list[Hit]:
    """What is found when the disguised stretches are read as what they may say."""
    first = {at: one.readings[0] for at, one in enumerate(stretches)}
    ways = [first] + [
        {**first, at: reading}
        for at, one in enumerate(stretches[:MOST_DOUBTED])
        for reading in one.readings[1:MOST_READINGS]
    ]
    found: dict[tuple[int, int, int], Hit] = {}
    for way in ways:
        read = replaced(pieces, [piece for reading in way.values() for piece in reading])
        for hit in phrases.find(read, raw):
            hides = any(hit.start < one.end and one.start < hit.end for one in stretches)
            if hides and not any(
                hit.owner is one.owner and one.start <= hit.start and hit.end <= one.end for one in known
            ):
                said = " ".join(one.key for one in read if hit.start <= one.start and one.end <= hit.end)
                found.setdefault(
                    (id(hit.owner), hit.start, hit.end), Hit(hit.owner, hit.start, hit.end, said)
                )
    return list(found.values())
