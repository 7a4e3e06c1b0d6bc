"""Which sections of its report a brand is shown, and in which order; each choice is a version that stays."""

from collections.abc import Sequence

from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.reports.operations.telling import check_whole
from bpo.reports.rules.sections import ALL, Sections, kept_sections, read_sections
from bpo.tenants.models import Tenant
from bpo.tenants.operations import replace_section
from bpo.tenants.queries import get_section

SECTION = "report_sections"


def sections_of(uow: UnitOfWork, tenant: Tenant) -> Sections:
    """What the client is shown."""
    return kept_sections(get_section(uow, tenant.id, SECTION))


def sections_for(uow: UnitOfWork, tenant: Tenant, *, as_client: bool = False) -> Sections:
    """What this reader is shown: people of the vendor see everything, unless they look as the client does."""
    return ALL if uow.actor.is_staff and not as_client else sections_of(uow, tenant)


def choose_sections(uow: UnitOfWork, tenant: Tenant, names: Sequence[str]) -> None:
    """Keep what the client is shown from now on."""
    check_whole(uow, tenant)
    chosen = read_sections(names)
    if chosen == sections_of(uow, tenant):
        raise Conflict(N_("The client is shown exactly this already."))
    replace_section(uow, tenant, SECTION, [one.value for one in chosen])
