"""Asking a department of the client, its answer, and following it up until it is done.

The due time is counted in the department's own calendar, in the version in force when it was asked. Whoever
answers is told nothing but the question and the conversation behind it; what they say goes back to who asked.
Notifications and mail are the system's: a client's person cannot write to the vendor's people directly.
"""

from datetime import timedelta
from uuid import UUID

from bpo.conversations.events import HandoffAnswered
from bpo.conversations.models import Conversation, Handoff
from bpo.conversations.operations.acts import hold_conversation, last_seen
from bpo.conversations.operations.waiting import wake
from bpo.conversations.queries.handoffs import (
    experts_of,
    find_waiting,
    list_departments,
    list_due_for_reminder,
)
from bpo.conversations.rules.handoffs import (
    HandoffState,
    check_answered,
    check_waiting,
    check_words,
    department_of,
    next_reminder,
)
from bpo.core.errors import Conflict, Forbidden
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.tenants.queries import ALWAYS, list_calendars, slug_of, working_times

MAIL_JOB = "conversations.jobs.send_handoff_mail"
MICROSECOND = timedelta(microseconds=1)


def ask_department(uow: UnitOfWork, conversation: Conversation, *, department: str, question: str) -> Handoff:
    """Hand a question to a department; a second one to the same department waits for the first answer."""
    asker = uow.actor.user_id
    if asker is None:
        raise Forbidden(N_("A department is asked by a person."))
    asked = department_of(list_departments(uow, conversation.tenant_id), department)
    words = check_words(question, "question")
    hold_conversation(uow, conversation)
    if find_waiting(uow, conversation, asked.kind) is not None:
        raise Conflict(N_("This department has been asked already and has not answered yet."))
    calendar_id = None
    if asked.calendar != ALWAYS:
        calendars = {row.name: row.id for row in list_calendars(uow, conversation.tenant_id)}
        calendar_id = calendars[asked.calendar]
    working_time = working_times(uow, conversation.tenant_id)(calendar_id)
    row = Handoff(
        tenant_id=conversation.tenant_id,
        account_id=conversation.account_id,
        conversation_id=conversation.id,
        message_id=last_seen(uow, conversation, at=uow.now),
        department=asked.kind,
        contact=asked.contact,
        question=words,
        asked_at=uow.now,
        asked_by=asker,
        asked_by_name=uow.actor.name,
        calendar_id=calendar_id,
        target_seconds=int(asked.due.total_seconds()),
        due_at=working_time.due(uow.now, asked.due),
        state=HandoffState.WAITING.value,
        reminders=0,
        next_reminder_at=next_reminder(uow.now, asked.due, sent=0, working_time=working_time),
    )
    uow.session.add(row)
    uow.session.flush()  # the mail needs its id
    uow.audit("handoff.asked", row, department=row.department)
    _tell_department(uow, row, about="asked")
    return row


def answer_handoff(uow: UnitOfWork, handoff: Handoff, *, answer: str, via: str = "tool") -> None:
    """The department's decision. `handoff` is locked; who may answer is said by what was loaded."""
    if uow.actor.is_staff or not uow.actor.may(Permission.HANDOFF_DECIDE, handoff.tenant_id):
        raise Forbidden(N_("A question to a department is answered by the client's people."))
    check_waiting(handoff.state)
    words = check_words(answer, "answer")
    working_time = working_times(uow, handoff.tenant_id)(handoff.calendar_id)
    handoff.state = HandoffState.ANSWERED.value
    handoff.answer = words
    handoff.answered_at = uow.now
    handoff.answered_by = uow.actor.user_id
    handoff.answered_by_name = uow.actor.name
    handoff.via = via
    handoff.worked_us = working_time.between(handoff.asked_at, uow.now) // MICROSECOND
    handoff.next_reminder_at = None
    uow.audit("handoff.answered", handoff, department=handoff.department, via=via)
    uow.emit(HandoffAnswered(handoff.tenant_id, handoff.id))


def pass_answer_on(uow: UnitOfWork, handoff: Handoff) -> None:
    """Tell who asked, and bring the conversation back to them if it was put off meanwhile."""
    wake(uow, handoff.tenant_id, [handoff.conversation_id])
    notify(
        uow,
        [handoff.asked_by],
        tenant_id=handoff.tenant_id,
        kind=Kind.HANDOFF_DECIDED,
        message=N_("The department %(department)s has answered your question."),
        values={"department": handoff.department},
        path=f"/brands/{slug_of(uow, handoff.tenant_id)}/handoffs/{handoff.id}",
        about=handoff.id,
    )


def finish_handoff(uow: UnitOfWork, handoff: Handoff) -> None:
    """What the department decided has been acted on."""
    check_answered(handoff.state)
    _end(uow, handoff, HandoffState.DONE)
    uow.audit("handoff.done", handoff)


def withdraw_handoff(uow: UnitOfWork, handoff: Handoff) -> None:
    """The question went away before it was answered."""
    check_waiting(handoff.state)
    _end(uow, handoff, HandoffState.WITHDRAWN)
    uow.audit("handoff.withdrawn", handoff)


def _end(uow: UnitOfWork, handoff: Handoff, state: HandoffState) -> None:
    handoff.state = state.value
    handoff.ended_at, handoff.ended_by = uow.now, uow.actor.user_id
    handoff.next_reminder_at = None


def remind_departments(uow: UnitOfWork, tenant_id: UUID) -> int:
    """Remind of what is nearly due or late; once it is late, who asked is told as well. How many."""
    found = list_due_for_reminder(uow, tenant_id)
    for row in found:
        late = row.due_at is not None and row.due_at <= uow.now
        working_time = working_times(uow, tenant_id)(row.calendar_id)
        target = timedelta(seconds=row.target_seconds)
        while row.next_reminder_at is not None and row.next_reminder_at <= uow.now:
            row.reminders += 1  # those missed while nothing ran are one
            row.next_reminder_at = next_reminder(
                row.asked_at, target, sent=row.reminders, working_time=working_time
            )
        uow.audit("handoff.reminded", row, reminders=row.reminders, late=late)
        _tell_department(uow, row, about="late" if late else "reminder")
        if late:
            notify(
                uow,
                [row.asked_by],
                tenant_id=tenant_id,
                kind=Kind.HANDOFF_DECIDED,
                message=N_("The department %(department)s has not answered in time. It is reminded again."),
                values={"department": row.department},
                path=f"/brands/{slug_of(uow, tenant_id)}/handoffs/{row.id}",
                about=f"{row.id} late {row.reminders}",
            )
    return len(found)


def _tell_department(uow: UnitOfWork, row: Handoff, *, about: str) -> None:
    """A mail with a link to the contact, and word to the department's experts."""
    uow.defer(MAIL_JOB, tenant_id=row.tenant_id, payload={"handoff_id": str(row.id), "about": about})
    messages = {
        "asked": N_("A question waits for your department: %(department)s."),
        "reminder": N_("A question to your department is due soon: %(department)s."),
        "late": N_("A question to your department is late: %(department)s."),
    }
    notify(
        uow,
        experts_of(uow, row.tenant_id, row.department),
        tenant_id=row.tenant_id,
        kind=Kind.HANDOFF_WAITING,
        message=messages[about],
        values={"department": row.department},
        path=f"/brands/{slug_of(uow, row.tenant_id)}/questions/{row.id}",
        about=f"{row.id} {about} {row.reminders}",
    )
