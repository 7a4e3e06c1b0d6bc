"""Indexes of the reports on the facts of conversations."""

from alembic import op

revision = "reports05"
down_revision = "conversations04"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE INDEX ix_turn_late ON turn (tenant_id, stopped_at) INCLUDE (due_at, outcome, account_id)
        WHERE due_at < stopped_at
    """)
    op.execute("""
        CREATE INDEX ix_turn_excluded ON turn (tenant_id, started_at) WHERE outcome = 'excluded'
    """)
