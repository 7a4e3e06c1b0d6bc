"""Satisfaction for programs: figures, answers, the plan, and answers that another system asked for."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g, request
from flask_smorest import Blueprint

from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.surveys.asked import asked_period
from bpo.surveys.operations.answering import Brought, bring_answer
from bpo.surveys.operations.figures import satisfaction_report
from bpo.surveys.operations.plans import save_plan
from bpo.surveys.queries import AnswerFilter, find_plan, get_answer, list_answers
from bpo.surveys.schemas import (
    AnswerOut,
    AnswersOut,
    AnswersQuery,
    BroughtIn,
    PeriodQuery,
    PlanIn,
    PlanOut,
    plan_from,
)
from bpo.surveys.shown import answer_out, figures_out, plan_out
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of

blp = Blueprint("surveys_api", __name__, url_prefix="/api/v1", description="Satisfaction of customers")


@blp.get("/brands/<slug>/satisfaction")
@requires(Permission.SURVEY_READ)
@blp.arguments(PeriodQuery, location="query")
@blp.response(200, description="The figures of the answers given in [from, to).")
def figures(_asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """Report response rate, satisfaction and recommendation of one brand."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = asked_period(uow, tenant, request.args)
    found = satisfaction_report(uow, tenant, period).figures
    return figures_out(found, period, brand=tenant.slug, for_staff=uow.actor.is_staff)


@blp.get("/brands/<slug>/survey-answers")
@requires(Permission.SURVEY_READ)
@blp.arguments(AnswersQuery, location="query")
@blp.response(200, AnswersOut)
def list_survey_answers(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """List the answers behind a figure, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = asked_period(uow, tenant, request.args)
    cursor, size = asked.get("cursor"), asked["limit"]
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    wanted = AnswerFilter(
        asked["figure"],
        asked.get("language"),
        asked.get("network"),
        asked.get("agent") if uow.actor.is_staff else None,
    )
    rows = list_answers(uow, tenant.id, period, wanted, after=after, limit=size + 1)
    page = page_of(rows, size=size, key=lambda row: (row.answer.answered_at, row.answer.id))
    items = [answer_out(row, for_staff=uow.actor.is_staff) for row in page.items]
    return {"items": items, "next_cursor": page.next_cursor}


@blp.post("/brands/<slug>/survey-answers")
@requires(Permission.SURVEY_EDIT)
@blp.arguments(BroughtIn)
@blp.response(201, AnswerOut)
@blp.alt_response(200, schema=AnswerOut, description="It was kept before.")
def bring(body: dict[str, Any], slug: str) -> tuple[dict[str, Any], int]:
    """Bring an answer that another system asked for; the same `external_id` again is kept once."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row, is_new = bring_answer(uow, tenant, Brought(**body))
    return answer_out(get_answer(uow, tenant.id, row.id), for_staff=True), 201 if is_new else 200


@blp.get("/brands/<slug>/survey-plan")
@requires(Permission.SURVEY_READ)
@blp.response(200, PlanOut)
def show_plan(slug: str) -> dict[str, Any]:
    """Show how the brand's customers are asked."""
    return plan_out(find_plan(g.uow, get_tenant(g.uow, slug).id))


@blp.put("/brands/<slug>/survey-plan")
@requires(Permission.SURVEY_EDIT)
@blp.arguments(PlanIn)
@blp.response(200, PlanOut)
def put_plan(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Set how the brand's customers are asked; a change is a new version."""
    uow = cast("UnitOfWork", g.uow)
    return plan_out(save_plan(uow, get_tenant(uow, slug), plan_from(body), wording=body["wording"]))
