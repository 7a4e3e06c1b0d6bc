"""Drafts and what people keep beside a conversation: notes, promises, compensations, numbers, presence."""

from alembic import op

revision = "drafts11"
down_revision = "queue10"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        ALTER TABLE conversation ADD COLUMN stage VARCHAR,
            ADD CONSTRAINT ck_conversation_stage CHECK (stage IN ('researching', 'choosing', 'buying', 'using'))
    """)
    op.execute("""
        CREATE TABLE draft (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            author_id UUID NOT NULL,
            client_key VARCHAR NOT NULL,
            window_key VARCHAR,
            kind VARCHAR NOT NULL,
            state VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            version INTEGER NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
            in_reply_to_message_id UUID,
            language VARCHAR,
            verdict VARCHAR,
            findings JSONB NOT NULL,
            rule_set_version INTEGER,
            override_reason VARCHAR,
            submitted_at TIMESTAMP WITH TIME ZONE,
            delivery_ids JSONB NOT NULL,
            failure VARCHAR,
            sent_at TIMESTAMP WITH TIME ZONE,
            promise_at TIMESTAMP WITH TIME ZONE,
            compensation_minor BIGINT,
            compensation_currency VARCHAR,
            compensation_reason VARCHAR,
            CONSTRAINT pk_draft PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_draft_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_draft_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_draft_tenant_id_in_reply_to_message_id FOREIGN KEY(tenant_id, in_reply_to_message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT uq_draft_tenant_id_client_key UNIQUE (tenant_id, client_key),
            CONSTRAINT ck_draft_kind CHECK (kind IN ('reply', 'acknowledgement', 'private_reply')),
            CONSTRAINT ck_draft_state CHECK (state IN ('open', 'held', 'returned', 'sending', 'sent', 'failed', 'unknown', 'discarded')),
            CONSTRAINT ck_draft_compensation CHECK ((compensation_minor IS NULL) = (compensation_currency IS NULL)),
            CONSTRAINT fk_draft_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_draft_conversation_id ON draft (tenant_id, conversation_id, created_at)
    """)
    op.execute("""
        CREATE INDEX ix_draft_unsettled ON draft (tenant_id, author_id, saved_at) WHERE state NOT IN ('sent', 'discarded')
    """)
    op.execute("""ALTER TABLE draft ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE draft FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE ON draft TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON draft AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON draft AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE draft_revision (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            draft_id UUID NOT NULL,
            version INTEGER NOT NULL,
            cause VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
            saved_by UUID,
            CONSTRAINT pk_draft_revision PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_draft_revision_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_draft_revision_tenant_id_draft_id FOREIGN KEY(tenant_id, draft_id) REFERENCES draft (tenant_id, id),
            CONSTRAINT ck_draft_revision_cause CHECK (cause IN ('typed', 'submitted', 'set_aside', 'edited')),
            CONSTRAINT fk_draft_revision_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_draft_revision_draft_id ON draft_revision (tenant_id, draft_id, saved_at)
    """)
    op.execute("""ALTER TABLE draft_revision ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE draft_revision FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (text, version, saved_at) ON draft_revision TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON draft_revision AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON draft_revision AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE note (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            author_id UUID,
            text VARCHAR NOT NULL,
            written_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_note PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_note_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_note_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_note_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_note_conversation_id ON note (tenant_id, conversation_id, written_at)
    """)
    op.execute("""ALTER TABLE note ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE note FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (conversation_id) ON note TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON note AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON note AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE promise (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            message_id UUID NOT NULL,
            made_at TIMESTAMP WITH TIME ZONE NOT NULL,
            made_by UUID NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE NOT NULL,
            stopped_at TIMESTAMP WITH TIME ZONE,
            stopped_by UUID,
            CONSTRAINT pk_promise PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_promise_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_promise_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_promise_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT uq_promise_tenant_id_message_id UNIQUE (tenant_id, message_id),
            CONSTRAINT fk_promise_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_promise_conversation_id ON promise (tenant_id, conversation_id)
    """)
    op.execute("""
        CREATE INDEX ix_promise_open ON promise (tenant_id, due_at) WHERE stopped_at IS NULL
    """)
    op.execute("""ALTER TABLE promise ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE promise FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (conversation_id, stopped_at, stopped_by) ON promise TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON promise AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON promise AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE compensation (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            draft_id UUID NOT NULL,
            amount_minor BIGINT NOT NULL,
            currency VARCHAR NOT NULL,
            reason VARCHAR NOT NULL,
            granted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            granted_by UUID NOT NULL,
            approved_by UUID,
            CONSTRAINT pk_compensation PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_compensation_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_compensation_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT uq_compensation_tenant_id_draft_id UNIQUE (tenant_id, draft_id),
            CONSTRAINT ck_compensation_amount CHECK (amount_minor > 0),
            CONSTRAINT fk_compensation_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_compensation_conversation_id ON compensation (tenant_id, conversation_id)
    """)
    op.execute("""
        CREATE INDEX ix_compensation_granted_at ON compensation (tenant_id, granted_at)
    """)
    op.execute("""ALTER TABLE compensation ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE compensation FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (conversation_id) ON compensation TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON compensation AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON compensation AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE customer_number (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            customer_id UUID NOT NULL,
            number VARCHAR NOT NULL,
            set_at TIMESTAMP WITH TIME ZONE NOT NULL,
            set_by UUID,
            CONSTRAINT pk_customer_number PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_customer_number_tenant_id_customer_id FOREIGN KEY(tenant_id, customer_id) REFERENCES customer (tenant_id, id),
            CONSTRAINT uq_customer_number_tenant_id_customer_id UNIQUE (tenant_id, customer_id),
            CONSTRAINT fk_customer_number_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_customer_number_number ON customer_number (tenant_id, number)
    """)
    op.execute("""ALTER TABLE customer_number ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE customer_number FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON customer_number TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON customer_number AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON customer_number AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE presence (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            user_id UUID NOT NULL,
            seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
            wrote_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_presence PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_presence_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_presence_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT uq_presence_tenant_id_conversation_id_user_id UNIQUE (tenant_id, conversation_id, user_id),
            CONSTRAINT fk_presence_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_presence_seen_at ON presence (tenant_id, seen_at)
    """)
    op.execute("""ALTER TABLE presence ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE presence FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON presence TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON presence AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON presence AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
