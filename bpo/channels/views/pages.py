"""What the pages of the channels share."""

from uuid import UUID

from flask import Blueprint, current_app, g

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import get_account
from bpo.core.config import Settings
from bpo.core.errors import NotFound
from bpo.identity.permissions import Permission
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant

blp = Blueprint("channels", __name__, template_folder="../templates")


def brand_for_staff(slug: str) -> Tenant:
    """The brand, for the vendor's people; to a client these pages do not exist."""
    if not g.uow.actor.is_staff:
        raise NotFound
    return get_tenant(g.uow, slug)


def account_of(tenant: Tenant, account_id: UUID) -> ChannelAccount:
    """An account of this brand; another brand of this reader is another address."""
    row = get_account(g.uow, account_id)
    if row.tenant_id != tenant.id:
        raise NotFound
    return row


def may(permission: Permission, tenant: Tenant) -> bool:
    """Whether the reader may do something else at this brand."""
    return bool(g.actor.may(permission, tenant.id))


def settings() -> Settings:
    """The installation's."""
    found: Settings = current_app.config["BPO"]
    return found
