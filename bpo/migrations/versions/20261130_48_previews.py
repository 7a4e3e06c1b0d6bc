"""What lies behind links in messages, and whether a brand lets us look."""

from alembic import op

revision = "previews48"
down_revision = "replypictures47"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE link_preview (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            message_id UUID NOT NULL,
            place INTEGER NOT NULL,
            address VARCHAR NOT NULL,
            host VARCHAR NOT NULL,
            state VARCHAR NOT NULL,
            tries INTEGER NOT NULL,
            noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            next_try_at TIMESTAMP WITH TIME ZONE NOT NULL,
            asked_at TIMESTAMP WITH TIME ZONE,
            fetched_at TIMESTAMP WITH TIME ZONE,
            failure VARCHAR,
            led_to VARCHAR,
            title VARCHAR,
            description VARCHAR,
            content_type VARCHAR,
            width INTEGER,
            height INTEGER,
            small BYTEA,
            CONSTRAINT pk_link_preview PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_link_preview_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_link_preview_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT uq_link_preview_tenant_id_message_id_place UNIQUE (tenant_id, message_id, place),
            CONSTRAINT ck_link_preview_state CHECK (state IN ('waiting', 'kept', 'failed', 'erased')),
            CONSTRAINT ck_link_preview_content_type CHECK (content_type IN ('image/jpeg', 'image/webp')),
            CONSTRAINT ck_link_preview_kept CHECK (state <> 'kept' OR fetched_at IS NOT NULL),
            CONSTRAINT fk_link_preview_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_link_preview_address ON link_preview (tenant_id, address)""")
    op.execute("""CREATE INDEX ix_link_preview_asked_at ON link_preview (tenant_id, asked_at)""")
    op.execute(
        """CREATE INDEX ix_link_preview_waiting ON link_preview (tenant_id, next_try_at) WHERE state = 'waiting'"""
    )
    op.execute("""ALTER TABLE link_preview ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE link_preview FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (state, tries, next_try_at, asked_at, fetched_at, failure, led_to, title, description, content_type, width, height, small) ON link_preview TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON link_preview AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON link_preview AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, address, description, host, led_to, small, title), UPDATE (address, description, host, led_to, small, title) ON link_preview TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON link_preview AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute("""
        CREATE TABLE preview_setting (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            in_public BOOLEAN NOT NULL,
            in_private BOOLEAN NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_by UUID,
            CONSTRAINT pk_preview_setting PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_preview_setting_tenant_id UNIQUE (tenant_id),
            CONSTRAINT fk_preview_setting_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE preview_setting ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE preview_setting FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON preview_setting TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON preview_setting AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON preview_setting AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
