"""The index that counts what was written in a period."""

from alembic import op

revision = "volumes19"
down_revision = "surveys18"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX ix_message_posted_at ON message (tenant_id, posted_at)"
        " INCLUDE (direction, automatic, language, account_id, conversation_id)"
    )
