"""Reads of deliveries and their attempts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_

from bpo.channels.models import ChannelAccount, ChannelConnection, Delivery, DeliveryAttempt
from bpo.channels.queries.connections import list_connections, pauses_of
from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.deliveries import OVER, UNSETTLED, DeliveryState, Window, spend
from bpo.channels.rules.waiting import AS_MANY_AS_FIT, TOO_MANY, why_waiting
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork

STATE_FILTERS = {
    "waiting": ("queued", "sending"),
    "unknown": ("unknown",),
    "failed": ("failed",),
    "sent": ("sent",),
    "cancelled": ("cancelled",),
}


def get_delivery(uow: UnitOfWork, delivery_id: UUID) -> Delivery:
    """One delivery, or NotFound."""
    delivery = uow.session.scalars(select(Delivery).where(Delivery.id == delivery_id)).first()
    if delivery is None:
        raise NotFound
    return delivery


def deliveries_of(uow: UnitOfWork, tenant_id: UUID, source_ids: Iterable[UUID]) -> dict[UUID, list[Delivery]]:
    """What became of these drafts: for each, its parts in order, as one stands there or else in their latest group."""
    rows = uow.session.scalars(
        select(Delivery)
        .where(Delivery.tenant_id == tenant_id, Delivery.source_id.in_(list(source_ids)))
        .order_by(Delivery.source_id, Delivery.part_no, Delivery.attempt_group)
    )
    latest: dict[UUID, dict[int, Delivery]] = defaultdict(dict)
    for row in rows:
        known = latest[row.source_id].get(row.part_no)
        if known is None or known.state != DeliveryState.SENT:
            latest[row.source_id][row.part_no] = row
    return {source: list(parts.values()) for source, parts in latest.items()}


def list_undelivered(
    uow: UnitOfWork, tenant_id: UUID, account_id: UUID, remote_ids: Iterable[str]
) -> set[str]:
    """Which of these messages their network took from us and could not deliver."""
    rows = uow.session.scalars(
        select(Delivery.remote_id).where(
            Delivery.tenant_id == tenant_id,
            Delivery.account_id == account_id,
            Delivery.remote_id.in_(list(remote_ids)),
            Delivery.state.in_(OVER),
        )
    )
    return {known_as for known_as in rows if known_as is not None}


def list_attempts(uow: UnitOfWork, delivery: Delivery) -> list[DeliveryAttempt]:
    """The attempts of a delivery, in order."""
    return list(
        uow.session.scalars(
            select(DeliveryAttempt)
            .where(
                DeliveryAttempt.tenant_id == delivery.tenant_id, DeliveryAttempt.delivery_id == delivery.id
            )
            .order_by(DeliveryAttempt.attempt_no)
        )
    )


def count_deliveries(uow: UnitOfWork, tenant_id: UUID) -> dict[str, int]:
    """How many deliveries of a brand are in each state."""
    rows = uow.session.execute(
        select(Delivery.state, func.count().label("number"))
        .where(Delivery.tenant_id == tenant_id)
        .group_by(Delivery.state)
    )
    return {row.state: row.number for row in rows}


def list_deliveries(
    uow: UnitOfWork,
    tenant_id: UUID,
    *,
    states: Sequence[str] | None,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Delivery]:
    """The deliveries of a brand, latest first."""
    query = select(Delivery).where(Delivery.tenant_id == tenant_id)
    if states is not None:
        query = query.where(Delivery.state.in_(states))
    if before is not None:
        query = query.where(tuple_(Delivery.frozen_at, Delivery.id) < before)
    query = query.order_by(Delivery.frozen_at.desc(), Delivery.id.desc()).limit(limit)
    return list(uow.session.scalars(query))


@dataclass(frozen=True)
class Wait:
    """Until when nothing goes out from an account, and why: a sentence to be translated."""

    until: datetime
    why: str


def wait_of(uow: UnitOfWork, connection: ChannelConnection) -> Wait | None:
    """What its network lets an account wait for, or its own budget; None where it may send now."""
    until = connection.sends_from
    if until is not None and until > uow.now:
        said = uow.session.scalars(
            select(Delivery.failure)
            .where(
                Delivery.tenant_id == connection.tenant_id,
                Delivery.account_id == connection.id,
                Delivery.state == DeliveryState.QUEUED,
                Delivery.next_attempt_at == until,
                Delivery.failure.is_not(None),
            )
            .limit(1)
        ).first()
        return Wait(until, said or TOO_MANY)
    account = uow.session.get_one(ChannelAccount, (connection.tenant_id, connection.id))
    window = Window(connection.window_started_at, connection.window_count)
    room_at = spend(window, capabilities_of(account.network).budget, now=uow.now)[1]
    return Wait(room_at, AS_MANY_AS_FIT) if room_at is not None else None


def held_back(uow: UnitOfWork, tenant_id: UUID, deliveries: Sequence[Delivery]) -> dict[UUID, str]:
    """Why replies wait, as sentences to be translated; nothing for one that goes out by itself any moment."""
    waiting = [row for row in deliveries if row.state == DeliveryState.QUEUED]
    if not waiting:
        return {}
    connections = list_connections(uow, tenant_id)
    waits = {
        account_id: wait_of(uow, connections[account_id])
        for account_id in {row.account_id for row in waiting}
        if account_id in connections
    }
    paused = {row.account_id for row in pauses_of(uow, [tenant_id])}
    first: dict[UUID, int] = {
        row.thread_key: row.place
        for row in uow.session.execute(
            select(Delivery.thread_key, func.min(Delivery.place).label("place"))
            .where(
                Delivery.tenant_id == tenant_id,
                Delivery.state.in_(UNSETTLED),
                Delivery.thread_key.in_({row.thread_key for row in waiting}),
            )
            .group_by(Delivery.thread_key)
        )
    }
    found = {}
    for row in waiting:
        connection, wait = connections.get(row.account_id), waits.get(row.account_id)
        why = why_waiting(
            connection_state=connection.state if connection else None,
            is_paused=None in paused or row.account_id in paused,
            is_first=first.get(row.thread_key, row.place) >= row.place,
            account_waits=wait.why if wait else None,
            tried=row.failures > 0,
        )
        if why is not None:
            found[row.id] = why
    return found
