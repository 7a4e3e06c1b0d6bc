"""How a message reads says more: what cannot wait, what it is for, whether it only thanks or is spam, and by whom it was read."""

from alembic import op

revision = "deepreading35"
down_revision = "grammar34"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE message_mood ADD COLUMN read_by VARCHAR NOT NULL DEFAULT 'words',"
        " ADD COLUMN urgent VARCHAR NOT NULL DEFAULT '', ADD COLUMN topics VARCHAR NOT NULL DEFAULT '', ADD COLUMN intent VARCHAR"
    )
    op.execute(
        "ALTER TABLE message_mood ADD CONSTRAINT ck_message_mood_intent CHECK (intent IN"
        " ('complaint', 'question', 'praise', 'lead', 'review', 'thanks', 'spam', 'other'))"
    )
