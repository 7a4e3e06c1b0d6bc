"""Hand-offs for the vendor's people: asking a department, what was asked everywhere, acting on an answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations import decision_labels
from bpo.conversations.models import Conversation, DepartmentAlert, Handoff
from bpo.conversations.operations.handoffs import ask_department, finish_handoff, withdraw_handoff
from bpo.conversations.queries.handoffs import (
    HandoffFilter,
    Place,
    get_handoff,
    list_alerts_of,
    list_departments,
    list_handoffs,
    list_of_conversation,
)
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.rules.handoffs import SHOWN, HandoffState
from bpo.conversations.schemas import HandoffIn, HandoffQuery
from bpo.conversations.views.pages import blp
from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.forms import FormResult, blank, load, refused, translate
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@dataclass(frozen=True)
class HandoffPanel:
    """What the panel of a conversation shows: what was asked, whom else one may ask, who was alarmed."""

    rows: list[Handoff]
    departments: list[tuple[str, str]]
    alerts: list[DepartmentAlert]
    form: FormResult
    labels: Any
    now: datetime


def handoff_panel(
    uow: UnitOfWork, conversation: Conversation, form: FormResult | None = None
) -> HandoffPanel:
    """For `conversations/_handoffs.html`, which pages of a conversation include."""
    rows = list_of_conversation(uow, conversation)
    asked = {row.department for row in rows if row.state == HandoffState.WAITING}
    departments = [
        (one.kind, decision_labels.department_name(one.kind))
        for one in list_departments(uow, conversation.tenant_id)
        if one.kind not in asked
    ]
    return HandoffPanel(
        rows=rows,
        departments=departments,
        alerts=list_alerts_of(uow, conversation),
        form=form or blank(),
        labels=decision_labels,
        now=uow.now,
    )


@blp.get("/handoffs")
@requires(Permission.CONVERSATION_SERVE)
def handoffs() -> str:
    """What departments of all brands were asked, and what they have answered."""
    uow = cast("UnitOfWork", g.uow)
    form = load(HandoffQuery(), request.args)
    asked = form.data or {"show": "open"}
    after = cast("Place", decode_cursor(asked["cursor"], datetime, UUID)) if asked.get("cursor") else None
    brands = {tenant.id: tenant for tenant in list_tenants(uow)}
    rows = list_handoffs(
        uow, HandoffFilter(SHOWN[asked["show"]]), tenant_ids=sorted(brands), after=after, limit=PAGE_SIZE + 1
    )
    page = page_of(rows, size=PAGE_SIZE, key=lambda row: (row.asked_at, row.id))
    return render(
        "conversations/handoffs.html",
        rows=page.items,
        brands=brands,
        show=asked["show"],
        next_url=url_for("conversations.handoffs", show=asked["show"], cursor=page.next_cursor)
        if page.next_cursor
        else None,
        first_url=url_for("conversations.handoffs", show=asked["show"]) if after else None,
        labels=decision_labels,
        now=uow.now,
    )


@blp.post("/brands/<slug>/conversations/<uuid:conversation_id>/handoffs")
@requires(Permission.CONVERSATION_SERVE)
def ask(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Ask a department; what was typed stays where it cannot be asked."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = get_conversation(uow, tenant.id, conversation_id)
    form = load(HandoffIn(), request.form)
    if form.data is not None:
        try:
            row = ask_department(
                uow, found, department=form.data["department"], question=form.data["question"]
            )
        except (Invalid, Conflict) as error:
            uow.session.rollback()
            form = with_faults(form, error)
        else:
            name = decision_labels.department_name(row.department)
            flash(_("The department %(department)s is asked.", department=name), "good")
            return redirect(_conversation(tenant, found), code=303)
    page = render(
        "conversations/handoff_ask.html",
        tenant=tenant,
        conversation=found,
        panel=handoff_panel(uow, found, form),
    )
    return page, 422


@blp.get("/brands/<slug>/handoffs/<uuid:handoff_id>")
@requires(Permission.CONVERSATION_SERVE)
def handoff(slug: str, handoff_id: UUID) -> str:
    """One question to a department, its answer, and what to do with it."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    return render(
        "conversations/handoff.html",
        tenant=tenant,
        row=get_handoff(uow, tenant.id, handoff_id),
        labels=decision_labels,
        now=uow.now,
    )


@blp.post("/brands/<slug>/handoffs/<uuid:handoff_id>/done")
@requires(Permission.CONVERSATION_SERVE)
def finish(slug: str, handoff_id: UUID) -> ResponseReturnValue:
    """The answer has been acted on."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_handoff(uow, tenant.id, handoff_id, for_update=True)
    finish_handoff(uow, row)
    flash(_("The question is finished."), "good")
    return redirect(_conversation(tenant, row), code=303)


@blp.post("/brands/<slug>/handoffs/<uuid:handoff_id>/withdrawal")
@requires(Permission.CONVERSATION_SERVE)
def withdraw(slug: str, handoff_id: UUID) -> ResponseReturnValue:
    """The question is taken back."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_handoff(uow, tenant.id, handoff_id, for_update=True)
    withdraw_handoff(uow, row)
    flash(_("The question is taken back."), "good")
    return redirect(_conversation(tenant, row), code=303)


def with_faults(form: FormResult, error: Invalid | Conflict) -> FormResult:
    """The form with what a rule found wrong, at its fields where it says which."""
    found: dict[str, list[str]] = {}
    for fault in error.faults if isinstance(error, Invalid) else ():
        found.setdefault(fault.place, []).append(translate(fault.message))
    return refused(form, found or {"": [error.text(_)]})


def _conversation(tenant: Tenant, row: Conversation | Handoff) -> str:
    conversation_id = row.conversation_id if isinstance(row, Handoff) else row.id
    return url_for(
        "conversations.conversation", slug=tenant.slug, conversation_id=conversation_id, _anchor="handoffs"
    )
