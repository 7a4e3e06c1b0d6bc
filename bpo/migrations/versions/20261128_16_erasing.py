"""Erasing: the one door to texts that the serving role may not overwrite, what was erased, how long texts are kept.

`erase_rows` overwrites named columns of named rows. It can reach only what is granted to `bpo_gate` column by
column (`core.privacy`), only for the system, and only in the brands in scope: the policies `erase` say so.
"""

from alembic import op

revision = "erasing16"
down_revision = "profiles15"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE customer ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE")
    op.execute("ALTER TABLE conversation ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE")
    op.execute("""
        CREATE TABLE erasure (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            kind VARCHAR NOT NULL,
            customer_id UUID,
            reason VARCHAR NOT NULL,
            asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
            asked_by UUID,
            done_at TIMESTAMP WITH TIME ZONE,
            conversations INTEGER NOT NULL,
            messages INTEGER NOT NULL,
            CONSTRAINT pk_erasure PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_erasure_tenant_id_customer_id FOREIGN KEY(tenant_id, customer_id) REFERENCES customer (tenant_id, id),
            CONSTRAINT ck_erasure_kind CHECK (kind IN ('customer', 'retention')),
            CONSTRAINT ck_erasure_customer CHECK ((kind = 'customer') = (customer_id IS NOT NULL)),
            CONSTRAINT fk_erasure_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_erasure_asked_at ON erasure (tenant_id, asked_at, id)""")
    op.execute(
        """CREATE UNIQUE INDEX uq_erasure_waiting ON erasure (tenant_id, customer_id) WHERE done_at IS NULL AND customer_id IS NOT NULL"""
    )
    op.execute("""ALTER TABLE erasure ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE erasure FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (done_at, conversations, messages) ON erasure TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON erasure AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON erasure AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE erasure_key (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            secret BYTEA NOT NULL,
            made_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_erasure_key PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_erasure_key_tenant_id UNIQUE (tenant_id),
            CONSTRAINT fk_erasure_key_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE erasure_key ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE erasure_key FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON erasure_key TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON erasure_key AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON erasure_key AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE retention_rule (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            months INTEGER NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_by UUID,
            CONSTRAINT pk_retention_rule PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_retention_rule_tenant_id UNIQUE (tenant_id),
            CONSTRAINT ck_retention_rule_months CHECK (months BETWEEN 1 AND 240),
            CONSTRAINT fk_retention_rule_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE retention_rule ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE retention_rule FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON retention_rule TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON retention_rule AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON retention_rule AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute(
        """GRANT SELECT (tenant_id, id, decided_text, findings, note, reasons, text), UPDATE (decided_text, findings, note, reasons, text) ON approval TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON approval AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, reason), UPDATE (reason) ON compensation TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON compensation AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, external_id, followers, name), UPDATE (external_id, followers, name) ON customer_identity TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON customer_identity AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, number), UPDATE (number) ON customer_number TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON customer_number AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, body, in_reply_to, recipient, remote_id, remote_url, subject), UPDATE (body, in_reply_to, recipient, remote_id, remote_url, subject) ON delivery TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON delivery AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, compensation_reason, findings, override_reason, text), UPDATE (compensation_reason, findings, override_reason, text) ON draft TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON draft AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, text), UPDATE (text) ON draft_revision TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON draft_revision AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, answer, question), UPDATE (answer, question) ON handoff TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON handoff AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, body, dedupe_key), UPDATE (body, dedupe_key) ON inbound_event TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON inbound_event AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, addressee, author_id, author_name, external_id, in_reply_to, text), UPDATE (addressee, author_id, author_name, external_id, in_reply_to, text) ON message TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON message AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, text), UPDATE (text) ON note TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON note AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, key), UPDATE (key) ON thread_link TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON thread_link AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )

    op.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")
    op.execute(r"""
        CREATE FUNCTION erase_rows(
            of_table text, row_ids uuid[], blanked text[], removed text[], hashed text[], secret bytea
        ) RETURNS bigint
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        DECLARE
            changes text;
            touched bigint;
        BEGIN
            SELECT string_agg(format(
                CASE
                    WHEN a.attname = ANY (removed) THEN '%1$I = NULL'
                    WHEN a.attname = ANY (hashed) THEN
                        '%1$I = CASE WHEN %1$I ~ ''^erased:[0-9a-f]{32}$'' THEN %1$I ELSE ''erased:'' || substr('
                        'encode(sha256($2 || sha256($2 || convert_to(%1$I, ''UTF8''))), ''hex''), 1, 32) END'
                    WHEN a.atttypid = 'jsonb'::regtype THEN
                        '%1$I = CASE jsonb_typeof(%1$I) WHEN ''array'' THEN ''[]''::jsonb'
                        ' WHEN ''object'' THEN ''{}''::jsonb ELSE ''null''::jsonb END'
                    WHEN a.atttypid = 'bytea'::regtype THEN
                        '%1$I = CASE WHEN %1$I IS NOT NULL THEN ''''::bytea END'
                    ELSE '%1$I = CASE WHEN %1$I IS NOT NULL THEN '''' END'
                END, a.attname), ', ')
            INTO changes
            FROM pg_attribute a
            WHERE a.attrelid = format('public.%I', of_table)::regclass AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attname::text = ANY (blanked || removed || hashed);
            IF changes IS NULL THEN
                RETURN 0;
            END IF;
            EXECUTE format('UPDATE public.%I SET %s WHERE id = ANY ($1)', of_table, changes)
                USING row_ids, secret;
            GET DIAGNOSTICS touched = ROW_COUNT;
            RETURN touched;
        END
        $$
    """)
    function = "erase_rows(text, uuid[], text[], text[], text[], bytea)"
    op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO bpo_app")
    op.execute(f"ALTER FUNCTION {function} OWNER TO bpo_gate")
    op.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
