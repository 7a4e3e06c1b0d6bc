"""Approvals for programs: what waits, and deciding on it. The same rules as on pages hold."""

from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.models import Approval
from bpo.conversations.operations.deciding import approve, pass_on, return_to_author
from bpo.conversations.queries.approvals import get_approval, list_waiting
from bpo.conversations.schemas import ApprovalListOut, ApprovalOut, DecisionIn
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires


@blp.get("/brands/<slug>/approvals")
@requires(Permission.DRAFT_APPROVE)
@blp.response(200, ApprovalListOut)
def list_approvals(slug: str) -> dict[str, Any]:
    """List the replies that wait for approval, the longest first."""
    uow = cast("UnitOfWork", g.uow)
    return {"items": list_waiting(uow, tenant_ids=[get_tenant(uow, slug).id])}


@blp.get("/brands/<slug>/approvals/<uuid:approval_id>")
@requires(Permission.DRAFT_APPROVE)
@blp.response(200, ApprovalOut)
def show_approval(slug: str, approval_id: UUID) -> Approval:
    """Show one approval."""
    return get_approval(g.uow, get_tenant(g.uow, slug).id, approval_id)


@blp.post("/brands/<slug>/approvals/<uuid:approval_id>/decision")
@requires(Permission.DRAFT_APPROVE)
@blp.arguments(DecisionIn)
@blp.response(200, ApprovalOut)
def decide(body: dict[str, Any], slug: str, approval_id: UUID) -> Approval:
    """Approve a reply, with or without an edit; return it with a note; or pass it on to a higher tier."""
    uow = cast("UnitOfWork", g.uow)
    row = get_approval(uow, get_tenant(uow, slug).id, approval_id, for_update=True)
    if body["deed"] == "return":
        return_to_author(uow, row, note=body["note"])
    elif body["deed"] == "pass_on":
        pass_on(uow, row, to=body["to"], note=body["note"])
    else:
        approve(uow, row, text=body.get("text"), note=body["note"])
    return row
