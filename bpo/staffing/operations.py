"""Certifying, assigning, describing people, keeping teams.

Nobody certifies themselves. What is taken away from somebody is taken from every certificate that still runs,
so that a renewal given ahead of time leaves no way round a suspension. Everything is in the audit log, reasons
excepted: they are about people, and stand with the certificate alone.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission, Profile
from bpo.identity.queries import get_user, list_brands, list_people_who_may
from bpo.identity.rules import Side, check_not_oneself
from bpo.staffing.models import AgentProfile, Assignment, Certification, Team, TeamMember
from bpo.staffing.queries import (
    find_member,
    find_profile,
    get_team,
    list_certifications,
    list_held_roles,
    list_members,
    may_serve,
)
from bpo.staffing.rules import (
    NOT_CERTIFIED,
    CertificationState,
    Level,
    check_can_assign,
    check_can_certify,
    check_described,
    check_reason,
    check_standing,
    check_team_name,
    check_validity,
    state_of,
)

OWN_PAGE = "/profile/certifications"


def check_may_serve(uow: UnitOfWork, tenant_id: UUID, user_id: UUID | None) -> None:
    """Raise unless somebody may serve the brand now; asked at claim and again at send."""
    if user_id is None:
        raise Forbidden(NOT_CERTIFIED)
    serving = may_serve(uow, tenant_id, user_id, at=uow.now)
    if not serving.allowed:
        raise Forbidden(serving.why or NOT_CERTIFIED)


def certify(
    uow: UnitOfWork,
    tenant_id: UUID,
    *,
    user_id: UUID,
    profile: str = Profile.RESPONDER.value,
    level: str = Level.REGULAR.value,
    valid_from: datetime,
    valid_until: datetime,
) -> Certification:
    """Let somebody serve the brand for a time; a renewal is another certificate beside the running one."""
    kind, grade = Profile(profile), Level(level)
    check_not_oneself(uow.actor.user_id, user_id)
    check_validity(valid_from, valid_until, now=uow.now)
    held = list_held_roles(uow, [user_id], [tenant_id], at=uow.now)
    check_can_certify(held.get((tenant_id, user_id), ()), kind)
    for other in _running(uow, tenant_id, user_id, kind):
        if other.suspended_at is not None:
            raise Conflict(N_("The present certification is suspended: lift that, or revoke it first."))
        same = (other.level, other.valid_from, other.valid_until) == (grade.value, valid_from, valid_until)
        if same:
            raise Conflict(N_("This person has exactly this certification already."))
    ensure_profile(uow, user_id, kind, grade)
    row = Certification(
        tenant_id=tenant_id,
        user_id=user_id,
        profile=kind.value,
        level=grade.value,
        valid_from=valid_from,
        valid_until=valid_until,
        granted_by=uow.actor.user_id,
        granted_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()  # the event names it
    uow.audit(
        "certification.granted",
        row,
        user=str(user_id),
        profile=row.profile,
        level=row.level,
        valid_from=valid_from.isoformat(),
        valid_until=valid_until.isoformat(),
    )
    if uow.actor.user_id is not None:  # what a command or an import sets up rings no bell
        _tell(uow, row, N_("You are certified for %(brand)s; it ends: %(ends_at)s."))
    return row


def suspend_certification(uow: UnitOfWork, certification: Certification, *, reason: str) -> None:
    """Stop somebody from serving the brand until the suspension is lifted."""
    check_standing(certification.revoked_at, certification.valid_until, now=uow.now)
    kept = check_reason(reason)
    if certification.suspended_at is not None:
        raise Conflict(N_("This certification is suspended already."))
    for row in _siblings(uow, certification):
        row.suspended_at, row.suspended_reason = row.suspended_at or uow.now, row.suspended_reason or kept
        uow.audit("certification.suspended", row, user=str(row.user_id), profile=row.profile)
    _tell(uow, certification, N_("Your certification for %(brand)s is suspended: the reason stands with it."))


def resume_certification(uow: UnitOfWork, certification: Certification) -> None:
    """Lift a suspension."""
    check_not_oneself(uow.actor.user_id, certification.user_id)
    check_standing(certification.revoked_at, certification.valid_until, now=uow.now)
    if certification.suspended_at is None:
        raise Conflict(N_("This certification is not suspended."))
    for row in _siblings(uow, certification):
        row.suspended_at = row.suspended_reason = None
        uow.audit("certification.resumed", row, user=str(row.user_id), profile=row.profile)
    _tell(uow, certification, N_("Your certification for %(brand)s is valid again."))


def revoke_certification(uow: UnitOfWork, certification: Certification) -> None:
    """Take a certification away for good; serving the brand again needs a new one."""
    check_standing(certification.revoked_at, certification.valid_until, now=uow.now)
    for row in _siblings(uow, certification):
        row.revoked_at = uow.now
        uow.audit("certification.revoked", row, user=str(row.user_id), profile=row.profile)
    _tell(uow, certification, N_("Your certification for %(brand)s is revoked."))


def assign(
    uow: UnitOfWork, tenant_id: UUID, *, user_id: UUID | None = None, team_id: UUID | None = None
) -> Assignment:
    """Let a person, or everybody of a team, work for the brand."""
    if (user_id is None) == (team_id is None):
        sentence = N_("Choose a person or a team.")
        raise Invalid(N_("Nobody is named."), faults=(Fault("user_id", sentence),))
    if user_id is not None:
        held = list_held_roles(uow, [user_id], [tenant_id], at=uow.now)
        check_can_assign(held.get((tenant_id, user_id), ()))
    else:
        get_team(uow, team_id)  # type: ignore[arg-type]  # one of both is named
    row = Assignment(
        tenant_id=tenant_id,
        user_id=user_id,
        team_id=team_id,
        assigned_by=uow.actor.user_id,
        assigned_at=uow.now,
    )
    try:
        with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError:
        raise Conflict(N_("This assignment stands already.")) from None
    whom = {"user": str(user_id)} if user_id else {"team": str(team_id)}
    uow.audit("assignment.made", row, **whom)
    return row


def unassign(uow: UnitOfWork, assignment: Assignment) -> None:
    """End an assignment; certifications stay."""
    if assignment.ended_at is not None:
        raise Conflict(N_("This assignment has ended already."))
    assignment.ended_at = uow.now
    whom = {"user": str(assignment.user_id)} if assignment.user_id else {"team": str(assignment.team_id)}
    uow.audit("assignment.ended", assignment, **whom)


def describe_person(
    uow: UnitOfWork,
    user_id: UUID,
    *,
    profile: str,
    level: str = Level.REGULAR.value,
    languages: Iterable[str] = (),
    competencies: Mapping[str, int] | None = None,
) -> AgentProfile:
    """Keep what somebody can do in a profile; a later description replaces it."""
    kind, grade = Profile(profile), Level(level)
    spoken, marks = check_described(kind, languages=languages, competencies=competencies or {})
    row = ensure_profile(uow, user_id, kind, grade)
    row.level, row.languages, row.competencies = grade.value, spoken, marks
    uow.audit("agent_profile.described", row, user=str(user_id), profile=row.profile, level=row.level)
    return row


def ensure_profile(
    uow: UnitOfWork, user_id: UUID, profile: str, level: Level = Level.REGULAR
) -> AgentProfile:
    """Somebody's standing profile of a kind; a bare one where there is none."""
    kind = Profile(profile)
    _get_colleague(uow, user_id)
    row = find_profile(uow, user_id, kind.value)
    if row is None:
        row = AgentProfile(
            user_id=user_id,
            profile=kind.value,
            level=level.value,
            languages=[],
            competencies={},
            created_at=uow.now,
        )
        try:
            with uow.session.begin_nested():
                uow.session.add(row)
        except IntegrityError:  # somebody else described them at this moment
            row = find_profile(uow, user_id, kind.value)
            if row is None:
                raise
    return row


def retire_profile(uow: UnitOfWork, profile: AgentProfile) -> None:
    """Somebody no longer does this job; what they are certified for ends by its own operations."""
    profile.retired_at = uow.now
    uow.audit("agent_profile.retired", profile, user=str(profile.user_id), profile=profile.profile)


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
    _get_colleague(uow, user_id)
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


def tell_of_endings(uow: UnitOfWork, tenant_id: UUID) -> int:
    """Tell people and whoever staffs the brand of certifications that end soon; how many were told."""
    brand = list_brands(uow, {tenant_id})[0]
    endings = _endings(uow, tenant_id)
    keepers = list_people_who_may(uow, tenant_id, Permission.STAFFING_MANAGE) if endings else frozenset()
    told = 0
    for row in endings:
        values = {"brand": brand.name, "ends_at": row.valid_until.isoformat()}
        told += notify(
            uow,
            [row.user_id],
            tenant_id=tenant_id,
            kind=Kind.CERTIFICATION,
            message=N_("Your certification for %(brand)s ends: %(ends_at)s."),
            values=values,
            path=OWN_PAGE,
            about=row.id,
        )
        told += notify(
            uow,
            keepers - {row.user_id},
            tenant_id=tenant_id,
            kind=Kind.CERTIFICATION,
            message=N_("Somebody's certification for %(brand)s ends: %(ends_at)s."),
            values=values,
            path=f"/brands/{brand.slug}/staff",
            about=row.id,
        )
    return told


def _tell(uow: UnitOfWork, row: Certification, message: str) -> None:
    """Tell somebody what became of their certification."""
    for brand in list_brands(uow, {row.tenant_id}):
        notify(
            uow,
            [row.user_id],
            tenant_id=row.tenant_id,
            kind=Kind.CERTIFICATION,
            message=message,
            values={"brand": brand.name, "ends_at": row.valid_until.isoformat()},
            path=OWN_PAGE,
        )


def _endings(uow: UnitOfWork, tenant_id: UUID) -> list[Certification]:
    """Certificates that end soon, and that no later one takes over from."""
    rows = list_certifications(uow, [tenant_id])
    last: dict[tuple[UUID, str], Certification] = {}
    for row in rows:  # the latest end first
        if row.revoked_at is None:
            last.setdefault((row.user_id, row.profile), row)
    return [row for row in last.values() if state_of(row.certified, at=uow.now) is CertificationState.ENDING]


def _running(uow: UnitOfWork, tenant_id: UUID, user_id: UUID, profile: Profile | str) -> list[Certification]:
    """Somebody's certificates that are neither revoked nor over; whoever changes them waits their turn."""
    key = f"certification:{tenant_id}:{user_id}"
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    rows = list_certifications(uow, [tenant_id], user_ids=[user_id])
    return [
        row
        for row in rows
        if row.profile == str(profile) and row.revoked_at is None and row.valid_until > uow.now
    ]


def _siblings(uow: UnitOfWork, certification: Certification) -> list[Certification]:
    return _running(uow, certification.tenant_id, certification.user_id, certification.profile)


def _get_colleague(uow: UnitOfWork, user_id: UUID) -> None:
    """One of the vendor's people; a client's are not there for staffing."""
    if get_user(uow, user_id).side != Side.STAFF.value:
        raise NotFound


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
