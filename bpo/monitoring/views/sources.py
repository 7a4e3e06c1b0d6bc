"""Sources: feeds with their health, and files of mentions."""

from contextlib import closing
from typing import cast
from uuid import UUID

from flask import current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.monitoring import labels
from bpo.monitoring.models import MentionSource
from bpo.monitoring.operations.imports import request_import
from bpo.monitoring.operations.watches import ask_now, retire_source, save_source
from bpo.monitoring.queries.watches import get_mention_import, get_source, list_mention_imports, list_sources
from bpo.monitoring.rules.mentions import SourceKind
from bpo.monitoring.schemas import ImportIn, MentionSourceIn
from bpo.monitoring.views.pages import blp, tabs
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import render

UPLOAD_LIMIT = 25 * 1024 * 1024


@blp.get("/brands/<slug>/mention-sources")
@requires(Permission.WATCH_EDIT)
def sources(slug: str) -> str:
    """Where mentions come from, and which of the feeds are ill."""
    return _page(get_tenant(g.uow, slug), blank(format="jsonl"))


@blp.get("/brands/<slug>/mention-sources/new")
@requires(Permission.WATCH_EDIT)
def new_source(slug: str) -> str:
    """An empty form for a feed."""
    return _form(get_tenant(g.uow, slug), None, blank())


@blp.post("/brands/<slug>/mention-sources/new")
@requires(Permission.WATCH_EDIT)
def create_source(slug: str) -> ResponseReturnValue:
    """Keep a new feed."""
    return _save(get_tenant(g.uow, slug), None)


@blp.get("/brands/<slug>/mention-sources/<uuid:source_id>")
@requires(Permission.WATCH_EDIT)
def edit_source(slug: str, source_id: UUID) -> str:
    """A feed, to be changed."""
    tenant = get_tenant(g.uow, slug)
    source = get_source(g.uow, tenant.id, source_id)
    return _form(tenant, source, blank(name=source.name, url=source.url or "", keeps_all=source.keeps_all))


@blp.post("/brands/<slug>/mention-sources/<uuid:source_id>")
@requires(Permission.WATCH_EDIT)
def change_source(slug: str, source_id: UUID) -> ResponseReturnValue:
    """Keep a change."""
    tenant = get_tenant(g.uow, slug)
    return _save(tenant, get_source(g.uow, tenant.id, source_id))


@blp.post("/brands/<slug>/mention-sources/<uuid:source_id>/retire")
@requires(Permission.WATCH_EDIT)
def drop_source(slug: str, source_id: UUID) -> ResponseReturnValue:
    """Ask it no more."""
    tenant = get_tenant(g.uow, slug)
    retire_source(g.uow, get_source(g.uow, tenant.id, source_id, for_update=True))
    flash(_("The source is no longer asked. What came from it stays."), "good")
    return redirect(url_for("monitoring.sources", slug=slug), code=303)


@blp.post("/brands/<slug>/mention-sources/<uuid:source_id>/ask")
@requires(Permission.WATCH_EDIT)
def ask_source(slug: str, source_id: UUID) -> ResponseReturnValue:
    """Ask a feed as soon as possible."""
    tenant = get_tenant(g.uow, slug)
    ask_now(g.uow, get_source(g.uow, tenant.id, source_id, for_update=True))
    flash(_("The feed is asked within a minute."), "good")
    return redirect(url_for("monitoring.sources", slug=slug), code=303)


@blp.post("/brands/<slug>/mention-sources")
@requires(Permission.WATCH_EDIT)
def import_mentions(slug: str) -> ResponseReturnValue:
    """Take a file of mentions and leave its import to the worker."""
    tenant = get_tenant(g.uow, slug)
    too_large = _("The file is larger than %(limit)s MB.", limit=UPLOAD_LIMIT // 1024 // 1024)
    try:
        form, file = load(ImportIn(), request.form), request.files.get("file")
    except RequestEntityTooLarge:
        return _page(tenant, refused(blank(format="jsonl"), {"file": [too_large]})), 413
    if file is None or not file.filename:
        return _page(tenant, refused(form, {**form.errors, "file": [_("Choose a file.")]})), 422
    with closing(file):
        body = file.read(UPLOAD_LIMIT + 1)
    if len(body) > UPLOAD_LIMIT:
        return _page(tenant, refused(form, {**form.errors, "file": [too_large]})), 413
    if form.data is None:
        return _page(tenant, form), 422
    name = file.filename.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in name if letter.isprintable()).strip() or "file"
    run = request_import(
        cast("UnitOfWork", g.uow),
        tenant.id,
        source_name=form.data["name"],
        file_name=shown,
        file_format=form.data["format"],
        body=body,
    )
    return redirect(url_for("monitoring.import_run", slug=slug, import_id=run.id), code=303)


@blp.get("/brands/<slug>/mention-imports/<uuid:import_id>")
@requires(Permission.WATCH_EDIT)
def import_run(slug: str, import_id: UUID) -> str:
    """One import: how far it is, what became of its records, and what was rejected."""
    tenant = get_tenant(g.uow, slug)
    run = get_mention_import(g.uow, tenant.id, import_id)
    name, look = labels.IMPORT_STATES[run.state]
    return render(
        "monitoring/import.html",
        block="progress",
        tenant=tenant,
        run=run,
        running=run.state in {"waiting", "running"},
        state=(_(name), look),
        failure=_(run.failure) if run.failure else None,
    )


def _save(tenant: Tenant, source: MentionSource | None) -> ResponseReturnValue:
    form = load(MentionSourceIn(), request.form)
    if form.data is None:
        return _form(tenant, source, form), 422
    try:
        save_source(
            g.uow,
            tenant.id,
            source.id if source else None,
            private_hosts=current_app.config["BPO"].private_hosts,
            **form.data,
        )
    except Invalid as error:
        found = {fault.place: [_(fault.message)] for fault in error.faults}
        return _form(tenant, source, refused(form, found)), 422
    flash(_("The feed is kept and is asked within a minute."), "good")
    return redirect(url_for("monitoring.sources", slug=tenant.slug), code=303)


def _form(tenant: Tenant, source: MentionSource | None, form: FormResult) -> str:
    return render(
        "monitoring/source.html", tenant=tenant, tabs=tabs(tenant, "sources"), source=source, form=form
    )


def _page(tenant: Tenant, form: FormResult) -> str:
    runs = list_mention_imports(g.uow, tenant.id)
    found = list_sources(g.uow, [tenant.id])
    return render(
        "monitoring/sources.html",
        tenant=tenant,
        tabs=tabs(tenant, "sources"),
        form=form,
        feeds=[one for one in found if one.kind != SourceKind.FILE],
        files=[one for one in found if one.kind == SourceKind.FILE],
        kinds={key: _(name) for key, name in labels.KINDS.items()},
        formats=[(key, _(name)) for key, name in labels.FORMATS.items()],
        runs=[
            (run, (_(labels.IMPORT_STATES[run.state][0]), labels.IMPORT_STATES[run.state][1])) for run in runs
        ],
        limit=UPLOAD_LIMIT // 1024 // 1024,
    )
