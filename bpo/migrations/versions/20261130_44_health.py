"""The newest raw events of an account are found without a look at all of them."""

from alembic import op

revision = "health43"
down_revision = "parts43"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE INDEX ix_inbound_event_received_at ON inbound_event (tenant_id, account_id, received_at)"""
    )
