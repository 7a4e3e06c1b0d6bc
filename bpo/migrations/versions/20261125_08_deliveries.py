"""Credentials of accounts and deliveries of replies."""

revision = "deliveries08"
down_revision = "staffing07"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
