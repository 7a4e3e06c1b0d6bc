"""Certifications, assignments, profiles and teams as they are kept."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.staffing.models import AgentProfile, Assignment, Certification, Team, TeamMember


def get_certification(uow: UnitOfWork, tenant_id: UUID, certification_id: UUID) -> Certification:
    """One certification of a brand, locked."""
    found = uow.session.scalars(
        select(Certification)
        .where(Certification.tenant_id == tenant_id, Certification.id == certification_id)
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_certifications(
    uow: UnitOfWork, tenant_ids: Iterable[UUID], *, user_ids: Iterable[UUID] | None = None
) -> Sequence[Certification]:
    """The certifications of these brands, perhaps of these people only; the latest end first."""
    wanted = select(Certification).where(Certification.tenant_id.in_(sorted(tenant_ids)))
    if user_ids is not None:
        wanted = wanted.where(Certification.user_id.in_(sorted(user_ids)))
    return uow.session.scalars(
        wanted.order_by(Certification.valid_until.desc(), Certification.id.desc())
    ).all()


def get_assignment(uow: UnitOfWork, tenant_id: UUID, assignment_id: UUID) -> Assignment:
    """One standing assignment of a brand, locked."""
    found = uow.session.scalars(
        select(Assignment)
        .where(
            Assignment.tenant_id == tenant_id,
            Assignment.id == assignment_id,
            Assignment.ended_at.is_(None),
        )
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_assignments(uow: UnitOfWork, tenant_ids: Iterable[UUID]) -> Sequence[Assignment]:
    """The standing assignments of these brands, the first made first."""
    return uow.session.scalars(
        select(Assignment)
        .where(Assignment.tenant_id.in_(sorted(tenant_ids)), Assignment.ended_at.is_(None))
        .order_by(Assignment.assigned_at, Assignment.id)
    ).all()


def find_profile(uow: UnitOfWork, user_id: UUID, profile: str) -> AgentProfile | None:
    """Somebody's standing profile of a kind, locked."""
    return uow.session.scalars(
        select(AgentProfile)
        .where(
            AgentProfile.user_id == user_id,
            AgentProfile.profile == profile,
            AgentProfile.retired_at.is_(None),
        )
        .with_for_update()
    ).one_or_none()


def list_profiles(uow: UnitOfWork, user_ids: Iterable[UUID]) -> Sequence[AgentProfile]:
    """The standing profiles of these people."""
    return uow.session.scalars(
        select(AgentProfile)
        .where(AgentProfile.user_id.in_(sorted(user_ids)), AgentProfile.retired_at.is_(None))
        .order_by(AgentProfile.profile.desc(), AgentProfile.id)
    ).all()


def get_team(uow: UnitOfWork, team_id: UUID) -> Team:
    """One standing team, locked."""
    found = uow.session.scalars(
        select(Team).where(Team.id == team_id, Team.retired_at.is_(None)).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_teams(uow: UnitOfWork) -> Sequence[Team]:
    """The standing teams, by name."""
    return uow.session.scalars(
        select(Team).where(Team.retired_at.is_(None)).order_by(func.lower(Team.name), Team.id)
    ).all()


def list_members(uow: UnitOfWork, team_ids: Iterable[UUID]) -> Sequence[TeamMember]:
    """Who is in these teams."""
    return uow.session.scalars(
        select(TeamMember)
        .where(TeamMember.team_id.in_(sorted(team_ids)), TeamMember.left_at.is_(None))
        .order_by(TeamMember.joined_at, TeamMember.id)
    ).all()


def find_member(uow: UnitOfWork, team_id: UUID, user_id: UUID) -> TeamMember | None:
    """Somebody's standing place in a team, locked."""
    return uow.session.scalars(
        select(TeamMember)
        .where(TeamMember.team_id == team_id, TeamMember.user_id == user_id, TeamMember.left_at.is_(None))
        .with_for_update()
    ).one_or_none()
