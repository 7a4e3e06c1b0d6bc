"""From what somebody wrote to a guide that could be published, and publishing it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.guides.models import GuideTrial
from bpo.guides.queries.words import offered_words
from bpo.guides.rules.trials import check_can_publish
from bpo.onboarding.brand_file.compare import RULE_SET, Change
from bpo.onboarding.brand_file.dump import dump_brand_file
from bpo.onboarding.brand_file.parse import BrandFile, check_section, parse_brand_file
from bpo.onboarding.brand_file.sections import default_sections
from bpo.onboarding.operations import apply_brand_file, lock_brand
from bpo.onboarding.queries import brand_sections
from bpo.tenants.models import BrandSection, Tenant
from bpo.tenants.queries import list_sections


def guide_in_force(uow: UnitOfWork, tenant_id: UUID) -> BrandSection | None:
    """The version of the rule set that holds."""
    return list_sections(uow, tenant_id).get("rule_set")


def guide_to_change(uow: UnitOfWork, tenant_id: UUID) -> dict[str, Any]:
    """The content of the rule set in force; for a brand without one, what it would begin with."""
    in_force = guide_in_force(uow, tenant_id)
    given = {**default_sections(), **(in_force.content if in_force else {})}
    return {name: given[name] for name in RULE_SET}


def text_of(content: dict[str, Any]) -> str:
    """A guide as the text that is written in a brand file."""
    return dump_brand_file({name: content[name] for name in RULE_SET if name in content})


def read_draft(uow: UnitOfWork, tenant: Tenant, text: str) -> dict[str, Any]:
    """The content of a rule set from its text; what the text leaves out stays as it is in force.

    Raises Invalid; lines of its faults are counted from where the text begins.
    """
    profile = brand_sections(uow, tenant)["profile"]
    head = dump_brand_file({"profile": profile})
    skipped = head.count("\n")
    try:
        brand_file = parse_brand_file(head + text, today=uow.now.date())
        _check_is_guide(brand_file, profile)
    except Invalid as error:
        faults = tuple(replace(one, line=_line(one.line, skipped)) for one in error.faults)
        raise Invalid(error.message, faults=faults) from error
    given = {**guide_to_change(uow, tenant.id), **brand_file.sections}
    return {name: given[name] for name in RULE_SET if name in given}


def read_sections(uow: UnitOfWork, tenant: Tenant, trees: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a rule set from the texts of its sections, as a form gives them. Raises Invalid."""
    content: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in RULE_SET:
        try:
            content[name] = check_section(name, trees[name], time_zone=tenant.time_zone, today=uow.now.date())
        except Invalid as error:
            faults += error.faults
    if faults:
        raise Invalid(N_("This guide cannot be tried."), faults=tuple(faults))
    return content


def add_word(uow: UnitOfWork, tenant: Tenant, word: str, *, since: datetime) -> list[Change]:
    """Make a word one of the brand's names, where several people have sent it despite the warning."""
    # Before what is in force is read: of two who change it at once neither undoes the other.
    lock_brand(uow, tenant.slug)
    if word not in {one.word for one in offered_words(uow, tenant.id, since=since)}:
        raise Conflict(N_("This word is not offered any more."))
    sections = brand_sections(uow, tenant)
    names = [*sections.get("names", []), word]
    return apply_brand_file(uow, BrandFile({"profile": sections["profile"], "names": names}))


def _check_is_guide(brand_file: BrandFile, profile: dict[str, Any]) -> None:
    """The text of a guide says nothing of the brand beside it."""
    strange = sorted(set(brand_file.sections) - {"profile", *RULE_SET})
    if strange or brand_file.sections["profile"] != profile:
        message = _("This text holds the sections of the guide and no others.")
        faults = tuple(brand_file.fault(place, message) for place in strange or [""])
        raise Invalid(N_("This guide cannot be tried."), faults=faults)


def _line(line: int | None, skipped: int) -> int | None:
    return max(line - skipped, 1) if line else None


def publish_tried(uow: UnitOfWork, tenant: Tenant, trial: GuideTrial) -> list[Change]:
    """Make the guide of a trial the one in force, as applying a brand file does."""
    lock_brand(uow, tenant.slug)
    in_force = guide_in_force(uow, tenant.id)
    check_can_publish(trial.state, base=trial.base_version, in_force=in_force.version if in_force else None)
    profile = brand_sections(uow, tenant)["profile"]
    changes = apply_brand_file(uow, BrandFile({"profile": profile, **trial.content}))
    uow.audit("guide.published", trial)
    return changes
