"""Disputes that wait for a third person, and deciding on one."""

from http import HTTPStatus
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.qa import labels
from bpo.qa.operations.answering import decide_dispute
from bpo.qa.queries.desk import desk_of, sample_of
from bpo.qa.queries.reviews import card_of, get_dispute, get_review, list_disputes, list_scores
from bpo.qa.rules.reviews import LONGEST_REASON, Verdict, check_may_decide
from bpo.qa.views.pages import (
    blp,
    finding_lines,
    network_name,
    reason_name,
    scored_lines,
    standing_name,
    thread_lines,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.guard import requires
from bpo.web.render import render

MOST_SHOWN = 200
WHERE = "/brands/<slug>/disputes/<uuid:dispute_id>"


@blp.get("/disputes")
@requires(Permission.DISPUTE_DECIDE)
def disputes() -> str:
    """Disputes that the reader may decide."""
    uow = cast("UnitOfWork", g.uow)
    brands = {tenant.id: tenant for tenant in list_tenants(uow)}
    return render("qa/disputes.html", brands=brands, rows=list_disputes(uow, list(brands), limit=MOST_SHOWN))


@blp.get(WHERE)
@requires(Permission.DISPUTE_DECIDE)
def dispute_page(slug: str, dispute_id: UUID) -> str:
    """One dispute: both sides, and the reply it is about."""
    uow = cast("UnitOfWork", g.uow)
    return _page(uow, get_tenant(uow, slug), dispute_id)


@blp.post(WHERE)
@requires(Permission.DISPUTE_DECIDE)
def decide(slug: str, dispute_id: UUID) -> ResponseReturnValue:
    """Decide it, criterion by criterion."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    verdicts = {
        name[2:]: Verdict(value)
        for name, value in request.form.items()
        if name.startswith("v-") and value in tuple(Verdict)
    }
    try:
        with uow.session.begin_nested():
            decide_dispute(uow, tenant.id, dispute_id, verdicts=verdicts, note=request.form.get("note", ""))
    except Invalid as error:
        faults = {fault.place: _(fault.message) for fault in error.faults}
        return _page(uow, tenant, dispute_id, faults=faults), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Decided. Both sides are told."), "good")
    return redirect(url_for("qa.disputes"), code=303)


def _page(uow: UnitOfWork, tenant: Tenant, dispute_id: UUID, *, faults: dict[str, str] | None = None) -> str:
    row = get_dispute(uow, tenant.id, dispute_id)
    check_may_decide(uow.actor.user_id, reviewer_id=row.reviewer_id, agent_id=row.agent_id)
    review = get_review(uow, tenant.id, row.review_id)
    shown = desk_of(uow, sample_of(uow, review))
    before, later = thread_lines(shown, tenant)
    findings = finding_lines(shown)
    lines = scored_lines(card_of(uow, review), list_scores(uow, review), findings)
    names = list_names(uow, {row.agent_id})
    return render(
        "qa/dispute.html",
        tenant=tenant,
        dispute=row,
        review=review,
        agent=names.get(row.agent_id, ""),
        desk=shown,
        network=network_name(shown.account.network),
        before=before,
        later=later,
        findings=findings,
        standing=standing_name(shown),
        reason=reason_name(shown.act.reason) if shown.act else "",
        lines=[line for line in lines if line.criterion.key in row.criteria],
        verdicts=[(one.value, _(name)) for one, (name, _kind) in labels.VERDICTS.items()],
        chosen={name[2:]: value for name, value in request.form.items() if name.startswith("v-")},
        note=request.form.get("note", row.note or ""),
        faults=faults or {},
        longest=LONGEST_REASON,
    )
