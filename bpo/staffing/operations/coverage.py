"""What a brand needs, and telling whoever staffs it of holes in the week to come."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.staffing.models import CoverageNeed
from bpo.staffing.queries.coverage import coverage_of, find_need
from bpo.staffing.rules.cover import Cover, Need, Unusual, check_need
from bpo.staffing.rules.shifts import Span
from bpo.tenants.models import Tenant, TenantState

LOOKED_AHEAD = timedelta(days=7)


def keep_need(
    uow: UnitOfWork, tenant_id: UUID, *, usual: int, exceptions: Sequence[Unusual] = ()
) -> CoverageNeed:
    """Say how many people a brand needs in its service hours."""
    need = Need(usual, tuple(exceptions))
    check_need(need)
    key = f"coverage_need:{tenant_id}"
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    row = find_need(uow, tenant_id, for_update=True)
    if row is None:
        row = CoverageNeed(tenant_id=tenant_id)
        uow.session.add(row)
    row.spec, row.changed_at, row.changed_by = need.spec, uow.now, uow.actor.user_id
    uow.session.flush()  # the event names it
    uow.audit("coverage_need.kept", row, usual=usual, exceptions=len(need.exceptions))
    return row


def tell_of_holes(uow: UnitOfWork, tenant: Tenant) -> int:
    """Tell whoever staffs a brand, once a day of its own, of holes in the next seven days; how many were told.

    A live brand for which nobody plans shifts is left alone: there nothing is said about who comes when.
    """
    if tenant.state != TenantState.LIVE.value:
        return 0
    (found,) = coverage_of(uow, [tenant], Span(uow.now, uow.now + LOOKED_AHEAD))
    gaps = [one for one in found.holes if one.cover is not Cover.THIN]
    if not found.is_planned or not gaps:
        return 0
    length = sum((one.span.length for one in gaps), timedelta())
    today = uow.now.astimezone(ZoneInfo(tenant.time_zone)).date()
    return notify(
        uow,
        list_people_who_may(uow, tenant.id, Permission.STAFFING_MANAGE),
        tenant_id=tenant.id,
        kind=Kind.COVERAGE_HOLE,
        message=N_(
            "%(brand)s is not covered for %(length_seconds)s of the next seven days,"
            " for the first time %(begins_at)s."
        ),
        values={
            "brand": tenant.name,
            "length_seconds": int(length.total_seconds()),
            "begins_at": gaps[0].span.start.isoformat(),
        },
        path=f"/brands/{tenant.slug}/coverage",
        about=f"{tenant.id}:{today.isoformat()}",
    )
