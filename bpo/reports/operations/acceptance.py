"""Months accepted by the passing of time: the last day is set at signing, people are reminded, silence seals.

What counts is the contract and the calendars in force when the month was signed; the day that people were told
stays, whatever is agreed afterwards.
"""

from sqlalchemy import select

from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.permissions import Permission
from bpo.reports.models import Snapshot
from bpo.reports.operations.months import seal_month
from bpo.reports.operations.telling import tell_of_month
from bpo.reports.rules.months import SnapshotState, name_of
from bpo.tenants.models import Tenant


def keep_deadlines(uow: UnitOfWork, tenant: Tenant) -> None:
    """Remind of signed months whose days are nearly over; accept those whose days have passed."""
    query = (
        select(Snapshot)
        .where(
            Snapshot.tenant_id == tenant.id,
            Snapshot.state == SnapshotState.SIGNED,
            Snapshot.accept_by.is_not(None),
        )
        .order_by(Snapshot.month)
        .with_for_update()  # whoever decides at this moment is waited for, and what they decided holds
    )
    for snapshot in uow.session.scalars(query).all():
        assert snapshot.accept_by is not None
        if snapshot.accept_by <= uow.now:
            _accept(uow, tenant, snapshot)
        elif snapshot.remind_at is not None and snapshot.remind_at <= uow.now:
            _remind(uow, tenant, snapshot)


def _accept(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> None:
    snapshot.state = SnapshotState.SEALED.value
    # Nobody decided; the last day passed then, however late this runs.
    snapshot.decided_at = snapshot.accept_by
    row = seal_month(uow, tenant, snapshot)
    message = N_(
        "The report of %(brand)s from %(first_on)s to %(last_on)s is accepted by the passing of time, as the"
        " contract says, and sealed."
    )
    _tell_both(uow, tenant, snapshot, message)
    uow.audit(
        "month.deemed_accepted",
        snapshot,
        month=name_of(snapshot.month),
        seal=row.seal,
        contract=snapshot.accept_contract,
    )


def _remind(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> None:
    message = N_(
        "The report of %(brand)s from %(first_on)s to %(last_on)s counts as accepted at %(decide_by_at)s, unless"
        " the client accepts or refuses it before."
    )
    _tell_both(uow, tenant, snapshot, message, about="reminder")


def _tell_both(
    uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot, message: str, *, about: str | None = None
) -> None:
    """Tell who accepts for the client and who signs for the vendor."""
    both = Permission.REPORT_ACCEPT, Permission.REPORT_SIGN
    tell_of_month(uow, tenant, snapshot, *both, kind=Kind.MONTH_DEEMED, message=message, about=about)
