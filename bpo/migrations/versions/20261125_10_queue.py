"""The queue of conversations that wait."""

revision = "queue10"
down_revision = "knowledge09"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
