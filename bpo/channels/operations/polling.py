"""Asking networks what is new: from a place, with an overlap, the place moved with what was stored.

Two units around the network: the first takes the account in hand by setting its next time, the second
stores what came together with the new place. A worker that dies between them has lost nothing.
"""

from datetime import timedelta
from uuid import UUID

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import AuthExpired, ChannelProblem, NotSent, Polled
from bpo.channels.models import ChannelAccount, ChannelConnection, PollCursor
from bpo.channels.operations.connections import (
    account_of_connection,
    adapter_of,
    connected_of,
    record_illness,
)
from bpo.channels.operations.inbound import store_inbound
from bpo.channels.queries import due_accounts
from bpo.channels.rules.capabilities import capabilities_of
from bpo.core.uow import OpenUnit, UnitOfWork

PERIOD = timedelta(seconds=20)  # at which it is seen which accounts are to be asked
LONGEST_PAUSE = timedelta(minutes=15)
# At first, and when a mailbox began to count anew, what came since this long ago is read.
LOOK_BACK = timedelta(days=2)
MOST_ROUNDS = 5


def due_polls(uow: UnitOfWork, tenant_id: UUID) -> list[UUID]:
    """The accounts of a brand that are to be asked now."""
    return due_accounts(uow, tenant_id, PollCursor.next_poll_at)


def poll_account(open_unit: OpenUnit, tenant_id: UUID, account_id: UUID, *, wire: Wire, key: bytes) -> int:
    """Ask one account what is new; the number of raw events stored."""
    stored = 0
    for _round in range(MOST_ROUNDS):
        with open_unit() as uow:
            cursor = _take(uow, tenant_id, account_id)
            account = account_of_connection(uow, tenant_id, account_id)
            connection = uow.session.get(ChannelConnection, (tenant_id, account_id))
            if cursor is None or account is None or connection is None or connection.state != "fine":
                return stored
            cursor.next_poll_at = uow.now + capabilities_of(account.network).asked_every
            connected = connected_of(account, connection, key=key)
            place = cursor.cursor
            since = max(connection.connected_at, cursor.polled_at or connection.connected_at) - LOOK_BACK
        adapter = adapter_of(open_unit, (tenant_id, account_id), connected, wire, key=key)
        try:
            polled = adapter.poll(place, since=since)
        except ChannelProblem as problem:
            with open_unit() as uow:
                _record_failure(uow, tenant_id, account_id, problem)
            return stored
        with open_unit() as uow:
            stored += _record(uow, tenant_id, account_id, polled, form=adapter.form, place=place)
        if not polled.more:
            break
    return stored


def _take(uow: UnitOfWork, tenant_id: UUID, account_id: UUID) -> PollCursor | None:
    """Take the account in hand, unless another worker has just done so."""
    cursor = uow.session.get(
        PollCursor,
        (tenant_id, account_id),
        with_for_update={"skip_locked": True},
        populate_existing=True,
    )
    if cursor is None or cursor.next_poll_at > uow.now:
        return None
    return cursor


def _record(
    uow: UnitOfWork, tenant_id: UUID, account_id: UUID, polled: Polled, *, form: str, place: str | None
) -> int:
    cursor = uow.session.get(PollCursor, (tenant_id, account_id), with_for_update=True)
    account = uow.session.get(ChannelAccount, (tenant_id, account_id))
    if cursor is None or account is None:
        return 0  # disconnected meanwhile
    stored = store_inbound(uow, account, polled.events, form=form) if polled.events else 0
    if cursor.cursor == place:
        cursor.cursor = polled.cursor
    cursor.polled_at = uow.now
    cursor.failures, cursor.failing_since, cursor.failure = 0, None, None
    if polled.more:
        cursor.next_poll_at = uow.now
    return stored


def _record_failure(uow: UnitOfWork, tenant_id: UUID, account_id: UUID, problem: ChannelProblem) -> None:
    cursor = uow.session.get(PollCursor, (tenant_id, account_id), with_for_update=True)
    connection = uow.session.get(ChannelConnection, (tenant_id, account_id))
    account = uow.session.get(ChannelAccount, (tenant_id, account_id))
    if cursor is None or connection is None or account is None:
        return
    cursor.failures += 1
    cursor.failing_since = cursor.failing_since or uow.now
    cursor.failure = problem.message
    asked_every = capabilities_of(account.network).asked_every
    pause = min(asked_every * 2 ** min(cursor.failures, 8), LONGEST_PAUSE)
    asked = problem.retry_after if isinstance(problem, NotSent) else None
    cursor.next_poll_at = uow.now + max(pause, asked or timedelta())
    if isinstance(problem, AuthExpired):
        record_illness(uow, connection, why=problem.message)
