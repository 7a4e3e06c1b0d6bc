"""Misspelt words: those that neither the dictionary nor the morphology knows, and that are no name.

A false alarm costs more trust than a missed slip, so whatever may be a name, a code or a quotation is let
through, and a word at the head of a sentence is only doubted where it is close to a word people use.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bpo.language.called import is_called
from bpo.language.candidates import FAR, SINGLE, Candidate, Candidates, candidates
from bpo.language.compiled import Compiled
from bpo.language.confusing import confusions
from bpo.language.dictionaries import dictionary
from bpo.language.english_words import is_made
from bpo.language.identify import CYRILLIC, LATIN, script_of
from bpo.language.lexicons.slips import SLIPS
from bpo.language.lexicons.trade import is_trade_word, rests_of
from bpo.language.lexis import fold
from bpo.language.make_words import CAPITAL, LETTERS
from bpo.language.morphology import morphology
from bpo.language.phrasebook import words
from bpo.language.polish_names import noun_of
from bpo.language.profanity import swearing
from bpo.language.ranking import ranked
from bpo.language.script import is_mixed
from bpo.language.text import Text, Token, key_of
from bpo.language.types import N_, Context, Finding, Language

UNKNOWN = N_("This word is not in the dictionary.")
MEANT = N_("Perhaps “%(word)s” was meant.")
PERHAPS = N_("This word is not in the dictionary; perhaps “%(word)s” was meant.")
SCRIPTS = {Language.RU: CYRILLIC, Language.UK: CYRILLIC, Language.PL: LATIN, Language.EN: LATIN}
SHORTEST = 3
SHORT_PART = 4  # letters of what stands before a hyphen and need be no word
FOREIGN_READ, FOREIGN_LEAST = 40, 5  # words read to tell a language that is none of ours, and the fewest
LOST_APOSTROPHE = re.compile("[бпвмфр](?=[яюєї])")
SHOWN = 5
RANKED = 40  # candidates that are weighed against each other
SUGGESTED_FOR = 12  # words of one text; one with more is in no language of ours
NAME_LIKE = 0.6  # cost up to which a capitalised word is taken for a slip
# Penalty up to which one at the head of a sentence is: a long word, one that a comma follows, a short word.
DOUBTFUL, CALLED, BRIEF = 2.6, 1.0, 0.6
LONG = 7  # letters that few names have
# Days and months are written with a capital and misspelt all the same.
CALENDAR = words(
    "monday tuesday wednesday thursday saturday january february september october november december"
)
OF_LABEL = 0.3  # penalty up to which a word alone in quotation marks, as a button's name is, is taken for one
OF_CALENDAR = 1.6  # cost up to which a capitalised word is taken for a slip of one of them
OPENING, CLOSING = "„“\"«‚'‘”", "”“\"»'’"
IBAN_HEAD = re.compile(r"(?<!\w)[A-Z]{2}\d{2} ?$")
# A small slip (Morfeusz has most rare words, so that a larger one tells as much in Polish); a frequent word (3.0);
# by how much the other is rarer.
SMALL, SMALL_IN_POLISH, OFTEN, RARER = 0.5, 0.9, 48, 20
USED = 36  # rank (frequency 2.25) of a word that may stand behind a beginning
FOREIGN = 56  # rank (frequency 3.5) from which an English word is at home in Polish
JOINED = 64  # rank from which two words in one were meant as two
SHORT_HALF = 8  # a half of one or two letters must be more frequent by this
# What stands behind an apostrophe.
HUNG_ON = {
    Language.EN: frozenset({"s", ""}),
    Language.PL: frozenset(
        {"a", "u", "owi", "em", "ie", "y", "i", "ów", "om", "ami", "ach", "s", "e", "ego", "emu", "m"}
    ),
}
HYPHENED = {
    Language.RU: frozenset({"то", "либо", "нибудь", "таки", "ка", "по", "кое", "из", "во", "в"}),
    Language.UK: frozenset({"то", "будь", "небудь", "таки", "по", "казна"}),
    Language.PL: frozenset[str](),
    Language.EN: frozenset({"re", "co"}),
}
VOWEL = re.compile(r"[aeiouyаеєиіїоуыэюяąęó]")
HYPHEN, SPLIT = 0.3, 0.9  # what a forgotten hyphen costs, and a forgotten space


REFLEXIVE = {Language.RU: ("тся",), Language.UK: ("ться",)}  # of the third person: `начислятся`


@dataclass(frozen=True, slots=True)
class Word:
    """A word to look up: a token, or a part of one with a hyphen."""

    start: int
    end: int
    text: str
    key: str


def check_spelling(text: Text, language: Language, compiled: Compiled, context: Context) -> Iterable[Finding]:
    """Words that nobody knows."""
    severity = compiled.rules.style.spelling
    if severity is None:
        return
    quoted = {fold(token.key) for token in Text(context.reply_to).words} if context.reply_to else frozenset()
    if is_foreign(text, language):
        return  # every word would be unknown; `wrong_language` says it once
    for slip in confusions(text, language, lambda key: is_known(key, language)):
        written = text.raw[slip.start : slip.end]
        meant = dress(slip.meant, written)
        yield Finding("spelling", severity, slip.start, slip.end, written, MEANT, {"word": meant}, (meant,))
    for count, word in enumerate(
        unknown_words(
            text,
            language,
            compiled.lists.of(language).known | quoted | set(compiled.lists.joined_foreign_names),
        )
    ):
        if any(start <= word.start < end for start, end in swearing(text, language)):
            continue  # said already, by its own rule
        beside = text.beside(word.start, word.end)
        found = suggest(word.key, language, *beside) if count < SUGGESTED_FOR else ()
        shown = tuple(dress(one, word.text) for one in found)
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


def unknown_words(text: Text, language: Language, allowed: Iterable[str] = frozenset()) -> Iterator[Word]:
    """The words of a text that are misspelt as far as anybody can know."""
    innocent = allowed if isinstance(allowed, (set, frozenset)) else frozenset(allowed)
    for token in text.words:
        if fold(token.key) in innocent or is_known(token.key, language) or is_beyond(text, token, language):
            continue
        for word in parts_of(token):
            if fold(word.key) in innocent or len(word.key) < SHORTEST or is_known(word.key, language):
                continue
            if len(word.key) <= SHORT_PART and word.end < token.end:
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
    keys = [token.key for token in text.words[:FOREIGN_READ]]
    strange = sum(not _is_ours(key) for key in keys)
    if strange * 2 > len(keys):
        return True
    if len(keys) < FOREIGN_LEAST:
        return False
    unknown = sum(
        not token.text[:1].isupper() and len(token.key) >= SHORTEST and not is_known(token.key, language)
        for token in text.words[:FOREIGN_READ]
        if script_of(token.key) == SCRIPTS[language]
    )
    return unknown * 2 > len(keys)


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
    if len(token.key) < SHORTEST or any(char.isdigit() or char == "_" for char in letters):
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


def _shouted(text: Text, token: Token) -> bool:
    """Whether a word in capitals is one of several that were shouted, so that it is no abbreviation or code."""
    if len(token.key) <= SHORTEST:
        return False
    run: list[Token] = []
    for word in text.words:
        if word.text.isupper():
            run.append(word)
        elif token in run:
            break
        else:
            run = []
    long = [word.key for word in run if len(word.key) > SHORTEST]
    return token in run and len(long) > 1 and _is_said(token, long)


def _is_said(token: Token, run: list[str]) -> bool:
    """Whether a run of capitals is speech and not a list of codes: it has a vowel here and a common word elsewhere."""
    if VOWEL.search(token.key) is None:
        return False
    words_of = candidates(Language.EN) if token.key.isascii() else None
    return words_of is None or any(words_of.rank(key) >= OFTEN for key in run if key != token.key)


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
    best = next(iter(_near(word.key, language)), None)
    if best is None or best.rank & CAPITAL or is_name(word.key, language):
        return not _is_usual_slip(text, token, word, best, language)
    if text.opens_sentence(token):
        called = text.raw[token.end : token.end + 1] in {",", "!"}  # `Айгуль, добрый день`
        allowed = BRIEF if len(word.key) < LONG else CALLED if called else DOUBTFUL
        far = best.penalty > allowed
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


@lru_cache(30_000)
def is_known(key: str, language: Language) -> bool:
    """Whether any recogniser knows the word, as it is, as a name, or without what is hung on to it."""
    if key in SLIPS[language]:
        return False
    listed = is_trade_word(key, language) or _in_dictionaries(key, language)
    return (listed and not _lacks_mark(key, language)) or _is_made_of_known(key, language)


def _is_made_of_known(key: str, language: Language) -> bool:
    """A known word with something hung on to it or put before it, several with hyphens, or one of English."""
    stem, mark, ending = key.partition("'")
    if mark and len(stem) >= 2 and ending in HUNG_ON.get(language, ()):
        return _in_dictionaries(stem, language) or candidates(Language.EN).rank(stem) > 0
    if language is Language.PL and candidates(Language.EN).rank(key) >= FOREIGN:
        return True
    if any(_rank_or_known(rest, language) for rest in rests_of(key, language)) or (
        key.endswith(REFLEXIVE.get(language, ())) and _is_verb(key[:-2], language)
    ):
        return True
    if language is Language.PL and (noun := noun_of(key)) is not None and _rank_or_known(noun, language):
        return True  # `śrubokręcik`
    if "-" in key:
        return all(len(part) < 2 or part.isdigit() or is_known(part, language) for part in key.split("-"))
    return language is Language.EN and is_made(key)


def _is_verb(key: str, language: Language) -> bool:
    """Whether it is a form of a verb, so that it is one with `ся` as well."""
    return any({"VERB", "3per"} <= one.tags for one in morphology(language).readings(key))


def _lacks_mark(key: str, language: Language) -> bool:
    """A Ukrainian word whose apostrophe is missing, although a dictionary has it that way too."""
    if language is not Language.UK or (found := LOST_APOSTROPHE.search(key)) is None:
        return False
    words = candidates(language)
    return words.rank(f"{key[: found.end()]}'{key[found.end() :]}") > words.rank(key)


def _rank_or_known(rest: str, language: Language) -> bool:
    """What stands behind a beginning must be a word that people use: `re` and `corde` make no word."""
    return candidates(language).rank(rest) >= USED and _in_dictionaries(rest, language)


def _in_dictionaries(key: str, language: Language) -> bool:
    known = dictionary(language)
    if known.knows(key) or known.knows(key.capitalize()):  # a place in small letters is no slip worth a word
        return True
    return morphology(language).knows(key) and not _is_doubtful(key, language)


@lru_cache(10_000)
def is_name(key: str, language: Language) -> bool:
    """Whether the word is known with a capital."""
    name = key.capitalize()
    return dictionary(language).knows(name) or morphology(language).knows(name)


def _is_doubtful(key: str, language: Language) -> bool:
    """A form that the morphology alone has and nobody writes, a small slip away from one that many do."""
    words = candidates(language)
    rank = words.rank(key)
    if rank >= OFTEN:
        return False
    small = SMALL_IN_POLISH if language is Language.PL else SMALL
    return any(
        one.cost <= small
        and one.rank & ~CAPITAL >= max(OFTEN, rank + RARER)
        and not one.rank & CAPITAL
        and fold(one.word) != fold(key)
        and one.word[:-1] != key[:-1]  # another ending of the same word
        for one in words.near(key, most=3)
    )


@lru_cache(5_000)
def suggest(key: str, language: Language, before: str = "", after: str = "") -> tuple[str, ...]:
    """What was meant, the likeliest first; the words beside it tell between two that are as near."""
    near = ranked(key, _near(key, language)[:RANKED], language, before, after)
    found = [one.word.capitalize() if one.rank & CAPITAL else one.word for one in near]
    usual = SLIPS[language].get(key)
    return tuple(dict.fromkeys([*([usual] if usual else []), *found]))[:SHOWN]


@lru_cache(2_000)
def _near(key: str, language: Language) -> tuple[Candidate, ...]:
    return near_in(candidates(language), key)


def near_in(words: Candidates, key: str) -> tuple[Candidate, ...]:
    """Known words near this one, two words or with a hyphen too, by what the way there costs and how frequent they are."""
    language = words.language
    found = {one.word: one for one in words.near(key)}
    for shorter in _without_repeats(key):
        for one in words.near(shorter, most=10):
            dearer = Candidate(one.word, one.cost + 0.3, one.rank)
            if one.word not in found or found[one.word].cost > dearer.cost:
                found[one.word] = dearer
    if not found or min(one.cost for one in found.values()) > 0.8:
        for one in _rare_forms(key, language):
            found.setdefault(one.word, one)
    for one in _two_words(key, language):
        found.setdefault(one.word, one)
    return tuple(sorted((one for one in found.values() if one.cost <= FAR), key=lambda one: one.penalty))


def _without_repeats(key: str) -> Iterator[str]:
    """The word with letters held down let go: `приивееет`, `спасибооо`."""
    once = "".join(char for at, char in enumerate(key) if key[max(0, at - 2) : at] != char * 2)
    single = "".join(char for at, char in enumerate(key) if not at or key[at - 1] != char)
    yield from {once, single} - {key}


def _rare_forms(key: str, language: Language) -> Iterator[Candidate]:
    """Known words one edit away that are too rare for the list."""
    letters, knows = LETTERS[language].replace("-", ""), morphology(language).knows
    if language is Language.EN:
        knows = dictionary(language).knows
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        tries = [(head + letter + tail, 0.9) for letter in letters]
        if tail:
            tries.append((head + tail[1:], 0.95))
            tries += [(head + letter + tail[1:], 1.0) for letter in letters]
        if len(tail) > 1:
            tries.append((head + tail[1] + tail[0] + tail[2:], 0.7))
        for word, cost in tries:
            if word != key and len(word) > 2 and knows(word):
                yield Candidate(word, cost, 8)


def _two_words(key: str, language: Language) -> Iterator[Candidate]:
    """Two words written as one, or without their hyphen."""
    words = candidates(language)
    for at in range(1, len(key)):
        head, tail = key[:at], key[at:]
        hyphened = head in HYPHENED[language] or tail in HYPHENED[language]
        if hyphened and dictionary(language).knows(f"{head}-{tail}"):
            yield Candidate(f"{head}-{tail}", HYPHEN, min(words.rank(head), words.rank(tail)))
        if min(len(head), len(tail)) == 1 and (head if len(head) == 1 else tail) not in SINGLE[language]:
            continue
        rank = min(words.rank(part) - (0 if len(part) > 2 else SHORT_HALF) for part in (head, tail))
        if rank >= JOINED:
            yield Candidate(f"{head} {tail}", SPLIT, rank)


def dress(suggestion: str, written: str) -> str:
    """A suggestion in the capitals of what was written."""
    if written.isupper() and len(written) > 1:
        return suggestion.upper()
    return suggestion[:1].upper() + suggestion[1:] if written[:1].isupper() else suggestion
