"""Reads of channel accounts: which there are, and which one an address leads to."""

from uuid import UUID

from sqlalchemy import select, text

from bpo.channels.models import ChannelAccount
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork


def list_accounts(uow: UnitOfWork, tenant_id: UUID, *, retired: bool = False) -> list[ChannelAccount]:
    """The brand's accounts by network and handle; with `retired`, also those it no longer has."""
    query = select(ChannelAccount).where(ChannelAccount.tenant_id == tenant_id)
    if not retired:
        query = query.where(ChannelAccount.retired_at.is_(None))
    return list(uow.session.scalars(query.order_by(ChannelAccount.network, ChannelAccount.handle)))


def get_account(uow: UnitOfWork, account_id: UUID) -> ChannelAccount:
    """One account, or NotFound."""
    account = uow.session.scalars(select(ChannelAccount).where(ChannelAccount.id == account_id)).first()
    if account is None:
        raise NotFound
    return account


def find_route(uow: UnitOfWork, network: str, key: str) -> tuple[UUID, UUID] | None:
    """The brand and account behind a webhook's address; the only way before a brand is known."""
    row = uow.session.execute(
        text("SELECT tenant_id, account_id FROM resolve_route(:network, :key)"),
        {"network": network, "key": key},
    ).first()
    return (row.tenant_id, row.account_id) if row else None
