"""An agent's own reviews: read, acknowledge, dispute."""

from datetime import datetime
from http import HTTPStatus
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid, NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.qa import labels
from bpo.qa.models import Review
from bpo.qa.operations.answering import acknowledge_review, dispute_review
from bpo.qa.queries.reviews import find_dispute, get_review, list_own
from bpo.qa.rules.reviews import LONGEST_REASON, ReviewState
from bpo.qa.views.pages import blp, network_name, points
from bpo.qa.views.review import review_page
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.forms import FormResult
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render

WHERE = "/brands/<slug>/my-reviews/<uuid:review_id>"


@blp.get("/my-reviews")
@requires(Permission.REVIEW_ANSWER)
def own() -> str:
    """Reviews of one's own work, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    brands = {tenant.id: tenant for tenant in list_tenants(uow)}
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = list_own(uow, list(brands), after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda line: (line.review.submitted_at, line.review.id))
    return render(
        "qa/own.html",
        brands=brands,
        rows=page.items,
        states={state.value: (_(name), kind) for state, (name, kind) in labels.STATES.items()},
        kinds={kind.value: _(name) for kind, name in labels.KINDS.items()},
        network_name=network_name,
        points=points,
        now=uow.now,
        next_url=url_for("qa.own", cursor=page.next_cursor) if page.next_cursor else None,
        first_url=url_for("qa.own") if cursor else None,
    )


@blp.get(WHERE)
@requires(Permission.REVIEW_ANSWER)
def own_review(slug: str, review_id: UUID) -> str:
    """One review of one's own work."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return _page(uow, tenant, _own(uow, tenant, review_id))


@blp.post(f"{WHERE}/acknowledge")
@requires(Permission.REVIEW_ANSWER)
def acknowledge(slug: str, review_id: UUID) -> ResponseReturnValue:
    """Let it stand."""
    uow = cast("UnitOfWork", g.uow)
    acknowledge_review(uow, get_tenant(uow, slug).id, review_id)
    flash(_("Noted: you have read it."), "good")
    return redirect(url_for("qa.own"), code=303)


@blp.post(f"{WHERE}/dispute")
@requires(Permission.REVIEW_ANSWER)
def dispute(slug: str, review_id: UUID) -> ResponseReturnValue:
    """Say that one sees it differently."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    reason, criteria = request.form.get("reason", ""), request.form.getlist("criteria")
    try:
        with uow.session.begin_nested():
            dispute_review(uow, tenant.id, review_id, reason=reason, criteria=criteria)
    except Invalid as error:
        form = FormResult(
            errors={fault.place: [_(fault.message)] for fault in error.faults},
            values={"reason": reason, "criteria": criteria},
        )
        page = _page(uow, tenant, _own(uow, tenant, review_id), form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Your dispute is raised. A third person decides."), "good")
    return redirect(url_for("qa.own_review", slug=slug, review_id=review_id), code=303)


def _own(uow: UnitOfWork, tenant: Tenant, review_id: UUID) -> Review:
    found = get_review(uow, tenant.id, review_id)
    if found.agent_id != uow.actor.user_id:
        raise NotFound
    return found


def _page(uow: UnitOfWork, tenant: Tenant, found: Review, *, form: FormResult | None = None) -> str:
    state = ReviewState(found.state)
    assert found.answer_until is not None
    is_open = state in {ReviewState.SUBMITTED, ReviewState.ACKNOWLEDGED} and uow.now <= found.answer_until
    return review_page(
        uow,
        tenant,
        found,
        crumb=(_("My reviews"), url_for("qa.own")),
        form=form or FormResult(values={"criteria": []}),
        dispute_row=find_dispute(uow, found),
        can_acknowledge=state is ReviewState.SUBMITTED,
        can_dispute=is_open,
        is_own=True,
        longest=LONGEST_REASON,
    )
