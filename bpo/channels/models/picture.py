"""Pictures that go out with replies: drawn anew when they are added, kept beside the draft they belong to."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, column_property, mapped_column

from bpo.channels.models.account import account_key
from bpo.core.models import Base, InternalRow


class ReplyPicture(InternalRow, Base):
    """One picture of one reply. Once the reply is frozen its delivery names the picture by a seal, and it stays as it is."""

    __tablename__ = "reply_picture"
    __table_args__ = (
        account_key(),
        CheckConstraint("content_type IN ('image/jpeg', 'image/webp')", name="content_type"),
        Index("ix_reply_picture_source_id", "tenant_id", "source_id", "place"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    source_id: Mapped[UUID]  # the draft, as a delivery names it
    place: Mapped[int]
    alt: Mapped[str]  # what it shows, in the language of the reply; empty: nobody has said
    content_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    digest: Mapped[str]  # of the bytes
    for_client: Mapped[bool]  # the client was asked to approve a reply with it
    added_at: Mapped[datetime]
    added_by: Mapped[UUID | None]
    # Drawn anew from what was chosen (`rules.pictures`); empty once erased. Lists never load them.
    body: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    small: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    is_kept: Mapped[bool] = column_property(body.is_not(None))
