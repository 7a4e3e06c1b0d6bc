"""Making a database ready: roles, the database itself, migrations.

Three roles: `bpo_owner` owns the tables and migrates; `bpo_app` serves and owns nothing; `bpo_gate` cannot
connect, it owns the few functions that must see beyond a scope. `bpo_readonly` is for support. Run under
an advisory lock, so that several processes may start at once.
"""

from functools import cache
from pathlib import Path
from urllib.parse import unquote

import psycopg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from bpo.core.config import Settings, kept_secret
from bpo.core.db import driver_url
from bpo.core.embedded import Addresses

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
ROLES = ("bpo_owner NOLOGIN", "bpo_gate NOLOGIN", "bpo_readonly NOLOGIN", "bpo_app LOGIN")
LOCK = 7_305_201  # any number, the same for all who prepare this database


def prepare(settings: Settings, addresses: Addresses) -> str:
    """Make roles, database and tables ready; the address for the application's role."""
    password = prepare_roles(settings, addresses)
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        if not is_current(addresses.owner):
            migrate(addresses.owner)
    return addresses.app or _app_url(addresses.owner, password)


def prepare_roles(settings: Settings, addresses: Addresses) -> str:
    """Make roles and a database ready, without tables; the password of the application's role."""
    if addresses.superuser:
        _make_owner_and_database(addresses)
    password = kept_secret(settings.home, "postgres-app")
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        given = addresses.app and not addresses.superuser
        _make_roles(connection, password=None if given else password)
    return password


def migrate(owner_url: str, revision: str = "head") -> None:
    """Run the migrations up to a revision."""
    command.upgrade(alembic_config(owner_url), revision)


def is_current(owner_url: str) -> bool:
    """Whether every migration has been run."""
    engine = create_engine(driver_url(owner_url))
    try:
        with engine.connect() as connection:
            done = MigrationContext.configure(connection).get_current_heads()
    finally:
        engine.dispose()
    return set(done) == wanted_heads()


@cache
def wanted_heads() -> frozenset[str]:
    """The migrations that this version of the code needs."""
    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())


def alembic_config(owner_url: str) -> Config:
    """Alembic's settings, with our scripts and this database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = driver_url(owner_url)
    return config


def _make_owner_and_database(addresses: Addresses) -> None:
    assert addresses.superuser is not None
    owner = make_url(addresses.owner)
    with psycopg.connect(addresses.superuser, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'bpo_owner'").fetchone()
        verb = "ALTER" if found else "CREATE"
        connection.execute(
            sql.SQL(verb + " ROLE bpo_owner LOGIN CREATEROLE CREATEDB PASSWORD {}").format(
                sql.Literal(unquote(str(owner.password)))
            )
        )
        if not connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", (owner.database,)
        ).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER bpo_owner").format(sql.Identifier(str(owner.database)))
            )


def _make_roles(connection: psycopg.Connection, *, password: str | None) -> None:
    """The roles; `password` is for `bpo_app`, None where the operator has given it one."""
    for role in ROLES:
        name = role.split()[0]
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
            connection.execute(sql.SQL("CREATE ROLE " + role))
    if connection.info.user != "bpo_owner":  # whoever was given to us acts as the owner
        connection.execute("GRANT bpo_owner TO current_user WITH SET TRUE, INHERIT TRUE")
        connection.execute("GRANT ALL ON SCHEMA public TO bpo_owner WITH GRANT OPTION")
    # The owner may act as the gate, to hand it its functions; since PostgreSQL 16 this must be said.
    connection.execute("GRANT bpo_gate TO bpo_owner WITH SET TRUE, INHERIT FALSE")
    if password is not None:
        connection.execute(sql.SQL("ALTER ROLE bpo_app PASSWORD {}").format(sql.Literal(password)))


def _app_url(owner_url: str, password: str) -> str:
    url = make_url(owner_url).set(username="bpo_app", password=password)
    return url.render_as_string(hide_password=False)
