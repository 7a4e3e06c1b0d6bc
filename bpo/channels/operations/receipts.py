"""What a network tells later of a reply that it took: that it went out, or that it did not arrive.

It settles what nobody else could tell, and takes back what was told too soon.
"""

from uuid import UUID

from sqlalchemy import select

from bpo.channels.adapters.base import Sent
from bpo.channels.models import Delivery
from bpo.channels.operations.sending import record_sent, record_undelivered
from bpo.channels.rules.deliveries import DeliveryState
from bpo.channels.rules.read_whatsapp import Receipt
from bpo.core.uow import UnitOfWork


def take_receipt(uow: UnitOfWork, tenant_id: UUID, account_id: UUID, receipt: Receipt) -> None:
    """Let the delivery that it is of know; nothing where none of ours wrote that."""
    key = _key_of(receipt.mark)
    is_it = Delivery.id == key if key else Delivery.remote_id == receipt.external_id
    delivery = uow.session.scalars(
        select(Delivery)
        .where(
            Delivery.tenant_id == tenant_id,
            Delivery.account_id == account_id,
            Delivery.started_at.is_not(None),
            is_it,
        )
        .limit(1)
        .with_for_update()
    ).first()
    if delivery is None:
        return
    if receipt.failure is not None:
        record_undelivered(uow, tenant_id, delivery.id, remote_id=receipt.external_id, why=receipt.failure)
    elif delivery.state != DeliveryState.SENT:
        uow.audit("delivery.echoed", delivery)
        record_sent(uow, tenant_id, delivery.id, Sent(remote_id=receipt.external_id, posted_at=receipt.at))


def _key_of(mark: str | None) -> UUID | None:
    """The delivery whose key it is."""
    try:
        return UUID(mark) if mark else None
    except ValueError:
        return None
