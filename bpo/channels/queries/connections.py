"""Reads of connections, of the switches that stop sending, and of how far accounts have been read."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from bpo.channels.models import ChannelAccount, ChannelConnection, PollCursor, SendingPause
from bpo.channels.rules.capabilities import POLLED
from bpo.core.uow import UnitOfWork


def find_connection(uow: UnitOfWork, tenant_id: UUID, account_id: UUID) -> ChannelConnection | None:
    """How an account is connected, if it is."""
    return uow.session.get(ChannelConnection, (tenant_id, account_id))


def list_connections(uow: UnitOfWork, tenant_id: UUID) -> dict[UUID, ChannelConnection]:
    """The connections of a brand, by account."""
    rows = uow.session.scalars(select(ChannelConnection).where(ChannelConnection.tenant_id == tenant_id))
    return {row.id: row for row in rows}


def due_accounts(
    uow: UnitOfWork, tenant_id: UUID, at: InstrumentedAttribute[datetime], *, among: Collection[str] = POLLED
) -> list[UUID]:
    """The accounts of a brand whose time has come, by one of the times of their cursor; only those that work."""
    return list(
        uow.session.scalars(
            select(PollCursor.id)
            .join(
                ChannelConnection,
                (ChannelConnection.tenant_id == PollCursor.tenant_id)
                & (ChannelConnection.id == PollCursor.id),
            )
            .join(
                ChannelAccount,
                (ChannelAccount.tenant_id == PollCursor.tenant_id) & (ChannelAccount.id == PollCursor.id),
            )
            .where(
                PollCursor.tenant_id == tenant_id,
                at <= uow.now,
                ChannelConnection.state == "fine",
                ChannelAccount.network.in_(among),
                ChannelAccount.retired_at.is_(None),
            )
        )
    )


def find_pause(uow: UnitOfWork, tenant_id: UUID, account_id: UUID | None) -> SendingPause | None:
    """The switch of one account, or without one of the whole brand, where it is thrown."""
    return uow.session.scalars(
        select(SendingPause).where(
            SendingPause.tenant_id == tenant_id, SendingPause.account_id.is_not_distinct_from(account_id)
        )
    ).first()


def pauses_of(uow: UnitOfWork, tenant_ids: Iterable[UUID]) -> list[SendingPause]:
    """Every switch that is thrown at these brands."""
    return list(
        uow.session.scalars(
            select(SendingPause)
            .where(SendingPause.tenant_id.in_(list(tenant_ids)))
            .order_by(SendingPause.paused_at)
        )
    )


def find_cursor(uow: UnitOfWork, tenant_id: UUID, account_id: UUID) -> PollCursor | None:
    """How far an account has been read, if it is read by us."""
    return uow.session.get(PollCursor, (tenant_id, account_id))
