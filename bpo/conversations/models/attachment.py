"""Pictures that came with messages: what the message told of them, and their bytes once they were fetched."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow


class Attachment(TenantRow, Base):
    """One picture of one message. It comes after its message, or never: the message waits for nothing."""

    __tablename__ = "attachment"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        UniqueConstraint("tenant_id", "message_id", "place"),
        CheckConstraint("state IN ('waiting', 'kept', 'failed', 'erased')", name="state"),
        CheckConstraint("content_type IN ('image/jpeg', 'image/webp')", name="content_type"),
        CheckConstraint("state <> 'kept' OR (body IS NOT NULL AND small IS NOT NULL)", name="kept"),
        Index(
            "ix_attachment_waiting", "tenant_id", "next_try_at", postgresql_where=text("state = 'waiting'")
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    message_id: Mapped[UUID]
    place: Mapped[int]
    reference: Mapped[str]  # by what its network gives it out
    alt: Mapped[str | None]  # what its author says it shows
    state: Mapped[str]
    tries: Mapped[int]
    next_try_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    failure: Mapped[str | None]  # a sentence to be translated
    content_type: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    # Drawn anew from what came (`channels.rules.pictures`); lists never load them.
    body: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    small: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
