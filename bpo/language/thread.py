"""One form of address through a conversation, where the guide leaves it to whoever writes.

Who was told `вы` yesterday is not told `ты` today without a reason, nor the other way round. Our latest earlier reply
that says surely which it was decides. A guide that fixes the form wins, and so does a customer who asks for another.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bpo.language.address import Sign, one_finding, signs_against
from bpo.language.compiled import Compiled
from bpo.language.identify import identify
from bpo.language.morphology import morphology
from bpo.language.phrasebook import words
from bpo.language.phrasebook.pronouns import POLISH_POLITE
from bpo.language.text import Text, Token
from bpo.language.types import N_, Context, Finding, Language, RuleSet, Severity

WAS_FORMAL = N_("Earlier in this conversation we addressed the customer formally (“%(earlier)s”).")
WAS_CLOSE = N_("Earlier in this conversation we addressed the customer informally (“%(earlier)s”).")
READ_BACK = 3  # earlier replies that are read for how they address the customer
ASKED = re.compile(
    r"\b(?:на|по)\s+[«\"„“]?(?:ты|вы|ти|ви|имени|імені)\b|\b(?:na|po)\s+[„\"«“]?(?:ty|pana?|panią|pani|imieniu)\b",
    re.IGNORECASE,
)
CASUAL = words("cześć hej hejka witaj siema siemka ahoj drogi droga")  # which no title stands behind
GREETING = CASUAL | words("dobry wieczór witam")
TITLES = words("pani panie")
BEHIND_CALL = re.compile(r"\s*(?:[,!.:;?—–-]|\Z|\n)")


@dataclass(frozen=True, slots=True)
class Addressed:
    """How a text addresses the customer, and by which words."""

    is_formal: bool
    signs: tuple[Sign, ...]


def follows_thread(rules: RuleSet) -> bool:
    """Whether earlier replies matter to a check by these rules."""
    return any(
        language is not Language.EN and _severity(rules, language) is not None for language in rules.languages
    )


def check_thread(text: Text, language: Language, compiled: Compiled, context: Context) -> Iterable[Finding]:
    """The customer is addressed in another way than before in this conversation."""
    if not context.earlier or language is Language.EN:
        return
    severity = _severity(compiled.rules, language)
    if severity is None or (context.reply_to and ASKED.search(context.reply_to)):
        return
    now = address_of(text, language)
    if now is None:
        return
    for raw in reversed(context.earlier[-READ_BACK:]):
        before = _earlier(raw, language)
        if before is None:
            continue
        if before[0] is not now.is_formal:
            message = WAS_FORMAL if before[0] else WAS_CLOSE
            yo = compiled.rules.style.yo if language is Language.RU else None
            yield one_finding(text, now.signs, (severity, message), {"earlier": before[1]}, yo)
        return


def _severity(rules: RuleSet, language: Language) -> Severity | None:
    """How grave a change is; None where the guide itself says which form it is to be."""
    policy = rules.style.address.get(language)
    if policy is None:
        return Severity.INFO
    return policy.severity if policy.policy == "free" else None


def _earlier(raw: str, language: Language) -> tuple[bool, str] | None:
    """Whether an earlier reply in this language was formal, and a word that shows it."""
    text = Text(raw)
    there = identify(text)
    if there is None or there.language is not language:
        return None
    found = address_of(text, language)
    return (found.is_formal, raw[found.signs[0].start : found.signs[0].end]) if found else None


def address_of(text: Text, language: Language) -> Addressed | None:
    """How the customer is addressed; None where nothing tells, or one word says this and another that."""
    close = signs_against(text, language, formal=True)
    formal = signs_against(text, language, formal=False)
    if language is not Language.PL and all(_is_of_anybody(text, sign, language) for sign in close):
        close = []
    if language is Language.PL:
        after = {one.start - 1: one for one in text.words if text.raw[one.start - 1 : one.start] == " "}
        formal = [sign for sign in formal if not _is_of_another(after.get(sign.end))]
        for sign, is_formal in _called(text):
            (formal if is_formal else close).append(sign)
    if bool(close) is bool(formal):
        return None
    return Addressed(bool(formal), tuple(sorted(formal or close, key=lambda sign: sign.start)))


def _is_of_anybody(text: Text, sign: Sign, language: Language) -> bool:
    """`За эту цену ждёшь окна`: what everybody does, which addresses nobody where nothing else does."""
    readings = morphology(language).readings(text.raw[sign.start : sign.end].lower())
    return bool(readings) and all({"VERB", "2per"} <= one.tags and "impr" not in one.tags for one in readings)


def _is_of_another(after: Token | None) -> bool:
    """Whether what follows a title is a name that does not call anybody: `Pan Tomek zadzwoni`."""
    return after is not None and after.text[0].isupper() and _calls(after) is None


def _called(text: Text) -> Iterator[tuple[Sign, bool]]:
    """Polish names that call the customer: with a title, which is formal, and without, which is not."""
    for at, token in enumerate(text.words):
        if not token.text[0].isupper() or token.key in POLISH_POLITE:
            continue
        kind = _calls(token)
        before = text.words[at - 1] if at else None
        behind = "" if before is None else text.raw[before.end : token.start]
        if before is not None and before.key in TITLES and behind == " ":
            if kind is not None and text.opens_sentence(before):
                yield Sign(before.start, token.end, ()), True
        elif BEHIND_CALL.match(text.raw, token.end):
            greeted = before is not None and before.key in GREETING and behind in {" ", ", "}
            if (kind is not None and (greeted or behind == ", " or text.opens_sentence(token))) or (
                greeted and _is_man(token)
            ):
                title = {"m1": "Panie", "f": "Pani"}.get(kind or "")
                politely = title and (before is None or before.key not in CASUAL)
                yield Sign(token.start, token.end, (f"{title} {token.text}",) if politely else ()), False


def _calls(token: Token) -> str | None:
    """The gender of a name in the form that calls somebody and is no other subject: `Aniu`, `Tomku`."""
    readings = [
        one for one in morphology(Language.PL).readings(token.text.capitalize()) if one.lemma[:1].isupper()
    ]
    others = (one for one in morphology(Language.PL).readings(token.key) if one.lemma[:1].islower())
    if any("nom" in one.tags for one in readings) or any("subst" not in one.tags for one in others):
        return None  # a name that does not call, or a word like `Warto`
    return next(
        (gender for one in readings if "voc" in one.tags for gender in ("m1", "f") if gender in one.tags),
        None,
    )


def _is_man(token: Token) -> bool:
    """A man's name as it is in the dictionary, by which many call him: `Cześć Tomek`."""
    return any(
        one.lemma == token.text and {"nom", "m1"} <= one.tags
        for one in morphology(Language.PL).readings(token.text)
    )
