"""Applying a brand file, confirming items of the checklist, going live.

A file is applied as a whole or not at all, and only what differs is written, so that applying it again
makes no version and no event. Two applications to one brand wait for each other. A dry run compares in the
same way and writes nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from bpo.channels.operations import replace_accounts, set_owner
from bpo.channels.queries import list_accounts
from bpo.core.actor import Actor, ActorKind
from bpo.core.errors import Conflict, Fault, Forbidden, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.onboarding.account_files import OWNER, WRONG_FILE, AccountFile, Merged, key_of, merge
from bpo.onboarding.brand_file.compare import (
    NOTHING,
    RULE_SET,
    WHOLES,
    BrandState,
    Change,
    changed_parts,
    compare,
)
from bpo.onboarding.brand_file.dump import section_texts
from bpo.onboarding.brand_file.parse import BrandFile, check_section
from bpo.onboarding.brand_file.settle import settle
from bpo.onboarding.models import OnboardingConfirmation
from bpo.onboarding.queries import brand_checklist, brand_sections, brand_state
from bpo.onboarding.rules import check_can_confirm, check_can_go_live
from bpo.tenants import operations as tenants
from bpo.tenants.models import Tenant
from bpo.tenants.queries import find_tenant_id, get_tenant


@dataclass(frozen=True)
class BrandUnit:
    """Who is to open the unit in which a brand is made or changed; `tenant_id` is new where it is not there."""

    actor: Actor
    tenant_id: UUID
    exists: bool


def brand_unit_actor(uow: UnitOfWork, slug: str) -> BrandUnit:
    """The actor of this unit, widened by the brand that a file is about to make.

    A person needs the right to change the brand, or, where there is none, the right to make one; a brand
    they do not see and one that is not there are the same to who may not make any.
    """
    actor = uow.actor
    known = find_tenant_id(uow, slug)
    if actor.kind is ActorKind.SYSTEM:
        tenant_id = known or new_id()
        return BrandUnit(Actor.system(tenant_id), tenant_id, known is not None)
    if known is not None and actor.may(Permission.BRAND_EDIT, known):
        return BrandUnit(actor.acting(Permission.BRAND_EDIT), known, exists=True)
    if not actor.may_at_vendor(Permission.BRAND_CREATE):
        raise NotFound
    if known is not None:
        raise Conflict(N_("There is already a brand with the slug %(slug)s."), slug=slug)
    tenant_id = new_id()
    grants = {**actor.grants, tenant_id: actor.grants.get(None, frozenset())}
    return BrandUnit(
        replace(actor, tenant_ids=actor.tenant_ids | {tenant_id}, grants=grants), tenant_id, exists=False
    )


def apply_brand_file(
    uow: UnitOfWork, brand_file: BrandFile, *, tenant_id: UUID | None = None, dry_run: bool = False
) -> list[Change]:
    """Create or change the brand of this file; every change, in order. Empty where nothing differs.

    `tenant_id` is the id of a brand that is not there yet; it can be left out where the unit sees no other.
    """
    slug = brand_file.sections["profile"]["slug"]
    tenant = lock_brand(uow, slug)
    if tenant and tenant.id in uow.actor.narrowed:  # what they do not see would be taken for absent
        raise Forbidden(N_("Only who sees all accounts of a brand can change its agreement."))
    before = brand_state(uow, tenant) if tenant else BrandState()
    wanted = settle(brand_file, before, today=uow.now.date())
    changes = compare(before, wanted)
    if changes and not dry_run:
        made = tenant or _create(uow, wanted["profile"], tenant_id or _only_brand(uow))
        _write(uow, made, before, wanted)
    return changes


@dataclass(frozen=True)
class Imported:
    """What a file of accounts changes, and how many of its accounts stay as they are."""

    changes: list[Change]
    untouched: int


def import_accounts(uow: UnitOfWork, tenant: Tenant, file: AccountFile, *, dry_run: bool = False) -> Imported:
    """Add and change the accounts that a file names; the whole of it, or Invalid with the line of each fault."""
    if OWNER in file.columns and not uow.actor.may(Permission.ACCOUNT_MANAGE, tenant.id):
        message = N_("You may not record owners: leave this column out.")
        raise Invalid(WRONG_FILE, faults=(Fault(OWNER, message, 1),))
    lock_brand(uow, tenant.slug)
    sections = brand_sections(uow, tenant)
    merged = merge(section_texts({"accounts": sections["accounts"]})["accounts"], file)
    try:
        wanted = check_section("accounts", merged.items, time_zone=tenant.time_zone, today=uow.now.date())
    except Invalid as error:
        raise Invalid(WRONG_FILE, faults=tuple(_on_line(fault, merged) for fault in error.faults)) from error
    brand_file = BrandFile({"profile": sections["profile"], "accounts": wanted})
    changes = [
        *apply_brand_file(uow, brand_file, dry_run=dry_run),
        *_record_owners(uow, tenant, file.owners, dry_run=dry_run),
    ]
    changed = {str(change.values.get("key")) for change in changes}
    named = {":".join(key_of(cells)) for _line, cells in file.lines}
    return Imported(changes, len(named - changed))


def _on_line(fault: Fault, merged: Merged) -> Fault:
    place = re.match(r"accounts\[(\d+)\]\.?", fault.place)
    if place is None:
        return fault
    return Fault(fault.place[place.end() :], fault.message, merged.lines.get(int(place[1])))


def _record_owners(
    uow: UnitOfWork, tenant: Tenant, owners: Mapping[tuple[str, str], str], *, dry_run: bool
) -> Iterator[Change]:
    known = {(row.network, row.handle): row for row in list_accounts(uow, tenant.id)}
    for key, owner in owners.items():
        row = known.get(key)
        before = (row.owner if row is not None else None) or ""
        if owner != before:
            values = {
                "key": ":".join(key),
                "field": OWNER,
                "before": before or NOTHING,
                "after": owner or NOTHING,
            }
            yield Change("accounts", N_("account %(key)s: %(field)s %(before)s → %(after)s"), values)
            if row is not None and not dry_run:
                set_owner(uow, row, owner=owner)


def confirm_item(uow: UnitOfWork, tenant: Tenant, item: str, *, note: str) -> OnboardingConfirmation:
    """Take somebody's word for an item of the checklist; a later word replaces it."""
    checked = check_can_confirm(item, note=note)
    row = uow.session.scalars(
        select(OnboardingConfirmation).where(
            OnboardingConfirmation.tenant_id == tenant.id, OnboardingConfirmation.item == checked.value
        )
    ).first()
    if row is None:
        row = OnboardingConfirmation(id=new_id(), tenant_id=tenant.id, item=checked.value)
        uow.session.add(row)
    row.note, row.confirmed_at, row.confirmed_by = note.strip(), uow.now, uow.actor.user_id
    uow.audit("onboarding.confirmed", row, item=checked.value)
    return row


def withdraw_item(uow: UnitOfWork, tenant: Tenant, item: str) -> None:
    """Take a confirmation back; nothing happens where there is none."""
    row = uow.session.scalars(
        select(OnboardingConfirmation).where(
            OnboardingConfirmation.tenant_id == tenant.id, OnboardingConfirmation.item == item
        )
    ).first()
    if row is not None:
        uow.session.delete(row)
        uow.audit("onboarding.withdrawn", row, item=item)


def take_live(uow: UnitOfWork, tenant: Tenant) -> None:
    """Open the brand for work, if nothing on its checklist is open."""
    may = uow.actor.may(Permission.BRAND_GO_LIVE, tenant.id)
    check_can_go_live(brand_checklist(uow, tenant), may=may)
    tenants.go_live(uow, tenant)


def lock_brand(uow: UnitOfWork, slug: str) -> Tenant | None:
    """The brand, held until this unit ends; by its slug, since a new brand has no row to hold."""
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"brand:{slug}", 0))))
    known = find_tenant_id(uow, slug)
    if known is None:
        return None
    if known not in uow.actor.tenant_ids:  # somebody else made it while this unit waited
        raise Conflict(N_("There is already a brand with the slug %(slug)s."), slug=slug)
    return get_tenant(uow, slug, for_update=True)


def _only_brand(uow: UnitOfWork) -> UUID:
    """The brand to be made, where the unit was opened for it alone."""
    if len(uow.actor.tenant_ids) != 1:
        raise NotFound
    return next(iter(uow.actor.tenant_ids))


def _create(uow: UnitOfWork, profile: dict[str, Any], tenant_id: UUID) -> Tenant:
    return tenants.create_tenant(
        uow,
        tenant_id,
        slug=profile["slug"],
        name=profile["name"],
        languages=profile["languages"],
        time_zone=profile["time_zone"],
    )


def _write(uow: UnitOfWork, tenant: Tenant, before: BrandState, wanted: dict[str, Any]) -> None:
    """Write the parts that differ, those first that others name."""
    profile = wanted["profile"]
    writers: dict[str, Callable[[], object]] = {
        "profile": lambda: tenants.change_profile(
            uow,
            tenant,
            name=profile["name"],
            languages=profile["languages"],
            time_zone=profile["time_zone"],
        ),
        "accounts": lambda: replace_accounts(uow, tenant.id, wanted["accounts"]),
        "calendars": lambda: tenants.replace_calendars(uow, tenant, wanted["calendars"]),
        "service_levels": lambda: tenants.replace_levels(uow, tenant, wanted["service_levels"]),
        "rule_set": lambda: tenants.replace_section(
            uow, tenant, "rule_set", {name: wanted[name] for name in RULE_SET}
        ),
    }
    parts = changed_parts(before, wanted)
    if "profile" not in before.sections:
        parts.discard("profile")  # it has just been created with it
    for part, write in writers.items():
        if part in parts:
            write()
    for name in WHOLES:
        if name in parts:
            tenants.replace_section(uow, tenant, name, wanted[name])
