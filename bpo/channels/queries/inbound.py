"""Reads of raw events and import runs."""

from uuid import UUID

from sqlalchemy import func, select

from bpo.channels.models import ImportRun, InboundEvent
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork


def list_waiting_events(uow: UnitOfWork, tenant_id: UUID, *, limit: int) -> list[InboundEvent]:
    """Raw events that have not become messages yet, oldest first."""
    return list(
        uow.session.scalars(
            select(InboundEvent)
            .where(InboundEvent.tenant_id == tenant_id, InboundEvent.processed_at.is_(None))
            .order_by(InboundEvent.received_at, InboundEvent.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


def count_waiting_events(uow: UnitOfWork, tenant_id: UUID) -> int:
    """How many raw events wait."""
    waiting = select(func.count()).select_from(InboundEvent)
    return (
        uow.session.scalar(
            waiting.where(InboundEvent.tenant_id == tenant_id, InboundEvent.processed_at.is_(None))
        )
        or 0
    )


def get_import(uow: UnitOfWork, run_id: UUID) -> ImportRun:
    """One import run, or NotFound."""
    run = uow.session.scalars(select(ImportRun).where(ImportRun.id == run_id)).first()
    if run is None:
        raise NotFound
    return run


def list_imports(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 50) -> list[ImportRun]:
    """The latest import runs of a brand."""
    return list(
        uow.session.scalars(
            select(ImportRun)
            .where(ImportRun.tenant_id == tenant_id)
            .order_by(ImportRun.created_at.desc())
            .limit(limit)
        )
    )
