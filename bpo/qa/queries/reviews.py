"""Reviews that were handed in, whose they are, their answers and disputes; and a reviewer's own drafts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select

from bpo.channels.models import ChannelAccount
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.qa.models import Dispute, Review, ReviewScore, Sample
from bpo.qa.queries.programme import get_card
from bpo.qa.rules.reviews import ReviewState
from bpo.qa.rules.sampling import Purpose
from bpo.qa.rules.scorecards import DISMISSAL, Criterion, criteria_of

Place = tuple[datetime, UUID]
ERRORS = {
    "customer_critical": Review.customer_error,
    "business_critical": Review.business_error,
    "compliance_critical": Review.compliance_error,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reviews are asked for. `error` is a class, `criterion` one that failed, `agent` an id."""

    kind: str = "reply"
    purpose: str | None = Purpose.PROGRAMME.value
    start: datetime | None = None
    end: datetime | None = None
    error: str | None = None
    criterion: str | None = None
    overturned: bool = False
    agent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A review with the account it is about."""

    review: Review
    network: str
    handle: str


def find_draft(uow: UnitOfWork, sample: Sample, user_id: UUID) -> Review | None:
    """A reviewer's own review of a sample."""
    return uow.session.scalars(
        select(Review).where(
            Review.tenant_id == sample.tenant_id,
            Review.sample_id == sample.id,
            Review.reviewer_id == user_id,
        )
    ).first()


def get_review(uow: UnitOfWork, tenant_id: UUID, review_id: UUID, *, for_update: bool = False) -> Review:
    """One review of a brand that was handed in, or NotFound."""
    query = select(Review).where(
        Review.tenant_id == tenant_id, Review.id == review_id, Review.state != ReviewState.DRAFT.value
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def card_of(uow: UnitOfWork, review: Review) -> tuple[Criterion, ...]:
    """The criteria by which a review is scored."""
    if review.scorecard_id is None:
        return DISMISSAL
    return criteria_of(get_card(uow, review.tenant_id, review.scorecard_id).criteria)


def list_scores(uow: UnitOfWork, review: Review) -> list[ReviewScore]:
    """The answers of a review."""
    return list(
        uow.session.scalars(
            select(ReviewScore)
            .where(ReviewScore.tenant_id == review.tenant_id, ReviewScore.review_id == review.id)
            .order_by(ReviewScore.criterion)
        )
    )


def list_own(
    uow: UnitOfWork, brands: Sequence[UUID], *, after: Place | None = None, limit: int
) -> list[Line]:
    """Reviews of the acting person's work, over their brands, the latest first."""
    query = _lines().where(
        Review.tenant_id.in_(brands),
        Review.agent_id == uow.actor.user_id,
        Review.state != ReviewState.DRAFT.value,
    )
    if after is not None:
        query = query.where(_before(Review.submitted_at, after))
    newest = (Review.submitted_at.desc(), Review.id.desc())
    return [Line(row[0], row[1], row[2]) for row in uow.session.execute(query.order_by(*newest).limit(limit))]


def unread_reviews(uow: UnitOfWork, brands: Collection[UUID]) -> Select[int]:
    """How many reviews wait for a word of the acting person."""
    return select(func.count()).where(
        Review.tenant_id.in_(sorted(brands)),
        Review.agent_id == uow.actor.user_id,
        Review.state == ReviewState.SUBMITTED.value,
    )


def list_reviews(
    uow: UnitOfWork, tenant_id: UUID, wanted: Wanted, *, after: Place | None = None, limit: int
) -> list[Line]:
    """Reviews behind a figure, by when the work was done, the latest first; those the reader may see."""
    query = _lines().where(*_conditions(tenant_id, wanted))
    if after is not None:
        query = query.where(_before(Review.done_at, after))
    newest = (Review.done_at.desc(), Review.id.desc())
    return [Line(row[0], row[1], row[2]) for row in uow.session.execute(query.order_by(*newest).limit(limit))]


def count_reviews(uow: UnitOfWork, tenant_id: UUID, wanted: Wanted) -> int:
    """How many reviews are behind a figure."""
    return uow.session.scalar(
        select(func.count()).select_from(Review).where(*_conditions(tenant_id, wanted))
    ) or 0  # fmt: skip


def get_dispute(uow: UnitOfWork, tenant_id: UUID, dispute_id: UUID, *, for_update: bool = False) -> Dispute:
    """One dispute of a brand, or NotFound."""
    query = select(Dispute).where(Dispute.tenant_id == tenant_id, Dispute.id == dispute_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def find_dispute(uow: UnitOfWork, review: Review) -> Dispute | None:
    """The dispute about a review."""
    return uow.session.scalars(
        select(Dispute).where(Dispute.tenant_id == review.tenant_id, Dispute.review_id == review.id)
    ).first()


def list_disputes(uow: UnitOfWork, brands: Sequence[UUID], *, limit: int) -> list[tuple[Dispute, Review]]:
    """Disputes that the acting person may decide, the longest waiting first; not those they are a side of."""
    rows = uow.session.execute(
        select(Dispute, Review)
        .join(Review, and_(Review.tenant_id == Dispute.tenant_id, Review.id == Dispute.review_id))
        .where(
            Dispute.tenant_id.in_(brands),
            Dispute.decided_at.is_(None),
            Dispute.agent_id != uow.actor.user_id,
            Dispute.reviewer_id != uow.actor.user_id,
        )
        .order_by(Dispute.raised_at, Dispute.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def open_disputes(uow: UnitOfWork, brands: Collection[UUID]) -> Select[int]:
    """How many disputes the acting person may decide."""
    return select(func.count()).where(
        Dispute.tenant_id.in_(sorted(brands)),
        Dispute.decided_at.is_(None),
        Dispute.agent_id != uow.actor.user_id,
        Dispute.reviewer_id != uow.actor.user_id,
    )


def criteria_names(criteria: Collection[Criterion]) -> Mapping[str, str]:
    """The names of criteria by key, not yet translated."""
    return {one.key: one.name for one in criteria}


def _lines() -> Any:  # noqa: ANN401 -- a select of a row and two columns
    return select(Review, ChannelAccount.network, ChannelAccount.handle).join(
        ChannelAccount,
        and_(ChannelAccount.tenant_id == Review.tenant_id, ChannelAccount.id == Review.account_id),
    )


def _conditions(tenant_id: UUID, wanted: Wanted) -> list[Any]:
    found: list[Any] = [
        Review.tenant_id == tenant_id,
        Review.state != ReviewState.DRAFT.value,
        Review.kind == wanted.kind,
    ]
    if wanted.purpose is not None:
        found.append(Review.purpose == wanted.purpose)
    if wanted.start is not None:
        found.append(Review.done_at >= wanted.start)
    if wanted.end is not None:
        found.append(Review.done_at < wanted.end)
    if wanted.error is not None:
        column = ERRORS.get(wanted.error)
        if column is None:
            raise NotFound
        found.append(column.is_(True))
    if wanted.criterion is not None:
        of_it = [
            ReviewScore.tenant_id == Review.tenant_id,
            ReviewScore.review_id == Review.id,
            ReviewScore.criterion == wanted.criterion,
        ]
        if wanted.overturned:
            found.append(exists().where(*of_it, ReviewScore.verdict == "overturned"))
        else:
            found.append(exists().where(*of_it, ReviewScore.answer == "fail"))
    if wanted.agent_id is not None:
        found.append(Review.agent_id == wanted.agent_id)
    return found


def _before(column: Any, after: Place) -> Any:  # noqa: ANN401 -- a column and a condition
    at, last = after
    return or_(column < at, and_(column == at, Review.id < last))
