"""What the client agreed to leave out of measurement, and what it makes of the clocks of turns."""

from alembic import op

revision = "exclusions49"
down_revision = "previews48"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE exclusion (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            number INTEGER NOT NULL,
            kind VARCHAR NOT NULL,
            account_ids JSONB,
            turn_ids JSONB,
            starts_at TIMESTAMP WITH TIME ZONE,
            ends_at TIMESTAMP WITH TIME ZONE,
            why VARCHAR NOT NULL,
            evidence JSONB NOT NULL,
            found_as VARCHAR,
            state VARCHAR NOT NULL,
            made_at TIMESTAMP WITH TIME ZONE NOT NULL,
            proposed_at TIMESTAMP WITH TIME ZONE,
            proposed_by UUID,
            proposed_by_name VARCHAR,
            decide_by TIMESTAMP WITH TIME ZONE,
            decided_at TIMESTAMP WITH TIME ZONE,
            decided_by UUID,
            decided_by_name VARCHAR,
            reason VARCHAR,
            applied_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_exclusion PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_exclusion_tenant_id_number UNIQUE (tenant_id, number),
            CONSTRAINT uq_exclusion_tenant_id_found_as UNIQUE (tenant_id, found_as),
            CONSTRAINT ck_exclusion_kind CHECK (kind IN ('outage', 'spam_flood', 'duplicate', 'client_delay', 'other')),
            CONSTRAINT ck_exclusion_state CHECK (state IN ('found', 'dropped', 'proposed', 'approved', 'refused', 'withdrawn')),
            CONSTRAINT ck_exclusion_time CHECK ((starts_at IS NULL) = (ends_at IS NULL)),
            CONSTRAINT ck_exclusion_order CHECK (starts_at < ends_at),
            CONSTRAINT ck_exclusion_something CHECK (starts_at IS NOT NULL OR turn_ids IS NOT NULL),
            CONSTRAINT ck_exclusion_decided CHECK ((decided_at IS NULL) = (state NOT IN ('approved', 'refused'))),
            CONSTRAINT ck_exclusion_proposed CHECK ((proposed_at IS NULL) = (state IN ('found', 'dropped'))),
            CONSTRAINT ck_exclusion_applied CHECK (applied_at IS NULL OR state = 'approved'),
            CONSTRAINT fk_exclusion_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_exclusion_applied ON exclusion (tenant_id, id) WHERE applied_at IS NOT NULL"""
    )
    op.execute(
        """CREATE INDEX ix_exclusion_decide_by ON exclusion (tenant_id, decide_by) WHERE state = 'proposed'"""
    )
    op.execute("""ALTER TABLE exclusion ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE exclusion FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (state, proposed_at, proposed_by, proposed_by_name, decide_by, decided_at, decided_by, decided_by_name, reason, applied_at) ON exclusion TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON exclusion AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON exclusion AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute(
        """CREATE POLICY client_select ON exclusion AS PERMISSIVE FOR SELECT TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND proposed_at IS NOT NULL)"""
    )
    op.execute(
        """CREATE POLICY client_update ON exclusion AS PERMISSIVE FOR UPDATE TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND proposed_at IS NOT NULL) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND proposed_at IS NOT NULL)"""
    )
    op.execute("""
        CREATE TABLE turn_adjustment (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            conversation_id UUID NOT NULL,
            is_out BOOLEAN NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE,
            worked_us BIGINT,
            CONSTRAINT pk_turn_adjustment PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_turn_adjustment_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_turn_adjustment_tenant_id_conversation_id FOREIGN KEY(tenant_id, conversation_id) REFERENCES conversation (tenant_id, id),
            CONSTRAINT fk_turn_adjustment_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_turn_adjustment_conversation_id ON turn_adjustment (tenant_id, conversation_id)"""
    )
    op.execute("""ALTER TABLE turn_adjustment ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE turn_adjustment FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON turn_adjustment TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON turn_adjustment AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON turn_adjustment AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""DROP INDEX ix_turn_excluded""")
    op.execute("""ALTER TABLE turn DROP CONSTRAINT ck_turn_outcome""")
    op.execute(
        """ALTER TABLE turn ADD CONSTRAINT ck_turn_outcome CHECK (outcome IN ('open', 'answered', 'dismissed'))"""
    )
