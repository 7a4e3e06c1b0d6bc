"""Databases of a test's own, beside that of its worker, which holds what all other tests made."""

from contextlib import contextmanager

import psycopg
from sqlalchemy.engine import make_url

from bpo.core.db import Sessions, connect


def in_database(url, name):
    """The same address with another database."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def own_databases(addresses, database, **templates):
    """(owner's, application's) address of a database for each name, empty or a copy of a template; gone afterwards."""
    with psycopg.connect(in_database(addresses.owner, "postgres"), autocommit=True) as connection:
        for name, template in templates.items():
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        try:
            yield [tuple(in_database(url, name) for url in database) for name in templates]
        finally:
            for name in templates:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def serving(urls):
    """This process, connected to another database for a while."""
    before = Sessions.kw["bind"]
    engine = connect(urls[1])
    try:
        yield
    finally:
        engine.dispose()
        Sessions.configure(bind=before)
