"""Misspelt words: those that neither the dictionary nor the morphology knows, and that are no name.

A false alarm costs more trust than a missed slip, so whatever may be a name, a code or a quotation is let
through, and a word at the head of a sentence is only doubted where it is close to a word people use.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast

from bpo.language.called import is_called
from bpo.language.candidates import Candidate, candidates
from bpo.language.compiled import Compiled
from bpo.language.confusing import confusions
from bpo.language.hasty import doubled, unspaced
from bpo.language.identify import CYRILLIC, LATIN, script_of
from bpo.language.known import OFTEN, is_known, is_name, is_wrongly_joined, unknown_in
from bpo.language.layouts import mistyped
from bpo.language.lexicons.slips import SLIPS
from bpo.language.lexis import fold
from bpo.language.make_words import CAPITAL
from bpo.language.phrasebook import words
from bpo.language.profanity import swearing
from bpo.language.script import is_mixed
from bpo.language.suggesting import dress, near, suggest
from bpo.language.text import Text, Token, key_of
from bpo.language.types import N_, Context, Finding, Language, Policy, Severity
from bpo.language.yo import spelt

UNKNOWN = N_("This word is not in the dictionary.")
MEANT = N_("Perhaps “%(word)s” was meant.")
PERHAPS = N_("This word is not in the dictionary; perhaps “%(word)s” was meant.")
LAYOUT = N_("Typed with the keyboard set to another language; perhaps “%(word)s” was meant.")
TWICE = N_("The same word twice; perhaps “%(word)s” was meant.")
UNSPACED = N_("A space is missing: “%(word)s”.")
SCRIPTS = {Language.RU: CYRILLIC, Language.UK: CYRILLIC, Language.PL: LATIN, Language.EN: LATIN}
SHORTEST = 3
PART = re.compile(r"[\w'’-]+")
# Letters of a neighbour's alphabet, which no word of the language has, however short: `мы` in Ukrainian.
NEIGHBOURS = {Language.RU: frozenset("іїєґ"), Language.UK: frozenset("ыэъё")}
# What hangs on to a word with a hyphen, however short the word is: `фсе-таки`.
LEANING = {
    Language.RU: ("-то", "-таки", "-либо", "-нибудь", "-ка"),
    Language.UK: ("-то", "-таки", "-небудь"),
    Language.PL: (),
    Language.EN: (),
}
LONGEST_WORD = 48  # letters; what is longer is no word
SHORT_PART = 4  # letters of what stands before a hyphen and need be no word
FOREIGN_READ, FOREIGN_LEAST = 40, 5  # words read to tell a language that is none of ours, and the fewest
SUGGESTED_FOR = 12  # words of one text; one with more is in no language of ours
NAME_LIKE = 0.45  # cost up to which a capitalised word is taken for a slip
# Penalty up to which one at the head of a sentence is: a long word, one that a comma follows, a short word.
DOUBTFUL, CALLED, BRIEF = 2.6, 1.0, 0.6
LONG = 7  # letters that few names have
VERY_LONG, OF_VERY_LONG = 10, 2.2  # and hardly any: all that is so near a word is a slip of it
# Days and months are written with a capital and misspelt all the same.
CALENDAR = words(
    "monday tuesday wednesday thursday saturday january february september october november december"
)
OF_LABEL = 0.3  # penalty up to which a word alone in quotation marks, as a button's name is, is taken for one
OF_CALENDAR = 1.6  # cost up to which a capitalised word is taken for a slip of one of them
OPENING, CLOSING = "„“\"«‚'‘”", "”“\"»'’"
IBAN_HEAD = re.compile(r"(?<!\w)[A-Z]{2}\d{2} ?$")
VOWEL = re.compile(r"[aeiouyаеєиіїоуыэюяąęó]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word to look up: a token, or a part of one with a hyphen."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Innocent:
    """What is no slip whatever the dictionaries say: long lists of one rule set, and what one text brings along.

    Asked one after the other: to unite them would copy thousands of forms at every check.
    """

    listed: frozenset[str]
    others: Container[str]

    def __contains__(self, key: object) -> bool:
        return key in self.listed or key in self.others


def check_spelling(text: Text, language: Language, compiled: Compiled, context: Context) -> Iterable[Finding]:
    """Words that nobody knows."""
    style = compiled.rules.style
    severity = style.spelling
    if severity is None:
        return
    yo = style.yo if language is Language.RU else None
    quoted = {fold(token.key) for token in Text(context.reply_to).words} if context.reply_to else frozenset()
    others = quoted | set(compiled.lists.joined_foreign_names)
    known = Innocent(compiled.lists.of(language).spelt, others)
    spoken = compiled.rules.languages
    mistyped_at = [
        one
        for one in mistyped(text, language, spoken)
        if fold(text.raw[one[0] : one[1]].lower()) not in known
    ]
    yield from _slips(text, severity, LAYOUT, mistyped_at, yo)
    if is_foreign(text, language):
        return  # every word would be unknown; `wrong_language` says it once
    slips = list(confusions(text, language, lambda key: is_known(key, language)))
    for slip in slips:
        found = [(slip.start, slip.end, slip.meant)]
        yield from _slips(text, Severity.INFO if slip.mild else severity, MEANT, found, yo)
    yield from _slips(text, severity, TWICE, doubled(text, language), yo)
    parted = [
        one
        for one in unspaced(text, language)
        if not any(fold(part) in known for part in PART.findall(one[2].lower()))
    ]
    yield from _slips(text, severity, UNSPACED, parted, yo)
    said = [(start, end) for start, end, _ in mistyped_at] + [(slip.start, slip.end) for slip in slips]
    said += swearing(text, language)
    for count, word in enumerate(unknown_words(text, language, known)):
        if any(start <= word.start < end for start, end in said):
            continue  # said already, by its own rule
        suggested = (
            suggest(word.key, language, *text.beside(word.start, word.end)) if count < SUGGESTED_FOR else ()
        )
        shown = tuple(dict.fromkeys(spelt(dress(one, word.text), yo) for one in suggested))
        yield Finding(
            "spelling",
            severity,
            word.start,
            word.end,
            word.text,
            PERHAPS if shown else UNKNOWN,
            {"word": shown[0]} if shown else {},
            shown,
        )


def _slips(
    text: Text, severity: Severity, message: str, found: Iterable[tuple[int, int, str]], yo: Policy | None
) -> Iterator[Finding]:
    """What was written and is not meant, with what is."""
    for start, end, meant in found:
        written = text.raw[start:end]
        shown = spelt(dress(meant, written), yo)
        yield Finding("spelling", severity, start, end, written, message, {"word": shown}, (shown,))


def unknown_words(text: Text, language: Language, innocent: Container[str] = frozenset()) -> Iterator[Word]:
    """The words of a text that are misspelt as far as anybody can know."""
    for token in unknown_in(text, language):
        if len(token.key) > LONGEST_WORD or fold(token.key) in innocent:
            continue
        if is_beyond(text, token, language):
            continue
        if is_wrongly_joined(token.key, language):
            yield Word(token.start, token.end, token.text, token.key)
            continue
        for word in parts_of(token):
            if fold(word.key) in innocent or is_short(word.key, language) or is_known(word.key, language):
                continue
            if (
                len(word.key) <= SHORT_PART
                and word.end < token.end
                and not token.key.endswith(LEANING[language])
            ):
                continue  # `pre-order`
            if not may_be_name(text, token, word, language):
                yield word


def is_foreign(text: Text, language: Language) -> bool:
    """Whether most of it is in no language that we know, or in none of its script."""
    known = text.worked_out.get(("foreign", language))
    if known is None:
        known = text.worked_out["foreign", language] = _is_foreign(text, language)
    return bool(known)


def _is_foreign(text: Text, language: Language) -> bool:
    words = text.words[:FOREIGN_READ]
    strange = sum([not _is_ours(token.key) for token in words])
    if strange * 2 > len(words):
        return True
    if len(words) < FOREIGN_LEAST:
        return False
    unknown = sum(
        not token.text[:1].isupper()
        and len(token.key) >= SHORTEST
        and script_of(token.key) == SCRIPTS[language]
        for token in unknown_in(text, language)
        if token.start <= words[-1].start
    )
    return unknown * 2 > len(words)


@lru_cache(50_000)
def _is_ours(key: str) -> bool:
    """Whether a word is in Latin or Cyrillic letters."""
    return any(char <= "\u024f" or "\u0400" <= char <= "\u04ff" for char in key if char.isalpha())


def is_beyond(text: Text, token: Token, language: Language) -> bool:
    """What is no word of the language: a code, an abbreviation, another script, part of an address."""
    raw, letters = text.raw, token.text
    before = raw[token.start - 1] if token.start else " "
    after = raw[token.end] if token.end < len(raw) else " "
    beyond = raw[token.end + 1] if token.end + 1 < len(raw) else " "
    if is_short(token.key, language) or any(char.isdigit() or char == "_" for char in letters):
        return True
    if before.isdigit() or before in "^~\\_@#$%&=" or after in "\\_@=":
        return True
    if (after == "." and beyond.isalnum()) or (
        before == "." and raw[token.start - 2 : token.start - 1].isalnum()
    ):
        return True  # an address or a file
    if script_of(token.key) != SCRIPTS[language] or is_mixed(token.key):
        return True
    if any(char.isupper() for char in letters[1:]):
        return not (letters.isupper() and _shouted(text, token)) or bool(
            IBAN_HEAD.search(raw, max(0, token.start - 6), token.start)
        )
    return after == "." and len(token.key) <= 4 and not text.closes_sentence(token)


def is_short(key: str, language: Language) -> bool:
    """Whether a word is too short to be judged."""
    return len(key) < SHORTEST and (
        len(key) < SHORTEST - 1 or NEIGHBOURS.get(language, frozenset()).isdisjoint(key)
    )


def _shouted(text: Text, token: Token) -> bool:
    """Whether a word in capitals is one of several that were shouted, so that it is no abbreviation or code."""
    if len(token.key) <= SHORTEST:
        return False
    runs = cast("dict[int, Run] | None", text.worked_out.get("shouted"))
    if runs is None:
        text.worked_out["shouted"] = runs = _runs(text)
    run = runs.get(token.start)
    return run is not None and len(run.keys) > 1 and _is_said(token, run)


class Run:
    """Words in capitals one after another: the keys of those that are long enough to be words."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    @cached_property
    def common(self) -> frozenset[str]:
        """Those that are common English words."""
        rank = candidates(Language.EN).rank
        return frozenset(key for key in set(self.keys) if rank(key) >= OFTEN)


def _runs(text: Text) -> dict[int, Run]:
    """The run that each word in capitals is in, by where the word begins."""
    found: dict[int, Run] = {}
    run = Run()
    for word in text.words:
        if not word.text.isupper():
            run = Run()
            continue
        found[word.start] = run
        if len(word.key) > SHORTEST:
            run.keys.append(word.key)
    return found


def _is_said(token: Token, run: Run) -> bool:
    """Whether a run of capitals is speech and not a list of codes: it has a vowel here and a common word elsewhere."""
    if VOWEL.search(token.key) is None:
        return False
    return not token.key.isascii() or bool(run.common - {token.key})


def parts_of(token: Token) -> Iterator[Word]:
    """The word, or its parts between hyphens."""
    text = token.text.replace("\u2011", "-")
    start = 0
    for part in text.split("-"):
        yield Word(
            token.start + start,
            token.start + start + len(part),
            token.text[start : start + len(part)],
            key_of(part),
        )
        start += len(part) + 1


def may_be_name(text: Text, token: Token, word: Word, language: Language) -> bool:
    """A word with a capital that is not close enough to a common word to be a slip of it."""
    if not word.text[:1].isupper() or (len(word.text) > 1 and word.text.isupper()):
        return False
    if is_called(text.raw, token):
        return True
    best = next(iter(near(word.key, language)), None)
    if best is None or best.rank & CAPITAL or is_name(word.key, language):
        return not _is_usual_slip(text, token, word, best, language)
    if text.opens_sentence(token):
        called = text.raw[token.end : token.end + 1] in {",", "!"}  # `Айгуль, добрый день`
        allowed = BRIEF if len(word.key) < LONG else CALLED if called else DOUBTFUL
        far = best.penalty > allowed and (called or len(word.key) < VERY_LONG or best.cost > OF_VERY_LONG)
    else:
        far = best.cost > NAME_LIKE
    return far and not _is_usual_slip(text, token, word, best, language)


def _is_usual_slip(text: Text, token: Token, word: Word, best: Candidate | None, language: Language) -> bool:
    """A slip in spite of its capital: a listed one at the head of a sentence, of a day or month, of a button."""
    if text.opens_sentence(token) and word.key in SLIPS[language]:
        return True
    if best is None or is_name(word.key, language):
        return False
    if best.word in CALENDAR and best.cost <= OF_CALENDAR:
        return True
    quoted = text.raw[max(0, token.start - 1) : token.start], text.raw[token.end : token.end + 1]
    is_label = all(quoted) and quoted[0] in OPENING and quoted[1] in CLOSING
    return is_label and len(word.key) >= LONG and best.penalty <= OF_LABEL and not best.rank & CAPITAL
