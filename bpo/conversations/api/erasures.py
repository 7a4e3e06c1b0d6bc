"""How long texts are kept, what has been erased, erasing one customer, and where we may look behind links, for programs."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.models import Erasure
from bpo.conversations.operations.erasing import ask_erasure, set_retention
from bpo.conversations.operations.previews import set_previews
from bpo.conversations.queries import erasures
from bpo.conversations.queries.previews import allowed_of
from bpo.conversations.rules.previews import Allowed
from bpo.conversations.schemas import (
    ErasureIn,
    ErasureListOut,
    ErasureListQuery,
    ErasureOut,
    PreviewsIn,
    PreviewsOut,
    RetentionIn,
    RetentionOut,
)
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of


@blp.post("/brands/<slug>/customers/<uuid:customer_id>/erasure")
@requires(Permission.CUSTOMER_ERASE)
@blp.arguments(ErasureIn)
@blp.response(202, ErasureOut)
def erase_customer(body: dict[str, Any], slug: str, customer_id: UUID) -> Erasure:
    """Have everything that is kept about a customer erased, for good. It is done off the request."""
    tenant = get_tenant(g.uow, slug)
    customer = erasures.get_customer(g.uow, tenant.id, customer_id)
    return ask_erasure(g.uow, customer, reason=body["reason"].value)


@blp.get("/brands/<slug>/erasures")
@requires(Permission.BRAND_EDIT)
@blp.arguments(ErasureListQuery, location="query")
@blp.response(200, ErasureListOut)
def list_erasures(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """List what has been erased of a brand, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    cursor = query.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = erasures.list_erasures(uow, tenant.id, after=after, limit=query["limit"] + 1)
    page = page_of(rows, size=query["limit"], key=lambda row: (row.asked_at, row.id))
    return {"items": page.items, "next_cursor": page.next_cursor}


@blp.get("/brands/<slug>/retention")
@requires(Permission.BRAND_EDIT)
@blp.response(200, RetentionOut)
def get_retention(slug: str) -> dict[str, Any]:
    """Show after how many months the texts of closed conversations are erased, null: never."""
    tenant = get_tenant(g.uow, slug)
    rule = erasures.find_retention(g.uow, tenant.id)
    return {"months": rule.months if rule else None}


@blp.put("/brands/<slug>/retention")
@requires(Permission.BRAND_EDIT)
@blp.arguments(RetentionIn)
@blp.response(200, RetentionOut)
def put_retention(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Set it."""
    tenant = get_tenant(g.uow, slug)
    set_retention(g.uow, tenant.id, months=body["months"])
    return {"months": body["months"]}


@blp.get("/brands/<slug>/previews")
@requires(Permission.BRAND_EDIT)
@blp.response(200, PreviewsOut)
def get_previews(slug: str) -> Allowed:
    """Show where we may look behind links in messages."""
    tenant = get_tenant(g.uow, slug)
    return allowed_of(g.uow, tenant.id)


@blp.put("/brands/<slug>/previews")
@requires(Permission.BRAND_EDIT)
@blp.arguments(PreviewsIn)
@blp.response(200, PreviewsOut)
def put_previews(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Set it."""
    tenant = get_tenant(g.uow, slug)
    set_previews(g.uow, tenant.id, **body)
    return body
