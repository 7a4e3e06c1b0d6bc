"""Who may serve whom.

`may_serve` and `servable_brands` are asked at every claim and every send, so they read a few rows by index
and decide by `rules.judge`. Roles are read with them: a certificate is worth nothing to somebody whose role
was taken away this morning.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, User
from bpo.staffing.models import Assignment, Certification, Team, TeamMember
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
    uow: UnitOfWork, user_ids: Sequence[UUID] | None, tenant_ids: Sequence[UUID], *, at: datetime
) -> dict[tuple[UUID, UUID], list[HeldRole]]:
    """The roles of these people (None: of all) at brands, by (brand, person); of whoever is disabled, none."""
    wanted = (
        select(Membership.tenant_id, Membership.user_id, Membership.role, Membership.profile)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.side == "staff",
            or_(Membership.tenant_id.is_(None), Membership.tenant_id.in_(tenant_ids)),
            or_(Membership.revoked_at.is_(None), Membership.revoked_at > at),
            or_(User.disabled_at.is_(None), User.disabled_at > at),
        )
    )
    if user_ids is not None:
        wanted = wanted.where(Membership.user_id.in_(user_ids))
    found: dict[tuple[UUID, UUID], list[HeldRole]] = {}
    for row in uow.session.execute(wanted):
        for place in (row.tenant_id,) if row.tenant_id else tenant_ids:
            found.setdefault((place, row.user_id), []).append(HeldRole(row.role, row.profile))
    return found
