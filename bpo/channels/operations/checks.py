"""Trying an account's credentials: one unit before the network, one after; when asked, and again a few times a day."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import AuthExpired, ChannelProblem
from bpo.channels.models import ChannelAccount, ChannelConnection
from bpo.channels.operations.connections import (
    account_of_connection,
    adapter_of,
    begin_reading,
    connected_of,
    record_check,
    record_illness,
    record_unreached,
)
from bpo.core.uow import OpenUnit, UnitOfWork

EVERY = timedelta(hours=6)


def due_checks(uow: UnitOfWork, tenant_id: UUID) -> list[ChannelConnection]:
    """The connections that work and were not tried for a while."""
    before, one = uow.now - EVERY, ChannelConnection
    return list(
        uow.session.scalars(
            select(one)
            .join(ChannelAccount, (ChannelAccount.tenant_id == one.tenant_id) & (ChannelAccount.id == one.id))
            .where(
                one.tenant_id == tenant_id,
                one.state == "fine",
                one.checked_at <= before,
                or_(one.check_asked_at.is_(None), one.check_asked_at <= before),
                ChannelAccount.retired_at.is_(None),
            )
            .order_by(one.id)
        )
    )


def check_account(open_unit: OpenUnit, tenant_id: UUID, account_id: UUID, *, wire: Wire, key: bytes) -> None:
    """Ask the network who we are there, and record what that says of the connection."""
    with open_unit() as uow:
        account = account_of_connection(uow, tenant_id, account_id)
        connection = uow.session.get(ChannelConnection, (tenant_id, account_id))
        if account is None or connection is None:
            return
        asked_at = connection.connected_at, connection.check_asked_at
        connected = connected_of(account, connection, key=key)
    found: ChannelProblem | None = None
    checked = None
    try:
        checked = adapter_of(open_unit, (tenant_id, account_id), connected, wire, key=key).check()
    except ChannelProblem as problem:
        found = problem
    with open_unit() as uow:
        connection = uow.session.get(ChannelConnection, (tenant_id, account_id), with_for_update=True)
        account = account_of_connection(uow, tenant_id, account_id)
        if connection is None or account is None:
            return
        if (connection.connected_at, connection.check_asked_at) != asked_at:
            return  # connected anew meanwhile: that has a check of its own
        if checked is not None:
            record_check(uow, connection, checked)
            begin_reading(uow, account)
        elif isinstance(found, AuthExpired):
            record_illness(uow, connection, why=found.message)
        elif found is not None:
            record_unreached(uow, connection, why=found.message)
