"""Full-text search: the words of messages and notes, and the two functions that look them up.

Behind row-level security an index of words is not used, because `@@` is not leakproof. So the functions belong
to `bpo_gate`, keep to the scope in force by themselves and give nothing but ids and instants; what these are
of is then read under the policies like everything else.

Adding the column writes the table anew and holds it meanwhile: about two minutes a million messages.
"""

from alembic import op

revision = "searching21"
down_revision = "quality20"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(r"""
        CREATE FUNCTION message_words(
            brand uuid, said varchar, way varchar, name varchar, author varchar, external varchar
        ) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT pg_catalog.to_tsvector('pg_catalog.simple'::regconfig, pg_catalog.regexp_replace(
                pg_catalog.translate(pg_catalog.lower(said || ' ' || external || CASE way WHEN 'in' THEN
                    ' ' || author || ' ' || coalesce(name, '') ELSE '' END), 'ё', 'е'),
                '[^[:alnum:]]+', ' ', 'g')) || pg_catalog.array_to_tsvector(ARRAY['@' || brand::text])
        $$
    """)
    op.execute("""
        ALTER TABLE message ADD COLUMN words tsvector GENERATED ALWAYS AS (
            message_words(tenant_id, text, direction, author_name, author_id, external_id)) STORED
    """)
    op.execute("""
        ALTER TABLE note ADD COLUMN words tsvector GENERATED ALWAYS AS (
            message_words(tenant_id, text, 'note', NULL, '', '')) STORED
    """)
    op.execute("CREATE INDEX ix_message_words ON message USING gin (words)")
    op.execute("CREATE INDEX ix_note_words ON note USING gin (words)")
    for table in ("message", "note"):
        op.execute(f"GRANT SELECT ON {table} TO bpo_gate")
        op.execute(f"CREATE POLICY gate_select ON {table} AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)")
    op.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")
    op.execute(r"""
        CREATE FUNCTION search_messages(
            asked tsquery, brands uuid[], of_accounts uuid[], since timestamptz, up_to timestamptz,
            way text, spoken text, before_at timestamptz, before_id uuid, most integer
        ) RETURNS TABLE (tenant_id uuid, id uuid, posted_at timestamptz)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        SET plan_cache_mode = force_custom_plan AS $$
        DECLARE
            own uuid[] := string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[];
            narrowed uuid[] := coalesce(
                string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[], '{}');
            kept uuid[] := coalesce(
                string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[], '{}');
            wanted uuid[] := ARRAY(SELECT unnest(own) INTERSECT SELECT unnest(brands));
            looked integer := greatest(2000 / greatest(cardinality(wanted), 1), 200);
            certain timestamptz;
            found uuid[];
            seen bigint;
        BEGIN
            IF cardinality(wanted) = 0 THEN
                RETURN;
            END IF;
            -- What is said often has been said lately: the newest messages of each brand, by their order; more of them
            -- where that promises enough.
            LOOP
            WITH recent AS MATERIALIZED (
                SELECT b.brand, r.* FROM unnest(wanted) AS b (brand), LATERAL (
                    SELECT m.id, m.account_id, m.posted_at, m.direction, m.language, m.words FROM message m
                    WHERE m.tenant_id = b.brand
                        AND (since IS NULL OR m.posted_at >= since) AND (up_to IS NULL OR m.posted_at < up_to)
                        AND (before_at IS NULL OR (m.posted_at, m.id) < (before_at, before_id))
                    ORDER BY m.posted_at DESC, m.id DESC LIMIT looked
                ) r
            ), edge AS (
                SELECT coalesce(max(e.oldest), '-infinity') AS at FROM (
                    SELECT min(r.posted_at) AS oldest FROM recent r GROUP BY r.brand HAVING count(*) = looked
                ) e
            )
            SELECT edge.at, (SELECT count(*) FROM recent r WHERE r.words @@ asked), ARRAY(
                SELECT r.id FROM recent r
                WHERE r.words @@ asked AND r.posted_at > edge.at
                    AND (r.brand <> ALL (narrowed) OR r.account_id = ANY (kept))
                    AND (of_accounts IS NULL OR r.account_id = ANY (of_accounts))
                    AND (way IS NULL OR r.direction = way) AND (spoken IS NULL OR r.language = spoken)
                ORDER BY r.posted_at DESC, r.id DESC LIMIT most
            ) INTO certain, seen, found FROM edge;
            IF cardinality(found) = most OR certain = '-infinity' THEN
                RETURN QUERY SELECT m.tenant_id, m.id, m.posted_at FROM message m
                    WHERE m.tenant_id = ANY (wanted) AND m.id = ANY (found);
                RETURN;
            END IF;
            EXIT WHEN seen * 8 < most OR looked >= 16000;
            looked := looked * 8;
            END LOOP;
            -- What is said seldom is found by its words; the brand is a word like others (`message_words`).
            RETURN QUERY
                SELECT m.tenant_id, m.id, m.posted_at FROM message m
                WHERE m.words @@ (asked && (SELECT string_agg(format('''@%s''', w), ' | ') FROM unnest(wanted) w)::tsquery)
                    AND (m.tenant_id <> ALL (narrowed) OR m.account_id = ANY (kept))
                    AND (of_accounts IS NULL OR m.account_id = ANY (of_accounts))
                    AND (since IS NULL OR m.posted_at >= since) AND (up_to IS NULL OR m.posted_at < up_to)
                    AND (way IS NULL OR m.direction = way) AND (spoken IS NULL OR m.language = spoken)
                    AND (before_at IS NULL OR (m.posted_at, m.id) < (before_at, before_id))
                ORDER BY m.posted_at DESC, m.id DESC LIMIT most;
        END
        $$
    """)
    op.execute(r"""
        CREATE FUNCTION search_notes(
            asked tsquery, brands uuid[], since timestamptz, up_to timestamptz,
            before_at timestamptz, before_id uuid, most integer
        ) RETURNS TABLE (tenant_id uuid, id uuid, written_at timestamptz)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        SET plan_cache_mode = force_custom_plan AS $$
        DECLARE
            own uuid[] := string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[];
            narrowed uuid[] := coalesce(
                string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[], '{}');
            kept uuid[] := coalesce(
                string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[], '{}');
            wanted uuid[] := ARRAY(SELECT unnest(own) INTERSECT SELECT unnest(brands));
        BEGIN
            IF cardinality(wanted) = 0 OR current_setting('app.actor_kind', true) NOT IN ('staff', 'system') THEN
                RETURN;
            END IF;
            RETURN QUERY
                SELECT n.tenant_id, n.id, n.written_at FROM note n
                WHERE n.words @@ (asked && (SELECT string_agg(format('''@%s''', w), ' | ') FROM unnest(wanted) w)::tsquery)
                    AND (n.tenant_id <> ALL (narrowed) OR n.account_id = ANY (kept))
                    AND (since IS NULL OR n.written_at >= since) AND (up_to IS NULL OR n.written_at < up_to)
                    AND (before_at IS NULL OR (n.written_at, n.id) < (before_at, before_id))
                ORDER BY n.written_at DESC, n.id DESC LIMIT most;
        END
        $$
    """)
    for function in ("search_messages", "search_notes"):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO bpo_app")
        op.execute(f"ALTER FUNCTION {function} OWNER TO bpo_gate")
    op.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
