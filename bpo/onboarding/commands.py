"""What `bpo brand apply` and `bpo brand show` do, without arguments and printing, which are the command's.

Commands act as the system and open their own units. Faults come back as `FILE:LINE: what is wrong`, the
form that editors jump to.
"""

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.onboarding.brand_file.compare import Change
from bpo.onboarding.brand_file.parse import BrandFile, parse_brand_file
from bpo.onboarding.operations import apply_brand_file, brand_unit_actor
from bpo.onboarding.queries import show_brand
from bpo.tenants.queries import find_tenant_id, get_tenant


def apply_file(content: bytes, *, dry_run: bool = False) -> list[Change]:
    """Create or change the brand of this file; Invalid lists every fault with its line."""
    brand_file = parse_brand_file(content, today=utcnow().date())
    try:
        return _apply(brand_file, dry_run=dry_run)
    except (
        Conflict
    ):  # another command made the brand between our look and our turn; now there is one to change
        return _apply(brand_file, dry_run=dry_run)


def show_file(slug: str) -> str:
    """The brand's file; NotFound where there is no such brand."""
    with UnitOfWork(Actor.system()) as uow:
        tenant_id = find_tenant_id(uow, slug)
    if tenant_id is None:
        raise NotFound
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        return show_brand(uow, get_tenant(uow, slug))


def fault_lines(file_name: str, error: Invalid) -> list[str]:
    """Every fault as `FILE:LINE: what is wrong`; a fault of the whole is of line 1."""
    if not error.faults:
        return [f"{file_name}:1: {error.text()}"]
    return [
        f"{file_name}:{fault.line or 1}: {fault.place + ': ' if fault.place else ''}{fault.message}"
        for fault in error.faults
    ]


def _apply(brand_file: BrandFile, *, dry_run: bool) -> list[Change]:
    with UnitOfWork(Actor.system()) as uow:
        opened = brand_unit_actor(uow, brand_file.sections["profile"]["slug"])
    with UnitOfWork(opened.actor) as uow:
        return apply_brand_file(uow, brand_file, dry_run=dry_run)
