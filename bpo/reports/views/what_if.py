"""A past period by other service levels, beside how it was: nothing is kept, and nothing changes."""

from typing import Any, cast

from flask import g, request
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.onboarding.brand_file.calendars import ALWAYS
from bpo.reports import labels
from bpo.reports.exclusion_labels import VERDICTS
from bpo.reports.operations.what_if import WhatIf, what_if
from bpo.reports.rules.figures import CLOCKS
from bpo.reports.signatures import brand_time
from bpo.reports.views.pages import blp
from bpo.reports.views.report import Asked, asked_of
from bpo.reports.what_if_form import LevelShown, calendar_ids, list_known_levels, read_form
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, translate
from bpo.web.guard import requires
from bpo.web.render import render

MOST_SHOWN = 100
COUNTS = ("met", "breached", "open_past_due", "open_not_due")


@blp.get("/brands/<slug>/report/what-if")
@requires(Permission.STATEMENT_READ)
def what_if_levels(slug: str) -> ResponseReturnValue:
    """Other targets and hours for a period, and what would have become of it."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    levels, calendars = list_known_levels(uow, tenant.id), calendar_ids(uow, tenant.id)
    form, found, asked = FormResult(values=_known(levels)), None, None
    try:
        asked = asked_of(uow, tenant)
        form = FormResult(values={**form.values, **asked.values, **request.args.to_dict()})
        if "compute" in request.args:
            policy = read_form(request.args, levels, calendars)
            found = what_if(uow, tenant, period=asked.period, as_of=asked.as_of, policy=policy)
    except Invalid as error:
        form = FormResult(
            errors={fault.place: [translate(fault.message)] for fault in error.faults},
            values={**form.values, **request.args.to_dict()},
        )
    page = render(
        "reports/what_if.html",
        tenant=tenant,
        asked=asked,
        form=form,
        levels=levels,
        names=_names(levels),
        hours=[
            ("", _("As it was")),
            *((name, _("Round the clock") if name == ALWAYS else name) for name in calendars),
        ],
        found=found,
        rows=_rows(found) if found else [],
        turned=found.turned[:MOST_SHOWN] if found else [],
        labels=labels,
        verdicts=VERDICTS,
        brand_time=lambda at: brand_time(at, tenant),
        report_url=_report_path(tenant, asked),
    )
    return (page, 422) if form.errors else page


def _known(levels: list[LevelShown]) -> dict[str, Any]:
    return {f"{level.key}.{target}": text for level in levels for target, text in level.texts.items()}


def _names(levels: list[LevelShown]) -> dict[str, str]:
    """What each field is called where it is wrong."""
    return {
        f"{level.key}.{part}": f"{level.name}: {name}"
        for level in levels
        for part, name in {
            **{clock: _(labels.FIGURES[clock]) for clock in CLOCKS},
            "hours": _("Hours"),
        }.items()
    }


def _rows(found: WhatIf) -> list[dict[str, Any]]:
    """Each clock before and after."""
    return [
        {
            "name": _(labels.FIGURES[clock]),
            "contracted": found.before[clock]["contracted"],  # type: ignore[literal-required]  # names of CLOCKS
            "sides": [found.before[clock], found.after[clock]],  # type: ignore[literal-required]  # the same
        }
        for clock in CLOCKS
    ]


def _report_path(tenant: Tenant, asked: Asked | None) -> dict[str, Any]:
    return {"slug": tenant.slug, **(asked.values if asked else {})}
