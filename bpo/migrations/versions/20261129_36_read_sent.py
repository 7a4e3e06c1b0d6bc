"""Whether the reader has read a sent reply, which version of it, and how likely it found what."""

from alembic import op

revision = "readsent36"
down_revision = "deepreading35"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        ALTER TABLE automatic_check
            ADD COLUMN reader_state VARCHAR,
            ADD COLUMN reader_unread VARCHAR,
            ADD COLUMN reader_at TIMESTAMP WITH TIME ZONE,
            ADD COLUMN reader_version VARCHAR,
            ADD COLUMN likely JSONB,
            ADD CONSTRAINT ck_automatic_check_reader CHECK (
                (reader_state IS NULL AND reader_unread IS NULL AND reader_at IS NULL AND reader_version IS NULL
                    AND likely IS NULL)
                OR (reader_state = 'read' AND reader_unread IS NULL AND reader_at IS NOT NULL
                    AND reader_version IS NOT NULL)
                OR (reader_state = 'not_read' AND reader_unread IS NOT NULL AND reader_at IS NOT NULL
                    AND reader_version IS NULL AND likely IS NULL))
    """)
    op.execute(
        """CREATE INDEX ix_automatic_check_reader ON automatic_check (tenant_id, posted_at, id) WHERE reader_state IS NULL"""
    )
    op.execute(
        """GRANT UPDATE (reader_state, reader_unread, reader_at, reader_version, likely) ON automatic_check TO bpo_app"""
    )
    # What is erased of a brand's customers goes from here too.
    op.execute("""GRANT SELECT (tenant_id, id, likely), UPDATE (likely) ON automatic_check TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON automatic_check AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
