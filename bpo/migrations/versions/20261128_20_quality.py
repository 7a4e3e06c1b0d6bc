"""Quality: scorecards, sampling plans, draws, samples, reviews, disputes; and the replies by when they became known."""

from alembic import op

revision = "quality20"
down_revision = "volumes19"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE scorecard (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            version INTEGER NOT NULL,
            criteria JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_scorecard PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_scorecard_tenant_id_version UNIQUE (tenant_id, version),
            CONSTRAINT fk_scorecard_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_scorecard_current ON scorecard (tenant_id) WHERE retired_at IS NULL"""
    )
    op.execute("""ALTER TABLE scorecard ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE scorecard FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (retired_at) ON scorecard TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON scorecard AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON scorecard AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE sampling_plan (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            version INTEGER NOT NULL,
            mode VARCHAR NOT NULL,
            per_week INTEGER NOT NULL,
            share DOUBLE PRECISION NOT NULL,
            dismissals_per_week INTEGER NOT NULL,
            certain JSONB NOT NULL,
            review_days INTEGER NOT NULL,
            dispute_days INTEGER NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_sampling_plan PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_sampling_plan_tenant_id_version UNIQUE (tenant_id, version),
            CONSTRAINT ck_sampling_plan_mode CHECK (mode IN ('quota', 'share')),
            CONSTRAINT ck_sampling_plan_share CHECK (share >= 0 AND share <= 1),
            CONSTRAINT fk_sampling_plan_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_sampling_plan_current ON sampling_plan (tenant_id) WHERE retired_at IS NULL"""
    )
    op.execute("""ALTER TABLE sampling_plan ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE sampling_plan FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (retired_at) ON sampling_plan TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON sampling_plan AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON sampling_plan AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE sample_draw (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            plan_id UUID NOT NULL,
            since TIMESTAMP WITH TIME ZONE NOT NULL,
            until TIMESTAMP WITH TIME ZONE NOT NULL,
            seed VARCHAR NOT NULL,
            replies INTEGER NOT NULL,
            dismissals INTEGER NOT NULL,
            drawn_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_sample_draw PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_sample_draw_tenant_id_plan_id FOREIGN KEY(tenant_id, plan_id) REFERENCES sampling_plan (tenant_id, id),
            CONSTRAINT uq_sample_draw_tenant_id_since UNIQUE (tenant_id, since),
            CONSTRAINT ck_sample_draw_stretch CHECK (until > since),
            CONSTRAINT fk_sample_draw_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_sample_draw_until ON sample_draw (tenant_id, until)""")
    op.execute("""ALTER TABLE sample_draw ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE sample_draw FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON sample_draw TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON sample_draw AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON sample_draw AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE sample (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            draw_id UUID,
            kind VARCHAR NOT NULL,
            purpose VARCHAR NOT NULL,
            message_id UUID,
            act_id UUID,
            agent_id UUID,
            agent VARCHAR,
            involved JSONB NOT NULL,
            done_at TIMESTAMP WITH TIME ZONE NOT NULL,
            stratum VARCHAR,
            probability DOUBLE PRECISION,
            why VARCHAR,
            rule_set_version INTEGER,
            draft_id UUID,
            chosen_by UUID,
            due_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            state VARCHAR NOT NULL,
            claimed_by UUID,
            claim_until TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_sample PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_sample_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_sample_tenant_id_draw_id FOREIGN KEY(tenant_id, draw_id) REFERENCES sample_draw (tenant_id, id),
            CONSTRAINT fk_sample_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT fk_sample_tenant_id_act_id FOREIGN KEY(tenant_id, act_id) REFERENCES conversation_act (tenant_id, id),
            CONSTRAINT uq_sample_tenant_id_message_id_purpose UNIQUE (tenant_id, message_id, purpose),
            CONSTRAINT uq_sample_tenant_id_act_id_purpose UNIQUE (tenant_id, act_id, purpose),
            CONSTRAINT ck_sample_kind CHECK (kind IN ('reply', 'dismissal')),
            CONSTRAINT ck_sample_purpose CHECK (purpose IN ('programme', 'targeted')),
            CONSTRAINT ck_sample_state CHECK (state IN ('waiting', 'claimed', 'reviewed')),
            CONSTRAINT ck_sample_message CHECK ((message_id IS NOT NULL) = (kind = 'reply')),
            CONSTRAINT ck_sample_act CHECK ((act_id IS NOT NULL) = (kind = 'dismissal')),
            CONSTRAINT ck_sample_chance CHECK ((purpose = 'programme') = (probability IS NOT NULL AND draw_id IS NOT NULL)),
            CONSTRAINT ck_sample_probability CHECK (probability > 0 AND probability <= 1),
            CONSTRAINT ck_sample_not_oneself CHECK (NOT involved @> jsonb_build_array(claimed_by)),
            CONSTRAINT fk_sample_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_sample_done_at ON sample (tenant_id, done_at)""")
    op.execute("""CREATE INDEX ix_sample_open ON sample (tenant_id, due_at, id) WHERE state <> 'reviewed'""")
    op.execute("""ALTER TABLE sample ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE sample FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (state, claimed_by, claim_until) ON sample TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON sample AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON sample AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE review (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            sample_id UUID NOT NULL,
            kind VARCHAR NOT NULL,
            purpose VARCHAR NOT NULL,
            probability DOUBLE PRECISION,
            done_at TIMESTAMP WITH TIME ZONE NOT NULL,
            agent_id UUID,
            agent VARCHAR,
            scorecard_id UUID,
            rule_set_version INTEGER,
            reviewer_id UUID NOT NULL,
            state VARCHAR NOT NULL,
            note VARCHAR,
            begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
            saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
            submitted_at TIMESTAMP WITH TIME ZONE,
            customer_error BOOLEAN,
            business_error BOOLEAN,
            compliance_error BOOLEAN,
            auto_failed BOOLEAN,
            score INTEGER,
            first_score INTEGER,
            restated_at TIMESTAMP WITH TIME ZONE,
            answer_until TIMESTAMP WITH TIME ZONE,
            acknowledged_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_review PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_review_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_review_tenant_id_sample_id FOREIGN KEY(tenant_id, sample_id) REFERENCES sample (tenant_id, id),
            CONSTRAINT fk_review_tenant_id_scorecard_id FOREIGN KEY(tenant_id, scorecard_id) REFERENCES scorecard (tenant_id, id),
            CONSTRAINT uq_review_tenant_id_sample_id_reviewer_id UNIQUE (tenant_id, sample_id, reviewer_id),
            CONSTRAINT ck_review_state CHECK (state IN ('draft', 'submitted', 'acknowledged', 'disputed', 'decided')),
            CONSTRAINT ck_review_purpose CHECK (purpose IN ('programme', 'targeted')),
            CONSTRAINT ck_review_submitted CHECK ((state = 'draft') = (submitted_at IS NULL)),
            CONSTRAINT ck_review_not_oneself CHECK (agent_id <> reviewer_id),
            CONSTRAINT ck_review_card CHECK ((scorecard_id IS NULL) = (kind = 'dismissal')),
            CONSTRAINT fk_review_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_review_agent_id ON review (tenant_id, agent_id, submitted_at) WHERE state <> 'draft'"""
    )
    op.execute("""CREATE INDEX ix_review_done_at ON review (tenant_id, done_at, id) WHERE state <> 'draft'""")
    op.execute("""CREATE INDEX ix_review_reviewer_id ON review (tenant_id, reviewer_id, submitted_at)""")
    op.execute(
        """CREATE UNIQUE INDEX uq_review_sample ON review (tenant_id, sample_id) WHERE state <> 'draft'"""
    )
    op.execute("""ALTER TABLE review ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE review FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (state, note, saved_at, submitted_at, customer_error, business_error, compliance_error, auto_failed, score, first_score, restated_at, answer_until, acknowledged_at) ON review TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON review AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON review AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, note), UPDATE (note) ON review TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON review AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )

    op.execute("""
        CREATE TABLE review_score (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            review_id UUID NOT NULL,
            criterion VARCHAR NOT NULL,
            answer VARCHAR,
            first_answer VARCHAR,
            note VARCHAR NOT NULL,
            is_disputed BOOLEAN NOT NULL,
            verdict VARCHAR,
            CONSTRAINT pk_review_score PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_review_score_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_review_score_tenant_id_review_id FOREIGN KEY(tenant_id, review_id) REFERENCES review (tenant_id, id),
            CONSTRAINT uq_review_score_tenant_id_review_id_criterion UNIQUE (tenant_id, review_id, criterion),
            CONSTRAINT ck_review_score_answer CHECK (answer IN ('pass', 'fail', 'na')),
            CONSTRAINT ck_review_score_first_answer CHECK (first_answer IN ('pass', 'fail', 'na')),
            CONSTRAINT ck_review_score_verdict CHECK (verdict IN ('upheld', 'overturned')),
            CONSTRAINT fk_review_score_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE review_score ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE review_score FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (answer, first_answer, note, is_disputed, verdict) ON review_score TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON review_score AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON review_score AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, note), UPDATE (note) ON review_score TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON review_score AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )

    op.execute("""
        CREATE TABLE dispute (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            review_id UUID NOT NULL,
            agent_id UUID NOT NULL,
            reviewer_id UUID NOT NULL,
            reason VARCHAR NOT NULL,
            criteria JSONB NOT NULL,
            raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
            decided_at TIMESTAMP WITH TIME ZONE,
            decided_by UUID,
            note VARCHAR,
            CONSTRAINT pk_dispute PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_dispute_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_dispute_tenant_id_review_id FOREIGN KEY(tenant_id, review_id) REFERENCES review (tenant_id, id),
            CONSTRAINT uq_dispute_tenant_id_review_id UNIQUE (tenant_id, review_id),
            CONSTRAINT ck_dispute_decided CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
            CONSTRAINT ck_dispute_third_person CHECK (decided_by <> agent_id AND decided_by <> reviewer_id),
            CONSTRAINT fk_dispute_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_dispute_waiting ON dispute (tenant_id, raised_at) WHERE decided_at IS NULL"""
    )
    op.execute("""ALTER TABLE dispute ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE dispute FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (decided_at, decided_by, note) ON dispute TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON dispute AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON dispute AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, note, reason), UPDATE (note, reason) ON dispute TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON dispute AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )

    op.execute(
        """CREATE INDEX ix_message_reply ON message (tenant_id, ingested_at, id) WHERE direction = 'out' AND NOT automatic AND agent IS NOT NULL"""
    )
    op.execute(
        """CREATE INDEX ix_conversation_act_dismissed ON conversation_act (tenant_id, recorded_at) WHERE kind = 'dismissed'"""
    )
