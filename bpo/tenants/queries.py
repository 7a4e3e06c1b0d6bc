"""Reads of brands and of the versions of what was agreed with them."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.language.compiled import Compiled
from bpo.language.engine import compile_rules
from bpo.language.types import Language
from bpo.tenants.models import BrandSection, BusinessCalendar, ServiceLevel, Tenant, VendorWord
from bpo.tenants.rules.calendar import Calendar, calendar_from_spec
from bpo.tenants.rules.rule_set import rule_set_of
from bpo.tenants.rules.service_levels import ServiceLevelTerms
from bpo.tenants.rules.working_time import WorkingTime

ALWAYS = "always"
RulesKey = tuple[UUID | None, str, tuple[str, ...], tuple[str, ...], str]
_compiled: dict[UUID, WorkingTime] = {}  # versions never change, so what was compiled stays true
# What rules hang on beside the brand: other brands' names, and which words the vendor has. Words are told by their
# version, for there may be many: rows are added and retired and never removed, so that every change counts more.
SHARED = text("""
    SELECT ARRAY(SELECT name FROM foreign_names(:brand)) AS foreign_names,
        (SELECT concat_ws('/', count(*), count(retired_at), max(added_at), max(retired_at)) FROM vendor_word) AS version
""")
ALWAYS_OPEN = WorkingTime(Calendar.always("UTC"))
VERSIONS_KEPT = 32
_compiled_versions: dict[tuple[UUID, UUID | None], tuple[RulesKey, Compiled]] = {}  # of earlier versions
_compiled_rules: dict[tuple[UUID, bool], tuple[RulesKey, Compiled]] = {}  # the last of each brand and side

# Sections that are read alone: a picture is not fetched with what every reply is checked by.
ALONE = ("report_logo",)


def get_tenant(uow: UnitOfWork, slug: str, *, for_update: bool = False) -> Tenant:
    """The brand, or NotFound: absent and out of scope are the same."""
    query = select(Tenant).where(Tenant.slug == slug)
    tenant = uow.session.scalars(query.with_for_update() if for_update else query).first()
    if tenant is None:
        raise NotFound
    return tenant


def list_tenants(uow: UnitOfWork) -> list[Tenant]:
    """All brands in scope."""
    return list(uow.session.scalars(select(Tenant).order_by(Tenant.slug)))


def list_tenants_after(uow: UnitOfWork, *, after: str | None, limit: int) -> list[Tenant]:
    """Brands in scope by slug, those after a slug; a page of them."""
    query = select(Tenant).order_by(Tenant.slug).limit(limit)
    return list(uow.session.scalars(query if after is None else query.where(Tenant.slug > after)))


def slug_of(uow: UnitOfWork, tenant_id: UUID) -> str:
    """By what a brand in scope is called in addresses."""
    return uow.session.scalars(select(Tenant.slug).where(Tenant.id == tenant_id)).one()


def find_tenant_id(uow: UnitOfWork, slug: str) -> UUID | None:
    """The id behind a slug, for commands and jobs that act as the system; looks beyond any scope."""
    found: UUID | None = uow.session.scalar(
        text("SELECT id FROM tenant_ids() WHERE slug = :slug"), {"slug": slug}
    )
    return found


def list_tenant_ids(uow: UnitOfWork) -> list[UUID]:
    """All brands of the installation, for the system's own work."""
    return list(uow.session.scalars(text("SELECT id FROM tenant_ids()")))


def get_languages(uow: UnitOfWork, tenant_id: UUID) -> tuple[str, ...]:
    """The languages that the brand is served in."""
    return tuple(uow.session.scalar(select(Tenant.languages).where(Tenant.id == tenant_id)) or ())


def list_calendars(uow: UnitOfWork, tenant_id: UUID) -> list[BusinessCalendar]:
    """The calendars in force."""
    current = select(BusinessCalendar).where(
        BusinessCalendar.tenant_id == tenant_id, BusinessCalendar.retired_at.is_(None)
    )
    return list(uow.session.scalars(current.order_by(BusinessCalendar.name)))


def calendars_promised(uow: UnitOfWork, tenant_ids: Iterable[UUID]) -> dict[UUID, set[UUID | None]]:
    """The calendars that each brand's service levels go by; None is `always`, which is built in.

    A brand without service levels has promised nothing yet; then it is all its calendars.
    """
    places = sorted(tenant_ids)
    calendars: dict[UUID, dict[str, UUID]] = {place: {} for place in places}
    for row in uow.session.execute(
        select(BusinessCalendar.tenant_id, BusinessCalendar.name, BusinessCalendar.id).where(
            BusinessCalendar.tenant_id.in_(places), BusinessCalendar.retired_at.is_(None)
        )
    ):
        calendars[row.tenant_id][row.name] = row.id
    named: dict[UUID, set[str]] = {}
    for level in uow.session.execute(
        select(ServiceLevel.tenant_id, ServiceLevel.calendar)
        .where(ServiceLevel.tenant_id.in_(places), ServiceLevel.retired_at.is_(None))
        .distinct()
    ):
        named.setdefault(level.tenant_id, set()).add(level.calendar)
    return {
        place: {found.get(name) for name in named.get(place) or found} for place, found in calendars.items()
    }


def list_calendar_versions(uow: UnitOfWork, tenant_id: UUID) -> list[BusinessCalendar]:
    """Every version of every calendar there was, the latest first."""
    query = select(BusinessCalendar).where(BusinessCalendar.tenant_id == tenant_id)
    return list(uow.session.scalars(query.order_by(BusinessCalendar.name, BusinessCalendar.version.desc())))


def list_section_versions(uow: UnitOfWork, tenant_id: UUID) -> list[BrandSection]:
    """Every version of every section there was, the latest first."""
    query = select(BrandSection).where(BrandSection.tenant_id == tenant_id)
    return list(uow.session.scalars(query.order_by(BrandSection.section, BrandSection.version.desc())))


def highest_versions(uow: UnitOfWork, tenant_id: UUID) -> dict[str, int]:
    """The highest version ever of `calendars/<name>`, `service_levels` and each section."""
    rows = uow.session.execute(
        text(
            "SELECT 'calendars/' || name AS key, max(version) AS version FROM business_calendar"
            " WHERE tenant_id = :tenant GROUP BY name"
            " UNION ALL SELECT 'service_levels', max(version) FROM service_level WHERE tenant_id = :tenant"
            " UNION ALL SELECT section, max(version) FROM brand_section"
            " WHERE tenant_id = :tenant GROUP BY section"
        ),
        {"tenant": tenant_id},
    )
    return {row.key: row.version for row in rows if row.version is not None}


def list_levels(uow: UnitOfWork, tenant_id: UUID, *, retired: bool = False) -> list[ServiceLevel]:
    """The service levels in force, in their order; with `retired`, every version there was."""
    query = select(ServiceLevel).where(ServiceLevel.tenant_id == tenant_id)
    if not retired:
        query = query.where(ServiceLevel.retired_at.is_(None))
    return list(uow.session.scalars(query.order_by(ServiceLevel.version, ServiceLevel.position)))


def list_sections(uow: UnitOfWork, tenant_id: UUID) -> dict[str, BrandSection]:
    """The sections in force, by name; without those that are read alone."""
    current = select(BrandSection).where(
        BrandSection.tenant_id == tenant_id,
        BrandSection.retired_at.is_(None),
        BrandSection.section.not_in(ALONE),
    )
    return {row.section: row for row in uow.session.scalars(current)}


def find_section(uow: UnitOfWork, tenant_id: UUID, section: str) -> BrandSection | None:
    """One section in force, whichever it is."""
    return uow.session.scalar(
        select(BrandSection).where(
            BrandSection.tenant_id == tenant_id,
            BrandSection.section == section,
            BrandSection.retired_at.is_(None),
        )
    )


def list_sections_of(uow: UnitOfWork, tenant_ids: Iterable[UUID], section: str) -> dict[UUID, Any]:
    """The content of one section in force, by brand; brands without it are left out."""
    rows = uow.session.execute(
        select(BrandSection.tenant_id, BrandSection.content).where(
            BrandSection.tenant_id.in_(sorted(tenant_ids)),
            BrandSection.section == section,
            BrandSection.retired_at.is_(None),
        )
    )
    return {row.tenant_id: row.content for row in rows}


def get_section(uow: UnitOfWork, tenant_id: UUID, section: str) -> Any:  # noqa: ANN401 -- JSON of that section
    """The content of a section in force; None where the brand has none."""
    row = list_sections(uow, tenant_id).get(section)
    return row.content if row else None


def compiled_rules(uow: UnitOfWork, tenant_id: UUID) -> Compiled:
    """The rules that a brand's replies are checked by, ready to run; made anew when any of it changes.

    Other brands' names are guarded against where the vendor's people write. A client's person is checked
    without them: they could find out by trying whom the vendor works for.
    """
    row = uow.session.execute(
        select(Tenant.name, Tenant.languages, BrandSection.id, BrandSection.version)
        .outerjoin(
            BrandSection,
            (BrandSection.tenant_id == Tenant.id)
            & (BrandSection.section == "rule_set")
            & BrandSection.retired_at.is_(None),
        )
        .where(Tenant.id == tenant_id)
    ).first()
    if row is None:
        raise NotFound
    foreign, words = _shared(uow, tenant_id)
    key: RulesKey = (row.id, row.name, tuple(row.languages), foreign, words)
    side = (tenant_id, uow.actor.is_staff)
    kept = _compiled_rules.get(side)
    if kept is None or kept[0] != key:
        content = (
            uow.session.scalar(
                select(BrandSection.content).where(
                    BrandSection.tenant_id == tenant_id, BrandSection.id == row.id
                )
            )
            if row.id
            else {}
        )
        rules = rule_set_of(
            content or {},
            version=row.version,
            name=row.name,
            languages=row.languages,
            foreign_names=foreign,
            words=vendor_words(uow),
        )
        kept = _compiled_rules[side] = (key, compile_rules(rules))
    return kept[1]


def vendor_words(uow: UnitOfWork) -> dict[Language, tuple[str, ...]]:
    """The vendor's words that hold, by language."""
    found: dict[Language, tuple[str, ...]] = {}
    for language, word in uow.session.execute(
        select(VendorWord.language, VendorWord.word)
        .where(VendorWord.retired_at.is_(None))
        .order_by(VendorWord.language, VendorWord.key)
    ):
        found[Language(language)] = (*found.get(Language(language), ()), word)
    return found


def _shared(uow: UnitOfWork, tenant_id: UUID) -> tuple[tuple[str, ...], str]:
    """The names that are foreign to a brand, and the version of the vendor's words."""
    row = uow.session.execute(SHARED, {"brand": tenant_id}).one()
    return tuple(row.foreign_names), row.version


def terms_of(level: ServiceLevel) -> ServiceLevelTerms:
    """A stored service level as the rules take it."""
    return ServiceLevelTerms(
        id=level.id,
        name=level.name,
        when={key: tuple(values) for key, values in level.conditions.items()},
        first_response=_seconds(level.first_response_seconds),
        next_response=_seconds(level.next_response_seconds),
        resolution=_seconds(level.resolution_seconds),
        calendar=level.calendar,
    )


def working_times(uow: UnitOfWork, tenant_id: UUID) -> Callable[[UUID | None], WorkingTime]:
    """From a version of a calendar to its working time; None is always open."""

    def find(calendar_id: UUID | None) -> WorkingTime:
        if calendar_id is None:
            return ALWAYS_OPEN
        if calendar_id not in _compiled:
            spec = uow.session.scalar(
                select(BusinessCalendar.spec).where(
                    BusinessCalendar.tenant_id == tenant_id, BusinessCalendar.id == calendar_id
                )
            )
            assert spec is not None
            _compiled[calendar_id] = WorkingTime(calendar_from_spec(spec))
        return _compiled[calendar_id]

    return find


def _seconds(value: int | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=value)


def find_rules_version(
    uow: UnitOfWork, tenant_id: UUID, *, version: int | None, at: datetime
) -> BrandSection | None:
    """The rule set by its version, else the one in force at an instant; before the first one, the first."""
    of_brand = select(BrandSection).where(
        BrandSection.tenant_id == tenant_id, BrandSection.section == "rule_set"
    )
    if version is not None:
        return uow.session.scalars(of_brand.where(BrandSection.version == version)).first()
    latest_first = of_brand.where(BrandSection.created_at <= at).order_by(BrandSection.version.desc())
    found = uow.session.scalars(latest_first.limit(1)).first()
    if found is None:
        return uow.session.scalars(of_brand.order_by(BrandSection.version).limit(1)).first()
    is_retired = found.retired_at is not None and found.retired_at <= at
    return None if is_retired else found


def compiled_rules_of(uow: UnitOfWork, tenant_id: UUID, row: BrandSection | None) -> Compiled:
    """An earlier version of a brand's rules, ready to run; with the names that are foreign and the vendor's words today."""
    tenant = uow.session.get_one(Tenant, tenant_id)
    foreign, words = _shared(uow, tenant_id)
    key = (row.id if row else None, tenant.name, tuple(tenant.languages), foreign, words)
    place = (tenant_id, row.id if row else None)
    kept = _compiled_versions.pop(place, None)
    if kept is None or kept[0] != key:
        rules = rule_set_of(
            row.content if row else {},
            version=row.version if row else None,
            name=tenant.name,
            languages=tenant.languages,
            foreign_names=foreign,
            words=vendor_words(uow),
        )
        kept = (key, compile_rules(rules))
    _compiled_versions[place] = kept  # the one used last stands last
    while len(_compiled_versions) > VERSIONS_KEPT:
        _compiled_versions.pop(next(iter(_compiled_versions)), None)
    return kept[1]
