"""Figures of quality and the reviews behind them for programs."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.qa.api.blueprint import blp, told
from bpo.qa.operations.figures import Quality, latest_reviewed_month, quality_report
from bpo.qa.queries.reviews import Wanted, get_review, list_reviews
from bpo.qa.rules.accuracy import Share
from bpo.qa.schemas import QualityOut, ReviewOut, ReviewsOut, ReviewsQuery
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period, read_date
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of


@blp.get("/brands/<slug>/quality")
@requires(Permission.QUALITY_READ)
@blp.arguments(ReviewsQuery, location="query")
@blp.response(200, QualityOut)
def quality(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """Show how good the replies of a period were; a client is not told of single agents."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    report = quality_report(uow, tenant, _period(uow, tenant, query))
    found: dict[str, Any] = {
        "period": {
            "from": report.period.from_date.isoformat(),
            "to": report.period.to_date.isoformat(),
            "time_zone": report.period.time_zone,
        },
        "reviewed": report.whole.n,
        "sampled": report.coverage.sampled,
        **_told(report.whole),
        "criteria": [
            {
                "criterion": one.criterion.key,
                "class": one.criterion.kind.value,
                "errors": _share(one.errors),
                "failed": one.count.failed,
                "first_failed": one.count.first_failed,
                "disputed": one.count.disputed,
                "overturned": one.count.overturned,
            }
            for one in report.criteria
        ],
        "dismissals": {"audited": report.dismissals.n, "error": _share(report.dismissals)},
    }
    if uow.actor.is_staff:
        found["agents"] = [
            {
                "agent_id": str(one.agent_id) if one.agent_id else None,
                "reviewed": one.quality.n,
                "too_few_to_rank": not one.quality.can_rank,
                **_told(one.quality),
            }
            for one in report.agents
        ]
    return found


@blp.get("/brands/<slug>/reviews")
@requires(Permission.QUALITY_READ)
@blp.arguments(ReviewsQuery, location="query")
@blp.response(200, ReviewsOut)
def list_brand_reviews(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """List the reviews behind the figures of a period, the latest work first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = _period(uow, tenant, query)
    after = None
    if query["cursor"]:
        after = cast("tuple[datetime, UUID]", decode_cursor(query["cursor"], datetime, UUID))
    wanted = Wanted(start=period.start, end=period.end)
    rows = list_reviews(uow, tenant.id, wanted, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda line: (line.review.done_at, line.review.id))
    items = [told(uow, line.review, with_scores=False) for line in page.items]
    return {"items": items, "next_cursor": page.next_cursor}


@blp.get("/brands/<slug>/reviews/<uuid:review_id>")
@requires(Permission.QUALITY_READ)
@blp.response(200, ReviewOut)
def show_review(slug: str, review_id: UUID) -> dict[str, Any]:
    """Show one review."""
    uow = cast("UnitOfWork", g.uow)
    return told(uow, get_review(uow, get_tenant(uow, slug).id, review_id))


def _period(uow: UnitOfWork, tenant: Tenant, query: dict[str, Any]) -> Period:
    if query["from_"] is None and query["to"] is None:
        return latest_reviewed_month(uow, tenant)
    return Period(
        read_date(query["from_"] or "", place="from"),
        read_date(query["to"] or "", place="to"),
        tenant.time_zone,
    )


def _told(quality: Quality) -> dict[str, Any]:
    return {
        "accuracy": {kind.value: _share(share) for kind, share in quality.accuracy.items()},
        "score": _share(quality.score),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "n": share.n,
        "effective_n": round(share.effective, 3),
    }
