"""Warnings before an answer is late: a brand's own time for them, and what has been told already."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from bpo.channels.models import account_key
from bpo.core.models import Base, InternalRow


class WatchSetting(InternalRow, Base):
    """How long before the end people are warned, where a brand does not keep to the usual."""

    __tablename__ = "watch_setting"
    __table_args__ = (UniqueConstraint("tenant_id"), CheckConstraint("warn_seconds > 0", name="warn_seconds"))

    warn_seconds: Mapped[int]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]


class DueNotice(InternalRow, Base):
    """That people were told of one due time; without a key to the conversation, which may become another's."""

    __tablename__ = "due_notice"
    __table_args__ = (
        account_key(),
        UniqueConstraint("tenant_id", "conversation_id", "due_at", "kind"),
        CheckConstraint("kind IN ('due', 'late')", name="kind"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    due_at: Mapped[datetime]
    kind: Mapped[str]
    told_at: Mapped[datetime]
