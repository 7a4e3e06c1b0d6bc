"""The list of brands, and one brand as it stands: to read, and to take away as a file."""

from typing import Any

from flask import Response, g, request, url_for

from bpo.channels.queries import list_accounts
from bpo.core.actor import ActorKind
from bpo.identity.permissions import Permission, sees_money
from bpo.onboarding.queries import brand_checklist, brand_sections, list_facts, list_versions, show_brand
from bpo.onboarding.rules import checklist
from bpo.onboarding.views.pages import blp, brand_of_reader, checklist_counts, may
from bpo.onboarding.views.shown import level_rows, topic_rows, week_rows
from bpo.onboarding.views.words import own_words, with_forms
from bpo.tenants.models import Tenant, TenantState
from bpo.tenants.queries import list_tenants_after
from bpo.tenants.rules.contract import without_money
from bpo.web.guard import requires
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render

MOST_ACCOUNTS = 20  # of which the agreement names each


@blp.get("/brands")
@requires(Permission.BRAND_READ)
def brands() -> str:
    """The brands of the reader, with how far each has come."""
    cursor = request.args.get("cursor")
    after = str(decode_cursor(cursor, str)[0]) if cursor else None
    rows = list_tenants_after(g.uow, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda tenant: (tenant.slug,))
    return render(
        "onboarding/brands.html",
        brands=_with_facts(list(page.items)),
        can_create=g.actor.may_at_vendor(Permission.BRAND_CREATE),
        is_staff=g.uow.actor.is_staff,
        next_url=url_for("onboarding.brands", cursor=page.next_cursor) if page.next_cursor else None,
        first_url=url_for("onboarding.brands") if after else None,
    )


@blp.get("/brands/<slug>")
@requires(Permission.BRAND_READ)
def brand(slug: str) -> str:
    """Everything that was agreed with a brand, in words."""
    tenant = brand_of_reader(slug)
    money = sees_money(g.actor, tenant.id)
    sections = brand_sections(g.uow, tenant)
    sections = sections if money else without_money(sections)
    is_staff = g.uow.actor.is_staff
    accounts = list_accounts(g.uow, tenant.id)
    is_new = is_staff and tenant.state == TenantState.ONBOARDING
    return render(
        "onboarding/brand.html",
        tenant=tenant,
        sections=sections,
        sees_money=money,
        levels=level_rows(sections["service_levels"]),
        weeks=week_rows(sections["calendars"]),
        topics=[
            {**topic, "own_words": own_words(topic["topic"], tenant.languages)}
            for topic in topic_rows(sections.get("restricted_topics", []))
        ],
        forms=with_forms(sections, tenant.languages),
        accounts=accounts[:MOST_ACCOUNTS],
        accounts_beyond=max(len(accounts) - MOST_ACCOUNTS, 0),
        progress=checklist_counts(brand_checklist(g.uow, tenant)) if is_new else None,
        can_edit=may(Permission.BRAND_EDIT, tenant),
        is_staff=is_staff,
    )


@blp.get("/brands/<slug>/history")
@requires(Permission.BRAND_READ)
def history(slug: str) -> str:
    """Every version of what was agreed, and when it was in force."""
    tenant = brand_of_reader(slug)
    return render(
        "onboarding/history.html",
        tenant=tenant,
        versions=list_versions(g.uow, tenant.id),
        is_staff=g.uow.actor.is_staff,
    )


@blp.get("/brands/<slug>/file")
@requires(Permission.BRAND_READ)
def file(slug: str) -> Response:
    """The brand file, to keep or to apply elsewhere; without its contract for whoever may not read what it pays."""
    tenant = brand_of_reader(slug)
    left_out = () if sees_money(g.actor, tenant.id) else ("contract",)
    headers = {"Content-Disposition": f'attachment; filename="{tenant.slug}.yaml"'}
    return Response(
        show_brand(g.uow, tenant, left_out=left_out),
        headers=headers,
        content_type="application/yaml; charset=utf-8",
    )


def _with_facts(tenants: list[Tenant]) -> list[dict[str, Any]]:
    """Brands with their accounts and, for the vendor's people, the progress of those not live yet."""
    facts = list_facts(g.uow, [tenant.id for tenant in tenants])
    shows_progress = g.uow.actor.kind is not ActorKind.CLIENT
    return [
        {
            "tenant": tenant,
            "accounts": facts[tenant.id].accounts,
            "progress": checklist_counts(checklist(facts[tenant.id]))
            if shows_progress and tenant.state == TenantState.ONBOARDING
            else None,
        }
        for tenant in tenants
    ]
