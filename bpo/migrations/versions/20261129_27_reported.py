"""What a month's report is counted from stands beside the turns, episodes and counts of its posts."""

from alembic import op

revision = "reported27"
down_revision = "noticed26"
branch_labels = None
depends_on = None

# What was stored before is given the same values that intake, and the reading of moods, give from now on.
LANGUAGES = """
    UPDATE turn t SET language = m.language FROM message m
    WHERE m.tenant_id = t.tenant_id AND m.id = t.id AND m.language IS NOT NULL
"""
MOODS = """
    WITH x AS (
        SELECT e.tenant_id, e.id, count(*) AS said, max(m.posted_at) AS last_at,
            CAST(min(4 * CAST(round(date_part('epoch', m.posted_at) * 1000000) AS bigint) + r.reads) % 4
                AS integer) AS began,
            CAST(3 - max(4 * CAST(round(date_part('epoch', m.posted_at) * 1000000) AS bigint) + 3 - r.reads) % 4
                AS integer) AS ended
        FROM (SELECT tenant_id, id, conversation_id, opened_at, lead(opened_at)
                OVER (PARTITION BY tenant_id, conversation_id ORDER BY episode_no) AS next_at FROM episode) e
        JOIN message m ON m.tenant_id = e.tenant_id AND m.conversation_id = e.conversation_id
            AND m.posted_at >= e.opened_at AND (e.next_at IS NULL OR m.posted_at < e.next_at)
        LEFT JOIN message_mood d ON d.tenant_id = m.tenant_id AND d.id = m.id
        CROSS JOIN LATERAL (SELECT CASE d.sentiment WHEN 'negative' THEN 0 WHEN 'neutral' THEN 1
            WHEN 'positive' THEN 2 ELSE 3 END AS reads) r
        WHERE m.direction = 'in' AND NOT m.automatic GROUP BY e.tenant_id, e.id)
    UPDATE episode e SET said_count = x.said, last_said_at = x.last_at,
        began = (ARRAY['negative', 'neutral', 'positive'])[1 + x.began],
        ended = (ARRAY['negative', 'neutral', 'positive'])[1 + x.ended]
    FROM x WHERE e.tenant_id = x.tenant_id AND e.id = x.id
"""


def upgrade() -> None:
    op.execute("ALTER TABLE turn ADD COLUMN language VARCHAR")
    op.execute(LANGUAGES)
    op.execute("DROP INDEX ix_turn_started_at")
    op.execute(
        "CREATE INDEX ix_turn_started_at ON turn (tenant_id, started_at)"
        " INCLUDE (kind, outcome, service_level_id, due_at, stopped_at, worked_us, account_id, id,"
        " conversation_id, language)"
    )
    op.execute("DROP INDEX ix_turn_open")
    op.execute(
        "CREATE INDEX ix_turn_open ON turn (tenant_id, due_at) INCLUDE (account_id) WHERE outcome = 'open'"
    )

    op.execute("""
        ALTER TABLE episode ADD COLUMN said_count INTEGER DEFAULT 0 NOT NULL,
            ADD COLUMN last_said_at TIMESTAMP WITH TIME ZONE, ADD COLUMN began VARCHAR, ADD COLUMN ended VARCHAR
    """)
    op.execute(MOODS)
    op.execute("""
        ALTER TABLE episode
            ADD CONSTRAINT ck_episode_began CHECK (began IN ('negative', 'neutral', 'positive')),
            ADD CONSTRAINT ck_episode_ended CHECK (ended IN ('negative', 'neutral', 'positive')),
            ADD CONSTRAINT ck_episode_said CHECK ((said_count = 0) = (last_said_at IS NULL))
    """)
    op.execute("DROP INDEX ix_episode_opened_at")
    op.execute(
        "CREATE INDEX ix_episode_opened_at ON episode (tenant_id, opened_at)"
        " INCLUDE (service_level_id, due_at, closed_at, worked_us, account_id, id, conversation_id, episode_no,"
        " said_count, last_said_at, began, ended)"
    )

    op.execute("ALTER TABLE message_engagement ADD COLUMN posted_at TIMESTAMP WITH TIME ZONE")
    op.execute("""
        UPDATE message_engagement e SET posted_at = m.posted_at FROM message m
        WHERE m.tenant_id = e.tenant_id AND m.id = e.message_id
    """)
    op.execute("ALTER TABLE message_engagement ALTER COLUMN posted_at SET NOT NULL")
    op.execute(
        "CREATE INDEX ix_message_engagement_posted_at ON message_engagement (tenant_id, posted_at)"
        " INCLUDE (message_id, account_id, seen_at, views, shares, likes, replies)"
    )

    op.execute("DROP INDEX ix_message_posted_at")
    op.execute(
        "CREATE INDEX ix_message_posted_at ON message (tenant_id, posted_at)"
        " INCLUDE (direction, automatic, visibility, language, account_id, conversation_id)"
    )
    op.execute(
        "CREATE INDEX ix_conversation_stage ON conversation (tenant_id, id) INCLUDE (stage, account_id)"
        " WHERE stage IS NOT NULL"
    )
