"""Whether service hours are covered: one brand's week with its holes in words, and all brands at a glance."""

from datetime import date, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, g, redirect, request, url_for
from marshmallow import Schema
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from bpo.core.i18n import gettext
from bpo.identity.permissions import Permission
from bpo.staffing import operations
from bpo.staffing.queries import coverage_of
from bpo.staffing.rules.cover import Cover, Need, Stretch, Unusual, by_hour
from bpo.staffing.rules.shifts import Span, monday_of, week_span
from bpo.staffing.schemas import NeedIn, WeekQuery
from bpo.staffing.views.pages import attempt, blp, weekday_name
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.render import render

Answer = str | Response | tuple[str, int]
WEEK = timedelta(days=7)
USUAL_SHIFT = timedelta(hours=8)
LINES = 6  # exceptions that the form has room for


@blp.get("/brands/<slug>/coverage")
@requires(Permission.STAFFING_READ)
def coverage(slug: str) -> str:
    """A week of the brand by its own clock: hour by hour, and every hole in words."""
    tenant = get_tenant(g.uow, slug)
    return _page(tenant, None)


@blp.post("/brands/<slug>/coverage")
@requires(Permission.STAFFING_MANAGE)
def keep_need(slug: str) -> Answer:
    """Say how many people the brand needs in its service hours."""
    tenant = get_tenant(g.uow, slug)
    form = _load_need(request.form)
    row = None
    if form.data is not None:
        data = form.data
        exceptions = [
            Unusual(frozenset(one["weekdays"]), one["start"], one["end"], one["people"])
            for one in data["exceptions"]
        ]
        row, form = attempt(
            form,
            lambda: operations.keep_need(g.uow, tenant.id, usual=data["usual"], exceptions=exceptions),
        )
    if row is None:
        return _page(tenant, form), 422
    flash(gettext("Saved."), "good")
    return redirect(url_for("staffing.coverage", slug=slug), code=303)


@blp.get("/coverage")
@requires(Permission.STAFFING_READ)
def all_coverage() -> str:
    """All of the reader's brands: which of the next seven days are covered, and how long nobody is there."""
    tenants = list_tenants(g.uow)
    found = coverage_of(g.uow, tenants, Span(g.uow.now, g.uow.now + WEEK))
    lines: list[dict[str, Any]] = []
    for one in found:
        grave = [hole for hole in one.holes if hole.cover is not Cover.THIN]
        thin = [hole for hole in one.holes if hole.cover is Cover.THIN]
        lines.append(
            {
                "coverage": one,
                "tenant": one.tenant,
                "uncovered": sum((hole.span.length for hole in grave), timedelta()).total_seconds(),
                "thin": sum((hole.span.length for hole in thin), timedelta()).total_seconds(),
                "first": one.holes[0] if one.holes else None,
            }
        )
    lines.sort(key=lambda line: (-line["uncovered"], -line["thin"], line["tenant"].name))
    return render("staffing/all_coverage.html", lines=lines)


def _page(tenant: Tenant, form: FormResult | None) -> str:
    zone = ZoneInfo(tenant.time_zone)
    query = load(WeekQuery(), request.args).data or {}
    today = g.uow.now.astimezone(zone).date()
    monday = monday_of(query.get("week") or today)
    (found,) = coverage_of(g.uow, [tenant], week_span(monday, zone))
    return render(
        "staffing/coverage.html",
        tenant=tenant,
        coverage=found,
        grid=_grid(by_hour(found.stretches, monday, zone), monday),
        monday=monday,
        before=(monday - WEEK).isoformat(),
        after=(monday + WEEK).isoformat(),
        can_manage=g.actor.may(Permission.STAFFING_MANAGE, tenant.id),
        form=form or _filled(found.need),
        lines=range(LINES),
        weekdays=[(str(day), weekday_name(day)) for day in range(7)],
        now=g.uow.now,
        shift_for=partial(_shift_for, tenant),
    )


def _shift_for(tenant: Tenant, hole: Stretch) -> str:
    """The page that plans a shift, filled in for what of a hole is still to come and one shift can fill."""
    zone = ZoneInfo(tenant.time_zone)
    start = max(hole.span.start, g.uow.now).astimezone(zone)
    end = min(hole.span.end, start + USUAL_SHIFT).astimezone(zone)
    return url_for(
        "staffing.shifts",
        week=monday_of(start.date()).isoformat(),
        day=start.date().isoformat(),
        start=start.strftime("%H:%M"),
        end=end.strftime("%H:%M"),
        time_zone=tenant.time_zone,
        brands=tenant.slug,
        _anchor="plan",
    )


def _grid(hours: list[list[Cover | None]], monday: date) -> list[tuple[date, list[str | None]]]:
    return [
        (monday + timedelta(days=n), [one.value if one else None for one in row])
        for n, row in enumerate(hours)
    ]


def _load_need(sent: MultiDict[str, str]) -> FormResult:
    """The form's lines as the schema takes them; a line without days and times is none."""
    lines: list[dict[str, Any]] = []
    for n in range(LINES):
        days = sent.getlist(f"days_{n}")
        line = {name: sent.get(f"{name}_{n}", "") for name in ("start", "end", "people")}
        if days or any(line.values()):
            lines.append({"weekdays": days, **line})
    values = {key: sent.getlist(key) if key.startswith("days_") else sent[key] for key in sent}
    schema: Schema = NeedIn()
    errors = schema.validate({"usual": sent.get("usual", ""), "exceptions": lines})
    if errors:
        wrong = {
            "usual": [gettext("A number of people from 0 to 500.")] if "usual" in errors else [],
            "exceptions": [gettext("An exception needs days, a beginning, an end and a number of people.")]
            if "exceptions" in errors
            else [],
        }
        return FormResult(errors={key: told for key, told in wrong.items() if told}, values=values)
    data: dict[str, Any] = schema.load({"usual": sent["usual"], "exceptions": lines})
    return FormResult(data=data, values=values)


def _filled(need: Need) -> FormResult:
    values: dict[str, object] = {"usual": need.usual}
    for n, one in enumerate(need.exceptions):
        values |= {
            f"days_{n}": [str(day) for day in sorted(one.weekdays)],
            f"start_{n}": _clock(one.start),
            f"end_{n}": _clock(one.end),
            f"people_{n}": one.people,
        }
    return blank(**values)


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
