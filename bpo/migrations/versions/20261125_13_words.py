"""The names of other brands, for the guard against writing one's name in another's reply."""

from alembic import op

revision = "words13"
down_revision = "decisions12"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE POLICY gate_select ON brand_section AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)")
    op.execute("GRANT SELECT ON brand_section TO bpo_gate")
    op.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")
    # Asked by the vendor's people and the system alone, and only for a brand that they see.
    op.execute("""
        CREATE FUNCTION foreign_names(brand uuid) RETURNS TABLE (name text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            SELECT DISTINCT said.name FROM (
                SELECT tenant.id, tenant.name FROM public.tenant
                UNION ALL
                SELECT section.tenant_id, jsonb_array_elements_text(section.content -> 'names')
                FROM public.brand_section AS section
                WHERE section.section = 'rule_set' AND section.retired_at IS NULL
                    AND jsonb_typeof(section.content -> 'names') = 'array'
            ) AS said
            WHERE said.id <> brand
                AND current_setting('app.actor_kind', true) IN ('staff', 'system')
                AND brand = ANY (
                    string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[]
                )
            ORDER BY said.name
        $$
    """)
    op.execute("REVOKE ALL ON FUNCTION foreign_names(uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION foreign_names(uuid) TO bpo_app")
    op.execute("ALTER FUNCTION foreign_names(uuid) OWNER TO bpo_gate")
    op.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
