"""Reads of deliveries and their attempts."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select

from bpo.channels.models import Delivery, DeliveryAttempt
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork


def get_delivery(uow: UnitOfWork, delivery_id: UUID) -> Delivery:
    """One delivery, or NotFound."""
    delivery = uow.session.scalars(select(Delivery).where(Delivery.id == delivery_id)).first()
    if delivery is None:
        raise NotFound
    return delivery


def deliveries_of(uow: UnitOfWork, tenant_id: UUID, source_ids: Iterable[UUID]) -> dict[UUID, list[Delivery]]:
    """What became of these drafts: for each, its parts in their latest attempt group, in order."""
    rows = uow.session.scalars(
        select(Delivery)
        .where(Delivery.tenant_id == tenant_id, Delivery.source_id.in_(list(source_ids)))
        .order_by(Delivery.source_id, Delivery.part_no, Delivery.attempt_group)
    )
    latest: dict[UUID, dict[int, Delivery]] = defaultdict(dict)
    for row in rows:
        latest[row.source_id][row.part_no] = row
    return {source: list(parts.values()) for source, parts in latest.items()}


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
