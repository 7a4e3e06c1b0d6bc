"""The score of a review, from its answers.

* A class has an error where at least one of its applicable criteria failed; classes are never averaged.
* The weighted score is passed weight ÷ applicable weight over the non-critical criteria, in hundredths of a
  percent, a half rounded up; None where none of them applies.
* A failed auto-fail criterion, of whatever class, makes the weighted score 0, also where none applies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.qa.rules.scorecards import CRITICAL, Criterion, CriterionClass

WHOLE = 10_000  # hundredths of a percent
LONGEST_NOTE = 2000


class Answer(StrEnum):
    PASS = "pass"  # noqa: S105 -- an answer, not a password
    FAIL = "fail"
    NA = "na"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answers come to. `errors`: by critical class that the card asks about, whether it has one."""

    errors: Mapping[CriterionClass, bool]
    score: int | None  # hundredths of a percent
    auto_failed: bool


def score(criteria: Sequence[Criterion], answers: Mapping[str, Answer]) -> Outcome:
    """The outcome of a whole review. Unanswered criteria must not be left: see `check_answers`."""
    failed = [one for one in criteria if answers[one.key] is Answer.FAIL]
    auto_failed = any(one.auto_fail for one in failed)
    return Outcome(
        errors={
            kind: any(one.kind is kind for one in failed)
            for kind in CRITICAL
            if any(one.kind is kind for one in criteria)
        },
        score=0 if auto_failed else _weighted(criteria, answers),
        auto_failed=auto_failed,
    )


def _weighted(criteria: Sequence[Criterion], answers: Mapping[str, Answer]) -> int | None:
    counted = [
        one
        for one in criteria
        if one.kind is CriterionClass.NON_CRITICAL and answers[one.key] is not Answer.NA
    ]
    whole = sum(one.weight for one in counted)
    if not whole:
        return None
    passed = sum(one.weight for one in counted if answers[one.key] is Answer.PASS)
    return int(Fraction(passed * WHOLE, whole) + Fraction(1, 2))


def check_answer(criterion: Criterion, answer: Answer | None, note: str) -> None:
    """Refuse an answer that the criterion does not allow; places are `KEY` of the criterion."""
    if answer is Answer.NA and not criterion.allows_na:
        fault = Fault(criterion.key, N_("This criterion always applies."))
        raise Invalid(N_("This answer cannot be kept."), faults=(fault,))
    if len(note) > LONGEST_NOTE:
        raise Invalid(
            N_("This answer cannot be kept."), faults=(Fault(criterion.key, N_("This is too long.")),)
        )


def check_answers(
    criteria: Sequence[Criterion], answers: Mapping[str, Answer], notes: Mapping[str, str]
) -> None:
    """Refuse to submit a review with gaps: each criterion has an answer, each critical failure a note."""
    faults = []
    for one in criteria:
        answer = answers.get(one.key)
        if answer is None:
            faults.append(Fault(one.key, N_("This criterion has no answer yet.")))
        elif answer is Answer.NA and not one.allows_na:
            faults.append(Fault(one.key, N_("This criterion always applies.")))
        elif answer is Answer.FAIL and _needs_note(one) and not notes.get(one.key, "").strip():
            faults.append(Fault(one.key, N_("Say in a note what was wrong, so that the agent can learn it.")))
    if faults:
        raise Invalid(N_("The review is not finished."), faults=tuple(faults))


def _needs_note(criterion: Criterion) -> bool:
    return criterion.auto_fail or criterion.kind is not CriterionClass.NON_CRITICAL
