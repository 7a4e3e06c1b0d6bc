"""The SLA report for programs."""

from typing import Any

from flask import g

from bpo.identity.permissions import Permission
from bpo.reports.api.blueprint import blp
from bpo.reports.operations import agreed_with, place_report, sla_report
from bpo.reports.operations.what_if import what_if
from bpo.reports.rules.by_place import PlaceReport
from bpo.reports.rules.definitions import definitions_json
from bpo.reports.rules.figures import SlaReport
from bpo.reports.schemas import LevelsIn, ReportIn, WhatIfLevelsOut
from bpo.reports.what_if_form import calendar_ids, read_json
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period, check_instant, read_date, read_instant
from bpo.web.guard import requires


@blp.get("/brands/<slug>/reports/sla")
@requires(Permission.REPORT_READ)
@blp.arguments(ReportIn, location="query")
@blp.response(200, description="The SLA report of the turns that started in [from, to).")
def sla(asked: dict[str, str], slug: str) -> SlaReport:
    """Report attainment, response times, coverage and backlog of one brand."""
    tenant = get_tenant(g.uow, slug)
    as_of = asked.get("as_of")
    return sla_report(
        g.uow,
        tenant,
        from_date=read_date(asked["from_date"], place="from"),
        to_date=read_date(asked["to_date"], place="to"),
        as_of=read_instant(as_of, place="as_of") if as_of else None,
    )


@blp.post("/brands/<slug>/reports/what-if")
@requires(Permission.STATEMENT_READ)
@blp.arguments(LevelsIn)
@blp.response(200, WhatIfLevelsOut)
def what_if_levels(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """Compute a period by other service levels, beside how it was. Nothing is kept."""
    tenant = get_tenant(g.uow, slug)
    period = Period(
        read_date(asked["from_date"], place="from"),
        read_date(asked["to_date"], place="to"),
        tenant.time_zone,
    )
    seen_at = read_instant(asked["as_of"], place="as_of") if asked.get("as_of") else g.uow.now
    found = what_if(
        g.uow,
        tenant,
        period=period,
        as_of=check_instant(seen_at, place="as_of"),
        policy=read_json(asked["levels"], calendar_ids(g.uow, tenant.id)),
    )
    return {"before": found.before, "after": found.after, "turned": found.turned}


@blp.get("/brands/<slug>/reports/definitions")
@requires(Permission.REPORT_READ)
@blp.response(200, description="How each figure is computed, by the version that the contract is bound to.")
def definitions(slug: str) -> dict[str, Any]:
    """Read the definitions of the figures as data."""
    return definitions_json(agreed_with(g.uow, get_tenant(g.uow, slug)).definitions)


@blp.get("/brands/<slug>/reports/places")
@requires(Permission.REPORT_READ)
@blp.arguments(ReportIn, location="query")
@blp.response(200, description="The same figures of each account and of each tag that the reader sees.")
def places(asked: dict[str, str], slug: str) -> PlaceReport:
    """Report the same by place; an account counts under each of its tags, so tags do not add up."""
    tenant = get_tenant(g.uow, slug)
    as_of = asked.get("as_of")
    period = Period(
        read_date(asked["from_date"], place="from"),
        read_date(asked["to_date"], place="to"),
        tenant.time_zone,
    )
    seen_at = read_instant(as_of, place="as_of") if as_of else g.uow.now
    return place_report(g.uow, tenant, period=period, as_of=check_instant(seen_at, place="as_of"))
