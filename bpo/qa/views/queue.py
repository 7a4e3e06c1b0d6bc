"""The review queue: what is due, over all of a reviewer's brands, and choosing a reply by hand."""

from datetime import datetime
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Conflict
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names, users_by_email
from bpo.qa import labels
from bpo.qa.operations.reviewing import claim_next
from bpo.qa.operations.sampling import choose_reply
from bpo.qa.queries.desk import list_recent_replies
from bpo.qa.queries.samples import count_waiting, list_mine, list_waiting
from bpo.qa.views.pages import blp, network_name
from bpo.tenants.queries import get_tenant, list_tenants, slug_of
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@blp.get("/reviewing")
@requires(Permission.REVIEW_WRITE)
def queue() -> str:
    """What waits to be reviewed, what is due first on top."""
    uow = cast("UnitOfWork", g.uow)
    brands = {tenant.id: tenant for tenant in list_tenants(uow)}
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = list_waiting(uow, list(brands), after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda row: (row.due_at, row.id))
    return render(
        "qa/queue.html",
        brands=brands,
        mine=[] if cursor else list_mine(uow, list(brands)),
        rows=[row for row in page.items if not row.is_mine],
        total=count_waiting(uow, list(brands)),
        kinds={kind.value: _(name) for kind, name in labels.KINDS.items()},
        network_name=network_name,
        now=uow.now,
        next_url=url_for("qa.queue", cursor=page.next_cursor) if page.next_cursor else None,
        first_url=url_for("qa.queue") if cursor else None,
    )


@blp.post("/reviewing/next")
@requires(Permission.REVIEW_WRITE)
def take_next() -> ResponseReturnValue:
    """Take what is due first."""
    uow = cast("UnitOfWork", g.uow)
    review = claim_next(uow, [tenant.id for tenant in list_tenants(uow)])
    if review is None:
        flash(_("Nothing waits to be reviewed."), "info")
        return redirect(url_for("qa.queue"), code=303)
    slug = slug_of(uow, review.tenant_id)
    return redirect(url_for("qa.desk", slug=slug, sample_id=review.sample_id), code=303)


@blp.get("/brands/<slug>/reviewing/choose")
@requires(Permission.REVIEW_WRITE)
def choose(slug: str) -> str:
    """The latest replies of a brand, to choose one by hand."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = list_recent_replies(uow, tenant.id, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda row: (row[0].ingested_at, row[0].id))
    emails = {message.agent for message, *_rest in page.items if message.agent}
    ids = users_by_email(uow, emails)
    names = list_names(uow, set(ids.values()))
    return render(
        "qa/choose.html",
        tenant=tenant,
        rows=page.items,
        names={email: names.get(user_id, email) for email, user_id in ids.items()},
        network_name=network_name,
        next_url=url_for("qa.choose", slug=slug, cursor=page.next_cursor) if page.next_cursor else None,
        first_url=url_for("qa.choose", slug=slug) if cursor else None,
    )


@blp.post("/brands/<slug>/reviewing/choose/<uuid:message_id>")
@requires(Permission.REVIEW_WRITE)
def choose_one(slug: str, message_id: UUID) -> ResponseReturnValue:
    """Put one reply into the queue by hand."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    try:
        sample = choose_reply(uow, tenant.id, message_id)
    except Conflict as error:
        flash(error.text(_), "bad")
        return redirect(url_for("qa.choose", slug=slug), code=303)
    return redirect(url_for("qa.desk", slug=slug, sample_id=sample.id), code=303)
