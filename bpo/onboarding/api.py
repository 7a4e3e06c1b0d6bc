"""Brands for programs: the list, one brand with its sections, and applying a brand file."""

from typing import Any

from flask import g, request
from flask_smorest import Blueprint

from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission, sees_money
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.checked import check_text
from bpo.onboarding.operations import apply_brand_file, brand_unit_actor
from bpo.onboarding.queries import brand_state
from bpo.onboarding.rules import check_slug
from bpo.onboarding.schemas import (
    BrandsOut,
    BrandWithSectionsOut,
    ChangesOut,
    CheckedOut,
    CheckIn,
    CursorIn,
    DryRunIn,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants_after
from bpo.tenants.rules.contract import without_money
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, Page, decode_cursor, page_of

blp = Blueprint("onboarding_api", __name__, url_prefix="/api/v1", description="Client brands")


@blp.get("/brands")
@requires(Permission.BRAND_READ)
@blp.arguments(CursorIn, location="query")
@blp.response(200, BrandsOut)
def brands(query: dict[str, Any]) -> Page[Tenant]:
    """The brands that exist for the key, by slug."""
    after = str(decode_cursor(query["cursor"], str)[0]) if query["cursor"] else None
    rows = list_tenants_after(g.uow, after=after, limit=PAGE_SIZE + 1)
    return page_of(rows, size=PAGE_SIZE, key=lambda tenant: (tenant.slug,))


@blp.get("/brands/<slug>")
@requires(Permission.BRAND_READ)
@blp.response(200, BrandWithSectionsOut)
def brand(slug: str) -> dict[str, Any]:
    """A brand with everything that was agreed with it; what the contract pays for whoever may read it."""
    tenant = get_tenant(g.uow, slug)
    state = brand_state(g.uow, tenant)
    plain = ("id", "slug", "name", "languages", "time_zone", "state", "went_live_at")
    return {
        **{key: getattr(tenant, key) for key in plain},
        "sections": state.sections if sees_money(g.actor, tenant.id) else without_money(state.sections),
        "versions": state.versions,
    }


@blp.put("/brands/<slug>/file")
@requires(Permission.BRAND_EDIT)
@blp.arguments(DryRunIn, location="query")
@blp.response(200, ChangesOut)
def apply(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """Create or change a brand by its file (YAML in the body)."""
    with UnitOfWork(g.actor) as uow:
        opened = brand_unit_actor(uow, slug)
    with UnitOfWork(opened.actor) as uow:
        brand_file = parse_brand_file(request.get_data(), today=uow.now.date())
        check_slug(brand_file.sections["profile"]["slug"], wanted=slug)
        changes = apply_brand_file(uow, brand_file, tenant_id=opened.tenant_id, dry_run=query["dry_run"])
    return {"slug": slug, "dry_run": query["dry_run"], "changes": changes}


@blp.post("/brands/<slug>/check")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(CheckIn)
@blp.response(200, CheckedOut)
def check(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Check a text by the brand's rules, as a reply of this brand would be."""
    return check_text(g.uow, get_tenant(g.uow, slug), body)
