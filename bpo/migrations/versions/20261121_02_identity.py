"""Users, roles, sessions, one-time links and keys; the functions that resolve a cookie or a key."""

from alembic import op

revision = "identity02"
down_revision = "core01"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_tables()
    _secure_tables()
    _make_gate_functions()


def _make_tables() -> None:
    op.execute("""
        CREATE TABLE user_account (
            id UUID NOT NULL,
            side VARCHAR NOT NULL,
            email VARCHAR NOT NULL,
            name VARCHAR NOT NULL,
            locale VARCHAR NOT NULL,
            time_zone VARCHAR NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            password_hash VARCHAR,
            password_changed_at TIMESTAMP WITH TIME ZONE,
            sessions_from TIMESTAMP WITH TIME ZONE NOT NULL,
            last_log_in_at TIMESTAMP WITH TIME ZONE,
            totp_secret BYTEA,
            totp_enabled_at TIMESTAMP WITH TIME ZONE,
            totp_last_counter BIGINT,
            recovery_codes JSONB NOT NULL,
            disabled_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_user_account PRIMARY KEY (id),
            CONSTRAINT uq_user_account_email UNIQUE (email),
            CONSTRAINT uq_user_account_id_side UNIQUE (id, side),
            CONSTRAINT ck_user_account_side CHECK (side IN ('staff', 'client')),
            CONSTRAINT ck_user_account_email CHECK (email = lower(email))
        )
    """)
    op.execute("""
        CREATE TABLE membership (
            id UUID NOT NULL,
            tenant_id UUID,
            user_id UUID NOT NULL,
            side VARCHAR NOT NULL,
            role VARCHAR NOT NULL,
            profile VARCHAR,
            tags JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            revoked_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_membership PRIMARY KEY (id),
            CONSTRAINT fk_membership_user_id_side FOREIGN KEY(user_id, side) REFERENCES user_account (id, side),
            CONSTRAINT ck_membership_role CHECK (role IN ('supervisor', 'team_leader', 'agent', 'reviewer', 'admin', 'client_viewer', 'client_approver', 'client_expert')),
            CONSTRAINT ck_membership_side CHECK ((side = 'client') = (role IN ('client_viewer', 'client_approver', 'client_expert'))),
            CONSTRAINT ck_membership_client_has_brand CHECK (side = 'staff' OR tenant_id IS NOT NULL),
            CONSTRAINT ck_membership_agent_has_profile CHECK ((role = 'agent') = (profile IS NOT NULL)),
            CONSTRAINT ck_membership_profile CHECK (profile IN ('responder', 'analyst')),
            CONSTRAINT ck_membership_tags_at_brand CHECK (tenant_id IS NOT NULL OR tags = '[]'),
            CONSTRAINT fk_membership_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_membership_tenant_id ON membership (tenant_id, user_id)""")
    op.execute(
        """CREATE UNIQUE INDEX uq_membership_standing ON membership (user_id, tenant_id, role, profile) NULLS NOT DISTINCT WHERE revoked_at IS NULL"""
    )
    op.execute("""
        CREATE TABLE user_session (
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            token_hash BYTEA NOT NULL,
            auth_level VARCHAR NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            user_agent VARCHAR NOT NULL,
            revoked_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_user_session PRIMARY KEY (id),
            CONSTRAINT uq_user_session_token_hash UNIQUE (token_hash),
            CONSTRAINT ck_user_session_auth_level CHECK (auth_level IN ('first_factor', 'full')),
            CONSTRAINT fk_user_session_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""CREATE INDEX ix_user_session_user_id ON user_session (user_id)""")
    op.execute("""
        CREATE TABLE one_time_link (
            user_id UUID NOT NULL,
            purpose VARCHAR NOT NULL,
            token_hash BYTEA,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            used_at TIMESTAMP WITH TIME ZONE,
            revoked_at TIMESTAMP WITH TIME ZONE,
            id UUID NOT NULL,
            CONSTRAINT pk_one_time_link PRIMARY KEY (id),
            CONSTRAINT uq_one_time_link_token_hash UNIQUE (token_hash),
            CONSTRAINT ck_one_time_link_purpose CHECK (purpose IN ('invitation', 'password_reset')),
            CONSTRAINT fk_one_time_link_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""CREATE INDEX ix_one_time_link_user_id ON one_time_link (user_id)""")
    op.execute("""
        CREATE TABLE api_key (
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            name VARCHAR NOT NULL,
            prefix VARCHAR NOT NULL,
            key_hash BYTEA NOT NULL,
            scopes JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            last_used_at TIMESTAMP WITH TIME ZONE,
            revoked_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_api_key PRIMARY KEY (id),
            CONSTRAINT uq_api_key_key_hash UNIQUE (key_hash),
            CONSTRAINT fk_api_key_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""CREATE INDEX ix_api_key_user_id ON api_key (user_id)""")
    op.execute("""
        CREATE TABLE login_tries (
            key BYTEA NOT NULL,
            count INTEGER NOT NULL,
            last_at TIMESTAMP WITH TIME ZONE NOT NULL,
            blocked_until TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_login_tries PRIMARY KEY (key)
        )
    """)


def _secure_tables() -> None:
    op.execute("""ALTER TABLE user_account ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE user_account FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE ON user_account TO bpo_app""")
    op.execute(
        """CREATE POLICY staff_select ON user_account AS PERMISSIVE FOR SELECT TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND (side = 'staff' OR id IN (SELECT user_id FROM membership)))"""
    )
    op.execute(
        """CREATE POLICY staff_insert ON user_account AS PERMISSIVE FOR INSERT TO bpo_app WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY staff_update ON user_account AS PERMISSIVE FOR UPDATE TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND (side = 'staff' OR id IN (SELECT user_id FROM membership))) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND (side = 'staff' OR id IN (SELECT user_id FROM membership)))"""
    )
    op.execute(
        """CREATE POLICY own ON user_account AS PERMISSIVE FOR ALL TO bpo_app USING (id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)) WITH CHECK (id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY system ON user_account AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """CREATE POLICY gate_select ON user_account AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)"""
    )
    op.execute(
        """CREATE POLICY migrate ON user_account AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""ALTER TABLE membership ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE membership FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (revoked_at) ON membership TO bpo_app""")
    op.execute(
        """CREATE POLICY staff ON membership AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND (tenant_id IS NULL OR tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND (tenant_id IS NULL OR tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY own ON membership AS PERMISSIVE FOR SELECT TO bpo_app USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY system ON membership AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """CREATE POLICY gate_select ON membership AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)"""
    )
    op.execute(
        """CREATE POLICY migrate ON membership AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""ALTER TABLE user_session ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE user_session FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON user_session TO bpo_app""")
    op.execute(
        """CREATE POLICY own ON user_session AS PERMISSIVE FOR ALL TO bpo_app USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)) WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY system ON user_session AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """CREATE POLICY gate_select ON user_session AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)"""
    )
    op.execute(
        """CREATE POLICY gate_update ON user_session AS PERMISSIVE FOR UPDATE TO bpo_gate USING (true) WITH CHECK (true)"""
    )
    op.execute(
        """CREATE POLICY migrate ON user_session AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""ALTER TABLE one_time_link ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE one_time_link FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON one_time_link TO bpo_app""")
    op.execute(
        """CREATE POLICY vendor ON one_time_link AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON one_time_link AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""ALTER TABLE api_key ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE api_key FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON api_key TO bpo_app""")
    op.execute(
        """CREATE POLICY own ON api_key AS PERMISSIVE FOR ALL TO bpo_app USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)) WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY staff ON api_key AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute("""CREATE POLICY gate_select ON api_key AS PERMISSIVE FOR SELECT TO bpo_gate USING (true)""")
    op.execute(
        """CREATE POLICY gate_update ON api_key AS PERMISSIVE FOR UPDATE TO bpo_gate USING (true) WITH CHECK (true)"""
    )
    op.execute(
        """CREATE POLICY migrate ON api_key AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""ALTER TABLE login_tries ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE login_tries FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON login_tries TO bpo_app""")
    op.execute(
        """CREATE POLICY system ON login_tries AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """CREATE POLICY migrate ON login_tries AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )


def _make_gate_functions() -> None:
    op.execute(
        "GRANT SELECT (id, name, email, side, locale, time_zone, sessions_from, disabled_at)"
        " ON user_account TO bpo_gate"
    )
    op.execute("GRANT SELECT ON membership, tenant TO bpo_gate")
    op.execute("GRANT SELECT, UPDATE (last_seen_at) ON user_session TO bpo_gate")
    op.execute("GRANT SELECT, UPDATE (last_used_at) ON api_key TO bpo_gate")
    op.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")
    op.execute("""
        CREATE FUNCTION resolve_session(given bytea, asked_at timestamptz, idle interval) RETURNS TABLE (
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
                    SELECT jsonb_agg(jsonb_build_object('tenant_id', m.tenant_id, 'role', m.role, 'tags', m.tags))
                    FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL
                ), '[]'::jsonb),
                CASE WHEN EXISTS (
                    SELECT FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL AND m.tenant_id IS NULL
                ) THEN array(SELECT t.id FROM tenant t) ELSE '{}'::uuid[] END
            FROM found JOIN user_account u ON u.id = found.user_id
        $$
    """)
    op.execute("""
        CREATE FUNCTION resolve_api_key(given bytea, asked_at timestamptz) RETURNS TABLE (
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
                    SELECT jsonb_agg(jsonb_build_object('tenant_id', m.tenant_id, 'role', m.role, 'tags', m.tags))
                    FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL
                ), '[]'::jsonb),
                CASE WHEN EXISTS (
                    SELECT FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL AND m.tenant_id IS NULL
                ) THEN array(SELECT t.id FROM tenant t) ELSE '{}'::uuid[] END
            FROM found JOIN user_account u ON u.id = found.user_id
        $$
    """)
    for function in (
        "resolve_session(bytea, timestamptz, interval)",
        "resolve_api_key(bytea, timestamptz)",
    ):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO bpo_app")
        op.execute(f"ALTER FUNCTION {function} OWNER TO bpo_gate")
    op.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
