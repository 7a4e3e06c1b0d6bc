"""Reads of the shift log."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select

from bpo.conversations.models import ShiftNote, ShiftNoteReceipt
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork

NEWS_FOR = timedelta(days=3)  # what is older is history, read or not
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class LogFilter:
    """What of the log is asked for."""

    tenant_ids: frozenset[UUID]
    only_to_do: bool = False


def get_shift_note(uow: UnitOfWork, tenant_id: UUID, note_id: UUID, *, for_update: bool = False) -> ShiftNote:
    """One entry, or NotFound."""
    query = select(ShiftNote).where(ShiftNote.tenant_id == tenant_id, ShiftNote.id == note_id)
    found = uow.session.scalars(query.with_for_update() if for_update else query).first()
    if found is None:
        raise NotFound
    return found


def list_shift_notes(
    uow: UnitOfWork, wanted: LogFilter, *, after: Place | None = None, limit: int
) -> list[ShiftNote]:
    """Entries of these brands, newest first."""
    query = select(ShiftNote).where(ShiftNote.tenant_id.in_(sorted(wanted.tenant_ids)))
    if wanted.only_to_do:
        query = query.where(ShiftNote.to_do, ShiftNote.done_at.is_(None))
    if after is not None:
        at, last_id = after
        earlier = and_(ShiftNote.written_at == at, ShiftNote.id < last_id)
        query = query.where(or_(ShiftNote.written_at < at, earlier))
    newest = (ShiftNote.written_at.desc(), ShiftNote.id.desc())
    return list(uow.session.scalars(query.order_by(*newest).limit(limit)))


def list_readers(uow: UnitOfWork, notes: Collection[ShiftNote]) -> Mapping[UUID, set[UUID]]:
    """Who has read each of these entries; who wrote one has read it."""
    readers: dict[UUID, set[UUID]] = defaultdict(set)
    rows = uow.session.execute(
        select(ShiftNoteReceipt.note_id, ShiftNoteReceipt.user_id).where(
            ShiftNoteReceipt.tenant_id.in_({note.tenant_id for note in notes}),
            ShiftNoteReceipt.note_id.in_([note.id for note in notes]),
        )
    )
    for note_id, user_id in rows:
        readers[note_id].add(user_id)
    for note in notes:
        readers[note.id].add(note.written_by)
    return readers


def unread_notes(uow: UnitOfWork, tenant_ids: Collection[UUID]) -> Select[int]:
    """How many entries of these brands' last days others have written and the actor has not read."""
    read = exists().where(
        ShiftNoteReceipt.tenant_id == ShiftNote.tenant_id,
        ShiftNoteReceipt.note_id == ShiftNote.id,
        ShiftNoteReceipt.user_id == uow.actor.user_id,
    )
    return select(func.count()).where(
        ShiftNote.tenant_id.in_(sorted(tenant_ids)),
        ShiftNote.written_at > uow.now - NEWS_FOR,
        ShiftNote.written_by != uow.actor.user_id,
        ~read,
    )
