"""What the engine says, as findings of ours: which of it is told, how grave it is, and where it joins what we found.

The engine's dictionary is left out: whether a word is misspelt is judged by two recognisers
(docs/decisions/0018), and it would call every brand's name wrong. So are typography, capitals and the
differences between American and British English, which are the brand's own to decide. Matters of style, commas and
purity of language are hints, however sure the engine is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bpo.language.grammar.worker import Match
from bpo.language.text import Kind, Text
from bpo.language.types import N_, Finding, Severity

RULE = "grammar"
ORIGIN = "languagetool"  # the family; the engine's licence is LGPL-2.1-or-later
LICENCE = "LGPL-2.1"
SAID = N_("Grammar: %(said)s")
# Ours judge these already.
UNTOLD_RULES = (
    "MORFOLOGIK_",
    "HUNSPELL_",
    "EUPHONY_",
    "EN_UNPAIRED",
    "UNPAIRED",
    "WHITESPACE",
    "COMMA_PAREN",
)
UNTOLD_CATEGORIES = frozenset(
    {
        *("TYPOGRAPHY", "CASING", "AMERICAN_ENGLISH", "BRITISH_ENGLISH", "AMERICAN_ENGLISH_STYLE"),
        *("BRE_STYLE_OXFORD_SPELLING", "PROPER_NOUNS", "WIKIPEDIA", "APRIL", "CREATIVE_WRITING"),
        *("TON_ACADEMIC", "REPETITIONS_STYLE", "NEG"),
    }
)
UNTOLD_ISSUES = frozenset({"locale-violation", "whitespace"})
HINT_RULES = ("UK_SIMPLE_REPLACE", "ZDANIA_ZLOZONE")
HINT_CATEGORIES = frozenset(
    {
        *("STYLE", "REDUNDANCY", "PUNCTUATION", "BARBARISM", "COMPOUNDING", "PLAIN_ENGLISH", "LOGIC"),
        *("LOGICAL_ERRORS", "SEMANTICS", "NUMBERS", "COLLOQUIALISMS", "GENDER", "EXTEND", "WORD_ORDER"),
    }
)
HINT_ISSUES = frozenset({"style", "typographical", "register", "inconsistency"})
MARKS = frozenset({Kind.URL, Kind.EMAIL, Kind.MENTION, Kind.HASHTAG})
# Findings of ours about the very words: what the engine says of the same place is the same mistake.
OF_WORDS = frozenset({"spelling", "mixed_script", "wrong_language", "term", "wrong_brand", "profanity"})


def findings_of(raw: str, matches: Iterable[Match], *, spelling: Severity | None) -> tuple[Finding, ...]:
    """What is told of a text, as grave as the brand takes spelling, and never graver than a warning."""
    told = [one for one in matches if _is_told(one)]
    if not told:
        return ()
    marks = [(token.start, token.end) for token in Text(raw).tokens if token.kind in MARKS]
    found: dict[tuple[int, int], Finding] = {}
    for one in told:
        if any(one.start < end and start < one.end for start, end in marks):
            continue
        severity = Severity.INFO if spelling in {None, Severity.INFO} or _is_hint(one) else Severity.WARN
        finding = Finding(
            RULE,
            severity,
            one.start,
            one.end,
            raw[one.start : one.end],
            SAID,
            {
                "said": one.message.replace("<suggestion>", "“").replace("</suggestion>", "”"),
                "origin": ORIGIN,
                "id": one.rule,
            },
            one.suggestions,
        )
        other = found.get((one.start, one.end))
        if other is None or (other.severity is Severity.INFO and severity is Severity.WARN):
            found[one.start, one.end] = finding
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


def not_ours(findings: Iterable[Finding], ours: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Those of the engine's findings that say something new beside ours, which are given as they are kept.

    The same place is one that overlaps a finding of ours about words, or exactly that of any finding.
    """
    return tuple(
        one
        for one in findings
        if not any(
            (own["start"], own["end"]) == (one.start, one.end)
            or (own["rule"] in OF_WORDS and own["start"] < one.end and one.start < own["end"])
            for own in ours
        )
    )


def _is_told(match: Match) -> bool:
    return not (
        match.rule.startswith(UNTOLD_RULES)
        or match.category in UNTOLD_CATEGORIES
        or match.issue in UNTOLD_ISSUES
        or match.start >= match.end
    )


def _is_hint(match: Match) -> bool:
    return (
        match.rule.startswith(HINT_RULES) or match.category in HINT_CATEGORIES or match.issue in HINT_ISSUES
    )
