"""Reads of spikes, and of the counts around them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.monitoring.models import MentionHour, Spike

Place = tuple[datetime, UUID]


def get_spike(uow: UnitOfWork, tenant_id: UUID, spike_id: UUID) -> Spike:
    """One spike of a brand, or NotFound."""
    found = uow.session.scalars(
        select(Spike).where(Spike.tenant_id == tenant_id, Spike.id == spike_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def list_open_spikes(uow: UnitOfWork, tenant_id: UUID, *, for_update: bool = False) -> list[Spike]:
    """The spikes of a brand that are not over."""
    query = select(Spike).where(Spike.tenant_id == tenant_id, Spike.ended_at.is_(None)).order_by(Spike.id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return list(uow.session.scalars(query))


def list_spikes(
    uow: UnitOfWork,
    tenant_ids: Sequence[UUID],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    after: Place | None = None,
    limit: int,
) -> list[Spike]:
    """Spikes of these brands, the latest first."""
    query = select(Spike).where(Spike.tenant_id.in_(tenant_ids))
    if since is not None:
        query = query.where(Spike.raised_at >= since)
    if until is not None:
        query = query.where(Spike.raised_at < until)
    if after is not None:
        at, last_id = after
        query = query.where(or_(Spike.raised_at < at, and_(Spike.raised_at == at, Spike.id < last_id)))
    return list(uow.session.scalars(query.order_by(Spike.raised_at.desc(), Spike.id.desc()).limit(limit)))


def list_hours(
    uow: UnitOfWork, tenant_id: UUID, watch_id: UUID, *, since: datetime, until: datetime
) -> dict[datetime, tuple[int, int]]:
    """How many a watch found in each hour, and how many of them were negative; hours without any are left out."""
    rows = uow.session.execute(
        select(MentionHour.hour, MentionHour.mentions, MentionHour.negative).where(
            MentionHour.tenant_id == tenant_id,
            MentionHour.watch_id == watch_id,
            MentionHour.hour >= since,
            MentionHour.hour < until,
        )
    )
    return {row.hour: (row.mentions, row.negative) for row in rows}
