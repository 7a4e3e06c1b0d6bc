"""The base of all tables: names of constraints, ids, UTC instants, and to whom a table's rows belong.

Each table says by its mixin who its rows are for: `TenantRow` (a brand's, the client sees them too),
`InternalRow` (a brand's, for the vendor's eyes), `VendorRow` (the vendor's own). Anything else stands in
`core.rls.OWN` with its own policies and a reason.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, MetaData, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from bpo.core.ids import new_id

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every mapped class."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
    }


class TenantRow:
    """A brand's row that the client sees too. `account_column` names what a narrowed actor is held to."""

    account_column: ClassVar[str | None] = None
    internal: ClassVar[bool] = False

    @declared_attr
    def tenant_id(cls) -> Mapped[UUID]:  # noqa: N805 -- declared_attr gets the class
        return mapped_column(Uuid(), ForeignKey("tenant.id"), primary_key=True, sort_order=-2)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


class InternalRow(TenantRow):
    """A brand's row for the vendor's eyes only."""

    internal: ClassVar[bool] = True


class VendorRow:
    """The vendor's own row."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
