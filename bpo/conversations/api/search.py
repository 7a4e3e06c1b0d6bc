"""Full-text search for programs: the same as the page's."""

from typing import Any, cast

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.queries.search import group_hits, search
from bpo.conversations.rules.search import read_query
from bpo.conversations.schemas import SearchOut, SearchPageQuery
from bpo.conversations.selection import search_selection
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import page_of


@blp.get("/search")
@requires(Permission.CONVERSATION_READ)
@blp.arguments(SearchPageQuery, location="query")
@blp.response(200, SearchOut)
def search_messages(query: dict[str, Any]) -> dict[str, Any]:
    """Look for words in messages, notes and names of customers: every form of a word, the newest first.

    Grouped by conversation; a conversation may come again on the next page.
    """
    uow = cast("UnitOfWork", g.uow)
    wanted, before = search_selection(query)
    ids = [get_tenant(uow, query["brand"]).id] if query.get("brand") else sorted(uow.actor.tenant_ids)
    hits = search(
        uow, read_query(query["q"]), wanted, tenant_ids=ids, before=before, limit=query["limit"] + 1
    )
    page = page_of(hits, size=query["limit"], key=lambda hit: (hit.at, hit.id))
    return {"items": group_hits(uow, page.items), "next_cursor": page.next_cursor}
