"""Exports of a brand for programs: ordering one, asking how it stands, taking the file."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import Response, g
from flask_smorest import Blueprint

from bpo.core.uow import UnitOfWork
from bpo.exports.models import BrandExport
from bpo.exports.operations.keeping import order_export
from bpo.exports.queries import count_erasures, get_export, list_exports, state_of
from bpo.exports.schemas import ExportListOut, ExportListQuery, ExportOut
from bpo.exports.streaming import send_export
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of

blp = Blueprint(
    "exports_api", __name__, url_prefix="/api/v1", description="Everything that is kept about a brand"
)


@blp.post("/brands/<slug>/exports")
@requires(Permission.BRAND_EXPORT)
@blp.response(202, ExportOut)
def order(slug: str) -> dict[str, Any]:
    """Have a brand's export made, off the request. While one is being made, that one is answered."""
    uow = cast("UnitOfWork", g.uow)
    export = order_export(uow, get_tenant(uow, slug))
    uow.session.flush()
    return _shown(uow, export)


@blp.get("/brands/<slug>/exports")
@requires(Permission.BRAND_EXPORT)
@blp.arguments(ExportListQuery, location="query")
@blp.response(200, ExportListOut)
def list_of_brand(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """List what was exported of a brand, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    cursor = query.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = list_exports(uow, tenant.id, after=after, limit=query["limit"] + 1)
    page = page_of(rows, size=query["limit"], key=lambda row: (row.ordered_at, row.id))
    erasures = count_erasures(uow, tenant.id)
    items = [_shown(uow, one, erasures=erasures) for one in page.items]
    return {"items": items, "next_cursor": page.next_cursor}


@blp.get("/brands/<slug>/exports/<uuid:export_id>")
@requires(Permission.BRAND_EXPORT)
@blp.response(200, ExportOut)
def show(slug: str, export_id: UUID) -> dict[str, Any]:
    """Show how an export stands, with its manifest."""
    uow = cast("UnitOfWork", g.uow)
    return _shown(uow, get_export(uow, get_tenant(uow, slug).id, export_id))


@blp.post("/brands/<slug>/exports/<uuid:export_id>/file")
@requires(Permission.BRAND_EXPORT)
@blp.response(200, content_type="application/zip")
def take(slug: str, export_id: UUID) -> Response:
    """Take the ZIP. It is recorded who took it, and so this is a POST."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return send_export(uow, tenant, get_export(uow, tenant.id, export_id))


def _shown(uow: UnitOfWork, export: BrandExport, *, erasures: int | None = None) -> dict[str, Any]:
    kept = ("id", "ordered_at", "ordered_by", "as_of", "until", "size", "manifest")
    state = state_of(uow, export, erasures=erasures).value
    return {name: getattr(export, name) for name in kept} | {"state": state}
