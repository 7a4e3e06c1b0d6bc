"""Rows for tests: plain typed functions with sensible defaults. Imported as `from builders import …`."""

from itertools import count

from bpo.core.actor import Actor, ActorKind
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.tenants.models import Tenant

_numbers = count(1)


def make_tenant(**over):
    """A brand, committed; its id is in `tenant.id`."""
    n = next(_numbers)
    tenant = Tenant(
        **{
            "id": new_id(),
            "slug": f"brand-{n}-{new_id().hex[-6:]}",
            "name": f"Brand {n}",
            "languages": ["en"],
            "time_zone": "UTC",
            "state": "onboarding",
            "created_at": utcnow(),
            **over,
        }
    )
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.session.add(tenant)
    return tenant


def act_as(role, *tenants, user_id=None, vendor_wide=False):
    """An actor in a role at these brands (rows or ids)."""
    from bpo.identity.permissions import CLIENT_ROLES, permissions_of

    ids = frozenset(getattr(tenant, "id", tenant) for tenant in tenants)
    grants = dict.fromkeys(ids, permissions_of(role, at_vendor=vendor_wide))
    if vendor_wide:
        grants[None] = permissions_of(role, at_vendor=True)
    kind = ActorKind.CLIENT if role in CLIENT_ROLES else ActorKind.STAFF
    return Actor(kind, user_id=user_id or new_id(), tenant_ids=ids, grants=grants)
