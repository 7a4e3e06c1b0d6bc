"""An erasure may be of an author of mentions."""

from alembic import op

revision = "erasedauthors30"
down_revision = "engaged29"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE erasure ADD COLUMN author_id UUID")
    op.execute("ALTER TABLE erasure DROP CONSTRAINT ck_erasure_kind")
    op.execute(
        "ALTER TABLE erasure ADD CONSTRAINT ck_erasure_kind CHECK (kind IN ('customer', 'author', 'retention'))"
    )
    op.execute(
        "ALTER TABLE erasure ADD CONSTRAINT ck_erasure_author CHECK ((kind = 'author') = (author_id IS NOT NULL))"
    )
    op.execute(
        "CREATE UNIQUE INDEX uq_erasure_author_waiting ON erasure (tenant_id, author_id)"
        " WHERE done_at IS NULL AND author_id IS NOT NULL"
    )
