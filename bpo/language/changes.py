"""What a changed rule set finds otherwise than the one before: only checkers that read what was changed run.

`READS` says of each checker which parts of a rule set it looks at; one that is not listed counts as looking at
all of them. Where what the changed checkers find in a text is the same by both rule sets, that is all that is
asked; where it differs, the others run once, for what they find is the same by both.

Where it is known how the reader read a text, what it says of it is part of both sides, without asking it again: its
findings stand on the whole text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from bpo.language.compiled import Checker, Compiled
from bpo.language.deep import findings_by, known_by, rules_said, says_something, topics_said, whole
from bpo.language.engine import CHECKERS, findings_of, language_of
from bpo.language.reader import card
from bpo.language.text import Text
from bpo.language.types import Context, Finding, Language, RuleSet, Severity, Style, Verdict, verdict_of

PARTS = tuple(one.name for one in fields(RuleSet) if one.name not in {"version", "style"})
STYLE_PARTS = tuple(f"style.{one.name}" for one in fields(Style))
ALL_PARTS = frozenset((*PARTS, *STYLE_PARTS))
READS: dict[str, frozenset[str]] = {
    "check_spelling": frozenset(
        {"style.spelling", "style.yo", "languages", "names", "foreign_names", "words"}
    ),
    "check_terms": frozenset({"terms", "topics", "names", "foreign_names"}),
    "check_script": frozenset(),
    "check_language": frozenset({"languages"}),
    "check_length": frozenset(),
    "check_blanks": frozenset(),
    "check_address": frozenset({"style.address", "style.yo"}),
    "check_thread": frozenset({"style.address", "style.yo"}),
    "check_style": frozenset(
        f"style.{one}" for one in ("greeting", "sign_off", "signature", "emoji", "exclamation_marks")
    ),
    "check_quotes": frozenset({"style.quotes"}),
    "check_yo": frozenset({"style.yo", "names"}),
    "check_capitals": frozenset({"style.capitals", "names"}),
    "check_personal_data": frozenset({"style.personal_data_public", "style.personal_data_private", "names"}),
    "check_profanity": frozenset(),
    "check_brush_off": frozenset(),
    "check_promises": frozenset({"names"}),
    "check_tone": frozenset({"style.tone"}),
}

# What the reader's findings hang on, beside what the checkers found.
READER_READS = frozenset({"style.tone", "style.personal_data_public", "topics"})

# What a checker finds is as grave as one setting says, or a mere note whatever it says: where only that setting
# changed, it need not run twice, unless the setting was a note as well and the two cannot be told apart.
AS_GRAVE_AS = {"check_spelling": "spelling", "check_capitals": "capitals", "check_tone": "tone"}


@dataclass(frozen=True, slots=True)
class Compared:
    """What both rule sets find in a text where that is not the same."""

    language: Language
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]

    @property
    def verdicts(self) -> tuple[Verdict, Verdict]:
        """What becomes of the text by the one and by the other."""
        return verdict_of(self.before), verdict_of(self.after)


class Change:
    """A rule set and what it is to become; made once, asked of any number of texts."""

    def __init__(self, before: Compiled, after: Compiled) -> None:
        self.before, self.after = before, after
        self.parts = changed_parts(before.rules, after.rules)
        self.checkers = tuple(one for one in CHECKERS if reads(one) & self.parts)
        self._others = tuple(one for one in CHECKERS if one not in self.checkers)
        self._graver = {one: how for one in self.checkers if (how := self._new_severity(one)) is not None}
        self._twice = tuple(one for one in self.checkers if one not in self._graver)

    def _new_severity(self, checker: Checker) -> tuple[Severity, Severity] | None:
        """How grave the setting was and becomes, where nothing else of what the checker reads changed."""
        name = AS_GRAVE_AS.get(getattr(checker, "__name__", ""))
        if name is None or reads(checker) & self.parts != {f"style.{name}"}:
            return None
        old: Severity | None = getattr(self.before.rules.style, name)
        new: Severity | None = getattr(self.after.rules.style, name)
        return None if old is None or new is None or old is Severity.INFO else (old, new)

    def compare(
        self, raw: str, context: Context, likely: Mapping[str, float] | None = None
    ) -> Compared | None:
        """What is found otherwise than before; None where all is the same. `likely`: how the reader read it, as it is kept."""
        if not self.checkers:
            return None
        text = Text(raw)
        language = language_of(text, self.before.rules, context)
        now = language_of(text, self.after.rules, context) if "languages" in self.parts else language
        before = findings_of(self._twice, text, language, self.before, context)
        after = findings_of(self._twice, text, now, self.after, context)
        for checker, (old, new) in self._graver.items():
            found = findings_of((checker,), text, language, self.before, context)
            before += found
            after += tuple(replace(one, severity=new) if one.severity is old else one for one in found)
        is_read = likely is not None and says_something(card(), likely)
        if _keys(before) == _keys(after) and not (is_read and self.parts & READER_READS):
            return None
        others = findings_of(self._others, text, now, self.after, context)
        before, after = (*before, *others), (*after, *others)
        if likely is not None and is_read:
            before, after = self._read(text, context, likely, before, after)
            if _keys(before) == _keys(after):
                return None
        return Compared(now, _ordered(before), _ordered(after))

    def _read(
        self,
        text: Text,
        context: Context,
        kept: Mapping[str, float],
        before: tuple[Finding, ...],
        after: tuple[Finding, ...],
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Both sides with what the reader said; of a topic of which it cannot be known for both, words speak alone."""
        sides = ((self.before, before), (self.after, after))
        known = [known_by(kept, compiled.rules.topics) for compiled, _said in sides]
        unknown = known[0][1] | known[1][1]
        first, second = (
            (
                *said,
                *findings_by(
                    card(),
                    likely,
                    text,
                    compiled,
                    context,
                    rules_said(said),
                    topics_said(said) | unknown,
                    whole,
                ),
            )
            for (compiled, said), (likely, _unknown) in zip(sides, known, strict=True)
        )
        return first, second


def changed_parts(before: RuleSet, after: RuleSet) -> frozenset[str]:
    """The parts in which two rule sets differ; their versions are none."""
    parts = {name for name in PARTS if getattr(before, name) != getattr(after, name)}
    parts |= {
        f"style.{one.name}"
        for one in fields(Style)
        if getattr(before.style, one.name) != getattr(after.style, one.name)
    }
    return frozenset(parts)


def reads(checker: Checker) -> frozenset[str]:
    """The parts of a rule set that a checker looks at: all where nobody has said which."""
    return READS.get(getattr(checker, "__name__", ""), ALL_PARTS)


def key_of_finding(finding: Finding) -> tuple[str, str, int, int]:
    """What makes a finding the same as another: better words to write instead do not make it one more."""
    return finding.rule, finding.severity.value, finding.start, finding.end


def _keys(findings: Iterable[Finding]) -> list[tuple[str, str, int, int]]:
    return sorted(map(key_of_finding, findings))


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (one.start, one.end, one.rule)))
