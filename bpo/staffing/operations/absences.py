"""Absences: asked by whoever will be away, granted by whoever staffs. Nobody grants their own."""

from datetime import date
from zoneinfo import ZoneInfo

from bpo.core.errors import Conflict, NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.models import User
from bpo.identity.rules import check_not_oneself
from bpo.staffing.models import Absence
from bpo.staffing.operations.shifts import tell_of, wait_for
from bpo.staffing.queries import get_colleague, list_absences
from bpo.staffing.rules import check_text
from bpo.staffing.rules.shifts import AbsenceKind, AbsenceState, check_absence, days_span

GRANTED = N_("An absence of yours is granted: it begins %(begins_at)s.")
DECLINED = N_("An absence of yours is declined: it would begin %(begins_at)s.")
CANCELLED = N_("An absence of yours is taken back: it would begin %(begins_at)s.")


def ask_absence(
    uow: UnitOfWork,
    user: User,
    *,
    kind: str,
    first_day: date,
    last_day: date,
    note: str = "",
) -> Absence:
    """Ask to be away for some days, by one's own clock."""
    if uow.actor.user_id != user.id:
        raise NotFound
    return _add(uow, user, AbsenceState.ASKED, kind=kind, first_day=first_day, last_day=last_day, note=note)


def give_absence(
    uow: UnitOfWork, user: User, *, kind: str, first_day: date, last_day: date, note: str = ""
) -> Absence:
    """Enter somebody's absence by their clock: granted with that, so never one's own."""
    check_not_oneself(uow.actor.user_id, user.id)
    row = _add(uow, user, AbsenceState.GRANTED, kind=kind, first_day=first_day, last_day=last_day, note=note)
    if uow.actor.user_id is not None:  # what the demo or an import enters rings no bell
        tell_of(uow, user.id, GRANTED, row.span)
    return row


def _add(
    uow: UnitOfWork,
    user: User,
    state: AbsenceState,
    *,
    kind: str,
    first_day: date,
    last_day: date,
    note: str,
) -> Absence:
    zone = ZoneInfo(user.time_zone)
    check_absence(first_day, last_day, today=uow.now.astimezone(zone).date())
    kept = check_text(note, place="note")
    span = days_span(first_day, last_day, zone)
    wait_for(uow, user.id)
    for other in list_absences(uow, span, user_ids=[user.id]):
        raise Conflict(
            N_("There is an absence already from %(day)s."),
            day=other.starts_at.astimezone(ZoneInfo(other.time_zone)).date().isoformat(),
        )
    is_asked = state is AbsenceState.ASKED
    row = Absence(
        user_id=user.id,
        kind=AbsenceKind(kind).value,
        starts_at=span.start,
        ends_at=span.end,
        time_zone=user.time_zone,
        note=kept,
        state=state.value,
        asked_at=uow.now,
        asked_by=uow.actor.user_id,
        decided_at=None if is_asked else uow.now,
        decided_by=None if is_asked else uow.actor.user_id,
    )
    uow.session.add(row)
    uow.session.flush()  # the event names it
    uow.audit(f"absence.{state.value}", row, user=str(user.id))
    return row


def decide_absence(uow: UnitOfWork, absence: Absence, *, granted: bool) -> None:
    """Grant or decline what somebody asked for."""
    get_colleague(uow, absence.user_id)
    check_not_oneself(uow.actor.user_id, absence.user_id)
    if absence.state != AbsenceState.ASKED:
        raise Conflict(N_("This absence has been decided already."))
    state = AbsenceState.GRANTED if granted else AbsenceState.DECLINED
    _end(uow, absence, state)
    tell_of(uow, absence.user_id, GRANTED if granted else DECLINED, absence.span)


def withdraw_absence(uow: UnitOfWork, absence: Absence) -> None:
    """Take back an absence of one's own that is not over."""
    if uow.actor.user_id != absence.user_id:
        raise NotFound
    _take_back(uow, absence)


def cancel_absence(uow: UnitOfWork, absence: Absence) -> None:
    """Take back somebody's absence that is not over: they come to work after all."""
    get_colleague(uow, absence.user_id)
    check_not_oneself(uow.actor.user_id, absence.user_id)
    _take_back(uow, absence)
    tell_of(uow, absence.user_id, CANCELLED, absence.span)


def _take_back(uow: UnitOfWork, absence: Absence) -> None:
    if absence.state not in {AbsenceState.ASKED, AbsenceState.GRANTED} or absence.ends_at <= uow.now:
        raise Conflict(N_("There is nothing left of this absence to take back."))
    _end(uow, absence, AbsenceState.WITHDRAWN)


def _end(uow: UnitOfWork, absence: Absence, state: AbsenceState) -> None:
    absence.state, absence.decided_at, absence.decided_by = state.value, uow.now, uow.actor.user_id
    uow.audit(f"absence.{state.value}", absence, user=str(absence.user_id))
