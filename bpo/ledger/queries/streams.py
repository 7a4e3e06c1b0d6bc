"""Reading millions of rows in memory that does not grow: by COPY, so many entries at a time, and by cursors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

from psycopg import Connection

from bpo.core.uow import UnitOfWork
from bpo.ledger.queries.evidence import micros_of
from bpo.ledger.rules.checking import Entry

AT_ONCE = 20_000
FETCHED_AT_ONCE = 5000
# In binary form nothing is put into words and read again; what is given as bytea arrives as the bytes of its letters.
TYPES = ["int8", "bytea", "bytea", "bytea", "int8", "bytea", "bytea"]
ENTRIES = (
    "COPY (SELECT id, kind, CAST(subject_id AS text), CAST(conversation_id AS text),"  # noqa: S608 -- words of ours
    f" {micros_of('sealed_at')}, body, hash FROM ledger_entry"
    " WHERE tenant_id = %s AND id > %s AND id <= %s ORDER BY id) TO STDOUT (FORMAT BINARY)"
)


def read_one_state(uow: UnitOfWork) -> None:
    """Let the whole unit see one state of the database; asked before anything else in it."""
    uow.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def entries_of(uow: UnitOfWork, tenant_id: UUID, *, after: int, last: int) -> Iterator[list[Entry]]:
    """The entries after a number, up to another, so many at a time; those that are not there are left out."""
    connection = _driver(uow)
    for first in range(after, last, AT_ONCE):
        until = min(first + AT_ONCE, last)
        with connection.cursor() as cursor, cursor.copy(ENTRIES, (tenant_id, first, until)) as copy:
            copy.set_types(TYPES)
            yield cast("list[Entry]", list(copy.rows()))


@contextmanager
def rows_in(
    uow: UnitOfWork, name: str, query: str, values: Mapping[str, object]
) -> Iterator[Iterator[tuple[Any, ...]]]:
    """The rows of a query as they come; several may be read side by side, each by its name."""
    with _driver(uow).cursor(name=name, binary=True) as cursor:
        cursor.execute(query.encode(), values)
        yield _fetched(cursor)


def _fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 -- a server-side cursor
    while rows := cursor.fetchmany(FETCHED_AT_ONCE):
        yield from rows


def _driver(uow: UnitOfWork) -> Connection[Any]:
    driver = uow.session.connection().connection.driver_connection
    assert isinstance(driver, Connection)
    return driver
