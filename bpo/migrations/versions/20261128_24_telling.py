"""People's own webhooks, and the log that one shift leaves to the next."""

from alembic import op

revision = "telling24"
down_revision = "monitoring23"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE notification_hook (
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            url VARCHAR NOT NULL,
            secret BYTEA NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            posted_at TIMESTAMP WITH TIME ZONE,
            failed_at TIMESTAMP WITH TIME ZONE,
            why VARCHAR,
            CONSTRAINT pk_notification_hook PRIMARY KEY (id),
            CONSTRAINT uq_notification_hook_user_id UNIQUE (user_id),
            CONSTRAINT ck_notification_hook_url CHECK (url LIKE 'https://%%' OR url LIKE 'http://%%'),
            CONSTRAINT fk_notification_hook_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""ALTER TABLE notification_hook ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE notification_hook FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON notification_hook TO bpo_app""")
    op.execute(
        """CREATE POLICY own ON notification_hook AS PERMISSIVE FOR ALL TO bpo_app USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)) WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY system ON notification_hook AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """CREATE POLICY migrate ON notification_hook AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE shift_note (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID,
            conversation_id UUID,
            text VARCHAR NOT NULL,
            to_do BOOLEAN NOT NULL,
            written_at TIMESTAMP WITH TIME ZONE NOT NULL,
            written_by UUID NOT NULL,
            done_at TIMESTAMP WITH TIME ZONE,
            done_by UUID,
            CONSTRAINT pk_shift_note PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_shift_note_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_shift_note_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_shift_note_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_shift_note_open ON shift_note (tenant_id, written_at) WHERE to_do AND done_at IS NULL"""
    )
    op.execute("""CREATE INDEX ix_shift_note_written_at ON shift_note (tenant_id, written_at, id)""")
    op.execute("""ALTER TABLE shift_note ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE shift_note FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (conversation_id, done_at, done_by) ON shift_note TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON shift_note AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON shift_note AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, text), UPDATE (text) ON shift_note TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON shift_note AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )

    op.execute("""
        CREATE TABLE shift_note_receipt (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            note_id UUID NOT NULL,
            user_id UUID NOT NULL,
            read_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_shift_note_receipt PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_shift_note_receipt_tenant_id_note_id FOREIGN KEY(tenant_id, note_id) REFERENCES shift_note (tenant_id, id),
            CONSTRAINT uq_shift_note_receipt_tenant_id_note_id_user_id UNIQUE (tenant_id, note_id, user_id),
            CONSTRAINT fk_shift_note_receipt_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE shift_note_receipt ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE shift_note_receipt FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON shift_note_receipt TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON shift_note_receipt AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON shift_note_receipt AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
