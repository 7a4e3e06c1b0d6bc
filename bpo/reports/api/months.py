"""Months for programs: everything that people do on their pages."""

from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports.api.blueprint import blp
from bpo.reports.models import ReportComment, Restatement, Snapshot
from bpo.reports.operations.comments import add_comment, take_comment_back
from bpo.reports.operations.industry import find_comparison
from bpo.reports.operations.months import (
    accept_month,
    ask_to_prepare,
    check_seal,
    corrections_of,
    refuse_month,
    report_of,
    restate_month,
    sign_month,
)
from bpo.reports.operations.overview import MonthLine, list_months
from bpo.reports.queries.comments import get_comment, list_comments
from bpo.reports.queries.months import find_latest, find_seal, get_latest, list_restatements
from bpo.reports.rules.months import SnapshotState, find_month, is_over, name_of, state_of_month
from bpo.reports.schemas import (
    CommentIn,
    CommentOut,
    CommentsOut,
    MonthOut,
    MonthsOut,
    MonthsQuery,
    OneMonthOut,
    RefusalIn,
    RestatementIn,
    RestatementOut,
    SealOut,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period
from bpo.web.guard import requires

HERE = "/brands/<slug>/months/<month>"
OF_SNAPSHOT = (
    *("revision", "as_of", "signed_at", "signed_by_name", "decided_at", "decided_by_name"),
    *("reasons", "accept_by", "accept_contract", "is_deemed"),
)


@blp.get("/brands/<slug>/months")
@requires(Permission.REPORT_READ)
@blp.arguments(MonthsQuery, location="query")
@blp.response(200, MonthsOut)
def months(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """List months, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    before = _period(tenant, asked["before"]) if asked.get("before") else None
    page = list_months(uow, tenant, before=before, limit=asked["limit"])
    return {"items": [_short(line) for line in page.lines], "before": page.older}


@blp.get(HERE)
@requires(Permission.REPORT_READ)
@blp.response(200, OneMonthOut)
def month(slug: str, month: str) -> dict[str, Any]:
    """Show one month with its report, what was restated, and what today's evidence gives otherwise."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = _period(tenant, month)
    snapshot = find_latest(uow, tenant.id, period.from_date)
    return _whole(uow, tenant, period, snapshot)


@blp.post(f"{HERE}/prepare")
@requires(Permission.REPORT_SIGN)
@blp.response(202, MonthOut)
def prepare_month(slug: str, month: str) -> dict[str, Any]:
    """Have a month computed twice; it is there when its revision has grown."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = _period(tenant, month)
    ask_to_prepare(uow, tenant, period)
    return _whole(uow, tenant, period, find_latest(uow, tenant.id, period.from_date))


@blp.post(f"{HERE}/sign")
@requires(Permission.REPORT_SIGN)
@blp.response(200, MonthOut)
def sign(slug: str, month: str) -> dict[str, Any]:
    """Sign for the vendor."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    snapshot = _load(uow, tenant, month)
    sign_month(uow, tenant, snapshot)
    return _whole(uow, tenant, _period(tenant, month), snapshot)


@blp.post(f"{HERE}/accept")
@requires(Permission.REPORT_ACCEPT)
@blp.response(200, MonthOut)
def accept(slug: str, month: str) -> dict[str, Any]:
    """Accept for the client: the month is sealed."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    snapshot = _load(uow, tenant, month)
    accept_month(uow, tenant, snapshot)
    uow.session.flush()  # the answer holds the seal
    return _whole(uow, tenant, _period(tenant, month), snapshot)


@blp.post(f"{HERE}/refuse")
@requires(Permission.REPORT_ACCEPT)
@blp.arguments(RefusalIn)
@blp.response(200, MonthOut)
def refuse(body: dict[str, str], slug: str, month: str) -> dict[str, Any]:
    """Refuse for the client, with reasons."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    snapshot = _load(uow, tenant, month)
    refuse_month(uow, tenant, snapshot, reasons=body["reasons"])
    return _whole(uow, tenant, _period(tenant, month), snapshot)


@blp.post(f"{HERE}/restate")
@requires(Permission.REPORT_SIGN)
@blp.arguments(RestatementIn)
@blp.response(201, RestatementOut)
def restate(body: dict[str, str], slug: str, month: str) -> Restatement:
    """Write down beside a sealed month what became known later."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return restate_month(uow, tenant, _load(uow, tenant, month), reason=body["reason"])


@blp.get(f"{HERE}/comments")
@requires(Permission.REPORT_READ)
@blp.response(200, CommentsOut)
def comments(slug: str, month: str) -> dict[str, Any]:
    """List what both sides said about a month, the earliest first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return {"items": list_comments(uow, tenant.id, _period(tenant, month).from_date)}


@blp.post(f"{HERE}/comments")
@requires(Permission.REPORT_COMMENT)
@blp.arguments(CommentIn)
@blp.response(201, CommentOut)
def comment(body: dict[str, str], slug: str, month: str) -> ReportComment:
    """Say something about a month; the other side is told."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return add_comment(uow, tenant, _period(tenant, month), text=body["text"])


@blp.post(f"{HERE}/comments/<uuid:comment_id>/take-back")
@requires(Permission.REPORT_COMMENT)
@blp.response(200, CommentOut)
def take_back_comment(slug: str, month: str, comment_id: UUID) -> ReportComment:
    """Take one's own words back; that something stood there stays."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_comment(uow, tenant.id, _period(tenant, month).from_date, comment_id)
    take_comment_back(uow, tenant, row)
    return row


@blp.get(f"{HERE}/seal")
@requires(Permission.REPORT_READ)
@blp.response(200, SealOut)
def seal(slug: str, month: str) -> dict[str, Any]:
    """Compute the seal of a month again and compare."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    checked = check_seal(uow, get_latest(uow, tenant.id, _period(tenant, month).from_date))
    return {
        "seal": checked.kept,
        "found": checked.found,
        "follows": checked.follows,
        "is_whole": checked.is_whole,
    }


def _short(line: MonthLine) -> dict[str, Any]:
    return {
        "month": line.month,
        "state": line.state.value,
        "first_response": line.first_response,
        "next_response": line.next_response,
        **{name: getattr(line.snapshot, name) if line.snapshot else None for name in OF_SNAPSHOT},
        "seal": line.seal.seal if line.seal else None,
    }


def _whole(uow: UnitOfWork, tenant: Tenant, period: Period, snapshot: Snapshot | None) -> dict[str, Any]:
    state = SnapshotState(snapshot.state) if snapshot else None
    report = report_of(snapshot) if snapshot else None
    seal_row = find_seal(uow, snapshot) if snapshot else None
    sealed = snapshot if snapshot and seal_row else None
    return {
        "month": name_of(period.from_date),
        "state": state_of_month(state, over=is_over(period, now=uow.now)).value,
        "first_response": report["first_response"]["attainment"] if report else None,
        "next_response": report["next_response"]["attainment"] if report else None,
        **{name: getattr(snapshot, name) if snapshot else None for name in OF_SNAPSHOT},
        "seal": seal_row.seal if seal_row else None,
        "report": report,
        "differences": snapshot.differences if snapshot and uow.actor.is_staff else [],
        "corrections": [one.as_json() for one in corrections_of(uow, tenant, sealed)] if sealed else [],
        "restatements": list_restatements(uow, sealed) if sealed else [],
        "comparison": find_comparison(uow, sealed),
    }


def _load(uow: UnitOfWork, tenant: Tenant, month: str) -> Snapshot:
    return get_latest(uow, tenant.id, _period(tenant, month).from_date, for_update=True)


def _period(tenant: Tenant, month: str) -> Period:
    found = find_month(month, tenant.time_zone)
    if found is None:
        raise NotFound
    return found
