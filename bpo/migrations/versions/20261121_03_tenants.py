"""What was agreed with a brand, its channel accounts, and its onboarding."""

from alembic import op

revision = "tenants03"
down_revision = "identity02"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE business_calendar (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            name VARCHAR NOT NULL,
            version INTEGER NOT NULL,
            spec JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_business_calendar PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_business_calendar_tenant_id_name_version UNIQUE (tenant_id, name, version),
            CONSTRAINT fk_business_calendar_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE UNIQUE INDEX uq_business_calendar_current ON business_calendar (tenant_id, name) WHERE retired_at IS NULL
    """)
    op.execute("""ALTER TABLE business_calendar ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE business_calendar FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (retired_at) ON business_calendar TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON business_calendar AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON business_calendar AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE service_level (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            version INTEGER NOT NULL,
            position INTEGER NOT NULL,
            name VARCHAR NOT NULL,
            conditions JSONB NOT NULL,
            first_response_seconds INTEGER,
            next_response_seconds INTEGER,
            resolution_seconds INTEGER,
            calendar VARCHAR NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_service_level PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_service_level_tenant_id_version_position UNIQUE (tenant_id, version, position),
            CONSTRAINT fk_service_level_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_service_level_current ON service_level (tenant_id, position) WHERE retired_at IS NULL
    """)
    op.execute("""ALTER TABLE service_level ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE service_level FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (retired_at) ON service_level TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON service_level AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON service_level AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE brand_section (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            section VARCHAR NOT NULL,
            version INTEGER NOT NULL,
            content JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_brand_section PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_brand_section_tenant_id_section_version UNIQUE (tenant_id, section, version),
            CONSTRAINT fk_brand_section_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE UNIQUE INDEX uq_brand_section_current ON brand_section (tenant_id, section) WHERE retired_at IS NULL
    """)
    op.execute("""ALTER TABLE brand_section ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE brand_section FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (retired_at) ON brand_section TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON brand_section AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON brand_section AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE channel_account (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            network VARCHAR NOT NULL,
            handle VARCHAR NOT NULL,
            purpose VARCHAR NOT NULL,
            tags JSONB NOT NULL,
            server VARCHAR,
            display_name VARCHAR,
            owner VARCHAR,
            webhook_secret BYTEA,
            secret_set_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_channel_account PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_channel_account_tenant_id_network_handle UNIQUE (tenant_id, network, handle),
            CONSTRAINT fk_channel_account_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE channel_account ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE channel_account FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON channel_account TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON channel_account AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON channel_account AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE channel_route (
            network VARCHAR NOT NULL,
            key VARCHAR NOT NULL,
            tenant_id UUID NOT NULL,
            account_id UUID NOT NULL,
            CONSTRAINT pk_channel_route PRIMARY KEY (network, key),
            CONSTRAINT fk_channel_route_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_channel_route_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE channel_route ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE channel_route FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON channel_route TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON channel_route AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY gate_select ON channel_route AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)"""
    )
    op.execute(
        """CREATE POLICY migrate ON channel_route AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE inbound_event (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            dedupe_key VARCHAR NOT NULL,
            body VARCHAR NOT NULL,
            received_at TIMESTAMP WITH TIME ZONE NOT NULL,
            processed_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_inbound_event PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_inbound_event_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT uq_inbound_event_tenant_id_account_id_dedupe_key UNIQUE (tenant_id, account_id, dedupe_key),
            CONSTRAINT fk_inbound_event_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_inbound_event_waiting ON inbound_event (tenant_id, received_at) WHERE processed_at IS NULL
    """)
    op.execute("""ALTER TABLE inbound_event ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE inbound_event FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON inbound_event TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON inbound_event AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON inbound_event AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE import_run (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            file_name VARCHAR NOT NULL,
            format VARCHAR NOT NULL,
            size BIGINT NOT NULL,
            state VARCHAR NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            finished_at TIMESTAMP WITH TIME ZONE,
            read INTEGER NOT NULL,
            stored INTEGER NOT NULL,
            duplicates INTEGER NOT NULL,
            other INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            rejects JSONB NOT NULL,
            failure VARCHAR,
            body BYTEA,
            CONSTRAINT pk_import_run PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_import_run_state CHECK (state IN ('waiting', 'running', 'done', 'failed')),
            CONSTRAINT fk_import_run_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_import_run_created_at ON import_run (tenant_id, created_at)
    """)
    op.execute("""ALTER TABLE import_run ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE import_run FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON import_run TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON import_run AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON import_run AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE onboarding_confirmation (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            item VARCHAR NOT NULL,
            note VARCHAR NOT NULL,
            confirmed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            confirmed_by UUID,
            CONSTRAINT pk_onboarding_confirmation PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_onboarding_confirmation_tenant_id_item UNIQUE (tenant_id, item),
            CONSTRAINT fk_onboarding_confirmation_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE onboarding_confirmation ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE onboarding_confirmation FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON onboarding_confirmation TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON onboarding_confirmation AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON onboarding_confirmation AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("GRANT SELECT ON channel_route TO bpo_gate")
    op.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")
    op.execute("CREATE POLICY gate_select ON channel_account FOR SELECT TO bpo_gate USING (true)")
    op.execute("GRANT SELECT ON channel_account TO bpo_gate")
    op.execute("""
        CREATE FUNCTION resolve_route(wanted_network text, wanted_key text)
        RETURNS TABLE (tenant_id uuid, account_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            SELECT r.tenant_id, r.account_id FROM public.channel_route r
            WHERE r.network = wanted_network AND r.key = wanted_key
        $$
    """)
    op.execute("""
        CREATE FUNCTION accounts_with_tags(wanted_tenant uuid, wanted_tags text[])
        RETURNS TABLE (account_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            SELECT a.id FROM public.channel_account a
            WHERE a.tenant_id = wanted_tenant AND a.tags ?| wanted_tags
        $$
    """)
    for function in ("resolve_route(text, text)", "accounts_with_tags(uuid, text[])"):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")  # while it is still ours to say
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO bpo_app")
        op.execute(f"ALTER FUNCTION {function} OWNER TO bpo_gate")
    op.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
