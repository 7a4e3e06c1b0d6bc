"""The life of a review and of a dispute, and who may have a part in it.

    review   draft ─▶ submitted ─▶ acknowledged
                          └──────▶ disputed ─▶ decided

Nobody reviews a reply that they wrote, changed or approved; a dispute is raised by the agent and decided by
somebody who is neither the agent nor the reviewer. The database holds the same by constraints.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_
from bpo.qa.rules.scoring import Answer

CLAIM_LASTS = timedelta(hours=24)
LONGEST_REASON = 2000


class ReviewState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    DISPUTED = "disputed"
    DECIDED = "decided"


class Verdict(StrEnum):
    """What a dispute's decider says of one criterion."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


def check_may_review(user_id: UUID | None, involved: Collection[str]) -> UUID:
    """Whoever may review something in which these people had a part; Forbidden for the others."""
    if user_id is None:
        raise Forbidden(N_("A review is written by a person."))
    if str(user_id) in involved:
        raise Forbidden(N_("You had a part in this reply, so somebody else reviews it."))
    return user_id


def check_writable(state: str) -> None:
    """Refuse to change a review that was handed in."""
    if ReviewState(state) is not ReviewState.DRAFT:
        raise Conflict(N_("This review has been handed in and is not changed any more."))


def check_can_acknowledge(state: str) -> None:
    """Refuse to acknowledge what is not waiting for its agent."""
    if ReviewState(state) is not ReviewState.SUBMITTED:
        raise Conflict(N_("This review does not wait for your word any more."))


def check_dispute(
    state: str,
    *,
    answer_until: datetime,
    now: datetime,
    reason: str,
    criteria: Collection[str],
    answers: Mapping[str, Answer],
) -> str:
    """The reason of a dispute that may be raised. Only what was failed can be disputed."""
    if ReviewState(state) not in {ReviewState.SUBMITTED, ReviewState.ACKNOWLEDGED}:
        raise Conflict(N_("This review has been disputed already."))
    if now > answer_until:
        raise Conflict(N_("The time in which this review could be disputed is over."))
    faults = []
    if not reason.strip():
        faults.append(Fault("reason", N_("Say why you see it differently.")))
    if len(reason) > LONGEST_REASON:
        faults.append(Fault("reason", N_("This is too long.")))
    if not criteria:
        faults.append(Fault("criteria", N_("Choose what you dispute.")))
    if any(answers.get(key) is not Answer.FAIL for key in criteria):
        faults.append(Fault("criteria", N_("Only a criterion that failed can be disputed.")))
    if faults:
        raise Invalid(N_("The dispute cannot be raised."), faults=tuple(faults))
    return reason.strip()


def check_may_decide(user_id: UUID | None, *, reviewer_id: UUID, agent_id: UUID) -> UUID:
    """Whoever may decide a dispute: a third person."""
    if user_id is None:
        raise Forbidden(N_("A dispute is decided by a person."))
    if user_id in {reviewer_id, agent_id}:
        raise Forbidden(N_("A dispute is decided by somebody who is neither its reviewer nor its agent."))
    return user_id


def check_decision(
    *, is_decided: bool, disputed: Collection[str], verdicts: Mapping[str, Verdict], note: str
) -> str:
    """The note of a decision that may be made: a verdict on each disputed criterion and on no other."""
    if is_decided:
        raise Conflict(N_("This dispute has been decided already."))
    faults = [
        Fault(f"verdicts.{key}", N_("Uphold it or overturn it."))
        for key in sorted(set(disputed) - set(verdicts))
    ]
    faults += [
        Fault(f"verdicts.{key}", N_("This criterion is not disputed."))
        for key in sorted(set(verdicts) - set(disputed))
    ]
    if not note.strip():
        faults.append(Fault("note", N_("Say how you came to this decision.")))
    if len(note) > LONGEST_REASON:
        faults.append(Fault("note", N_("This is too long.")))
    if faults:
        raise Invalid(N_("The dispute cannot be decided like this."), faults=tuple(faults))
    return note.strip()
