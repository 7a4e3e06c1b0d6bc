"""Statements for programs: the list, one with its lines, issuing and correcting, and a sealed month under other terms."""

import json
from datetime import date
from typing import Any, cast

from flask import g
from flask_smorest import Blueprint

from bpo.billing.models import Statement
from bpo.billing.operations import correct_statement, issue_statement
from bpo.billing.operations import what_if as compute_what_if
from bpo.billing.queries import get_statement, list_statements
from bpo.billing.rules.fees import Quantities
from bpo.billing.rules.money import money
from bpo.billing.schemas import (
    CorrectionIn,
    OneStatementOut,
    StatedIn,
    StatementsOut,
    StatementsQuery,
    WhatIfIn,
    WhatIfOut,
)
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.onboarding.brand_file.parse import check_section
from bpo.reports.rules.months import find_month
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires

blp = Blueprint("billing_api", __name__, url_prefix="/api/v1", description="What months cost")
PLAIN = (
    *("number", "month", "corrects", "restatement", "contract_version", "seal", "currency", "reason"),
    *("made_at", "made_by_name"),
)


@blp.get("/brands/<slug>/statements")
@requires(Permission.STATEMENT_READ)
@blp.arguments(StatementsQuery, location="query")
@blp.response(200, StatementsOut)
def statements(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """List statements and corrections, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    limit = asked["limit"]
    rows = list_statements(uow, get_tenant(uow, slug).id, before=asked["before"], limit=limit + 1)
    return {
        "items": [_short(row) for row in rows[:limit]],
        "before": rows[limit - 1].number if len(rows) > limit else None,
    }


@blp.get("/brands/<slug>/statements/<int:number>")
@requires(Permission.STATEMENT_READ)
@blp.response(200, OneStatementOut)
def statement(slug: str, number: int) -> dict[str, Any]:
    """Show a statement with each line's formula and evidence."""
    uow = cast("UnitOfWork", g.uow)
    row = get_statement(uow, get_tenant(uow, slug).id, number)
    return {**_short(row), "content": json.loads(row.content)}


@blp.post("/brands/<slug>/months/<month>/statement")
@requires(Permission.REPORT_SIGN)
@blp.arguments(StatedIn)
@blp.response(201, OneStatementOut)
def issue(body: dict[str, Any], slug: str, month: str) -> dict[str, Any]:
    """Issue the statement of a sealed month, once: asked again, 409."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = issue_statement(uow, tenant, _month(tenant, month), stated=Quantities(**body))
    return {**_short(row), "content": json.loads(row.content)}


@blp.post("/brands/<slug>/statements/<int:number>/correct")
@requires(Permission.REPORT_SIGN)
@blp.arguments(CorrectionIn)
@blp.response(201, OneStatementOut)
def correct(body: dict[str, Any], slug: str, number: int) -> dict[str, Any]:
    """Issue what is otherwise now of a statement's month, with a reason; 409 where nothing is."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    month = get_statement(uow, tenant.id, number).month
    given = Quantities(body["hours"], body["ftes"])
    stated = None if given == Quantities() else given  # else as it was stated before
    row = correct_statement(uow, tenant, month, reason=body["reason"], stated=stated)
    return {**_short(row), "content": json.loads(row.content)}


@blp.post("/brands/<slug>/months/<month>/what-if")
@requires(Permission.STATEMENT_READ)
@blp.arguments(WhatIfIn)
@blp.response(200, WhatIfOut)
def what_if(body: dict[str, Any], slug: str, month: str) -> dict[str, Any]:
    """Compute a sealed month under other terms, beside how it was agreed. Nothing is kept."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    contract = check_section("contract", body["contract"], time_zone=tenant.time_zone, today=uow.now.date())
    stated = Quantities(hours=body["hours"], ftes=body["ftes"])
    found = compute_what_if(uow, tenant, _month(tenant, month), contract=contract, stated=stated)
    return {
        "as_agreed": found.as_agreed.as_json() if found.as_agreed else None,
        "otherwise": found.otherwise.as_json(),
    }


def _month(tenant: Tenant, month: str) -> date:
    found = find_month(month, tenant.time_zone)
    if found is None:
        raise NotFound
    return found.from_date


def _short(row: Statement) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in PLAIN}, "total": money(row.total, row.currency)}
