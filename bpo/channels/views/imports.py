"""Pages of file imports: what was imported, a form for the next file, and how far one is.

The file is kept in its run and imported off the request; a page shows the run's progress. Files too large
for a browser go through the command, which reads them where they lie.
"""

from contextlib import closing
from uuid import UUID

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from bpo.channels.models import ImportRun
from bpo.channels.operations import request_import
from bpo.channels.queries import get_import, list_accounts, list_imports
from bpo.channels.schemas import ImportIn
from bpo.channels.views.pages import blp
from bpo.core.errors import NotFound
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import render

UPLOAD_LIMIT = 25 * 1024 * 1024
FORMATS = {"jsonl": N_("Message file (one JSON object a line)"), "twitter-csv": N_("Twitter support CSV")}
STATES = {
    "waiting": (N_("Waiting"), "plain"),
    "running": (N_("Running"), "info"),
    "done": (N_("Done"), "good"),
    "failed": (N_("Refused"), "bad"),
}


@blp.get("/brands/<slug>/imports")
@requires(Permission.IMPORT_READ)
def imports(slug: str) -> ResponseReturnValue:
    """The latest imports of a brand, and the form for the next."""
    return _list_page(get_tenant(g.uow, slug), blank(format="jsonl"))


@blp.post("/brands/<slug>/imports")
@requires(Permission.CONVERSATION_IMPORT)
def start_import(slug: str) -> ResponseReturnValue:
    """Take a file and leave its import to the worker."""
    tenant = get_tenant(g.uow, slug)
    try:
        form, file = load(ImportIn(), request.form), request.files.get("file")
    except RequestEntityTooLarge:
        return _list_page(tenant, refused(blank(format="jsonl"), {"file": [_too_large(slug)]})), 413
    if file is None or not file.filename:
        return _list_page(tenant, refused(form, {**form.errors, "file": [_("Choose a file.")]})), 422
    with closing(file):
        body = file.read(UPLOAD_LIMIT + 1)
    if len(body) > UPLOAD_LIMIT:
        return _list_page(tenant, refused(form, {**form.errors, "file": [_too_large(slug)]})), 413
    if form.data is None:
        return _list_page(tenant, form), 422
    if not list_accounts(g.uow, tenant.id, retired=True):
        reason = _("This brand has no accounts yet: add them to its brand file first.")
        return _list_page(tenant, refused(form, {"file": [reason]})), 422
    run = request_import(
        g.uow, tenant.id, file_name=_name_of(file), file_format=form.data["format"], body=body
    )
    return redirect(url_for("channels.import_run", slug=slug, run_id=run.id), code=303)


@blp.get("/brands/<slug>/imports/<uuid:run_id>")
@requires(Permission.IMPORT_READ)
def import_run(slug: str, run_id: UUID) -> str:
    """One import: how far it is, what became of its records, and what was rejected."""
    tenant = get_tenant(g.uow, slug)
    run = get_import(g.uow, run_id)
    if run.tenant_id != tenant.id:
        raise NotFound
    return render(
        "channels/import.html",
        block="progress",
        tenant=tenant,
        run=run,
        running=run.state in {"waiting", "running"},
        state=_state(run),
        format_name=_(FORMATS.get(run.format, run.format)),
        by=_names([run]).get(run.created_by) if run.created_by else None,
        failure=_(run.failure) if run.failure else None,
    )


def _list_page(tenant: Tenant, form: FormResult) -> str:
    runs = list_imports(g.uow, tenant.id)
    return render(
        "channels/imports.html",
        tenant=tenant,
        form=form,
        may_import=g.uow.actor.may(Permission.CONVERSATION_IMPORT, tenant.id),
        formats=[(value, _(name)) for value, name in FORMATS.items()],
        runs=[(run, _state(run)) for run in runs],
        names=_names(runs),
        limit=UPLOAD_LIMIT // 1024 // 1024,
    )


def _state(run: ImportRun) -> tuple[str, str]:
    name, kind = STATES[run.state]
    return _(name), kind


def _names(runs: list[ImportRun]) -> dict[UUID, str]:
    return list_names(g.uow, {run.created_by for run in runs if run.created_by})


def _name_of(file: FileStorage) -> str:
    """The file's own name as a plain word: a name from outside may hold anything."""
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in name if letter.isprintable()).strip() or "file"


def _too_large(slug: str) -> str:
    return _(
        "The file is larger than %(limit)s MB. On the server, run: bpo ingest --brand %(slug)s --format FORMAT FILE",
        limit=UPLOAD_LIMIT // 1024 // 1024,
        slug=slug,
    )
