"""What a check found, in the reader's words: for pages and for programs alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bpo.conversations import labels
from bpo.core.i18n import gettext as _
from bpo.core.i18n import ngettext
from bpo.language.deep import LIKELY
from bpo.language.types import Checked, Finding, Severity, Verdict


@dataclass(frozen=True)
class ShownFinding:
    """One finding as it is read; spans are code points of the text that was checked."""

    rule: str
    rule_name: str
    severity: str
    severity_name: str
    badge: str
    icon: str
    start: int
    end: int
    text: str
    message: str
    suggestions: tuple[str, ...]


def show_finding(finding: Finding) -> ShownFinding:
    """A finding in the reader's language."""
    name, badge, icon = labels.SEVERITIES[finding.severity]
    return ShownFinding(
        rule=finding.rule,
        rule_name=rule_name(finding.rule),
        severity=finding.severity.value,
        severity_name=_(name),
        badge=badge,
        icon=icon,
        start=finding.start,
        end=finding.end,
        text=finding.text,
        message=said(finding.message, finding.values),
        suggestions=finding.suggestions,
    )


def show_findings(findings: Iterable[Finding]) -> list[ShownFinding]:
    """The gravest first, then in the order of the text."""
    gravity = {severity: at for at, severity in enumerate(reversed(Severity))}
    ordered = sorted(findings, key=lambda one: (gravity[one.severity], one.start, one.end))
    return [show_finding(one) for one in ordered]


def show_kept(kept: Iterable[dict[str, Any]]) -> list[ShownFinding]:
    """Findings as a draft keeps them."""
    return show_findings(
        Finding(
            rule=one["rule"],
            severity=Severity(one["severity"]),
            start=one["start"],
            end=one["end"],
            text=one["text"],
            message=one["message"],
            values=one["values"],
            suggestions=tuple(one["suggestions"]),
        )
        for one in kept
    )


def said(message: str, values: Any) -> str:  # noqa: ANN401 -- a mapping of facts
    """A sentence of the language library, which knows no catalogue, with its places filled."""
    translated = _(message)
    return translated % values if values else translated


def rule_name(rule: str) -> str:
    """How a rule is called; one that the brand's guide adds is called by its own name, the reader's is said to be likely."""
    if rule.startswith(LIKELY):
        return _("%(rule)s (likely)", rule=rule_name(rule.removeprefix(LIKELY)))
    name = labels.RULES.get(rule)
    return _(name) if name else rule.partition(".")[2] or rule


@dataclass(frozen=True)
class Line:
    """The verdict in one line, and the kind of notice it is."""

    text: str
    kind: str


def verdict_line(checked: Checked, *, is_empty: bool = False) -> Line:
    """What would become of the text if it were sent now."""
    if is_empty:
        return Line(_("Nothing written yet"), "plain")
    findings = checked.findings
    if checked.verdict is Verdict.BLOCK:
        first = next(one for one in findings if one.severity is Severity.BLOCK)
        return Line(_("Cannot be sent: %(why)s", why=said(first.message, first.values)), "bad")
    if checked.verdict is Verdict.APPROVE:
        rules = dict.fromkeys(rule_name(one.rule) for one in findings if one.severity is Severity.APPROVE)
        return Line(_("Needs approval: %(what)s", what=", ".join(rules)), "warn")
    count = sum(one.severity is Severity.WARN for one in findings)
    if count:
        return Line(
            ngettext("Needs your reason: %(n)s warning", "Needs your reason: %(n)s warnings", count),
            "warn",
        )
    if findings:
        return Line(
            ngettext("Ready to send, %(n)s hint", "Ready to send, %(n)s hints", len(findings)), "good"
        )
    return Line(_("Ready to send"), "good")
