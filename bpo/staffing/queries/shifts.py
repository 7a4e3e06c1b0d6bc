"""Shifts and absences: who works when, who is on shift at an instant.

A reader sees the shifts of people who work for a brand of theirs; of a shift that is not for all brands only
the brands in their scope. Why somebody is absent is told to themselves and to whoever staffs.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, or_, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.staffing.models import Absence, Shift, ShiftBrand
from bpo.staffing.rules.shifts import AbsenceState, Span

PLANNED_NEAR = timedelta(days=7)


def get_shift(uow: UnitOfWork, shift_id: UUID) -> Shift:
    """One standing shift, locked."""
    found = uow.session.scalars(
        select(Shift).where(Shift.id == shift_id, Shift.cancelled_at.is_(None)).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_shifts(uow: UnitOfWork, limits: Span, *, user_ids: Iterable[UUID] | None = None) -> Sequence[Shift]:
    """The standing shifts that reach into a span, perhaps of these people only; the first first."""
    wanted = select(Shift).where(
        Shift.cancelled_at.is_(None), Shift.starts_at < limits.end, Shift.ends_at > limits.start
    )
    if user_ids is not None:
        wanted = wanted.where(Shift.user_id.in_(sorted(user_ids)))
    return uow.session.scalars(wanted.order_by(Shift.starts_at, Shift.id)).all()


def brands_of_shifts(uow: UnitOfWork, shifts: Iterable[Shift]) -> dict[UUID, frozenset[UUID]]:
    """The brands that shifts are for, as far as the reader sees them, by shift; those for all brands left out."""
    ids = sorted(shift.id for shift in shifts if not shift.everywhere)
    if not ids:
        return {}
    rows = uow.session.execute(
        select(ShiftBrand.shift_id, ShiftBrand.tenant_id).where(
            ShiftBrand.tenant_id.in_(sorted(uow.actor.tenant_ids)), ShiftBrand.shift_id.in_(ids)
        )
    )
    found: dict[UUID, set[UUID]] = {shift_id: set() for shift_id in ids}
    for row in rows:
        found[row.shift_id].add(row.tenant_id)
    return {shift_id: frozenset(places) for shift_id, places in found.items()}


def get_absence(uow: UnitOfWork, absence_id: UUID) -> Absence:
    """One absence, locked."""
    found = uow.session.scalars(
        select(Absence).where(Absence.id == absence_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_absences(
    uow: UnitOfWork,
    limits: Span,
    *,
    user_ids: Iterable[UUID],
    states: Iterable[AbsenceState] = (AbsenceState.ASKED, AbsenceState.GRANTED),
) -> Sequence[Absence]:
    """The absences of these people that reach into a span, the first first."""
    return uow.session.scalars(
        select(Absence)
        .where(
            Absence.user_id.in_(sorted(user_ids)),
            Absence.starts_at < limits.end,
            Absence.ends_at > limits.start,
            Absence.state.in_([state.value for state in states]),
        )
        .order_by(Absence.starts_at, Absence.id)
    ).all()


def list_asked(uow: UnitOfWork, user_ids: Iterable[UUID]) -> Sequence[Absence]:
    """The absences of these people that wait to be granted, the first to begin first."""
    return uow.session.scalars(
        select(Absence)
        .where(Absence.user_id.in_(sorted(user_ids)), Absence.state == AbsenceState.ASKED)
        .order_by(Absence.starts_at, Absence.id)
    ).all()


def on_shift(uow: UnitOfWork, tenant_ids: Iterable[UUID], at: datetime) -> dict[UUID, frozenset[UUID]]:
    """Who is on shift for each of these brands at an instant, in whatever profile: planned and not absent.

    Whether they may serve the brand is not asked here; `list_servers` answers that.
    """
    places = sorted(tenant_ids)
    absent = (
        select(Absence.id)
        .where(
            Absence.user_id == Shift.user_id,
            Absence.state == AbsenceState.GRANTED,
            Absence.starts_at <= at,
            Absence.ends_at > at,
        )
        .exists()
    )
    rows = uow.session.execute(
        select(Shift.user_id, Shift.everywhere, ShiftBrand.tenant_id)
        .outerjoin(ShiftBrand, ShiftBrand.shift_id == Shift.id)
        .where(
            Shift.cancelled_at.is_(None),
            Shift.starts_at <= at,
            Shift.ends_at > at,
            or_(Shift.everywhere, ShiftBrand.tenant_id.in_(places)),
            ~absent,
        )
    ).all()
    found: dict[UUID, set[UUID]] = {place: set() for place in places}
    for row in rows:
        for place in places if row.everywhere else (row.tenant_id,):
            found[place].add(row.user_id)
    return {place: frozenset(people) for place, people in found.items()}


def plans_shifts(uow: UnitOfWork) -> bool:
    """Whether anybody has a standing shift within seven days of now: whether shifts are planned at all."""
    near = (Shift.starts_at < uow.now + PLANNED_NEAR, Shift.ends_at > uow.now - PLANNED_NEAR)
    return bool(uow.session.scalar(select(exists().where(Shift.cancelled_at.is_(None), *near))))
