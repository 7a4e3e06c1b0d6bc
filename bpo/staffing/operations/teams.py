"""Keeping teams; only those who staff all brands do."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.staffing.models import Team, TeamMember
from bpo.staffing.operations.people import check_colleague
from bpo.staffing.queries import find_member, list_members
from bpo.staffing.rules import check_team_name


def create_team(uow: UnitOfWork, *, name: str) -> Team:
    """A new team, without members."""
    _check_keeps_teams(uow)
    row = Team(name=check_team_name(name), created_at=uow.now)
    _save_team(uow, row)
    uow.audit("team.created", row)
    return row


def rename_team(uow: UnitOfWork, team: Team, *, name: str) -> None:
    """Give a team another name."""
    _check_keeps_teams(uow)
    kept = check_team_name(name)
    if kept != team.name:
        team.name = kept
        _save_team(uow, team)
        uow.audit("team.renamed", team)


def retire_team(uow: UnitOfWork, team: Team) -> None:
    """Dissolve a team: its members leave, and its assignments open nothing any more."""
    _check_keeps_teams(uow)
    for member in list_members(uow, [team.id]):
        member.left_at = uow.now
    team.retired_at = uow.now
    uow.audit("team.retired", team)


def join_team(uow: UnitOfWork, team: Team, user_id: UUID) -> TeamMember:
    """Put one of the vendor's people into a team."""
    _check_keeps_teams(uow)
    check_colleague(uow, user_id)
    row = TeamMember(team_id=team.id, user_id=user_id, joined_at=uow.now)
    try:
        with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError:
        raise Conflict(N_("This person is in the team already.")) from None
    uow.audit("team.joined", row, user=str(user_id), team=str(team.id))
    return row


def leave_team(uow: UnitOfWork, team: Team, user_id: UUID) -> None:
    """Take somebody out of a team."""
    _check_keeps_teams(uow)
    row = find_member(uow, team.id, user_id)
    if row is None:
        raise NotFound
    row.left_at = uow.now
    uow.audit("team.left", row, user=str(user_id), team=str(team.id))


def _save_team(uow: UnitOfWork, team: Team) -> None:
    try:
        with uow.session.begin_nested():
            uow.session.add(team)
    except IntegrityError:
        sentence = N_("There is already a team with this name.")
        raise Invalid(N_("A team needs a name of its own."), faults=(Fault("name", sentence),)) from None


def _check_keeps_teams(uow: UnitOfWork) -> None:
    """A team works for many brands, so it is kept by whoever keeps staff for the vendor as a whole."""
    if not uow.actor.may_at_vendor(Permission.TEAM_MANAGE):
        raise Forbidden(N_("Teams are kept by those who staff all brands."))
