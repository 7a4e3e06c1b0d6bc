"""What a reply must not say of another brand: the handles of its accounts too."""

from alembic import op

revision = "handles33"
down_revision = "stops32"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The function is the gate's, so it is the gate that replaces it.
    op.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")
    op.execute("SET LOCAL ROLE bpo_gate")
    op.execute("""
        CREATE OR REPLACE FUNCTION foreign_names(brand uuid) RETURNS TABLE (name text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            SELECT DISTINCT said.name FROM (
                SELECT tenant.id, tenant.name FROM public.tenant
                UNION ALL
                SELECT section.tenant_id, jsonb_array_elements_text(section.content -> 'names')
                FROM public.brand_section AS section
                WHERE section.section = 'rule_set' AND section.retired_at IS NULL
                    AND jsonb_typeof(section.content -> 'names') = 'array'
                UNION ALL
                SELECT account.tenant_id, '@' || account.handle
                FROM public.channel_account AS account
                WHERE account.retired_at IS NULL AND account.handle ~ '[[:alpha:]]'
                    AND NOT EXISTS (
                        SELECT FROM public.channel_account AS own
                        WHERE own.tenant_id = brand AND lower(own.handle) = lower(account.handle)
                    )
            ) AS said
            WHERE said.id <> brand
                AND current_setting('app.actor_kind', true) IN ('staff', 'system')
                AND brand = ANY (
                    string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[]
                )
            ORDER BY said.name
        $$
    """)
    op.execute("SET LOCAL ROLE bpo_owner")
    op.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
