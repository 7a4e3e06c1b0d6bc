"""Replies on their way: what waits and why, what failed, and what only a person can tell.

Whoever sees "maybe sent" gets both answers as buttons, and a way to look: the conversation here and, where
the network told one, the place there. The switch that stops sending stands on the same page.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.models import ChannelAccount, Delivery
from bpo.channels.operations.deliveries import (
    cancel_delivery,
    retry_failed,
    set_sending,
    settle_unknown,
)
from bpo.channels.queries import (
    STATE_FILTERS,
    count_deliveries,
    get_delivery,
    held_back,
    list_accounts,
    list_attempts,
    list_connections,
    list_deliveries,
    pauses_of,
)
from bpo.channels.schemas import SendingIn
from bpo.channels.views.pages import account_of, blp, brand_for_staff, may
from bpo.core.errors import NotFound
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.tenants.models import Tenant
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of
from bpo.web.render import render

SHOWN = 50
STATES = {
    "queued": (N_("Waiting"), "info"),
    "sending": (N_("Being sent"), "info"),
    "sent": (N_("Sent"), "good"),
    "failed": (N_("Failed"), "bad"),
    "unknown": (N_("Maybe sent: check"), "warn"),
    "cancelled": (N_("Taken back"), "plain"),
}
FILTERS = {
    "waiting": N_("On their way"),
    "unknown": N_("Maybe sent"),
    "failed": N_("Failed"),
    "sent": N_("Sent"),
    "cancelled": N_("Taken back"),
}
OUTCOMES = {
    "sent": N_("Arrived"),
    "not_sent": N_("Certainly not sent"),
    "ambiguous": N_("No certain answer"),
    "rejected": N_("Refused by the network"),
    "auth_expired": N_("Token or password not accepted"),
    "withheld": N_("Held back just before sending"),
    None: N_("The worker ended before it knew"),
}


@blp.get("/brands/<slug>/deliveries")
@requires(Permission.DELIVERY_MANAGE)
def deliveries(slug: str) -> str:
    """The replies of a brand, latest first, and the switch."""
    return _list_page(brand_for_staff(slug), blank())


@blp.get("/brands/<slug>/deliveries/<uuid:delivery_id>")
@requires(Permission.DELIVERY_MANAGE)
def delivery(slug: str, delivery_id: UUID) -> str:
    """One reply with every attempt to send it."""
    tenant = brand_for_staff(slug)
    row = _delivery_of(tenant, delivery_id)
    return render(
        "channels/delivery.html",
        tenant=tenant,
        row=row,
        account=account_of(tenant, row.account_id),
        state=_state(row),
        failure=_(row.failure) if row.failure else None,
        why=_why(tenant, [row]).get(row.id),
        author=_names([row]).get(row.author_id) if row.author_id else None,
        attempts=[(one, _(OUTCOMES[one.outcome])) for one in list_attempts(g.uow, row)],
        may_read=may(Permission.CONVERSATION_READ, tenant),
    )


@blp.post("/brands/<slug>/deliveries/<uuid:delivery_id>/settle")
@requires(Permission.DELIVERY_MANAGE)
def settle_delivery(slug: str, delivery_id: UUID) -> ResponseReturnValue:
    """A person has looked: it arrived, or it is to be sent again."""
    tenant = brand_for_staff(slug)
    row = _delivery_of(tenant, delivery_id)
    answer = request.form.get("arrived")
    if answer not in {"yes", "no"}:
        raise NotFound
    settled = settle_unknown(g.uow, row, arrived=answer == "yes")
    flash(_("The reply is noted as sent.") if settled is row else _("The reply is sent again."), "good")
    return redirect(url_for("channels.delivery", slug=slug, delivery_id=settled.id), code=303)


@blp.post("/brands/<slug>/deliveries/<uuid:delivery_id>/retry")
@requires(Permission.DELIVERY_MANAGE)
def retry_delivery(slug: str, delivery_id: UUID) -> ResponseReturnValue:
    """Try a reply again that was given up."""
    tenant = brand_for_staff(slug)
    again = retry_failed(g.uow, _delivery_of(tenant, delivery_id))
    flash(_("The reply is sent again."), "good")
    return redirect(url_for("channels.delivery", slug=slug, delivery_id=again.id), code=303)


@blp.post("/brands/<slug>/deliveries/<uuid:delivery_id>/cancel")
@requires(Permission.DELIVERY_MANAGE)
def take_delivery_back(slug: str, delivery_id: UUID) -> ResponseReturnValue:
    """Take back a reply that still waits."""
    tenant = brand_for_staff(slug)
    cancel_delivery(g.uow, _delivery_of(tenant, delivery_id))
    flash(_("The reply is taken back and will not be sent."), "good")
    return redirect(url_for("channels.delivery", slug=slug, delivery_id=delivery_id), code=303)


@blp.post("/brands/<slug>/sending/stop")
@requires(Permission.DELIVERY_MANAGE)
def stop_sending(slug: str) -> ResponseReturnValue:
    """Stop sending for the brand, or for one account of it."""
    tenant = brand_for_staff(slug)
    form = load(SendingIn(), request.form)
    if form.data is None:
        return _list_page(tenant, form), 422
    set_sending(g.uow, tenant.id, _account_asked_for(tenant), paused=True, reason=form.data["reason"])
    flash(_("Sending is stopped. Replies wait until it is resumed."), "good")
    return redirect(url_for("channels.deliveries", slug=slug), code=303)


@blp.post("/brands/<slug>/sending/resume")
@requires(Permission.DELIVERY_MANAGE)
def resume_sending(slug: str) -> ResponseReturnValue:
    """Let replies go out again."""
    tenant = brand_for_staff(slug)
    set_sending(g.uow, tenant.id, _account_asked_for(tenant), paused=False)
    flash(_("Sending is resumed: what waited goes out now."), "good")
    return redirect(url_for("channels.deliveries", slug=slug), code=303)


def _account_asked_for(tenant: Tenant) -> ChannelAccount | None:
    """The account whose switch is meant; None for the whole brand's."""
    asked = request.form.get("account") or ""
    if not asked:
        return None
    try:
        return account_of(tenant, UUID(asked))
    except ValueError as error:
        raise NotFound from error


def _list_page(tenant: Tenant, form: FormResult) -> str:
    chosen = request.args.get("state") or ""
    cursor = request.args.get("after")
    before = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = list_deliveries(g.uow, tenant.id, states=STATE_FILTERS.get(chosen), before=before, limit=SHOWN + 1)
    page = page_of(rows, size=SHOWN, key=lambda row: (row.frozen_at, row.id))
    accounts = {row.id: row for row in list_accounts(g.uow, tenant.id, retired=True)}
    connections = list_connections(g.uow, tenant.id)
    why = _why(tenant, page.items)
    counts = count_deliveries(g.uow, tenant.id)
    pauses = pauses_of(g.uow, [tenant.id])
    return render(
        "channels/deliveries.html",
        tenant=tenant,
        rows=[
            (row, _state(row), why.get(row.id) or (_(row.failure) if row.failure else None))
            for row in page.items
        ],
        accounts=accounts,
        sending=[row for row in accounts.values() if row.id in connections],
        pauses=pauses,
        stopped={row.account_id for row in pauses},
        names=_names(page.items) | list_names(g.uow, {row.paused_by for row in pauses if row.paused_by}),
        filters=[
            {
                "label": f"{_(name)} ({sum(counts.get(state, 0) for state in STATE_FILTERS[value])})",
                "url": url_for("channels.deliveries", slug=tenant.slug, state=value),
                "active": chosen == value,
            }
            for value, name in FILTERS.items()
        ],
        chosen=chosen if chosen in FILTERS else "",
        next_url=url_for(
            "channels.deliveries", slug=tenant.slug, state=chosen or None, after=page.next_cursor
        )
        if page.next_cursor
        else None,
        first_url=url_for("channels.deliveries", slug=tenant.slug, state=chosen or None) if cursor else None,
        may_read=may(Permission.CONVERSATION_READ, tenant),
        form=form,
    )


def _delivery_of(tenant: Tenant, delivery_id: UUID) -> Delivery:
    row = get_delivery(g.uow, delivery_id)
    if row.tenant_id != tenant.id:
        raise NotFound
    return row


def _why(tenant: Tenant, rows: Sequence[Delivery]) -> dict[UUID, str]:
    return {key: _(sentence) for key, sentence in held_back(g.uow, tenant.id, rows).items()}


def _state(row: Delivery) -> tuple[str, str]:
    name, kind = STATES[row.state]
    return _(name), kind


def _names(rows: Sequence[Delivery]) -> dict[UUID, str]:
    return list_names(g.uow, {row.author_id for row in rows if row.author_id})
