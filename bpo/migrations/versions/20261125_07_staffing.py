"""Agent profiles, certifications, teams, assignments and notifications."""

revision = "staffing07"
down_revision = "schedule06"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
