"""Whether a customer is asked after a closing, and if not, why not.

The same rule is asked twice: at the closing, so that nothing is planned in vain, and when the invitation is to
go out, under the customer's lock, because in between the customer may have written again or been asked elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bpo.surveys.rules.plan import Plan


class InvitationState(StrEnum):
    PLANNED = "planned"
    QUEUED = "queued"  # given to its network's delivery
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"  # by the rule below, with the reason


class WhyNot(StrEnum):
    """The reason for which a customer is not asked; the first that holds, in this order."""

    OFF = "off"
    NETWORK = "network"
    ERASED = "erased"
    NOBODY = "nobody"
    NOT_FOR_US = "not_for_us"
    NOT_ANSWERED = "not_answered"
    REOPENED = "reopened"
    UNREACHABLE = "unreachable"
    ASKED_LATELY = "asked_lately"
    WORDING = "wording"  # the brand's rules do not let the text out
    LATE = "late"


# Turns dismissed for these reasons were no concern of the brand's, and who wrote them is not asked about it.
NOT_OURS = frozenset({"spam", "not_for_us"})


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a closed episode and its customer."""

    network: str
    has_customer: bool = True
    is_erased: bool = False
    is_reachable: bool = True  # its network takes a private message to the customer now
    answered_turns: int = 1
    dismissals: frozenset[str] = frozenset()
    is_reopened: bool = False  # opened again, or closed once more, since
    asked_at: datetime | None = None  # the customer's latest invitation


def why_not(plan: Plan | None, case: Case, *, now: datetime) -> WhyNot | None:
    """Why the customer is not asked; None where they are."""
    apart = plan.apart if plan else None
    lately = apart is not None and case.asked_at is not None and now < case.asked_at + apart
    reasons = (
        (WhyNot.OFF, plan is None or not plan.is_on),
        (WhyNot.NETWORK, plan is not None and case.network not in plan.networks),
        (WhyNot.ERASED, case.is_erased),
        (WhyNot.NOBODY, not case.has_customer),
        (WhyNot.NOT_FOR_US, bool(case.dismissals & NOT_OURS)),
        (WhyNot.NOT_ANSWERED, case.answered_turns == 0),
        (WhyNot.REOPENED, case.is_reopened),
        (WhyNot.UNREACHABLE, not case.is_reachable),
        (WhyNot.ASKED_LATELY, lately),
    )
    return next((reason for reason, holds in reasons if holds), None)
