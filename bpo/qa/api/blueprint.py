"""The blueprint of quality's JSON endpoints, and how a review is told."""

from typing import Any

from flask_smorest import Blueprint

from bpo.core.uow import UnitOfWork
from bpo.qa.models import Review
from bpo.qa.queries.reviews import list_scores

blp = Blueprint("qa_api", __name__, url_prefix="/api/v1", description="How good replies were")

OWN = (
    *("id", "kind", "purpose", "state", "done_at", "submitted_at", "answer_until", "probability"),
    *("customer_error", "business_error", "compliance_error", "auto_failed"),
)


def told(uow: UnitOfWork, review: Review, *, with_scores: bool = True) -> dict[str, Any]:
    """A review for whoever asks: a client gets no notes and is not told whose work it is."""
    is_staff = uow.actor.is_staff
    found: dict[str, Any] = {name: getattr(review, name) for name in OWN}
    for name in ("score", "first_score"):
        value = getattr(review, name)
        found[name] = None if value is None else value / 10_000
    if is_staff:
        found |= {"agent_id": review.agent_id, "note": review.note}
    if with_scores:
        found["scores"] = [
            {
                "criterion": row.criterion,
                "answer": row.answer,
                "first_answer": row.first_answer,
                "note": row.note if is_staff else "",
                "is_disputed": row.is_disputed,
                "verdict": row.verdict,
            }
            for row in list_scores(uow, review)
        ]
    return found
