"""Columns that hold sealed secrets, each with the place its values are sealed for.

A column is declared by `sealed(place)`, and what is declared so is found by asking the models: nothing has to be
listed anywhere (`core.rotation` passes all of it to a new key).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.orm import MappedColumn, mapped_column

from bpo.core.models import Base


def sealed(place: str) -> MappedColumn[Any]:
    """A column of sealed values; `place` is filled in from the row's own columns."""
    return mapped_column(LargeBinary, info={"place": place})


def place_of(row: Base, name: str) -> str:
    """What the value of a row's sealed column is bound to, so that it opens in no other row."""
    column = row.__table__.columns[name]
    return str(column.info["place"].format_map(_Columns(row)))


class _Columns(dict[str, Any]):
    def __init__(self, row: Base) -> None:
        self.row = row

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 -- a column's value
        return getattr(self.row, name)


@dataclass(frozen=True)
class SealedColumn:
    """One column of one mapped class."""

    model: type[Base]
    name: str

    def __str__(self) -> str:
        return f"{self.model.__tablename__}.{self.name}"

    @property
    def is_brands(self) -> bool:
        """Whether its rows belong to brands."""
        return "tenant_id" in self.model.__table__.columns


def sealed_columns() -> list[SealedColumn]:
    """Every one, by name."""
    found = [
        SealedColumn(mapper.class_, column.name)
        for mapper in Base.registry.mappers
        for column in mapper.local_table.columns
        if "place" in column.info
    ]
    return sorted(found, key=str)
