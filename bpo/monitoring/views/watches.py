"""Watches: what is looked for, a form with the grammar beside it, and a try on a text."""

from typing import Any, cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode
from bpo.identity.permissions import Permission
from bpo.monitoring.models import Watch
from bpo.monitoring.operations.watches import retire_watch, save_watch
from bpo.monitoring.queries.watches import count_found, get_watch, list_sources, list_watches
from bpo.monitoring.rules.query import Unreadable
from bpo.monitoring.schemas import WatchIn
from bpo.monitoring.views.pages import blp, tabs
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.render import render


@blp.get("/brands/<slug>/watches")
@requires(Permission.MENTION_READ)
def watches(slug: str) -> str:
    """What is looked for, and how much of it was found in a week."""
    tenant = get_tenant(g.uow, slug)
    return render(
        "monitoring/watches.html",
        tenant=tenant,
        tabs=tabs(tenant, "watches"),
        watches=list_watches(g.uow, [tenant.id]),
        found=count_found(g.uow, tenant.id),
        can_edit=g.actor.may(Permission.WATCH_EDIT, tenant.id),
        languages={one.value: show_label(one) for one in LanguageCode},
    )


@blp.get("/brands/<slug>/watches/new")
@requires(Permission.WATCH_EDIT)
def new_watch(slug: str) -> str:
    """An empty form."""
    return _form(get_tenant(g.uow, slug), None, blank(languages=[], sources=[]))


@blp.post("/brands/<slug>/watches/new")
@requires(Permission.WATCH_EDIT)
def create_watch(slug: str) -> ResponseReturnValue:
    """Keep a new watch."""
    return _save(get_tenant(g.uow, slug), None)


@blp.get("/brands/<slug>/watches/<uuid:watch_id>")
@requires(Permission.WATCH_EDIT)
def edit_watch(slug: str, watch_id: UUID) -> str:
    """A watch, to be changed."""
    tenant = get_tenant(g.uow, slug)
    watch = get_watch(g.uow, tenant.id, watch_id)
    shown = {name: getattr(watch, name) for name in ("name", "query", "languages", "sources")}
    return _form(tenant, watch, blank(**shown, excluded=", ".join(watch.excluded)))


@blp.post("/brands/<slug>/watches/<uuid:watch_id>")
@requires(Permission.WATCH_EDIT)
def change_watch(slug: str, watch_id: UUID) -> ResponseReturnValue:
    """Keep a change."""
    tenant = get_tenant(g.uow, slug)
    return _save(tenant, get_watch(g.uow, tenant.id, watch_id))


@blp.post("/brands/<slug>/watches/<uuid:watch_id>/retire")
@requires(Permission.WATCH_EDIT)
def drop_watch(slug: str, watch_id: UUID) -> ResponseReturnValue:
    """Look for it no more."""
    tenant = get_tenant(g.uow, slug)
    retire_watch(g.uow, get_watch(g.uow, tenant.id, watch_id, for_update=True))
    flash(_("It is no longer looked for. What was found stays."), "good")
    return redirect(url_for("monitoring.watches", slug=slug), code=303)


def faults_of(error: Invalid) -> dict[str, list[str]]:
    """What an operation refused, by field; of a search also at which character."""
    if isinstance(error, Unreadable):
        return {"query": [_("At character %(at)s: %(why)s", at=error.at, why=_(error.why))]}
    return {fault.place: [_(fault.message)] for fault in error.faults}


def _save(tenant: Tenant, watch: Watch | None) -> ResponseReturnValue:
    uow = cast("UnitOfWork", g.uow)
    form = load(WatchIn(), MultiDict(request.form))
    if form.data is None:
        return _form(tenant, watch, form), 422
    try:
        save_watch(uow, tenant.id, watch.id if watch else None, **form.data)
    except Invalid as error:
        return _form(tenant, watch, refused(form, faults_of(error))), 422
    flash(_("The watch is kept. What is stored already is read again by it within minutes."), "good")
    return redirect(url_for("monitoring.watches", slug=tenant.slug), code=303)


def _form(tenant: Tenant, watch: Watch | None, form: FormResult) -> str:
    sources: list[Any] = list_sources(g.uow, [tenant.id])
    return render(
        "monitoring/watch.html",
        tenant=tenant,
        tabs=tabs(tenant, "watches"),
        watch=watch,
        form=form,
        languages=[(one.value, show_label(one)) for one in LanguageCode],
        sources=[(str(one.id), one.name) for one in sources],
    )
