"""Approvals, hand-offs to departments, alerts to them; the client asked and deciding, as acts."""

from alembic import op

revision = "decisions12"
down_revision = "drafts11"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE conversation_act ADD COLUMN subject_id UUID")
    op.execute("ALTER TABLE conversation_act DROP CONSTRAINT ck_conversation_act_kind")
    op.execute("""
        ALTER TABLE conversation_act ADD CONSTRAINT ck_conversation_act_kind
            CHECK (kind IN ('dismissed', 'closed', 'client_asked', 'client_decided'))
    """)
    op.execute("""
        ALTER TABLE conversation_act ADD CONSTRAINT ck_conversation_act_subject
            CHECK ((subject_id IS NOT NULL) = (kind IN ('client_asked', 'client_decided')))
    """)

    op.execute("""
        CREATE TABLE approval (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            message_id UUID NOT NULL,
            draft_id UUID NOT NULL,
            step INTEGER NOT NULL,
            tier VARCHAR NOT NULL,
            deputy VARCHAR,
            author_id UUID NOT NULL,
            author_name VARCHAR NOT NULL,
            kind VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            reasons JSONB NOT NULL,
            findings JSONB NOT NULL,
            reach BIGINT,
            state VARCHAR NOT NULL,
            submitted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE,
            decided_at TIMESTAMP WITH TIME ZONE,
            decided_by UUID,
            decided_by_name VARCHAR,
            decided_text VARCHAR,
            note VARCHAR,
            via VARCHAR,
            CONSTRAINT pk_approval PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_approval_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_approval_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_approval_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT fk_approval_tenant_id_draft_id FOREIGN KEY(tenant_id, draft_id) REFERENCES draft (tenant_id, id),
            CONSTRAINT ck_approval_tier CHECK (tier IN ('colleague', 'supervisor', 'client')),
            CONSTRAINT ck_approval_deputy CHECK (deputy IN ('colleague', 'supervisor', 'client')),
            CONSTRAINT ck_approval_state CHECK (state IN ('waiting', 'approved', 'returned', 'passed_on', 'expired', 'cancelled')),
            CONSTRAINT ck_approval_decided CHECK ((state = 'waiting') = (decided_at IS NULL)),
            CONSTRAINT ck_approval_via CHECK (via IN ('tool', 'link')),
            CONSTRAINT fk_approval_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_approval_conversation_id ON approval (tenant_id, conversation_id)
    """)
    op.execute("""
        CREATE INDEX ix_approval_draft_id ON approval (tenant_id, draft_id)
    """)
    op.execute("""
        CREATE INDEX ix_approval_due ON approval (tenant_id, submitted_at) WHERE state = 'waiting'
    """)
    op.execute("""
        CREATE UNIQUE INDEX uq_approval_waiting ON approval (tenant_id, draft_id) WHERE state = 'waiting'
    """)
    op.execute("""ALTER TABLE approval ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE approval FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (conversation_id, state, decided_at, decided_by, decided_by_name, decided_text, note, via) ON approval TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON approval AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON approval AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute(
        """CREATE POLICY client_select ON approval AS PERMISSIVE FOR SELECT TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND tier = 'client' AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY client_update ON approval AS PERMISSIVE FOR UPDATE TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND tier = 'client' AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND tier = 'client' AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )

    op.execute("""
        CREATE TABLE handoff (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            message_id UUID NOT NULL,
            department VARCHAR NOT NULL,
            contact VARCHAR NOT NULL,
            question VARCHAR NOT NULL,
            asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
            asked_by UUID NOT NULL,
            asked_by_name VARCHAR NOT NULL,
            calendar_id UUID,
            target_seconds INTEGER NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE,
            state VARCHAR NOT NULL,
            answer VARCHAR,
            answered_at TIMESTAMP WITH TIME ZONE,
            answered_by UUID,
            answered_by_name VARCHAR,
            via VARCHAR,
            worked_us BIGINT,
            ended_at TIMESTAMP WITH TIME ZONE,
            ended_by UUID,
            reminders INTEGER NOT NULL,
            next_reminder_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_handoff PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_handoff_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_handoff_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_handoff_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT fk_handoff_tenant_id_calendar_id FOREIGN KEY(tenant_id, calendar_id) REFERENCES business_calendar (tenant_id, id),
            CONSTRAINT ck_handoff_state CHECK (state IN ('waiting', 'answered', 'done', 'withdrawn')),
            CONSTRAINT ck_handoff_answer CHECK ((answered_at IS NULL) = (answer IS NULL)),
            CONSTRAINT ck_handoff_via CHECK (via IN ('tool', 'link')),
            CONSTRAINT fk_handoff_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_handoff_asked_at ON handoff (tenant_id, asked_at, id)
    """)
    op.execute("""
        CREATE INDEX ix_handoff_conversation_id ON handoff (tenant_id, conversation_id)
    """)
    op.execute("""
        CREATE INDEX ix_handoff_next_reminder_at ON handoff (tenant_id, next_reminder_at) WHERE next_reminder_at IS NOT NULL
    """)
    op.execute("""ALTER TABLE handoff ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE handoff FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (conversation_id, state, answer, answered_at, answered_by, answered_by_name, via, worked_us, ended_at, ended_by, reminders, next_reminder_at) ON handoff TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON handoff AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON handoff AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE department_alert (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            message_id UUID NOT NULL,
            department VARCHAR NOT NULL,
            contact VARCHAR NOT NULL,
            reason VARCHAR NOT NULL,
            reach BIGINT,
            raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
            seen_at TIMESTAMP WITH TIME ZONE,
            seen_by UUID,
            seen_by_name VARCHAR,
            CONSTRAINT pk_department_alert PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_department_alert_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_department_alert_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_department_alert_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT uq_department_alert_tenant_id_message_id_department_reason UNIQUE (tenant_id, message_id, department, reason),
            CONSTRAINT fk_department_alert_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_department_alert_conversation_id ON department_alert (tenant_id, conversation_id)
    """)
    op.execute("""
        CREATE INDEX ix_department_alert_raised_at ON department_alert (tenant_id, raised_at, id)
    """)
    op.execute("""ALTER TABLE department_alert ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE department_alert FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (conversation_id, seen_at, seen_by, seen_by_name) ON department_alert TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON department_alert AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON department_alert AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
