"""What was erased, when and why; how long texts are kept; the key of the hashes that erased names leave.

An erasure holds no text of anybody's: its reason is a code. A brand's key is made at its first erasure;
without it the hashes say nothing, with it a message that was erased is recognised and never stored again.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from bpo.core.models import Base, InternalRow, TenantRow


class Erasure(InternalRow, Base):
    """One customer, one author of mentions, or the texts that had outlived their time: asked for, and done."""

    __tablename__ = "erasure"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customer.tenant_id", "customer.id"]),
        CheckConstraint("kind IN ('customer', 'author', 'retention')", name="kind"),
        CheckConstraint("(kind = 'customer') = (customer_id IS NOT NULL)", name="customer"),
        CheckConstraint("(kind = 'author') = (author_id IS NOT NULL)", name="author"),
        Index(
            "uq_erasure_waiting",
            "tenant_id",
            "customer_id",
            unique=True,
            postgresql_where=text("done_at IS NULL AND customer_id IS NOT NULL"),
        ),
        Index(
            "uq_erasure_author_waiting",
            "tenant_id",
            "author_id",
            unique=True,
            postgresql_where=text("done_at IS NULL AND author_id IS NOT NULL"),
        ),
        Index("ix_erasure_asked_at", "tenant_id", "asked_at", "id"),
    )

    kind: Mapped[str]
    customer_id: Mapped[UUID | None]
    author_id: Mapped[UUID | None]  # no key: mentions stand above conversations
    reason: Mapped[str]  # a code: `rules.erasure`
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID | None]
    done_at: Mapped[datetime | None]
    conversations: Mapped[int]
    messages: Mapped[int]  # of an author: their posts


class ErasureKey(InternalRow, Base):
    """The brand's key of keyed hashes."""

    __tablename__ = "erasure_key"
    __table_args__ = (UniqueConstraint("tenant_id"),)

    secret: Mapped[bytes]
    made_at: Mapped[datetime]


class RetentionRule(TenantRow, Base):
    """After how many months the texts of closed conversations are erased; without a row never."""

    __tablename__ = "retention_rule"
    __table_args__ = (
        UniqueConstraint("tenant_id"),
        CheckConstraint("months BETWEEN 1 AND 240", name="months"),
    )

    months: Mapped[int]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
