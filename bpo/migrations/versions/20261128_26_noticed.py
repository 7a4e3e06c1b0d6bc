"""How customers' messages read, and how the brand's public messages were taken up."""

from alembic import op

revision = "noticed26"
down_revision = "automatic25"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE message_mood (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            sentiment VARCHAR NOT NULL,
            read_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_message_mood PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_message_mood_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_message_mood_tenant_id_id FOREIGN KEY(tenant_id, id) REFERENCES message (tenant_id, id),
            CONSTRAINT ck_message_mood_sentiment CHECK (sentiment IN ('negative', 'neutral', 'positive')),
            CONSTRAINT fk_message_mood_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE message_mood ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE message_mood FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON message_mood TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON message_mood AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON message_mood AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE message_engagement (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            message_id UUID NOT NULL,
            seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
            views BIGINT,
            shares BIGINT,
            likes BIGINT,
            replies BIGINT,
            CONSTRAINT pk_message_engagement PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_message_engagement_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_message_engagement_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT uq_message_engagement_tenant_id_message_id_seen_at UNIQUE (tenant_id, message_id, seen_at),
            CONSTRAINT ck_message_engagement_counts CHECK (views >= 0 AND shares >= 0 AND likes >= 0 AND replies >= 0),
            CONSTRAINT ck_message_engagement_given CHECK (coalesce(views, shares, likes, replies) IS NOT NULL),
            CONSTRAINT fk_message_engagement_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE message_engagement ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE message_engagement FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON message_engagement TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON message_engagement AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON message_engagement AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
