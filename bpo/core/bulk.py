"""Many rows in one statement, under row-level security.

COPY is refused where row-level security holds, and one INSERT a row is slow; one statement over arrays
is neither. Values are bound, names come from the mapped table.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

PROBES = text(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),"
    " set_config('enable_mergejoin', 'off', true)"
)
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


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
    arrays = {f"c{n}": [row[n] for row in rows] for n in range(len(columns))}
    types = [table.columns[name].type.compile(DIALECT) for name in columns]
    unnest = ", ".join(f"%(c{n})s::{kind}[]" for n, kind in enumerate(types))
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({unnest}) {on_conflict}"  # noqa: S608 -- names of our own tables
    return session.connection().exec_driver_sql(statement, arrays).rowcount
