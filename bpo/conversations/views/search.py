"""One place to look for a word in everything one may read."""

from typing import Any, cast
from uuid import UUID

from flask import g, request, url_for
from sqlalchemy import select

from bpo.conversations.queries.search import Hit, find_by_number, group_hits, search
from bpo.conversations.rules.search import LONGEST, Query, excerpt, read_query
from bpo.conversations.schemas import WAYS, SearchQuery
from bpo.conversations.selection import search_selection
from bpo.conversations.views.pages import blp
from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode, Network
from bpo.identity.permissions import Permission
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.forms import load, refused
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import page_of
from bpo.web.render import render

HITS = 50


@blp.get("/search")
@requires(Permission.CONVERSATION_READ)
def search_page() -> tuple[str, int]:
    """Messages, notes and customers in which what was typed stands, by conversation, the newest first."""
    uow = cast("UnitOfWork", g.uow)
    form = load(SearchQuery(), request.args)
    asked = form.data or {}
    brands = list_tenants(uow)
    found: list[Any] = []
    numbered: list[dict[str, Any]] = []
    next_url = None
    query: Query | None = None
    if asked.get("q"):
        try:
            query = read_query(asked["q"])
            wanted, before = search_selection(asked)
            ids = [get_tenant(uow, asked["brand"]).id] if asked.get("brand") else sorted(uow.actor.tenant_ids)
            hits = search(uow, query, wanted, tenant_ids=ids, before=before, limit=HITS + 1)
            page = page_of(hits, size=HITS, key=lambda hit: (hit.at, hit.id))
            found = group_hits(uow, page.items)
            if uow.actor.is_staff and before is None:
                numbered = _numbered(uow, asked["q"], ids)
            if page.next_cursor:
                kept = {key: value for key, value in request.args.items() if key != "cursor"}
                next_url = url_for("conversations.search_page", **{**kept, "cursor": page.next_cursor})  # type: ignore[arg-type]  # any query
        except Invalid as error:
            form = refused(form, {fault.place: [_(fault.message)] for fault in error.faults})
    shown = render(
        "conversations/search.html",
        form=form,
        found=found,
        numbered=numbered,
        asked=bool(asked.get("q")) and form.ok,
        excerpt=lambda hit: _excerpt(hit, query),
        brands=[(one.slug, one.name) for one in brands],
        networks=[(one.value, show_label(one)) for one in Network],
        languages=[(one.value, show_label(one)) for one in LanguageCode],
        ways=[(way, _(name)) for way, name in WAYS.items() if uow.actor.is_staff or way != "note"],
        network_name=lambda network: show_label(Network(network)),
        next_url=next_url,
        first_url=url_for("conversations.search_page", **_without_cursor())
        if "cursor" in request.args
        else None,
        longest=LONGEST,
    )
    return shown, 200 if form.ok else 422


def _without_cursor() -> dict[str, Any]:
    return {key: value for key, value in request.args.items() if key != "cursor"}


def _excerpt(hit: Hit, query: Query | None) -> list[Any]:
    return excerpt(hit.text, query) if query else []


def _numbered(uow: UnitOfWork, number: str, tenant_ids: list[UUID]) -> list[dict[str, Any]]:
    talks = find_by_number(uow, number, tenant_ids=tenant_ids)
    slugs = {
        row.id: row.slug
        for row in uow.session.execute(
            select(Tenant.id, Tenant.slug).where(Tenant.id.in_({talk.tenant_id for talk in talks}))
        )
    }
    return [{"slug": slugs[talk.tenant_id], "id": talk.id, "at": talk.last_message_at} for talk in talks]
