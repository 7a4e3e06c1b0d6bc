"""The facts derived from messages and acts: turns and episodes with their clocks.

They are replaced whenever their conversation's evidence grows; a turn bears the id of its first message.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.conversations.models.keys import conversation_key, pins
from bpo.core.models import Base, TenantRow


class Turn(TenantRow, Base):
    """A run of customer messages and its response clock. Derived; bears the id of its first message."""

    __tablename__ = "turn"
    __table_args__ = (
        account_key(),
        conversation_key(),
        *pins(),
        CheckConstraint("kind IN ('first_response', 'next_response')", name="kind"),
        CheckConstraint("outcome IN ('open', 'answered', 'dismissed')", name="outcome"),
        CheckConstraint("(message_count > 1) = (again_at IS NOT NULL)", name="again"),
        CheckConstraint("mood IN ('negative', 'neutral', 'positive')", name="mood"),
        Index(
            "ix_turn_started_at",
            "tenant_id",
            "started_at",
            postgresql_include=[
                *("kind", "outcome", "service_level_id", "due_at", "stopped_at", "worked_us"),
                *("account_id", "id"),  # the policy reads the account; without it no index serves alone
                *("conversation_id", "language", "again_at", "mood"),
            ],
        ),
        Index(
            "ix_turn_open",
            "tenant_id",
            "due_at",
            postgresql_include=["account_id"],
            postgresql_where=text("outcome = 'open'"),
        ),
        Index("ix_turn_conversation_id", "tenant_id", "conversation_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    episode_no: Mapped[int]
    kind: Mapped[str]
    message_count: Mapped[int]
    started_at: Mapped[datetime]
    service_level_id: Mapped[UUID | None]
    calendar_id: Mapped[UUID | None]
    due_at: Mapped[datetime | None]
    outcome: Mapped[str]
    stopped_at: Mapped[datetime | None]
    stopped_by: Mapped[UUID | None]  # the reply, or the act
    worked_us: Mapped[int | None] = mapped_column(BigInteger)  # working time to the stop, microseconds
    answered_by: Mapped[str | None]  # the sender's e-mail, where known: credit goes to the sender
    language: Mapped[str | None]  # of its first message
    again_at: Mapped[datetime | None]  # when the customer wrote for the second time
    mood: Mapped[str | None]  # how its first message reads; empty: not read


class Episode(TenantRow, Base):
    """From opening to closing, and its resolution clock. Derived; bears the id of the opening message.

    What the customer said in it, and how that began and ended, stands here for reports: so their cost is that
    of episodes. The words of moods come when they are read, after the message (`operations.moods`).
    """

    __tablename__ = "episode"
    __table_args__ = (
        account_key(),
        conversation_key(),
        *pins(),
        CheckConstraint("began IN ('negative', 'neutral', 'positive')", name="began"),
        CheckConstraint("ended IN ('negative', 'neutral', 'positive')", name="ended"),
        CheckConstraint("(said_count = 0) = (last_said_at IS NULL)", name="said"),
        Index(
            "ix_episode_opened_at",
            "tenant_id",
            "opened_at",
            postgresql_include=[
                *("service_level_id", "due_at", "closed_at", "worked_us"),
                *("account_id", "id", "conversation_id", "episode_no"),
                *("said_count", "last_said_at", "began", "ended"),
            ],
        ),
        Index("ix_episode_conversation_id", "tenant_id", "conversation_id"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    episode_no: Mapped[int]
    opened_at: Mapped[datetime]
    service_level_id: Mapped[UUID | None]
    calendar_id: Mapped[UUID | None]
    due_at: Mapped[datetime | None]  # empty without a target, and while it waits for the customer for ever
    closed_at: Mapped[datetime | None]
    worked_us: Mapped[int | None] = mapped_column(BigInteger)
    said_count: Mapped[int] = mapped_column(server_default="0")  # messages of the customer
    last_said_at: Mapped[datetime | None]
    began: Mapped[str | None]  # how the first of them reads; empty: not read
    ended: Mapped[str | None]
