"""Exports as they were ordered, and the bytes of those that are kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, InternalRow


class BrandExport(InternalRow, Base):
    """One order, what became of it, and the manifest of what was in it; the row stays when the file has gone."""

    __tablename__ = "brand_export"
    __table_args__ = (
        CheckConstraint(
            "state IN ('ordered', 'built', 'ready', 'withdrawn', 'expired', 'failed')", name="state"
        ),
        Index(
            "uq_brand_export_waiting",
            "tenant_id",
            unique=True,
            postgresql_where=text("state IN ('ordered', 'built')"),
        ),
        Index("ix_brand_export_ordered_at", "tenant_id", "ordered_at", "id"),
    )

    state: Mapped[str]
    ordered_at: Mapped[datetime]
    ordered_by: Mapped[UUID | None]
    ordered_by_name: Mapped[str]
    as_of: Mapped[datetime | None]  # the state of the database that was read
    erasures: Mapped[int]  # done by then: when there are more, it may hold what was erased
    until: Mapped[datetime | None]  # kept so long
    size: Mapped[int | None] = mapped_column(BigInteger)  # of the ZIP, in bytes
    parts: Mapped[int]
    manifest: Mapped[dict[str, Any]]  # files with their counts and hashes; no texts


class BrandExportPart(InternalRow, Base):
    """A piece of the ZIP, so that neither making nor sending one needs room for the whole."""

    __tablename__ = "brand_export_part"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "export_id"], ["brand_export.tenant_id", "brand_export.id"]),
        UniqueConstraint("tenant_id", "export_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    export_id: Mapped[UUID]
    number: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
