"""What vendor and client say to each other about a month. It is no part of what is signed and changes nothing of it."""

from uuid import UUID

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may, own_name
from bpo.reports.events import MonthCommented
from bpo.reports.models import ReportComment
from bpo.reports.operations.telling import check_whole
from bpo.reports.rules.months import LONGEST_REASONS, name_of
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period, month_of


def add_comment(uow: UnitOfWork, tenant: Tenant, period: Period, *, text: str) -> ReportComment:
    """Say something about a month; whoever signs for the vendor, or accepts for the client, is told of the other's."""
    check_whole(uow, tenant)
    said = text.strip()
    if not said or len(said) > LONGEST_REASONS:
        message = N_("Write a comment of up to 2,000 characters.")
        raise Invalid(message, faults=(Fault("text", message),))
    if period.start > uow.now:
        raise Conflict(N_("This month has not begun."))
    row = ReportComment(
        tenant_id=tenant.id,
        month=period.from_date,
        text=said,
        is_vendors=uow.actor.is_staff,
        written_at=uow.now,
        written_by=uow.actor.user_id,
        written_by_name=own_name(uow) or uow.actor.name,
    )
    uow.session.add(row)
    uow.session.flush()  # the audit is about it
    uow.emit(MonthCommented(tenant.id, row.id))
    uow.audit("month.commented", row, month=name_of(period.from_date))
    return row


def take_comment_back(uow: UnitOfWork, tenant: Tenant, row: ReportComment) -> None:
    """Take back one's own words: that something stood there stays."""
    check_whole(uow, tenant)
    if row.written_by is None or row.written_by != uow.actor.user_id:
        raise Conflict(N_("Only whoever wrote a comment takes it back."))
    if row.taken_back_at is not None:
        raise Conflict(N_("This comment was taken back already."))
    row.text, row.taken_back_at = None, uow.now
    uow.audit("month.comment_taken_back", row, month=name_of(row.month))


def tell_of_comment(uow: UnitOfWork, tenant: Tenant, row: ReportComment) -> None:
    """Tell the other side, as the system: its people do not exist for whoever wrote."""
    period = month_of(row.month, tenant.time_zone)
    permission = Permission.REPORT_ACCEPT if row.is_vendors else Permission.REPORT_SIGN
    people = list_people_who_may(uow, tenant.id, permission)
    notify(
        uow,
        frozenset[UUID](people) - {row.written_by},
        tenant_id=tenant.id,
        kind=Kind.MONTH_COMMENT,
        message=N_("There is a new comment on the report of %(brand)s from %(first_on)s to %(last_on)s."),
        values={
            "brand": tenant.name,
            "first_on": period.from_date.isoformat(),
            "last_on": period.last_date.isoformat(),
        },
        path=f"/brands/{tenant.slug}/months/{name_of(period.from_date)}#comments",
        about=str(row.id),
    )
