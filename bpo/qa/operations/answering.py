"""What an agent says to a review of their work, and what a third person decides about a dispute.

A review that is overturned is restated in sight: the first answers and the first score stay beside the new
ones, and the criterion's overturn rate counts it. The sampling probability stays what it was.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from bpo.core.errors import NotFound
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.qa.models import Dispute, Review
from bpo.qa.queries.reviews import card_of, get_dispute, get_review, list_scores
from bpo.qa.rules.reviews import (
    ReviewState,
    Verdict,
    check_can_acknowledge,
    check_decision,
    check_dispute,
    check_may_decide,
)
from bpo.qa.rules.scorecards import CriterionClass
from bpo.qa.rules.scoring import Answer, score
from bpo.tenants.queries import slug_of


def acknowledge_review(uow: UnitOfWork, tenant_id: UUID, review_id: UUID) -> Review:
    """The agent has read it and lets it stand; until the time is over they may still dispute it."""
    review = _own_review(uow, tenant_id, review_id)
    if review.state == ReviewState.ACKNOWLEDGED.value:
        return review
    check_can_acknowledge(review.state)
    review.state = ReviewState.ACKNOWLEDGED.value
    review.acknowledged_at = uow.now
    uow.audit("review.acknowledged", review)
    return review


def dispute_review(
    uow: UnitOfWork, tenant_id: UUID, review_id: UUID, *, reason: str, criteria: Collection[str]
) -> Dispute:
    """The agent sees it differently, and says why and in which criteria."""
    review = _own_review(uow, tenant_id, review_id)
    rows = {row.criterion: row for row in list_scores(uow, review)}
    assert review.answer_until is not None
    assert review.agent_id is not None
    said = check_dispute(
        review.state,
        answer_until=review.answer_until,
        now=uow.now,
        reason=reason,
        criteria=criteria,
        answers={key: Answer(row.answer) for key, row in rows.items() if row.answer},
    )
    dispute = Dispute(
        id=new_id(),
        tenant_id=tenant_id,
        account_id=review.account_id,
        review_id=review.id,
        agent_id=review.agent_id,
        reviewer_id=review.reviewer_id,
        reason=said,
        criteria=sorted(set(criteria)),
        raised_at=uow.now,
    )
    uow.session.add(dispute)
    for key in dispute.criteria:
        rows[key].is_disputed = True
    review.state = ReviewState.DISPUTED.value
    uow.audit("review.disputed", review, criteria=dispute.criteria)
    deciders = list_people_who_may(
        uow, tenant_id, Permission.DISPUTE_DECIDE, account_id=review.account_id
    ) - {review.reviewer_id, dispute.agent_id}
    notify(
        uow,
        deciders,
        tenant_id=tenant_id,
        kind=Kind.DISPUTE_WAITING,
        message=N_("A review is disputed and waits for a third person to decide."),
        path=f"/brands/{slug_of(uow, tenant_id)}/disputes/{dispute.id}",
        about=dispute.id,
    )
    return dispute


def decide_dispute(
    uow: UnitOfWork,
    tenant_id: UUID,
    dispute_id: UUID,
    *,
    verdicts: Mapping[str, Verdict],
    note: str,
) -> Dispute:
    """Uphold or overturn each disputed criterion; what is overturned counts as passed from now on."""
    dispute = get_dispute(uow, tenant_id, dispute_id, for_update=True)
    user_id = check_may_decide(uow.actor.user_id, reviewer_id=dispute.reviewer_id, agent_id=dispute.agent_id)
    said = check_decision(
        is_decided=dispute.decided_at is not None, disputed=dispute.criteria, verdicts=verdicts, note=note
    )
    review = get_review(uow, tenant_id, dispute.review_id, for_update=True)
    rows = {row.criterion: row for row in list_scores(uow, review)}
    for key, verdict in verdicts.items():
        rows[key].verdict = verdict.value
        if verdict is Verdict.OVERTURNED:
            rows[key].answer = Answer.PASS.value
    dispute.decided_at, dispute.decided_by, dispute.note = uow.now, user_id, said
    review.state = ReviewState.DECIDED.value
    overturned = sum(verdict is Verdict.OVERTURNED for verdict in verdicts.values())
    if overturned:
        _restate(uow, review, {key: Answer(row.answer) for key, row in rows.items() if row.answer})
    uow.audit("dispute.decided", dispute, overturned=overturned, upheld=len(verdicts) - overturned)
    slug = slug_of(uow, tenant_id)
    for person, path in (
        (dispute.agent_id, f"/brands/{slug}/my-reviews/{review.id}"),
        (dispute.reviewer_id, f"/brands/{slug}/quality/reviews/{review.id}"),
    ):
        notify(
            uow,
            [person],
            tenant_id=tenant_id,
            kind=Kind.DISPUTE_DECIDED,
            message=N_("The dispute about a review is decided."),
            path=path,
            about=dispute.id,
        )
    return dispute


def _restate(uow: UnitOfWork, review: Review, answers: Mapping[str, Answer]) -> None:
    outcome = score(card_of(uow, review), answers)
    review.customer_error = outcome.errors.get(CriterionClass.CUSTOMER)
    review.business_error = outcome.errors.get(CriterionClass.BUSINESS)
    review.compliance_error = outcome.errors.get(CriterionClass.COMPLIANCE)
    if review.auto_failed is not None:
        review.auto_failed = outcome.auto_failed
    review.score = outcome.score
    review.restated_at = uow.now


def _own_review(uow: UnitOfWork, tenant_id: UUID, review_id: UUID) -> Review:
    review = get_review(uow, tenant_id, review_id, for_update=True)
    if review.agent_id is None or review.agent_id != uow.actor.user_id:
        raise NotFound
    return review
