"""Customers, conversations, messages and the facts derived from them."""

from alembic import op

revision = "conversations04"
down_revision = "tenants03"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE customer (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_customer PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_customer_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE customer ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE customer FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON customer TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON customer AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON customer AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE customer_identity (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            customer_id UUID NOT NULL,
            network VARCHAR NOT NULL,
            external_id VARCHAR NOT NULL,
            name VARCHAR,
            followers BIGINT,
            CONSTRAINT pk_customer_identity PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_customer_identity_tenant_id_network_external_id UNIQUE (tenant_id, network, external_id),
            CONSTRAINT fk_customer_identity_tenant_id_customer_id FOREIGN KEY(tenant_id, customer_id) REFERENCES customer (tenant_id, id),
            CONSTRAINT fk_customer_identity_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_customer_identity_customer_id ON customer_identity (tenant_id, customer_id)
    """)
    op.execute("""ALTER TABLE customer_identity ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE customer_identity FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON customer_identity TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON customer_identity AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON customer_identity AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE conversation (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            thread_id UUID NOT NULL,
            customer_id UUID,
            state VARCHAR NOT NULL,
            visibility VARCHAR NOT NULL,
            started_at TIMESTAMP WITH TIME ZONE NOT NULL,
            last_message_at TIMESTAMP WITH TIME ZONE NOT NULL,
            message_count INTEGER NOT NULL,
            waiting_since TIMESTAMP WITH TIME ZONE,
            due_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_conversation PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_conversation_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_conversation_tenant_id_customer_id FOREIGN KEY(tenant_id, customer_id) REFERENCES customer (tenant_id, id),
            CONSTRAINT uq_conversation_tenant_id_thread_id_customer_id UNIQUE NULLS NOT DISTINCT (tenant_id, thread_id, customer_id),
            CONSTRAINT ck_conversation_state CHECK (state IN ('open', 'closed')),
            CONSTRAINT fk_conversation_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_conversation_last_message_at ON conversation (tenant_id, last_message_at, id)
    """)
    op.execute("""ALTER TABLE conversation ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE conversation FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON conversation TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON conversation AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON conversation AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE thread_link (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            key VARCHAR NOT NULL,
            thread_id UUID NOT NULL,
            CONSTRAINT pk_thread_link PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_thread_link_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT uq_thread_link_tenant_id_account_id_key UNIQUE (tenant_id, account_id, key),
            CONSTRAINT fk_thread_link_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_thread_link_thread_id ON thread_link (tenant_id, thread_id)
    """)
    op.execute("""ALTER TABLE thread_link ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE thread_link FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON thread_link TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON thread_link AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON thread_link AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE message (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            thread_id UUID NOT NULL,
            external_id VARCHAR NOT NULL,
            direction VARCHAR NOT NULL,
            automatic BOOLEAN NOT NULL,
            author_id VARCHAR NOT NULL,
            author_name VARCHAR,
            addressee VARCHAR,
            in_reply_to VARCHAR,
            text VARCHAR NOT NULL,
            posted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ingested_at TIMESTAMP WITH TIME ZONE NOT NULL,
            visibility VARCHAR NOT NULL,
            language VARCHAR,
            agent VARCHAR,
            service_level_id UUID,
            calendar_id UUID,
            CONSTRAINT pk_message PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_message_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_message_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_message_tenant_id_service_level_id FOREIGN KEY(tenant_id, service_level_id) REFERENCES service_level (tenant_id, id),
            CONSTRAINT fk_message_tenant_id_calendar_id FOREIGN KEY(tenant_id, calendar_id) REFERENCES business_calendar (tenant_id, id),
            CONSTRAINT uq_message_tenant_id_account_id_external_id UNIQUE (tenant_id, account_id, external_id),
            CONSTRAINT ck_message_direction CHECK (direction IN ('in', 'out')),
            CONSTRAINT ck_message_visibility CHECK (visibility IN ('public', 'private')),
            CONSTRAINT fk_message_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_message_conversation_id ON message (tenant_id, conversation_id, posted_at)
    """)
    op.execute("""
        CREATE INDEX ix_message_thread_id ON message (tenant_id, thread_id)
    """)
    op.execute("""ALTER TABLE message ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE message FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (conversation_id, thread_id) ON message TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON message AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON message AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE conversation_act (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            message_id UUID NOT NULL,
            kind VARCHAR NOT NULL,
            at TIMESTAMP WITH TIME ZONE NOT NULL,
            recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
            reason VARCHAR,
            actor_id UUID,
            CONSTRAINT pk_conversation_act PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_conversation_act_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_conversation_act_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_conversation_act_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT ck_conversation_act_kind CHECK (kind IN ('dismissed', 'closed')),
            CONSTRAINT fk_conversation_act_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_conversation_act_conversation_id ON conversation_act (tenant_id, conversation_id)
    """)
    op.execute("""ALTER TABLE conversation_act ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE conversation_act FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (conversation_id) ON conversation_act TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON conversation_act AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON conversation_act AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE turn (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            episode_no INTEGER NOT NULL,
            kind VARCHAR NOT NULL,
            message_count INTEGER NOT NULL,
            started_at TIMESTAMP WITH TIME ZONE NOT NULL,
            service_level_id UUID,
            calendar_id UUID,
            due_at TIMESTAMP WITH TIME ZONE,
            outcome VARCHAR NOT NULL,
            stopped_at TIMESTAMP WITH TIME ZONE,
            stopped_by UUID,
            worked_us BIGINT,
            answered_by VARCHAR,
            CONSTRAINT pk_turn PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_turn_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_turn_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_turn_tenant_id_service_level_id FOREIGN KEY(tenant_id, service_level_id) REFERENCES service_level (tenant_id, id),
            CONSTRAINT fk_turn_tenant_id_calendar_id FOREIGN KEY(tenant_id, calendar_id) REFERENCES business_calendar (tenant_id, id),
            CONSTRAINT ck_turn_kind CHECK (kind IN ('first_response', 'next_response')),
            CONSTRAINT ck_turn_outcome CHECK (outcome IN ('open', 'answered', 'dismissed', 'excluded')),
            CONSTRAINT fk_turn_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_turn_conversation_id ON turn (tenant_id, conversation_id)
    """)
    op.execute("""
        CREATE INDEX ix_turn_open ON turn (tenant_id, due_at) WHERE outcome = 'open'
    """)
    op.execute("""
        CREATE INDEX ix_turn_started_at ON turn (tenant_id, started_at) INCLUDE (kind, outcome, service_level_id, due_at, stopped_at, worked_us, account_id, id)
    """)
    op.execute("""ALTER TABLE turn ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE turn FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON turn TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON turn AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON turn AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE episode (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            episode_no INTEGER NOT NULL,
            opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
            service_level_id UUID,
            calendar_id UUID,
            due_at TIMESTAMP WITH TIME ZONE,
            closed_at TIMESTAMP WITH TIME ZONE,
            worked_us BIGINT,
            CONSTRAINT pk_episode PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_episode_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_episode_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_episode_tenant_id_service_level_id FOREIGN KEY(tenant_id, service_level_id) REFERENCES service_level (tenant_id, id),
            CONSTRAINT fk_episode_tenant_id_calendar_id FOREIGN KEY(tenant_id, calendar_id) REFERENCES business_calendar (tenant_id, id),
            CONSTRAINT fk_episode_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_episode_conversation_id ON episode (tenant_id, conversation_id)
    """)
    op.execute("""
        CREATE INDEX ix_episode_opened_at ON episode (tenant_id, opened_at) INCLUDE (service_level_id, due_at, closed_at, worked_us, account_id, id, conversation_id, episode_no)
    """)
    op.execute("""ALTER TABLE episode ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE episode FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON episode TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON episode AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON episode AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
