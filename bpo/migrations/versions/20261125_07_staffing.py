"""Agent profiles, certifications, teams, assignments and notifications."""

from alembic import op

revision = "staffing07"
down_revision = "schedule06"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_vendor_tables()
    _make_brand_tables()
    _make_notifications()


def _make_vendor_tables() -> None:
    op.execute("""
        CREATE TABLE agent_profile (
            user_id UUID NOT NULL,
            profile VARCHAR NOT NULL,
            level VARCHAR NOT NULL,
            languages JSONB NOT NULL,
            competencies JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            retired_at TIMESTAMP WITH TIME ZONE,
            id UUID NOT NULL,
            CONSTRAINT pk_agent_profile PRIMARY KEY (id),
            CONSTRAINT ck_agent_profile_profile CHECK (profile IN ('responder', 'analyst')),
            CONSTRAINT ck_agent_profile_level CHECK (level IN ('trainee', 'regular', 'senior')),
            CONSTRAINT fk_agent_profile_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_agent_profile_standing ON agent_profile (user_id, profile) WHERE retired_at IS NULL"""
    )
    op.execute("""ALTER TABLE agent_profile ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE agent_profile FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE ON agent_profile TO bpo_app""")
    op.execute(
        """CREATE POLICY vendor ON agent_profile AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON agent_profile AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE team (
            name VARCHAR NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            retired_at TIMESTAMP WITH TIME ZONE,
            id UUID NOT NULL,
            CONSTRAINT pk_team PRIMARY KEY (id)
        )
    """)
    op.execute("""CREATE UNIQUE INDEX uq_team_name ON team (lower(name)) WHERE retired_at IS NULL""")
    op.execute("""ALTER TABLE team ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE team FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE ON team TO bpo_app""")
    op.execute(
        """CREATE POLICY vendor ON team AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON team AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE team_member (
            team_id UUID NOT NULL,
            user_id UUID NOT NULL,
            joined_at TIMESTAMP WITH TIME ZONE NOT NULL,
            left_at TIMESTAMP WITH TIME ZONE,
            id UUID NOT NULL,
            CONSTRAINT pk_team_member PRIMARY KEY (id),
            CONSTRAINT fk_team_member_team_id FOREIGN KEY(team_id) REFERENCES team (id),
            CONSTRAINT fk_team_member_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""CREATE INDEX ix_team_member_team_id ON team_member (team_id)""")
    op.execute(
        """CREATE UNIQUE INDEX uq_team_member_standing ON team_member (user_id, team_id) WHERE left_at IS NULL"""
    )
    op.execute("""ALTER TABLE team_member ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE team_member FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (left_at) ON team_member TO bpo_app""")
    op.execute(
        """CREATE POLICY vendor ON team_member AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON team_member AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )


def _make_brand_tables() -> None:
    op.execute("""
        CREATE TABLE certification (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            profile VARCHAR NOT NULL,
            level VARCHAR NOT NULL,
            valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
            valid_until TIMESTAMP WITH TIME ZONE NOT NULL,
            granted_by UUID,
            granted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            suspended_at TIMESTAMP WITH TIME ZONE,
            suspended_reason VARCHAR,
            revoked_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_certification PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_certification_profile CHECK (profile IN ('responder', 'analyst')),
            CONSTRAINT ck_certification_level CHECK (level IN ('trainee', 'regular', 'senior')),
            CONSTRAINT ck_certification_validity CHECK (valid_until > valid_from),
            CONSTRAINT ck_certification_suspended_why CHECK ((suspended_at IS NULL) = (suspended_reason IS NULL)),
            CONSTRAINT fk_certification_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_certification_user_id ON certification (tenant_id, user_id)""")
    op.execute("""ALTER TABLE certification ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE certification FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (suspended_at, suspended_reason, revoked_at) ON certification TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON certification AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON certification AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE assignment (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            user_id UUID,
            team_id UUID,
            assigned_by UUID,
            assigned_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ended_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_assignment PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_assignment_one_of_both CHECK ((user_id IS NULL) <> (team_id IS NULL)),
            CONSTRAINT fk_assignment_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_assignment_standing ON assignment (tenant_id, user_id, team_id) NULLS NOT DISTINCT WHERE ended_at IS NULL"""
    )
    op.execute("""ALTER TABLE assignment ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE assignment FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (ended_at) ON assignment TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON assignment AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON assignment AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )


def _make_notifications() -> None:
    op.execute("""ALTER TABLE user_account ADD COLUMN notification_ways JSONB NOT NULL DEFAULT '{}'""")
    op.execute("""ALTER TABLE user_account ALTER COLUMN notification_ways DROP DEFAULT""")
    op.execute("""
        CREATE TABLE notification (
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            tenant_id UUID,
            kind VARCHAR NOT NULL,
            message VARCHAR NOT NULL,
            values JSONB NOT NULL,
            path VARCHAR NOT NULL,
            about VARCHAR,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            read_at TIMESTAMP WITH TIME ZONE,
            mailed_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_notification PRIMARY KEY (id),
            CONSTRAINT uq_notification_user_id_kind_about UNIQUE (user_id, kind, about),
            CONSTRAINT ck_notification_path CHECK (path LIKE '/%' AND path NOT LIKE '//%'),
            CONSTRAINT fk_notification_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
            CONSTRAINT fk_notification_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_notification_unread ON notification (user_id) WHERE read_at IS NULL""")
    op.execute("""CREATE INDEX ix_notification_user_id ON notification (user_id, created_at)""")
    op.execute("""ALTER TABLE notification ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE notification FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (read_at, mailed_at) ON notification TO bpo_app""")
    op.execute(
        """CREATE POLICY own_read ON notification AS PERMISSIVE FOR SELECT TO bpo_app USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY own_mark ON notification AS PERMISSIVE FOR UPDATE TO bpo_app USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)) WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY tell ON notification AS PERMISSIVE FOR INSERT TO bpo_app WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND (tenant_id IS NULL OR tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY system ON notification AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK ((SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
    op.execute(
        """CREATE POLICY migrate ON notification AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
