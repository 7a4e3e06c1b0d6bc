"""What is asked of a profile, and one person's way to a brand's certification."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from bpo.core.i18n import gettext
from bpo.identity.models import User
from bpo.identity.permissions import Permission, Profile
from bpo.identity.queries import list_names
from bpo.staffing import operations
from bpo.staffing.queries import (
    asked_of,
    gap_for,
    get_colleague,
    get_proposed,
    list_calibrations,
    list_profiles,
    list_steps,
    template_demand,
)
from bpo.staffing.rules import BEST_MARK
from bpo.staffing.rules.profiles import SCORED, Demand, Step, StepDone, missing_steps, way_of
from bpo.staffing.schemas import NOT_JUDGED, StepIn, demand_form
from bpo.staffing.views.pages import attempt, blp, competency_names, language_choices
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.render import render

Answer = str | Response | tuple[str, int]
PROFILE = "<any(responder, analyst):profile>"


@blp.get("/brands/<slug>/profiles")
@requires(Permission.BRAND_READ)
def profiles(slug: str) -> str:
    """What the brand asks of its responders and analysts, what is proposed, and every version there was."""
    tenant = get_tenant(g.uow, slug)
    history = list_calibrations(g.uow, tenant.id)
    names = list_names(g.uow, {one for row in history for one in (row.proposed_by, row.decided_by) if one})
    return render(
        "staffing/profiles.html",
        tenant=tenant,
        asked=list(asked_of(g.uow, [tenant.id]).values()),
        history=history,
        names=names,
        can_calibrate=g.actor.may(Permission.PROFILE_CALIBRATE, tenant.id),
        can_decide=g.actor.may(Permission.STAFFING_MANAGE, tenant.id),
    )


@blp.get(f"/brands/<slug>/profiles/{PROFILE}")
@requires(Permission.PROFILE_CALIBRATE)
def calibration(slug: str, profile: str) -> str:
    """The form of what the brand asks."""
    tenant, kind = get_tenant(g.uow, slug), Profile(profile)
    return _form_page(kind, _filled(asked_of(g.uow, [tenant.id])[tenant.id, kind].demand), tenant)


@blp.post(f"/brands/<slug>/profiles/{PROFILE}")
@requires(Permission.PROFILE_CALIBRATE)
def calibrate(slug: str, profile: str) -> Answer:
    """Say what the brand asks: in force at once by whoever staffs it, else proposed."""
    tenant, kind = get_tenant(g.uow, slug), Profile(profile)
    form = load(demand_form(kind), request.form)
    row = None
    if form.data is not None:
        data = form.data
        row, form = attempt(
            form,
            lambda: operations.calibrate(
                g.uow, tenant, profile=profile, note=data["note"], **_demanded(kind, data)
            ),
        )
    if row is None:
        return _form_page(kind, form, tenant), 422
    said = {
        "in_force": gettext("This is asked from now on."),
        "proposed": gettext("Proposed: whoever staffs the brand decides."),
    }
    flash(said[row.state], "good")
    return redirect(url_for("staffing.profiles", slug=slug), code=303)


@blp.post("/brands/<slug>/calibrations/<uuid:calibration_id>/<any(accept, decline):answer>")
@requires(Permission.STAFFING_MANAGE)
def decide_calibration(slug: str, calibration_id: UUID, answer: str) -> Response:
    """Let a proposal come into force, or leave things as they are."""
    row = get_proposed(g.uow, get_tenant(g.uow, slug).id, calibration_id)
    if answer == "accept":
        operations.accept_calibration(g.uow, row)
        flash(gettext("This is asked from now on."), "good")
    else:
        operations.decline_calibration(g.uow, row)
        flash(gettext("Declined: what was asked before stays."), "good")
    return redirect(url_for("staffing.profiles", slug=slug), code=303)


@blp.get(f"/staff/profiles/{PROFILE}")
@requires(Permission.PROFILE_TEMPLATE)
def template(profile: str) -> str:
    """The form of what the vendor asks of a profile where a brand has not said otherwise."""
    kind = Profile(profile)
    return _form_page(kind, _filled(template_demand(g.uow, kind)), None)


@blp.post(f"/staff/profiles/{PROFILE}")
@requires(Permission.PROFILE_TEMPLATE)
def set_template(profile: str) -> Answer:
    """Say what the vendor asks of a profile."""
    kind = Profile(profile)
    form = load(demand_form(kind), request.form)
    row = None
    if form.data is not None:
        demanded = _demanded(kind, form.data)
        row, form = attempt(form, lambda: operations.set_template(g.uow, profile=profile, **demanded))
    if row is None:
        return _form_page(kind, form, None), 422
    flash(gettext("This is asked from now on."), "good")
    return redirect(url_for("staffing.template", profile=profile), code=303)


@blp.get(f"/brands/<slug>/staff/<uuid:user_id>/{PROFILE}")
@requires(Permission.STAFFING_READ)
def way(slug: str, user_id: UUID, profile: str) -> str:
    """What somebody lacks for the brand, and where they are on the way to its certification."""
    return _way_page(get_tenant(g.uow, slug), get_colleague(g.uow, user_id), Profile(profile), blank())


@blp.post(f"/brands/<slug>/staff/<uuid:user_id>/{PROFILE}")
@requires(Permission.STAFFING_MANAGE)
def record_step(slug: str, user_id: UUID, profile: str) -> Answer:
    """Keep one try of a step."""
    tenant, user = get_tenant(g.uow, slug), get_colleague(g.uow, user_id)
    form = load(StepIn(), request.form)
    row = None
    if form.data is not None:
        data = form.data
        row, form = attempt(
            form,
            lambda: operations.record_step(g.uow, tenant.id, user_id=user.id, profile=profile, **data),
        )
    if row is None:
        return _way_page(tenant, user, Profile(profile), form), 422
    said = gettext("The step is done.") if row.passed else gettext("Kept: the step was not passed.")
    flash(said, "good")
    return redirect(url_for("staffing.way", slug=slug, user_id=user_id, profile=profile), code=303)


@blp.post(f"/profile/certifications/<slug>/{PROFILE}/guide")
@requires(Permission.KNOWLEDGE_READ)
def read_guide(slug: str, profile: str) -> Response:
    """The reader says that they have read the brand's guide."""
    tenant = get_tenant(g.uow, slug)
    operations.record_step(
        g.uow, tenant.id, user_id=g.uow.actor.user_id, profile=profile, step=Step.GUIDE.value
    )
    flash(gettext("The step is done."), "good")
    return redirect(url_for("staffing.own"), code=303)


def ways_of(
    user: User, tenants: dict[UUID, Tenant], wanted: set[tuple[UUID, Profile]]
) -> list[dict[str, Any]]:
    """For each brand and profile: what somebody lacks, and the steps to the certification."""
    asked = asked_of(g.uow, {tenant_id for tenant_id, _profile in wanted})
    described = {row.profile: row for row in list_profiles(g.uow, [user.id])}
    tries: dict[tuple[UUID, str], list[StepDone]] = {}
    for row in list_steps(g.uow, {tenant_id for tenant_id, _profile in wanted}, [user.id]):
        tries.setdefault((row.tenant_id, row.profile), []).append(row.tried)
    return [
        {
            "tenant": tenants[tenant_id],
            "profile": profile.value,
            "gap": gap_for(
                asked[tenant_id, profile],
                described.get(profile.value),
                brand_languages=tenants[tenant_id].languages,
            ),
            "way": way_of(
                asked[tenant_id, profile].demand,
                tries.get((tenant_id, profile.value), []),
                at=g.uow.now,
            ),
        }
        for tenant_id, profile in sorted(wanted, key=lambda one: (tenants[one[0]].name, one[1]))
    ]


def _way_page(tenant: Tenant, user: User, kind: Profile, form: FormResult) -> str:
    (one,) = ways_of(user, {tenant.id: tenant}, {(tenant.id, kind)})
    tries = [row for row in list_steps(g.uow, [tenant.id], [user.id]) if row.profile == kind.value]
    steps = [stand.wanted.step for stand in one["way"] if stand.state.value in {"next", "failed"}]
    step = steps[0] if steps else None
    can_manage = g.actor.may(Permission.STAFFING_MANAGE, tenant.id) and user.id != g.uow.actor.user_id
    return render(
        "staffing/way.html",
        tenant=tenant,
        user=user,
        profile=kind.value,
        one=one,
        tries=list(reversed(tries)),
        names=list_names(g.uow, {row.done_by for row in tries if row.done_by}),
        step=step.value if step else None,
        is_scored=step in SCORED,
        can_record=can_manage and step is not None and step is not Step.GUIDE,
        can_certify=can_manage,
        is_ready=not missing_steps(one["way"]),
        form=form,
    )


def _form_page(kind: Profile, form: FormResult, tenant: Tenant | None) -> str:
    served = [one for one in language_choices() if tenant is None or one[0] in tenant.languages]
    return render(
        "staffing/demand.html",
        tenant=tenant,
        profile=kind.value,
        form=form,
        competencies=competency_names(kind),
        languages=served,
        mark_choices=[
            (NOT_JUDGED, gettext("Not asked for")),
            *((mark, str(mark)) for mark in range(1, BEST_MARK + 1)),
        ],
        scored=[step.value for step in Step if step in SCORED],
        decides=tenant is None or g.actor.may(Permission.STAFFING_MANAGE, tenant.id),
    )


def _filled(demand: Demand) -> FormResult:
    marks: dict[str, object] = {f"mark_{word}": mark for word, mark in demand.requirements.items()}
    passes = {f"pass_{one.step.value}": one.pass_mark for one in demand.steps if one.pass_mark}
    steps = [one.step.value for one in demand.steps]
    return blank(languages=list(demand.languages), steps=steps, **marks, **passes)


def _demanded(kind: Profile, data: dict[str, Any]) -> dict[str, Any]:
    marks = {word: data[f"mark_{word}"] for word, _name in competency_names(kind)}
    return {
        "requirements": {word: mark for word, mark in marks.items() if mark != NOT_JUDGED},
        "languages": data["languages"],
        "steps": [(step, data.get(f"pass_{step}")) for step in data["steps"]],
    }
