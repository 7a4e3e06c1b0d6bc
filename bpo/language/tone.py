"""The tone of a reply: does it quarrel, blame, mock, order about, refuse coldly or insult; or is it kind.

Read as an answer to a customer who is not happy. Every offence is a finding on its own words; the label sums
the reply up, the kind words in it included.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from types import ModuleType

from bpo.language.compiled import Compiled
from bpo.language.phrasebook import (
    scorn_en,
    scorn_pl,
    scorn_ru,
    scorn_uk,
    tone_en,
    tone_pl,
    tone_ru,
    tone_uk,
    wit_en,
)
from bpo.language.phrasebook.tempers import TEMPERS
from bpo.language.profanity import swearing
from bpo.language.sayings import Said, Sayings, merged
from bpo.language.text import Text
from bpo.language.types import N_, Context, Finding, Label, Language

BOOKS: dict[Language, ModuleType] = {
    Language.RU: tone_ru,
    Language.UK: tone_uk,
    Language.PL: tone_pl,
    Language.EN: tone_en,
}
# The ways of scorn, whatever its words: MACROS, and kinds as in BOOKS.
SCORN: dict[Language, tuple[ModuleType, ...]] = {
    Language.RU: (scorn_ru,),
    Language.UK: (scorn_uk,),
    Language.PL: (scorn_pl,),
    Language.EN: (scorn_en, wit_en),
}
MESSAGES = {
    "argue": N_("Argues with the customer."),
    "blame": N_("Blames the customer."),
    "mock": N_("Mocks the customer."),
    "command": N_("Orders the customer about."),
    "cold": N_("Turns the customer away coldly."),
    "insult": N_("Insults the customer."),
}
TOGETHER = 25  # letters between two halves of one offence
RUDE, ARGUMENTATIVE, NEUTRAL, POLITE, EMPATHETIC = "rude", "argumentative", "neutral", "polite", "empathetic"


@cache
def _offences(language: Language) -> Sayings:
    more, scorn = TEMPERS[language], SCORN[language]
    lists = {
        name: "\n".join(
            (
                getattr(BOOKS[language], name.upper()),
                more.get(name, ""),
                *(getattr(book, name.upper(), "") for book in scorn),
            )
        )
        for name in (*MESSAGES, "innocent")
    }
    return Sayings(lists, {name: words for book in scorn for name, words in book.MACROS.items()})


@cache
def _kindness(language: Language) -> Sayings:
    book = BOOKS[language]
    return Sayings({"sorry": book.SORRY, "please": book.PLEASE})


def check_tone(text: Text, language: Language, compiled: Compiled, _context: Context) -> Iterable[Finding]:
    """Every offence, on the words that give it."""
    severity = compiled.rules.style.tone
    if severity is None:
        return
    for one in offences(text, language):
        start, end = text.folded.span(one.start, one.end)
        yield Finding("tone", severity, start, end, text.raw[start:end], MESSAGES[one.name])


@lru_cache(16)
def offences(text: Text, language: Language) -> tuple[Said, ...]:
    """What offends in a text, without what only looks so and what stands in quotation marks."""
    folded = text.folded
    said = _offences(language).find(folded)
    innocent = [one for one in said if one.name == "innocent"]
    kept = [
        one
        for one in said
        if one.name != "innocent"
        and not any(each.start < one.end and one.start < each.end for each in innocent)
        and not text.in_quotes(folded.span(one.start, one.end)[0])
    ]
    return tuple(merged(kept, folded.text, within=TOGETHER))


def label_tone(text: Text, language: Language) -> Label:
    """The tone of the whole reply and how sure that is."""
    found = offences(text, language)
    rude = sum(one.name != "argue" for one in found) + len(swearing(text, language))
    argues = len(found) and not rude
    if rude:
        return Label(RUDE, round(1 - 0.25 * 0.5 ** (rude - 1), 2))
    if argues:
        return Label(ARGUMENTATIVE, round(1 - 0.3 * 0.5 ** (len(found) - 1), 2))
    kind = _kindness(language).find(text.folded)
    sorry, please = (sum(one.name == name for one in kind) for name in ("sorry", "please"))
    if sorry:
        return Label(EMPATHETIC, round(1 - 0.4 * 0.5 ** (sorry + please - 1), 2))
    if please:
        return Label(POLITE, round(1 - 0.4 * 0.5 ** (please - 1), 2))
    return Label(NEUTRAL, 0.7)
