"""Two versions of a guide side by side, rule by rule, with who made them and when."""

from typing import cast

from flask import g, request

from bpo.core.uow import UnitOfWork
from bpo.guides.queries.versions import list_guide_versions
from bpo.guides.rules.differences import differences
from bpo.guides.rules.versions import chosen
from bpo.guides.views.pages import blp, show_difference
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.tenants.queries import get_tenant
from bpo.web.formats import show_date
from bpo.web.forms import FormResult
from bpo.web.guard import requires
from bpo.web.render import render


@blp.get("/brands/<slug>/guide/compare")
@requires(Permission.BRAND_READ)
def compare(slug: str) -> str:
    """What changed from one version of the guide to another."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    versions = {one.version: one for one in list_guide_versions(uow, tenant.id)}
    asked = (request.args.get(name, type=int) for name in ("before", "after"))
    pair = chosen(list(versions), *asked)
    is_staff = g.actor.is_staff
    names = (
        list_names(uow, {one.created_by for one in versions.values() if one.created_by}) if is_staff else {}
    )
    old, new = (versions[pair[0]], versions[pair[1]]) if pair else (None, None)
    return render(
        "guides/compare.html",
        tenant=tenant,
        old=old,
        new=new,
        is_staff=is_staff,
        names=names,
        options=[(one.version, f"{one.version} · {show_date(one.created_at)}") for one in versions.values()],
        form=FormResult(values={"before": pair[0], "after": pair[1]} if pair else {}),
        changes=[show_difference(one) for one in differences(old.content, new.content)]
        if old and new
        else [],
    )
