"""Brands and the versions of what was agreed with them.

A row of a version is never changed but for `retired_at`: editing or deleting a service level, a calendar
or a holiday changes no figure of the past, because messages and clocks point at the version they began with.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.ids import new_id
from bpo.core.models import Base, TenantRow

CURRENT = text("retired_at IS NULL")


class TenantState(StrEnum):
    ONBOARDING = "onboarding"
    LIVE = "live"
    ENDED = "ended"


class Tenant(Base):
    """A client brand."""

    __tablename__ = "tenant"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("state IN ('onboarding', 'live', 'ended')", name="state"),
        CheckConstraint("slug ~ '^[a-z0-9-]{2,40}$'", name="slug"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str]
    name: Mapped[str]
    languages: Mapped[list[Any]]
    time_zone: Mapped[str]
    state: Mapped[str] = mapped_column(default=TenantState.ONBOARDING.value)
    created_at: Mapped[datetime]
    went_live_at: Mapped[datetime | None]


class VendorWord(Base):
    """A word of the vendor's trade that spelling knows at every brand; taken back, it stays as what once held.

    `key` is the word as it is compared. Whoever changes rows must change `version` of `queries.SHARED` by it.
    """

    __tablename__ = "vendor_word"
    __table_args__ = (
        CheckConstraint("language IN ('ru', 'uk', 'pl', 'en')", name="language"),
        CheckConstraint("(retired_at IS NULL) = (retired_by_name IS NULL)", name="retired"),
        Index("uq_vendor_word_current", "language", "key", unique=True, postgresql_where=CURRENT),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    language: Mapped[str]
    word: Mapped[str]
    key: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID | None]
    added_by_name: Mapped[str]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[UUID | None]
    retired_by_name: Mapped[str | None]


class BusinessCalendar(TenantRow, Base):
    """One version of a named calendar; `spec` is the normal form of `rules.calendar`."""

    __tablename__ = "business_calendar"
    __table_args__ = (
        UniqueConstraint("tenant_id", "name", "version"),
        Index("uq_business_calendar_current", "tenant_id", "name", unique=True, postgresql_where=CURRENT),
    )

    name: Mapped[str]
    version: Mapped[int]
    spec: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class ServiceLevel(TenantRow, Base):
    """One service level of one version of the brand's ordered list. Targets are seconds of working time."""

    __tablename__ = "service_level"
    __table_args__ = (
        UniqueConstraint("tenant_id", "version", "position"),
        Index("ix_service_level_current", "tenant_id", "position", postgresql_where=CURRENT),
    )

    version: Mapped[int]
    position: Mapped[int]
    name: Mapped[str]
    conditions: Mapped[dict[str, Any]]  # the file's `when`: key → list of values
    first_response_seconds: Mapped[int | None]
    next_response_seconds: Mapped[int | None]
    resolution_seconds: Mapped[int | None]
    calendar: Mapped[str]  # a name; a clock pins the version that the name had when it started
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class BrandSection(TenantRow, Base):
    """One version of a section of the agreement that has no table of its own.

    `rule_set` holds guide, terms, restricted topics and names together: one version for all checks.
    """

    __tablename__ = "brand_section"
    __table_args__ = (
        UniqueConstraint("tenant_id", "section", "version"),
        Index("uq_brand_section_current", "tenant_id", "section", unique=True, postgresql_where=CURRENT),
    )

    section: Mapped[str]
    version: Mapped[int]
    content: Mapped[Any] = mapped_column(JSONB())
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]
