"""What an answer may be, and what it says."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

SCORES = (1, 2, 3, 4, 5)
RECOMMENDS = range(11)
SATISFIED = frozenset({4, 5})
DISSATISFIED = frozenset({1, 2})
LONGEST_COMMENT = 2000
SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: satisfied 1 to 5, would recommend 0 to 10 where asked, and words where there are any."""

    score: int
    recommend: int | None = None
    comment: str | None = None


def check_given(score: int | None, recommend: int | None = None, comment: str | None = None) -> Given:
    """The answer as it is kept; Invalid with every fault where it is none."""
    faults = []
    if score not in SCORES:
        faults.append(Fault("score", N_("Choose a number from 1 to 5.")))
    if recommend is not None and recommend not in RECOMMENDS:
        faults.append(Fault("recommend", N_("Choose a number from 0 to 10.")))
    words = (comment or "").replace("\r\n", "\n").replace("\0", "").strip()
    if len(words) > LONGEST_COMMENT:
        faults.append(Fault("comment", N_("This is too long.")))
    if faults or score is None:
        raise Invalid(N_("The answer cannot be kept."), faults=tuple(faults))
    return Given(score, recommend, words or None)


def check_answered_at(answered_at: datetime, *, now: datetime) -> datetime:
    """When it was answered elsewhere; Invalid for what has not happened yet."""
    if answered_at > now + SKEW:
        fault = Fault("answered_at", N_("This lies in the future."))
        raise Invalid(N_("The answer cannot be kept."), faults=(fault,))
    return min(answered_at, now)


def is_new_trouble(before: int | None, after: int) -> bool:
    """Whether an answer, or a change of one, says for the first time that somebody is dissatisfied."""
    return after in DISSATISFIED and before not in DISSATISFIED
