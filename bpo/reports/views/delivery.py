"""What a client gets of the report: the vendor chooses its sections."""

from typing import cast

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports import labels
from bpo.reports.operations.sections import choose_sections, sections_of
from bpo.reports.rules.sections import ALL
from bpo.reports.views.pages import blp
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, translate
from bpo.web.guard import requires
from bpo.web.render import render

HERE = "/brands/<slug>/report/delivery"


@blp.get(HERE)
@requires(Permission.REPORT_READ)
def delivery(slug: str) -> str:
    """What of the report the client is shown."""
    uow = cast("UnitOfWork", g.uow)
    return _page(uow, get_tenant(uow, slug), blank())


@blp.post(f"{HERE}/sections")
@requires(Permission.REPORT_SIGN)
def save_sections(slug: str) -> ResponseReturnValue:
    """Choose what the client is shown: a section without a number is not."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    given = {one.value: request.form.get(one.value, "").strip() for one in ALL}
    places = {name: int(text) for name, text in given.items() if text.isdecimal() and len(text) < 4}
    try:
        choose_sections(uow, tenant, sorted(places, key=lambda name: places[name]))
    except Invalid as error:
        return _page(
            uow,
            tenant,
            FormResult(errors={one.place: [translate(one.message)] for one in error.faults}, values=given),
        ), 422
    flash(
        _("From now on the client is shown these sections. What is signed and sealed holds everything."),
        "good",
    )
    return redirect(url_for("reports.delivery", slug=slug), code=303)


def _page(uow: UnitOfWork, tenant: Tenant, form: FormResult) -> str:
    actor = uow.actor
    chosen = sections_of(uow, tenant)
    return render(
        "reports/delivery.html",
        tenant=tenant,
        labels=labels,
        all_sections=ALL,
        places=form.values or {one.value: chosen.index(one) + 1 for one in chosen},
        chosen=chosen,
        form=form,
        can_choose=actor.is_staff
        and actor.may(Permission.REPORT_SIGN, tenant.id)
        and tenant.id not in actor.narrowed,
    )
