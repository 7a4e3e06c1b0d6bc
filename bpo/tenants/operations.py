"""Making brands and new versions of what was agreed with them.

A change never overwrites: it retires the version in force and adds the next. Messages that were taken in
before keep pointing at the old one. Every change leaves an event.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.tenants.models import BrandSection, BusinessCalendar, ServiceLevel, Tenant, TenantState
from bpo.tenants.queries import find_section, list_calendars, list_levels


def create_tenant(
    uow: UnitOfWork, tenant_id: UUID, *, slug: str, name: str, languages: Sequence[str], time_zone: str
) -> Tenant:
    """Add a brand. The unit's actor must already see `tenant_id`: its scope is fixed for life."""
    tenant = Tenant(
        id=tenant_id,
        slug=slug,
        name=name,
        languages=list(languages),
        time_zone=time_zone,
        state=TenantState.ONBOARDING.value,
        created_at=uow.now,
    )
    uow.session.add(tenant)
    uow.session.flush()  # the brand must stand before rows that point at it
    uow.audit("brand.created", tenant)
    return tenant


def change_profile(
    uow: UnitOfWork, tenant: Tenant, *, name: str, languages: Sequence[str], time_zone: str
) -> None:
    """Change what the brand is called and where it lives."""
    tenant.name, tenant.languages, tenant.time_zone = name, list(languages), time_zone
    uow.audit("brand.profile_changed", tenant)


def replace_calendars(uow: UnitOfWork, tenant: Tenant, calendars: Mapping[str, dict[str, Any]]) -> None:
    """Make these the calendars in force; what is unchanged keeps its version."""
    current = {row.name: row for row in list_calendars(uow, tenant.id)}
    for name, row in current.items():
        if calendars.get(name) != row.spec:
            row.retired_at = uow.now
    uow.session.flush()  # the old version must be retired before the next takes its place
    for name, spec in calendars.items():
        if name in current and current[name].spec == spec:
            continue
        uow.session.add(
            BusinessCalendar(
                tenant_id=tenant.id,
                name=name,
                version=_next_version(uow, BusinessCalendar, tenant.id, name=name),
                spec=spec,
                created_at=uow.now,
                created_by=uow.actor.user_id,
            )
        )
    uow.session.flush()  # levels may name them
    uow.audit("brand.calendars_changed", tenant)


def replace_levels(uow: UnitOfWork, tenant: Tenant, levels: Sequence[Mapping[str, Any]]) -> None:
    """Make these the service levels in force, in this order, as one new version of the whole list."""
    for row in list_levels(uow, tenant.id):
        row.retired_at = uow.now
    version = _next_version(uow, ServiceLevel, tenant.id)
    for position, level in enumerate(levels):
        uow.session.add(
            ServiceLevel(
                tenant_id=tenant.id,
                version=version,
                position=position,
                name=level["name"],
                conditions=level["when"],
                first_response_seconds=level["first_response"],
                next_response_seconds=level["next_response"],
                resolution_seconds=level["resolution"],
                calendar=level["calendar"],
                created_at=uow.now,
                created_by=uow.actor.user_id,
            )
        )
    uow.session.flush()  # a wrong list must fail here, where the caller can say which
    uow.audit("brand.service_levels_changed", tenant, version=version)


def replace_section(uow: UnitOfWork, tenant: Tenant, section: str, content: Any) -> None:  # noqa: ANN401 -- JSON of that section
    """Make this the content of a section in force."""
    row = find_section(uow, tenant.id, section)
    if row is not None:
        row.retired_at = uow.now
        uow.session.flush()  # the old version must be retired before the next takes its place
    version = _next_version(uow, BrandSection, tenant.id, section=section)
    uow.session.add(
        BrandSection(
            tenant_id=tenant.id,
            section=section,
            version=version,
            content=content,
            created_at=uow.now,
            created_by=uow.actor.user_id,
        )
    )
    uow.audit("brand.section_changed", tenant, section=section, version=version)


def go_live(uow: UnitOfWork, tenant: Tenant) -> None:
    """Open the brand for work; whether it is ready is the checklist's to say."""
    if tenant.state != TenantState.ONBOARDING.value:
        raise Conflict(N_("This brand is already live."))
    tenant.state = TenantState.LIVE.value
    tenant.went_live_at = uow.now
    uow.audit("brand.went_live", tenant)


def _next_version(uow: UnitOfWork, model: Any, tenant_id: UUID, **key: str) -> int:  # noqa: ANN401 -- one of three mapped classes
    highest = select(func.max(model.version)).where(model.tenant_id == tenant_id).filter_by(**key)
    return (uow.session.scalar(highest) or 0) + 1
