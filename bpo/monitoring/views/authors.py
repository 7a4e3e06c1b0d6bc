"""Who writes about a brand: critics, opinion leaders, advocates, by the rule that stands on the page."""

from typing import Any, cast
from uuid import UUID

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.i18n import gettext as _
from bpo.identity.permissions import Permission
from bpo.monitoring import labels
from bpo.monitoring.queries.authors import AuthorFilter, Place, list_authors, tiers_of_author
from bpo.monitoring.queries.watches import list_sources
from bpo.monitoring.rules.authors import FEWEST, LEADER_REACH, SHARE
from bpo.monitoring.schemas import AuthorQuery
from bpo.monitoring.views.pages import blp, tabs
from bpo.tenants.queries import get_tenant
from bpo.web.forms import blank, load
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@blp.get("/brands/<slug>/authors")
@requires(Permission.MENTION_READ)
def authors(slug: str) -> ResponseReturnValue:
    """Authors of mentions, those who write most first."""
    tenant = get_tenant(g.uow, slug)
    form = load(AuthorQuery(), request.args)
    asked = form.data or {}
    wanted = AuthorFilter(asked.get("sort", "mentions"), asked.get("tier"), asked.get("q", ""))
    cursor = asked.get("cursor")
    after = cast("Place", decode_cursor(cursor, int, UUID)) if cursor else None
    rows = list_authors(g.uow, tenant.id, wanted, after=after, limit=PAGE_SIZE + 1) if form.ok else []
    page = page_of(
        rows, size=PAGE_SIZE, key=lambda row: (row.reach if wanted.sort == "reach" else row.mentions, row.id)
    )
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("sort", "tier", "q") if request.args.get(name)
    }
    next_url = (
        url_for("monitoring.authors", slug=slug, **kept, cursor=page.next_cursor)
        if page.next_cursor
        else None
    )
    shown = render(
        "monitoring/authors.html",
        tenant=tenant,
        tabs=tabs(tenant, "authors"),
        form=form if not form.ok else blank(**{"sort": "mentions", **kept}),
        items=[
            (row, [(_(labels.TIERS[one][0]), labels.TIERS[one][1]) for one in tiers_of_author(row)])
            for row in page.items
        ],
        sources={one.id: one.name for one in list_sources(g.uow, [tenant.id], retired=True)},
        tiers=[(key, _(name)) for key, (name, _look) in labels.TIERS.items()],
        is_filtered=bool(kept),
        next_url=next_url,
        first_url=url_for("monitoring.authors", slug=slug, **kept) if after else None,
        rule={"fewest": FEWEST, "share": SHARE, "reach": LEADER_REACH},
    )
    return shown, 200 if form.ok else 422
