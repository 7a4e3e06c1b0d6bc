"""Whether the grammar of a sent reply is checked, and why not; what it adds to its automatic check."""

from alembic import op

revision = "grammar34"
down_revision = "handles33"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        ALTER TABLE automatic_check
            ADD COLUMN grammar_state VARCHAR,
            ADD COLUMN grammar_unread VARCHAR,
            ADD COLUMN grammar_at TIMESTAMP WITH TIME ZONE,
            ADD CONSTRAINT ck_automatic_check_grammar CHECK (
                (grammar_state IS NULL AND grammar_unread IS NULL AND grammar_at IS NULL)
                OR (grammar_state = 'checked' AND grammar_unread IS NULL AND grammar_at IS NOT NULL)
                OR (grammar_state = 'not_checked' AND grammar_unread IS NOT NULL AND grammar_at IS NOT NULL))
    """)
    op.execute(
        """CREATE INDEX ix_automatic_check_grammar ON automatic_check (tenant_id, language, known_at, id) WHERE grammar_state IS NULL"""
    )
    op.execute(
        """GRANT UPDATE (findings, infos, warns, grammar_state, grammar_unread, grammar_at) ON automatic_check TO bpo_app"""
    )
