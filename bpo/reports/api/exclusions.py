"""Exclusions for programs: everything that people do on their pages."""

from typing import Any, cast

from flask import g

from bpo.channels.queries import account_keys, ids_of_keys
from bpo.conversations.models import Exclusion
from bpo.conversations.operations.excluding import effect_of
from bpo.conversations.operations.exclusions import (
    check_whole,
    decide_exclusion,
    note_exclusion,
    put_forward,
    take_back,
)
from bpo.conversations.queries.exclusions import get_exclusion, list_exclusions
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports.api.blueprint import blp
from bpo.reports.exclusion_labels import evidence_of
from bpo.reports.schemas import (
    DecisionOfExclusionIn,
    ExclusionIn,
    ExclusionOut,
    ExclusionsOut,
    ExclusionsQuery,
    OneExclusionOut,
)
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires

HERE = "/brands/<slug>/exclusions"
ONE = f"{HERE}/<int:number>"
PAGE = 50
OWN = (
    *("number", "kind", "state", "starts_at", "ends_at", "why", "proposed_at", "decide_by"),
    *("decided_at", "decided_by_name", "reason", "applied_at"),
)


@blp.get(HERE)
@requires(Permission.REPORT_READ)
@blp.arguments(ExclusionsQuery, location="query")
@blp.response(200, ExclusionsOut)
def exclusions(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """List what is left out of measurement or may be, the latest first."""
    uow, tenant = _here(slug)
    rows = list_exclusions(uow, tenant.id, before=asked.get("before"), limit=PAGE + 1)
    names = account_keys(uow, tenant.id)
    more = rows[PAGE - 1].number if len(rows) > PAGE else None
    return {"items": [_one(row, names) for row in rows[:PAGE]], "before": more}


@blp.post(HERE)
@requires(Permission.REPORT_SIGN)
@blp.arguments(ExclusionIn)
@blp.response(201, ExclusionOut)
def note(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Note one; the client sees it once it is put to them."""
    uow, tenant = _here(slug)
    names = body["accounts"]
    row = note_exclusion(
        uow,
        tenant,
        kind=body["kind"],
        why=body["why"],
        starts_at=body["starts_at"],
        ends_at=body["ends_at"],
        account_ids=None if names is None else ids_of_keys(uow, tenant.id, names, place="accounts"),
        turn_ids=body["turns"],
    )
    return _one(row, account_keys(uow, tenant.id))


@blp.get(ONE)
@requires(Permission.REPORT_READ)
@blp.response(200, OneExclusionOut)
def exclusion(slug: str, number: int) -> dict[str, Any]:
    """Show one with what it changes, or would."""
    uow, tenant = _here(slug)
    row = get_exclusion(uow, tenant.id, number)
    effect = effect_of(uow, row)
    return {**_one(row, account_keys(uow, tenant.id)), "changes": effect.changes, "moved": effect.moved}


@blp.post(f"{ONE}/propose")
@requires(Permission.REPORT_SIGN)
@blp.response(200, ExclusionOut)
def propose(slug: str, number: int) -> dict[str, Any]:
    """Put it to the client."""
    uow, tenant = _here(slug)
    row = get_exclusion(uow, tenant.id, number, for_update=True)
    put_forward(uow, tenant, row)
    return _one(row, account_keys(uow, tenant.id))


@blp.post(f"{ONE}/take-back")
@requires(Permission.REPORT_SIGN)
@blp.response(200, ExclusionOut)
def drop(slug: str, number: int) -> dict[str, Any]:
    """Drop or withdraw it."""
    uow, tenant = _here(slug)
    row = get_exclusion(uow, tenant.id, number, for_update=True)
    take_back(uow, tenant, row)
    return _one(row, account_keys(uow, tenant.id))


@blp.post(f"{ONE}/decide")
@requires(Permission.REPORT_ACCEPT)
@blp.arguments(DecisionOfExclusionIn)
@blp.response(200, ExclusionOut)
def decide(body: dict[str, Any], slug: str, number: int) -> dict[str, Any]:
    """Approve or refuse it for the client; figures follow within a minute."""
    uow, tenant = _here(slug)
    row = get_exclusion(uow, tenant.id, number, for_update=True)
    decide_exclusion(uow, tenant, row, approved=body["approved"], reason=body["reason"])
    return _one(row, account_keys(uow, tenant.id))


def _here(slug: str) -> tuple[UnitOfWork, Tenant]:
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    check_whole(uow, tenant)
    return uow, tenant


def _one(row: Exclusion, names: dict[str, str]) -> dict[str, Any]:
    accounts = None if row.account_ids is None else [names.get(one, one) for one in row.account_ids]
    return {
        **{name: getattr(row, name) for name in OWN},
        "accounts": accounts,
        "turns": row.turn_ids,
        "evidence": evidence_of(row),
    }
