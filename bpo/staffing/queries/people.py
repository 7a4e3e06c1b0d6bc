"""People in lists: who works for a brand, and as what; for the checklist, in which languages they answer.

Everything about any number of brands is read by a handful of statements, and judged by the same rule as a
claim and a send, so that a list never says something else than the deed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import User
from bpo.identity.permissions import Profile
from bpo.identity.rules import Side
from bpo.staffing.models import AgentProfile, Assignment, Certification, Team
from bpo.staffing.queries.rows import (
    list_assignments,
    list_certifications,
    list_members,
    list_profiles,
    list_teams,
)
from bpo.staffing.queries.serving import list_held_roles
from bpo.staffing.rules import NEAREST, CertificationState, HeldRole, judge, roles_with, state_of


@dataclass(frozen=True)
class StaffLine:
    """One of the vendor's people at a brand in one profile; `serves` is what a claim would be answered now."""

    tenant_id: UUID
    user: User
    profile: Profile
    described: AgentProfile | None
    certification: Certification | None
    state: CertificationState | None
    assignment: Assignment | None
    teams: tuple[Team, ...]
    serves: bool

    @property
    def languages(self) -> list[str]:
        """The languages they write in this profile, as far as it is known."""
        return list(self.described.languages) if self.described else []

    @property
    def is_assigned(self) -> bool:
        """Whether they work for the brand, by themselves or by a team."""
        return self.assignment is not None or bool(self.teams)


@dataclass(frozen=True)
class Place:
    """What somebody is at one brand: every certification there, newest end first, and how they are assigned."""

    tenant_id: UUID
    roles: tuple[HeldRole, ...]
    certifications: tuple[tuple[Certification, CertificationState], ...]
    assignment: Assignment | None
    teams: tuple[Team, ...]


@dataclass(frozen=True)
class _Desk:
    """What is known of people at some brands."""

    roles: Mapping[tuple[UUID, UUID], list[HeldRole]]
    certifications: dict[tuple[UUID, UUID], list[Certification]] = field(default_factory=dict)
    own: dict[tuple[UUID, UUID], Assignment] = field(default_factory=dict)
    teams: dict[tuple[UUID, UUID], list[Team]] = field(default_factory=dict)


def get_colleague(uow: UnitOfWork, user_id: UUID) -> User:
    """One of the vendor's people who works for a brand of the unit's scope, or for all."""
    user = uow.session.scalars(
        select(User).where(User.id == user_id, User.side == Side.STAFF.value)
    ).one_or_none()
    held = list_held_roles(uow, [user_id], sorted(uow.actor.tenant_ids), at=uow.now) if user else {}
    if user is None or not any(_works(roles) for roles in held.values()):
        raise NotFound
    return user


def brand_staff(uow: UnitOfWork, tenant_id: UUID) -> list[StaffLine]:
    """Who works or could work for a brand."""
    return staff_of_brands(uow, [tenant_id])


def staff_of_brands(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> list[StaffLine]:
    """Who works or could work for each of these brands; leaders only where they are certified or assigned."""
    desk = _desk(uow, tenant_ids)
    kept = {key: found for key, roles in desk.roles.items() if (found := _profiles(desk, key, roles))}
    users = find_people(uow, {user_id for _tenant_id, user_id in kept})
    described = {(row.user_id, row.profile): row for row in list_profiles(uow, users)}
    lines = []
    for (tenant_id, user_id), profiles in kept.items():
        for profile in sorted(profiles, reverse=True):  # responders first
            key = (tenant_id, user_id)
            mine = desk.certifications.get(key, [])
            best = _best([row for row in mine if row.profile == profile.value], at=uow.now)
            assigned = key in desk.own or key in desk.teams
            allowed = judge(desk.roles[key], [row.certified for row in mine], at=uow.now).allowed
            lines.append(
                StaffLine(
                    tenant_id=tenant_id,
                    user=users[user_id],
                    profile=profile,
                    described=described.get((user_id, profile.value)),
                    certification=best[0] if best else None,
                    state=best[1] if best else None,
                    assignment=desk.own.get(key),
                    teams=tuple(desk.teams.get(key, ())),
                    serves=allowed and assigned and profile is Profile.RESPONDER,
                )
            )
    return lines


def list_servers(uow: UnitOfWork, tenant_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, frozenset[str]]]:
    """Who may serve each of these brands now and is assigned to it, with the languages they write."""
    found: dict[UUID, dict[UUID, frozenset[str]]] = {tenant_id: {} for tenant_id in tenant_ids}
    for line in staff_of_brands(uow, tenant_ids):
        if line.serves:
            found[line.tenant_id][line.user.id] = frozenset(line.languages)
    return found


def list_places(uow: UnitOfWork, user_id: UUID) -> list[Place]:
    """What somebody is at each brand of the unit's scope at which they have a role or had a certification."""
    scope = sorted(uow.actor.tenant_ids)
    desk = _desk(uow, scope, user_ids=[user_id])
    places = []
    for tenant_id in scope:
        key = (tenant_id, user_id)
        rows = desk.certifications.get(key, [])
        if key in desk.roles or rows:
            places.append(
                Place(
                    tenant_id=tenant_id,
                    roles=tuple(desk.roles.get(key, ())),
                    certifications=tuple((row, state_of(row.certified, at=uow.now)) for row in rows),
                    assignment=desk.own.get(key),
                    teams=tuple(desk.teams.get(key, ())),
                )
            )
    return places


def _desk(uow: UnitOfWork, tenant_ids: Sequence[UUID], *, user_ids: Sequence[UUID] | None = None) -> _Desk:
    desk = _Desk(list_held_roles(uow, user_ids, tenant_ids, at=uow.now))
    for row in list_certifications(uow, tenant_ids, user_ids=user_ids):
        desk.certifications.setdefault((row.tenant_id, row.user_id), []).append(row)
    assignments = list_assignments(uow, tenant_ids)
    team_ids = {row.team_id for row in assignments if row.team_id}
    teams = {team.id: team for team in list_teams(uow)} if team_ids else {}
    members: dict[UUID, list[UUID]] = {}
    for member in list_members(uow, team_ids):
        if user_ids is None or member.user_id in user_ids:
            members.setdefault(member.team_id, []).append(member.user_id)
    for assignment in assignments:
        if assignment.user_id is not None:
            desk.own[assignment.tenant_id, assignment.user_id] = assignment
        elif assignment.team_id in teams:
            for member_id in members.get(assignment.team_id, ()):
                key = (assignment.tenant_id, member_id)
                desk.teams.setdefault(key, []).append(teams[assignment.team_id])
    return desk


def _profiles(desk: _Desk, key: tuple[UUID, UUID], roles: Iterable[HeldRole]) -> set[Profile]:
    """In which profiles somebody stands in the list of a brand."""
    held = [one for one in roles if _works([one])]
    if not held:
        return set()
    found = {Profile(one.profile) for one in held if one.profile}
    found |= {Profile(row.profile) for row in desk.certifications.get(key, ())}
    if not found and (key in desk.own or key in desk.teams):
        return {Profile.RESPONDER}
    return found


def _works(roles: Iterable[HeldRole]) -> bool:
    """Whether somebody with these roles does either job, or leads those who do."""
    held = tuple(roles)
    return any(roles_with(held, profile) for profile in Profile)


def _best(rows: Iterable[Certification], *, at: datetime) -> tuple[Certification, CertificationState] | None:
    """The certification that says most of somebody: the nearest to serving, then the one that lasts longest."""
    judged = [(row, state_of(row.certified, at=at)) for row in rows]
    return min(
        judged,
        key=lambda one: (NEAREST.index(one[1]), -one[0].valid_until.timestamp()),
        default=None,
    )


def find_people(uow: UnitOfWork, user_ids: Iterable[UUID]) -> dict[UUID, User]:
    """People by id, of those who exist for the reader."""
    rows = uow.session.scalars(select(User).where(User.id.in_(sorted(user_ids))))
    return {row.id: row for row in rows}
