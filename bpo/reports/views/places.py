"""The report place by place: tags, the accounts of a tag, all accounts; as a page and as files.

Read in the reader's own scope. Every figure opens to its rows.
"""

from functools import partial
from typing import Any, cast

from flask import Response, g, request, url_for

from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports import labels
from bpo.reports.operations import place_report
from bpo.reports.render.places import MEDIA_TYPES, render_places
from bpo.reports.rules.by_place import PlaceAsked, PlaceReport, judged, read_at_start
from bpo.reports.rules.figures import CLOCKS
from bpo.reports.schemas import PlacesQuery
from bpo.reports.shown_places import (
    PlaceRow,
    account_rows,
    in_order,
    page_after,
    searched,
    show_share,
    tag_rows,
)
from bpo.reports.signatures import brand_time
from bpo.reports.views.pages import blp
from bpo.reports.views.report import account_names, asked_of
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@blp.get("/brands/<slug>/report/places")
@requires(Permission.REPORT_READ)
def places(slug: str) -> str:
    """Which places kept the promises, the worst first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    asked = asked_of(uow, tenant)
    wanted = load(PlacesQuery(), request.args).data or PlacesQuery().load({})
    made = place_report(uow, tenant, period=asked.period, as_of=asked.as_of)
    names = account_names(uow, tenant)
    tags = tag_rows(made)
    opened = next((row for row in tags if wanted["tag"] == row.key), None)
    by = "account" if opened or not tags else wanted["by"]
    rows = tags if by == "tag" else account_rows(made, names, tag=opened.key if opened else None)
    found = searched(rows, wanted["search"])
    found = in_order(found, clock=wanted["clock"], sort=wanted["sort"], direction=wanted["direction"])
    cursor = wanted.pop("cursor")
    last = cast("str", decode_cursor(cursor, str)[0]) if cursor else None
    page = page_of(page_after(found, last, limit=PAGE_SIZE + 1), size=PAGE_SIZE, key=lambda row: (row.key,))
    usual = PlacesQuery().load({})
    kept = {name: value for name, value in wanted.items() if value != usual.get(name)} | {"by": by}
    address = partial(url_for, "reports.places", slug=slug)

    def rows_url(row: PlaceRow, figure: str, state: str, *, at_end: bool = False) -> str:
        seen_at = min(asked.as_of, asked.period.end).isoformat() if at_end else asked.pinned["as_of"]
        here: dict[str, Any] = {**asked.pinned, **row.asked.values, "as_of": seen_at}
        return url_for("reports.rows", slug=slug, figure=figure, state=state, **here)

    return render(
        "reports/places.html",
        tenant=tenant,
        asked=asked,
        wanted=wanted,
        by=by,
        opened=opened,
        first=opened or _whole(uow, tenant, made),
        rows=page.items,
        count=len(found),
        every=len(rows),
        narrowed=tenant.id in uow.actor.narrowed,
        overlapping=any(len(own) > 1 for own in made["tags"].values()),
        has_tags=bool(tags),
        clocks=[(clock, _(labels.FIGURES[clock])) for clock in CLOCKS],
        judged=judged,
        read_at_start=read_at_start,
        show_share=show_share,
        rows_url=rows_url,
        open_url=lambda row: address(**{**asked.pinned, "tag": row.key, "clock": wanted["clock"]}),
        by_url=lambda one: address(**{**asked.pinned, "by": one, "clock": wanted["clock"]}),
        sort_url=lambda key, direction: address(
            **{**asked.pinned, **kept, "sort": key, "direction": direction}
        ),
        next_url=address(**{**asked.pinned, **kept, "cursor": page.next_cursor})
        if page.next_cursor
        else None,
        first_url=address(**{**asked.pinned, **kept}) if cursor else None,
        report_url=url_for("reports.report", slug=slug, **asked.values),
        downloads={
            name: url_for("reports.places_file", slug=slug, file_format=name, **asked.pinned)
            for name in MEDIA_TYPES
        },
        brand_time=lambda at: brand_time(at, tenant),
    )


@blp.get("/brands/<slug>/report/places.<any(json, csv, xlsx):file_format>")
@requires(Permission.REPORT_READ)
def places_file(slug: str, file_format: str) -> Response:
    """The same figures as a file, of every place that the reader sees."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    asked = asked_of(uow, tenant)
    made = place_report(uow, tenant, period=asked.period, as_of=asked.as_of)
    response = Response(render_places(made, file_format), content_type=MEDIA_TYPES[file_format])
    dates = made["period"]
    name = f"places-{made['brand']}-{dates['from']}-{dates['to']}.{file_format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _whole(uow: UnitOfWork, tenant: Tenant, made: PlaceReport) -> PlaceRow:
    name = _("All your accounts") if tenant.id in uow.actor.narrowed else _("All accounts")
    return PlaceRow("", name, PlaceAsked(), made["whole"])
