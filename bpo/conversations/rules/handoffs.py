"""Asking a department of the client: who it is, when it is due by its own hours, who may answer.

The clock runs from asking to the decision, in the department's calendar. Reminders come before it is due,
when it is, and again and again until there is an answer; the answer goes back to who asked, who says when
it is done. A department's people are those whose address is its contact, and experts who were given it by
a tag of their role, `department:KIND`; an approver of the client may answer for any.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.identity.rules import DEPARTMENT_TAG
from bpo.tenants.rules.working_time import WorkingTime

LONGEST_TEXT = 5000
LINK_LASTS = timedelta(days=14)
SHORTEST_ROUND = timedelta(hours=4)
PR = "pr"


class HandoffState(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"  # decided; whoever asked has not acted on it yet
    DONE = "done"
    WITHDRAWN = "withdrawn"


# What is asked for, by a page or a program, as states.
SHOWN = {
    "open": (HandoffState.WAITING.value, HandoffState.ANSWERED.value),
    "waiting": (HandoffState.WAITING.value,),
    "answered": (HandoffState.ANSWERED.value,),
    "ended": (HandoffState.DONE.value, HandoffState.WITHDRAWN.value),
}


@dataclass(frozen=True, slots=True)
class Department:
    """A part of the client that decides something, as the brand's file names it."""

    kind: str
    contact: str
    due: timedelta
    calendar: str
    alert_on: frozenset[str] = frozenset()


def departments_of(section: Sequence[Mapping[str, Any]] | None) -> tuple[Department, ...]:
    """The brand's section `departments`."""
    return tuple(
        Department(
            kind=one["kind"],
            contact=one["contact"],
            due=timedelta(seconds=one["due"]),
            calendar=one["calendar"],
            alert_on=frozenset(one.get("alert_on", ())),
        )
        for one in section or ()
    )


def department_of(departments: Iterable[Department], kind: str) -> Department:
    """The department of this kind; Invalid where the brand has none."""
    for one in departments:
        if one.kind == kind:
            return one
    fault = Fault("department", N_("Choose one of the brand's departments."))
    raise Invalid(N_("The brand has no such department."), faults=(fault,))


def kinds_of(tags: Iterable[str]) -> frozenset[str]:
    """The departments that the tags of an expert's role name."""
    return frozenset(tag.removeprefix(DEPARTMENT_TAG) for tag in tags if tag.startswith(DEPARTMENT_TAG))


def check_words(text: str, place: str) -> str:
    """A question or an answer: something, and not without end."""
    said = text.strip()
    if not said:
        raise Invalid(N_("There is nothing in it yet."), faults=(Fault(place, N_("Write something first.")),))
    if len(said) > LONGEST_TEXT:
        raise Invalid(N_("This is too long."), faults=(Fault(place, N_("This is too long.")),))
    return said


def check_waiting(state: str) -> None:
    """Conflict unless the department's answer is still awaited."""
    if state == HandoffState.WITHDRAWN:
        raise Conflict(N_("The question was taken back."))
    if state != HandoffState.WAITING:
        raise Conflict(N_("This has already been answered."))


def check_answered(state: str) -> None:
    """Conflict unless there is an answer that nobody has acted on yet."""
    if state == HandoffState.WAITING:
        raise Conflict(N_("The department has not answered yet."))
    if state != HandoffState.ANSWERED:
        raise Conflict(N_("This is already finished."))


def next_reminder(
    asked_at: datetime, target: timedelta, *, sent: int, working_time: WorkingTime
) -> datetime | None:
    """When to remind next, after so many reminders: at three quarters, when due, then once a round.

    All in the department's own hours: nobody is reminded of what nobody could have done.
    """
    after = target * 3 / 4 if sent == 0 else target + (sent - 1) * max(target, SHORTEST_ROUND)
    return working_time.due(asked_at, after)


@dataclass(frozen=True, slots=True)
class AlertDue:
    """A department to be told at once, and of what."""

    department: Department
    reason: str


REACH = "reach"


def alerts_due(
    departments: Iterable[Department],
    *,
    urgent: Iterable[str],
    is_negative: bool,
    reach: int | None,
    reach_over: int | None,
) -> list[AlertDue]:
    """Whom a customer's message alarms.

    Each department is told of what its `alert_on` names. PR is told of every crisis, and of an angry post
    by somebody whom many read, whether or not that was written down.
    """
    reasons = list(dict.fromkeys(urgent))
    if is_negative and reach is not None and reach_over is not None and reach > reach_over:
        reasons.append(REACH)
    return [
        AlertDue(one, reason)
        for one in departments
        for reason in reasons
        if reason in one.alert_on or (one.kind == PR and reason in {"crisis", REACH})
    ]
