"""Telling a department at once of a post that can hurt the brand: a conversation and a reason once.

Called by intake in the unit that takes the message in, under the lock that intake holds for the brand, so
that two batches cannot tell twice. What is alarming is read from the queue's own row, which says why it
stands where it stands. Only what is fresh alarms: imported history does not.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select

from bpo.conversations.models import DepartmentAlert, Message, QueueItem
from bpo.conversations.operations.approvals import reach_of
from bpo.conversations.queries.handoffs import experts_of, list_alerted, list_departments
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.rules.approval import policy_of
from bpo.conversations.rules.handoffs import AlertDue, alerts_due
from bpo.core.errors import Forbidden
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Priority, Sentiment
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_section, slug_of

MAIL_JOB = "conversations.jobs.send_alert_mail"
FRESH = timedelta(hours=24)


def raise_alerts(uow: UnitOfWork, tenant_id: UUID, conversation_ids: Iterable[UUID]) -> int:
    """Tell departments of what these conversations say now; the number of new alerts."""
    ids = list(conversation_ids)
    alarming = _alarming(uow, tenant_id, ids) if ids else []
    departments = list_departments(uow, tenant_id) if alarming else ()
    if not departments:
        return 0
    reach_over = policy_of(get_section(uow, tenant_id, "approval")).reach_over
    told = list_alerted(uow, tenant_id, [item.id for item in alarming])
    raised = 0
    for item in alarming:
        reach = reach_of(uow, get_conversation(uow, tenant_id, item.id))
        due = alerts_due(
            departments,
            urgent=[one["kind"] for one in item.reasons if one["code"] == "urgent"],
            is_negative=item.sentiment == Sentiment.NEGATIVE,
            reach=reach,
            reach_over=reach_over,
        )
        new = [one for one in due if (item.id, one.department.kind, one.reason) not in told]
        message_id = _fresh_message(uow, item) if new else None
        if message_id is None:
            continue
        for alert in new:
            _raise(uow, item, alert, message_id=message_id, reach=reach)
        raised += len(new)
    return raised


def _alarming(uow: UnitOfWork, tenant_id: UUID, conversation_ids: list[UUID]) -> list[QueueItem]:
    """The few that can alarm anybody: urgent, or angry."""
    return list(
        uow.session.scalars(
            select(QueueItem)
            .where(
                QueueItem.tenant_id == tenant_id,
                QueueItem.id.in_(conversation_ids),
                or_(
                    QueueItem.priority == Priority.URGENT.value,
                    QueueItem.sentiment == Sentiment.NEGATIVE.value,
                ),
            )
            .execution_options(populate_existing=True)  # written by statements, not through the session
        )
    )


def _fresh_message(uow: UnitOfWork, item: QueueItem) -> UUID | None:
    """The customer's last message, if it is of today."""
    return uow.session.scalars(
        select(Message.id)
        .where(
            Message.tenant_id == item.tenant_id,
            Message.conversation_id == item.id,
            Message.direction == Direction.IN.value,
            Message.posted_at >= uow.now - FRESH,
        )
        .order_by(Message.posted_at.desc(), Message.id.desc())
        .limit(1)
    ).first()


def _raise(uow: UnitOfWork, item: QueueItem, alert: AlertDue, *, message_id: UUID, reach: int | None) -> None:
    row = DepartmentAlert(
        tenant_id=item.tenant_id,
        account_id=item.account_id,
        conversation_id=item.id,
        message_id=message_id,
        department=alert.department.kind,
        contact=alert.department.contact,
        reason=alert.reason,
        reach=reach,
        raised_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()  # the mail needs its id
    uow.audit("alert.raised", row, department=row.department, reason=row.reason)
    uow.defer(MAIL_JOB, tenant_id=row.tenant_id, payload={"alert_id": str(row.id)})
    notify(
        uow,
        experts_of(uow, row.tenant_id, row.department),
        tenant_id=row.tenant_id,
        kind=Kind.PR_ALERT,
        message=N_("A post can hurt the brand. Your department is told at once: %(department)s."),
        values={"department": row.department},
        path=f"/brands/{slug_of(uow, row.tenant_id)}/alerts/{row.id}",
        about=row.id,
    )


def note_seen(uow: UnitOfWork, alert: DepartmentAlert) -> None:
    """The department has seen it; whoever saw it first is kept."""
    if uow.actor.is_staff or not uow.actor.may(Permission.HANDOFF_DECIDE, alert.tenant_id):
        raise Forbidden(N_("An alert is acknowledged by the client's people."))
    if alert.seen_at is not None:
        return
    alert.seen_at = uow.now
    alert.seen_by, alert.seen_by_name = uow.actor.user_id, uow.actor.name
    uow.audit("alert.seen", alert)
