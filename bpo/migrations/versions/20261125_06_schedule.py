"""The schedule of what happens by itself."""

from alembic import op

revision = "schedule06"
down_revision = "reports05"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE schedule (
            name VARCHAR NOT NULL,
            next_run_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_schedule PRIMARY KEY (name)
        )
    """)
    op.execute("""ALTER TABLE schedule ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE schedule FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON schedule TO bpo_app""")
    op.execute(
        """CREATE POLICY system ON schedule AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """CREATE POLICY migrate ON schedule AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
