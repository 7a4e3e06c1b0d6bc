"""A brand's accounts as a CSV file: taken out, and brought in again once the reader has seen what it changes."""

from typing import Any

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.queries import AccountFilter, find_accounts
from bpo.core.errors import Fault, Forbidden, Invalid
from bpo.core.i18n import N_, gettext
from bpo.identity.permissions import Permission
from bpo.onboarding.account_files import MOST_LINES, WRONG_FILE, read_account_file, write_account_file
from bpo.onboarding.operations import Imported, import_accounts
from bpo.onboarding.queries import account_section
from bpo.onboarding.schemas import AccountsQuery
from bpo.onboarding.views.pages import blp, brand_for_staff, may, sent_text, shown_faults, tell_changes
from bpo.tenants.models import Tenant
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.render import render

NO_TEXT = N_("This is no text: save the file as CSV in UTF-8.")
MOST_SHOWN = 200  # changes of a preview


@blp.get("/brands/<slug>/accounts.csv")
@requires(Permission.BRAND_READ)
def account_file(slug: str) -> Response:
    """The accounts that are asked for, as a file that brought in again changes nothing."""
    tenant = brand_for_staff(slug)
    asked = load(AccountsQuery(), request.args).data or AccountsQuery().load({})
    asked.pop("cursor")
    found = [one.account for one in find_accounts(g.uow, tenant.id, AccountFilter(**asked), limit=MOST_LINES)]
    owners = {(one.network, one.handle): one.owner or "" for one in found}
    is_theirs = may(Permission.ACCOUNT_MANAGE, tenant)
    text = write_account_file(map(account_section, found), owners if is_theirs else None)
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-accounts.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blp.get("/brands/<slug>/accounts/import")
@requires(Permission.BRAND_EDIT)
def import_page(slug: str) -> str:
    """Where a file is brought in."""
    return _page(brand_for_staff(slug), "")


@blp.post("/brands/<slug>/accounts/import")
@requires(Permission.BRAND_EDIT)
def bring_in(slug: str) -> ResponseReturnValue:
    """Say what a file changes, or change it."""
    tenant = brand_for_staff(slug)
    is_preview = request.form.get("action") != "apply"
    content = sent_text(request.form.get("text", ""), request.files.get("file"))
    text = ""
    try:
        text = content if isinstance(content, str) else _decoded(content)
        done = import_accounts(g.uow, tenant, read_account_file(text), dry_run=is_preview)
    except Invalid as error:
        return _page(tenant, text, faults=shown_faults(error, text)), 422
    except Forbidden as error:
        flash(error.text(gettext), "bad")
        return redirect(url_for("onboarding.accounts", slug=slug), code=303)
    if is_preview:
        return _page(tenant, text, done=done)
    tell_changes(done.changes)
    return redirect(url_for("onboarding.accounts", slug=slug), code=303)


def _decoded(content: bytes) -> str:
    """Spreadsheets write UTF-8 with a mark before it, or without."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Invalid(
            WRONG_FILE, faults=(Fault("", NO_TEXT, content[: error.start].count(b"\n") + 1),)
        ) from error


def _page(
    tenant: Tenant, text: str, *, faults: list[dict[str, Any]] | None = None, done: Imported | None = None
) -> str:
    shown = [] if done is None else [change.text(gettext) for change in done.changes[:MOST_SHOWN]]
    return render(
        "onboarding/account_import.html",
        tenant=tenant,
        text=text,
        faults=faults or [],
        done=done,
        changes=shown,
        has_owners=may(Permission.ACCOUNT_MANAGE, tenant),
    )
