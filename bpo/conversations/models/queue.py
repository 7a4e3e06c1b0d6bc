"""The queue: one row for each conversation that waits for the brand, and people's saved filters.

A row bears the id of its conversation and exists exactly as long as something waits. All of it but who holds
it and until when it is put off is derived (`rules.priority`), and written in the unit that writes the facts.
No figure is ever computed from here.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.core.ids import new_id
from bpo.core.models import Base, InternalRow


class QueueItem(InternalRow, Base):
    """A conversation that waits, why it stands where it stands, and who holds it."""

    __tablename__ = "queue_item"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "id"], ["conversation.tenant_id", "conversation.id"]),
        CheckConstraint("visibility IN ('public', 'private')", name="visibility"),
        CheckConstraint("sentiment IN ('negative', 'neutral', 'positive')", name="sentiment"),
        CheckConstraint("priority IN ('urgent', 'negative', 'normal', 'low')", name="priority"),
        CheckConstraint("due_kind IN ('first_response', 'next_response', 'promise')", name="due_kind"),
        CheckConstraint(
            "(claimed_by IS NULL) = (claimed_at IS NULL) AND (claimed_by IS NULL) = (claim_until IS NULL)",
            name="claim",
        ),
        Index("ix_queue_item_serve_by", "tenant_id", "serve_by", "id"),
        Index("ix_queue_item_priority", "tenant_id", "priority", "serve_by", "id"),
        Index(
            "ix_queue_item_claimed",
            "tenant_id",
            "claimed_by",
            "claim_until",
            postgresql_where=text("claimed_by IS NOT NULL"),
        ),
        Index(
            "ix_queue_item_snoozed",
            "tenant_id",
            "snoozed_until",
            postgresql_where=text("snoozed_until IS NOT NULL"),
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    network: Mapped[str]
    visibility: Mapped[str]
    language: Mapped[str | None]  # as the source said, else as it was understood
    stage: Mapped[str | None]
    sentiment: Mapped[str]
    priority: Mapped[str]
    reasons: Mapped[list[Any]]  # [{"code", …values}], the most telling first
    messages: Mapped[int]  # how many of the customer's wait
    waiting_since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    due_kind: Mapped[str | None]
    target_seconds: Mapped[int | None]
    serve_by: Mapped[datetime]  # the key of the queue: the due time less a bonus
    snoozed_until: Mapped[datetime | None]
    snoozed_by: Mapped[UUID | None]
    claimed_by: Mapped[UUID | None]
    claimed_at: Mapped[datetime | None]
    claim_until: Mapped[datetime | None]
    changed_at: Mapped[datetime]


class SavedFilter(Base):
    """A view of the queue that somebody keeps under a name; `query` is what stands in the address."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    query: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
