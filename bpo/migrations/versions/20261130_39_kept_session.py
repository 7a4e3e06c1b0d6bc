"""What signing in to a network gave is kept, sealed: some networks ration how often one signs in."""

from alembic import op

revision = "keptsession39"
down_revision = "vendorwords38"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""ALTER TABLE channel_connection ADD COLUMN session BYTEA""")
