"""Approvals and hand-offs."""

revision = "decisions12"
down_revision = "drafts11"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
