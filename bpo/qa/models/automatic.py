"""What the check found in replies that were sent: a machine's findings, never part of a person's review."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from bpo.channels.models import account_key
from bpo.core.models import Base, TenantRow


class AutomaticCheck(TenantRow, Base):
    """One reply, checked once, by the rules in force when it was posted; after that once its grammar, and once the reader.

    It points at the message, not at the conversation, which may become part of another, and holds nothing of
    the text: findings are rules, severities and places.
    """

    __tablename__ = "automatic_check"
    __table_args__ = (
        account_key(),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["message.tenant_id", "message.id"]),
        UniqueConstraint("tenant_id", "message_id"),
        CheckConstraint("infos >= 0 AND warns >= 0 AND approves >= 0 AND blocks >= 0", name="counts"),
        CheckConstraint(
            "(grammar_state IS NULL AND grammar_unread IS NULL AND grammar_at IS NULL)"
            " OR (grammar_state = 'checked' AND grammar_unread IS NULL AND grammar_at IS NOT NULL)"
            " OR (grammar_state = 'not_checked' AND grammar_unread IS NOT NULL AND grammar_at IS NOT NULL)",
            name="grammar",
        ),
        CheckConstraint(
            "(reader_state IS NULL AND reader_unread IS NULL AND reader_at IS NULL AND reader_version IS NULL"
            " AND likely IS NULL)"
            " OR (reader_state = 'read' AND reader_unread IS NULL AND reader_at IS NOT NULL"
            " AND reader_version IS NOT NULL)"
            " OR (reader_state = 'not_read' AND reader_unread IS NOT NULL AND reader_at IS NOT NULL"
            " AND reader_version IS NULL AND likely IS NULL)",
            name="reader",
        ),
        Index("ix_automatic_check_posted_at", "tenant_id", "posted_at", "id"),
        Index("ix_automatic_check_known_at", "tenant_id", "known_at"),
        Index(
            "ix_automatic_check_grammar",
            *("tenant_id", "language", "known_at", "id"),
            postgresql_where=text("grammar_state IS NULL"),
        ),
        Index(
            "ix_automatic_check_reader",
            *("tenant_id", "posted_at", "id"),
            postgresql_where=text("reader_state IS NULL"),
        ),
    )
    account_column: ClassVar[str | None] = "account_id"

    account_id: Mapped[UUID]
    message_id: Mapped[UUID]
    agent_id: Mapped[UUID | None]  # who wrote it, where they are one of our people
    language: Mapped[str]  # in which it was checked
    rule_set_version: Mapped[int | None]
    posted_at: Mapped[datetime]  # of the reply, as is known_at: when it became known to us
    known_at: Mapped[datetime]
    checked_at: Mapped[datetime]
    infos: Mapped[int]  # findings of each severity
    warns: Mapped[int]
    approves: Mapped[int]
    blocks: Mapped[int]
    # {"rule", "severity", "start", "end"} each, places in code points; those of the engine of grammar also bear
    # {"origin", "id"}: whose they are and the engine's own name of its rule; those of the reader {"values"} with how
    # likely they are; those of a topic {"values"} with which it is.
    findings: Mapped[list[Any]]
    grammar_state: Mapped[str | None]  # GrammarState; None: it waits
    grammar_unread: Mapped[str | None]  # why not: language.grammar.worker.Unread
    grammar_at: Mapped[datetime | None]
    reader_state: Mapped[str | None]  # ReaderState; None: it waits, or became known too late to be read
    reader_unread: Mapped[str | None]  # why not: NotRead
    reader_at: Mapped[datetime | None]
    reader_version: Mapped[str | None]
    # How likely it is what, as far as rules could ask: {label: 0 to 1}; gone when the text is erased.
    likely: Mapped[dict[str, Any] | None]
