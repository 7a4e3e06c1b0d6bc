"""The brand's logo: its bytes for pages, and putting one up."""

from typing import cast

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.rules.picture_types import JPEG
from bpo.core.errors import Invalid, NotFound
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports.operations.logo import drop_logo, find_logo, keep_logo
from bpo.reports.views.delivery import delivery_page
from bpo.reports.views.pages import blp
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, translate
from bpo.web.guard import requires
from bpo.web.pictures import picture_answer

HERE = "/brands/<slug>/report/logo"


@blp.get(HERE)
@requires(Permission.REPORT_READ)
def logo(slug: str) -> Response:
    """The logo in force."""
    uow = cast("UnitOfWork", g.uow)
    found = find_logo(uow, get_tenant(uow, slug))
    if found is None:
        raise NotFound
    return picture_answer(JPEG, found.body)


@blp.post(HERE)
@requires(Permission.BRAND_EDIT)
def save_logo(slug: str) -> ResponseReturnValue:
    """Put a logo up in place of the one that is there."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    file = request.files.get("logo")
    try:
        keep_logo(uow, tenant, file.read() if file else b"")
    except Invalid as error:
        errors = {one.place: [translate(one.message)] for one in error.faults}
        return delivery_page(uow, tenant, FormResult(errors=errors, values={})), 422
    flash(_("The logo stands on the report from now on."), "good")
    return redirect(url_for("reports.delivery", slug=slug, _anchor="logo"), code=303)


@blp.post(f"{HERE}/remove")
@requires(Permission.BRAND_EDIT)
def remove_logo(slug: str) -> ResponseReturnValue:
    """Take the logo down."""
    uow = cast("UnitOfWork", g.uow)
    drop_logo(uow, get_tenant(uow, slug))
    flash(_("The report stands without a logo from now on."), "good")
    return redirect(url_for("reports.delivery", slug=slug, _anchor="logo"), code=303)
