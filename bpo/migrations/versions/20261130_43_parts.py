"""A reply that is too long for one message of its network goes out in parts."""

from alembic import op

revision = "parts43"
down_revision = "localfields42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""ALTER TABLE delivery ADD COLUMN parts INTEGER NOT NULL DEFAULT 1""")
    op.execute("""ALTER TABLE delivery ALTER COLUMN parts DROP DEFAULT""")
    op.execute("""ALTER TABLE draft ADD COLUMN in_parts BOOLEAN NOT NULL DEFAULT false""")
    op.execute("""ALTER TABLE draft ALTER COLUMN in_parts DROP DEFAULT""")
    op.execute("""ALTER TABLE message ADD COLUMN part_no INTEGER""")
