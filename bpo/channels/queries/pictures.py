"""Reads of the pictures of replies; bytes only one at a time."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from bpo.channels.models import ReplyPicture
from bpo.channels.rules.reply_pictures import Seal, seal_of
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork


def pictures_of(
    uow: UnitOfWork, tenant_id: UUID, source_ids: Sequence[UUID]
) -> dict[UUID, list[ReplyPicture]]:
    """The pictures of those of these drafts that have any, in their order."""
    rows = uow.session.scalars(
        select(ReplyPicture)
        .where(ReplyPicture.tenant_id == tenant_id, ReplyPicture.source_id.in_(source_ids))
        .order_by(ReplyPicture.source_id, ReplyPicture.place, ReplyPicture.id)
    )
    found: dict[UUID, list[ReplyPicture]] = {}
    for row in rows:
        found.setdefault(row.source_id, []).append(row)
    return found


def seals_of(uow: UnitOfWork, tenant_id: UUID, source_id: UUID) -> list[Seal]:
    """The pictures of a draft as they would be frozen now."""
    rows = pictures_of(uow, tenant_id, [source_id]).get(source_id, [])
    return [Seal(str(row.id), seal_of(row.digest, row.alt)) for row in rows]


def get_reply_picture(uow: UnitOfWork, tenant_id: UUID, picture_id: UUID) -> ReplyPicture:
    """One picture of a reply, or NotFound."""
    found = uow.session.get(ReplyPicture, (tenant_id, picture_id))
    if found is None:
        raise NotFound
    return found


def bytes_of(uow: UnitOfWork, row: ReplyPicture, *, small: bool) -> bytes:
    """What it shows, whole or small; NotFound once it was erased."""
    column = ReplyPicture.small if small else ReplyPicture.body
    found = uow.session.scalar(
        select(column).where(ReplyPicture.tenant_id == row.tenant_id, ReplyPicture.id == row.id)
    )
    if found is None:
        raise NotFound
    return found
