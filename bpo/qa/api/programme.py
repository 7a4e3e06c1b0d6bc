"""The scorecard and the sampling plan for programs."""

from typing import Any

from flask import g

from bpo.core.errors import NotFound
from bpo.identity.permissions import Permission
from bpo.qa.api.blueprint import blp
from bpo.qa.models import SamplingPlan, Scorecard
from bpo.qa.operations.programme import save_card, save_plan
from bpo.qa.queries.programme import find_card, find_plan
from bpo.qa.rules.sampling import Certain, Mode, Plan
from bpo.qa.rules.scorecards import Criterion, CriterionClass
from bpo.qa.schemas import SamplingPlanIn, SamplingPlanOut, ScorecardIn, ScorecardOut
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires


@blp.get("/brands/<slug>/scorecard")
@requires(Permission.QUALITY_READ)
@blp.response(200, ScorecardOut)
def get_scorecard(slug: str) -> Scorecard:
    """Show the scorecard in force."""
    card = find_card(g.uow, get_tenant(g.uow, slug).id)
    if card is None:
        raise NotFound
    return card


@blp.put("/brands/<slug>/scorecard")
@requires(Permission.SCORECARD_EDIT)
@blp.arguments(ScorecardIn)
@blp.response(200, ScorecardOut)
def put_scorecard(body: dict[str, Any], slug: str) -> Scorecard:
    """Keep criteria as the next version; the same ones again change nothing."""
    criteria = [
        Criterion(
            **{key: one[key] for key in ("key", "name", "help", "weight", "allows_na", "auto_fail")},
            kind=CriterionClass(one["kind"]),
            evidence=tuple(one["evidence"]),
        )
        for one in body["criteria"]
    ]
    return save_card(g.uow, get_tenant(g.uow, slug).id, criteria, seen_version=body["version"])


@blp.get("/brands/<slug>/sampling-plan")
@requires(Permission.SCORECARD_EDIT)
@blp.response(200, SamplingPlanOut)
def get_sampling_plan(slug: str) -> SamplingPlan:
    """Show the plan in force."""
    plan = find_plan(g.uow, get_tenant(g.uow, slug).id)
    if plan is None:
        raise NotFound
    return plan


@blp.put("/brands/<slug>/sampling-plan")
@requires(Permission.SCORECARD_EDIT)
@blp.arguments(SamplingPlanIn)
@blp.response(200, SamplingPlanOut)
def put_sampling_plan(body: dict[str, Any], slug: str) -> SamplingPlan:
    """Keep a plan; with the first one begins the drawing."""
    told = body | {
        "mode": Mode(body["mode"]),
        "certain": frozenset(Certain(one) for one in body["certain"]),
    }
    return save_plan(g.uow, get_tenant(g.uow, slug).id, Plan(**told))
