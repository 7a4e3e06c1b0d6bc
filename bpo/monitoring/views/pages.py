"""The blueprint that every page of monitoring belongs to, and the tabs of a brand's monitoring."""

from typing import Any

from flask import Blueprint, g, url_for

from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.identity.permissions import Permission
from bpo.tenants.models import Tenant

blp = Blueprint("monitoring", __name__, template_folder="../templates")

PARTS = (
    ("mentions", N_("Mentions"), Permission.MENTION_READ),
    ("spikes", N_("Spikes"), Permission.MENTION_READ),
    ("authors", N_("Authors"), Permission.MENTION_READ),
    ("digests", N_("Weeks"), Permission.MENTION_READ),
    ("watches", N_("Watches"), Permission.MENTION_READ),
    ("sources", N_("Sources"), Permission.WATCH_EDIT),
)


def tabs(tenant: Tenant, part: str) -> list[dict[str, Any]]:
    """The parts of a brand's monitoring that this reader may open."""
    return [
        {"label": _(label), "url": url_for(f"monitoring.{name}", slug=tenant.slug), "active": name == part}
        for name, label, permission in PARTS
        if g.actor.may(permission, tenant.id)
    ]
