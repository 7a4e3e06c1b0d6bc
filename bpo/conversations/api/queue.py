"""The queue for programs: what waits and why, and the claims that people make on the page."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.models import QueueItem
from bpo.conversations.operations import assignment, many
from bpo.conversations.queries import queue
from bpo.conversations.schemas import (
    BulkIn,
    BulkOut,
    ClaimOut,
    HandOverIn,
    QueueOut,
    QueuePageQuery,
    QueueQuery,
    ReleaseIn,
    SnoozeIn,
)
from bpo.conversations.selection import queue_selection, queue_version
from bpo.core.errors import Fault, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_brands
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import page_of

ONE = "/brands/<slug>/queue/<uuid:conversation_id>"


@blp.get("/queue")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(QueuePageQuery, location="query")
@blp.response(200, QueueOut)
def list_queue(asked: dict[str, Any]) -> dict[str, Any]:
    """List what waits over all brands that the owner of the key serves or watches, in its order."""
    uow = cast("UnitOfWork", g.uow)
    seen, _serves = queue.seen_brands(uow)
    slug = asked.get("brand")
    chosen = sorted(brand.id for brand in list_brands(uow, set(seen)) if slug in {None, brand.slug})
    wanted, after = queue_selection(asked)
    size: int = asked["limit"]
    rows = queue.list_lines(uow, wanted, tenant_ids=chosen, after=after, limit=size + 1) if chosen else []
    page = page_of(rows, size=size, key=lambda row: (row.serve_by, row.id))
    counts, _mine = queue.count_priorities(uow, wanted, tenant_ids=chosen)
    return {
        "items": [{**asdict(row), "account": f"{row.network}:{row.handle}"} for row in page.items],
        "next_cursor": page.next_cursor,
        "counts": {one.value: count for one, count in counts.items()},
        "version": queue_version(uow),
    }


@blp.post("/queue/next")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(QueueQuery, location="query")
@blp.response(200, ClaimOut)
def claim_next(asked: dict[str, Any]) -> dict[str, Any]:
    """Claim the first free conversation that fits the filter; 404 where nothing free waits."""
    wanted, _after = queue_selection(asked)
    item = assignment.claim_next(g.uow, wanted, brand=asked.get("brand"))
    if item is None:
        raise NotFound(N_("Nothing free waits here at the moment."))
    return _claim(item)


@blp.post(ONE + "/claim")
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, ClaimOut)
def claim(slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Claim a conversation, or renew one's claim."""
    return _claim(assignment.claim(g.uow, get_tenant(g.uow, slug).id, conversation_id))


@blp.post(ONE + "/release")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(ReleaseIn)
@blp.response(200, ClaimOut)
def release(body: dict[str, Any], slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Return a conversation to the queue."""
    tenant = get_tenant(g.uow, slug)
    return _claim(assignment.release(g.uow, tenant.id, conversation_id, reason=body["reason"]))


@blp.post(ONE + "/hand-over")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(HandOverIn)
@blp.response(200, ClaimOut)
def hand_over(body: dict[str, UUID], slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Give a conversation to a colleague who may serve the brand."""
    tenant = get_tenant(g.uow, slug)
    return _claim(assignment.hand_over(g.uow, tenant.id, conversation_id, to_user_id=body["to"]))


@blp.post(ONE + "/snooze")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(SnoozeIn)
@blp.response(200, ClaimOut)
def snooze(body: dict[str, datetime], slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Put a conversation off until an instant; its clocks go on."""
    tenant = get_tenant(g.uow, slug)
    return _claim(assignment.snooze(g.uow, tenant.id, conversation_id, until=body["until"]))


@blp.post(ONE + "/wake")
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, ClaimOut)
def wake(slug: str, conversation_id: UUID) -> dict[str, Any]:
    """Bring a conversation back before its time."""
    return _claim(assignment.wake(g.uow, get_tenant(g.uow, slug).id, conversation_id))


@blp.post("/queue/bulk")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(BulkIn)
@blp.response(200, BulkOut)
def do_to_many(body: dict[str, Any]) -> dict[str, Any]:
    """Do the same to many conversations; each that is refused comes with its reason."""
    uow = cast("UnitOfWork", g.uow)
    brands = {brand.slug: brand.id for brand in list_brands(uow)}
    items = [(brands[one["brand"]], one["id"]) for one in body["items"] if one["brand"] in brands]
    unknown = [one["id"] for one in body["items"] if one["brand"] not in brands]
    if strange := sorted(set(body["hide_by"]) - set(brands)):
        faults = tuple(Fault(f"hide_by.{slug}", N_("There is no such brand.")) for slug in strange)
        raise Invalid(N_("There is no such brand."), faults=faults)
    done = many.do_to_many(
        uow,
        body["deed"],
        items,
        until=body["until"],
        reason=body["reason"],
        hide_by={brands[slug]: rule for slug, rule in body["hide_by"].items()},
    )
    nothing = NotFound().text(_)
    return {
        "done": done.done,
        "hidden": done.hidden,
        "refused": [
            *({"id": own_id, "reason": problem.text(_)} for own_id, problem in done.refused),
            *({"id": own_id, "reason": nothing} for own_id in unknown),
        ],
    }


def _claim(item: QueueItem) -> dict[str, Any]:
    (brand,) = list_brands(g.uow, {item.tenant_id})
    names = ("id", "claimed_by", "claim_until", "snoozed_until")
    return {"brand": brand.slug, **{name: getattr(item, name) for name in names}}
