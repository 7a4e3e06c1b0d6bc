"""What every act on a month does: be the only one at it, see that it is the whole brand's, tell people."""

from uuid import UUID

from sqlalchemy import func, select

from bpo.core.errors import Forbidden
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.reports.models import Snapshot
from bpo.reports.rules.months import name_of
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import month_of


def hold_months(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Be the only one who changes this brand's months until the unit ends."""
    key = f"months {tenant_id}"
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def check_whole(uow: UnitOfWork, tenant: Tenant) -> None:
    """Forbid what is the whole brand's to whoever sees some accounts only."""
    if tenant.id in uow.actor.narrowed:
        raise Forbidden(
            N_(
                "The report is that of the whole brand: whoever sees some of its accounts only cannot do this."
            )
        )


def tell_of_month(
    uow: UnitOfWork,
    tenant: Tenant,
    snapshot: Snapshot,
    *permissions: Permission,
    kind: Kind,
    message: str,
    about: str | None = None,
) -> None:
    """Tell everybody who holds one of these rights about a month, each once for as long as it stands like this."""
    period = month_of(snapshot.month, tenant.time_zone)
    values = {
        "brand": tenant.name,
        "first_on": period.from_date.isoformat(),
        "last_on": period.last_date.isoformat(),
    }
    if snapshot.accept_by is not None:
        values["decide_by_at"] = snapshot.accept_by.isoformat()
    notify(
        uow,
        frozenset[UUID]().union(*(list_people_who_may(uow, tenant.id, one) for one in permissions)),
        tenant_id=tenant.id,
        kind=kind,
        message=message,
        values=values,
        path=f"/brands/{tenant.slug}/months/{name_of(snapshot.month)}",
        about=f"{snapshot.id} {about or snapshot.state}",
    )
