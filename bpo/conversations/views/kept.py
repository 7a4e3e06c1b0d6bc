"""What is kept of a brand's customers: for how long, what has been erased, what is fetched beside; erasing a customer."""

from dataclasses import asdict
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations import labels
from bpo.conversations.models import Customer
from bpo.conversations.operations.erasing import ask_erasure, check_nothing_leaves, set_retention
from bpo.conversations.operations.previews import set_previews
from bpo.conversations.queries import erasures
from bpo.conversations.queries.previews import allowed_of
from bpo.conversations.rules.erasure import ErasureReason
from bpo.conversations.schemas import ErasureForm, RetentionIn
from bpo.conversations.views.pages import blp
from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of
from bpo.web.render import render

SHOWN = 50
ERASE_JOB = "conversations.jobs.erase_old"


@blp.get("/brands/<slug>/kept")
@requires(Permission.BRAND_EDIT)
def kept(slug: str) -> str:
    """How long texts are kept, and what has been erased."""
    tenant = get_tenant(g.uow, slug)
    rule = erasures.find_retention(g.uow, tenant.id)
    return _kept(tenant, blank(months=rule.months if rule else ""))


@blp.post("/brands/<slug>/kept")
@requires(Permission.BRAND_EDIT)
def keep_retention(slug: str) -> ResponseReturnValue:
    """Set how long texts are kept; an empty box: for ever."""
    tenant = get_tenant(g.uow, slug)
    form = load(RetentionIn(), request.form)
    if form.data is None:
        return _kept(tenant, form), 422
    try:
        set_retention(g.uow, tenant.id, months=form.data["months"])
    except Invalid as error:
        return _kept(tenant, refused(form, {"months": [_(error.faults[0].message)]})), 422
    flash(_("Saved."), "good")
    return redirect(url_for("conversations.kept", slug=slug), code=303)


@blp.post("/brands/<slug>/previews")
@requires(Permission.BRAND_EDIT)
def keep_previews(slug: str) -> ResponseReturnValue:
    """Set where we may look behind links."""
    tenant = get_tenant(g.uow, slug)
    ticked = {name: name in request.form for name in ("in_public", "in_private")}
    set_previews(g.uow, tenant.id, **ticked)
    flash(_("Saved."), "good")
    return redirect(url_for("conversations.kept", slug=slug), code=303)


def _kept(tenant: Tenant, form: FormResult) -> str:
    uow = cast("UnitOfWork", g.uow)
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = erasures.list_erasures(uow, tenant.id, after=after, limit=SHOWN + 1)
    page = page_of(rows, size=SHOWN, key=lambda row: (row.asked_at, row.id))
    rule = erasures.find_retention(uow, tenant.id)
    return render(
        "conversations/kept.html",
        tenant=tenant,
        form=form,
        previews=blank(**asdict(allowed_of(uow, tenant.id))),
        rule=rule,
        outlived=erasures.count_outlived(uow, tenant.id, rule.months) if rule else 0,
        next_run=erasures.next_retention(ERASE_JOB) if rule else None,
        erasures=page.items,
        next_url=url_for("conversations.kept", slug=tenant.slug, cursor=page.next_cursor)
        if page.next_cursor
        else None,
        first_url=url_for("conversations.kept", slug=tenant.slug) if after else None,
        reasons=labels.ERASURE_REASONS,
        author_reasons=labels.AUTHOR_ERASURE_REASONS,
        people=list_names(uow, {row.asked_by for row in page.items if row.asked_by}),
    )


@blp.get("/brands/<slug>/customers/<uuid:customer_id>/erasure")
@requires(Permission.CUSTOMER_ERASE)
def erase(slug: str, customer_id: UUID) -> str:
    """What will be erased of a customer and what stays; asks for the reason and a word."""
    tenant = get_tenant(g.uow, slug)
    return _erase(tenant, erasures.get_customer(g.uow, tenant.id, customer_id), blank())


@blp.post("/brands/<slug>/customers/<uuid:customer_id>/erasure")
@requires(Permission.CUSTOMER_ERASE)
def erase_now(slug: str, customer_id: UUID) -> ResponseReturnValue:
    """Have a customer erased."""
    tenant = get_tenant(g.uow, slug)
    customer = erasures.get_customer(g.uow, tenant.id, customer_id)
    form = load(ErasureForm(), request.form)
    if form.data is None:
        return _erase(tenant, customer, form), 422
    if form.data["word"].strip().casefold() != _("erase").casefold():
        wrong = _("Type the word %(word)s.", word=_("erase"))
        return _erase(tenant, customer, refused(form, {"word": [wrong]})), 422
    try:
        ask_erasure(g.uow, customer, reason=form.data["reason"])
    except Conflict as error:
        return _erase(tenant, customer, form, problem=str(error)), 409
    flash(_("The customer is being erased. It takes a moment."), "good")
    return redirect(url_for("conversations.conversations", slug=slug), code=303)


def _erase(tenant: Tenant, customer: Customer, form: FormResult, *, problem: str | None = None) -> str:
    uow = cast("UnitOfWork", g.uow)
    if problem is None and customer.erased_at is None:
        try:
            check_nothing_leaves(uow, customer)
        except Conflict as error:
            problem = str(error)
    conversations, messages = erasures.count_kept(uow, customer)
    return render(
        "conversations/erase.html",
        tenant=tenant,
        customer=customer,
        identities=erasures.list_identities_of(uow, customer),
        conversations=conversations,
        messages=messages,
        waiting=erasures.find_waiting_erasure(uow, customer),
        form=form,
        problem=problem,
        reasons=[(one.value, _(labels.ERASURE_REASONS[one.value])) for one in ErasureReason],
    )
