"""Reads of what is gone from its network."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bpo.channels.models import InboundEvent
from bpo.conversations.models import Message, MessageRemoval
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Visibility

MOST_LOOKED_FOR = 500


def gone_since(uow: UnitOfWork, tenant_id: UUID, message_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Of these messages those that no longer stand on their network, and since when."""
    rows = uow.session.scalars(
        select(MessageRemoval)
        .where(MessageRemoval.tenant_id == tenant_id, MessageRemoval.message_id.in_(message_ids))
        .order_by(MessageRemoval.noticed_at, MessageRemoval.id)
    )
    last = {row.message_id: row for row in rows}
    return {message_id: row.at for message_id, row in last.items() if row.is_gone}


def standing_since(
    uow: UnitOfWork, tenant_id: UUID, account_id: UUID, *, since: datetime, until: datetime
) -> list[Message]:
    """What came of an account's public messages between two instants, newest first: what may be looked for there."""
    return list(
        uow.session.scalars(
            select(Message)
            .join(
                InboundEvent,
                (InboundEvent.tenant_id == Message.tenant_id)
                & (InboundEvent.account_id == Message.account_id)
                & (InboundEvent.dedupe_key == Message.external_id),
            )
            .where(
                Message.tenant_id == tenant_id,
                Message.account_id == account_id,
                Message.visibility == Visibility.PUBLIC.value,
                InboundEvent.received_at >= since,
                InboundEvent.received_at <= until,
            )
            .order_by(InboundEvent.received_at.desc(), Message.id)
            .limit(MOST_LOOKED_FOR)
        )
    )
