"""A conversation in short, as every endpoint that answers with one says it."""

from typing import Any, cast

from flask import g

from bpo.channels.queries import get_account
from bpo.conversations.models import Conversation
from bpo.conversations.queries import thread
from bpo.core.uow import UnitOfWork
from bpo.tenants.models import Tenant


def summary_of(tenant: Tenant, found: Conversation) -> dict[str, Any]:
    """Whose it is, where, and whether it waits."""
    uow = cast("UnitOfWork", g.uow)
    account = get_account(uow, found.account_id)
    identity = next(
        (one for one in thread.list_identities(uow, found) if one.network == account.network), None
    )
    own = ("id", "state", "visibility", "started_at", "last_message_at", "message_count", "waiting_since")
    return {
        **{name: getattr(found, name) for name in (*own, "due_at")},
        "slug": tenant.slug,
        "network": account.network,
        "account": account.key,
        "customer": (identity.name or identity.external_id) if identity else None,
    }
