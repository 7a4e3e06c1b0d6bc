"""The checklist of a brand that is being taken on, for the vendor's people; and the step of going live."""

from collections.abc import Mapping
from typing import Any

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext
from bpo.identity.permissions import Permission
from bpo.onboarding.operations import confirm_item, take_live, withdraw_item
from bpo.onboarding.queries import brand_checklist
from bpo.onboarding.rules import TITLES, WORDS, ChecklistItem, ItemState, is_ready
from bpo.onboarding.views.pages import blp, brand_for_staff, checklist_counts, language_name, may
from bpo.tenants.models import Tenant, TenantState
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.render import render


@blp.get("/brands/<slug>/checklist")
@requires(Permission.BRAND_READ)
def checklist(slug: str) -> str:
    """What is left to do, why, and where."""
    return _page(brand_for_staff(slug))


@blp.post("/brands/<slug>/checklist/<item>")
@requires(Permission.BRAND_EDIT)
def confirm(slug: str, item: str) -> ResponseReturnValue:
    """Take the reader's word for an item, or take it back."""
    tenant = brand_for_staff(slug)
    if request.form.get("action") == "withdraw":
        withdraw_item(g.uow, tenant, item)
        flash(gettext("The confirmation is withdrawn."), "good")
        return redirect(url_for("onboarding.checklist", slug=slug))
    note = request.form.get("note", "")
    try:
        confirm_item(g.uow, tenant, item, note=note)
    except Invalid as error:
        messages = [gettext(fault.message) for fault in error.faults]
        return _page(tenant, notes={item: note}, errors={item: messages}), 422
    flash(gettext("Recorded."), "good")
    return redirect(url_for("onboarding.checklist", slug=slug))


@blp.post("/brands/<slug>/live")
@requires(Permission.BRAND_GO_LIVE)
def go_live(slug: str) -> ResponseReturnValue:
    """Open the brand for work."""
    tenant = get_tenant(g.uow, slug, for_update=True)
    take_live(g.uow, tenant)
    flash(gettext("%(brand)s is live.", brand=tenant.name), "good")
    return redirect(url_for("onboarding.brand", slug=slug))


def _page(
    tenant: Tenant, *, notes: Mapping[str, str] | None = None, errors: Mapping[str, list[str]] | None = None
) -> str:
    items = brand_checklist(g.uow, tenant)
    is_onboarding = tenant.state == TenantState.ONBOARDING
    return render(
        "onboarding/checklist.html",
        tenant=tenant,
        items=[_shown(tenant, item) for item in items],
        progress=checklist_counts(items),
        is_ready=is_ready(items),
        can_confirm=is_onboarding and may(Permission.BRAND_EDIT, tenant),
        can_go_live=is_onboarding and may(Permission.BRAND_GO_LIVE, tenant),
        is_onboarding=is_onboarding,
        notes=notes or {},
        errors=errors or {},
    )


def _shown(tenant: Tenant, item: ChecklistItem) -> dict[str, Any]:
    """One item in words, with the way to what is missing."""
    href, action = _way(tenant, item)
    return {
        "id": item.item.value,
        "what": gettext(TITLES[item.item]),
        "state": item.state.value,
        "why": gettext(item.why) % _in_words(item.values) if item.values else gettext(item.why),
        "href": href if item.state is ItemState.OPEN else None,
        "action": action,
        "can_be_confirmed": item.can_be_confirmed,
        "says": gettext(WORDS[item.item]) if item.item in WORDS else None,
        "word": item.word,
    }


def _in_words(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a reason as the reader calls them: languages by their names."""
    return {
        name: ", ".join(language_name(code) for code in value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def _way(tenant: Tenant, item: ChecklistItem) -> tuple[str | None, str | None]:
    """Where the item is settled; pages of others are addressed by their path, which is the contract's."""
    if item.section == "people":
        return "/people", gettext("Open people")
    if item.section == "staff":
        return f"/brands/{tenant.slug}/staff", gettext("Open staff")
    if item.section == "imports":
        return f"/brands/{tenant.slug}/imports", gettext("Import a file")
    if item.section == "accounts":
        return url_for("onboarding.accounts", slug=tenant.slug), gettext("Open accounts")
    if item.section == "checklist":
        return None, None
    return url_for("onboarding.edit", slug=tenant.slug, section=item.section), gettext("Open this section")
