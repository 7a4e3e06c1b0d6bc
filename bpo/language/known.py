"""Whether a word is known: to a dictionary, to the morphology, or as one that everybody can make of known ones."""

import re
from functools import cache, lru_cache
from typing import cast

from bpo.language.candidates import candidates
from bpo.language.dictionaries import dictionary, dist
from bpo.language.english_words import is_made
from bpo.language.lexicons.joined import APART, BEHIND_HYPHEN
from bpo.language.lexicons.slips import SLIPS
from bpo.language.lexicons.trade import is_trade_word, rests_of
from bpo.language.lexis import fold
from bpo.language.make_words import CAPITAL
from bpo.language.morphology import morphology
from bpo.language.polish_names import noun_of
from bpo.language.text import Text, Token
from bpo.language.types import Language

LONGEST = 48  # letters; what is longer is no word, and takes the recognisers long
LOST_APOSTROPHE = re.compile("[бпвмфр](?=[яюєї])")
# A small slip (Morfeusz has most rare words, so that a larger one tells as much in Polish); a frequent word (3.0);
# by how much the other is rarer.
SMALL, SMALL_IN_POLISH, OFTEN, RARER = 0.5, 0.6, 48, 20
USED = 36  # rank (frequency 2.25) of a word that may stand behind a beginning
FOREIGN = 56  # rank (frequency 3.5) from which an English word is at home in Polish
# What stands behind an apostrophe.
HUNG_ON = {
    Language.EN: frozenset({"s", ""}),
    Language.PL: frozenset(
        {"a", "u", "owi", "em", "ie", "y", "i", "ów", "om", "ami", "ach", "s", "e", "ego", "emu", "m"}
    ),
}
REFLEXIVE = {Language.RU: ("тся",), Language.UK: ("ться",)}  # of the third person: `начислятся`
# How an adjective ends whose stem and a vowel make the first half of another: `kulturalno-wychowawczy`.
HALVES: dict[Language, tuple[str, tuple[str, ...]]] = {
    Language.RU: ("ое", ("ый", "ий", "ой")),
    Language.UK: ("ое", ("ий", "ій")),
    Language.PL: ("o", ("y", "i", "a")),
}
# What `не`, `nie` is written together with: `неуниверсален`, `nieuniwersalny`.
DENIED: dict[Language, tuple[str, frozenset[str]]] = {
    Language.RU: ("не", frozenset({"ADJF", "ADJS", "ADVB", "PRTF"})),
    Language.UK: ("не", frozenset({"ADJF", "ADVB", "PRTF"})),
    Language.PL: ("nie", frozenset({"adj", "adv", "ppas", "pact", "ger"})),
}
SHORTEST_DENIED = 5
A_LITTLE, SHORTEST_DONE = "по", 5  # `поуговаривать`: a while of any doing
OF_SHORT = 0.48  # cost up to which a short word is taken for a slip, however many write it
ADVERBS: dict[Language, tuple[str, ...]] = {Language.RU: ("ый", "ий"), Language.UK: ("ий",)}


@lru_cache(30_000)
def is_known(key: str, language: Language) -> bool:
    """Whether any recogniser knows the word, as it is, as a name, or without what is hung on to it."""
    if len(key) > LONGEST or key in SLIPS[language] or is_wrongly_joined(key, language):
        return False
    listed = is_trade_word(key, language) or _in_dictionaries(key, language)
    return (listed and not _lacks_mark(key, language)) or _is_made_of_known(key, language)


def unknown_in(text: Text, language: Language) -> list[Token]:
    """The words of a text that nobody knows: looked up once, and asked for by several checks."""
    found = text.worked_out.get(("not known", language))
    if found is None:
        found = text.worked_out["not known", language] = [
            token for token in text.words if not is_known(token.key, language)
        ]
    return cast("list[Token]", found)


def _is_made_of_known(key: str, language: Language) -> bool:
    """A known word with something hung on to it or put before it, several with hyphens, or one made by rule."""
    stem, mark, ending = key.partition("'")
    if mark and len(stem) >= 2 and ending in HUNG_ON.get(language, ()):
        return _in_dictionaries(stem, language) or candidates(Language.EN).rank(stem) > 0
    if any(_rank_or_known(rest, language) for rest in rests_of(key, language)) or (
        key.endswith(REFLEXIVE.get(language, ())) and _is_verb(key[:-2], language)
    ):
        return True
    if language is Language.PL and _is_at_home(key):
        return True
    if "-" in key:
        return _is_of_parts(key, language)
    return (is_made(key) or _is_short_form(key)) if language is Language.EN else _is_derived(key, language)


def _is_at_home(key: str) -> bool:
    """A Polish word of English, or one that Polish makes of a noun: `śrubokręcik`."""
    if candidates(Language.EN).rank(key) >= FOREIGN:
        return True
    noun = noun_of(key)
    return noun is not None and _rank_or_known(noun, Language.PL)


def _is_of_parts(key: str, language: Language) -> bool:
    """Words that a hyphen may join."""
    *heads, last = key.split("-")
    return all(_is_part(part, language) or _is_half(part, language) for part in heads) and _is_part(
        last, language
    )


@cache
def _short_forms() -> frozenset[str]:
    return frozenset((dist() / "en-short.txt").read_text(encoding="ascii").split())


def _is_short_form(key: str) -> bool:
    """An abbreviation that people use more often than they misspell the word it is nearest to: `idk`, but not `teh`."""
    if key.removesuffix("s") in _short_forms():
        key = key.removesuffix("s")
    if key not in _short_forms():
        return False
    best = next(iter(candidates(Language.EN).near(key, most=1)), None)
    return best is None or best.cost > OF_SHORT


def is_wrongly_joined(key: str, language: Language) -> bool:
    """`во-многом`, `не-как`: a word of two or three letters and a hyphen that the language does not put there."""
    head, hyphen, tail = key.partition("-")
    if not hyphen or head not in APART.get(language, ()) or "-" in tail or tail == head:
        return False
    return not (tail.endswith(BEHIND_HYPHEN[language].get(head, ("-",))) or morphology(language).knows(key))


def _is_part(part: str, language: Language) -> bool:
    plural = language is Language.EN and part.endswith("s")  # `sit-abouts`, `how-tos`
    return (
        len(part) < 2
        or part.isdigit()
        or is_known(part, language)
        or (plural and is_known(part[:-1], language))
    )


def _is_half(part: str, language: Language) -> bool:
    """`культурно-`, `kulturalno-`: the first half of an adjective."""
    vowels, endings = HALVES.get(language, ("", ()))
    return part[-1:] in vowels and any(_in_dictionaries(part[:-1] + ending, language) for ending in endings)


def _is_derived(key: str, language: Language) -> bool:
    """What the language makes of any adjective or verb: a denial, an adverb, a while of it."""
    analyser = morphology(language)
    denial, denied = DENIED[language]
    rest = key.removeprefix(denial)
    if rest != key and len(rest) >= SHORTEST_DENIED:
        first = analyser.readings(rest)[:1]
        if first and not first[0].tags.isdisjoint(denied):
            return True
    endings = ADVERBS.get(language)
    if endings is None:
        return False
    if key.endswith("о") and any(
        "ADJF" in one.tags for ending in endings for one in analyser.readings(key[:-1] + ending)
    ):
        return True
    rest = key.removeprefix(A_LITTLE)
    return (
        rest != key
        and len(rest) >= SHORTEST_DONE
        and any(
            {"impf"} <= one.tags and not one.tags.isdisjoint({"VERB", "INFN"})
            for one in analyser.readings(rest)
        )
    )


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
