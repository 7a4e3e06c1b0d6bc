"""Reads of onboarding: a brand as its file, the versions it had, and what the checklist is made of.

Facts for the checklist are counted for many brands at once, so that the list of brands costs the same
queries however many brands there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from bpo.channels.models import ChannelAccount, ImportRun
from bpo.channels.queries import list_accounts
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network
from bpo.identity.models import Membership, User
from bpo.identity.permissions import CLIENT_ROLES, Role
from bpo.identity.queries import list_names
from bpo.onboarding.brand_file.compare import RULE_SET, WHOLES, BrandState
from bpo.onboarding.brand_file.dump import dump_brand_file
from bpo.onboarding.brand_file.sections import SECTIONS
from bpo.onboarding.models import OnboardingConfirmation
from bpo.onboarding.rules import ChecklistItem, Facts, Word, checklist
from bpo.staffing.queries import list_servers
from bpo.staffing.rules import coverage
from bpo.tenants.models import BrandSection, BusinessCalendar, ServiceLevel, Tenant
from bpo.tenants.queries import (
    highest_versions,
    list_calendar_versions,
    list_calendars,
    list_levels,
    list_section_versions,
    list_sections,
)

IMPORTED = "done"


@dataclass(frozen=True)
class Version:
    """One version of something a brand agreed to, and how long it was in force."""

    section: str
    name: str
    version: int
    created_at: datetime
    created_by: str
    retired_at: datetime | None


def brand_sections(uow: UnitOfWork, tenant: Tenant) -> dict[str, Any]:
    """Every stored section of a brand in the normal form of its file."""
    stored = list_sections(uow, tenant.id)
    rule_set = stored["rule_set"].content if "rule_set" in stored else {}
    sections: dict[str, Any] = {
        "profile": {
            "slug": tenant.slug,
            "name": tenant.name,
            "languages": tenant.languages,
            "time_zone": tenant.time_zone,
        },
        "accounts": [account_section(row) for row in list_accounts(uow, tenant.id)],
        "calendars": {row.name: row.spec for row in list_calendars(uow, tenant.id)},
        "service_levels": [_level(row) for row in list_levels(uow, tenant.id)],
        **{name: rule_set[name] for name in RULE_SET if name in rule_set},
        **{name: stored[name].content for name in WHOLES if name in stored},
    }
    return {name: sections[name] for name in SECTIONS if name in sections}


def brand_state(uow: UnitOfWork, tenant: Tenant) -> BrandState:
    """What holds for a brand, with its versions."""
    return BrandState(brand_sections(uow, tenant), highest_versions(uow, tenant.id))


def show_brand(uow: UnitOfWork, tenant: Tenant, *, left_out: Sequence[str] = ()) -> str:
    """The brand's file; applying it changes nothing. A section that is left out stays as it is where it is applied."""
    sections = brand_sections(uow, tenant)
    return dump_brand_file({name: one for name, one in sections.items() if name not in left_out})


def list_versions(uow: UnitOfWork, tenant_id: UUID) -> list[Version]:
    """Every version of everything versioned, section by section, the latest first."""
    rows: list[tuple[str, str, BusinessCalendar | ServiceLevel | BrandSection]] = [
        ("calendars", row.name, row) for row in list_calendar_versions(uow, tenant_id)
    ]
    first_of_each = {row.version: row for row in list_levels(uow, tenant_id, retired=True)}
    rows += [
        ("service_levels", "", first_of_each[version]) for version in sorted(first_of_each, reverse=True)
    ]
    rows += [(row.section, "", row) for row in list_section_versions(uow, tenant_id)]
    names = list_names(uow, {row.created_by for _section, _name, row in rows if row.created_by})
    return [
        Version(
            section,
            name,
            row.version,
            row.created_at,
            names.get(row.created_by, "") if row.created_by else "",
            row.retired_at,
        )
        for section, name, row in rows
    ]


def brand_checklist(uow: UnitOfWork, tenant: Tenant) -> list[ChecklistItem]:
    """The checklist of one brand."""
    return checklist(list_facts(uow, [tenant.id])[tenant.id])


def list_facts(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> dict[UUID, Facts]:
    """What the checklist is made of, for each of these brands."""
    accounts = _account_facts(uow, tenant_ids)
    levels = _latest(uow, ServiceLevel, tenant_ids)
    calendars = _latest(uow, BusinessCalendar, tenant_ids)
    sections = _section_facts(uow, tenant_ids)
    imports = _count(uow, _grouped(ImportRun, tenant_ids).where(ImportRun.state == IMPORTED))
    words = _words(uow, tenant_ids)
    people = _people(uow, tenant_ids)
    responders = _responders(uow, tenant_ids)
    found = {}
    for tenant_id in tenant_ids:
        facts = replace(
            accounts.get(tenant_id, Facts()),
            **people[tenant_id],
            **responders[tenant_id],
            **sections.get(tenant_id, {}),
        )
        found[tenant_id] = replace(
            facts,
            levels=levels.get(tenant_id, (0, None))[0],
            levels_at=levels.get(tenant_id, (0, None))[1],
            calendars=calendars.get(tenant_id, (0, None))[0],
            imports=imports.get(tenant_id, 0),
            words=words.get(tenant_id, {}),
        )
    return found


def account_section(row: ChannelAccount) -> dict[str, Any]:
    """An account in the normal form of the brand file."""
    return {
        "network": row.network,
        "handle": row.handle,
        "purpose": row.purpose,
        "tags": row.tags,
        "server": row.server,
        "display_name": row.display_name,
        "local": row.local,
    }


def _level(row: ServiceLevel) -> dict[str, Any]:
    return {
        "name": row.name,
        "when": row.conditions,
        "first_response": row.first_response_seconds,
        "next_response": row.next_response_seconds,
        "resolution": row.resolution_seconds,
        "calendar": row.calendar,
    }


def _grouped(model: Any, tenant_ids: Sequence[UUID], *more: Any) -> Select[Any]:  # noqa: ANN401 -- a mapped class; column expressions
    columns = (model.tenant_id, func.count().label("n"), *more)
    return select(*columns).where(model.tenant_id.in_(tenant_ids)).group_by(model.tenant_id)


def _count(uow: UnitOfWork, query: Select[Any]) -> dict[UUID, int]:
    return {row.tenant_id: row.n for row in uow.session.execute(query)}


def _account_facts(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> dict[UUID, Facts]:
    unowned = func.count().filter(ChannelAccount.owner.is_(None)).label("unowned")
    generic = ChannelAccount.network == Network.GENERIC.value
    bare = func.count().filter(generic, ChannelAccount.webhook_secret.is_(None)).label("bare")
    query = _grouped(ChannelAccount, tenant_ids, unowned, bare).where(ChannelAccount.retired_at.is_(None))
    return {
        row.tenant_id: Facts(
            accounts=row.n, accounts_without_owner=row.unowned, webhooks_without_secret=row.bare
        )
        for row in uow.session.execute(query)
    }


def _latest(
    uow: UnitOfWork, model: type[ServiceLevel | BusinessCalendar], tenant_ids: Sequence[UUID]
) -> dict[UUID, tuple[int, datetime | None]]:
    """How many are in force, and since when the youngest is."""
    query = _grouped(model, tenant_ids, func.max(model.created_at).label("at")).where(
        model.retired_at.is_(None)
    )
    return {row.tenant_id: (row.n, row.at) for row in uow.session.execute(query)}


def _section_facts(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    found: dict[UUID, dict[str, Any]] = {}
    rows = uow.session.scalars(
        select(BrandSection).where(
            BrandSection.tenant_id.in_(tenant_ids),
            BrandSection.retired_at.is_(None),
            BrandSection.section.in_(("rule_set", "departments")),
        )
    )
    for row in rows:
        facts = found.setdefault(row.tenant_id, {})
        if row.section == "rule_set":
            facts |= {"guide_rules": len(row.content["style_guide"]), "rule_set_at": row.created_at}
        else:
            facts |= {"departments": len(row.content)}
    return found


def _words(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> dict[UUID, dict[str, Word]]:
    rows = list(
        uow.session.scalars(
            select(OnboardingConfirmation).where(OnboardingConfirmation.tenant_id.in_(tenant_ids))
        )
    )
    names = list_names(uow, {row.confirmed_by for row in rows if row.confirmed_by})
    words: dict[UUID, dict[str, Word]] = {}
    for row in rows:
        by = names.get(row.confirmed_by, "") if row.confirmed_by else ""
        words.setdefault(row.tenant_id, {})[row.item] = Word(row.note, row.confirmed_at, by)
    return words


def _responders(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Who may answer now, and the brand's languages in which nobody does."""
    serving = list_servers(uow, tenant_ids)
    rows = uow.session.execute(select(Tenant.id, Tenant.languages).where(Tenant.id.in_(tenant_ids)))
    languages = {row.id: row.languages for row in rows}
    return {
        tenant_id: {
            "agents": len(people),
            "languages_unanswered": tuple(
                language
                for language, count in coverage(languages.get(tenant_id, ()), people.values()).items()
                if not count
            ),
        }
        for tenant_id, people in serving.items()
    }


def _people(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """How many people each brand has; a role at the vendor as a whole is held at every brand."""
    query = (
        select(Membership.tenant_id, Membership.role, func.count(Membership.user_id.distinct()).label("n"))
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.revoked_at.is_(None),
            User.disabled_at.is_(None),
            Membership.tenant_id.is_(None) | Membership.tenant_id.in_(tenant_ids),
        )
        .group_by(Membership.tenant_id, Membership.role)
    )
    held = {(row.tenant_id, row.role): row.n for row in uow.session.execute(query)}

    def count(tenant_id: UUID, *roles: Role) -> int:
        return sum(held.get((place, role.value), 0) for role in roles for place in (tenant_id, None))

    return {
        tenant_id: {
            "supervisors": count(tenant_id, Role.SUPERVISOR, Role.TEAM_LEADER),
            "client_people": count(tenant_id, *CLIENT_ROLES),
        }
        for tenant_id in tenant_ids
    }
