"""Reads of channel accounts, raw events and import runs."""

from uuid import UUID

from sqlalchemy import func, select, text

from bpo.channels.models import ChannelAccount, ImportRun, InboundEvent
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


def list_waiting_events(uow: UnitOfWork, tenant_id: UUID, *, limit: int) -> list[InboundEvent]:
    """Raw events that have not become messages yet, oldest first."""
    return list(
        uow.session.scalars(
            select(InboundEvent)
            .where(InboundEvent.tenant_id == tenant_id, InboundEvent.processed_at.is_(None))
            .order_by(InboundEvent.received_at, InboundEvent.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


def count_waiting_events(uow: UnitOfWork, tenant_id: UUID) -> int:
    """How many raw events wait."""
    waiting = select(func.count()).select_from(InboundEvent)
    return (
        uow.session.scalar(
            waiting.where(InboundEvent.tenant_id == tenant_id, InboundEvent.processed_at.is_(None))
        )
        or 0
    )


def get_import(uow: UnitOfWork, run_id: UUID) -> ImportRun:
    """One import run, or NotFound."""
    run = uow.session.scalars(select(ImportRun).where(ImportRun.id == run_id)).first()
    if run is None:
        raise NotFound
    return run


def list_imports(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 50) -> list[ImportRun]:
    """The latest import runs of a brand."""
    return list(
        uow.session.scalars(
            select(ImportRun)
            .where(ImportRun.tenant_id == tenant_id)
            .order_by(ImportRun.created_at.desc())
            .limit(limit)
        )
    )
