"""Many rows in one statement, under row-level security.

COPY is refused where row-level security holds, and one INSERT a row is slow; one statement over arrays
is neither. Values are bound, names come from the mapped table.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

PROBES = text(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),"
    " set_config('enable_mergejoin', 'off', true)"
)
_HEX = attrgetter("hex")
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


def array_of(values: Iterable[object]) -> str:
    """The values, all of one type, as PostgreSQL writes an array: to be bound as text and cast.

    Written here because a million messages go through it: the driver looks at each element by itself and
    takes five times as long.
    """
    listed = list(values)
    write = _writer(next((value for value in listed if value is not None), None))
    return "{" + ",".join(["NULL" if value is None else write(value) for value in listed]) + "}"


def _writer(sample: object) -> Callable[[Any], str]:
    """How values like this one stand in an array."""
    if isinstance(sample, UUID):
        return _HEX
    if isinstance(sample, str):
        return _quoted
    if isinstance(sample, datetime):
        return datetime.isoformat
    if isinstance(sample, bool | int) or sample is None:
        return str
    message = f"No array is made of {type(sample).__name__}."
    raise TypeError(message)


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def plan_for_probes(session: Session) -> None:
    """Let every statement of this transaction find its rows by index, one by one.

    A batch names the few rows it is about, so reading a whole table is always wrong; the planner would do
    it while a table that is filled from nothing has no statistics, or as it was planned when it was small.
    """
    session.execute(PROBES)


def insert_rows(
    session: Session,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    *,
    on_conflict: str = "",
) -> int:
    """Insert rows given as tuples in the order of `columns`; the number inserted."""
    if not rows:
        return 0
    arrays = {f"c{n}": array_of(column) for n, column in enumerate(zip(*rows, strict=True))}
    types = [table.columns[name].type.compile(DIALECT) for name in columns]
    unnest = ", ".join(f"%(c{n})s::{kind}[]" for n, kind in enumerate(types))
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({unnest}) {on_conflict}"  # noqa: S608 -- names of our own tables
    return session.connection().exec_driver_sql(statement, arrays).rowcount
