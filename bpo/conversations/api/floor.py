"""The floor for programs, such as a board on a wall."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.queries.floor import BrandFloor, Worker, read_floor
from bpo.conversations.schemas import FloorOut, FloorQuery
from bpo.identity.permissions import Permission
from bpo.web.guard import requires


@blp.get("/floor")
@requires(Permission.FLOOR_READ)
@blp.arguments(FloorQuery, location="query")
@blp.response(200, FloorOut)
def floor(query: dict[str, Any]) -> dict[str, Any]:
    """For each brand and now: what waits, what is late, what needs a decision, who works with what."""
    found = read_floor(g.uow, within=timedelta(minutes=query["within"]))
    slugs = {brand.tenant.id: brand.tenant.slug for brand in found.brands}
    return {
        "as_of": g.uow.now,
        "brands": [_brand(brand) for brand in found.brands],
        "workers": [_worker(worker, slugs) for worker in found.workers],
    }


def _brand(brand: BrandFloor) -> dict[str, Any]:
    counts = ("waiting", "put_off", "free", "urgent", "negative", "soon", "late", "oldest_at", "responders")
    return {
        "brand": brand.tenant.slug,
        **{name: getattr(brand, name) for name in counts},
        "languages_unanswered": list(brand.unanswered),
        "on_shift": brand.on_shift,
        **vars(brand.marks),
    }


def _worker(worker: Worker, slugs: dict[UUID, str]) -> dict[str, Any]:
    return {
        "user_id": worker.user_id,
        "name": worker.name,
        "conversations": [one.id for one in worker.held],
        "seen_at": worker.seen_at,
        "on_shift_at": sorted(slugs[one] for one in worker.on_shift_at if one in slugs),
    }
