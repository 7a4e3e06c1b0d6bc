"""Which rules refused a draft on its way, so that what was put right can be counted."""

from alembic import op

revision = "stops32"
down_revision = "guides31"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""ALTER TABLE draft ADD COLUMN stopped_by JSONB""")
    op.execute(
        """CREATE INDEX ix_draft_judged ON draft (tenant_id, submitted_at) WHERE override_reason IS NOT NULL OR stopped_by IS NOT NULL"""
    )
