"""Who signed a month and who decided on it, in the reader's words, for pages and for print."""

from datetime import datetime

from bpo.core.i18n import current_locale, speaking
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.reports.models import Snapshot
from bpo.reports.queries.months import find_seal
from bpo.reports.rules.months import SnapshotState
from bpo.tenants.models import Tenant
from bpo.web.formats import show_datetime


def decided_by(snapshot: Snapshot) -> str | None:
    """Who decided for the client, in the reader's words where nobody did."""
    if snapshot.is_deemed:
        return _("By the passing of time (contract, version %(version)s)", version=snapshot.accept_contract)
    return snapshot.decided_by_name


def signatures_of(uow: UnitOfWork, tenant: Tenant, snapshot: Snapshot) -> list[tuple[str, str]]:
    """Who signed and decided, and the seal, as a printed report says it."""
    said = []
    if snapshot.signed_at:
        said.append((_("Signed"), f"{snapshot.signed_by_name}, {brand_time(snapshot.signed_at, tenant)}"))
    if snapshot.decided_at:
        is_sealed = snapshot.state == SnapshotState.SEALED
        name = _("Accepted") if is_sealed else _("Refused by the client")
        said.append((name, f"{decided_by(snapshot)}, {brand_time(snapshot.decided_at, tenant)}"))
    kept = find_seal(uow, snapshot)
    if kept is not None:
        said.append((_("Seal"), kept.seal))
    return said


def brand_time(at: datetime | None, tenant: Tenant) -> str | None:
    """An instant by the brand's own clocks, for hovering."""
    if at is None:
        return None
    with speaking(str(current_locale()), tenant.time_zone):
        return f"{show_datetime(at)} ({tenant.time_zone})"
