"""Spikes: which there were, one of them with its hours and posts; and the same for the client's PR."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import g
from flask.typing import ResponseReturnValue

from bpo.conversations.queries.handoffs import my_departments
from bpo.core.errors import NotFound
from bpo.core.i18n import current_zone
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.monitoring import labels
from bpo.monitoring.operations.spikes import DEPARTMENT
from bpo.monitoring.queries.mentions import MentionFilter, list_mentions
from bpo.monitoring.queries.spikes import get_spike, list_hours, list_spikes
from bpo.monitoring.queries.watches import list_watches
from bpo.monitoring.rules.mentions import Sort
from bpo.monitoring.rules.spikes import HOUR
from bpo.monitoring.views.mentions import show_lines, words
from bpo.monitoring.views.pages import blp, tabs
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.formats import show_datetime
from bpo.web.guard import requires
from bpo.web.render import render

AROUND = timedelta(hours=18)
MOST = 100
TOP = 10


@blp.get("/brands/<slug>/spikes")
@requires(Permission.MENTION_READ)
def spikes(slug: str) -> str:
    """When many wrote at once."""
    tenant = get_tenant(g.uow, slug)
    watches = list_watches(g.uow, [tenant.id], retired=True)
    return render(
        "monitoring/spikes.html",
        tenant=tenant,
        tabs=tabs(tenant, "spikes"),
        spikes=list_spikes(g.uow, [tenant.id], limit=MOST),
        watch_names={one.id: one.name for one in watches},
        measures={key: _(name) for key, name in labels.MEASURES.items()},
    )


@blp.get("/brands/<slug>/spikes/<uuid:spike_id>")
@requires(Permission.MENTION_READ)
def spike(slug: str, spike_id: UUID) -> ResponseReturnValue:
    """One spike: its hours, and the posts that most can have seen."""
    tenant = get_tenant(g.uow, slug)
    return _page(tenant, spike_id, tabs(tenant, "spikes"), may_read=True)


@blp.get("/brands/<slug>/spikes/<uuid:spike_id>/told")
@requires(Permission.HANDOFF_DECIDE)
def spike_told(slug: str, spike_id: UUID) -> ResponseReturnValue:
    """The same for those who decide for the client's PR, whatever else they may read."""
    tenant = get_tenant(g.uow, slug)
    mine = my_departments(g.uow).get(tenant.id, frozenset())
    if mine is not None and DEPARTMENT not in mine:
        raise NotFound
    return _page(tenant, spike_id, [], may_read=g.actor.may(Permission.MENTION_READ, tenant.id))


def _page(
    tenant: Tenant, spike_id: UUID, parts: list[dict[str, Any]], *, may_read: bool
) -> ResponseReturnValue:
    uow = cast("UnitOfWork", g.uow)
    row = get_spike(uow, tenant.id, spike_id)
    names = {one.id: one.name for one in list_watches(uow, [tenant.id], retired=True)}
    until = row.last_hour + HOUR
    found = MentionFilter(
        sort=Sort.NEGATIVE if row.measure == "negative" else Sort.REACH,
        watch_id=row.watch_id,
        since=row.began_at,
        until=until,
    )
    posts = list_mentions(uow, found, tenant_ids=[tenant.id], limit=TOP)
    return render(
        "monitoring/spike.html",
        tenant=tenant,
        tabs=parts,
        may_read=may_read,
        may_state=g.actor.may(Permission.KNOWLEDGE_EDIT, tenant.id),
        row=row,
        watch_name=names.get(row.watch_id, ""),
        measure=_(labels.MEASURES[row.measure]),
        until=until,
        days={"since": _day(row.began_at), "until": _day(until)},
        spec=_picture(
            uow,
            tenant,
            row.watch_id,
            row.began_at - AROUND,
            min(until + AROUND, uow.now + HOUR),
            row.expected,
            row.hours,
        ),
        items=show_lines(uow, posts, {}),
        **words(),
    )


def _day(at: datetime) -> str:
    return at.astimezone(current_zone()).date().isoformat()


def _picture(
    uow: UnitOfWork,
    tenant: Tenant,
    watch_id: UUID,
    since: datetime,
    until: datetime,
    expected: float,
    width: int,
) -> dict[str, Any]:
    """Posts an hour around a spike, on the reader's clock."""
    hours = list_hours(uow, tenant.id, watch_id, since=since, until=until)
    utc = ZoneInfo("UTC")
    shown = []
    at = since.astimezone(utc)
    while at < until:
        shown.append(at)
        at += HOUR
    return {
        "kind": "bar",
        "x": [show_datetime(one) for one in shown],
        "x_name": _("Hour"),
        "unit": "count",
        "stacked": True,
        "series": [
            {"name": _("Negative"), "values": [hours.get(one, (0, 0))[1] for one in shown]},
            {
                "name": _("Others"),
                "values": [hours.get(one, (0, 0))[0] - hours.get(one, (0, 0))[1] for one in shown],
            },
        ],
        "lines": [{"name": _("Usual"), "value": expected / width}],
    }
