"""Who works for a brand, certifications, assignments, profiles of people, teams."""

from typing import Any
from uuid import UUID

from flask import g

from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.staffing import operations
from bpo.staffing.api.blueprint import blp
from bpo.staffing.models import AgentProfile, Assignment, Certification, Team
from bpo.staffing.queries import (
    StaffLine,
    brand_staff,
    get_assignment,
    get_certification,
    get_colleague,
    get_team,
    list_members,
    list_places,
    list_profiles,
    list_teams,
)
from bpo.staffing.rules import coverage, state_of
from bpo.staffing.schemas import (
    AssignmentIn,
    AssignmentOut,
    CertificationIn,
    CertificationOut,
    CertificationsOut,
    DescribeIn,
    MemberIn,
    PersonOut,
    ProfileOut,
    ReasonIn,
    StaffOut,
    TeamIn,
    TeamOut,
    TeamsOut,
)
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires


@blp.get("/me/certifications")
@requires(Permission.SELF_READ)
@blp.response(200, CertificationsOut)
def own() -> dict[str, Any]:
    """The certifications of the key's owner."""
    user_id = g.uow.actor.user_id
    rows = [row for place in list_places(g.uow, user_id) for row, _state in place.certifications]
    return {"items": [_certification(g.uow, row) for row in rows]}


@blp.get("/brands/<slug>/staff")
@requires(Permission.STAFFING_READ)
@blp.response(200, StaffOut)
def staff(slug: str) -> dict[str, Any]:
    """Who works or could work for the brand; `responders` counts who may answer now, by language."""
    tenant = get_tenant(g.uow, slug)
    lines = brand_staff(g.uow, tenant.id)
    return {
        "items": [_line(line) for line in lines],
        "responders": coverage(tenant.languages, [line.languages for line in lines if line.serves]),
    }


@blp.post("/brands/<slug>/certifications")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(CertificationIn)
@blp.response(201, CertificationOut)
def certify(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Let somebody serve the brand for a time."""
    row = operations.certify(g.uow, get_tenant(g.uow, slug).id, **body)
    return _certification(g.uow, row)


@blp.post("/brands/<slug>/certifications/<uuid:certification_id>/suspend")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(ReasonIn)
@blp.response(200, CertificationOut)
def suspend(body: dict[str, Any], slug: str, certification_id: UUID) -> dict[str, Any]:
    """Stop somebody from serving the brand until further notice."""
    row = _get(slug, certification_id)
    operations.suspend_certification(g.uow, row, reason=body["reason"])
    return _certification(g.uow, row)


@blp.post("/brands/<slug>/certifications/<uuid:certification_id>/resume")
@requires(Permission.STAFFING_MANAGE)
@blp.response(200, CertificationOut)
def resume(slug: str, certification_id: UUID) -> dict[str, Any]:
    """Lift a suspension."""
    row = _get(slug, certification_id)
    operations.resume_certification(g.uow, row)
    return _certification(g.uow, row)


@blp.post("/brands/<slug>/certifications/<uuid:certification_id>/revoke")
@requires(Permission.STAFFING_MANAGE)
@blp.response(200, CertificationOut)
def revoke(slug: str, certification_id: UUID) -> dict[str, Any]:
    """Take a certification away for good."""
    row = _get(slug, certification_id)
    operations.revoke_certification(g.uow, row)
    return _certification(g.uow, row)


@blp.post("/brands/<slug>/assignments")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(AssignmentIn)
@blp.response(201, AssignmentOut)
def assign(body: dict[str, Any], slug: str) -> Assignment:
    """Let a person or a team work for the brand."""
    return operations.assign(g.uow, get_tenant(g.uow, slug).id, **body)


@blp.delete("/brands/<slug>/assignments/<uuid:assignment_id>")
@requires(Permission.STAFFING_MANAGE)
@blp.response(204)
def unassign(slug: str, assignment_id: UUID) -> None:
    """End an assignment."""
    operations.unassign(g.uow, get_assignment(g.uow, get_tenant(g.uow, slug).id, assignment_id))


@blp.get("/staff/<uuid:user_id>")
@requires(Permission.STAFFING_READ)
@blp.response(200, PersonOut)
def person(user_id: UUID) -> dict[str, Any]:
    """One of the vendor's people: profiles, and certifications at the brands the key reads."""
    user = get_colleague(g.uow, user_id)
    rows = [row for place in list_places(g.uow, user_id) for row, _state in place.certifications]
    return {
        "user_id": user.id,
        "name": user.name,
        "profiles": list_profiles(g.uow, [user_id]),
        "certifications": [_certification(g.uow, row) for row in rows],
    }


@blp.put("/staff/<uuid:user_id>/profile")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(DescribeIn)
@blp.response(200, ProfileOut)
def describe(body: dict[str, Any], user_id: UUID) -> AgentProfile:
    """Keep what somebody can do in a profile."""
    user = get_colleague(g.uow, user_id)
    return operations.describe_person(g.uow, user.id, **body)


@blp.get("/teams")
@requires(Permission.STAFFING_READ)
@blp.response(200, TeamsOut)
def teams() -> dict[str, Any]:
    """The vendor's teams and who is in them."""
    return {"items": [_team(g.uow, team) for team in list_teams(g.uow)]}


@blp.post("/teams")
@requires(Permission.TEAM_MANAGE)
@blp.arguments(TeamIn)
@blp.response(201, TeamOut)
def create_team(body: dict[str, Any]) -> dict[str, Any]:
    """A new team."""
    return _team(g.uow, operations.create_team(g.uow, name=body["name"]))


@blp.post("/teams/<uuid:team_id>/members")
@requires(Permission.TEAM_MANAGE)
@blp.arguments(MemberIn)
@blp.response(200, TeamOut)
def join(body: dict[str, Any], team_id: UUID) -> dict[str, Any]:
    """Put somebody into a team."""
    team = get_team(g.uow, team_id)
    operations.join_team(g.uow, team, body["user_id"])
    g.uow.session.flush()  # the answer lists them
    return _team(g.uow, team)


@blp.delete("/teams/<uuid:team_id>/members/<uuid:user_id>")
@requires(Permission.TEAM_MANAGE)
@blp.response(204)
def leave(team_id: UUID, user_id: UUID) -> None:
    """Take somebody out of a team."""
    operations.leave_team(g.uow, get_team(g.uow, team_id), user_id)


def _get(slug: str, certification_id: UUID) -> Certification:
    return get_certification(g.uow, get_tenant(g.uow, slug).id, certification_id)


def _certification(uow: UnitOfWork, row: Certification) -> dict[str, Any]:
    same = (
        "id", "tenant_id", "user_id", "profile", "level", "valid_from", "valid_until",
        "granted_by", "granted_at", "suspended_at", "revoked_at", "waiver",
    )  # fmt: skip
    shown = {name: getattr(row, name) for name in same}
    return {**shown, "state": state_of(row.certified, at=uow.now).value}


def _line(line: StaffLine) -> dict[str, Any]:
    found = line.certification
    return {
        "user_id": line.user.id,
        "name": line.user.name,
        "profile": line.profile.value,
        "level": found.level if found else None,
        "languages": line.languages,
        "state": line.state.value if line.state else None,
        "valid_until": found.valid_until if found else None,
        "certification_id": found.id if found else None,
        "assignment_id": line.assignment.id if line.assignment else None,
        "teams": [team.id for team in line.teams],
        "serves": line.serves,
    }


def _team(uow: UnitOfWork, team: Team) -> dict[str, Any]:
    members = [member.user_id for member in list_members(uow, [team.id])]
    return {"id": team.id, "name": team.name, "members": members}
