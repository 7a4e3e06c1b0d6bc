"""Reads of staffing: who may serve whom, and who is who.

`may_serve` and `servable_brands` are asked at every claim and every send, so they read a few rows by index
and decide by `rules.judge`. Roles are read with them: a certificate is worth nothing to somebody whose role
was taken away this morning.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, User
from bpo.staffing.models import AgentProfile, Assignment, Certification, Team, TeamMember
from bpo.staffing.rules import HeldRole, Serving, judge


def may_serve(uow: UnitOfWork, tenant_id: UUID, user_id: UUID, *, at: datetime) -> Serving:
    """Whether somebody may serve a brand at this instant: role, profile and a valid certification."""
    rows = uow.session.scalars(
        select(Certification).where(Certification.tenant_id == tenant_id, Certification.user_id == user_id)
    )
    held = list_held_roles(uow, [user_id], [tenant_id], at=at)
    return judge(held.get((tenant_id, user_id), ()), [row.certified for row in rows], at=at)


def servable_brands(uow: UnitOfWork, user_id: UUID, *, at: datetime) -> frozenset[UUID]:
    """The brands of the unit's scope that somebody may serve and is assigned to, themselves or by a team."""
    scope = sorted(uow.actor.tenant_ids)
    if not scope:
        return frozenset()
    teams = (
        select(TeamMember.team_id)
        .join(Team, Team.id == TeamMember.team_id)
        .where(TeamMember.user_id == user_id, TeamMember.left_at.is_(None), Team.retired_at.is_(None))
    )
    assigned = (
        select(Assignment.id)
        .where(
            Assignment.tenant_id == Certification.tenant_id,
            Assignment.ended_at.is_(None),
            or_(Assignment.user_id == user_id, Assignment.team_id.in_(teams)),
        )
        .exists()
    )
    rows = uow.session.scalars(
        select(Certification).where(
            Certification.tenant_id.in_(scope), Certification.user_id == user_id, assigned
        )
    )
    by_brand: dict[UUID, list[Certification]] = {}
    for row in rows:
        by_brand.setdefault(row.tenant_id, []).append(row)
    held = list_held_roles(uow, [user_id], list(by_brand), at=at)
    return frozenset(
        tenant_id
        for tenant_id, mine in by_brand.items()
        if judge(held.get((tenant_id, user_id), ()), [row.certified for row in mine], at=at).allowed
    )


def list_held_roles(
    uow: UnitOfWork, user_ids: Sequence[UUID], tenant_ids: Sequence[UUID], *, at: datetime
) -> dict[tuple[UUID, UUID], list[HeldRole]]:
    """The roles of people at brands, by (brand, person); of whoever is disabled, none."""
    rows = uow.session.execute(
        select(Membership.tenant_id, Membership.user_id, Membership.role, Membership.profile)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.user_id.in_(user_ids),
            Membership.side == "staff",
            or_(Membership.tenant_id.is_(None), Membership.tenant_id.in_(tenant_ids)),
            or_(Membership.revoked_at.is_(None), Membership.revoked_at > at),
            or_(User.disabled_at.is_(None), User.disabled_at > at),
        )
    )
    found: dict[tuple[UUID, UUID], list[HeldRole]] = {}
    for row in rows:
        for place in (row.tenant_id,) if row.tenant_id else tenant_ids:
            found.setdefault((place, row.user_id), []).append(HeldRole(row.role, row.profile))
    return found


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
