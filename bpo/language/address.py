"""How the customer is addressed: politely where the guide asks for it, closely where it asks for that.

All signs of the wrong address in a reply are one finding, from the first to the last, and its suggestion puts
every one of them right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bpo.language.compiled import Compiled
from bpo.language.morphology import Morfeusz, Pymorphy, Reading, morphology
from bpo.language.phrasebook.pronouns import (
    BE_GOOD,
    CASUAL_ENGLISH,
    CLOSE,
    NEVER_SAID,
    OF_A_PLACE,
    POLISH_ENDINGS,
    POLISH_POLITE,
    POLITE,
    SAID_TO_NOBODY,
    SURELY_SAID,
)
from bpo.language.sayings import Sayings
from bpo.language.text import Text, Token
from bpo.language.types import N_, Context, Finding, Language, Policy, Severity
from bpo.language.yo import spelt

TOO_CLOSE = N_("The brand addresses its customers formally.")
TOO_FORMAL = N_("The brand addresses its customers informally.")
LIKELY = 0.85
SHORTEST = 3  # `см` is centimetres, not “see”
AGREES_WITHIN = 4  # words after “ты” in which its verb may stand


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that addresses the customer in the wrong way, and what to write instead.

    Two variants where the person's sex decides; an empty one is a variant that the word rules out.
    """

    start: int
    end: int
    instead: tuple[str, ...]


@cache
def _said_to_nobody(language: Language) -> Sayings:
    return Sayings({"nobody": SAID_TO_NOBODY[language]})


@cache
def _casual() -> Sayings:
    return Sayings({"casual": CASUAL_ENGLISH})


def check_address(text: Text, language: Language, compiled: Compiled, _context: Context) -> Iterable[Finding]:
    """The customer is addressed in another way than the guide says."""
    policy = compiled.rules.style.address.get(language)
    if policy is None or policy.policy == "free":
        return
    formal = policy.policy == "formal"
    signs = signs_against(text, language, formal=formal)
    if signs:
        yo = compiled.rules.style.yo if language is Language.RU else None
        said = (policy.severity, TOO_CLOSE if formal else TOO_FORMAL)
        yield one_finding(text, signs, said, {}, yo)


def one_finding(
    text: Text,
    signs: Sequence[Sign],
    said: tuple[Severity, str],
    values: Mapping[str, object],
    yo: Policy | None,
) -> Finding:
    """All signs as one finding, as grave and with the message that is given; its suggestion puts right every one."""
    start, end = signs[0].start, max(sign.end for sign in signs)
    variants = max(len(sign.instead) for sign in signs)
    fixed: list[str] = []
    for variant in range(variants):
        if not all(sign.instead for sign in signs):
            break
        at, parts = start, []
        for sign in signs:
            word = sign.instead[min(variant, len(sign.instead) - 1)]
            if not word:
                break
            parts += [
                text.raw[at : sign.start],
                _as_written(text.raw[sign.start : sign.end], spelt(word, yo)),
            ]
            at = sign.end
        else:
            fixed.append("".join(parts))
    return Finding(
        "style.address",
        said[0],
        start,
        end,
        text.raw[start:end],
        said[1],
        values,
        tuple(fixed),
    )


def _as_written(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def signs_against(text: Text, language: Language, *, formal: bool) -> list[Sign]:
    """Words that address the customer closely where it is to be formal, or the other way round; none of quotations."""
    found = [sign for sign in _signs(text, language, formal=formal) if not text.in_quotes(sign.start)]
    return sorted(found, key=lambda sign: sign.start)


def _signs(text: Text, language: Language, *, formal: bool) -> Iterator[Sign]:
    if language is Language.EN:
        if formal:
            for hit in _casual().find(text.folded):
                yield Sign(*text.folded.span(hit.start, hit.end), ())
        return
    folded = text.folded
    nobody = [folded.span(hit.start, hit.end) for hit in _said_to_nobody(language).find(folded)]
    for at, token in enumerate(text.words):
        if not _may_address(token.key, language, formal=formal) or any(
            start <= token.start < end for start, end in nobody
        ):
            continue
        if formal:
            yield from _close(text, at, token, language)
        else:
            yield from _formal(text, token, language)


@lru_cache(50_000)
def _may_address(word: str, language: Language, *, formal: bool) -> bool:
    """Whether a word can be a sign: nearly none is, and that is remembered."""
    if formal:
        return word in POLITE[language] or word == "будь" or _is_said_to_one(word, language)
    if language is Language.PL:
        return word in POLISH_POLITE
    return word in CLOSE[language] or _is_said_to_several(word, language)


def _close(text: Text, at: int, token: Token, language: Language) -> Iterator[Sign]:
    """Signs of a close address."""
    word = token.key
    pronoun = POLITE[language].get(word)
    if pronoun is not None:
        before = text.words[at - 1].key if at else ""
        if word == "ci" and _is_plural_ci(text, at):
            return
        if word in {"тебе", "тобі"} and before in OF_A_PLACE and pronoun == ("вам",):
            pronoun = ("вас",)
        yield Sign(token.start, token.end, pronoun)
        if word in {"ты", "ти"}:
            yield from _agreeing(text, at, language)
    elif _is_said_to_one(word, language) and not _is_label(text, token):
        yield Sign(token.start, token.end, _politely(word, language))
    elif word == "будь" and at + 1 < len(text.words) and text.words[at + 1].key in BE_GOOD:
        yield Sign(token.start, token.end, ("будьте",))


def _is_label(text: Text, token: Token) -> bool:
    """Whether the word is what a button is called: a capital in the middle of a sentence."""
    return token.text[0].isupper() and not text.opens_sentence(token)


def _is_plural_ci(text: Text, at: int) -> bool:
    """Whether `ci` is “these”: a plural or a relative follows it."""
    if at + 1 == len(text.words):
        return False
    after = text.words[at + 1].key
    if after in {"którzy", "co", "sami", "sam", "z", "ze", "wszyscy"}:
        return True
    readings = morphology(Language.PL).readings(after)
    return any({"pl", "nom"} <= reading.tags and "m1" in reading.tags for reading in readings)


def _agreeing(text: Text, at: int, language: Language) -> Iterator[Sign]:
    """What agrees with “ты”: a past tense or a short adjective, of one person until it is “вы”."""
    sentence_end = text.sentence_at(text.words[at].start)[1]
    for token in text.words[at + 1 : at + 1 + AGREES_WITHIN]:
        if token.start >= sentence_end:
            return
        analyser = morphology(language)
        assert isinstance(analyser, Pymorphy)
        if analyser.agrees_with_one(token.key):
            several = analyser.of_several(token.key)
            yield Sign(token.start, token.end, (several,) if several else ())
            return


@lru_cache(50_000)
def _is_said_to_one(word: str, language: Language) -> bool:
    """Whether a word is a verb said to one person the speaker is close to."""
    if word in NEVER_SAID[language] or len(word) < SHORTEST:
        return False
    readings = morphology(language).readings(word)
    if not readings:
        return False
    said = _said_in_polish if language is Language.PL else _said_in_cyrillic
    if word in SURELY_SAID[language]:
        return any(map(said, readings))
    if language is Language.PL:
        return _is_polish_said_to_one(readings)
    if language is Language.UK:
        return all(map(said, readings))
    exclaimed = sum(one.share for one in readings if said(one) or "INTJ" in one.tags)
    return any(map(said, readings)) and exclaimed >= LIKELY


def _said_in_cyrillic(reading: Reading) -> bool:
    tags = reading.tags
    return "VERB" in tags and "sing" in tags and ("2per" in tags or "impr" in tags) and "incl" not in tags


def _said_in_polish(reading: Reading) -> bool:
    return "sec" in reading.tags and "sg" in reading.tags


def _is_polish_said_to_one(readings: tuple[Reading, ...]) -> bool:
    """`robisz`, `zrób`; `zrobiłeś`, `żebyś`, where the ending is a reading of its own; not `coś`."""
    ending = any("aglt" in one.tags and _said_in_polish(one) for one in readings)
    if ending:
        return all({"aglt", "praet", "comp", "winien"} & one.tags or one.lemma == "by" for one in readings)
    return all(map(_said_in_polish, readings))


@lru_cache(10_000)
def _politely(word: str, language: Language) -> tuple[str, ...]:
    """The verb as it is said politely."""
    analyser = morphology(language)
    if isinstance(analyser, Pymorphy):
        several = analyser.plural(word)
        return (several,) if several else ()
    assert isinstance(analyser, Morfeusz)
    for ending, instead in POLISH_ENDINGS:
        if word.endswith(ending):
            return tuple(word.removesuffix(ending) + one if one else "" for one in instead)
    for reading in analyser.readings(word):
        if "impt" in reading.tags:
            return (f"proszę {reading.lemma}",)
        if "fin" in reading.tags:
            third = analyser.third_person(reading.lemma)
            return (f"{third} Pan", f"{third} Pani") if third else ()
    return ()


def _formal(text: Text, token: Token, language: Language) -> Iterator[Sign]:
    """Signs of a formal address."""
    word = token.key
    if language is Language.PL:
        if word in POLISH_POLITE and token.text[0].isupper() and not text.opens_sentence(token):
            yield Sign(token.start, token.end, ())
        return
    close = CLOSE[language].get(word)
    if close is not None:
        yield Sign(token.start, token.end, (close,))
    elif _is_said_to_several(word, language):
        analyser = morphology(language)
        assert isinstance(analyser, Pymorphy)
        one = analyser.singular(word)
        yield Sign(token.start, token.end, (one,) if one else ())


@lru_cache(50_000)
def _is_said_to_several(word: str, language: Language) -> bool:
    readings = morphology(language).readings(word)
    return bool(readings) and all(
        "VERB" in one.tags
        and "plur" in one.tags
        and ("2per" in one.tags or "impr" in one.tags)
        and not {"incl", "1per"} & one.tags
        for one in readings
    )
