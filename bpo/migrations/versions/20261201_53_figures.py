"""When the customer wrote again, and how the first message reads, stand on the turn: for figures of those who waited."""

from alembic import op

revision = "figures53"
down_revision = "counted52"
branch_labels = None
depends_on = None

# The messages of turns follow one another, so that each turn begins where the one before has ended.
AGAIN = """
    WITH begun AS (
        SELECT t.tenant_id, t.id, t.conversation_id, t.message_count,
            1 + coalesce(sum(t.message_count) OVER (PARTITION BY t.tenant_id, t.conversation_id
                ORDER BY t.started_at, t.stopped_at NULLS LAST
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS first
        FROM turn t),
    said AS (
        SELECT m.tenant_id, m.conversation_id, m.posted_at,
            row_number() OVER (PARTITION BY m.tenant_id, m.conversation_id ORDER BY m.posted_at) AS number
        FROM message m WHERE m.direction = 'in' AND NOT m.automatic)
    UPDATE turn t SET again_at = s.posted_at FROM begun b
    JOIN said s ON s.tenant_id = b.tenant_id AND s.conversation_id = b.conversation_id AND s.number = b.first + 1
    WHERE b.message_count > 1 AND t.tenant_id = b.tenant_id AND t.id = b.id
"""

MOODS = """
    UPDATE turn t SET mood = r.sentiment FROM message_mood r WHERE r.tenant_id = t.tenant_id AND r.id = t.id
"""


def upgrade() -> None:
    op.execute("ALTER TABLE turn ADD COLUMN again_at TIMESTAMP WITH TIME ZONE, ADD COLUMN mood VARCHAR")
    op.execute(AGAIN)
    op.execute(MOODS)
    op.execute(
        "ALTER TABLE turn ADD CONSTRAINT ck_turn_mood CHECK (mood IN ('negative', 'neutral', 'positive'))"
    )
    op.execute(
        "ALTER TABLE turn ADD CONSTRAINT ck_turn_again CHECK ((message_count > 1) = (again_at IS NOT NULL))"
    )
    op.execute("DROP INDEX ix_turn_started_at")
    op.execute(
        "CREATE INDEX ix_turn_started_at ON turn (tenant_id, started_at)"
        " INCLUDE (kind, outcome, service_level_id, due_at, stopped_at, worked_us, account_id, id,"
        " conversation_id, language, again_at, mood)"
    )
