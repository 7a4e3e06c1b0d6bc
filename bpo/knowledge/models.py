"""Templates, articles, campaigns, and who has read a campaign. The brand sees all of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, TenantRow

IN_USE = text("retired_at IS NULL")
LANGUAGES = "language IN ('ru', 'uk', 'pl', 'en')"


class ReplyTemplate(TenantRow, Base):
    """A start for a reply, in one language."""

    __tablename__ = "reply_template"
    __table_args__ = (
        CheckConstraint("kind IN ('reply', 'take_private', 'acknowledgement')", name="kind"),
        CheckConstraint(LANGUAGES, name="language"),
        Index(
            "uq_reply_template_name", "tenant_id", "language", "name", unique=True, postgresql_where=IN_USE
        ),
    )

    kind: Mapped[str]
    language: Mapped[str]
    name: Mapped[str]
    text: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class Article(TenantRow, Base):
    """What the brand knows about one thing, in one language."""

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint(LANGUAGES, name="language"),
        Index("uq_article_title", "tenant_id", "language", "title", unique=True, postgresql_where=IN_USE),
    )

    language: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    url: Mapped[str | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class Campaign(TenantRow, Base):
    """What a brand is doing, from when to when, where; `statement` is what may be said word for word."""

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('promotion', 'launch', 'outage', 'holding_statement', 'known_issue')", name="kind"
        ),
        CheckConstraint("ends_at > starts_at", name="period"),
        Index("ix_campaign_starts_at", "tenant_id", "starts_at", postgresql_where=IN_USE),
    )

    kind: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    statement: Mapped[str | None]
    tags: Mapped[list[Any]] = mapped_column(default=list)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class CampaignReceipt(TenantRow, Base):
    """Somebody of the vendor has read a campaign as it was at `read_at`."""

    __tablename__ = "campaign_receipt"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "campaign_id"], ["campaign.tenant_id", "campaign.id"]),
        UniqueConstraint("tenant_id", "campaign_id", "user_id"),
    )

    campaign_id: Mapped[UUID]
    user_id: Mapped[UUID]
    read_at: Mapped[datetime]
