"""When people are warned that an answer falls due, who is told, and which brand comes first on the floor.

The warning comes when a fifth of the target is left, and at least five minutes before the end; a brand may fix
its own time instead. It goes to whoever holds the conversation, else to those on shift who can answer or watch
there, and to those who watch the brand where nobody is on shift; what is late goes to these too. A turn is told
of once before the end and once after it, whatever is done with the conversation between. Nobody is told of what
fell due long ago: an import of old conversations must not ring every bell.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

SHARE_LEFT = 5  # a fifth
LEAST = timedelta(minutes=5)
MOST_OF_A_PROMISE = timedelta(hours=1)  # a promise for tomorrow is not worth a warning today
TOLD_FOR = timedelta(hours=24)
LONGEST_WARNING = timedelta(hours=24)
WITHIN = (5, 15, 30, 60)  # minutes ahead that the floor can look
USUAL_WITHIN = 15
ONE_BY_ONE = 3  # more news of a kind at once is told as a number


class Notice(StrEnum):
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits and has a due time."""

    id: UUID
    account_id: UUID
    due_at: datetime
    waiting_since: datetime
    target: timedelta | None  # a promise has none
    holder: UUID | None


def warning_at(due: Due, *, before: timedelta | None = None) -> datetime:
    """When people are warned; `before` is the brand's own time."""
    if before is None:
        length = due.target or (due.due_at - due.waiting_since)
        before = max(LEAST, length / SHARE_LEFT)
        if due.target is None:
            before = min(before, MOST_OF_A_PROMISE)
    return due.due_at - before


def notice_of(due: Due, *, now: datetime, before: timedelta | None = None) -> Notice | None:
    """What is to be told of it now."""
    if now - due.due_at >= TOLD_FOR:
        return None
    if now > due.due_at:
        return Notice.LATE
    if now < warning_at(due, before=before):
        return None
    return Notice.DUE


def check_warning(minutes: int | None) -> timedelta | None:
    """The brand's own time as it is kept; None for the usual one."""
    if minutes is None:
        return None
    before = timedelta(minutes=minutes)
    if not LEAST <= before <= LONGEST_WARNING:
        fault = Fault("minutes", N_("Between 5 minutes and 24 hours."))
        raise Invalid(N_("A warning cannot come then."), faults=(fault,))
    return before


def on_duty(
    *, watch: Collection[UUID], answer: Collection[UUID], on_shift: Collection[UUID]
) -> frozenset[UUID]:
    """Whom to tell: of those who watch or can answer who is on shift; where nobody is, all who watch."""
    return frozenset(watch) & frozenset(on_shift) | frozenset(answer) & frozenset(on_shift) or frozenset(
        watch
    )


def risk(*, late: int, soon: int, urgent: int, negative: int, waiting: int) -> tuple[int, ...]:
    """The order of brands on the floor: the greatest risk first, by a sort from the smallest."""
    return (-late, -soon, -urgent, -negative, -waiting)


def unanswered(languages: Collection[str], responders: Collection[Collection[str]]) -> list[str]:
    """The languages of a brand in which nobody can answer now."""
    return [language for language in languages if not any(language in one for one in responders)]
