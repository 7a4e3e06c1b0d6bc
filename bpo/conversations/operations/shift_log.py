"""Writing the shift log, reading it, doing what it asks."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from bpo.conversations.models import Conversation, ShiftNote, ShiftNoteReceipt
from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

LONGEST = 2000


def write_shift_note(
    uow: UnitOfWork, tenant_id: UUID, *, text: str, to_do: bool, conversation: Conversation | None = None
) -> ShiftNote:
    """Leave something to the next shift of a brand, perhaps about one of its conversations."""
    text = text.strip()
    if uow.actor.user_id is None:
        raise Forbidden
    if not text or len(text) > LONGEST:
        fault = Fault("text", N_("Write between 1 and 2,000 characters."))
        raise Invalid(N_("The entry cannot be kept."), faults=(fault,))
    if conversation is None and tenant_id in uow.actor.narrowed:
        fault = Fault(
            "conversation", N_("You serve some accounts of this brand: say which conversation it is about.")
        )
        raise Invalid(N_("The entry cannot be kept."), faults=(fault,))
    row = ShiftNote(
        tenant_id=tenant_id,
        id=new_id(),
        text=text,
        to_do=to_do,
        account_id=conversation.account_id if conversation else None,
        conversation_id=conversation.id if conversation else None,
        written_at=uow.now,
        written_by=uow.actor.user_id,
    )
    uow.session.add(row)
    uow.audit("shift_note.written", row)
    return row


def finish_shift_note(uow: UnitOfWork, row: ShiftNote) -> None:
    """What the entry (locked) asked for is done."""
    if not row.to_do:
        raise Conflict(N_("Nothing was asked for here."))
    if row.done_at is not None:
        raise Conflict(N_("A colleague has done this already."))
    row.done_at, row.done_by = uow.now, uow.actor.user_id
    uow.audit("shift_note.done", row)


def record_log_read(uow: UnitOfWork, notes: Collection[ShiftNote]) -> None:
    """The actor has read these entries."""
    values = [
        {
            "tenant_id": note.tenant_id,
            "id": new_id(),
            "note_id": note.id,
            "user_id": uow.actor.user_id,
            "read_at": uow.now,
        }
        for note in notes
        if note.written_by != uow.actor.user_id
    ]
    if values:
        uow.session.execute(insert(ShiftNoteReceipt).values(values).on_conflict_do_nothing())
