"""The reviewer's desk: the thread as it stood, the findings, the guide of that day, and the scorecard.

Whose work it is is not shown before the review is handed in, nor who else has reviewed or had it in hand.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from flask import flash, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import wants_keys
from bpo.qa import labels
from bpo.qa.models import Sample
from bpo.qa.operations.reviewing import claim_sample, release_sample, save_review, submit_review
from bpo.qa.queries.desk import desk_of
from bpo.qa.queries.programme import find_card, get_card
from bpo.qa.queries.reviews import find_draft, list_scores
from bpo.qa.queries.samples import get_sample
from bpo.qa.rules.reviews import check_may_review
from bpo.qa.rules.scorecards import DISMISSAL, Criterion, criteria_of
from bpo.qa.rules.scoring import LONGEST_NOTE, Answer
from bpo.qa.views.pages import (
    blp,
    finding_lines,
    guide_lines,
    network_name,
    reason_name,
    scored_lines,
    standing_name,
    thread_lines,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.render import render

WHERE = "/brands/<slug>/reviewing/<uuid:sample_id>"


@blp.get(WHERE)
@requires(Permission.REVIEW_WRITE)
def desk(slug: str, sample_id: UUID) -> ResponseReturnValue:
    """One sample, to be scored; to be taken first where it is not yet one's own."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    sample = get_sample(uow, tenant.id, sample_id)
    check_may_review(uow.actor.user_id, sample.involved)
    if sample.state == "reviewed":
        return _to_the_review(uow, tenant, sample)
    return _page(uow, tenant, sample)


@blp.post(f"{WHERE}/claim")
@requires(Permission.REVIEW_WRITE)
def claim(slug: str, sample_id: UUID) -> ResponseReturnValue:
    """Take a sample."""
    uow = cast("UnitOfWork", g.uow)
    claim_sample(uow, get_tenant(uow, slug).id, sample_id)
    return redirect(url_for("qa.desk", slug=slug, sample_id=sample_id), code=303)


@blp.post(f"{WHERE}/release")
@requires(Permission.REVIEW_WRITE)
def release(slug: str, sample_id: UUID) -> ResponseReturnValue:
    """Give a sample back."""
    uow = cast("UnitOfWork", g.uow)
    release_sample(uow, get_sample(uow, get_tenant(uow, slug).id, sample_id))
    flash(_("It is back in the queue. What you scored is kept for you."), "good")
    return redirect(url_for("qa.queue"), code=303)


@blp.post(f"{WHERE}/save")
@requires(Permission.REVIEW_WRITE)
def save(slug: str, sample_id: UUID) -> ResponseReturnValue:
    """Keep what has been scored, while it is being scored."""
    uow = cast("UnitOfWork", g.uow)
    sample = get_sample(uow, get_tenant(uow, slug).id, sample_id)
    answers, notes, note = _said()
    review = save_review(uow, sample, answers=answers, notes=notes, note=note)
    return jsonify(saved_at=review.saved_at.isoformat())


@blp.post(WHERE)
@requires(Permission.REVIEW_WRITE)
def submit(slug: str, sample_id: UUID) -> ResponseReturnValue:
    """Keep what has been scored, and hand it in unless only keeping was asked for."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    sample = get_sample(uow, tenant.id, sample_id)
    answers, notes, note = _said()
    try:
        save_review(uow, sample, answers=answers, notes=notes, note=note)
        if request.form.get("do") == "save":
            flash(_("Kept. You can go on at any time."), "good")
            return redirect(url_for("qa.desk", slug=slug, sample_id=sample_id), code=303)
        with uow.session.begin_nested():  # a refusal undoes the handing in alone; what was scored is kept
            review = submit_review(uow, sample)
    except Invalid as error:
        faults = {fault.place: _(fault.message) for fault in error.faults}
        return _page(uow, tenant, sample, faults=faults), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Handed in. Its agent is told."), "good")
    return redirect(url_for("qa.review", slug=slug, review_id=review.id), code=303)


def _said() -> tuple[dict[str, Answer | None], dict[str, str], str]:
    """Answers and notes of the form, by criterion."""
    answers: dict[str, Answer | None] = {}
    notes: dict[str, str] = {}
    for name, value in request.form.items():
        if name.startswith("a-"):
            answers[name[2:]] = Answer(value) if value in tuple(Answer) else None
        elif name.startswith("n-"):
            notes[name[2:]] = value.replace("\r\n", "\n")[: LONGEST_NOTE + 1]
    return answers, notes, request.form.get("note", "")


def _page(uow: UnitOfWork, tenant: Tenant, sample: Sample, *, faults: Mapping[str, str] | None = None) -> str:
    user_id = uow.actor.user_id
    assert user_id is not None
    is_mine = sample.state == "claimed" and sample.claimed_by == user_id
    draft = find_draft(uow, sample, user_id)
    shown = desk_of(uow, sample)
    findings = finding_lines(shown)
    before, later = thread_lines(shown, tenant)
    criteria = _criteria(uow, sample, draft.scorecard_id if draft else None)
    scores = list_scores(uow, draft) if draft else []
    lines = scored_lines(criteria, scores, findings)
    is_taken = not is_mine and sample.claim_until is not None and sample.claim_until > uow.now
    told: dict[str, Any] = {
        "tenant": tenant,
        "sample": sample,
        "desk": shown,
        "network": network_name(shown.account.network),
        "before": before,
        "later": later,
        "findings": findings,
        "standing": standing_name(shown),
        "others": [one for one in findings if not any(one in line.findings for line in lines)],
        "lines": lines,
        "done": sum(line.answer is not None for line in lines),
        "note": (draft.note if draft else None) or "",
        "is_mine": is_mine,
        "is_taken": is_taken,
        "has_card": bool(criteria),
        "guide": guide_lines(shown.guide),
        "answers": [(one.value, _(name), icon) for one, (name, _kind, icon) in labels.ANSWERS.items()],
        "reason": reason_name(shown.act.reason) if shown.act else "",
        "faults": faults or {},
        "keys_on": wants_keys(uow),
        "longest": LONGEST_NOTE,
    }
    return render("qa/desk.html", **told)


def _criteria(uow: UnitOfWork, sample: Sample, card_id: UUID | None) -> tuple[Criterion, ...]:
    if sample.kind == "dismissal":
        return DISMISSAL
    card = get_card(uow, sample.tenant_id, card_id) if card_id else find_card(uow, sample.tenant_id)
    return criteria_of(card.criteria) if card else ()


def _to_the_review(uow: UnitOfWork, tenant: Tenant, sample: Sample) -> ResponseReturnValue:
    """One's own finished review; of a colleague's it is only said that there is one."""
    assert uow.actor.user_id is not None
    own = find_draft(uow, sample, uow.actor.user_id)
    if own is not None and own.submitted_at is not None:
        return redirect(url_for("qa.review", slug=tenant.slug, review_id=own.id))
    flash(_("This one has been reviewed already."), "info")
    return redirect(url_for("qa.queue"))
