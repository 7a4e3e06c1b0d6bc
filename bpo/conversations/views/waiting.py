"""What waits for the client's people: questions to their department, replies to approve, alerts.

An expert of the client sees this and nothing else. What a question is about is shown with it: the thread,
with the vendor's people under the brand's name.
"""

from datetime import timedelta
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.queries import get_account
from bpo.conversations import decision_labels
from bpo.conversations.models import Conversation
from bpo.conversations.operations.alerts import note_seen
from bpo.conversations.operations.handoffs import answer_handoff
from bpo.conversations.queries import approvals, thread
from bpo.conversations.queries.handoffs import (
    get_alert,
    get_handoff,
    list_alerts,
    list_waiting,
    my_departments,
)
from bpo.conversations.schemas import AnswerIn
from bpo.conversations.views.handoffs import with_faults
from bpo.conversations.views.pages import blp
from bpo.conversations.views.shown import MessageLine, message_lines
from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.forms import blank, load
from bpo.web.guard import requires
from bpo.web.render import render

THREAD_SHOWN = 40
ALERTS_KEPT = timedelta(days=7)


def client_thread(
    uow: UnitOfWork, tenant: Tenant, conversation_id: UUID
) -> tuple[Conversation, list[MessageLine]]:
    """The last messages of a conversation, as the client's people read them."""
    found = thread.get_conversation(uow, tenant.id, conversation_id)
    account = get_account(uow, found.account_id)
    names = {one.external_id: one.name for one in thread.list_identities(uow, found)}
    rows = thread.list_messages(uow, found, limit=THREAD_SHOWN)
    return found, message_lines(rows, tenant=tenant, account=account, names=names, numbers={})


@blp.get("/waiting")
@requires(Permission.HANDOFF_DECIDE)
def waiting() -> str:
    """Everything that waits for whoever reads this."""
    uow = cast("UnitOfWork", g.uow)
    mine = my_departments(uow)
    brands = {tenant.id: tenant for tenant in list_tenants(uow)}
    approving = [one for one in brands if uow.actor.may(Permission.DRAFT_APPROVE, one)]
    return render(
        "conversations/waiting.html",
        brands=brands,
        questions=list_waiting(uow, mine),
        alerts=list_alerts(uow, mine, since=uow.now - ALERTS_KEPT),
        replies=approvals.list_waiting(uow, tenant_ids=approving),
        is_nobodys=not any(kinds is None or kinds for kinds in mine.values()),
        labels=decision_labels,
        now=uow.now,
    )


@blp.get("/brands/<slug>/questions/<uuid:handoff_id>")
@requires(Permission.HANDOFF_DECIDE)
def question(slug: str, handoff_id: UUID) -> str:
    """A question to one's department, and what it is about."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_handoff(uow, tenant.id, handoff_id, mine=my_departments(uow))
    _found, messages = client_thread(uow, tenant, row.conversation_id)
    return render(
        "conversations/question.html",
        brand=tenant,
        row=row,
        messages=messages,
        form=blank(),
        labels=decision_labels,
        now=uow.now,
    )


@blp.post("/brands/<slug>/questions/<uuid:handoff_id>")
@requires(Permission.HANDOFF_DECIDE)
def answer(slug: str, handoff_id: UUID) -> ResponseReturnValue:
    """The department's answer."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_handoff(uow, tenant.id, handoff_id, mine=my_departments(uow), for_update=True)
    form = load(AnswerIn(), request.form)
    if form.data is not None:
        try:
            answer_handoff(uow, row, answer=form.data["answer"])
        except Invalid as error:
            form = with_faults(form, error)
        else:
            flash(_("Your answer is on its way to the people who asked."), "good")
            return redirect(url_for("conversations.waiting"), code=303)
    _found, messages = client_thread(uow, tenant, row.conversation_id)
    page = render(
        "conversations/question.html",
        brand=tenant,
        row=row,
        messages=messages,
        form=form,
        labels=decision_labels,
        now=uow.now,
    )
    return page, 422


@blp.get("/brands/<slug>/alerts/<uuid:alert_id>")
@requires(Permission.HANDOFF_DECIDE)
def alert(slug: str, alert_id: UUID) -> str:
    """A post that can hurt the brand."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_alert(uow, tenant.id, alert_id, mine=my_departments(uow))
    _found, messages = client_thread(uow, tenant, row.conversation_id)
    return render(
        "conversations/alert.html", brand=tenant, row=row, messages=messages, labels=decision_labels
    )


@blp.post("/brands/<slug>/alerts/<uuid:alert_id>/seen")
@requires(Permission.HANDOFF_DECIDE)
def see_alert(slug: str, alert_id: UUID) -> ResponseReturnValue:
    """The department has seen it."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    note_seen(uow, get_alert(uow, tenant.id, alert_id, mine=my_departments(uow), for_update=True))
    flash(_("Thank you: the people who answer for the brand see that you know."), "good")
    return redirect(url_for("conversations.waiting"), code=303)
