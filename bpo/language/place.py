"""Whether a text fits where it is to go: the language that its reader speaks, and the length it may have."""

from collections.abc import Iterable

from bpo.language.compiled import Compiled
from bpo.language.identify import identify
from bpo.language.length import fitting, measure
from bpo.language.spelling import is_foreign
from bpo.language.text import Text
from bpo.language.types import N_, Context, Finding, Language, Severity

EXPECTED = {
    Language.RU: N_("The customer writes in Russian; this text is in another language."),
    Language.UK: N_("The customer writes in Ukrainian; this text is in another language."),
    Language.PL: N_("The customer writes in Polish; this text is in another language."),
    Language.EN: N_("The customer writes in English; this text is in another language."),
}
NOT_SPOKEN = N_("The brand does not answer in this language.")
TOO_LONG = N_("Too long by %(over)s: the network takes %(limit)s.")


def check_language(text: Text, language: Language, compiled: Compiled, context: Context) -> Iterable[Finding]:
    """A reply in another language than the customer's, or in one that the brand does not speak."""
    spoken = compiled.rules.languages
    found = identify(text, spoken)
    if found is None:
        return
    if is_foreign(text, language):
        yield _whole(text, NOT_SPOKEN)
        return
    if not found.sure:
        return
    expected = context.language or (
        customers_language(context.reply_to, spoken) if context.reply_to else None
    )
    if expected is not None and expected not in spoken:
        expected = None  # the brand cannot answer in it, whoever writes
    if expected is not None and expected is not found.language:
        yield _whole(text, EXPECTED[expected])
    elif expected is None and found.language not in spoken:
        yield _whole(text, NOT_SPOKEN)


def customers_language(reply_to: str, spoken: tuple[Language, ...]) -> Language | None:
    """The language that the customer wrote in, where that is beyond doubt."""
    found = identify(Text(reply_to), spoken)
    return found.language if found is not None and found.sure else None


def _whole(text: Text, message: str) -> Finding:
    start = len(text.raw) - len(text.raw.lstrip())
    end = len(text.raw.rstrip())
    return Finding("wrong_language", Severity.WARN, start, end, text.raw[start:end], message)


def check_length(text: Text, _language: Language, _compiled: Compiled, context: Context) -> Iterable[Finding]:
    """More than the network takes, counted as the network counts; the finding is what is too much."""
    if context.limit is None:
        return
    length = measure(text.raw, context.limit_unit)
    if length <= context.limit:
        return
    start = fitting(text.raw, context.limit, context.limit_unit)
    yield Finding(
        "length",
        Severity.BLOCK,
        start,
        len(text.raw),
        text.raw[start:],
        TOO_LONG,
        {"over": length - context.limit, "limit": context.limit, "unit": context.limit_unit},
    )
