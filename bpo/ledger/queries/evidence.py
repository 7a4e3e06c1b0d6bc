"""The evidence as it stands in its tables, in the form in which the ledger has it: ids as text, instants as numbers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text

from bpo.channels.rules.deliveries import OVER
from bpo.core.uow import UnitOfWork


def micros_of(column: str) -> str:
    """An instant as whole microseconds since 1970."""
    return f"CAST(extract(epoch FROM {column}) * 1000000 AS bigint)"


OVER_STATES = ", ".join(f"'{state.value}'" for state in sorted(OVER))
# Of a message m: its network took it, and told later that it did not arrive. As `load_evidence` has it.
LOST = (
    "(m.direction = 'out' AND EXISTS (SELECT FROM delivery d WHERE d.account_id = m.account_id AND"
    f" d.remote_id = m.external_id AND d.state IN ({OVER_STATES})))"
)
MESSAGE_COLUMNS = (
    f"CAST(m.id AS text), CAST(m.account_id AS text), {micros_of('m.posted_at')}, {micros_of('m.ingested_at')},"
    " m.direction, m.automatic, m.part_no, CAST(m.service_level_id AS text), CAST(m.calendar_id AS text), m.language"
)
ACT_COLUMNS = (
    "CAST(a.id AS text), CAST(a.conversation_id AS text), CAST(a.account_id AS text), CAST(a.message_id AS text),"
    f" a.kind, {micros_of('a.at')}, {micros_of('a.recorded_at')}, a.reason, CAST(a.actor_id AS text),"
    " CAST(a.subject_id AS text)"
)
REMOVAL_COLUMNS = (
    "CAST(r.id AS text), CAST(m.conversation_id AS text), CAST(r.message_id AS text), r.is_gone,"
    f" {micros_of('r.at')}, {micros_of('r.noticed_at')}"
)
LEVEL_COLUMNS = (
    "CAST(v.id AS text), v.version, v.position, v.name, v.first_response_seconds, v.next_response_seconds,"
    f" v.resolution_seconds, {micros_of('v.created_at')}"
)
CALENDAR_COLUMNS = f"CAST(v.id AS text), v.version, v.spec, {micros_of('v.created_at')}"
EXCLUSION_COLUMNS = (
    f"CAST(x.id AS text), x.number, x.kind, x.account_ids, x.turn_ids, {micros_of('x.starts_at')},"
    f" {micros_of('x.ends_at')}, {micros_of('x.applied_at')}, CAST(x.decided_by AS text)"
)
REMOVALS = "message_removal r JOIN message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id"


def _by_id(columns: str, table: str, letter: str, joined: str = "") -> TextClause:
    """Rows by their ids, one index probe each, whatever the planner thinks of the table.

    Ids are of one brand each, and the unit's scope is one brand: named here as well, it would be counted twice, and a
    row or two expected of a brand of millions.
    """
    return text(
        f"SELECT {columns} FROM unnest(CAST(:ids AS uuid[])) AS w (id),"  # noqa: S608 -- words of ours
        f" LATERAL (SELECT * FROM {table} WHERE id = w.id OFFSET 0) {letter}{joined} ORDER BY {letter}.id"
    )


MESSAGES = _by_id(f"{MESSAGE_COLUMNS}, m.agent, CAST(m.conversation_id AS text), {LOST}", "message", "m")
ACTS = _by_id(ACT_COLUMNS, "conversation_act", "a")
REMOVED = _by_id(REMOVAL_COLUMNS, "message_removal", "r", " JOIN message m ON m.id = r.message_id")
EXCLUSIONS = _by_id(EXCLUSION_COLUMNS, "exclusion", "x")
LEVELS = _by_id(LEVEL_COLUMNS, "service_level", "v")
CALENDARS = _by_id(CALENDAR_COLUMNS, "business_calendar", "v")
PLACES = {
    table: _by_id("CAST(t.id AS text), CAST(t.conversation_id AS text)", table, "t")
    for table in ("message", "conversation_act")
}
RETIRED = {
    table: _by_id(f"CAST(v.id AS text), {micros_of('v.retired_at')}", table, "v")
    for table in ("service_level", "business_calendar")
}
ARRIVALS = text(f"""
    SELECT CAST(m.id AS text), CAST(m.conversation_id AS text), NOT {LOST}
    FROM delivery o JOIN message m
        ON m.account_id = o.account_id AND m.external_id = o.remote_id AND m.direction = 'out'
    WHERE o.id = ANY (CAST(:ids AS uuid[])) ORDER BY m.id
""")  # noqa: S608 -- words of ours
# Of conversations: every instant of several messages, with their names on the network.
TIES = text(f"""
    SELECT CAST(w.id AS text), {micros_of("m.posted_at")}, array_agg(CAST(m.id AS text)),
        array_agg(m.external_id), m.posted_at
    FROM unnest(CAST(:ids AS uuid[])) AS w (id),
        LATERAL (SELECT id, posted_at, external_id FROM message WHERE conversation_id = w.id OFFSET 0) m
    GROUP BY w.id, m.posted_at HAVING count(*) > 1 ORDER BY w.id, m.posted_at
""")  # noqa: S608 -- words of ours


def rows_of(uow: UnitOfWork, query: TextClause, ids: Sequence[UUID | str]) -> list[tuple[Any, ...]]:
    """What one of these queries says of these ids; the unit's scope is the brand alone."""
    if not ids:
        return []
    return [tuple(row) for row in uow.session.execute(query, {"ids": list(ids)})]
