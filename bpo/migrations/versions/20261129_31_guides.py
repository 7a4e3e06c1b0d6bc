"""Trials of changed guides on sent replies, and the replies that would have been judged otherwise."""

from alembic import op

revision = "guides31"
down_revision = "erasedauthors30"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE guide_trial (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            content JSONB NOT NULL,
            base_version INTEGER,
            state VARCHAR NOT NULL,
            ordered_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ordered_by UUID,
            ordered_by_name VARCHAR NOT NULL,
            side VARCHAR NOT NULL,
            since TIMESTAMP WITH TIME ZONE NOT NULL,
            until TIMESTAMP WITH TIME ZONE NOT NULL,
            total INTEGER NOT NULL,
            done INTEGER NOT NULL,
            stopped INTEGER NOT NULL,
            let_through INTEGER NOT NULL,
            otherwise INTEGER NOT NULL,
            known_at TIMESTAMP WITH TIME ZONE,
            reply_id UUID,
            moved_at TIMESTAMP WITH TIME ZONE NOT NULL,
            finished_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_guide_trial PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_guide_trial_state CHECK (state IN ('running', 'done', 'cancelled')),
            CONSTRAINT ck_guide_trial_side CHECK (side IN ('staff', 'client')),
            CONSTRAINT ck_guide_trial_finished CHECK ((state = 'running') = (finished_at IS NULL)),
            CONSTRAINT ck_guide_trial_counts CHECK (done >= 0 AND stopped >= 0 AND let_through >= 0 AND otherwise >= 0),
            CONSTRAINT fk_guide_trial_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_guide_trial_ordered_at ON guide_trial (tenant_id, ordered_at, id)""")
    op.execute(
        """CREATE UNIQUE INDEX uq_guide_trial_running ON guide_trial (tenant_id) WHERE state = 'running'"""
    )
    op.execute("""ALTER TABLE guide_trial ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE guide_trial FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (state, total, done, stopped, let_through, otherwise, known_at, reply_id, moved_at, finished_at) ON guide_trial TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON guide_trial AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON guide_trial AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE guide_trial_reply (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            trial_id UUID NOT NULL,
            account_id UUID NOT NULL,
            message_id UUID NOT NULL,
            posted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            outcome VARCHAR NOT NULL,
            language VARCHAR NOT NULL,
            before JSONB NOT NULL,
            after JSONB NOT NULL,
            effects JSONB NOT NULL,
            CONSTRAINT pk_guide_trial_reply PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_guide_trial_reply_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_guide_trial_reply_tenant_id_trial_id FOREIGN KEY(tenant_id, trial_id) REFERENCES guide_trial (tenant_id, id),
            CONSTRAINT fk_guide_trial_reply_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT uq_guide_trial_reply_tenant_id_trial_id_message_id UNIQUE (tenant_id, trial_id, message_id),
            CONSTRAINT ck_guide_trial_reply_outcome CHECK (outcome IN ('stopped', 'let_through', 'otherwise')),
            CONSTRAINT fk_guide_trial_reply_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_guide_trial_reply_posted_at ON guide_trial_reply (tenant_id, trial_id, outcome, posted_at, id)"""
    )
    op.execute("""ALTER TABLE guide_trial_reply ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE guide_trial_reply FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, DELETE ON guide_trial_reply TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON guide_trial_reply AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON guide_trial_reply AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
