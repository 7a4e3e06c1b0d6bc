"""Certifying and assigning people, and the steps on the way to a certification.

Nobody certifies themselves. What is taken away from somebody is taken from every certificate that still runs,
so that a renewal given ahead of time leaves no way round a suspension. Everything is in the audit log, reasons
excepted: they are about people, and stand with the certificate alone.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission, Profile
from bpo.identity.queries import list_brands, list_people_who_may
from bpo.identity.rules import check_not_oneself
from bpo.staffing.models import Assignment, Certification, CertificationStep
from bpo.staffing.operations.people import ensure_profile
from bpo.staffing.queries import (
    certification_way,
    get_team,
    list_certifications,
    list_held_roles,
    may_serve,
)
from bpo.staffing.rules import (
    NOT_CERTIFIED,
    CertificationState,
    Level,
    check_can_assign,
    check_can_certify,
    check_reason,
    check_standing,
    check_text,
    check_validity,
    state_of,
)
from bpo.staffing.rules.profiles import Step, check_step, check_waiver, missing_steps

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
    waiver: str = "",
) -> Certification:
    """Let somebody serve the brand for a time; a renewal is another certificate beside the running one.

    Every step that the brand asks for is done before, or a supervisor gives a `waiver`, the reason why not.
    What a command or an import sets up was decided elsewhere and asks for none.
    """
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
    way = certification_way(uow, tenant_id, user_id, kind)
    missing = missing_steps(way) if uow.actor.user_id is not None else ()
    reason = check_waiver(missing, waiver)
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
        waiver=reason,
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
    if reason:
        uow.audit("certification.steps_waived", row, user=str(user_id), steps=[one.value for one in missing])
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


def record_step(
    uow: UnitOfWork,
    tenant_id: UUID,
    *,
    user_id: UUID,
    profile: str,
    step: str,
    score: int | None = None,
    note: str = "",
) -> CertificationStep:
    """Keep one try of a step: somebody else's word, or for reading the guide the person's own."""
    kind, which = Profile(profile), Step(step)
    held = list_held_roles(uow, [user_id], [tenant_id], at=uow.now)
    check_can_certify(held.get((tenant_id, user_id), ()), kind)
    kept = check_text(note, place="note")
    _wait_for(uow, tenant_id, user_id)
    way = certification_way(uow, tenant_id, user_id, kind)
    passed = check_step(way, which, score=score, is_own=uow.actor.user_id == user_id)
    row = CertificationStep(
        tenant_id=tenant_id,
        user_id=user_id,
        profile=kind.value,
        step=which.value,
        passed=passed,
        score=score,
        note=kept,
        done_at=uow.now,
        done_by=uow.actor.user_id,
    )
    uow.session.add(row)
    uow.session.flush()  # the event names it
    uow.audit(
        "certification_step.recorded",
        row,
        user=str(user_id),
        profile=row.profile,
        step=row.step,
        passed=passed,
    )
    return row


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
    _wait_for(uow, tenant_id, user_id)
    rows = list_certifications(uow, [tenant_id], user_ids=[user_id])
    return [
        row
        for row in rows
        if row.profile == str(profile) and row.revoked_at is None and row.valid_until > uow.now
    ]


def _siblings(uow: UnitOfWork, certification: Certification) -> list[Certification]:
    return _running(uow, certification.tenant_id, certification.user_id, certification.profile)


def _wait_for(uow: UnitOfWork, tenant_id: UUID, user_id: UUID) -> None:
    """One at a time decides about somebody at a brand."""
    key = f"certification:{tenant_id}:{user_id}"
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
