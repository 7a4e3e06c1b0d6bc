"""Reading millions of rows in memory that does not grow: entries so many at a time, all else by cursors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

from psycopg import Connection

from bpo.core.uow import UnitOfWork
from bpo.ledger.rules.checking import Chain, Entry, Fault

AT_ONCE = 20_000
FETCHED_AT_ONCE = 5000
Together = tuple[int, str, bytes]  # how many, their bodies, their hashes
# Twenty thousand entries as one row: to take them apart here is ten times as fast as twenty thousand rows.
TOGETHER = """
    SELECT count(*), string_agg(body, E'\\n' ORDER BY id), string_agg(hash, CAST('' AS bytea) ORDER BY id)
    FROM ledger_entry WHERE tenant_id = %s AND id > %s AND id <= %s
"""
ONE_BY_ONE = (
    "SELECT id, CAST(kind AS bytea), convert_to(body, 'UTF8'), hash FROM ledger_entry"
    " WHERE tenant_id = %s AND id > %s AND id <= %s ORDER BY id"
)


def read_one_state(uow: UnitOfWork) -> None:
    """Let the whole unit see one state of the database; asked before anything else in it."""
    uow.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def follow_entries(uow: UnitOfWork, tenant_id: UUID, chain: Chain, *, last: int) -> Iterator[Fault | bytes]:
    """Follow a chain up to a number, so many entries at a time: their hashes one after the other, or a fault and no more."""
    connection = _driver(uow)
    while chain.number < last:
        span = tenant_id, chain.number, min(chain.number + AT_ONCE, last)
        with connection.cursor(binary=True) as cursor:
            count, bodies, hashes = cast("Together", cursor.execute(TOGETHER, span).fetchone())
            if count == span[2] - span[1] and chain.follow_whole(bodies.encode().split(b"\n"), hashes):
                yield hashes
                continue
            entries = cast("list[Entry]", cursor.execute(ONE_BY_ONE, span).fetchall())
        yield chain.follow(entries) or Fault(chain.number + 1, "entry", "this number is missing")
        return


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
