"""Digests of weeks for the client: what was said, what changed, what was done about it."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from flask import g
from flask.typing import ResponseReturnValue

from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.monitoring import labels
from bpo.monitoring.queries.authors import tiers_of_author
from bpo.monitoring.queries.digests import get_digest, list_digests, list_named
from bpo.monitoring.rules.weeks import shift
from bpo.monitoring.views.mentions import words
from bpo.monitoring.views.pages import blp, tabs
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.render import render


@blp.get("/brands/<slug>/digests")
@requires(Permission.MENTION_READ)
def digests(slug: str) -> str:
    """The weeks there are digests of."""
    tenant = get_tenant(g.uow, slug)
    return render(
        "monitoring/digests.html",
        tenant=tenant,
        tabs=tabs(tenant, "digests"),
        digests=[
            (
                row,
                sum(row.content["moods"].values()),
                shift(row.content["moods"], row.content["moods_before"]),
            )
            for row in list_digests(g.uow, tenant.id)
        ],
    )


@blp.get("/brands/<slug>/digests/<uuid:digest_id>")
@requires(Permission.MENTION_READ)
def digest(slug: str, digest_id: UUID) -> ResponseReturnValue:
    """One week."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = get_digest(uow, tenant.id, digest_id)
    content: dict[str, Any] = row.content
    measures = {key: _(name) for key, name in labels.MEASURES.items()}
    watches, authors, posts = list_named(
        uow,
        tenant.id,
        watches=[one["watch"] for one in (*content["watches"], *content["spikes"])],
        authors=[one["author"] for one in content["authors"]],
        posts=content["posts"],
    )
    return render(
        "monitoring/digest.html",
        tenant=tenant,
        tabs=tabs(tenant, "digests"),
        row=row,
        last_day=row.week + timedelta(days=6),
        total=sum(content["moods"].values()),
        before=sum(content["moods_before"].values()),
        shift=shift(content["moods"], content["moods_before"]),
        moods_now=content["moods"],
        moods_before=content["moods_before"],
        watches=[(watches[one["watch"]].name, one) for one in content["watches"] if one["watch"] in watches],
        authors=[
            (
                authors[one["author"]],
                one,
                [
                    (_(labels.TIERS[tier][0]), labels.TIERS[tier][1])
                    for tier in tiers_of_author(authors[one["author"]])
                ],
            )
            for one in content["authors"]
            if one["author"] in authors
        ],
        posts=[posts[one] for one in content["posts"] if one in posts],
        spikes=[
            (watches[one["watch"]].name, one, measures[one["measure"]])
            for one in content["spikes"]
            if one["watch"] in watches
        ],
        done=content["done"],
        **words(),
    )
