"""The page of a brand's exports: what is in one, ordering one, taking the file."""

from datetime import datetime
from typing import cast
from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.exports.labels import STATES
from bpo.exports.operations.keeping import order_export
from bpo.exports.queries import count_erasures, find_waiting_export, get_export, list_exports, state_of
from bpo.exports.rules.states import KEPT, ExportState
from bpo.exports.streaming import send_export
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of
from bpo.web.render import render

SHOWN = 20

blp = Blueprint("exports", __name__, template_folder="templates")


@blp.get("/brands/<slug>/exports")
@requires(Permission.BRAND_EXPORT)
def exports(slug: str) -> str:
    """What was exported of the brand, and the way to have it exported again."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = list_exports(uow, tenant.id, after=after, limit=SHOWN + 1)
    page = page_of(rows, size=SHOWN, key=lambda row: (row.ordered_at, row.id))
    erasures = count_erasures(uow, tenant.id)
    states = {one.id: state_of(uow, one, erasures=erasures) for one in page.items}
    latest = next((one for one in page.items if states[one.id] is ExportState.READY), None)
    return render(
        "exports/exports.html",
        tenant=tenant,
        exports=page.items,
        states=states,
        labels=STATES,
        ready=ExportState.READY,
        latest=latest,
        days=KEPT.days,
        waiting=find_waiting_export(uow, tenant.id) is not None,
        can_order=tenant.id not in uow.actor.narrowed,
        next_url=url_for("exports.exports", slug=slug, cursor=page.next_cursor) if page.next_cursor else None,
        first_url=url_for("exports.exports", slug=slug) if after else None,
    )


@blp.post("/brands/<slug>/exports")
@requires(Permission.BRAND_EXPORT)
def order(slug: str) -> ResponseReturnValue:
    """Have the brand exported."""
    uow = cast("UnitOfWork", g.uow)
    order_export(uow, get_tenant(uow, slug))
    flash(
        _("The export is being made. It takes from seconds to minutes; you are told when it is ready."),
        "good",
    )
    return redirect(url_for("exports.exports", slug=slug), code=303)


@blp.post("/brands/<slug>/exports/<uuid:export_id>/file")
@requires(Permission.BRAND_EXPORT)
def take(slug: str, export_id: UUID) -> Response:
    """Take the file; it is recorded who took it."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return send_export(uow, tenant, get_export(uow, tenant.id, export_id))
