"""From the stored section `rule_set` to what the language checks take."""

from collections.abc import Iterable, Mapping
from typing import Any

from bpo.language.types import Language, Limit, Policy, RuleSet, Severity, Style, Term, Topic


def rule_set_of(
    content: Mapping[str, Any],
    *,
    version: int | None,
    name: str,
    languages: Iterable[str],
    foreign_names: Iterable[str] = (),
    words: Mapping[Language, tuple[str, ...]] | None = None,
) -> RuleSet:
    """A brand's guide, terms, topics and names as values; what the section lacks is not asked for.

    The brand is one of its own names. Languages that have no checks are left out; a brand that speaks none
    of the others is checked in all.
    """
    spoken = tuple(Language(code) for code in languages if code in tuple(Language))
    return RuleSet(
        version=version,
        languages=spoken or tuple(Language),
        style=style_of(content.get("style_guide") or {}),
        terms=tuple(
            Term(tuple(term["banned"]), term.get("prefer"), Severity(term["severity"]))
            for term in content.get("terms") or []
        ),
        topics=tuple(
            Topic(
                topic["topic"],
                Severity(topic["severity"]),
                tuple(topic.get("terms") or ()),
                tuple(topic.get("except") or ()),
                tuple(topic.get("about") or ()),
                tuple(topic.get("not_about") or ()),
            )
            for topic in content.get("restricted_topics") or []
            if topic.get("policy") != "exempt"
        ),
        names=tuple(dict.fromkeys((name, *(content.get("names") or [])))),
        foreign_names=tuple(foreign_names),
        words=words or {},
    )


def style_of(guide: Mapping[str, Any]) -> Style:
    """A style guide as values."""
    data = guide.get("personal_data") or {}
    return Style(
        address=_by_language(guide.get("address")),
        greeting=_policy(guide["greeting"]) if guide.get("greeting") else None,
        sign_off=_policy(guide["sign_off"]) if guide.get("sign_off") else None,
        signature=_policy(guide["signature"]) if guide.get("signature") else None,
        emoji=_limit(guide["emoji"]) if guide.get("emoji") else None,
        exclamation_marks=_limit(guide["exclamation_marks"]) if guide.get("exclamation_marks") else None,
        quotes=_by_language(guide.get("quotes")),
        yo=_policy(guide["yo"]) if guide.get("yo") else None,
        capitals=_severity(guide, "capitals", Severity.WARN),
        spelling=_severity(guide, "spelling", Severity.WARN),
        tone=_severity(guide, "tone", Severity.APPROVE),
        personal_data_public=Severity(data.get("public", "block")),
        personal_data_private=Severity(data.get("private", "info")),
    )


def _by_language(rules: Mapping[str, Any] | None) -> dict[Language, Policy]:
    return {Language(code): _policy(rule) for code, rule in (rules or {}).items() if code in tuple(Language)}


def _policy(rule: Mapping[str, Any]) -> Policy:
    return Policy(rule["policy"], Severity(rule["severity"]))


def _limit(rule: Mapping[str, Any]) -> Limit:
    return Limit(int(rule["max"]), Severity(rule["severity"]))


def _severity(guide: Mapping[str, Any], key: str, default: Severity) -> Severity:
    return Severity(guide[key]["severity"]) if guide.get(key) else default
