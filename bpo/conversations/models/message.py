"""The evidence: what was said, and what people did about it. Neither is ever overwritten.

Every customer message pins the versions of service level and calendar in force when it was taken in; the
clock that it starts is measured by these for ever.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key, audit_key
from bpo.conversations.models.keys import conversation_key, pins
from bpo.core.models import Base, TenantRow


class Message(TenantRow, Base):
    """What was said, by whom, when on the network and when known to us."""

    __tablename__ = "message"
    __table_args__ = (
        account_key(),
        conversation_key(),
        audit_key(),
        *pins(),
        UniqueConstraint("tenant_id", "account_id", "external_id"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        CheckConstraint("visibility IN ('public', 'private')", name="visibility"),
        Index("ix_message_conversation_id", "tenant_id", "conversation_id", "posted_at"),
        Index("ix_message_thread_id", "tenant_id", "thread_id"),
        Index(  # people's replies in the order in which they became known
            "ix_message_reply",
            "tenant_id",
            "ingested_at",
            "id",
            postgresql_where=text("direction = 'out' AND NOT automatic"),
        ),
        Index("ix_message_words", "words", postgresql_using="gin"),
        Index("ix_message_audit_id", "tenant_id", "audit_id", postgresql_where=text("audit_id IS NOT NULL")),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    thread_id: Mapped[UUID]
    external_id: Mapped[str]
    direction: Mapped[str]
    automatic: Mapped[bool]
    part_no: Mapped[
        int | None
    ]  # of a reply sent in parts: its first counts as the reply, the others go on with it
    author_id: Mapped[str]  # the network's id of who wrote
    author_name: Mapped[str | None]
    addressee: Mapped[str | None]  # of a brand message: the customer it is for, where the source says so
    in_reply_to: Mapped[str | None]
    text: Mapped[str]
    posted_at: Mapped[datetime]
    ingested_at: Mapped[datetime]
    visibility: Mapped[str]
    language: Mapped[str | None]
    agent: Mapped[str | None]  # e-mail of the person who wrote a brand message, where known
    service_level_id: Mapped[UUID | None]
    calendar_id: Mapped[UUID | None]
    audit_id: Mapped[UUID | None]  # the listing that found it, where ordinary reading had missed it
    # What it is found by (`search_messages`): its words and ids, who wrote it, and its brand as a word like others.
    words: Mapped[Any | None] = mapped_column(
        TSVECTOR(),
        Computed(
            "message_words(tenant_id, text, direction, author_name, author_id, external_id)", persisted=True
        ),
        deferred=True,
    )


class ConversationAct(TenantRow, Base):
    """A person dismissed the open turn, closed the episode, or asked the client; part of the evidence.

    `message_id` is the last message the person saw: the act goes with it when threads turn out to be one.
    """

    __tablename__ = "conversation_act"
    __table_args__ = (
        account_key(),
        conversation_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        CheckConstraint("kind IN ('dismissed', 'closed', 'client_asked', 'client_decided')", name="kind"),
        CheckConstraint(
            "(subject_id IS NOT NULL) = (kind IN ('client_asked', 'client_decided'))", name="subject"
        ),
        Index("ix_conversation_act_conversation_id", "tenant_id", "conversation_id"),
        Index(
            "ix_conversation_act_dismissed",
            "tenant_id",
            "recorded_at",
            postgresql_where=text("kind = 'dismissed'"),
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    message_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    reason: Mapped[str | None]
    actor_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]  # the approval that the client was asked for, or decided
