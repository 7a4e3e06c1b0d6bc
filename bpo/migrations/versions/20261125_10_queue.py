"""The queue of conversations that wait."""

from alembic import op

revision = "queue10"
down_revision = "knowledge09"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE INDEX ix_conversation_customer_id ON conversation (tenant_id, customer_id, last_message_at)"""
    )
    op.execute("""ALTER TABLE user_account ADD COLUMN keys_off_at TIMESTAMP WITH TIME ZONE""")
    op.execute("""
        CREATE TABLE queue_item (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            network VARCHAR NOT NULL,
            visibility VARCHAR NOT NULL,
            language VARCHAR,
            stage VARCHAR,
            sentiment VARCHAR NOT NULL,
            priority VARCHAR NOT NULL,
            reasons JSONB NOT NULL,
            messages INTEGER NOT NULL,
            waiting_since TIMESTAMP WITH TIME ZONE NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE,
            due_kind VARCHAR,
            target_seconds INTEGER,
            serve_by TIMESTAMP WITH TIME ZONE NOT NULL,
            snoozed_until TIMESTAMP WITH TIME ZONE,
            snoozed_by UUID,
            claimed_by UUID,
            claimed_at TIMESTAMP WITH TIME ZONE,
            claim_until TIMESTAMP WITH TIME ZONE,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_queue_item PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_queue_item_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_queue_item_tenant_id_id FOREIGN KEY(tenant_id, id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT ck_queue_item_visibility CHECK (visibility IN ('public', 'private')),
            CONSTRAINT ck_queue_item_sentiment CHECK (sentiment IN ('negative', 'neutral', 'positive')),
            CONSTRAINT ck_queue_item_priority CHECK (priority IN ('urgent', 'negative', 'normal', 'low')),
            CONSTRAINT ck_queue_item_due_kind CHECK (due_kind IN ('first_response', 'next_response', 'promise')),
            CONSTRAINT ck_queue_item_claim CHECK ((claimed_by IS NULL) = (claimed_at IS NULL) AND (claimed_by IS NULL) = (claim_until IS NULL)),
            CONSTRAINT fk_queue_item_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_queue_item_claimed ON queue_item (tenant_id, claimed_by, claim_until) WHERE claimed_by IS NOT NULL
    """)
    op.execute("""
        CREATE INDEX ix_queue_item_priority ON queue_item (tenant_id, priority, serve_by, id)
    """)
    op.execute("""
        CREATE INDEX ix_queue_item_serve_by ON queue_item (tenant_id, serve_by, id)
    """)
    op.execute("""
        CREATE INDEX ix_queue_item_snoozed ON queue_item (tenant_id, snoozed_until) WHERE snoozed_until IS NOT NULL
    """)
    op.execute("""ALTER TABLE queue_item ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE queue_item FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON queue_item TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON queue_item AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON queue_item AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE saved_filter (
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            name VARCHAR NOT NULL,
            query JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_saved_filter PRIMARY KEY (id),
            CONSTRAINT uq_saved_filter_user_id_name UNIQUE (user_id, name),
            CONSTRAINT fk_saved_filter_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""ALTER TABLE saved_filter ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE saved_filter FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON saved_filter TO bpo_app""")
    op.execute(
        """CREATE POLICY own ON saved_filter AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY migrate ON saved_filter AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
