"""Reads of the listings that look for what was missed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from bpo.channels.models import ChannelAudit
from bpo.core.uow import UnitOfWork


def last_audits(
    uow: UnitOfWork, tenant_id: UUID, account_ids: Sequence[UUID] | None = None
) -> dict[UUID, ChannelAudit]:
    """The latest listing of each account of a brand, or of some."""
    latest = (
        select(ChannelAudit)
        .where(ChannelAudit.tenant_id == tenant_id)
        .ext(distinct_on(ChannelAudit.account_id))
        .order_by(ChannelAudit.account_id, ChannelAudit.began_at.desc())
    )
    if account_ids is not None:
        latest = latest.where(ChannelAudit.account_id.in_(account_ids))
    return {row.account_id: row for row in uow.session.scalars(latest)}
