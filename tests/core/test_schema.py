"""A database that was given to us: the roles are made, whoever its owner is, and the wall stands."""

from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from bpo.core.config import Settings
from bpo.core.embedded import Addresses
from bpo.core.schema import is_current, prepare


@pytest.fixture
def given(database, addresses, settings, tmp_path):
    """A function: an empty database of a role with this name, as an operator would hand it over."""
    if addresses.superuser is None:
        pytest.skip("the given database server lends us no superuser")
    made = []

    def make(name, rights):
        with psycopg.connect(addresses.superuser, autocommit=True) as connection:
            role = sql.Identifier(name)
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'given' " + rights).format(role))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
            # Roles are the server's, and this one has some already: a new server's owner would make them.
            for granted in ("bpo_owner", "bpo_gate", "bpo_app"):
                statement = "GRANT {} TO {} WITH ADMIN OPTION, INHERIT FALSE, SET FALSE"
                connection.execute(sql.SQL(statement).format(sql.Identifier(granted), role))
        made.append(name)
        host = psycopg.conninfo.conninfo_to_dict(addresses.superuser)["host"]
        return f"postgresql://{quote(name)}:given@/{quote(name)}?host={quote(host)}"

    yield make
    with psycopg.connect(addresses.superuser, autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.parametrize(
    ("name", "rights"),
    [("somebody_strong", "SUPERUSER"), ("somebody_modest", "CREATEROLE")],
    ids=["a superuser", "a role that may make roles"],
)
def test_a_given_database_is_made_ready_by_whoever_owns_it(
    settings: Settings, addresses, given, name, rights
):
    owner = given(name, rights)
    app_url = prepare(settings, Addresses(None, owner, addresses.app, addresses.redis))
    assert is_current(owner)
    with psycopg.connect(owner) as connection:
        owners = connection.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchall()
        assert owners == [("bpo_owner",)]
    assert app_url == addresses.app  # given: it is used as it is, and its password is left alone
