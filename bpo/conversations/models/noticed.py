"""What was noticed about messages beside what they say: how a customer's reads, how the brand's was taken up.

Both are kept once and never overwritten, so that a signed month stays what it was. A mood is kept because
the text it was read from may be erased, and because a better dictionary would read it differently.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow


class MessageMood(TenantRow, Base):
    """How one customer's message reads; bears the id of its message.

    `read_by` is `words`, or the version of the reader that was asked too; `urgent` and `topics` (with blanks
    between) and `intent` are its labels (`language.deep`) and empty where words alone were read.
    """

    __tablename__ = "message_mood"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "id"], ["message.tenant_id", "message.id"]),
        CheckConstraint("sentiment IN ('negative', 'neutral', 'positive')", name="sentiment"),
        CheckConstraint(
            "intent IN ('complaint', 'question', 'praise', 'lead', 'review', 'thanks', 'spam', 'other')",
            name="intent",
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    sentiment: Mapped[str]
    read_at: Mapped[datetime]
    read_by: Mapped[str] = mapped_column(server_default=text("'words'"))
    urgent: Mapped[str] = mapped_column(server_default=text("''"))
    topics: Mapped[str] = mapped_column(server_default=text("''"))
    intent: Mapped[str | None]


class MessageEngagement(TenantRow, Base):
    """How often one public message of the brand was seen, shared, liked and answered, as known at an instant.

    NULL is what the network does not give; 0 is a count of none.
    """

    __tablename__ = "message_engagement"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        UniqueConstraint("tenant_id", "message_id", "seen_at"),
        Index(
            "ix_message_engagement_posted_at",
            "tenant_id",
            "posted_at",
            "message_id",
            text("seen_at DESC"),
            postgresql_include=["account_id", "views", "shares", "likes", "replies"],
        ),
        CheckConstraint("views >= 0 AND shares >= 0 AND likes >= 0 AND replies >= 0", name="counts"),
        CheckConstraint("coalesce(views, shares, likes, replies) IS NOT NULL", name="given"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    message_id: Mapped[UUID]
    posted_at: Mapped[datetime]  # the message's: a report asks by it
    seen_at: Mapped[datetime]
    views: Mapped[int | None] = mapped_column(BigInteger)
    shares: Mapped[int | None] = mapped_column(BigInteger)
    likes: Mapped[int | None] = mapped_column(BigInteger)
    replies: Mapped[int | None] = mapped_column(BigInteger)
