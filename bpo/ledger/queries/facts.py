"""Entries by conversation, what is needed beside them, and the stored facts that replayed ones are compared with."""

# What happened in conversations, one after the other, each in the order in which it was entered.
BY_CONVERSATION = """
    SELECT CAST(conversation_id AS text), CAST(subject_id AS text), kind, body FROM ledger_entry
    WHERE tenant_id = %(tenant)s AND conversation_id IS NOT NULL AND kind IN ('message', 'act', 'order')
    ORDER BY conversation_id, id
"""
VERSIONS = """
    SELECT kind, body FROM ledger_entry
    WHERE tenant_id = %(tenant)s AND conversation_id IS NULL AND kind IN ('level', 'calendar', 'exclusion') ORDER BY id
"""
MOVED = """
    SELECT CAST(subject_id AS text), CAST(conversation_id AS text) FROM ledger_entry
    WHERE tenant_id = %(tenant)s AND kind = 'moved' ORDER BY id
"""
ARRIVALS = """
    SELECT CAST(subject_id AS text), position('"arrived":true' IN body) > 0 FROM ledger_entry
    WHERE tenant_id = %(tenant)s AND kind = 'arrival' ORDER BY id
"""
OF_SUBJECTS = """
    SELECT CAST(subject_id AS text), kind, body FROM ledger_entry
    WHERE tenant_id = %(tenant)s AND subject_id = ANY (CAST(%(ids)s AS uuid[])) AND kind IN ('message', 'act') ORDER BY id
"""
TURNS = """
    SELECT CAST(conversation_id AS text), CAST(id AS text), CAST(account_id AS text), episode_no, kind, message_count,
        started_at, CAST(service_level_id AS text), CAST(calendar_id AS text), due_at,
        outcome, stopped_at, CAST(stopped_by AS text), worked_us, answered_by, language, again_at
    FROM turn WHERE tenant_id = %(tenant)s ORDER BY conversation_id
"""
EPISODES = """
    SELECT CAST(conversation_id AS text), CAST(id AS text), CAST(account_id AS text), episode_no,
        opened_at, CAST(service_level_id AS text), CAST(calendar_id AS text), due_at,
        closed_at, worked_us, said_count, last_said_at
    FROM episode WHERE tenant_id = %(tenant)s ORDER BY conversation_id
"""
# Conversations of which something was changed and is not entered yet: where it is, and where the ledger has it.
WAITING = """
    WITH noted AS (
        SELECT DISTINCT unnest(ids) AS id, kind FROM evidence_note WHERE tenant_id = %(tenant)s),
    told AS (
        SELECT id FROM noted UNION SELECT m.id FROM noted n
        JOIN delivery d ON d.tenant_id = %(tenant)s AND d.id = n.id
        JOIN message m ON m.tenant_id = d.tenant_id AND m.account_id = d.account_id AND m.external_id = d.remote_id
        WHERE n.kind = 'delivery')
    SELECT CAST(m.conversation_id AS text) FROM told JOIN message m ON m.tenant_id = %(tenant)s AND m.id = told.id
    UNION SELECT CAST(a.conversation_id AS text) FROM told
        JOIN conversation_act a ON a.tenant_id = %(tenant)s AND a.id = told.id
    UNION SELECT CAST(e.conversation_id AS text) FROM told
        JOIN ledger_entry e ON e.tenant_id = %(tenant)s AND e.subject_id = told.id
        WHERE e.conversation_id IS NOT NULL
"""
