"""Reports by mail: who asked for which, what is due, and what became of each mail.

A mail goes to people who hold the right to read the brand's whole report, and to nobody else. That is asked when
they subscribe and again just before each mail; whoever has lost it gets none, and is not asked again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from bpo.core.errors import Forbidden, NotFound
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.models import User
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.reports.models import ReportDelivery, ReportSubscription, Snapshot
from bpo.reports.operations.figures import report_at
from bpo.reports.operations.months import report_of
from bpo.reports.operations.sections import sections_of
from bpo.reports.operations.telling import check_whole
from bpo.reports.queries.months import find_latest
from bpo.reports.rules.figures import SlaReport
from bpo.reports.rules.months import SnapshotState
from bpo.reports.rules.schedules import Frequency, Timetable, check_formats, latest_run
from bpo.reports.rules.sections import ALL, Sections, kept_sections, read_sections
from bpo.tenants.models import Tenant, TenantState
from bpo.tenants.rules.period import Period

DELIVER_JOB = "reports.jobs.deliver_report"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one mail holds; `snapshot` where the month was signed, and then the figures are those signed."""

    user: User
    period: Period
    report: SlaReport
    snapshot: Snapshot | None
    sections: Sections
    formats: tuple[str, ...]


def subscribe(
    uow: UnitOfWork,
    tenant: Tenant,
    timetable: Timetable,
    *,
    attachments: Sequence[str],
    sections: Sequence[str] | None = None,
) -> ReportSubscription:
    """Send the acting person the report from now on, in place of what they had at this frequency."""
    check_whole(uow, tenant)
    if uow.actor.user_id is None:
        raise Forbidden(N_("Reports are mailed to people with an account."))
    kept = None if sections is None else [one.value for one in read_sections(sections)]
    values = {
        "weekday": timetable.weekday,
        "day": timetable.day,
        "hour": timetable.hour,
        "attachments": check_formats(list(attachments)),
        "sections": kept,
        "since": uow.now,
    }
    row = find_own(uow, tenant.id, timetable.frequency)
    if row is None:
        row = ReportSubscription(
            tenant_id=tenant.id, user_id=uow.actor.user_id, frequency=timetable.frequency.value, **values
        )
        uow.session.add(row)
        uow.session.flush()
    else:
        for name, value in values.items():
            setattr(row, name, value)
    uow.audit("report.subscribed", row, frequency=row.frequency)
    return row


def unsubscribe(uow: UnitOfWork, tenant: Tenant, frequency: Frequency) -> None:
    """Send the acting person no more of these."""
    row = find_own(uow, tenant.id, frequency)
    if row is None:
        raise NotFound
    uow.audit("report.unsubscribed", row, frequency=row.frequency)
    uow.session.delete(row)


def find_own(uow: UnitOfWork, tenant_id: UUID, frequency: Frequency) -> ReportSubscription | None:
    """What the acting person has at a frequency, locked."""
    query = select(ReportSubscription).where(
        ReportSubscription.tenant_id == tenant_id,
        ReportSubscription.user_id == uow.actor.user_id,
        ReportSubscription.frequency == frequency.value,
    )
    return uow.session.scalars(query.with_for_update()).one_or_none()


def list_subscriptions(uow: UnitOfWork, tenant_id: UUID) -> Sequence[ReportSubscription]:
    """Who gets what: people of the vendor see all, a client's person their own."""
    query = select(ReportSubscription).where(ReportSubscription.tenant_id == tenant_id)
    if not uow.actor.is_staff:
        query = query.where(ReportSubscription.user_id == uow.actor.user_id)
    return uow.session.scalars(query.order_by(ReportSubscription.user_id, ReportSubscription.frequency)).all()


def plan_deliveries(uow: UnitOfWork, tenant: Tenant) -> int:
    """Leave a mail for each subscription whose time has come, once; how many those were."""
    if tenant.state != TenantState.LIVE:
        return 0
    planned = 0
    for row in uow.session.scalars(
        select(ReportSubscription).where(ReportSubscription.tenant_id == tenant.id)
    ).all():
        run = latest_run(timetable_of(row), uow.now, tenant.time_zone)
        if run.at <= row.since:
            continue
        delivery_id = new_id()
        stored = uow.session.connection().execute(
            insert(ReportDelivery)
            .values(
                tenant_id=tenant.id,
                id=delivery_id,
                user_id=row.user_id,
                frequency=row.frequency,
                from_date=run.period.from_date,
                to_date=run.period.to_date,
                attachments=row.attachments,
                sections=row.sections,
                as_of=uow.now,
            )
            .on_conflict_do_nothing(),
            execution_options={"preserve_rowcount": True},
        )
        if stored.rowcount:
            planned += 1
            payload = {"tenant_id": str(tenant.id), "delivery_id": str(delivery_id)}
            uow.defer(DELIVER_JOB, tenant_id=tenant.id, payload=payload)
    return planned


def pack(uow: UnitOfWork, tenant: Tenant, delivery: ReportDelivery) -> Parcel | None:
    """What a mail is to hold; None where it was sent, or its reader has lost the right to read it."""
    if delivery.outcome is not None:
        return None
    if delivery.user_id not in list_people_who_may(uow, tenant.id, Permission.REPORT_READ):
        delivery.outcome, delivery.finished_at = "no_right", uow.now
        uow.session.execute(
            delete(ReportSubscription).where(
                ReportSubscription.tenant_id == tenant.id, ReportSubscription.user_id == delivery.user_id
            )
        )
        return None
    user = uow.session.get_one(User, delivery.user_id)
    period = Period(delivery.from_date, delivery.to_date, tenant.time_zone)
    snapshot = find_latest(uow, tenant.id, period.from_date) if period.is_month else None
    if snapshot is not None and snapshot.state not in {SnapshotState.SIGNED, SnapshotState.SEALED}:
        snapshot = None
    shown = ALL if user.side == "staff" else sections_of(uow, tenant)
    asked = kept_sections(delivery.sections) if delivery.sections else shown
    return Parcel(
        user=user,
        period=period,
        report=report_of(snapshot)
        if snapshot
        else report_at(uow, tenant, period=period, as_of=delivery.as_of),
        snapshot=snapshot,
        sections=tuple(one for one in asked if one in shown) or shown,
        formats=tuple(delivery.attachments),
    )


def timetable_of(row: ReportSubscription) -> Timetable:
    """When it comes."""
    return Timetable(Frequency(row.frequency), row.hour, row.weekday, row.day)
