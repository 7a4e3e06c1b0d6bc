"""Templates, articles and campaigns of a brand."""

revision = "knowledge09"
down_revision = "deliveries08"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
