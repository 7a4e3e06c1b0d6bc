"""Pictures that came with messages."""

from alembic import op

revision = "attachments46"
down_revision = "removals44"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE attachment (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            message_id UUID NOT NULL,
            place INTEGER NOT NULL,
            reference VARCHAR NOT NULL,
            alt VARCHAR,
            state VARCHAR NOT NULL,
            tries INTEGER NOT NULL,
            next_try_at TIMESTAMP WITH TIME ZONE NOT NULL,
            fetched_at TIMESTAMP WITH TIME ZONE,
            failure VARCHAR,
            content_type VARCHAR,
            width INTEGER,
            height INTEGER,
            body BYTEA,
            small BYTEA,
            CONSTRAINT pk_attachment PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_attachment_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_attachment_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT uq_attachment_tenant_id_message_id_place UNIQUE (tenant_id, message_id, place),
            CONSTRAINT ck_attachment_state CHECK (state IN ('waiting', 'kept', 'failed', 'erased')),
            CONSTRAINT ck_attachment_content_type CHECK (content_type IN ('image/jpeg', 'image/webp')),
            CONSTRAINT ck_attachment_kept CHECK (state <> 'kept' OR (body IS NOT NULL AND small IS NOT NULL)),
            CONSTRAINT fk_attachment_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_attachment_waiting ON attachment (tenant_id, next_try_at) WHERE state = 'waiting'"""
    )
    op.execute("""ALTER TABLE attachment ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE attachment FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (state, tries, next_try_at, fetched_at, failure, content_type, width, height, body, small) ON attachment TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON attachment AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON attachment AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, alt, body, reference, small), UPDATE (alt, body, reference, small) ON attachment TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON attachment AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
