"""Credentials of accounts and deliveries of replies."""

from alembic import op

revision = "deliveries08"
down_revision = "staffing07"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE channel_connection (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            settings JSONB NOT NULL,
            secret BYTEA,
            state VARCHAR NOT NULL,
            state_since TIMESTAMP WITH TIME ZONE NOT NULL,
            why VARCHAR,
            connected_at TIMESTAMP WITH TIME ZONE NOT NULL,
            connected_by UUID,
            check_asked_at TIMESTAMP WITH TIME ZONE,
            checked_at TIMESTAMP WITH TIME ZONE,
            own_id VARCHAR,
            facts JSONB NOT NULL,
            window_started_at TIMESTAMP WITH TIME ZONE,
            window_count INTEGER NOT NULL,
            sends_from TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_channel_connection PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_channel_connection_tenant_id_id FOREIGN KEY(tenant_id, id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT ck_channel_connection_state CHECK (state IN ('untested', 'fine', 'ill')),
            CONSTRAINT fk_channel_connection_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE channel_connection ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE channel_connection FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON channel_connection TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON channel_connection AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON channel_connection AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE poll_cursor (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            cursor VARCHAR,
            polled_at TIMESTAMP WITH TIME ZONE,
            next_poll_at TIMESTAMP WITH TIME ZONE NOT NULL,
            failures INTEGER NOT NULL,
            failing_since TIMESTAMP WITH TIME ZONE,
            failure VARCHAR,
            CONSTRAINT pk_poll_cursor PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_poll_cursor_tenant_id_id FOREIGN KEY(tenant_id, id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_poll_cursor_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE poll_cursor ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE poll_cursor FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON poll_cursor TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON poll_cursor AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON poll_cursor AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE sending_pause (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID,
            reason VARCHAR NOT NULL,
            paused_at TIMESTAMP WITH TIME ZONE NOT NULL,
            paused_by UUID,
            CONSTRAINT pk_sending_pause PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_sending_pause_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT uq_sending_pause_tenant_id_account_id UNIQUE NULLS NOT DISTINCT (tenant_id, account_id),
            CONSTRAINT fk_sending_pause_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE sending_pause ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE sending_pause FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON sending_pause TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON sending_pause AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON sending_pause AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE delivery (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            thread_key UUID NOT NULL,
            place INTEGER NOT NULL,
            source_id UUID NOT NULL,
            part_no INTEGER NOT NULL,
            attempt_group INTEGER NOT NULL,
            state VARCHAR NOT NULL,
            body VARCHAR NOT NULL,
            subject VARCHAR,
            in_reply_to VARCHAR,
            visibility VARCHAR NOT NULL,
            recipient VARCHAR,
            idempotency_key VARCHAR NOT NULL,
            frozen_at TIMESTAMP WITH TIME ZONE NOT NULL,
            reply_until TIMESTAMP WITH TIME ZONE,
            fence INTEGER NOT NULL,
            lease_until TIMESTAMP WITH TIME ZONE,
            attempt_no INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            look_ups INTEGER NOT NULL,
            next_attempt_at TIMESTAMP WITH TIME ZONE NOT NULL,
            started_at TIMESTAMP WITH TIME ZONE,
            remote_id VARCHAR,
            remote_url VARCHAR,
            sent_at TIMESTAMP WITH TIME ZONE,
            posted_at TIMESTAMP WITH TIME ZONE,
            failure VARCHAR,
            author_id UUID,
            agent VARCHAR,
            CONSTRAINT pk_delivery PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_delivery_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT uq_delivery_tenant_id_source_id_part_no_attempt_group UNIQUE (tenant_id, source_id, part_no, attempt_group),
            CONSTRAINT uq_delivery_tenant_id_thread_key_place UNIQUE (tenant_id, thread_key, place),
            CONSTRAINT ck_delivery_state CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
            CONSTRAINT ck_delivery_visibility CHECK (visibility IN ('public', 'private')),
            CONSTRAINT fk_delivery_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_delivery_frozen_at ON delivery (tenant_id, frozen_at, id)""")
    op.execute("""CREATE INDEX ix_delivery_remote_id ON delivery (tenant_id, account_id, remote_id)""")
    op.execute(
        """CREATE INDEX ix_delivery_unsettled ON delivery (tenant_id, thread_key, place) WHERE state IN ('queued', 'sending', 'unknown')"""
    )
    op.execute(
        """CREATE INDEX ix_delivery_waiting ON delivery (tenant_id, next_attempt_at) WHERE state IN ('queued', 'sending')"""
    )
    op.execute("""ALTER TABLE delivery ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE delivery FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE ON delivery TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON delivery AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON delivery AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE delivery_attempt (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            delivery_id UUID NOT NULL,
            attempt_no INTEGER NOT NULL,
            fence INTEGER NOT NULL,
            request_hash VARCHAR NOT NULL,
            started_at TIMESTAMP WITH TIME ZONE NOT NULL,
            finished_at TIMESTAMP WITH TIME ZONE,
            outcome VARCHAR,
            detail VARCHAR,
            CONSTRAINT pk_delivery_attempt PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_delivery_attempt_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_delivery_attempt_tenant_id_delivery_id FOREIGN KEY(tenant_id, delivery_id) REFERENCES delivery (tenant_id, id),
            CONSTRAINT uq_delivery_attempt_tenant_id_delivery_id_attempt_no UNIQUE (tenant_id, delivery_id, attempt_no),
            CONSTRAINT ck_delivery_attempt_outcome CHECK (outcome IN ('sent', 'not_sent', 'ambiguous', 'rejected', 'auth_expired', 'withheld')),
            CONSTRAINT fk_delivery_attempt_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE delivery_attempt ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE delivery_attempt FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (finished_at, outcome, detail) ON delivery_attempt TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON delivery_attempt AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON delivery_attempt AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    # A raw event says how it is to be read; what is there came in the public form.
    op.execute("""ALTER TABLE inbound_event ADD COLUMN form VARCHAR NOT NULL DEFAULT 'message'""")
    op.execute("""ALTER TABLE inbound_event ALTER COLUMN form DROP DEFAULT""")
    # Accounts of networks that we connect ourselves take signed messages from a bridge of the vendor's too.
    op.execute("""
        INSERT INTO channel_route (network, key, tenant_id, account_id)
        SELECT network, id::text, tenant_id, id FROM channel_account WHERE network IN ('mastodon', 'email')
        ON CONFLICT DO NOTHING
    """)
