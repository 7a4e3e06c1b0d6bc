"""Teams: people who are assigned together. The vendor's, so kept by those who staff all brands."""

from uuid import UUID

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from bpo.core.i18n import gettext
from bpo.identity.permissions import Permission, Profile
from bpo.staffing import operations
from bpo.staffing.queries import find_people, get_team, list_held_roles, list_members, list_teams
from bpo.staffing.rules import roles_with
from bpo.staffing.schemas import MemberIn, TeamIn
from bpo.staffing.views.pages import attempt, blp, in_order
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.render import render

Answer = str | Response | tuple[str, int]


@blp.get("/teams")
@requires(Permission.STAFFING_READ)
def teams() -> Answer:
    """The teams and who is in them."""
    return _page(blank())


@blp.post("/teams")
@requires(Permission.TEAM_MANAGE)
def create_team() -> Answer:
    """A new team."""
    form = load(TeamIn(), request.form)
    if form.data is not None:
        name = form.data["name"]
        _made, form = attempt(form, lambda: operations.create_team(g.uow, name=name))
    if form.errors:
        return _page(form), 422
    flash(gettext("The team is there: now put people into it."), "good")
    return redirect(url_for("staffing.teams"), code=303)


@blp.post("/teams/<uuid:team_id>/name")
@requires(Permission.TEAM_MANAGE)
def rename_team(team_id: UUID) -> Answer:
    """Give a team another name."""
    team = get_team(g.uow, team_id)
    form = load(TeamIn(), request.form)
    if form.data is not None:
        name = form.data["name"]
        _none, form = attempt(form, lambda: operations.rename_team(g.uow, team, name=name))
    flash(gettext("Saved.") if not form.errors else form.errors["name"][0], "bad" if form.errors else "good")
    return redirect(url_for("staffing.teams"), code=303)


@blp.post("/teams/<uuid:team_id>/retire")
@requires(Permission.TEAM_MANAGE)
def retire_team(team_id: UUID) -> Response:
    """Dissolve a team."""
    operations.retire_team(g.uow, get_team(g.uow, team_id))
    flash(gettext("The team is dissolved."), "good")
    return redirect(url_for("staffing.teams"), code=303)


@blp.post("/teams/<uuid:team_id>/members")
@requires(Permission.TEAM_MANAGE)
def join_team(team_id: UUID) -> Response:
    """Put somebody into a team."""
    team = get_team(g.uow, team_id)
    form = load(MemberIn(), request.form)
    if form.data is None:
        flash(gettext("Choose a person."), "bad")
    else:
        operations.join_team(g.uow, team, form.data["user_id"])
        flash(gettext("They are in the team."), "good")
    return redirect(url_for("staffing.teams"), code=303)


@blp.post("/teams/<uuid:team_id>/members/<uuid:user_id>/leave")
@requires(Permission.TEAM_MANAGE)
def leave_team(team_id: UUID, user_id: UUID) -> Response:
    """Take somebody out of a team."""
    operations.leave_team(g.uow, get_team(g.uow, team_id), user_id)
    flash(gettext("They have left the team."), "good")
    return redirect(url_for("staffing.teams"), code=303)


def _page(form: FormResult) -> str:
    found = list_teams(g.uow)
    members: dict[UUID, list[UUID]] = {}
    for member in list_members(g.uow, [team.id for team in found]):
        members.setdefault(member.team_id, []).append(member.user_id)
    can_manage = g.actor.may_at_vendor(Permission.TEAM_MANAGE)
    able = _able() if can_manage else set()
    users = find_people(g.uow, able | {one for mine in members.values() for one in mine})
    return render(
        "staffing/teams.html",
        teams=[
            {
                "team": team,
                "members": in_order(users[one] for one in members.get(team.id, ())),
                "others": [
                    (str(user.id), user.name or user.email)
                    for user in in_order(users[one] for one in able - set(members.get(team.id, ())))
                ],
            }
            for team in found
        ],
        form=form,
        can_manage=can_manage,
    )


def _able() -> set[UUID]:
    """Who works for any brand, so who can be in a team."""
    held = list_held_roles(g.uow, None, sorted(g.uow.actor.tenant_ids), at=g.uow.now)
    return {
        user_id
        for (_place, user_id), roles in held.items()
        if any(roles_with(roles, profile) for profile in Profile)
    }
