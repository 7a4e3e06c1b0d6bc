"""The SLA report for programs."""

from flask import g

from bpo.identity.permissions import Permission
from bpo.reports.api.blueprint import blp
from bpo.reports.operations import sla_report
from bpo.reports.rules.figures import SlaReport
from bpo.reports.schemas import ReportIn
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import read_date, read_instant
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
