"""Whether every message came in: the listings of a brand's accounts, and what they found that had been missed."""

from datetime import timedelta
from uuid import UUID

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.operations.auditing import request_audit
from bpo.channels.queries import get_account, list_accounts, list_connections
from bpo.channels.queries.audits import last_audits
from bpo.channels.rules.capabilities import LISTED
from bpo.conversations.queries.late import list_missed, missed_since
from bpo.conversations.views.pages import blp
from bpo.core.errors import NotFound
from bpo.core.i18n import gettext as _
from bpo.identity.permissions import Permission, reads_masked
from bpo.language.personal_masks import mask
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.render import render

TOLD = timedelta(days=30)
SHOWN = 100


@blp.get("/brands/<slug>/completeness")
@requires(Permission.DELIVERY_MANAGE)
def completeness(slug: str) -> str:
    """Each connected account with its last listing, and the messages that were found late."""
    tenant = _brand_for_staff(slug)
    connections = list_connections(g.uow, tenant.id)
    handles = {one.id: one for one in list_accounts(g.uow, tenant.id)}
    accounts = [one for one in handles.values() if one.id in connections]
    since = g.uow.now - TOLD
    masked = reads_masked(g.uow.actor, tenant.id)
    found = list_missed(g.uow, tenant.id, since, limit=SHOWN)
    return render(
        "conversations/completeness.html",
        tenant=tenant,
        accounts=accounts,
        handles=handles,
        listable={one.id for one in accounts if one.network in LISTED},
        audits=last_audits(g.uow, tenant.id, [one.id for one in accounts]),
        missed=missed_since(g.uow, tenant.id, since),
        found=found,
        texts={one.id: mask(one.text) if masked else one.text for one in found},
        days=TOLD.days,
        shown=SHOWN,
        may_read=g.actor.may(Permission.CONVERSATION_READ, tenant.id),
    )


@blp.post("/brands/<slug>/completeness/<uuid:account_id>")
@requires(Permission.DELIVERY_MANAGE)
def list_anew(slug: str, account_id: UUID) -> ResponseReturnValue:
    """Have one account listed now and not within the hour."""
    tenant = _brand_for_staff(slug)
    account = get_account(g.uow, account_id)
    if account.tenant_id != tenant.id:
        raise NotFound
    request_audit(g.uow, account)
    flash(_("The account is being listed. What was missed appears here and in the queue."), "good")
    return redirect(url_for("conversations.completeness", slug=slug), code=303)


def _brand_for_staff(slug: str) -> Tenant:
    if not g.uow.actor.is_staff:
        raise NotFound
    return get_tenant(g.uow, slug)
