"""What is so at one place alone: an account's own fields, which templates put in."""

from alembic import op

revision = "localfields42"
down_revision = "moderation41"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""ALTER TABLE channel_account ADD COLUMN local JSONB NOT NULL DEFAULT '{}'""")
    op.execute("""ALTER TABLE channel_account ALTER COLUMN local DROP DEFAULT""")
