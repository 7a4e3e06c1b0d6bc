"""What brands of one industry are compared by: figures of sealed months, by no brand's name, for the system alone."""

from alembic import op

revision = "industry56"
down_revision = "live55"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE industry_month (
            id UUID NOT NULL,
            industry VARCHAR NOT NULL,
            month DATE NOT NULL,
            figures JSONB NOT NULL,
            CONSTRAINT pk_industry_month PRIMARY KEY (id),
            CONSTRAINT ck_industry_month_month CHECK (extract(day FROM month) = 1)
        )
    """)
    op.execute("""CREATE INDEX ix_industry_month_industry ON industry_month (industry, month)""")
    op.execute("""ALTER TABLE industry_month ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE industry_month FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON industry_month TO bpo_app""")
    op.execute(
        """CREATE POLICY system ON industry_month AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """CREATE POLICY migrate ON industry_month AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
