"""How a brand's customers are asked: the plan's form, with what the brand's rules find in its texts."""

from typing import Any, cast

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations.wording import show_findings
from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode, Network
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.surveys.labels import TEXTS
from bpo.surveys.models import SurveyPlan
from bpo.surveys.operations import plans
from bpo.surveys.operations.plans import FoundIn, WordingRefused, read_wording
from bpo.surveys.queries import find_plan, list_plan_versions
from bpo.surveys.rules.plan import NETWORKS
from bpo.surveys.rules.wording import LONGEST, OURS, wording_of
from bpo.surveys.schemas import PlanFieldsIn, plan_from
from bpo.surveys.shown import plan_out
from bpo.surveys.views.pages import blp
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.render import render


@blp.get("/brands/<slug>/satisfaction/plan")
@requires(Permission.SURVEY_EDIT)
def plan(slug: str) -> str:
    """The plan in force, to be changed."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = find_plan(uow, tenant.id)
    kept = row.wording if row else {}
    texts = {
        f"{language}.{name}": text
        for language in _languages(tenant)
        for name, text in wording_of(kept, language).as_json().items()
    }
    return _page(tenant, blank(**plan_out(row), **texts), row, read_wording(uow, tenant, kept))


@blp.post("/brands/<slug>/satisfaction/plan")
@requires(Permission.SURVEY_EDIT)
def save_plan(slug: str) -> ResponseReturnValue:
    """Keep a change as the next version."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    form = load(PlanFieldsIn(), request.form)
    written = {
        language: {name: request.form.get(f"{language}.{name}", "") for name in TEXTS}
        for language in _languages(tenant)
    }
    texts = {f"{language}.{name}": text for language, own in written.items() for name, text in own.items()}
    form = FormResult(data=form.data, errors=form.errors, values={**form.values, **texts})
    if form.data is None:
        return _page(tenant, form, find_plan(uow, tenant.id), []), 422
    try:
        plans.save_plan(uow, tenant, plan_from(form.data), wording=written)
    except Invalid as error:
        found = error.found if isinstance(error, WordingRefused) else []
        faults = {fault.place: [_(fault.message)] for fault in error.faults}
        return _page(tenant, refused(form, faults), find_plan(uow, tenant.id), found), 422
    flash(_("The plan is kept. It holds for what is closed from now on."), "good")
    return redirect(url_for("surveys.plan", slug=slug), code=303)


def _page(tenant: Tenant, form: FormResult, row: SurveyPlan | None, found: list[FoundIn]) -> str:
    uow = cast("UnitOfWork", g.uow)
    versions = list_plan_versions(uow, tenant.id)
    names = list_names(uow, {one.created_by for one in versions if one.created_by})
    languages = _languages(tenant)
    return render(
        "surveys/plan.html",
        tenant=tenant,
        form=form,
        row=row,
        networks=[(one, show_label(Network(one))) for one in NETWORKS],
        languages=[(code, show_label(LanguageCode(code))) for code in languages],
        texts={name: _(label) for name, label in TEXTS.items()},
        longest=LONGEST,
        labels=_labels(languages),
        findings={f"{one.language}.{one.name}": show_findings(one.findings) for one in found},
        versions=[(one, names.get(one.created_by) if one.created_by else None) for one in versions],
    )


def _labels(languages: list[str]) -> dict[str, Any]:
    """What fields are called above a refused form."""
    return {
        "is_on": _("Ask customers"),
        "networks": _("Where"),
        "delay_minutes": _("Minutes after closing"),
        "apart_days": _("Days between two invitations"),
        "open_days": _("Days to answer"),
        **{
            f"{language}.{name}": f"{_(label)} ({show_label(LanguageCode(language))})"
            for language in languages
            for name, label in TEXTS.items()
        },
    }


def _languages(tenant: Tenant) -> list[str]:
    """The brand's languages that we can ask in; English where it has none of them."""
    return [one for one in tenant.languages if one in OURS] or [LanguageCode.EN.value]
