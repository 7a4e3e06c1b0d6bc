"""Erasing one author of mentions."""

from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations import labels
from bpo.conversations.operations.erasing import check_nothing_leaves
from bpo.conversations.queries.erasures import count_kept, find_author_erasure
from bpo.conversations.rules.erasure import ErasureReason, is_erased_name
from bpo.conversations.schemas import ErasureForm
from bpo.core.errors import Conflict
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.monitoring.models import MentionAuthor
from bpo.monitoring.operations.erasing import ask_author_erasure
from bpo.monitoring.queries.authors import get_author, list_customers_of
from bpo.monitoring.views.pages import blp
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import render


@blp.get("/brands/<slug>/authors/<uuid:author_id>/erasure")
@requires(Permission.CUSTOMER_ERASE)
def erase(slug: str, author_id: UUID) -> str:
    """What will be erased of an author and what stays; asks for the reason and a word."""
    tenant = get_tenant(g.uow, slug)
    return _erase(tenant, get_author(g.uow, tenant.id, author_id), blank())


@blp.post("/brands/<slug>/authors/<uuid:author_id>/erasure")
@requires(Permission.CUSTOMER_ERASE)
def erase_now(slug: str, author_id: UUID) -> ResponseReturnValue:
    """Have an author erased."""
    tenant = get_tenant(g.uow, slug)
    author = get_author(g.uow, tenant.id, author_id)
    form = load(ErasureForm(), request.form)
    if form.data is None:
        return _erase(tenant, author, form), 422
    if form.data["word"].strip().casefold() != _("erase").casefold():
        wrong = _("Type the word %(word)s.", word=_("erase"))
        return _erase(tenant, author, refused(form, {"word": [wrong]})), 422
    try:
        ask_author_erasure(g.uow, author, reason=form.data["reason"])
    except Conflict as error:
        return _erase(tenant, author, form, problem=str(error)), 409
    flash(_("The author is being erased. It takes a moment."), "good")
    return redirect(url_for("monitoring.mentions", slug=slug), code=303)


def _erase(tenant: Tenant, author: MentionAuthor, form: FormResult, *, problem: str | None = None) -> str:
    uow = cast("UnitOfWork", g.uow)
    customers = list_customers_of(uow, author)
    if problem is None:
        try:
            for customer in customers:
                check_nothing_leaves(uow, customer)
        except Conflict as error:
            problem = str(error)
    kept = [count_kept(uow, one) for one in customers]
    return render(
        "monitoring/erase.html",
        tenant=tenant,
        author=author,
        is_erased=is_erased_name(author.key),
        is_customer=bool(customers),
        conversations=sum(one[0] for one in kept),
        messages=sum(one[1] for one in kept),
        waiting=find_author_erasure(uow, tenant.id, author.id, done=False),
        form=form,
        problem=problem,
        reasons=[(one.value, _(labels.AUTHOR_ERASURE_REASONS[one.value])) for one in ErasureReason],
    )
