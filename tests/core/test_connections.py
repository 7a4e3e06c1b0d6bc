"""Connections that rest in the pool."""

import time

import pytest
from sqlalchemy import text

from bpo.core.db import RESTED, Sessions, connect


@pytest.fixture
def pool(database, db):
    """A pool of one connection, beside that of the other tests."""
    engine = connect(database[1], pool_size=1, max_overflow=0)
    Sessions.configure(bind=db)
    yield engine
    engine.dispose()


def backend_of(engine):
    with engine.connect() as connection:
        return connection.scalar(text("SELECT pg_backend_pid()"))


def test_a_connection_that_ended_while_it_rested_is_replaced_before_anybody_uses_it(pool, db):
    before = backend_of(pool)
    with db.connect() as another:
        assert another.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": before})
    time.sleep(RESTED)
    assert backend_of(pool) != before


def test_a_connection_that_was_just_used_is_asked_nothing(pool):
    asked = []
    ping = pool.dialect.do_ping
    pool.dialect.do_ping = lambda connection: asked.append(connection) or ping(connection)
    first = backend_of(pool)
    assert (backend_of(pool), asked) == (first, [])
    time.sleep(RESTED)
    assert (backend_of(pool), len(asked)) == (first, 1)
