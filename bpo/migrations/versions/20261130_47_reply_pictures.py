"""Pictures that go out with replies."""

from alembic import op

revision = "replypictures47"
down_revision = "attachments46"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE reply_picture (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            source_id UUID NOT NULL,
            place INTEGER NOT NULL,
            alt VARCHAR NOT NULL,
            content_type VARCHAR NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            digest VARCHAR NOT NULL,
            for_client BOOLEAN NOT NULL,
            added_at TIMESTAMP WITH TIME ZONE NOT NULL,
            added_by UUID,
            body BYTEA,
            small BYTEA,
            CONSTRAINT pk_reply_picture PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_reply_picture_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT ck_reply_picture_content_type CHECK (content_type IN ('image/jpeg', 'image/webp')),
            CONSTRAINT fk_reply_picture_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_reply_picture_source_id ON reply_picture (tenant_id, source_id, place)""")
    op.execute("""ALTER TABLE reply_picture ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE reply_picture FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (alt, for_client), DELETE ON reply_picture TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON reply_picture AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON reply_picture AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute(
        """CREATE POLICY client_select ON reply_picture AS PERMISSIVE FOR SELECT TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND for_client AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, alt, body, small), UPDATE (alt, body, small) ON reply_picture TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON reply_picture AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute("""ALTER TABLE delivery ADD COLUMN pictures JSONB NOT NULL DEFAULT '[]'""")
    op.execute("""ALTER TABLE delivery ALTER COLUMN pictures DROP DEFAULT""")
    op.execute("""ALTER TABLE delivery ADD COLUMN uploads JSONB NOT NULL DEFAULT '{}'""")
    op.execute("""ALTER TABLE delivery ALTER COLUMN uploads DROP DEFAULT""")
    op.execute("""ALTER TABLE delivery ADD COLUMN upload_failures INTEGER NOT NULL DEFAULT 0""")
    op.execute("""ALTER TABLE delivery ALTER COLUMN upload_failures DROP DEFAULT""")
    op.execute("""ALTER TABLE approval ADD COLUMN pictures JSONB NOT NULL DEFAULT '[]'""")
    op.execute("""ALTER TABLE approval ALTER COLUMN pictures DROP DEFAULT""")
