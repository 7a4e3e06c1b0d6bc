"""One check of one text: every checker in turn, their findings in the order of the text.

A checker is a function of (text, rules, where it is to go) that yields findings. It is given the language
that was found, compiled rules and nothing else; it never looks at another checker's findings.
"""

from collections.abc import Iterable, Sequence

from bpo.language import reading
from bpo.language.address import check_address
from bpo.language.blanks import check_blanks
from bpo.language.capitals import check_capitals
from bpo.language.compiled import Checker, Compiled
from bpo.language.deep import check_deeply, understand_deeply
from bpo.language.identify import identify
from bpo.language.lexicons import sensitive
from bpo.language.personal_data import check_personal_data
from bpo.language.phrases import check_brush_off, check_promises
from bpo.language.place import check_language, check_length
from bpo.language.profanity import check_profanity
from bpo.language.quotes import check_quotes
from bpo.language.script import check_script
from bpo.language.spelling import check_spelling
from bpo.language.style import check_style
from bpo.language.terms import check_terms
from bpo.language.text import Text
from bpo.language.thread import check_thread
from bpo.language.tone import check_tone, label_tone
from bpo.language.types import (
    Checked,
    Context,
    Finding,
    Label,
    Language,
    Policy,
    RuleSet,
    Severity,
    Style,
    Topic,
    Understood,
    verdict_of,
)
from bpo.language.wordlists import WordLists
from bpo.language.yo import check_yo

__all__ = ["check", "compile_rules", "language_of", "understand", "understand_deeply", "warm"]

CHECKERS: tuple[Checker, ...] = (
    check_spelling,
    check_terms,
    check_script,
    check_language,
    check_length,
    check_blanks,
    check_address,
    check_thread,
    check_style,
    check_quotes,
    check_yo,
    check_capitals,
    check_personal_data,
    check_profanity,
    check_brush_off,
    check_promises,
    check_tone,
)


SAMPLES = {
    Language.RU: "Здравствуйте! Заказ собран велеколепно.",
    Language.UK: "Вітаємо! Замовлення зібрано обовязково.",
    Language.PL: "Dzień dobry! Przesyłkka jest w drodze.",
    Language.EN: "Hello! You will recieve your parcel.",
}


def compile_rules(rules: RuleSet) -> Compiled:
    """Make a rule set quick to run: once a version."""
    return Compiled(rules, WordLists(rules))


def check(raw: str, compiled: Compiled, context: Context | None = None) -> Checked:
    """Run every rule of a brand over one text."""
    context = context or Context()
    text = Text(raw)
    language = language_of(text, compiled.rules, context)
    findings = findings_of(CHECKERS, text, language, compiled, context)
    if context.deep:
        findings = in_order((*findings, *check_deeply(text, compiled, context, findings)))
    return Checked(
        language=language,
        verdict=verdict_of(findings),
        rule_set=compiled.rules.version,
        findings=findings,
        tone=label_tone(text, language),
        sentiment=reading.sentiment_of(raw, text.folded, language),
        topics=topics_of(findings),
    )


def findings_of(
    checkers: Sequence[Checker], text: Text, language: Language, compiled: Compiled, context: Context
) -> tuple[Finding, ...]:
    """What these checkers find, in the order of the text."""
    return in_order(found for checker in checkers for found in checker(text, language, compiled, context))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the text."""
    return tuple(sorted(findings, key=lambda one: (one.start, one.end, one.rule)))


def topics_of(findings: tuple[Finding, ...]) -> tuple[Label, ...]:
    """The topics found, each once: a word of one is there or is not."""
    names = dict.fromkeys(str(one.values["topic"]) for one in findings if one.rule == "topic")
    return tuple(Label(name, 1.0) for name in names)


def language_of(text: Text, rules: RuleSet, context: Context) -> Language:
    """The language to check a text in: its own where that is beyond doubt, else the one it was to be in."""
    found = identify(text, rules.languages)
    if found is not None and found.sure:
        return found.language
    if context.language is not None:
        return context.language
    asked = identify(Text(context.reply_to), rules.languages) if context.reply_to else None
    if asked is not None and asked.sure and (found is None or found.language not in rules.languages):
        return asked.language
    return found.language if found is not None else rules.languages[0]


def understand(raw: str, languages: tuple[Language, ...] = tuple(Language)) -> Understood:
    """Read an inbound message: language, sentiment, urgency. Must stay under a fifth of a millisecond."""
    return reading.understand(raw, languages)


def warm(languages: Iterable[Language] = tuple(Language)) -> None:
    """Load what the first check of each language would have to wait for."""
    asked = Policy("optional", Severity.WARN)
    compiled = compile_rules(
        RuleSet(
            style=Style(
                address={language: Policy("formal", Severity.WARN) for language in Language},
                greeting=asked,
                sign_off=asked,
                signature=asked,
            ),
            topics=tuple(Topic(name, Severity.WARN) for name in sensitive.TERMS),
        )
    )
    for language in languages:
        check(SAMPLES[language], compiled, Context(language=language))
        understand(SAMPLES[language])
