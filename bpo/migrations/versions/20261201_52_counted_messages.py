"""The index of a period's messages holds all that a report counts: without the part's number each row was looked up."""

from alembic import op

revision = "counted52"
down_revision = "billing51"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP INDEX ix_message_posted_at")
    op.execute(
        "CREATE INDEX ix_message_posted_at ON message (tenant_id, posted_at)"
        " INCLUDE (direction, automatic, visibility, language, part_no, account_id, conversation_id)"
    )
