"""`bpo doctor`: is everything well? A line each; exit 1 if anything is bad."""

import sys
from collections.abc import Iterator

import click
import psycopg
from redis.exceptions import RedisError
from sqlalchemy import text

from bpo.cli import main
from bpo.core import queue
from bpo.core.db import Sessions
from bpo.core.runtime import Running, start
from bpo.core.schema import is_current
from bpo.language.reader import can_read

Finding = tuple[str, bool, str]
STUCK = "SELECT count(*) FILTER (WHERE dead_at IS NOT NULL), count(*) FROM job"
ILL = """
    SELECT count(*), string_agg(a.network || ':' || a.handle, ', ') FROM channel_connection c
    JOIN channel_account a ON (a.tenant_id, a.id) = (c.tenant_id, c.id) WHERE c.state = 'ill'
"""
DELIVERIES = """
    SELECT count(*) FILTER (WHERE state IN ('queued', 'sending')), count(*) FILTER (WHERE state = 'unknown'),
        coalesce(extract(epoch FROM now() - min(frozen_at) FILTER (WHERE state IN ('queued', 'sending'))), 0)
    FROM delivery
"""
SENT = """
    SELECT count(*) FILTER (WHERE grammar_state IS NULL),
        count(*) FILTER (WHERE reader_state IS NULL AND posted_at >= now() - interval '31 days'),
        count(*) FILTER (WHERE reader_state = 'read')
    FROM automatic_check
"""
UNWALLED = """
    SELECT string_agg(relname, ', ') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND relkind IN ('r', 'p') AND relname <> 'alembic_version'
        AND NOT (relrowsecurity AND relforcerowsecurity)
"""
STRENGTH = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"


@main.command()
def doctor() -> None:
    """Check services, migrations, roles, row-level security, queues and the clock."""
    running = start()
    bad = False
    for name, fine, what in findings(running):
        bad |= not fine
        click.echo(f"{'ok ' if fine else 'BAD'}  {name}: {what}")
    sys.exit(1 if bad else 0)


def findings(running: Running) -> Iterator[Finding]:
    """What there is to say, in the order in which one would look."""
    with psycopg.connect(running.addresses.owner) as owner:
        owner.execute("SET app.migrating = 'on'")
        version = str(owner.execute("SHOW server_version").fetchone()[0])  # type: ignore[index]  # one row
        yield "database", int(version.split(".", maxsplit=1)[0]) >= 16, f"PostgreSQL {version}"
        current = is_current(running.addresses.owner)
        yield "migrations", current, "up to date" if current else "behind: run `bpo migrate`"
        open_tables = owner.execute(UNWALLED).fetchone()[0]  # type: ignore[index]  # one row
        yield "row-level security", open_tables is None, open_tables or "on every table, forced"
        dead, waiting = owner.execute(STUCK).fetchone() or (0, 0)
        yield "jobs", dead == 0, f"{waiting} waiting, {dead} given up"
        ill, which = owner.execute(ILL).fetchone() or (0, None)
        yield "tokens", ill == 0, f"no longer accepted: {which}" if ill else "none refused"
        on_way, unknown, oldest = owner.execute(DELIVERIES).fetchone() or (0, 0, 0)
        yield (
            "deliveries",
            unknown == 0,
            f"{on_way} on their way, the oldest for {float(oldest):.0f} s; {unknown} wait for a person",
        )
        if current:
            yield "sent replies", True, _sent(*(owner.execute(SENT).fetchone() or (0, 0, 0)))
    with Sessions() as session:
        strong = bool(session.scalar(text(STRENGTH)))
        yield "role", not strong, "serves as a role that owns nothing" if not strong else "too strong"
        drift = abs(float(session.scalar(text("SELECT extract(epoch FROM clock_timestamp())")) or 0) - _now())
        yield "clock", drift < 2, f"{drift:.2f} s from the database's"
        seen = session.scalar(text("SELECT count(*) FROM tenant"))
        yield "wall", seen == 0, "no scope, no rows" if seen == 0 else f"{seen} brands seen without a scope"
    try:
        queue.bell().ping()
        yield "bell", True, "answers"
    except RedisError as error:
        yield "bell", False, str(error)


def _sent(grammar: int, unread: int, read: int) -> str:
    says = "" if can_read() else "; the reader cannot run on this machine, so words alone are checked"
    return f"{unread} wait for the reader, {read} are read; {grammar} wait for grammar{says}"


def _now() -> float:
    from bpo.core.clock import utcnow  # noqa: PLC0415 -- read as late as can be

    return utcnow().timestamp()
