"""Comments on months: whoever sees the whole brand reads them."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.reports.models import ReportComment

MOST = 500


def list_comments(uow: UnitOfWork, tenant_id: UUID, month: date) -> list[ReportComment]:
    """The comments on a month, the earliest first; the latest 500 of them."""
    if tenant_id in uow.actor.narrowed:
        return []
    rows = uow.session.scalars(
        select(ReportComment)
        .where(ReportComment.tenant_id == tenant_id, ReportComment.month == month)
        .order_by(ReportComment.written_at.desc(), ReportComment.id.desc())
        .limit(MOST)
    )
    return list(rows)[::-1]


def get_comment(uow: UnitOfWork, tenant_id: UUID, month: date, comment_id: UUID) -> ReportComment:
    """One comment on a month; NotFound where there is none."""
    row = uow.session.scalar(
        select(ReportComment)
        .where(
            ReportComment.tenant_id == tenant_id,
            ReportComment.id == comment_id,
            ReportComment.month == month,
        )
        .with_for_update()
    )
    if row is None or tenant_id in uow.actor.narrowed:
        raise NotFound
    return row
