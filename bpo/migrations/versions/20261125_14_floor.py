"""A brand's own time for warnings, and what has been told of due times."""

from alembic import op

revision = "floor14"
down_revision = "words13"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE watch_setting (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            warn_seconds INTEGER NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_by UUID,
            CONSTRAINT pk_watch_setting PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_watch_setting_tenant_id UNIQUE (tenant_id),
            CONSTRAINT ck_watch_setting_warn_seconds CHECK (warn_seconds > 0),
            CONSTRAINT fk_watch_setting_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE watch_setting ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE watch_setting FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON watch_setting TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON watch_setting AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON watch_setting AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE due_notice (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE NOT NULL,
            kind VARCHAR NOT NULL,
            told_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_due_notice PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_due_notice_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT uq_due_notice_tenant_id_conversation_id_due_at_kind UNIQUE (tenant_id, conversation_id, due_at, kind),
            CONSTRAINT ck_due_notice_kind CHECK (kind IN ('due_holder', 'due_watch', 'late')),
            CONSTRAINT fk_due_notice_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE due_notice ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE due_notice FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON due_notice TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON due_notice AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON due_notice AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
