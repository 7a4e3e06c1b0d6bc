"""Reports that come by themselves: until when a signed month may be decided on."""

from alembic import op

revision = "delivery53"
down_revision = "billing51"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        ALTER TABLE snapshot
            ADD COLUMN accept_by TIMESTAMP WITH TIME ZONE,
            ADD COLUMN accept_contract INTEGER,
            ADD COLUMN remind_at TIMESTAMP WITH TIME ZONE,
            ADD CONSTRAINT ck_snapshot_accept_by CHECK ((accept_by IS NULL) = (accept_contract IS NULL))
    """)
    op.execute("""GRANT UPDATE (accept_by, accept_contract, remind_at) ON snapshot TO bpo_app""")
