"""One check of one text: every checker in turn, their findings in the order of the text.

A checker is a function of (text, rules, where it is to go) that yields findings. It is given the language
that was found, compiled rules and nothing else; it never looks at another checker's findings.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bpo.language.text import Text
from bpo.language.types import Checked, Context, Finding, Label, Language, RuleSet, Understood, verdict_of


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule set made quick to run; kept for as long as its version is in force."""

    rules: RuleSet


Checker = Callable[[Text, Language, Compiled, Context], Iterable[Finding]]
CHECKERS: tuple[Checker, ...] = ()


def compile_rules(rules: RuleSet) -> Compiled:
    """Make a rule set quick to run: once a version."""
    return Compiled(rules)


def check(raw: str, compiled: Compiled, context: Context | None = None) -> Checked:
    """Run every rule of a brand over one text."""
    context = context or Context()
    text = Text(raw)
    language = context.language or compiled.rules.languages[0]
    findings = tuple(
        sorted(
            (found for checker in CHECKERS for found in checker(text, language, compiled, context)),
            key=lambda one: (one.start, one.end, one.rule),
        )
    )
    return Checked(
        language=language,
        verdict=verdict_of(findings),
        rule_set=compiled.rules.version,
        findings=findings,
        tone=Label("neutral", 1.0),
        sentiment=Label("neutral", 1.0),
    )


def understand(raw: str, languages: tuple[Language, ...] = tuple(Language)) -> Understood:
    """Read an inbound message: language, sentiment, urgency. Must stay under a fifth of a millisecond."""
    found = languages[0] if len(languages) == 1 and raw.strip() else None
    return Understood(language=found, sentiment=Label("neutral", 1.0))
