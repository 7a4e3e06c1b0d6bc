"""Reads of messages that ordinary reading had missed and a listing of their account found."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Interval, cast, func, select

from bpo.conversations.models import Message
from bpo.core.uow import UnitOfWork


@dataclass(frozen=True)
class Missed:
    """What was missed on one account since an instant. `longest`: from when it was written until it was known."""

    count: int
    longest: timedelta


def missed_since(uow: UnitOfWork, tenant_id: UUID, since: datetime) -> dict[UUID, Missed]:
    """Of each account on which something was missed."""
    late_by = cast(Message.ingested_at - Message.posted_at, Interval)
    rows = uow.session.execute(
        select(
            Message.account_id,
            func.count(),
            func.max(late_by),
        )
        .where(Message.tenant_id == tenant_id, Message.audit_id.is_not(None), Message.ingested_at >= since)
        .group_by(Message.account_id)
    )
    return {account_id: Missed(count, longest) for account_id, count, longest in rows}


def list_missed(uow: UnitOfWork, tenant_id: UUID, since: datetime, *, limit: int) -> list[Message]:
    """The messages themselves, those found last first."""
    return list(
        uow.session.scalars(
            select(Message)
            .where(
                Message.tenant_id == tenant_id, Message.audit_id.is_not(None), Message.ingested_at >= since
            )
            .order_by(Message.ingested_at.desc(), Message.id)
            .limit(limit)
        )
    )
