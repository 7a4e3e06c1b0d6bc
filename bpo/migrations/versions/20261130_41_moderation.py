"""What was done with messages on their network."""

from alembic import op

revision = "moderation41"
down_revision = "audits40"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE moderation (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            message_id UUID NOT NULL,
            act VARCHAR NOT NULL,
            rule VARCHAR,
            asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
            asked_by UUID,
            state VARCHAR NOT NULL,
            tries INTEGER NOT NULL,
            next_try_at TIMESTAMP WITH TIME ZONE NOT NULL,
            done_at TIMESTAMP WITH TIME ZONE,
            failure VARCHAR,
            CONSTRAINT pk_moderation PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_moderation_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_moderation_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT ck_moderation_act CHECK (act IN ('hide', 'unhide', 'delete')),
            CONSTRAINT ck_moderation_state CHECK (state IN ('waiting', 'done', 'failed')),
            CONSTRAINT ck_moderation_done CHECK ((state = 'done') = (done_at IS NOT NULL)),
            CONSTRAINT fk_moderation_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_moderation_message_id ON moderation (tenant_id, message_id, asked_at)""")
    op.execute(
        """CREATE INDEX ix_moderation_waiting ON moderation (tenant_id, next_try_at) WHERE state = 'waiting'"""
    )
    op.execute("""ALTER TABLE moderation ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE moderation FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON moderation TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON moderation AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON moderation AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
