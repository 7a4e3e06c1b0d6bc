"""That messages were deleted on their network by somebody else than us, and came back; the message itself is kept."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow


class MessageRemoval(TenantRow, Base):
    """One message that is gone, or back. The one that was noticed last holds."""

    __tablename__ = "message_removal"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        Index("ix_message_removal_message_id", "tenant_id", "message_id", "noticed_at"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    message_id: Mapped[UUID]
    is_gone: Mapped[bool]
    at: Mapped[datetime]  # by the network's word, or when we looked
    noticed_at: Mapped[datetime]
