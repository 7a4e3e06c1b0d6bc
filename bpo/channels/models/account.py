"""Channel accounts, and the routes that lead to them.

Routes map the address of a webhook to an account before any brand is known, and are read through
`resolve_route` alone.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, TenantRow
from bpo.core.sealed import sealed


def account_key() -> ForeignKeyConstraint:
    """The composite foreign key to a channel account of the same brand."""
    return ForeignKeyConstraint(
        ["tenant_id", "account_id"], ["channel_account.tenant_id", "channel_account.id"]
    )


class ChannelAccount(TenantRow, Base):
    """One account of a brand on one network."""

    __tablename__ = "channel_account"
    __table_args__ = (UniqueConstraint("tenant_id", "network", "handle"),)
    account_column: ClassVar[str | None] = "id"

    network: Mapped[str]
    handle: Mapped[str]
    purpose: Mapped[str]
    tags: Mapped[list[Any]]
    server: Mapped[str | None]
    display_name: Mapped[str | None]
    owner: Mapped[str | None]  # who at the brand owns the account and its token
    webhook_secret: Mapped[bytes | None] = sealed("{tenant_id}|channel_account|{id}|webhook")
    secret_set_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    @property
    def key(self) -> str:
        """The account as message files name it: `network:handle`."""
        return f"{self.network}:{self.handle}"


class ChannelRoute(Base):
    """From the address of a webhook to an account; found before any brand is known."""

    __tablename__ = "channel_route"
    __table_args__ = (account_key(),)

    network: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenant.id"))
    account_id: Mapped[UUID]
