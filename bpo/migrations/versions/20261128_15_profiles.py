"""What log-in is told of a membership: its profile too, because what an agent may do depends on it."""

from alembic import op

revision = "profiles15"
down_revision = "floor14"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The functions are the gate's, so it is the gate that replaces them.
    op.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")
    op.execute("SET LOCAL ROLE bpo_gate")
    op.execute("""
        CREATE OR REPLACE FUNCTION resolve_session(given bytea, asked_at timestamptz, idle interval) RETURNS TABLE (
            session_id uuid, auth_level text, user_id uuid, name text, email text, side text,
            locale text, time_zone text, memberships jsonb, brands uuid[])
        LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            WITH found AS (
                SELECT s.id, s.user_id, s.auth_level, s.last_seen_at
                FROM user_session s JOIN user_account o ON o.id = s.user_id
                WHERE s.token_hash = given AND s.revoked_at IS NULL AND s.expires_at > asked_at
                  AND s.last_seen_at > asked_at - idle
                  AND s.created_at >= o.sessions_from AND o.disabled_at IS NULL
            ), seen AS (
                UPDATE user_session s SET last_seen_at = asked_at FROM found
                WHERE s.id = found.id AND found.last_seen_at < asked_at - interval '1 minute'
            )
            SELECT found.id, found.auth_level, u.id, u.name, u.email, u.side, u.locale, u.time_zone,
                coalesce((
                    SELECT jsonb_agg(jsonb_build_object(
                        'tenant_id', m.tenant_id, 'role', m.role, 'tags', m.tags, 'profile', m.profile))
                    FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL
                ), '[]'::jsonb),
                CASE WHEN EXISTS (
                    SELECT FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL AND m.tenant_id IS NULL
                ) THEN array(SELECT t.id FROM tenant t) ELSE '{}'::uuid[] END
            FROM found JOIN user_account u ON u.id = found.user_id
        $$
    """)
    op.execute("""
        CREATE OR REPLACE FUNCTION resolve_api_key(given bytea, asked_at timestamptz) RETURNS TABLE (
            key_id uuid, scopes jsonb, user_id uuid, name text, email text, side text,
            locale text, time_zone text, memberships jsonb, brands uuid[])
        LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            WITH found AS (
                SELECT k.id, k.user_id, k.scopes, k.last_used_at
                FROM api_key k JOIN user_account o ON o.id = k.user_id
                WHERE k.key_hash = given AND k.revoked_at IS NULL AND k.expires_at > asked_at
                  AND o.disabled_at IS NULL
            ), used AS (
                UPDATE api_key k SET last_used_at = asked_at FROM found
                WHERE k.id = found.id
                  AND (found.last_used_at IS NULL OR found.last_used_at < asked_at - interval '1 minute')
            )
            SELECT found.id, found.scopes, u.id, u.name, u.email, u.side, u.locale, u.time_zone,
                coalesce((
                    SELECT jsonb_agg(jsonb_build_object(
                        'tenant_id', m.tenant_id, 'role', m.role, 'tags', m.tags, 'profile', m.profile))
                    FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL
                ), '[]'::jsonb),
                CASE WHEN EXISTS (
                    SELECT FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL AND m.tenant_id IS NULL
                ) THEN array(SELECT t.id FROM tenant t) ELSE '{}'::uuid[] END
            FROM found JOIN user_account u ON u.id = found.user_id
        $$
    """)
    op.execute("SET LOCAL ROLE bpo_owner")
    op.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
