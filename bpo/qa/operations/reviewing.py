"""Reviewing: taking a sample, scoring it as one goes, handing it in.

Taking is one conditional UPDATE, so of two who want a sample exactly one gets it. What was scored is kept at
once in a review of one's own, which nobody else sees until it is handed in; a reviewer who let the time run
out finds it again when they take the sample again.
"""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind as Told
from bpo.identity.operations.notifications import notify
from bpo.qa.models import Review, ReviewScore, Sample
from bpo.qa.queries.programme import find_card, find_plan
from bpo.qa.queries.reviews import card_of, find_draft, list_scores
from bpo.qa.queries.samples import get_sample, list_waiting
from bpo.qa.rules.reviews import CLAIM_LASTS, ReviewState, check_may_review, check_writable
from bpo.qa.rules.sampling import Kind, Plan
from bpo.qa.rules.scorecards import CriterionClass
from bpo.qa.rules.scoring import LONGEST_NOTE, Answer, check_answer, check_answers, score
from bpo.tenants.queries import slug_of

TAKEN = N_("Somebody else has taken this one. Take the next.")
TAKE = text("""
    UPDATE sample SET state = 'claimed', claimed_by = :user, claim_until = :until
    WHERE tenant_id = :tenant AND id = :id AND state <> 'reviewed'
        AND (claimed_by IS NULL OR claimed_by = :user OR claim_until <= :now)
    RETURNING id
""")
NEXT_TRIED = 20


def claim_sample(uow: UnitOfWork, tenant_id: UUID, sample_id: UUID) -> Review:
    """Take a sample to review it; the reviewer's own draft, as far as it has come."""
    sample = get_sample(uow, tenant_id, sample_id)
    user_id = check_may_review(uow.actor.user_id, sample.involved)
    card = find_card(uow, tenant_id)
    if card is None and sample.kind == Kind.REPLY.value:
        raise Conflict(N_("This brand has no scorecard yet. A supervisor can set one up."))
    taken = uow.session.scalar(
        TAKE,
        {
            "tenant": tenant_id,
            "id": sample_id,
            "user": user_id,
            "now": uow.now,
            "until": uow.now + CLAIM_LASTS,
        },
    )
    uow.session.refresh(sample)
    if taken is None:
        if sample.state == "reviewed":
            raise Conflict(N_("This one has been reviewed already."))
        raise Conflict(TAKEN)
    is_reply = sample.kind == Kind.REPLY.value
    values = {
        "tenant_id": tenant_id,
        "id": new_id(),
        "account_id": sample.account_id,
        "sample_id": sample.id,
        "kind": sample.kind,
        "purpose": sample.purpose,
        "probability": sample.probability,
        "done_at": sample.done_at,
        "agent_id": sample.agent_id,
        "agent": sample.agent,
        "scorecard_id": card.id if card and is_reply else None,
        "rule_set_version": sample.rule_set_version,
        "reviewer_id": user_id,
        "state": ReviewState.DRAFT.value,
        "begun_at": uow.now,
        "saved_at": uow.now,
    }
    uow.session.execute(
        insert(Review)
        .values(values)
        .on_conflict_do_nothing(index_elements=["tenant_id", "sample_id", "reviewer_id"])
    )
    draft = find_draft(uow, sample, user_id)
    assert draft is not None
    return draft


def claim_next(uow: UnitOfWork, brands: list[UUID]) -> Review | None:
    """Take what is due first and still free; None where nothing is."""
    for waiting in list_waiting(uow, brands, limit=NEXT_TRIED):
        try:
            return claim_sample(uow, waiting.tenant_id, waiting.id)
        except Conflict:  # a colleague was quicker, or the brand has no card
            continue
    return None


def release_sample(uow: UnitOfWork, sample: Sample) -> None:
    """Give a sample back; what was scored is kept for whoever scored it."""
    held = get_sample(uow, sample.tenant_id, sample.id, for_update=True)
    if held.claimed_by != uow.actor.user_id or held.state != "claimed":
        raise Conflict(N_("You do not have this one."))
    held.state, held.claimed_by, held.claim_until = "waiting", None, None


def save_review(
    uow: UnitOfWork,
    sample: Sample,
    *,
    answers: Mapping[str, Answer | None],
    notes: Mapping[str, str],
    note: str | None = None,
) -> Review:
    """Keep what has been scored so far; criteria that are not named stay as they are."""
    review = _held_review(uow, sample)
    criteria = {one.key: one for one in card_of(uow, review)}
    known = {one.criterion: one for one in list_scores(uow, review)}
    for key in answers.keys() | notes.keys():
        criterion = criteria.get(key)
        if criterion is None:
            continue  # of another version of the card, from a page that was open too long
        said = notes.get(key)
        answer = answers.get(key)
        check_answer(criterion, answer, said or "")
        row = known.get(key)
        if row is None:
            row = known[key] = ReviewScore(
                id=new_id(),
                tenant_id=review.tenant_id,
                account_id=review.account_id,
                review_id=review.id,
                criterion=key,
                answer=None,
                note="",
                is_disputed=False,
            )
            uow.session.add(row)
        if key in answers:
            row.answer = answer.value if answer else None
        if said is not None:
            row.note = said.strip()
    if note is not None:
        review.note = note.strip()[:LONGEST_NOTE] or None
    review.saved_at = uow.now
    uow.session.flush()  # what is handed in is read again from what is stored
    return review


def submit_review(uow: UnitOfWork, sample: Sample) -> Review:
    """Hand in a review in which every criterion has its answer; its agent is told."""
    review = _held_review(uow, sample)
    criteria = card_of(uow, review)
    rows = list_scores(uow, review)
    answers = {row.criterion: Answer(row.answer) for row in rows if row.answer}
    check_answers(criteria, answers, {row.criterion: row.note for row in rows})
    outcome = score(criteria, answers)
    plan = find_plan(uow, review.tenant_id)
    for row in rows:
        row.first_answer = row.answer
    review.state = ReviewState.SUBMITTED.value
    review.submitted_at = uow.now
    is_reply = review.kind == Kind.REPLY.value
    review.customer_error = outcome.errors.get(CriterionClass.CUSTOMER)
    review.business_error = outcome.errors.get(CriterionClass.BUSINESS)
    review.compliance_error = outcome.errors.get(CriterionClass.COMPLIANCE)
    review.auto_failed = outcome.auto_failed if is_reply else None
    review.score = review.first_score = outcome.score
    days = plan.dispute_days if plan else Plan().dispute_days
    review.answer_until = uow.now + timedelta(days=days)
    held = get_sample(uow, sample.tenant_id, sample.id)
    held.state, held.claimed_by, held.claim_until = "reviewed", None, None
    uow.audit("review.submitted", review, purpose=review.purpose, auto_failed=review.auto_failed)
    if review.agent_id is not None:
        slug = slug_of(uow, review.tenant_id)
        notify(
            uow,
            [review.agent_id],
            tenant_id=review.tenant_id,
            kind=Told.REVIEW_READY,
            message=N_("Your work was reviewed. You can dispute it until %(until_at)s."),
            values={"until_at": review.answer_until.isoformat()},
            path=f"/brands/{slug}/my-reviews/{review.id}",
            about=review.id,
        )
    return review


def _held_review(uow: UnitOfWork, sample: Sample) -> Review:
    """The acting reviewer's own draft of a sample that they hold; its claim goes on."""
    held = get_sample(uow, sample.tenant_id, sample.id, for_update=True)
    user_id = check_may_review(uow.actor.user_id, held.involved)
    review = uow.session.scalars(
        select(Review)
        .where(
            Review.tenant_id == held.tenant_id,
            Review.sample_id == held.id,
            Review.reviewer_id == user_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if review is not None:
        check_writable(review.state)
    if held.state == "reviewed":
        raise Conflict(N_("This one has been reviewed already."))
    if held.claimed_by != user_id:
        raise Conflict(TAKEN if held.claimed_by else N_("You do not have this one."))
    assert review is not None  # taking it made one
    held.claim_until = uow.now + CLAIM_LASTS
    return review
