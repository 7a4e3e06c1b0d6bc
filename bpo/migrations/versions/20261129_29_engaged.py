"""Counts of engagement in the order in which a report takes the latest of each post, so that nothing is sorted."""

from alembic import op

revision = "engaged29"
down_revision = "exports28"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP INDEX ix_message_engagement_posted_at")
    op.execute(
        "CREATE INDEX ix_message_engagement_posted_at"
        " ON message_engagement (tenant_id, posted_at, message_id, seen_at DESC)"
        " INCLUDE (account_id, views, shares, likes, replies)"
    )
