"""Who acts: a person, a program with a key, or the system itself.

An actor is a value, fixed for the life of a unit of work. `grants` says what they may do at each brand;
`tenant_ids` is which brands' rows exist for them. `acting(permission)` narrows an actor to the brands where
they hold a permission, so that a row they may not touch in this way does not exist for the call at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    ANONYMOUS = "anonymous"
    CLIENT = "client"  # somebody of a client brand
    STAFF = "staff"  # somebody of the vendor
    SYSTEM = "system"  # the product itself: jobs, commands, figures


@dataclass(frozen=True)
class Actor:
    """Who acts, which brands they may see, what they may do there.

    `grants[None]` are the permissions that hold for the vendor as a whole (users, audit, new brands).
    `narrowed` maps a brand to the only accounts of it that exist for this actor.
    """

    kind: ActorKind
    user_id: UUID | None = None
    name: str = ""
    tenant_ids: frozenset[UUID] = frozenset()
    grants: Mapping[UUID | None, frozenset[str]] = field(default_factory=dict)
    narrowed: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

    @classmethod
    def anonymous(cls) -> "Actor":
        """Somebody who has not signed in; sees nothing."""
        return cls(ActorKind.ANONYMOUS)

    @classmethod
    def system(cls, *tenant_ids: UUID) -> "Actor":
        """The product itself, working for these brands."""
        return cls(ActorKind.SYSTEM, tenant_ids=frozenset(tenant_ids))

    @property
    def is_staff(self) -> bool:
        """Whether the vendor's own rows exist for this actor."""
        return self.kind in {ActorKind.STAFF, ActorKind.SYSTEM}

    def may(self, permission: str, tenant_id: UUID | None = None) -> bool:
        """Whether the permission is held anywhere, or at the given brand."""
        if self.kind is ActorKind.SYSTEM:
            return True
        if tenant_id is not None:
            return permission in self.grants.get(tenant_id, frozenset())
        return any(permission in held for held in self.grants.values())

    def may_at_vendor(self, permission: str) -> bool:
        """Whether the permission is held for the vendor as a whole."""
        return self.kind is ActorKind.SYSTEM or permission in self.grants.get(None, frozenset())

    def acting(self, permission: str) -> "Actor":
        """The same actor, seeing only the brands where the permission is held."""
        if self.kind is ActorKind.SYSTEM:
            return self
        held = frozenset(tenant for tenant in self.tenant_ids if self.may(permission, tenant))
        return replace(self, tenant_ids=held)
