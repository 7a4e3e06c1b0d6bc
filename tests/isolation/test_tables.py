"""Every table × verb: another brand's row does not exist. And the proof that these tests would notice."""

from uuid import UUID

import psycopg
import pytest
from isolation.probes import become, violations
from isolation.worlds import make_world
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

import bpo.app  # noqa: F401 -- maps every table
from bpo.core.models import Base, TenantRow
from bpo.core.rls import OWN

CLASSES = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}
BRANDS = sorted(name for name, cls in CLASSES.items() if issubclass(cls, TenantRow))
# Tables with policies of their own that hold rows of brands, and the column that says whose.
BRANDS_OWN = {"tenant": "id", "channel_route": "tenant_id", "event": "tenant_id", "membership": "tenant_id"}
INTERNAL = sorted(name for name in BRANDS if CLASSES[name].internal)
BY_ACCOUNT = sorted(name for name in BRANDS if CLASSES[name].account_column)


@pytest.fixture(scope="module")
def worlds(db):
    return make_world(), make_world()


@pytest.fixture
def superuser(settings, addresses, database):
    """A connection inside a transaction that is always undone: it may change policies and play any role."""
    if addresses.superuser is None:
        pytest.skip("the given database server lends us no superuser")
    url = addresses.superuser.replace("/postgres?", f"/{database[1].rpartition('/')[2].partition('?')[0]}?")
    with psycopg.connect(url, row_factory=psycopg.rows.tuple_row) as connection:
        yield connection
        connection.rollback()


def key_of(table):
    return BRANDS_OWN.get(table, "tenant_id")


def rows_of(connection, table, tenant_id):
    """Rows as they are, read past the wall."""
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            sql.SQL("SELECT * FROM {} WHERE {} = %s LIMIT 3").format(
                sql.Identifier(table), sql.Identifier(key_of(table))
            ),
            (tenant_id,),
        )
        rows = cursor.fetchall()
    made = made_by_itself(table)
    return [{name: _as_value(value) for name, value in row.items() if name not in made} for row in rows]


def made_by_itself(table):
    """Columns that the database makes of others."""
    cls = CLASSES.get(table)
    return {one.name for one in cls.__table__.columns if one.computed is not None} if cls else set()


def _as_value(value):
    if isinstance(value, list) and all(isinstance(one, UUID) for one in value) and value:
        return value  # an array of ids
    return Jsonb(value) if isinstance(value, dict | list) else value


def updatable(connection, table):
    return [
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM information_schema.column_privileges"
            " WHERE table_name = %s AND grantee = 'bpo_app' AND privilege_type = 'UPDATE'",
            (table,),
        )
        if name not in made_by_itself(table)
    ] or ["id"]


def probe(connection, table, worlds):
    ours, theirs = worlds
    rows = rows_of(connection, table, theirs.tenant_id)
    assert rows, f"{table} has no row of the other brand: the world does not fill it"
    columns = updatable(connection, table)
    connection.execute("SET LOCAL ROLE bpo_app")
    return violations(
        connection, table, columns, key=key_of(table), ours=ours.tenant_id, theirs=theirs.tenant_id, rows=rows
    )


@pytest.mark.parametrize("table", [*BRANDS, *BRANDS_OWN])
def test_another_brands_row_does_not_exist(superuser, worlds, table):
    assert probe(superuser, table, worlds) == []


@pytest.mark.parametrize("table", [*BRANDS, *BRANDS_OWN])
def test_ones_own_brands_rows_do_exist(superuser, worlds, table):
    rows = rows_of(superuser, table, worlds[0].tenant_id)
    superuser.execute("SET LOCAL ROLE bpo_app")
    become(superuser, tenants=worlds[0].tenant_id)
    query = sql.SQL("SELECT count(*) FROM {} WHERE {} = %s").format(
        sql.Identifier(table), sql.Identifier(key_of(table))
    )
    assert superuser.execute(query, (worlds[0].tenant_id,)).fetchone()[0] >= len(rows) > 0


# Internal until it is put to the client: what must stay hidden of it.
PUT_TO_CLIENT = {"exclusion": "proposed_at IS NULL"}


@pytest.mark.parametrize("table", INTERNAL)
def test_a_client_sees_nothing_internal(superuser, worlds, table):
    superuser.execute("SET LOCAL ROLE bpo_app")
    become(superuser, kind="client", tenants=worlds[0].tenant_id)
    hidden = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(
        sql.Identifier(table), sql.SQL(PUT_TO_CLIENT.get(table, "true"))
    )
    assert superuser.execute(hidden).fetchone() == (0,)


def clients_approvals(superuser, ours, theirs):
    """How many approvals a client of our brand sees and may decide: ours and theirs."""
    become(superuser, kind="client", tenants=ours.tenant_id)
    seen = [
        superuser.execute("SELECT count(*) FROM approval WHERE tenant_id = %s", (one.tenant_id,)).fetchone()[
            0
        ]
        for one in (ours, theirs)
    ]
    decided = superuser.execute("UPDATE approval SET note = 'x'").rowcount
    return [*seen, decided]


def waiting_for(superuser, world, tier):
    superuser.execute("RESET ROLE")
    superuser.execute("UPDATE approval SET tier = %s WHERE tenant_id = %s", (tier, world.tenant_id))
    superuser.execute("SET LOCAL ROLE bpo_app")


def test_a_client_sees_only_the_approvals_that_wait_for_the_client(superuser, worlds):
    for tier, seen in (("colleague", 0), ("supervisor", 0), ("client", 1)):
        for world in worlds:
            waiting_for(superuser, world, tier)
        assert clients_approvals(superuser, *worlds) == [seen, 0, seen]
    become(superuser, kind="client", tenants=worlds[0].tenant_id)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        superuser.execute("INSERT INTO approval SELECT (a).* FROM (SELECT a FROM approval a) x")


@pytest.mark.parametrize("policy", ["client_select", "client_update"])
def test_loosening_a_clients_policy_on_approvals_is_noticed(superuser, worlds, policy):
    for world in worlds:
        waiting_for(superuser, world, "colleague")
    superuser.execute("RESET ROLE")
    check = " WITH CHECK (true)" if policy == "client_update" else ""
    superuser.execute(f"ALTER POLICY {policy} ON approval USING (true){check}")
    superuser.execute("SET LOCAL ROLE bpo_app")
    assert clients_approvals(superuser, *worlds) != [0, 0, 0]


def test_a_clients_approvals_are_narrowed_to_their_accounts(superuser, worlds):
    ours = worlds[0]
    waiting_for(superuser, ours, "client")
    become(superuser, kind="client", tenants=ours.tenant_id, narrowed=ours.tenant_id, accounts=ours.user_id)
    assert superuser.execute("SELECT count(*) FROM approval").fetchone() == (0,)


@pytest.mark.parametrize("table", BY_ACCOUNT)
def test_a_narrowed_actor_sees_only_their_accounts(superuser, worlds, table):
    ours = worlds[0]
    column = sql.Identifier(CLASSES[table].account_column)
    superuser.execute("SET LOCAL ROLE bpo_app")
    name = sql.Identifier(table)
    everything = sql.SQL("SELECT count(*) FROM {}").format(name)
    become(superuser, tenants=ours.tenant_id, narrowed=ours.tenant_id, accounts=ours.account_id)
    assert superuser.execute(everything).fetchone()[0] > 0
    others = sql.SQL("SELECT count(*) FROM {} WHERE {} <> %s").format(name, column)
    assert superuser.execute(others, (ours.account_id,)).fetchone() == (0,)
    become(superuser, tenants=ours.tenant_id, narrowed=ours.tenant_id, accounts=ours.user_id)
    assert superuser.execute(everything).fetchone() == (0,)


@pytest.mark.parametrize("table", BRANDS)
def test_loosening_the_policy_is_noticed(superuser, worlds, table):
    name = sql.Identifier(table)
    superuser.execute(sql.SQL("ALTER POLICY brand ON {} USING (true) WITH CHECK (true)").format(name))
    assert {"read", "insert"} <= set(probe(superuser, table, worlds))


@pytest.mark.parametrize("table", sorted(BRANDS_OWN))
def test_loosening_a_policy_of_its_own_is_noticed(superuser, worlds, table):
    for policy in OWN[table]:
        if policy.role == "bpo_app":
            clauses = [
                b"USING (true)" * (policy.verb != "INSERT"),
                b"WITH CHECK (true)" * (policy.verb in {"ALL", "INSERT"}),
            ]
            superuser.execute(
                sql.SQL("ALTER POLICY {} ON {} ").format(sql.Identifier(policy.name), sql.Identifier(table))
                + sql.SQL(b" ".join(clauses).decode())
            )
    assert "read" in probe(superuser, table, worlds)


@pytest.mark.parametrize("table", BRANDS)
def test_dropping_the_policy_is_noticed(superuser, worlds, table):
    superuser.execute(sql.SQL("DROP POLICY brand ON {}").format(sql.Identifier(table)))
    with pytest.raises(AssertionError):
        test_ones_own_brands_rows_do_exist(superuser, worlds, table)


@pytest.mark.parametrize("table", BRANDS)
def test_switching_row_level_security_off_is_noticed(superuser, worlds, table):
    superuser.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(sql.Identifier(table)))
    assert {"read", "read without a scope"} <= set(probe(superuser, table, worlds))
