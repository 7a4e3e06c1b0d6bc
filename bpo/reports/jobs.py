"""What reports do by themselves: closing months, computing what somebody asked for, telling of refusals, mailing reports."""

from datetime import timedelta
from uuid import UUID

from bpo.core.errors import Conflict
from bpo.core.queue import job, on
from bpo.core.schedule import every
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.identity import mail
from bpo.reports.events import MonthCommented, MonthRefused, MonthSealed
from bpo.reports.letters import compose
from bpo.reports.models import ReportComment, ReportDelivery, Snapshot
from bpo.reports.operations.acceptance import keep_deadlines
from bpo.reports.operations.comments import tell_of_comment
from bpo.reports.operations.industry import give_month
from bpo.reports.operations.months import close_last_month, prepare_month, tell_of_refusal
from bpo.reports.operations.subscriptions import pack, plan_deliveries
from bpo.reports.rules.months import find_month
from bpo.tenants.models import Tenant


@every(timedelta(hours=1), queue_name="slow")
def close_months(uow: UnitOfWork, tenant_id: str) -> None:
    """Prepare the report of a month that has ended, and tell who signs it."""
    close_last_month(uow, uow.session.get_one(Tenant, UUID(tenant_id)))


@every(timedelta(hours=1), queue_name="slow")
def keep_acceptance(uow: UnitOfWork, tenant_id: str) -> None:
    """Remind of signed months, and accept those whose agreed days have passed."""
    keep_deadlines(uow, uow.session.get_one(Tenant, UUID(tenant_id)))


@every(timedelta(minutes=10), queue_name="slow")
def plan_reports(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave the mails of those reports whose time has come."""
    plan_deliveries(uow, uow.session.get_one(Tenant, UUID(tenant_id)))


@job("slow", units="own")
def deliver_report(open_unit: OpenUnit, tenant_id: str, delivery_id: str) -> None:
    """Mail one report, and write down that it went; killed in between, the same mail goes again by the same id."""
    settings = mail.in_use()
    key = (UUID(tenant_id), UUID(delivery_id))
    with open_unit() as uow:
        tenant = uow.session.get_one(Tenant, key[0])
        delivery = uow.session.get_one(ReportDelivery, key)
        parcel = pack(uow, tenant, delivery)
        if parcel is None:
            return
        to = parcel.user.email
        subject, text, files = compose(uow, tenant, delivery, parcel, public_url=settings.public_url)
    mail.send(
        settings, to=to, subject=subject, text=text, attachments=files, message_id=f"report-{delivery_id}"
    )
    with open_unit() as uow:
        delivery = uow.session.get_one(ReportDelivery, key)
        delivery.outcome, delivery.finished_at = "sent", uow.now


@job("slow")
def prepare(uow: UnitOfWork, tenant_id: str, month: str) -> None:
    """Compute a month; nothing where it has been signed meanwhile."""
    tenant = uow.session.get_one(Tenant, UUID(tenant_id))
    period = find_month(month, tenant.time_zone)
    if period is None:
        return
    try:
        prepare_month(uow, tenant, period)
    except Conflict:
        return


@on(MonthRefused, queue="intake")
def tell_signers(uow: UnitOfWork, tenant_id: str, snapshot_id: str) -> None:
    """The client refused a month: who signs is told."""
    tenant = uow.session.get_one(Tenant, UUID(tenant_id))
    tell_of_refusal(uow, tenant, uow.session.get_one(Snapshot, (tenant.id, UUID(snapshot_id))))


@on(MonthSealed, queue="intake")
def compare_month(uow: UnitOfWork, tenant_id: str, snapshot_id: str) -> None:
    """A sealed month is given to the comparison of its industry, where the contract says so."""
    give_month(uow, UUID(tenant_id), UUID(snapshot_id))


@on(MonthCommented, queue="intake")
def tell_of_comments(uow: UnitOfWork, tenant_id: str, comment_id: str) -> None:
    """The other side is told of a comment."""
    tenant = uow.session.get_one(Tenant, UUID(tenant_id))
    tell_of_comment(uow, tenant, uow.session.get_one(ReportComment, (tenant.id, UUID(comment_id))))
