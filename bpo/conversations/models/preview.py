"""What lies behind links in messages, as far as anybody has looked; and whether a brand lets us look."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow


class LinkPreview(TenantRow, Base):
    """One link of one message. What is behind it comes after its message, or never: the message waits for nothing."""

    __tablename__ = "link_preview"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        UniqueConstraint("tenant_id", "message_id", "place"),
        CheckConstraint("state IN ('waiting', 'kept', 'failed', 'erased')", name="state"),
        CheckConstraint("content_type IN ('image/jpeg', 'image/webp')", name="content_type"),
        CheckConstraint("state <> 'kept' OR fetched_at IS NOT NULL", name="kept"),
        Index(
            "ix_link_preview_waiting", "tenant_id", "next_try_at", postgresql_where=text("state = 'waiting'")
        ),
        Index("ix_link_preview_address", "tenant_id", "address"),
        Index("ix_link_preview_asked_at", "tenant_id", "asked_at"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    message_id: Mapped[UUID]
    place: Mapped[int]
    address: Mapped[str]  # as a server is asked for it
    host: Mapped[str]  # of the address, in ASCII
    state: Mapped[str]
    tries: Mapped[int]
    noted_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    asked_at: Mapped[
        datetime | None
    ]  # when the site was asked last for this row; never, where another's is shown
    fetched_at: Mapped[datetime | None]  # when what stands here was seen there
    failure: Mapped[str | None]  # a sentence to be translated
    led_to: Mapped[str | None]  # the address where it ended, where that is of another host
    title: Mapped[str | None]
    description: Mapped[str | None]
    content_type: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    # Drawn anew from what came (`channels.rules.pictures`); lists never load it.
    small: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class PreviewSetting(TenantRow, Base):
    """Where a brand lets us look behind links, if it does not keep to the usual (`rules.previews`)."""

    __tablename__ = "preview_setting"
    __table_args__ = (UniqueConstraint("tenant_id"),)

    in_public: Mapped[bool]
    in_private: Mapped[bool]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
