"""Where somebody's own program hears what they are told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.ids import new_id
from bpo.core.models import Base
from bpo.core.sealed import sealed


class NotificationHook(Base):
    """An address of one person's, and the secret by which it knows us."""

    __tablename__ = "notification_hook"
    __table_args__ = (
        UniqueConstraint("user_id"),
        CheckConstraint("url LIKE 'https://%' OR url LIKE 'http://%'", name="url"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    url: Mapped[str]
    secret: Mapped[bytes] = sealed("{user_id}|notification_hook|secret")
    created_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    why: Mapped[str | None]  # a number of HTTP, or the kind of a failure
