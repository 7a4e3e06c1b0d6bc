"""Drafts, notes and promises."""

revision = "drafts11"
down_revision = "queue10"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
