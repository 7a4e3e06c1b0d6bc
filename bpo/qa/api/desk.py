"""The review queue and the desk for programs. What is not known on the desk is not told here either."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.conversations.operations.sending import finding_as_json
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.qa.api.blueprint import blp, told
from bpo.qa.models import Sample
from bpo.qa.operations.reviewing import claim_sample, release_sample, save_review, submit_review
from bpo.qa.operations.sampling import choose_reply
from bpo.qa.queries.desk import desk_of
from bpo.qa.queries.programme import find_card
from bpo.qa.queries.reviews import card_of, find_draft, list_scores
from bpo.qa.queries.samples import get_sample, list_waiting
from bpo.qa.rules.reviews import check_may_review
from bpo.qa.rules.scorecards import DISMISSAL, criteria_of
from bpo.qa.rules.scoring import Answer
from bpo.qa.schemas import (
    ChooseIn,
    DeskOut,
    ReviewCursorQuery,
    ReviewIn,
    ReviewOut,
    SampleOut,
    WaitingPageOut,
)
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of


@blp.get("/review-queue")
@requires(Permission.REVIEW_WRITE)
@blp.arguments(ReviewCursorQuery, location="query")
@blp.response(200, WaitingPageOut)
def review_queue(query: dict[str, Any]) -> dict[str, Any]:
    """List what waits to be reviewed over all one's brands, what is due first on top."""
    uow = cast("UnitOfWork", g.uow)
    brands = {tenant.id: tenant.slug for tenant in list_tenants(uow)}
    after = None
    if query["cursor"]:
        after = cast("tuple[datetime, UUID]", decode_cursor(query["cursor"], datetime, UUID))
    rows = list_waiting(uow, list(brands), after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda row: (row.due_at, row.id))
    items = [
        {
            **{name: getattr(row, name) for name in ("id", "kind", "purpose", "network")},
            **{name: getattr(row, name) for name in ("done_at", "due_at", "is_mine")},
            "brand": brands[row.tenant_id],
            "account": f"{row.network}:{row.handle}",
        }
        for row in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


@blp.post("/brands/<slug>/samples")
@requires(Permission.REVIEW_WRITE)
@blp.arguments(ChooseIn)
@blp.response(201, SampleOut)
def choose(body: dict[str, Any], slug: str) -> Sample:
    """Put one reply into the review queue by hand; it never counts in a figure."""
    return choose_reply(g.uow, get_tenant(g.uow, slug).id, body["message_id"])


@blp.get("/brands/<slug>/samples/<uuid:sample_id>")
@requires(Permission.REVIEW_WRITE)
@blp.response(200, DeskOut)
def show_sample(slug: str, sample_id: UUID) -> dict[str, Any]:
    """Show a sample with its thread, findings, guide, and what one has scored so far."""
    uow = cast("UnitOfWork", g.uow)
    sample = get_sample(uow, get_tenant(uow, slug).id, sample_id)
    user_id = check_may_review(uow.actor.user_id, sample.involved)
    desk = desk_of(uow, sample)
    own = find_draft(uow, sample, user_id)
    card = find_card(uow, sample.tenant_id)
    if own is not None:
        criteria = card_of(uow, own)
    elif sample.kind == "dismissal":
        criteria = DISMISSAL
    else:
        criteria = criteria_of(card.criteria) if card else ()
    return {
        "sample": sample,
        "reviewed_message_id": desk.message.id if desk.message else None,
        "dismissed_because": desk.act.reason if desk.act else None,
        "before": desk.before,
        "after": desk.later,
        "findings": [finding_as_json(one) for one in desk.findings],
        "reader": desk.standing,
        "rule_set_version": desk.rules_version,
        "guide": desk.guide,
        "criteria": [one.as_json() for one in criteria],
        "scores": list_scores(uow, own) if own else [],
        "note": own.note if own else None,
    }


@blp.post("/brands/<slug>/samples/<uuid:sample_id>/claim")
@requires(Permission.REVIEW_WRITE)
@blp.response(200, SampleOut)
def claim(slug: str, sample_id: UUID) -> Sample:
    """Take a sample; exactly one of those who want it gets it."""
    tenant_id = get_tenant(g.uow, slug).id
    claim_sample(g.uow, tenant_id, sample_id)
    return get_sample(g.uow, tenant_id, sample_id)


@blp.post("/brands/<slug>/samples/<uuid:sample_id>/release")
@requires(Permission.REVIEW_WRITE)
@blp.response(204)
def release(slug: str, sample_id: UUID) -> None:
    """Give a sample back."""
    release_sample(g.uow, get_sample(g.uow, get_tenant(g.uow, slug).id, sample_id))


@blp.put("/brands/<slug>/samples/<uuid:sample_id>/review")
@requires(Permission.REVIEW_WRITE)
@blp.arguments(ReviewIn)
@blp.response(200, ReviewOut)
def put_review(body: dict[str, Any], slug: str, sample_id: UUID) -> dict[str, Any]:
    """Keep what has been scored so far."""
    uow = cast("UnitOfWork", g.uow)
    sample = get_sample(uow, get_tenant(uow, slug).id, sample_id)
    return _blind(told(uow, _save(uow, sample, body)))


@blp.post("/brands/<slug>/samples/<uuid:sample_id>/review")
@requires(Permission.REVIEW_WRITE)
@blp.arguments(ReviewIn)
@blp.response(200, ReviewOut)
def hand_in(body: dict[str, Any], slug: str, sample_id: UUID) -> dict[str, Any]:
    """Hand a review in, with what else is to be kept in it."""
    uow = cast("UnitOfWork", g.uow)
    sample = get_sample(uow, get_tenant(uow, slug).id, sample_id)
    _save(uow, sample, body)
    return told(uow, submit_review(uow, sample))


def _save(uow: UnitOfWork, sample: Sample, body: dict[str, Any]) -> Any:  # noqa: ANN401 -- the review
    scores = body["scores"]
    return save_review(
        uow,
        sample,
        answers={key: Answer(one["answer"]) if one["answer"] else None for key, one in scores.items()},
        notes={key: one["note"] for key, one in scores.items()},
        note=body["note"],
    )


def _blind(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key != "agent_id"}
