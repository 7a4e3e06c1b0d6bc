"""An agent's own reviews and disputes for programs."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.qa.api.blueprint import blp, told
from bpo.qa.models import Dispute
from bpo.qa.operations.answering import acknowledge_review, decide_dispute, dispute_review
from bpo.qa.queries.reviews import get_review, list_disputes, list_own
from bpo.qa.rules.reviews import Verdict
from bpo.qa.schemas import (
    DisputeDecisionIn,
    DisputeIn,
    DisputeOut,
    DisputesOut,
    ReviewCursorQuery,
    ReviewOut,
    ReviewsOut,
)
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of

MOST_SHOWN = 200


@blp.get("/my-reviews")
@requires(Permission.REVIEW_ANSWER)
@blp.arguments(ReviewCursorQuery, location="query")
@blp.response(200, ReviewsOut)
def my_reviews(query: dict[str, Any]) -> dict[str, Any]:
    """List the reviews of one's own work, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    after = None
    if query["cursor"]:
        after = cast("tuple[datetime, UUID]", decode_cursor(query["cursor"], datetime, UUID))
    brands = [tenant.id for tenant in list_tenants(uow)]
    rows = list_own(uow, brands, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda line: (line.review.submitted_at, line.review.id))
    items = [told(uow, line.review, with_scores=False) for line in page.items]
    return {"items": items, "next_cursor": page.next_cursor}


@blp.get("/brands/<slug>/my-reviews/<uuid:review_id>")
@requires(Permission.REVIEW_ANSWER)
@blp.response(200, ReviewOut)
def my_review(slug: str, review_id: UUID) -> dict[str, Any]:
    """Show one review of one's own work."""
    uow = cast("UnitOfWork", g.uow)
    review = get_review(uow, get_tenant(uow, slug).id, review_id)
    if review.agent_id != uow.actor.user_id:
        raise NotFound
    return told(uow, review)


@blp.post("/brands/<slug>/my-reviews/<uuid:review_id>/acknowledge")
@requires(Permission.REVIEW_ANSWER)
@blp.response(200, ReviewOut)
def acknowledge(slug: str, review_id: UUID) -> dict[str, Any]:
    """Let a review of one's own work stand."""
    uow = cast("UnitOfWork", g.uow)
    return told(uow, acknowledge_review(uow, get_tenant(uow, slug).id, review_id))


@blp.post("/brands/<slug>/my-reviews/<uuid:review_id>/dispute")
@requires(Permission.REVIEW_ANSWER)
@blp.arguments(DisputeIn)
@blp.response(201, DisputeOut)
def raise_dispute(body: dict[str, Any], slug: str, review_id: UUID) -> Dispute:
    """Dispute criteria of a review of one's own work, with the reason."""
    return dispute_review(g.uow, get_tenant(g.uow, slug).id, review_id, **body)


@blp.get("/disputes")
@requires(Permission.DISPUTE_DECIDE)
@blp.response(200, DisputesOut)
def list_waiting_disputes() -> dict[str, Any]:
    """List the disputes that one may decide, the longest waiting first."""
    uow = cast("UnitOfWork", g.uow)
    brands = [tenant.id for tenant in list_tenants(uow)]
    return {"items": [row for row, _review in list_disputes(uow, brands, limit=MOST_SHOWN)]}


@blp.post("/brands/<slug>/disputes/<uuid:dispute_id>/decision")
@requires(Permission.DISPUTE_DECIDE)
@blp.arguments(DisputeDecisionIn)
@blp.response(200, DisputeOut)
def decide(body: dict[str, Any], slug: str, dispute_id: UUID) -> Dispute:
    """Decide a dispute, criterion by criterion."""
    verdicts = {key: Verdict(value) for key, value in body["verdicts"].items()}
    tenant_id = get_tenant(g.uow, slug).id
    return decide_dispute(g.uow, tenant_id, dispute_id, verdicts=verdicts, note=body["note"])
