"""The brand's logo on its reports; each is a version that stays."""

from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.reports.operations.telling import check_whole
from bpo.reports.rules.logo import Logo, kept_logo, read_logo
from bpo.tenants.models import Tenant
from bpo.tenants.operations import replace_section
from bpo.tenants.queries import find_section

SECTION = "report_logo"


def find_logo(uow: UnitOfWork, tenant: Tenant) -> Logo | None:
    """The logo in force."""
    row = find_section(uow, tenant.id, SECTION)
    return kept_logo(row.content) if row else None


def keep_logo(uow: UnitOfWork, tenant: Tenant, raw: bytes) -> None:
    """Show this logo from now on."""
    check_whole(uow, tenant)
    replace_section(uow, tenant, SECTION, read_logo(raw).as_json)


def drop_logo(uow: UnitOfWork, tenant: Tenant) -> None:
    """Show none."""
    check_whole(uow, tenant)
    if find_logo(uow, tenant) is None:
        raise Conflict(N_("There is no logo."))
    replace_section(uow, tenant, SECTION, {})
