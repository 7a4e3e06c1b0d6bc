"""Shifts, absences, and whether service hours are covered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import g

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.identity.permissions import Permission
from bpo.identity.queries import get_oneself
from bpo.staffing import operations
from bpo.staffing.api.blueprint import blp
from bpo.staffing.models import Absence, Shift
from bpo.staffing.queries import (
    brands_of_shifts,
    coverage_of,
    get_absence,
    get_colleague,
    get_shift,
    list_absences,
    list_shifts,
    staff_of_brands,
)
from bpo.staffing.rules.cover import Unusual
from bpo.staffing.rules.shifts import Span, monday_of
from bpo.staffing.schemas import (
    AbsenceIn,
    AbsenceOut,
    AbsencesOut,
    CopiedOut,
    CopyWeekIn,
    CoverageOut,
    NeedIn,
    OwnAbsenceIn,
    PeriodQuery,
    ShiftIn,
    ShiftOut,
    ShiftsOut,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires

WEEK = timedelta(days=7)
LONGEST_PERIOD = timedelta(days=35)


@blp.get("/shifts")
@requires(Permission.SHIFT_READ)
@blp.arguments(PeriodQuery, location="query")
@blp.response(200, ShiftsOut)
def shifts(query: dict[str, Any]) -> dict[str, Any]:
    """The shifts of everybody who works for the key's brands."""
    return {"items": _shown(list_shifts(g.uow, _period(query), user_ids=_colleagues()))}


@blp.post("/shifts")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(ShiftIn)
@blp.response(201, ShiftOut)
def plan_shift(body: dict[str, Any]) -> dict[str, Any]:
    """Plan a shift by a clock; without brands, for all that the person may serve."""
    places = [get_tenant(g.uow, slug).id for slug in body.pop("brands")]
    row = operations.plan_shift(g.uow, body.pop("user_id"), tenant_ids=places, **body)
    return _shown([row])[0]


@blp.delete("/shifts/<uuid:shift_id>")
@requires(Permission.STAFFING_MANAGE)
@blp.response(204)
def cancel_shift(shift_id: UUID) -> None:
    """Take a shift off the plan."""
    operations.cancel_shift(g.uow, get_shift(g.uow, shift_id))


@blp.post("/shifts/copies")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(CopyWeekIn)
@blp.response(200, CopiedOut)
def copy_week(body: dict[str, Any]) -> operations.Copied:
    """Plan a week's shifts again in the weeks after it."""
    return operations.copy_week(
        g.uow,
        monday_of(body["week"]),
        weeks=body["weeks"],
        time_zone=body["time_zone"],
        user_ids=_colleagues(),
    )


@blp.get("/me/shifts")
@requires(Permission.SHIFT_READ)
@blp.arguments(PeriodQuery, location="query")
@blp.response(200, ShiftsOut)
def own_shifts(query: dict[str, Any]) -> dict[str, Any]:
    """The shifts of the key's owner."""
    return {"items": _shown(list_shifts(g.uow, _period(query), user_ids=[get_oneself(g.uow).id]))}


@blp.get("/absences")
@requires(Permission.STAFFING_READ)
@blp.arguments(PeriodQuery, location="query")
@blp.response(200, AbsencesOut)
def absences(query: dict[str, Any]) -> dict[str, Any]:
    """Absences asked for or granted of everybody who works for the key's brands."""
    return {"items": list_absences(g.uow, _period(query), user_ids=_colleagues())}


@blp.post("/absences")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(AbsenceIn)
@blp.response(201, AbsenceOut)
def give_absence(body: dict[str, Any]) -> Absence:
    """Enter an absence of somebody; it is granted with that."""
    return operations.give_absence(g.uow, get_colleague(g.uow, body.pop("user_id")), **body)


@blp.post("/absences/<uuid:absence_id>/<any(grant, decline, cancel):answer>")
@requires(Permission.STAFFING_MANAGE)
@blp.response(200, AbsenceOut)
def decide_absence(absence_id: UUID, answer: str) -> Absence:
    """Grant or decline what somebody asked for, or take back what was granted."""
    row = get_absence(g.uow, absence_id)
    if answer == "cancel":
        operations.cancel_absence(g.uow, row)
    else:
        operations.decide_absence(g.uow, row, granted=answer == "grant")
    return row


@blp.post("/me/absences")
@requires(Permission.SHIFT_READ)
@blp.arguments(OwnAbsenceIn)
@blp.response(201, AbsenceOut)
def ask_absence(body: dict[str, Any]) -> Absence:
    """Ask to be away."""
    return operations.ask_absence(g.uow, get_oneself(g.uow), **body)


@blp.delete("/me/absences/<uuid:absence_id>")
@requires(Permission.SHIFT_READ)
@blp.response(204)
def withdraw_absence(absence_id: UUID) -> None:
    """Take back an absence of one's own."""
    operations.withdraw_absence(g.uow, get_absence(g.uow, absence_id))


@blp.get("/brands/<slug>/coverage")
@requires(Permission.STAFFING_READ)
@blp.arguments(PeriodQuery, location="query")
@blp.response(200, CoverageOut)
def coverage(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """The brand's service hours as stretches, with how many are there in which languages."""
    return _coverage(get_tenant(g.uow, slug), _period(query))


@blp.put("/brands/<slug>/coverage")
@requires(Permission.STAFFING_MANAGE)
@blp.arguments(NeedIn)
@blp.response(200, CoverageOut)
def keep_need(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Say how many people the brand needs in its service hours."""
    tenant = get_tenant(g.uow, slug)
    exceptions = [
        Unusual(frozenset(one["weekdays"]), one["start"], one["end"], one["people"])
        for one in body["exceptions"]
    ]
    operations.keep_need(g.uow, tenant.id, usual=body["usual"], exceptions=exceptions)
    return _coverage(tenant, Span(g.uow.now, g.uow.now + WEEK))


def _coverage(tenant: Tenant, limits: Span) -> dict[str, Any]:
    (found,) = coverage_of(g.uow, [tenant], limits)
    return {"need": found.need, "is_planned": found.is_planned, "stretches": found.stretches}


def _period(query: dict[str, Any]) -> Span:
    start: datetime = query["since"] or g.uow.now
    end: datetime = query["until"] or start + WEEK
    if not start < end <= start + LONGEST_PERIOD:
        sentence = N_("It must end after it begins, and 35 days later at the latest.")
        raise Invalid(N_("This is no period."), faults=(Fault("until", sentence),))
    return Span(start, end)


def _colleagues() -> list[UUID]:
    return sorted({line.user.id for line in staff_of_brands(g.uow, sorted(g.uow.actor.tenant_ids))})


def _shown(rows: Sequence[Shift]) -> list[dict[str, Any]]:
    brands = brands_of_shifts(g.uow, rows)
    same = ("id", "user_id", "profile", "starts_at", "ends_at", "time_zone", "everywhere")
    return [
        {**{name: getattr(row, name) for name in same}, "brand_ids": sorted(brands.get(row.id, ()))}
        for row in rows
    ]
