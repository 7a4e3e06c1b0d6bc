"""Years of history from one: what was imported, copied within the database under other ids and years before.

To import ten million messages takes an hour and tells no more than one million. Conversations in which nobody waits are
copied with everything that the product made of them; ids become others, times go back by whole years. Customers, accounts
and agreements are the same, as of people who write again and again.
"""

from ground import Ground
from psycopg import sql

# Each table that is copied, by the column that leads to the conversation, or to the message that does.
TABLES = {
    "conversation": "id",
    "message": "conversation_id",
    "turn": "conversation_id",
    "episode": "conversation_id",
    "message_mood": "id",
    "message_engagement": "message_id",
}
OF_MESSAGES = ("message_mood", "message_engagement")
SAME = ("tenant_id", "account_id", "customer_id", "service_level_id", "calendar_id", "audit_id")
OTHER_TEXTS = ("external_id", "in_reply_to")
YEAR = 365  # days
CHOSEN = """
    CREATE TEMP TABLE chosen AS SELECT tenant_id, id FROM (
        SELECT tenant_id, id, sum(message_count) OVER (ORDER BY last_message_at, id) - message_count AS before
        FROM conversation WHERE waiting_since IS NULL AND last_message_at >= %s) c WHERE before < %s
"""
COLUMNS = """
    SELECT column_name, udt_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""


def multiply(ground: Ground, kept: int) -> None:
    """Copy until at least `kept` messages are there; few more, as conversations are copied whole."""
    su = ground.superuser
    tables = sql.SQL(", ").join(sql.Literal(table) for table in TABLES)
    columns = {table: su.execute(COLUMNS, (table,)).fetchall() for table in TABLES}
    first = ground.value("SELECT min(last_message_at) FROM conversation")
    su.execute(
        "SET session_replication_role = replica; SET maintenance_work_mem = '1GB'"
    )  # keys fit: they are copies
    # No index is kept up while rows come in by the million: all are made anew afterwards.
    off = "UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid::regclass::text IN ({})"
    su.execute(sql.SQL(off).format(tables))
    number = 0
    while (left := kept - int(str(ground.value("SELECT count(*) FROM message")))) > 0:
        number += 1
        su.execute(CHOSEN, (first, left))
        su.execute("ANALYZE chosen")
        for table in TABLES:
            su.execute(_copy(table, columns[table], number))
        su.execute("DROP TABLE chosen")
    for table in TABLES:
        su.execute(sql.SQL("REINDEX TABLE {}").format(sql.Identifier(table)))
    su.execute("RESET session_replication_role; RESET maintenance_work_mem")


def _copy(table: str, columns: list[tuple[str, str]], number: int) -> sql.Composed:
    """INSERT … SELECT of what is chosen, the `number`-th time."""
    names = [sql.Identifier(name) for name, _kind in columns]
    of_message = table in OF_MESSAGES
    source = "FROM {table} t JOIN {via}chosen c ON c.tenant_id = t.tenant_id AND c.id = {key}"
    via = "message m ON m.tenant_id = t.tenant_id AND m.id = t.{by} JOIN " if of_message else ""
    return sql.SQL("INSERT INTO {table} ({names}) SELECT {values} " + source).format(
        table=sql.Identifier(table),
        names=sql.SQL(", ").join(names),
        values=sql.SQL(", ").join(_value(name, kind, number) for name, kind in columns),
        via=sql.SQL(via).format(by=sql.Identifier(TABLES[table])),
        key=sql.SQL("m.conversation_id") if of_message else sql.Identifier("t", TABLES[table]),
    )


def _value(name: str, kind: str, number: int) -> sql.Composed:
    column, copy = sql.Identifier("t", name), sql.Literal(f"/{number}")
    if kind == "uuid" and name not in SAME:
        return sql.SQL("md5({}::text || {})::uuid").format(column, copy)
    if kind == "timestamptz":
        return sql.SQL("{} - make_interval(days => {})").format(column, sql.Literal(YEAR * number))
    if name in OTHER_TEXTS:
        return sql.SQL("{} || {}").format(column, copy)
    return sql.Composed([column])
