"""That messages were deleted on their network, and came back."""

from alembic import op

revision = "removals44"
down_revision = "health43"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE message_removal (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            message_id UUID NOT NULL,
            is_gone BOOLEAN NOT NULL,
            at TIMESTAMP WITH TIME ZONE NOT NULL,
            noticed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_message_removal PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_message_removal_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_message_removal_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT fk_message_removal_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_message_removal_message_id ON message_removal (tenant_id, message_id, noticed_at)"""
    )
    op.execute("""ALTER TABLE message_removal ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE message_removal FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON message_removal TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON message_removal AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON message_removal AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
