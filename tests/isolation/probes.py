"""Looking across the wall, table by table and verb by verb, as the application's own role.

`violations` answers what an actor of one brand could do to another brand's rows; an empty list is the
promise kept. It runs on a plain connection so that the mutation proof can use it inside one transaction.
"""

from psycopg import errors, sql

SET_SCOPE = (
    "SELECT set_config('app.actor_kind', %s, true), set_config('app.tenant_ids', %s, true),"
    " set_config('app.narrowed_ids', %s, true), set_config('app.account_ids', %s, true),"
    " set_config('app.user_id', %s, true)"
)
REFUSED = (errors.InsufficientPrivilege,)


def become(connection, *, kind="staff", tenants="", narrowed="", accounts="", user=""):
    connection.execute(SET_SCOPE, (kind, str(tenants), str(narrowed), str(accounts), str(user)))


def violations(connection, table, columns, *, key, ours, theirs, rows):
    """What an actor of brand `ours` can do to rows of brand `theirs`; `rows` are theirs, as dicts."""
    found = []
    name = sql.Identifier(table)
    where = sql.SQL("{} = %s").format(sql.Identifier(key))
    become(connection, tenants=ours)
    if connection.execute(
        sql.SQL("SELECT count(*) FROM {} WHERE {}").format(name, where), (theirs,)
    ).fetchone()[0]:
        found.append("read")
    for verb, query in (
        ("update", sql.SQL("UPDATE {0} SET {1} = {1} WHERE {2}")),
        ("delete", sql.SQL("DELETE FROM {0} WHERE {2}")),
    ):
        for column in columns if verb == "update" else columns[:1]:
            statement = query.format(name, sql.Identifier(column), where)
            if attempt(connection, statement, (theirs,)):
                found.append(verb)
                break
    row = dict(rows[0])
    inserted = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        name,
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(sql.Placeholder() * len(row)),
    )
    if attempt(connection, inserted, list(row.values())) is not None:
        found.append("insert")
    upsert = inserted + sql.SQL(" ON CONFLICT DO NOTHING")
    if attempt(connection, upsert, list(row.values())) is not None:
        found.append("upsert")
    become(connection, kind="", tenants="")
    if connection.execute(sql.SQL("SELECT count(*) FROM {}").format(name)).fetchone()[0]:
        found.append("read without a scope")
    return found


def attempt(connection, statement, values):
    """The number of rows touched; None when the database refused."""
    try:
        with connection.transaction(force_rollback=True):
            return connection.execute(statement, values).rowcount
    except REFUSED:
        return None
    except errors.IntegrityError:
        return 1  # the wall let it through to the keys
