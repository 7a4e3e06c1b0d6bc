"""Whether customers were satisfied: plans, invitations, answers; deliveries that no person wrote."""

from alembic import op

revision = "surveys18"
down_revision = "months17"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""ALTER TABLE delivery ADD COLUMN automatic BOOLEAN NOT NULL DEFAULT false""")
    op.execute("""ALTER TABLE delivery ALTER COLUMN automatic DROP DEFAULT""")
    op.execute("""ALTER TABLE delivery ADD COLUMN link JSONB""")
    op.execute("""
        CREATE TABLE survey_plan (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            version INTEGER NOT NULL,
            is_on BOOLEAN NOT NULL,
            networks JSONB NOT NULL,
            delay_seconds INTEGER NOT NULL,
            apart_days INTEGER NOT NULL,
            open_days INTEGER NOT NULL,
            asks_recommend BOOLEAN NOT NULL,
            wording JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_survey_plan PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_survey_plan_tenant_id_version UNIQUE (tenant_id, version),
            CONSTRAINT ck_survey_plan_times CHECK (delay_seconds >= 0 AND apart_days >= 0 AND open_days > 0),
            CONSTRAINT fk_survey_plan_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_survey_plan_current ON survey_plan (tenant_id) WHERE retired_at IS NULL"""
    )
    op.execute("""ALTER TABLE survey_plan ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE survey_plan FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (retired_at) ON survey_plan TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON survey_plan AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON survey_plan AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE survey_invitation (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            act_id UUID NOT NULL,
            message_id UUID NOT NULL,
            customer_id UUID,
            plan_id UUID NOT NULL,
            network VARCHAR NOT NULL,
            language VARCHAR NOT NULL,
            agent VARCHAR,
            public_mood VARCHAR,
            state VARCHAR NOT NULL,
            reason VARCHAR,
            closed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE NOT NULL,
            queued_at TIMESTAMP WITH TIME ZONE,
            delivery_id UUID,
            delivered_at TIMESTAMP WITH TIME ZONE,
            expires_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_survey_invitation PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_survey_invitation_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_survey_invitation_tenant_id_act_id FOREIGN KEY(tenant_id, act_id) REFERENCES conversation_act (tenant_id, id),
            CONSTRAINT fk_survey_invitation_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT fk_survey_invitation_tenant_id_customer_id FOREIGN KEY(tenant_id, customer_id) REFERENCES customer (tenant_id, id),
            CONSTRAINT fk_survey_invitation_tenant_id_plan_id FOREIGN KEY(tenant_id, plan_id) REFERENCES survey_plan (tenant_id, id),
            CONSTRAINT uq_survey_invitation_tenant_id_act_id UNIQUE (tenant_id, act_id),
            CONSTRAINT ck_survey_invitation_state CHECK (state IN ('planned', 'queued', 'delivered', 'failed', 'dropped')),
            CONSTRAINT ck_survey_invitation_reason CHECK ((state = 'dropped') = (reason IS NOT NULL)),
            CONSTRAINT ck_survey_invitation_language CHECK (language IN ('ru', 'uk', 'pl', 'en')),
            CONSTRAINT ck_survey_invitation_public_mood CHECK (public_mood IN ('negative', 'neutral', 'positive')),
            CONSTRAINT fk_survey_invitation_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_survey_invitation_closed_at ON survey_invitation (tenant_id, closed_at)""")
    op.execute(
        """CREATE INDEX ix_survey_invitation_customer_id ON survey_invitation (tenant_id, customer_id, queued_at)"""
    )
    op.execute(
        """CREATE INDEX ix_survey_invitation_delivered_at ON survey_invitation (tenant_id, delivered_at)"""
    )
    op.execute(
        """CREATE INDEX ix_survey_invitation_delivery_id ON survey_invitation (tenant_id, delivery_id)"""
    )
    op.execute("""ALTER TABLE survey_invitation ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE survey_invitation FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (plan_id, state, reason, queued_at, delivery_id, delivered_at, expires_at) ON survey_invitation TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON survey_invitation AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON survey_invitation AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE survey_answer (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID,
            invitation_id UUID,
            external_id VARCHAR,
            message_id UUID,
            customer_id UUID,
            network VARCHAR,
            language VARCHAR,
            agent VARCHAR,
            public_mood VARCHAR,
            score INTEGER NOT NULL,
            recommend INTEGER,
            comment VARCHAR,
            answered_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_survey_answer PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_survey_answer_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_survey_answer_tenant_id_invitation_id FOREIGN KEY(tenant_id, invitation_id) REFERENCES survey_invitation (tenant_id, id),
            CONSTRAINT fk_survey_answer_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT fk_survey_answer_tenant_id_customer_id FOREIGN KEY(tenant_id, customer_id) REFERENCES customer (tenant_id, id),
            CONSTRAINT uq_survey_answer_tenant_id_invitation_id UNIQUE (tenant_id, invitation_id),
            CONSTRAINT uq_survey_answer_tenant_id_external_id UNIQUE (tenant_id, external_id),
            CONSTRAINT ck_survey_answer_origin CHECK ((invitation_id IS NULL) <> (external_id IS NULL)),
            CONSTRAINT ck_survey_answer_score CHECK (score BETWEEN 1 AND 5),
            CONSTRAINT ck_survey_answer_recommend CHECK (recommend BETWEEN 0 AND 10),
            CONSTRAINT ck_survey_answer_language CHECK (language IN ('ru', 'uk', 'pl', 'en')),
            CONSTRAINT ck_survey_answer_public_mood CHECK (public_mood IN ('negative', 'neutral', 'positive')),
            CONSTRAINT fk_survey_answer_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_survey_answer_answered_at ON survey_answer (tenant_id, answered_at, id)""")
    op.execute("""CREATE INDEX ix_survey_answer_customer_id ON survey_answer (tenant_id, customer_id)""")
    op.execute("""ALTER TABLE survey_answer ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE survey_answer FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (score, recommend, comment, changed_at) ON survey_answer TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON survey_answer AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON survey_answer AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, comment), UPDATE (comment) ON survey_answer TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON survey_answer AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
