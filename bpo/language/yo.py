"""ё as the brand writes it: always, or only where it tells words apart.

Russian may be written either way. Whether a word has ё is known where both recognisers have a word of these letters
with it, and none without (`еще`, `пойдет`). Where there are two (`все`, `небо`) only some neighbours decide, and what they
say is a hint. Names are let be: whose they are says how they are written.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bpo.language.compiled import Compiled
from bpo.language.dictionaries import dictionary
from bpo.language.lexis import fold
from bpo.language.morphology import Pymorphy, morphology
from bpo.language.phrasebook import words
from bpo.language.suggesting import dress
from bpo.language.text import Text, Token
from bpo.language.types import N_, Context, Finding, Language, Policy, Severity

ALWAYS, NEVER = "always", "never"
WITH = N_("The brand writes ё: “%(word)s”.")
WITHOUT = N_("The brand writes е for ё: “%(word)s”.")
PERHAPS = N_("The brand writes ё; “%(word)s” seems to be meant.")
LETTERS = {ALWAYS: re.compile("[еЕ]"), NEVER: re.compile("[ёЁ]")}
# The dictionary has another word of the same letters, which no reply means: `отменен` of `отменный`.
SURELY = {
    fold(word): word
    for word in words(
        "неё полёт полёте полёту полёты подъём объём разъём разъёма отменён окружён потрясён восхищён осведомлён разделён "
        "живёте шофёр козёл четвёртую чёрных шёлковый шёлкового жёлто силён"
    )
}
NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
INSIDE = words("в во на о об обо при")
# Of two words with the same letters, which one stands behind these: `о чём`, `обо всём`, `в моём случае`.
BEHIND = dict.fromkeys(("чем", "нем", "моем", "всем"), INSIDE)
# `всё` before these, which agree with it or make a saying of it.
BEFORE = words("равно время остальное возможное необходимое нужное")
# Who does what stands behind them, where only one of two words is a verb: `вы берёте`.
DOERS = {
    **dict.fromkeys(("вы",), frozenset({"2per", "plur"})),
    **dict.fromkeys(("мы",), frozenset({"1per", "plur"})),
    **dict.fromkeys(("он", "она", "оно", "кто", "который", "которая"), frozenset({"3per", "sing"})),
}
BRIEF = 4  # letters of an abbreviation that a full stop ends


def check_yo(text: Text, language: Language, compiled: Compiled, _context: Context) -> Iterable[Finding]:
    """Words with ё or without it, otherwise than the brand writes them."""
    policy = compiled.rules.style.yo
    if policy is None or language is not Language.RU or not LETTERS[policy.policy].search(text.raw):
        return
    letter = "е" if policy.policy == ALWAYS else "ё"
    known = compiled.lists.of(language).known
    for at, token in enumerate(text.words):
        if letter in token.key and not _is_let_be(text, token, known):
            yield from _judged(text, at, token, policy)


def spelt(word: str, policy: Policy | None) -> str:
    """A word that is suggested, as the brand would write it."""
    if policy is None:
        return word
    return " ".join(_spelt(one, policy.policy) for one in word.split(" "))


def _spelt(word: str, policy: str) -> str:
    plain = fold(word.lower())
    meant = with_yo(plain)
    if meant is None:
        return word
    return dress(meant if policy == ALWAYS else plain, word)


def _judged(text: Text, at: int, token: Token, policy: Policy) -> Iterator[Finding]:
    plain = fold(token.key)
    meant = with_yo(plain)
    if policy.policy == NEVER:
        if meant == token.key:
            yield _finding(token, plain, WITHOUT, policy.severity)
    elif meant is not None and meant != token.key:
        yield _finding(token, meant, WITH, policy.severity)
    elif meant is None and (told := _told_by_neighbours(text, at, token)):
        yield _finding(token, told, PERHAPS, Severity.INFO)


def _finding(token: Token, word: str, message: str, severity: Severity) -> Finding:
    shown = dress(word, token.text)
    return Finding(
        "style.yo", severity, token.start, token.end, token.text, message, {"word": shown}, (shown,)
    )


def _is_let_be(text: Text, token: Token, known: Iterable[str]) -> bool:
    """A name, somebody's own spelling, an abbreviation."""
    if any(char.isdigit() or char == "_" for char in token.key) or fold(token.key) in known:
        return True
    after = text.raw[token.end : token.end + 3]
    if len(token.key) <= BRIEF and after[:1] == "." and after[1:].strip()[:1].islower():
        return True
    is_shouted = len(token.text) > 1 and token.text.isupper()
    if token.text[0].isupper() and not is_shouted and not text.opens_sentence(token):
        return True
    return (token.text[0].isupper() and not is_shouted and is_somebody(fold(token.key))) or text.in_quotes(
        token.start
    )


def _told_by_neighbours(text: Text, at: int, token: Token) -> str | None:
    """Which of two words with the same letters is meant, where a neighbour tells."""
    before = text.words[at - 1] if at and text.words[at - 1].end + 1 == token.start else None
    after = text.words[at + 1] if at + 1 < len(text.words) else None
    if after is not None and text.raw[token.end : after.start] != " ":
        after = None
    if before is not None and before.key in BEHIND.get(token.key, ()):
        return token.key[:-2] + "ё" + token.key[-1]
    if token.key == "все":
        if after is None:
            return None
        decides = after.key in BEFORE or (after.key == "в" and text.raw.startswith("в порядке", after.start))
        return "всё" if decides or _is_of_one_thing(text, after) else None
    return _done_by(before.key, token.key) if before is not None and before.key in DOERS else None


def _done_by(doer: str, word: str) -> str | None:
    """The word with ё, where it is a verb of this doer and the one without it is no verb."""
    for verb in _same_letters(fold(word)):
        if "ё" in verb:
            done = _tags(verb)
            others = [tags for tags in _tags(fold(word)) if tags not in done]
            if any({"VERB", *DOERS[doer]} <= tags for tags in done) and not any(
                "VERB" in one for one in others
            ):
                return verb
    return None


def _is_of_one_thing(text: Text, after: Token) -> bool:
    """Whether what follows says something of one thing: `всё подошло`, `всё готово`; not `все быстро поняли`."""
    tags = _tags(after.key)
    if not tags:
        return False
    if all({"VERB", "sing"} <= one and "impr" not in one for one in tags):
        return True
    said = any("neut" in one and not one.isdisjoint({"ADJS", "PRTS"}) for one in tags)
    return said and (
        all("ADVB" not in one for one in tags)
        or text.raw[after.end : after.end + 1] in {"", ".", "!", ",", "?"}
    )


@lru_cache(10_000)
def _tags(key: str) -> tuple[frozenset[str], ...]:
    return tuple(one.tags for one in morphology(Language.RU).readings(key))


@lru_cache(10_000)
def is_somebody(plain: str) -> bool:
    """Whether a word with a capital may be a name: `Семен`, `Орел`."""
    return any(not NAMES.isdisjoint(tags) for tags in _tags(plain))


def _same_letters(plain: str) -> list[str]:
    """The words of the morphology that are this one but for ё."""
    analyser = morphology(Language.RU)
    assert isinstance(analyser, Pymorphy)
    inner = analyser._analyser  # noqa: SLF001 -- its list of words alone tells е from ё, and is not loaded twice
    return list(inner.dictionary.words.similar_keys(plain, inner.char_substitutes))


@lru_cache(50_000)
def with_yo(plain: str) -> str | None:
    """The one word of these letters, where it is written with ё; None where there is none, or another one too."""
    if plain in SURELY:
        return SURELY[plain]
    found = _same_letters(plain)
    if len(found) != 1 or "ё" not in found[0]:
        return None
    return (
        found[0] if dictionary(Language.RU).knows(found[0]) else None
    )  # the morphology has some by mistake: `сбоёв`
