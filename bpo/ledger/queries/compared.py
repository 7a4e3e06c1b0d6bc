"""Rows of evidence beside what the ledger says of them: after the columns of the row, what was entered.

Of each: (columns of `queries.evidence` …, the entry's number, body, conversation, instant of sealing, where the ledger has
it now). Without an entry these are empty.
"""

from bpo.ledger.queries.evidence import (
    ACT_COLUMNS,
    CALENDAR_COLUMNS,
    EXCLUSION_COLUMNS,
    LEVEL_COLUMNS,
    LOST,
    MESSAGE_COLUMNS,
    REMOVAL_COLUMNS,
    REMOVALS,
    micros_of,
)

ENTERED = f"e.id, e.body, CAST(e.conversation_id AS text), {micros_of('e.sealed_at')}"
STAYS = f"{ENTERED}, CAST(NULL AS text)"
PLACE = "CAST(coalesce(p.conversation_id, e.conversation_id) AS text)"
IN_RANGE = "e.id > %(after)s AND e.id <= %(last)s"


def _entry(kind: str, row: str) -> str:
    return (
        f" LEFT JOIN ledger_entry e ON e.tenant_id = {row}.tenant_id AND e.subject_id = {row}.id"
        f" AND e.kind = '{kind}' AND {IN_RANGE}"
    )


def _place(row: str) -> str:
    """Where something was moved last, as far as the ledger is read."""
    return (
        " LEFT JOIN (SELECT DISTINCT ON (e.subject_id) e.subject_id, e.conversation_id FROM ledger_entry e"  # noqa: S608 -- words of ours
        f" WHERE e.tenant_id = %(tenant)s AND e.kind = 'moved' ORDER BY e.subject_id, e.id DESC) p"
        f" ON p.subject_id = {row}.id"
    )


ARRIVED = (
    " LEFT JOIN (SELECT DISTINCT ON (e.subject_id) e.subject_id, position('\"arrived\":true' IN e.body) > 0 AS arrived"
    " FROM ledger_entry e WHERE e.tenant_id = %(tenant)s AND e.kind = 'arrival' ORDER BY e.subject_id, e.id DESC) v"
    " ON v.subject_id = m.id"
)
MESSAGES = (
    f"SELECT {MESSAGE_COLUMNS}, m.agent, CAST(m.conversation_id AS text), {LOST} = coalesce(v.arrived, true),"  # noqa: S608 -- words of ours
    f" {ENTERED}, {PLACE} FROM message m{_entry('message', 'm')}{_place('m')}{ARRIVED}"
    " WHERE m.tenant_id = %(tenant)s"
)
ACTS = (
    f"SELECT {ACT_COLUMNS}, {ENTERED}, {PLACE} FROM conversation_act a{_entry('act', 'a')}{_place('a')}"  # noqa: S608 -- words of ours
    " WHERE a.tenant_id = %(tenant)s"
)
REMOVED = f"SELECT {REMOVAL_COLUMNS}, {STAYS} FROM {REMOVALS}{_entry('removal', 'r')} WHERE r.tenant_id = %(tenant)s"  # noqa: S608 -- words of ours
LEVELS = f"SELECT {LEVEL_COLUMNS}, {STAYS} FROM service_level v{_entry('level', 'v')} WHERE v.tenant_id = %(tenant)s"  # noqa: S608 -- words of ours
CALENDARS = (
    f"SELECT {CALENDAR_COLUMNS}, {STAYS} FROM business_calendar v{_entry('calendar', 'v')}"  # noqa: S608 -- words of ours
    " WHERE v.tenant_id = %(tenant)s"
)
EXCLUSIONS = (
    f"SELECT {EXCLUSION_COLUMNS}, {STAYS} FROM exclusion x{_entry('exclusion', 'x')}"  # noqa: S608 -- words of ours
    " WHERE x.tenant_id = %(tenant)s AND x.applied_at IS NOT NULL"
)
RETIRED = {
    table: f"SELECT CAST(v.id AS text), {micros_of('v.retired_at')}, {STAYS} FROM {table} v{_entry('retired', 'v')}"  # noqa: S608 -- words of ours
    " WHERE v.tenant_id = %(tenant)s AND v.retired_at IS NOT NULL"
    for table in ("service_level", "business_calendar")
}
# Entries of evidence that is not there.
GONE = " UNION ALL ".join(
    f"(SELECT e.id, e.kind, CAST(e.subject_id AS text) FROM ledger_entry e"  # noqa: S608 -- words of ours
    f" WHERE e.tenant_id = %(tenant)s AND {IN_RANGE} AND e.kind = '{kind}'"
    f" AND NOT EXISTS (SELECT FROM {table} t WHERE t.tenant_id = e.tenant_id AND t.id = e.subject_id)"
    " ORDER BY e.id LIMIT 1)"
    for kind, table in (
        ("message", "message"),
        ("act", "conversation_act"),
        ("removal", "message_removal"),
        ("level", "service_level"),
        ("calendar", "business_calendar"),
        ("exclusion", "exclusion"),
    )
)
# Columns beside a body that say something else; of all other kinds the body is written down again from them.
BESIDE = (
    "SELECT id, kind FROM ledger_entry e"  # noqa: S608 -- words of ours
    f" WHERE e.tenant_id = %(tenant)s AND {IN_RANGE} AND kind IN ('moved', 'order', 'arrival')"
    " AND (position(concat('\"conversation\":\"', conversation_id, '\"') IN body) = 0"
    " OR position(concat('\"kind\":\"', kind, '\"') IN body) = 0"
    f" OR position(concat('\"sealed\":', {micros_of('sealed_at')}, ',\"subject\":\"', subject_id, '\"') IN body) = 0)"
    " ORDER BY id LIMIT 1"
)
WAITING = "SELECT DISTINCT kind, CAST(unnest(ids) AS text) FROM evidence_note WHERE tenant_id = %(tenant)s"
