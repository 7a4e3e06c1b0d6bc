"""`Деньги вернуться завтра`: an infinitive where somebody does it, that is, a soft sign too many."""

from collections.abc import Callable, Iterator

from bpo.language.lexicons.confusions import INFINITIVE_AFTER
from bpo.language.morphology import morphology
from bpo.language.phrasebook import words
from bpo.language.text import Text, Token
from bpo.language.types import Language

SEVERAL = ("утся", "ются", "атся", "ятся")
ONE = ("ется", "ится", "ётся")
# What an infinitive may hang on, beside verbs: `возможность вернуться`, `куда обратиться`, `вам вернуться`.
GOVERNS = (
    "возможност", "желани", "прав", "попытк", "способ", "шанс", "план", "врем", "повод", "решени", "просьб", "необходимост",
    "предложени", "обязанност", "намерени", "готовност", "умени", "причин", "смысл", "идея", "идеи", "мечт", "цель", "цели",
    "задач", "совет", "охот", "разрешени", "требовани", "обещани", "пор", "надежд", "риск", "стремлени", "вариант", "пуст",
)  # fmt: skip
HANGS = words(
    "как куда где зачем почему чем кому чтобы чтоб если бы лучше давайте мне нам вам тебе ему ей им себе надо нужно можно нельзя"
)
DOES = frozenset({"VERB", "INFN", "GRND", "PRED", "ADJS", "PRTS", "COMP"})
WHO_ONE, WHO_SEVERAL = words("он она оно это"), words("они")
BETWEEN = words("не также тоже обязательно скоро уже снова автоматически сразу сами само сама")
NO_COMMAS = frozenset(",.;:!?()\n—–")


def needless_soft_signs(text: Text, knows: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """Where the third person was meant: from, to, and how it is written."""
    for at, token in enumerate(text.words):
        if not token.key.endswith("ться") or at == 0:
            continue
        meant = f"{token.key[:-4]}тся"
        number = "plur" if meant.endswith(SEVERAL) else "sing" if meant.endswith(ONE) else ""
        if number and knows(meant) and _has_subject(text, at, number):
            yield token.start, token.end, meant


def _has_subject(text: Text, at: int, number: str) -> bool:
    """Whether somebody stands before it who does it, and nothing that an infinitive hangs on."""
    clause = _clause(text, at)
    before = [token for token in clause if token.end <= text.words[at].start]
    after = [token for token in clause if token.start > text.words[at].start]
    if any(_is_led(token) for token in before) or any(_governs(token) for token in [*before, *after]):
        return False
    while before and before[-1].key in BETWEEN:
        before.pop()
    if not before:
        return False
    who = before[-1].key
    if who in WHO_ONE | WHO_SEVERAL:
        return (who in WHO_SEVERAL) == (number == "plur")
    nouns = [one.tags for one in morphology(Language.RU).readings(who) if "NOUN" in one.tags]
    lead = morphology(Language.RU).readings(before[-2].key) if len(before) > 1 else ()
    preceded = any(not one.tags.isdisjoint({"PREP", "NUMR"}) for one in lead)
    return not preceded and any({"nomn", number} <= tags for tags in nouns)


def _clause(text: Text, at: int) -> list[Token]:
    """The words about it, up to a mark on either side."""
    first = last = at
    while first and NO_COMMAS.isdisjoint(text.raw[text.words[first - 1].end : text.words[first].start]):
        first -= 1
    while last + 1 < len(text.words) and NO_COMMAS.isdisjoint(
        text.raw[text.words[last].end : text.words[last + 1].start]
    ):
        last += 1
    return text.words[first : last + 1]


def _is_led(token: Token) -> bool:
    return token.key in HANGS or token.key.startswith(GOVERNS)


def _governs(token: Token) -> bool:
    if token.key in INFINITIVE_AFTER:
        return True
    readings = morphology(Language.RU).readings(token.key)
    return bool(readings) and not readings[0].tags.isdisjoint(DOES)
