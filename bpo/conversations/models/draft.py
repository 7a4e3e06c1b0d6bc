"""Drafts: replies not yet allowed out, and every text they had on the way.

A reply to a customer leaves only as a draft. `client_key` is made where the text is typed, so a save or a
sending that is repeated on a weak network is the same one. A draft that has gone keeps what was found in it
and by which version of the rule set; nothing here is seen by the client.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bpo.channels.models import account_key
from bpo.conversations.models.keys import conversation_key
from bpo.core.models import Base, InternalRow


class Draft(InternalRow, Base):
    """A reply being written, held, on its way or gone; its states are in `rules.drafts`."""

    __tablename__ = "draft"
    __table_args__ = (
        account_key(),
        conversation_key(),
        ForeignKeyConstraint(["tenant_id", "in_reply_to_message_id"], ["message.tenant_id", "message.id"]),
        UniqueConstraint("tenant_id", "client_key"),
        CheckConstraint("kind IN ('reply', 'acknowledgement', 'private_reply')", name="kind"),
        CheckConstraint(
            "state IN ('open', 'held', 'returned', 'sending', 'sent', 'failed', 'unknown', 'discarded')",
            name="state",
        ),
        CheckConstraint(
            "(compensation_minor IS NULL) = (compensation_currency IS NULL)", name="compensation"
        ),
        Index("ix_draft_conversation_id", "tenant_id", "conversation_id", "created_at"),
        Index(
            "ix_draft_judged",
            "tenant_id",
            "submitted_at",
            postgresql_where=text("override_reason IS NOT NULL OR stopped_by IS NOT NULL"),
        ),
        Index(
            "ix_draft_unsettled",
            "tenant_id",
            "author_id",
            "saved_at",
            postgresql_where=text("state NOT IN ('sent', 'discarded')"),
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    client_key: Mapped[str]
    window_key: Mapped[str | None]  # the window that saved it last
    kind: Mapped[str]
    state: Mapped[str]
    text: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    in_reply_to_message_id: Mapped[UUID | None]
    language: Mapped[str | None]
    verdict: Mapped[str | None]
    findings: Mapped[list[Any]]
    rule_set_version: Mapped[int | None]
    override_reason: Mapped[str | None]
    # Rules that refused it on its way, by their names.
    stopped_by: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    submitted_at: Mapped[datetime | None]
    in_parts: Mapped[bool]  # its author saw that it takes several messages, and chose to send them
    delivery_ids: Mapped[list[Any]]
    failure: Mapped[str | None]  # a msgid
    sent_at: Mapped[datetime | None]  # the network's own time
    promise_at: Mapped[datetime | None]
    compensation_minor: Mapped[int | None] = mapped_column(BigInteger)
    compensation_currency: Mapped[str | None]
    compensation_reason: Mapped[str | None]


class DraftRevision(InternalRow, Base):
    """A text that a draft had: about one a minute of typing, one at each submission, and any that lost."""

    __tablename__ = "draft_revision"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "draft_id"], ["draft.tenant_id", "draft.id"]),
        CheckConstraint("cause IN ('typed', 'submitted', 'set_aside', 'edited')", name="cause"),
        Index("ix_draft_revision_draft_id", "tenant_id", "draft_id", "saved_at"),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    draft_id: Mapped[UUID]
    version: Mapped[int]
    cause: Mapped[str]
    text: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]
