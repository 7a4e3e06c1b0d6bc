"""How many replies of a trial were compared with what the reader says of them too."""

from alembic import op

revision = "trialasread37"
down_revision = "readsent36"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        ALTER TABLE guide_trial ADD COLUMN as_read INTEGER NOT NULL DEFAULT 0,
            ADD CONSTRAINT ck_guide_trial_as_read CHECK (as_read BETWEEN 0 AND done)
    """)
    op.execute("ALTER TABLE guide_trial ALTER COLUMN as_read DROP DEFAULT")
    op.execute("""GRANT UPDATE (as_read) ON guide_trial TO bpo_app""")
