"""Hand-offs for programs: asking a department, what was asked, and answering for one's own department."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g

from bpo.conversations.api.blueprint import blp
from bpo.conversations.models import Handoff
from bpo.conversations.operations.handoffs import (
    answer_handoff,
    ask_department,
    finish_handoff,
    withdraw_handoff,
)
from bpo.conversations.queries.handoffs import (
    HandoffFilter,
    Place,
    get_handoff,
    list_handoffs,
    list_waiting,
    my_departments,
)
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.rules.handoffs import SHOWN
from bpo.conversations.schemas import AnswerIn, HandoffIn, HandoffListOut, HandoffOut, HandoffPageQuery
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of


@blp.get("/brands/<slug>/handoffs")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(HandoffPageQuery, location="query")
@blp.response(200, HandoffListOut)
def list_brand_handoffs(asked: dict[str, Any], slug: str) -> dict[str, Any]:
    """List what departments were asked, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    cursor, size = asked.get("cursor"), asked["limit"]
    after = cast("Place", decode_cursor(cursor, datetime, UUID)) if cursor else None
    wanted = HandoffFilter(SHOWN[asked["show"]])
    rows = list_handoffs(uow, wanted, tenant_ids=[tenant.id], after=after, limit=size + 1)
    page = page_of(rows, size=size, key=lambda row: (row.asked_at, row.id))
    return {"items": page.items, "next_cursor": page.next_cursor}


@blp.post("/brands/<slug>/conversations/<uuid:conversation_id>/handoffs")
@requires(Permission.CONVERSATION_SERVE)
@blp.arguments(HandoffIn)
@blp.response(201, HandoffOut)
def ask(body: dict[str, str], slug: str, conversation_id: UUID) -> Handoff:
    """Ask a department of the client."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = get_conversation(uow, tenant.id, conversation_id)
    return ask_department(uow, found, department=body["department"], question=body["question"])


@blp.get("/brands/<slug>/handoffs/<uuid:handoff_id>")
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, HandoffOut)
def show_handoff(slug: str, handoff_id: UUID) -> Handoff:
    """Show one question to a department."""
    return get_handoff(g.uow, get_tenant(g.uow, slug).id, handoff_id)


@blp.post("/brands/<slug>/handoffs/<uuid:handoff_id>/done")
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, HandoffOut)
def finish(slug: str, handoff_id: UUID) -> Handoff:
    """Say that the answer has been acted on."""
    uow = cast("UnitOfWork", g.uow)
    row = get_handoff(uow, get_tenant(uow, slug).id, handoff_id, for_update=True)
    finish_handoff(uow, row)
    return row


@blp.post("/brands/<slug>/handoffs/<uuid:handoff_id>/withdrawal")
@requires(Permission.CONVERSATION_SERVE)
@blp.response(200, HandoffOut)
def withdraw(slug: str, handoff_id: UUID) -> Handoff:
    """Take a question back."""
    uow = cast("UnitOfWork", g.uow)
    row = get_handoff(uow, get_tenant(uow, slug).id, handoff_id, for_update=True)
    withdraw_handoff(uow, row)
    return row


@blp.get("/brands/<slug>/questions")
@requires(Permission.HANDOFF_DECIDE)
@blp.response(200, HandoffListOut)
def list_questions(slug: str) -> dict[str, Any]:
    """List what waits for one's own departments, the first due first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    mine = {brand: kinds for brand, kinds in my_departments(uow).items() if brand == tenant.id}
    return {"items": list_waiting(uow, mine), "next_cursor": None}


@blp.post("/brands/<slug>/questions/<uuid:handoff_id>/answer")
@requires(Permission.HANDOFF_DECIDE)
@blp.arguments(AnswerIn)
@blp.response(200, HandoffOut)
def answer(body: dict[str, str], slug: str, handoff_id: UUID) -> Handoff:
    """Answer a question to one's own department."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_handoff(uow, tenant.id, handoff_id, mine=my_departments(uow), for_update=True)
    answer_handoff(uow, row, answer=body["answer"])
    return row
