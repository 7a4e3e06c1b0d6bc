"""Asking networks how the brand's own posts were taken up, where they tell."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import AuthExpired, ChannelProblem
from bpo.channels.models import ChannelAccount, ChannelConnection
from bpo.channels.operations.connections import (
    account_of_connection,
    adapter_of,
    connected_of,
    record_illness,
)
from bpo.channels.rules.capabilities import TELLING
from bpo.channels.rules.incoming import Engagement
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.core.vocabulary import Network


def accounts_that_tell(
    uow: UnitOfWork, tenant_id: UUID, *, among: Collection[Network] = TELLING
) -> list[UUID]:
    """The connected accounts of a brand whose network tells something when asked: of itself, how posts are taken up."""
    return list(
        uow.session.scalars(
            select(ChannelAccount.id)
            .join(
                ChannelConnection,
                (ChannelConnection.tenant_id == ChannelAccount.tenant_id)
                & (ChannelConnection.id == ChannelAccount.id),
            )
            .where(
                ChannelAccount.tenant_id == tenant_id,
                ChannelAccount.network.in_([one.value for one in among]),
                ChannelAccount.retired_at.is_(None),
                ChannelConnection.state == "fine",
            )
            .order_by(ChannelAccount.id)
        )
    )


def read_engagement(
    open_unit: OpenUnit,
    tenant_id: UUID,
    account_id: UUID,
    *,
    private_hosts: frozenset[str],
    key: bytes,
    within: timedelta,
) -> tuple[tuple[str, Engagement], ...]:
    """How the public posts of an account are taken up by now, by the network's ids; nothing where it cannot be asked."""
    with open_unit() as uow:
        account = account_of_connection(uow, tenant_id, account_id)
        connection = uow.session.get(ChannelConnection, (tenant_id, account_id))
        if account is None or connection is None or connection.state != "fine":
            return ()
        connected = connected_of(account, connection, key=key)
        since = uow.now - within
    try:
        wire = Wire(private_hosts)
        return adapter_of(open_unit, (tenant_id, account_id), connected, wire, key=key).look(since=since)
    except ChannelProblem as problem:
        if isinstance(problem, AuthExpired):
            with open_unit() as uow:
                found = uow.session.get(ChannelConnection, (tenant_id, account_id), with_for_update=True)
                if found is not None:
                    record_illness(uow, found, why=problem.message)
        return ()
