"""What is asked of a profile, what somebody lacks for it, and the steps to a certification."""

from typing import Any
from uuid import UUID

from flask import g

from bpo.identity.models import User
from bpo.identity.permissions import Permission, Profile
from bpo.staffing import operations
from bpo.staffing.api.blueprint import blp
from bpo.staffing.models import ProfileCalibration, ProfileTemplate
from bpo.staffing.queries import (
    asked_of,
    certification_way,
    gap_for,
    get_colleague,
    get_proposed,
    list_profiles,
    template_demand,
)
from bpo.staffing.queries.profiles import Asked
from bpo.staffing.rules.profiles import Step
from bpo.staffing.schemas import (
    AskedListOut,
    CalibrateIn,
    CalibrationOut,
    DemandIn,
    DemandOut,
    StepIn,
    WayOut,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires

PROFILE = "<any(responder, analyst):profile>"


@blp.get("/brands/<slug>/profiles")
@requires(Permission.BRAND_READ)
@blp.response(200, AskedListOut)
def asked(slug: str) -> dict[str, Any]:
    """What the brand asks of each profile, and what is proposed."""
    tenant = get_tenant(g.uow, slug)
    return {"items": [_asked(one) for one in asked_of(g.uow, [tenant.id]).values()]}


@blp.put(f"/brands/<slug>/profiles/{PROFILE}")
@requires(Permission.PROFILE_CALIBRATE)
@blp.arguments(CalibrateIn)
@blp.response(200, CalibrationOut)
def calibrate(body: dict[str, Any], slug: str, profile: str) -> ProfileCalibration:
    """Say what the brand asks: in force at once by whoever staffs it, else proposed."""
    tenant = get_tenant(g.uow, slug)
    return operations.calibrate(g.uow, tenant, profile=profile, **_with_steps(body))


@blp.post("/brands/<slug>/calibrations/<uuid:calibration_id>/<any(accept, decline):answer>")
@requires(Permission.STAFFING_MANAGE)
@blp.response(200, CalibrationOut)
def decide_calibration(slug: str, calibration_id: UUID, answer: str) -> ProfileCalibration:
    """Let a proposal come into force, or leave things as they are."""
    row = get_proposed(g.uow, get_tenant(g.uow, slug).id, calibration_id)
    decide = operations.accept_calibration if answer == "accept" else operations.decline_calibration
    decide(g.uow, row)
    return row


@blp.get(f"/staff/profiles/{PROFILE}")
@requires(Permission.STAFFING_READ)
@blp.response(200, DemandOut)
def template(profile: str) -> dict[str, Any]:
    """What the vendor asks of a profile where a brand has not said otherwise."""
    return template_demand(g.uow, Profile(profile)).spec


@blp.put(f"/staff/profiles/{PROFILE}")
@requires(Permission.PROFILE_TEMPLATE)
@blp.arguments(DemandIn)
@blp.response(200, DemandOut)
def set_template(body: dict[str, Any], profile: str) -> dict[str, Any]:
    """Say what the vendor asks of a profile."""
    row: ProfileTemplate = operations.set_template(g.uow, profile=profile, **_with_steps(body))
    return row.spec


@blp.get(f"/brands/<slug>/staff/<uuid:user_id>/{PROFILE}")
@requires(Permission.STAFFING_READ)
@blp.response(200, WayOut)
def way(slug: str, user_id: UUID, profile: str) -> dict[str, Any]:
    """What somebody lacks for the brand, and where they are on the way to its certification."""
    return _way(get_tenant(g.uow, slug), get_colleague(g.uow, user_id), Profile(profile))


@blp.post(f"/brands/<slug>/staff/<uuid:user_id>/{PROFILE}")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(StepIn)
@blp.response(200, WayOut)
def record_step(body: dict[str, Any], slug: str, user_id: UUID, profile: str) -> dict[str, Any]:
    """Keep one try of a step."""
    tenant, user = get_tenant(g.uow, slug), get_colleague(g.uow, user_id)
    operations.record_step(g.uow, tenant.id, user_id=user.id, profile=profile, **body)
    g.uow.session.flush()  # the answer reads it
    return _way(tenant, user, Profile(profile))


@blp.post(f"/me/brands/<slug>/{PROFILE}/guide")
@requires(Permission.KNOWLEDGE_READ)
@blp.response(204)
def read_guide(slug: str, profile: str) -> None:
    """The owner of the key has read the brand's guide."""
    tenant = get_tenant(g.uow, slug)
    operations.record_step(
        g.uow, tenant.id, user_id=g.uow.actor.user_id, profile=profile, step=Step.GUIDE.value
    )


def _way(tenant: Tenant, user: User, kind: Profile) -> dict[str, Any]:
    described = {row.profile: row for row in list_profiles(g.uow, [user.id])}.get(kind.value)
    return {
        "profile": kind.value,
        "gap": gap_for(
            asked_of(g.uow, [tenant.id])[tenant.id, kind], described, brand_languages=tenant.languages
        ),
        "steps": certification_way(g.uow, tenant.id, user.id, kind),
    }


def _asked(one: Asked) -> dict[str, Any]:
    return {
        "profile": one.profile.value,
        "asked": one.demand.spec,
        "calibration": one.calibration,
        "proposed": one.proposed,
    }


def _with_steps(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "steps": [(one["step"], one["pass_mark"]) for one in body["steps"]]}
