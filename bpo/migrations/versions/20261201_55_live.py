"""A turn is told of once before its end and once after: whoever was told before, it was the same stage."""

from alembic import op

revision = "live55"
down_revision = "delivery54"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""ALTER TABLE due_notice DROP CONSTRAINT ck_due_notice_kind""")
    op.execute("""
        DELETE FROM due_notice w USING due_notice h
        WHERE w.kind = 'due_watch' AND h.kind = 'due_holder' AND h.tenant_id = w.tenant_id
            AND h.conversation_id = w.conversation_id AND h.due_at = w.due_at
    """)
    op.execute("""UPDATE due_notice SET kind = 'due' WHERE kind IN ('due_holder', 'due_watch')""")
    op.execute("""ALTER TABLE due_notice ADD CONSTRAINT ck_due_notice_kind CHECK (kind IN ('due', 'late'))""")
