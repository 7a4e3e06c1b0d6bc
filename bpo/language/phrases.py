"""Brushing the customer off, and promising nothing in particular.

Who asked in writing is answered in writing, by someone who can solve it: to send the customer to a hotline, to
another department or to the manufacturer is a brush-off, unless it is an offer beside the solution, or what to
do should something else come up. A promise is vague when it names neither who will act nor a time.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from bpo.language.compiled import Compiled
from bpo.language.phrasebook import delays, dodges_en, dodges_ru, dodges_uk, errands, words
from bpo.language.phrasebook.promises import (
    ASKED_FOR_A_PHONE,
    AWAY,
    BY_US,
    CONCRETE,
    INSTEAD_OF_AWAY,
    INSTEAD_OF_PROMISE,
    LATER,
    NOT_AWAY_AFTER,
    NOT_AWAY_BEFORE,
    OF_PURPOSE,
    OF_STOCK,
    OFFERED,
    ONCE_TOLD,
    TO_BE_TOLD,
    WHEN,
    WHO,
)
from bpo.language.sayings import Said, Sayings, merged, sentence_around
from bpo.language.text import Kind, Text, key_of
from bpo.language.types import N_, Context, Finding, Language, Severity

DODGES: dict[Language, ModuleType] = {
    Language.RU: dodges_ru,
    Language.UK: dodges_uk,
    Language.EN: dodges_en,
}
AWAY_MESSAGE = N_("Sends the customer elsewhere instead of helping.")
VAGUE_MESSAGE = N_("A promise without a time or a name.")
TOLD = (re.compile(ONCE_TOLD), re.compile(TO_BE_TOLD))
WHO_ASKED = re.compile(ASKED_FOR_A_PHONE)
TOGETHER = 30  # letters between two halves of one promise
AN_ANSWER = 17  # letters that may hold an answer, before what to do later
NEAR_NAME = 30
NAMED = re.compile(r"(?<=[\w,)] )[A-ZА-ЯЁІЇЄҐĄĆĘŁŃÓŚŹŻ][a-zа-яёіїєґąćęłńóśźż'’]{2,}")
NOT_A_NAME = words(
    """
    вы вас вам вами ваш ваша ваше ваши вашего вашей ви вашу pan pana panu panem pani panią państwo państwa państwu państwem
    you your i'm i'll we the our they sms usb pdf dhl inpost nova новая нова пошта почта poczta
    """
)


@cache
def _away(language: Language) -> Sayings:
    phrases, macros = AWAY[language]
    more, own = _dodges("AWAY", language)
    return Sayings(
        {"away": phrases + errands.AWAY[language] + more}, {**macros, **errands.MACROS[language], **own}
    )


def _dodges(what: str, language: Language) -> tuple[str, dict[str, str]]:
    """More phrases of a kind, and their macros."""
    book = DODGES.get(language)
    return (getattr(book, what), book.MACROS) if book else ("", {})


@cache
def _offered() -> Sayings:
    return Sayings({"offered": OFFERED, "later": LATER})


@cache
def _promises(language: Language) -> Sayings:
    who, macros = _dodges("WHO", language)
    when, _ = _dodges("WHEN", language)
    return Sayings(
        {
            "who": WHO[language] + delays.WHO.get(language, "") + who,
            "when": WHEN[language] + delays.WHEN.get(language, "") + when,
        },
        macros,
    )


@cache
def _expression(table: str, language: Language) -> re.Pattern[str]:
    return re.compile(TABLES[table][language])


TABLES = {
    "before": NOT_AWAY_BEFORE,
    "after": NOT_AWAY_AFTER,
    "by_us": BY_US,
    "concrete": CONCRETE,
    "stock": OF_STOCK,
    "purpose": OF_PURPOSE,
}


def check_brush_off(
    text: Text, language: Language, _compiled: Compiled, context: Context
) -> Iterable[Finding]:
    """The customer is sent away: to a hotline, another department, the manufacturer, a page to search."""
    folded = text.folded
    said = [one for one in _away(language).find(folded) if _is_away(text, one, language)]
    if not said or (
        context.reply_to and "?" in context.reply_to and WHO_ASKED.search(context.reply_to.lower())
    ):
        return
    instead = INSTEAD_OF_AWAY[language][0 if context.public else 1]
    for one in merged(said, folded.text, within=TOGETHER):
        start, end = folded.span(one.start, one.end)
        yield Finding(
            "brush_off",
            Severity.WARN,
            start,
            end,
            text.raw[start:end],
            AWAY_MESSAGE,
            suggestions=(_as_begun(text.raw[start], instead),),
        )


def _is_away(text: Text, said: Said, language: Language) -> bool:
    folded = text.folded
    begin, end = sentence_around(folded.text, said.start)
    before, after = folded.text[begin : said.start], folded.text[said.end : end]
    denied = _expression("before", language).search(before) or _expression("after", language).search(after)
    by_us = _expression("by_us", language).search(before)
    return not (denied or by_us or _is_offered(text, begin, end) or _is_no_errand(text, said, begin, end))


def _is_offered(text: Text, begin: int, end: int) -> bool:
    """Whether the sentence offers it beside a solution, or for later."""
    return any(
        begin <= one.start < end and (one.name == "offered" or begin > AN_ANSWER)
        for one in _offered().find(text.folded)
    )


def _is_no_errand(text: Text, said: Said, begin: int, end: int) -> bool:
    """A quotation, an address to write to, a page that is linked, a workshop with its address or hours."""
    phrase = text.folded.text[said.start : said.end]
    start, stop = text.folded.span(said.start, said.end)
    if text.in_quotes(start):
        return True
    if re.search(
        r"серв[иі]сн|serwis|service cent|repair|магазин|салон|sklep|salon|store|shop|branch", phrase
    ):
        return any(map(str.isdigit, text.folded.text[begin:end]))
    linked = re.search(r"сайт|stron|site|faq|help|page|guide|forum|terms|policy|article", phrase) is not None
    return any(
        (token.kind in {Kind.EMAIL, Kind.MENTION} and token.start < stop and start < token.end)
        or (linked and token.kind is Kind.URL)
        for token in text.tokens
    )


def check_promises(
    text: Text, language: Language, compiled: Compiled, _context: Context
) -> Iterable[Finding]:
    """A promise that names neither a person nor a time."""
    folded = text.folded
    said = [one for one in _promises(language).find(folded) if _is_vague(text, one, language, compiled)]
    # “Call the hotline, they will help you there” is one thing that is wrong, not two.
    away = [sentence_around(folded.text, one.start) for one in _away(language).find(folded)] if said else []
    said = [one for one in said if not any(begin <= one.start < end for begin, end in away)]
    for one in merged(said, folded.text, within=TOGETHER):
        start, end = folded.span(one.start, one.end)
        whole, when = INSTEAD_OF_PROMISE[language]
        only_when = all(each.name == "when" for each in said if one.start <= each.start < one.end)
        instead = when if only_when and end - start < 30 else whole
        yield Finding(
            "vague_promise",
            Severity.WARN,
            start,
            end,
            text.raw[start:end],
            VAGUE_MESSAGE,
            suggestions=(_as_begun(text.raw[start], instead),),
        )


def _is_vague(text: Text, said: Said, language: Language, compiled: Compiled) -> bool:
    folded = text.folded
    begin, end = sentence_around(folded.text, said.start)
    following = sentence_around(folded.text, min(end + 1, len(folded.text)))[1]
    if _expression("concrete", language).search(folded.text[begin:following]):
        return False
    if _expression("stock", language).search(folded.text[begin:end]):
        return False
    start, stop = folded.span(said.start, said.end)
    if text.in_quotes(start) or any(_names(text.raw, start, stop, compiled)):
        return False
    return not (
        said.name == "when" and _expression("purpose", language).search(folded.text[begin : said.start])
    )


def _names(raw: str, start: int, stop: int, compiled: Compiled) -> Iterator[str]:
    """People named near a promise: capitals in the middle of a sentence that are not the brand's."""
    own = [key_of(name)[:4] for name in compiled.rules.names]
    begin = max(raw.rfind(mark, 0, start) for mark in ".!?\n") + 1
    for found in NAMED.finditer(raw, max(begin, start - NEAR_NAME), min(len(raw), stop + NEAR_NAME)):
        name = key_of(found.group())
        if name not in NOT_A_NAME and not any(name.startswith(one) for one in own):
            yield name


def _as_begun(first: str, instead: str) -> str:
    """A phrase that begins as the one it replaces, except that “I” stays what it is."""
    if first.isupper():
        return instead[:1].upper() + instead[1:]
    return instead if instead.startswith("I ") else instead[:1].lower() + instead[1:]
