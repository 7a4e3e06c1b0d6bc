"""Working on what waits: taking the next, claiming, returning, handing over, putting off."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from bpo.conversations.operations import assignment
from bpo.conversations.queries import queue, thread
from bpo.conversations.rules.claims import WAITS_NO_MORE
from bpo.conversations.schemas import HandOverIn, QueueQuery, ReleaseIn, SnoozeForm
from bpo.conversations.selection import queue_selection
from bpo.conversations.views.pages import blp
from bpo.conversations.views.queue import address_values, back_to_queue
from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_, current_locale, current_zone
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_brands
from bpo.tenants.queries import get_tenant
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.ordering import alphabet_key
from bpo.web.render import render

ONE = "/brands/<slug>/queue/<uuid:conversation_id>"


@blp.post("/queue/next")
@requires(Permission.CONVERSATION_SERVE)
def take_next() -> ResponseReturnValue:
    """Give the reader the first free conversation of what they are looking at."""
    uow, back = cast("UnitOfWork", g.uow), request.form.get("back", "")
    asked = load(QueueQuery(), MultiDict(address_values(back)))
    wanted, _after = queue_selection(asked.data or {})
    item = assignment.claim_next(uow, wanted, brand=(asked.data or {}).get("brand"))
    if item is None:
        flash(_("Nothing free waits here at the moment."), "info")
        return redirect(back_to_queue(back), code=303)
    (brand,) = list_brands(uow, {item.tenant_id})
    return redirect(_there(brand.slug, item.id), code=303)


@blp.post(ONE + "/claim")
@requires(Permission.CONVERSATION_SERVE)
def claim(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Take a conversation, and open it."""
    assignment.claim(g.uow, get_tenant(g.uow, slug).id, conversation_id)
    return redirect(_there(slug, conversation_id), code=303)


@blp.post(ONE + "/release")
@requires(Permission.CONVERSATION_SERVE)
def release(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Return a conversation to the queue."""
    form = load(ReleaseIn(), request.form)
    reason = form.data["reason"] if form.data else request.form.get("reason")
    assignment.release(g.uow, get_tenant(g.uow, slug).id, conversation_id, reason=reason)
    flash(_("The conversation is back in the queue."), "good")
    return redirect(back_to_queue(request.form.get("back", "")), code=303)


@blp.get(ONE + "/hand-over")
@requires(Permission.CONVERSATION_SERVE)
def choose_colleague(slug: str, conversation_id: UUID) -> str:
    """Who could go on with a conversation."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    conversation = thread.get_conversation(uow, tenant.id, conversation_id)
    item = queue.find_item(uow, tenant.id, conversation.id)
    if item is None:
        raise Conflict(WAITS_NO_MORE)
    locale = str(current_locale())
    colleagues = sorted(
        queue.list_colleagues(uow, item).items(), key=lambda pair: alphabet_key(pair[1], locale)
    )
    return render(
        "conversations/hand_over.html",
        tenant=tenant,
        conversation=conversation,
        colleagues=[(str(user_id), name) for user_id, name in colleagues],
        there=_there(slug, conversation_id),
    )


@blp.post(ONE + "/hand-over")
@requires(Permission.CONVERSATION_SERVE)
def hand_over(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Give a conversation to a colleague."""
    tenant = get_tenant(g.uow, slug)
    form = load(HandOverIn(), request.form)
    if form.data is None:
        thread.get_conversation(g.uow, tenant.id, conversation_id)
        flash(_("Choose a colleague."), "bad")
        return redirect(
            url_for("conversations.choose_colleague", slug=slug, conversation_id=conversation_id), code=303
        )
    assignment.hand_over(g.uow, tenant.id, conversation_id, to_user_id=form.data["to"])
    flash(_("The conversation is handed over."), "good")
    return redirect(url_for("conversations.queue_page"), code=303)


@blp.post(ONE + "/snooze")
@requires(Permission.CONVERSATION_SERVE)
def snooze(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Put a conversation off."""
    tenant = get_tenant(g.uow, slug)
    thread.get_conversation(g.uow, tenant.id, conversation_id)
    form = load(SnoozeForm(), request.form)
    item = assignment.snooze(g.uow, tenant.id, conversation_id, until=until_when(g.uow, form.data))
    assert item.snoozed_until is not None
    flash(_("Put off. It comes back by itself; its clock goes on."), "good")
    return redirect(back_to_queue(request.form.get("back", "")), code=303)


@blp.post(ONE + "/wake")
@requires(Permission.CONVERSATION_SERVE)
def wake(slug: str, conversation_id: UUID) -> ResponseReturnValue:
    """Bring a conversation back before its time."""
    assignment.wake(g.uow, get_tenant(g.uow, slug).id, conversation_id)
    flash(_("The conversation is back in the queue."), "good")
    return redirect(back_to_queue(request.form.get("back", "")), code=303)


def _there(slug: str, conversation_id: UUID) -> str:
    return url_for("conversations.conversation", slug=slug, conversation_id=conversation_id)


def until_when(uow: UnitOfWork, given: dict[str, Any] | None) -> datetime:
    """Until when, of a while or of an instant on the reader's clock."""
    if given and given.get("until"):
        local: datetime = given["until"].replace(tzinfo=current_zone())
        return local
    if given and given.get("lasts"):
        return uow.now + timedelta(minutes=given["lasts"])
    fault = Fault("until", N_("Missing data for required field."))
    raise Invalid(N_("Say until when."), faults=(fault,))
