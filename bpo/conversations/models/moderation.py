"""What was done with messages on their network: hidden, shown again, deleted, and by which rule of the brand."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow


class Moderation(TenantRow, Base):
    """One act on one message, from when it was asked for until the network has done it or said no."""

    __tablename__ = "moderation"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        CheckConstraint("act IN ('hide', 'unhide', 'delete')", name="act"),
        CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done"),
        Index("ix_moderation_message_id", "tenant_id", "message_id", "asked_at"),
        Index(
            "ix_moderation_waiting", "tenant_id", "next_try_at", postgresql_where=text("state = 'waiting'")
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    message_id: Mapped[UUID]
    act: Mapped[str]
    rule: Mapped[str | None]  # the id of the brand's community rule; none where it is taken back
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID | None]
    state: Mapped[str]
    tries: Mapped[int]
    next_try_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    failure: Mapped[str | None]  # a sentence to be translated
