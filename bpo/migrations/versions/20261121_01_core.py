"""Brands, jobs and events; the roles' rights; the functions that look beyond a scope."""

from alembic import op

revision = "core01"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    op.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC")
    op.execute("GRANT USAGE ON SCHEMA public TO bpo_app, bpo_gate, bpo_readonly")
    op.execute("GRANT SELECT ON alembic_version TO bpo_app")  # so that /readyz can see what has been run
    op.execute("""
        CREATE TABLE tenant (
            id UUID NOT NULL,
            slug VARCHAR NOT NULL,
            name VARCHAR NOT NULL,
            languages JSONB NOT NULL,
            time_zone VARCHAR NOT NULL,
            state VARCHAR NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            went_live_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_tenant PRIMARY KEY (id),
            CONSTRAINT uq_tenant_slug UNIQUE (slug),
            CONSTRAINT ck_tenant_state CHECK (state IN ('onboarding', 'live', 'ended')),
            CONSTRAINT ck_tenant_slug CHECK (slug ~ '^[a-z0-9-]{2,40}$')
        )
    """)
    op.execute("""ALTER TABLE tenant ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE tenant FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE ON tenant TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON tenant AS PERMISSIVE FOR ALL TO bpo_app USING (id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute("""CREATE POLICY gate_select ON tenant AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)""")
    op.execute(
        """CREATE POLICY migrate ON tenant AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE job (
            id UUID NOT NULL,
            tenant_id UUID,
            queue VARCHAR NOT NULL,
            name VARCHAR NOT NULL,
            payload JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            run_after TIMESTAMP WITH TIME ZONE NOT NULL,
            attempts INTEGER NOT NULL,
            last_error VARCHAR,
            dead_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_job PRIMARY KEY (id),
            CONSTRAINT fk_job_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_job_tenant_id ON job (tenant_id, queue)
    """)
    op.execute("""
        CREATE INDEX ix_job_waiting ON job (queue, run_after) WHERE dead_at IS NULL
    """)
    op.execute("""ALTER TABLE job ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE job FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON job TO bpo_app""")
    op.execute(
        """CREATE POLICY leave ON job AS PERMISSIVE FOR INSERT TO bpo_app WITH CHECK ((tenant_id IS NULL OR tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY take ON job AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system' AND (tenant_id IS NULL OR tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system' AND (tenant_id IS NULL OR tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute("""CREATE POLICY gate_select ON job AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)""")
    op.execute(
        """CREATE POLICY migrate ON job AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE event (
            id UUID NOT NULL,
            tenant_id UUID,
            at TIMESTAMP WITH TIME ZONE NOT NULL,
            actor_kind VARCHAR NOT NULL,
            actor_id UUID,
            action VARCHAR NOT NULL,
            subject_type VARCHAR NOT NULL,
            subject_id UUID,
            detail JSONB NOT NULL,
            CONSTRAINT pk_event PRIMARY KEY (id),
            CONSTRAINT ck_event_actor_kind CHECK (actor_kind IN ('anonymous', 'client', 'staff', 'system')),
            CONSTRAINT fk_event_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_event_subject_id ON event (subject_id)
    """)
    op.execute("""
        CREATE INDEX ix_event_tenant_id_at ON event (tenant_id, at)
    """)
    op.execute("""ALTER TABLE event ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE event FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON event TO bpo_app""")
    op.execute(
        """CREATE POLICY tell ON event AS PERMISSIVE FOR INSERT TO bpo_app WITH CHECK ((tenant_id IS NULL OR tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY read ON event AS PERMISSIVE FOR SELECT TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND (tenant_id IS NULL OR tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON event AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    # The gate: it owns the few functions that look beyond a scope. Nobody can connect as it.
    op.execute("GRANT SELECT ON tenant, job TO bpo_gate")
    op.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")
    op.execute("""
        CREATE FUNCTION tenants_with_work(wanted text) RETURNS TABLE (tenant_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            SELECT DISTINCT job.tenant_id FROM public.job
            WHERE job.queue = wanted AND job.run_after <= clock_timestamp() AND job.dead_at IS NULL
        $$
    """)
    op.execute("""
        CREATE FUNCTION queues_with_work() RETURNS TABLE (queue text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            SELECT DISTINCT job.queue FROM public.job
            WHERE job.run_after <= clock_timestamp() AND job.dead_at IS NULL
        $$
    """)
    op.execute("""
        CREATE FUNCTION tenant_ids() RETURNS TABLE (id uuid, slug text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            SELECT tenant.id, tenant.slug FROM public.tenant
        $$
    """)
    for function in ("tenants_with_work(text)", "queues_with_work()", "tenant_ids()"):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")  # while it is still ours to say
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO bpo_app")
        op.execute(f"ALTER FUNCTION {function} OWNER TO bpo_gate")
    op.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
