"""Planning shifts.

A shift is never rewritten: it is cancelled, and another is planned. Whoever plans for somebody waits for
whoever is doing so, so that nobody gets two shifts at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission, Profile
from bpo.identity.rules import known_time_zones
from bpo.staffing.models import Shift, ShiftBrand
from bpo.staffing.queries import (
    brands_of_shifts,
    get_colleague,
    list_held_roles,
    list_shifts,
)
from bpo.staffing.rules import roles_with
from bpo.staffing.rules.shifts import (
    MOST_WEEKS_COPIED,
    Span,
    check_free,
    check_shift,
    span_of,
    week_span,
    weeks_later,
)

OWN_PAGE = "/profile/shifts"


@dataclass(frozen=True)
class Copied:
    """What became of copying a week: how many shifts were planned, how many found their place taken."""

    planned: int
    taken: int


def plan_shift(
    uow: UnitOfWork,
    user_id: UUID,
    *,
    day: date,
    start: time,
    end: time,
    time_zone: str,
    profile: str = Profile.RESPONDER.value,
    tenant_ids: Sequence[UUID] = (),
) -> Shift:
    """Let somebody work from a time to a time by a clock; without brands, for all that they may serve."""
    zone = check_zone(time_zone)
    kind = Profile(profile)
    user = get_colleague(uow, user_id)
    _check_works(uow, user.id, kind, tenant_ids)
    span = span_of(day, start, end, zone)
    check_shift(span, now=uow.now)
    wait_for(uow, user.id)
    check_free(span, [one.span for one in list_shifts(uow, span, user_ids=[user.id])], zone)
    row = _add(uow, user.id, span, profile=kind.value, time_zone=time_zone, tenant_ids=tenant_ids)
    if uow.actor.user_id is not None:  # what the demo or an import plans rings no bell
        tell_of(uow, user.id, N_("A shift of yours is planned: it begins %(begins_at)s."), span)
    return row


def cancel_shift(uow: UnitOfWork, shift: Shift) -> None:
    """Take a shift off the plan."""
    get_colleague(uow, shift.user_id)
    shift.cancelled_at, shift.cancelled_by = uow.now, uow.actor.user_id
    uow.audit("shift.cancelled", shift, user=str(shift.user_id))
    if shift.ends_at > uow.now:
        tell_of(
            uow,
            shift.user_id,
            N_("A shift of yours is off the plan: it would begin %(begins_at)s."),
            shift.span,
        )


def copy_week(
    uow: UnitOfWork, monday: date, *, weeks: int, time_zone: str, user_ids: Sequence[UUID]
) -> Copied:
    """Plan a week's shifts of these people again in each of the next weeks, at the same times by the clock.

    What finds its place taken is left out, so copying twice plans nothing twice.
    """
    zone = check_zone(time_zone)
    if not 1 <= weeks <= MOST_WEEKS_COPIED:
        faults = (Fault("weeks", N_("From one to twelve weeks.")),)
        raise Invalid(N_("A week cannot be copied like that."), faults=faults)
    week = week_span(monday, zone)
    for user_id in sorted(user_ids):
        wait_for(uow, user_id)
    pattern = [one for one in list_shifts(uow, week, user_ids=user_ids) if one.starts_at >= week.start]
    brands = brands_of_shifts(uow, pattern)
    planned = taken = 0
    for ahead in range(1, weeks + 1):
        reach = week_span(monday, zone)
        reach = weeks_later(reach, ahead, zone)
        present: dict[UUID, list[Span]] = {}
        for one in list_shifts(uow, reach, user_ids=user_ids):
            present.setdefault(one.user_id, []).append(one.span)
        for one in pattern:
            span = weeks_later(one.span, ahead, ZoneInfo(one.time_zone))
            mine = present.setdefault(one.user_id, [])
            # A shift for brands none of which the reader sees is not theirs to copy.
            hidden = not one.everywhere and not brands[one.id]
            if hidden or span.start >= span.end or any(span.overlaps(other) for other in mine):
                taken += 1
                continue
            check_shift(span, now=uow.now)
            mine.append(span)
            _add(
                uow,
                one.user_id,
                span,
                profile=one.profile,
                time_zone=one.time_zone,
                tenant_ids=sorted(brands.get(one.id, ())),
            )
            planned += 1
    return Copied(planned, taken)


def check_zone(time_zone: str) -> ZoneInfo:
    """The zone of this name."""
    if time_zone not in known_time_zones():
        faults = (Fault("time_zone", N_("Not a valid choice.")),)
        raise Invalid(N_("There is no such time zone."), faults=faults)
    return ZoneInfo(time_zone)


def wait_for(uow: UnitOfWork, user_id: UUID) -> None:
    """One at a time plans for somebody."""
    key = f"shift:{user_id}"
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def _check_works(uow: UnitOfWork, user_id: UUID, profile: Profile, tenant_ids: Sequence[UUID]) -> None:
    """Raise unless somebody's roles do this job: at each brand that is named, or at one of the reader's."""
    places = sorted(tenant_ids) or sorted(uow.actor.tenant_ids)
    held = list_held_roles(uow, [user_id], places, at=uow.now)
    able = [place for place in places if roles_with(held.get((place, user_id), ()), profile)]
    if not able or (tenant_ids and len(able) < len(set(tenant_ids))):
        sentence = N_("This person has no role in which they would do this there.")
        raise Invalid(N_("This cannot be a shift."), faults=(Fault("profile", sentence),))
    for tenant_id in tenant_ids:
        if not uow.actor.may(Permission.STAFFING_MANAGE, tenant_id):
            raise Invalid(N_("This cannot be a shift."), faults=(Fault("brands", N_("Not a valid choice.")),))


def _add(
    uow: UnitOfWork, user_id: UUID, span: Span, *, profile: str, time_zone: str, tenant_ids: Sequence[UUID]
) -> Shift:
    row = Shift(
        user_id=user_id,
        profile=profile,
        starts_at=span.start,
        ends_at=span.end,
        time_zone=time_zone,
        everywhere=not tenant_ids,
        planned_at=uow.now,
        planned_by=uow.actor.user_id,
    )
    uow.session.add(row)
    uow.session.flush()  # its brands and the event name it
    uow.session.add_all(ShiftBrand(tenant_id=one, shift_id=row.id) for one in sorted(set(tenant_ids)))
    uow.session.flush()  # whoever copies next reads them
    uow.audit("shift.planned", row, user=str(user_id))
    return row


def tell_of(uow: UnitOfWork, user_id: UUID, message: str, span: Span) -> None:
    """Tell somebody what becomes of a shift or an absence of theirs."""
    notify(
        uow,
        [user_id],
        tenant_id=None,
        kind=Kind.SHIFT,
        message=message,
        values={"begins_at": span.start.isoformat()},
        path=OWN_PAGE,
    )
