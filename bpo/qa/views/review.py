"""A finished review as it is read: by its agent, by the vendor's people, by the client."""

from typing import Any, cast
from uuid import UUID

from flask import g, url_for

from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.qa import labels
from bpo.qa.models import Dispute, Review
from bpo.qa.queries.desk import desk_of, sample_of
from bpo.qa.queries.reviews import card_of, find_dispute, get_review, list_scores
from bpo.qa.rules.reviews import ReviewState
from bpo.qa.rules.sampling import Certain
from bpo.qa.views.pages import (
    blp,
    finding_lines,
    network_name,
    points,
    reason_name,
    scored_lines,
    standing_name,
    thread_lines,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult
from bpo.web.guard import requires
from bpo.web.render import render


@blp.get("/brands/<slug>/quality/reviews/<uuid:review_id>")
@requires(Permission.QUALITY_READ)
def review(slug: str, review_id: UUID) -> str:
    """One review. The client reads what was answered, not the notes to the agent nor whose work it is."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = get_review(uow, tenant.id, review_id)
    return review_page(
        uow,
        tenant,
        found,
        crumb=(_("Quality"), url_for("qa.quality", slug=slug)),
        dispute_row=find_dispute(uow, found) if uow.actor.is_staff else None,
    )


def review_page(
    uow: UnitOfWork,
    tenant: Tenant,
    found: Review,
    *,
    crumb: tuple[str, str],
    dispute_row: Dispute | None,
    form: FormResult | None = None,
    **over: Any,  # noqa: ANN401 -- what the page may do
) -> str:
    """The page of a review, for whoever reads it."""
    is_staff = uow.actor.is_staff
    told: dict[str, Any] = {
        "desk": None,
        "before": [],
        "later": [],
        "findings": [],
        "standing": None,
        "why": None,
        "agent": None,
    }
    if is_staff:
        sample = sample_of(uow, found)
        desk = desk_of(uow, sample)
        before, later = thread_lines(desk, tenant)
        names = list_names(uow, {found.agent_id}) if found.agent_id else {}
        told = {
            "desk": desk,
            "before": before,
            "later": later,
            "findings": finding_lines(desk),
            "standing": standing_name(desk),
            "why": _(labels.CERTAIN[Certain(sample.why)]) if sample.why else None,
            "agent": names.get(found.agent_id) if found.agent_id else found.agent,
            "reason": reason_name(desk.act.reason) if desk.act else "",
            "network": network_name(desk.account.network),
        }
    scores = list_scores(uow, found)
    lines = scored_lines(card_of(uow, found), scores, told["findings"])
    name, kind = labels.STATES[ReviewState(found.state)]
    shown = {
        "can_acknowledge": False,
        "can_dispute": False,
        "is_own": False,
        "longest": 0,
        "can_review": uow.actor.may(Permission.REVIEW_WRITE),
        **told,
        **over,
    }
    return render(
        "qa/review.html",
        tenant=tenant,
        review=found,
        crumb=crumb,
        lines=lines,
        failed=[line for line in lines if line.answer == "fail"],
        state=(_(name), kind),
        is_staff=is_staff,
        dispute=dispute_row,
        points=points,
        form=form or FormResult(values={"criteria": []}),
        now=uow.now,
        **shown,
    )
