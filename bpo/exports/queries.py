"""What was exported of a brand, and the bytes that are kept."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bpo.conversations.models import Erasure
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.exports.models import BrandExport, BrandExportPart
from bpo.exports.rules.states import WAITING, ExportState, state_now


def get_export(uow: UnitOfWork, tenant_id: UUID, export_id: UUID) -> BrandExport:
    """One export of a brand, or NotFound."""
    found = uow.session.scalars(
        select(BrandExport).where(BrandExport.tenant_id == tenant_id, BrandExport.id == export_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def find_waiting_export(uow: UnitOfWork, tenant_id: UUID) -> BrandExport | None:
    """The export that is being made."""
    return uow.session.scalars(
        select(BrandExport).where(BrandExport.tenant_id == tenant_id, BrandExport.state.in_(WAITING))
    ).first()


def list_exports(
    uow: UnitOfWork, tenant_id: UUID, *, after: tuple[datetime, UUID] | None = None, limit: int
) -> Sequence[BrandExport]:
    """What was exported, the latest first."""
    query = select(BrandExport).where(BrandExport.tenant_id == tenant_id)
    if after is not None:
        at, last = after
        query = query.where(
            (BrandExport.ordered_at < at) | ((BrandExport.ordered_at == at) & (BrandExport.id < last))
        )
    ordered = query.order_by(BrandExport.ordered_at.desc(), BrandExport.id.desc())
    return uow.session.scalars(ordered.limit(limit)).all()


def count_erasures(uow: UnitOfWork, tenant_id: UUID) -> int:
    """How often something was erased of a brand: the number only grows, and only when texts go."""
    done = (Erasure.tenant_id == tenant_id, Erasure.done_at.is_not(None))
    return uow.session.scalar(select(func.count()).select_from(Erasure).where(*done)) or 0


def state_of(uow: UnitOfWork, export: BrandExport, *, erasures: int | None = None) -> ExportState:
    """How an export stands now; `erasures` where they were counted already."""
    if erasures is None:
        erasures = count_erasures(uow, export.tenant_id)
    return state_now(
        export.state,
        erasures_seen=export.erasures,
        erasures=erasures,
        until=export.until,
        ordered_at=export.ordered_at,
        now=uow.now,
    )


def get_part(uow: UnitOfWork, tenant_id: UUID, export_id: UUID, number: int) -> bytes:
    """One part of the file; NotFound when it has gone, or was emptied by an erasure."""
    body = uow.session.scalar(
        select(BrandExportPart.body).where(
            BrandExportPart.tenant_id == tenant_id,
            BrandExportPart.export_id == export_id,
            BrandExportPart.number == number,
        )
    )
    if not body:
        raise NotFound
    return body
