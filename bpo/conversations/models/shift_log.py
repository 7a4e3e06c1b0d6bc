"""What one shift leaves to the next, and who has read it."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.conversations.models.keys import conversation_key
from bpo.core.models import Base, InternalRow


class ShiftNote(InternalRow, Base):
    """Something the next shift of a brand should know or do; what was written is never overwritten.

    About a conversation it has its account, and whoever is narrowed to other accounts does not see it. Of a
    brand as a whole it has none, and exists for nobody who is narrowed.
    """

    __tablename__ = "shift_note"
    __table_args__ = (
        account_key(),
        conversation_key(),
        Index("ix_shift_note_written_at", "tenant_id", "written_at", "id"),
        Index(
            "ix_shift_note_open",
            "tenant_id",
            "written_at",
            postgresql_where=text("to_do AND done_at IS NULL"),
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID | None]
    conversation_id: Mapped[UUID | None]
    text: Mapped[str]
    to_do: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime]
    written_by: Mapped[UUID]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]


class ShiftNoteReceipt(InternalRow, Base):
    """Somebody has read an entry."""

    __tablename__ = "shift_note_receipt"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "note_id"], ["shift_note.tenant_id", "shift_note.id"]),
        UniqueConstraint("tenant_id", "note_id", "user_id"),
    )

    note_id: Mapped[UUID]
    user_id: Mapped[UUID]
    read_at: Mapped[datetime]
