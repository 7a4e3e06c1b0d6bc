"""What vendor and client say to each other about a month."""

from alembic import op

revision = "comments57"
down_revision = "industry56"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE report_comment (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            month DATE NOT NULL,
            text VARCHAR,
            is_vendors BOOLEAN NOT NULL,
            written_at TIMESTAMP WITH TIME ZONE NOT NULL,
            written_by UUID,
            written_by_name VARCHAR NOT NULL,
            taken_back_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_report_comment PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_report_comment_month CHECK (extract(day FROM month) = 1),
            CONSTRAINT ck_report_comment_text CHECK ((text IS NULL) = (taken_back_at IS NOT NULL)),
            CONSTRAINT fk_report_comment_tenant_id_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_report_comment_month ON report_comment (tenant_id, month, written_at)""")
    op.execute("""ALTER TABLE report_comment ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE report_comment FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (text, taken_back_at) ON report_comment TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON report_comment AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON report_comment AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
