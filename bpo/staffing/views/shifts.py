"""Shifts: the week of everybody, and one's own; absences beside them."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from bpo.core.errors import Conflict, NotFound
from bpo.core.i18n import current_zone, gettext, ngettext
from bpo.identity.models import User
from bpo.identity.permissions import Permission
from bpo.identity.queries import get_oneself
from bpo.staffing import operations
from bpo.staffing.labels import ABSENCE_NAMES
from bpo.staffing.models import Absence, Shift
from bpo.staffing.queries import (
    brands_of_shifts,
    get_absence,
    get_colleague,
    get_shift,
    list_absences,
    list_asked,
    list_shifts,
    staff_of_brands,
)
from bpo.staffing.rules.shifts import AbsenceState, Span, days_span, monday_of, week_span
from bpo.staffing.schemas import AbsenceIn, CopyWeekIn, OwnAbsenceIn, ShiftIn, WeekQuery
from bpo.staffing.views.pages import attempt, blp, brands_by_id, in_order, profile_choices, zone_choices
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import render

T = TypeVar("T")
Answer = str | Response | tuple[str, int]
DAY, WEEK = timedelta(days=1), timedelta(days=7)
WEEKS_AHEAD = 4
ABSENCES_SHOWN = timedelta(days=180)


@blp.get("/shifts")
@requires(Permission.SHIFT_READ)
def shifts() -> str:
    """Who works when in a week, by the reader's clock; of one brand's people or of all."""
    return _page(_asked_week(), blank(), blank())


@blp.post("/shifts")
@requires(Permission.STAFFING_MANAGE)
def plan_shift() -> Answer:
    """Plan a shift."""
    form = load(ShiftIn(), request.form)
    row = None
    if form.data is not None:
        data = dict(form.data)
        places = [get_tenant(g.uow, slug).id for slug in data.pop("brands")]
        row, form = _attempt(form, lambda: operations.plan_shift(g.uow, tenant_ids=places, **data))
    if row is None:
        day = form.data["day"] if form.data else None
        return _page(monday_of(day) if day else _asked_week(), form, blank()), 422
    flash(gettext("The shift is planned."), "good")
    return redirect(_to_week(row.starts_at.astimezone(current_zone()).date()), code=303)


@blp.post("/shifts/<uuid:shift_id>/cancel")
@requires(Permission.STAFFING_MANAGE)
def cancel_shift(shift_id: UUID) -> Response:
    """Take a shift off the plan."""
    row = get_shift(g.uow, shift_id)
    operations.cancel_shift(g.uow, row)
    flash(gettext("The shift is off the plan."), "good")
    return redirect(_to_week(row.starts_at.astimezone(current_zone()).date()), code=303)


@blp.post("/shifts/copies")
@requires(Permission.STAFFING_MANAGE)
def copy_week() -> Response:
    """Plan a week's shifts again in the weeks after it."""
    form = load(CopyWeekIn(), request.form)
    if form.data is None:
        flash(gettext("A week cannot be copied like that."), "bad")
        return redirect(_to_week(_asked_week()), code=303)
    monday = monday_of(form.data["week"])
    done = operations.copy_week(
        g.uow,
        monday,
        weeks=form.data["weeks"],
        time_zone=form.data["time_zone"],
        user_ids=[user.id for user in _people()],
    )
    said = ngettext("%(n)s shift is planned.", "%(n)s shifts are planned.", done.planned)
    if done.taken:
        said += " " + ngettext("%(n)s found its place taken.", "%(n)s found their places taken.", done.taken)
    flash(said, "good")
    return redirect(_to_week(monday + WEEK), code=303)


@blp.post("/absences")
@requires(Permission.STAFFING_MANAGE)
def give_absence() -> Answer:
    """Enter an absence of somebody; it is granted with that."""
    form = load(AbsenceIn(), request.form)
    row = None
    if form.data is not None:
        data = dict(form.data)
        user = get_colleague(g.uow, data.pop("user_id"))
        row, form = _attempt(form, lambda: operations.give_absence(g.uow, user, **data))
    if row is None:
        return _page(_asked_week(), blank(), form), 422
    _tell_granted(row)
    return redirect(_to_week(row.starts_at.astimezone(current_zone()).date()), code=303)


@blp.post("/absences/<uuid:absence_id>/<any(grant, decline, cancel):answer>")
@requires(Permission.STAFFING_MANAGE)
def decide_absence(absence_id: UUID, answer: str) -> Response:
    """Grant or decline what somebody asked for, or take back what was granted."""
    row = get_absence(g.uow, absence_id)
    if answer == "cancel":
        operations.cancel_absence(g.uow, row)
        flash(gettext("The absence is taken back."), "good")
    else:
        operations.decide_absence(g.uow, row, granted=answer == "grant")
        if answer == "grant":
            _tell_granted(row)
        else:
            flash(gettext("The absence is declined."), "good")
    return redirect(_to_week(row.starts_at.astimezone(current_zone()).date()), code=303)


@blp.get("/profile/shifts")
@requires(Permission.SHIFT_READ)
def own_shifts() -> str:
    """The reader's shifts of the weeks to come, and their absences."""
    return _own_page(blank())


@blp.post("/profile/shifts")
@requires(Permission.SHIFT_READ)
def ask_absence() -> Answer:
    """Ask to be away."""
    user = get_oneself(g.uow)
    form = load(OwnAbsenceIn(), request.form)
    row = None
    if form.data is not None:
        data = form.data
        row, form = _attempt(form, lambda: operations.ask_absence(g.uow, user, **data))
    if row is None:
        return _own_page(form), 422
    flash(gettext("Asked for: you are told what is decided."), "good")
    return redirect(url_for("staffing.own_shifts"), code=303)


@blp.post("/absences/<uuid:absence_id>/withdraw")
@requires(Permission.SHIFT_READ)
def withdraw_absence(absence_id: UUID) -> Response:
    """Take back an absence of one's own."""
    operations.withdraw_absence(g.uow, get_absence(g.uow, absence_id))
    flash(gettext("The absence is taken back."), "good")
    return redirect(url_for("staffing.own_shifts"), code=303)


def _tell_granted(row: Absence) -> None:
    """That it is granted, and what is now missing from the plan."""
    flash(gettext("The absence is granted."), "good")
    left = len(list_shifts(g.uow, row.span, user_ids=[row.user_id]))
    if left:
        said = ngettext(
            "%(n)s shift falls into it and nobody stands in: see the coverage.",
            "%(n)s shifts fall into it and nobody stands in: see the coverage.",
            left,
        )
        flash(said, "warn")


def _attempt(form: FormResult, work: Callable[[], T]) -> tuple[T | None, FormResult]:
    """As `attempt`; a place that is taken is told beside the form too."""
    try:
        return attempt(form, work)
    except Conflict as error:
        return None, refused(form, {"": [error.text(gettext)]})


def _asked_week() -> date:
    query = load(WeekQuery(), request.args).data or {}
    day: date = query.get("week") or g.uow.now.astimezone(current_zone()).date()
    return monday_of(day)


def _to_week(day: date) -> str:
    return url_for("staffing.shifts", week=monday_of(day).isoformat())


def _people(slug: str = "") -> list[User]:
    """Those who work for the reader's brands, or for one of them, by name."""
    places = [get_tenant(g.uow, slug).id] if slug else sorted(g.uow.actor.tenant_ids)
    return in_order({line.user.id: line.user for line in staff_of_brands(g.uow, places)}.values())


def _page(monday: date, form: FormResult, absence_form: FormResult) -> str:
    zone = current_zone()
    slug = str((load(WeekQuery(), request.args).data or {}).get("brand") or "")
    week = week_span(monday, zone)
    people = _people(slug)
    ids = [user.id for user in people]
    found = list_shifts(g.uow, week, user_ids=ids)
    absences = list_absences(g.uow, week, user_ids=ids)
    brands = brands_by_id()
    can_manage = g.actor.may(Permission.STAFFING_MANAGE)
    knows_why = g.actor.may(Permission.STAFFING_READ)
    days = [monday + n * DAY for n in range(7)]
    asked = list_asked(g.uow, ids) if can_manage else []
    everybody = people if not slug else _people()
    return render(
        "staffing/shifts.html",
        monday=monday,
        days=days,
        today=g.uow.now.astimezone(zone).date(),
        rows=[(user, _by_day(user, days, found, absences)) for user in people],
        places=brands_of_shifts(g.uow, found),
        brands=brands,
        brand=slug,
        asked=[
            (
                row,
                next(user for user in people if user.id == row.user_id),
                len(list_shifts(g.uow, row.span, user_ids=[row.user_id])),
            )
            for row in asked
        ],
        can_manage=can_manage,
        knows_why=knows_why,
        reader_id=g.uow.actor.user_id,
        before=(monday - WEEK).isoformat(),
        after=(monday + WEEK).isoformat(),
        zone=str(zone),
        form=form if form.values else _begun(max(monday, g.uow.now.astimezone(zone).date())),
        absence_form=absence_form,
        whom=[(str(user.id), user.name or user.email) for user in everybody],
        zones=zone_choices(str(zone)) if can_manage else [],
        profiles=profile_choices(),
        brand_choices=[(one.slug, one.name) for one in brands.values()],
        kinds=_kinds(),
    )


def _begun(day: date) -> FormResult:
    """The form that plans a shift, with what the link that led here says of it."""
    said = {name: request.args[name] for name in ("day", "start", "end", "time_zone") if name in request.args}
    return blank(**{"day": day.isoformat(), "brands": request.args.getlist("brands"), **said})


def _by_day(
    user: User, days: list[date], shifts: Sequence[Shift], absences: Sequence[Absence]
) -> list[dict[str, Any]]:
    """What somebody has on each day by the reader's clock; a shift stands on the day it begins."""
    zone = current_zone()
    mine = [one for one in shifts if one.user_id == user.id]
    away = [one for one in absences if one.user_id == user.id]
    found = []
    for day in days:
        span = days_span(day, day, zone)
        found.append(
            {
                "day": day,
                "shifts": [one for one in mine if one.starts_at.astimezone(zone).date() == day],
                "absences": [one for one in away if one.span.overlaps(span)],
            }
        )
    return found


def _own_page(form: FormResult) -> str:
    user = get_oneself(g.uow)
    if not g.uow.actor.is_staff:
        raise NotFound
    zone = current_zone()
    monday = monday_of(g.uow.now.astimezone(zone).date())
    reach = Span(week_span(monday, zone).start, week_span(monday + (WEEKS_AHEAD - 1) * WEEK, zone).end)
    found = list_shifts(g.uow, reach, user_ids=[user.id])
    until = g.uow.now + ABSENCES_SHOWN
    absences = list_absences(
        g.uow, Span(g.uow.now - ABSENCES_SHOWN, until), user_ids=[user.id], states=tuple(AbsenceState)
    )
    return render(
        "staffing/own_shifts.html",
        weeks=[
            (start, [one for one in found if monday_of(one.starts_at.astimezone(zone).date()) == start])
            for start in (monday + n * WEEK for n in range(WEEKS_AHEAD))
        ],
        places=brands_of_shifts(g.uow, found),
        brands=brands_by_id(),
        absences=list(reversed(absences)),
        now=g.uow.now,
        form=form,
        kinds=_kinds(),
        zone=user.time_zone,
    )


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, gettext(name)) for kind, name in ABSENCE_NAMES.items()]
