"""A brand's people: who may answer for it until when, who works for it, certifying and assigning."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from bpo.core.errors import Invalid
from bpo.core.i18n import current_locale, gettext
from bpo.identity.permissions import Permission, Profile
from bpo.staffing import operations
from bpo.staffing.queries import (
    StaffLine,
    asked_of,
    brand_staff,
    find_people,
    gap_for,
    get_assignment,
    get_certification,
    list_assignments,
    list_held_roles,
    list_members,
    list_teams,
)
from bpo.staffing.rules import CertificationState, coverage, roles_with
from bpo.staffing.schemas import AssignFormIn, CertifyIn, ReasonIn
from bpo.staffing.views.pages import (
    attempt,
    blp,
    competency_names,
    day_start,
    in_order,
    level_choices,
    profile_choices,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.ordering import alphabet_key
from bpo.web.render import render

Answer = str | Response | tuple[str, int]
USUAL_VALIDITY = timedelta(days=365)


@blp.get("/brands/<slug>/staff")
@requires(Permission.STAFFING_READ)
def staff(slug: str) -> Answer:
    """Who may answer for the brand until when, and who works for it."""
    return _page(get_tenant(g.uow, slug), blank())


@blp.get("/brands/<slug>/staff/certify")
@requires(Permission.STAFFING_MANAGE)
def certify(slug: str) -> Answer:
    """The form of a certification; `person` names who it is for."""
    tenant = get_tenant(g.uow, slug)
    today = g.uow.now.date()
    return _certify_page(
        tenant,
        blank(
            user_id=request.args.get("person", ""),
            profile=request.args.get("profile", Profile.RESPONDER.value),
            level=request.args.get("level", "regular"),
            first_day=today.isoformat(),
            last_day=(today + USUAL_VALIDITY).isoformat(),
        ),
    )


@blp.post("/brands/<slug>/staff/certify")
@requires(Permission.STAFFING_MANAGE)
def give_certification(slug: str) -> Answer:
    """Let somebody serve the brand for a time."""
    tenant = get_tenant(g.uow, slug)
    form = load(CertifyIn(), request.form)
    if form.data is None:
        return _certify_page(tenant, form), 422
    data = form.data
    row, form = attempt(
        form,
        lambda: operations.certify(
            g.uow,
            tenant.id,
            user_id=data["user_id"],
            profile=data["profile"],
            level=data["level"],
            valid_from=day_start(tenant, data["first_day"]),
            valid_until=day_start(tenant, data["last_day"] + timedelta(days=1)),
            waiver=data["waiver"],
        ),
    )
    if row is None:
        return _certify_page(tenant, _by_day(form)), 422
    flash(gettext("The certification is given."), "good")
    return redirect(url_for("staffing.staff", slug=slug), code=303)


@blp.post("/brands/<slug>/certifications/<uuid:certification_id>/suspend")
@requires(Permission.STAFFING_MANAGE)
def suspend(slug: str, certification_id: UUID) -> Response:
    """Stop somebody from serving the brand until further notice."""
    row = get_certification(g.uow, get_tenant(g.uow, slug).id, certification_id)
    reason = (load(ReasonIn(), request.form).data or {"reason": ""})["reason"]
    try:
        operations.suspend_certification(g.uow, row, reason=reason)
        flash(
            gettext("The certification is suspended: claiming and sending are refused from now on."), "good"
        )
    except Invalid as error:
        flash(gettext(error.faults[0].message), "bad")
    return redirect(url_for("staffing.person", user_id=row.user_id), code=303)


@blp.post("/brands/<slug>/certifications/<uuid:certification_id>/resume")
@requires(Permission.STAFFING_MANAGE)
def resume(slug: str, certification_id: UUID) -> Response:
    """Lift a suspension."""
    row = get_certification(g.uow, get_tenant(g.uow, slug).id, certification_id)
    operations.resume_certification(g.uow, row)
    flash(gettext("The suspension is lifted."), "good")
    return redirect(url_for("staffing.person", user_id=row.user_id), code=303)


@blp.post("/brands/<slug>/certifications/<uuid:certification_id>/revoke")
@requires(Permission.STAFFING_MANAGE)
def revoke(slug: str, certification_id: UUID) -> Response:
    """Take a certification away for good."""
    row = get_certification(g.uow, get_tenant(g.uow, slug).id, certification_id)
    operations.revoke_certification(g.uow, row)
    flash(gettext("The certification is revoked."), "good")
    return redirect(url_for("staffing.person", user_id=row.user_id), code=303)


@blp.post("/brands/<slug>/staff/assign")
@requires(Permission.STAFFING_MANAGE)
def assign(slug: str) -> Answer:
    """Let a person or a team work for the brand."""
    tenant = get_tenant(g.uow, slug)
    form = load(AssignFormIn(), request.form)
    kind, _colon, given = (form.data or {"whom": ""})["whom"].partition(":")
    try:
        chosen = {"user": {"user_id": UUID(given)}, "team": {"team_id": UUID(given)}}[kind]
    except (KeyError, ValueError):
        return _page(tenant, FormResult(errors={"whom": [gettext("Choose a person or a team.")]})), 422
    made, form = attempt(form, lambda: operations.assign(g.uow, tenant.id, **chosen))
    if made is None:
        found = [one for told in form.errors.values() for one in told]
        return _page(tenant, FormResult(errors={"whom": found}, values=form.values)), 422
    flash(gettext("Assigned."), "good")
    return redirect(url_for("staffing.staff", slug=slug), code=303)


@blp.post("/brands/<slug>/assignments/<uuid:assignment_id>/end")
@requires(Permission.STAFFING_MANAGE)
def unassign(slug: str, assignment_id: UUID) -> Response:
    """End an assignment; certifications stay."""
    tenant = get_tenant(g.uow, slug)
    operations.unassign(g.uow, get_assignment(g.uow, tenant.id, assignment_id))
    flash(gettext("No longer assigned."), "good")
    return redirect(url_for("staffing.staff", slug=slug), code=303)


def _page(tenant: Tenant, form: FormResult) -> str:
    locale = str(current_locale())
    lines = sorted(
        brand_staff(g.uow, tenant.id),
        key=lambda line: alphabet_key(line.user.name or line.user.email, locale),
    )
    can_manage = g.actor.may(Permission.STAFFING_MANAGE, tenant.id)
    assigned = [row for row in list_assignments(g.uow, [tenant.id]) if row.team_id]
    teams = {team.id: team for team in list_teams(g.uow)}
    members: dict[UUID, list[UUID]] = {}
    for member in list_members(g.uow, [row.team_id for row in assigned if row.team_id]):
        members.setdefault(member.team_id, []).append(member.user_id)
    names = find_people(g.uow, {user_id for found in members.values() for user_id in found})
    return render(
        "staffing/brand.html",
        tenant=tenant,
        lines=lines,
        responders=coverage(tenant.languages, [line.languages for line in lines if line.serves]),
        wordless=[line for line in lines if line.serves and not line.languages],
        ending=[line for line in lines if line.state is CertificationState.ENDING],
        teams=[
            (row, teams[row.team_id], in_order(names[one] for one in members.get(row.team_id, ())))
            for row in assigned
            if row.team_id in teams
        ],
        matrices=_matrices(tenant, lines),
        can_manage=can_manage,
        whom=_whom(tenant, lines, {row.team_id for row in assigned}) if can_manage else [],
        form=form,
    )


def _matrices(tenant: Tenant, lines: list[StaffLine]) -> list[dict[str, Any]]:
    """For each profile that somebody has: people by competencies, with what is missing."""
    asked = asked_of(g.uow, [tenant.id])
    found = []
    for profile in Profile:
        mine = [line for line in lines if line.profile is profile]
        words = [word for word, _name in competency_names(profile)]
        rows = []
        for line in mine:
            marks = line.described.competencies if line.described else {}
            gap = gap_for(asked[tenant.id, profile], line.described, brand_languages=tenant.languages)
            short = {lack.competency: lack.short for lack in gap.lacks}
            rows.append((line, [(marks.get(word), short.get(word, 0)) for word in words], gap))
        if rows:
            columns = [{"label": name, "number": True} for _word, name in competency_names(profile)]
            found.append({"profile": profile.value, "columns": columns, "rows": rows})
    return found


def _whom(tenant: Tenant, lines: list[StaffLine], assigned: set[UUID | None]) -> list[tuple[str, str]]:
    """Who could be assigned and is not: teams first."""
    taken = {line.user.id for line in lines if line.assignment}
    teams = [
        (f"team:{team.id}", gettext("Team %(name)s", name=team.name))
        for team in list_teams(g.uow)
        if team.id not in assigned
    ]
    people = [
        (f"user:{user.id}", user.name or user.email) for user in _candidates(tenant) if user.id not in taken
    ]
    return teams + people


def _candidates(tenant: Tenant) -> list[Any]:
    """Everybody whose role at the brand does either job."""
    held = list_held_roles(g.uow, None, [tenant.id], at=g.uow.now)
    able = {
        user_id
        for (_place, user_id), roles in held.items()
        if any(roles_with(roles, profile) for profile in Profile)
    }
    return in_order(find_people(g.uow, able).values())


def _certify_page(tenant: Tenant, form: FormResult) -> str:
    return render(
        "staffing/certify.html",
        tenant=tenant,
        form=form,
        people=[
            (str(user.id), user.name or user.email)
            for user in _candidates(tenant)
            if user.id != g.uow.actor.user_id
        ],
        profiles=profile_choices(),
        levels=level_choices(),
    )


def _by_day(form: FormResult) -> FormResult:
    """Faults of instants at the days they came from."""
    places = {"valid_from": "first_day", "valid_until": "last_day"}
    return FormResult(
        errors={places.get(name, name): told for name, told in form.errors.items()}, values=form.values
    )
