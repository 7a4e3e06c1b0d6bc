"""Profiles that brands calibrate, marks with their grounds, steps to a certification, shifts, absences, needs."""

from alembic import op

revision = "shifts22"
down_revision = "searching21"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE certification ADD COLUMN waiver VARCHAR")

    op.execute("""
        CREATE TABLE profile_template (
            id UUID NOT NULL,
            profile VARCHAR NOT NULL,
            version INTEGER NOT NULL,
            spec JSONB NOT NULL,
            made_at TIMESTAMP WITH TIME ZONE NOT NULL,
            made_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_profile_template PRIMARY KEY (id),
            CONSTRAINT ck_profile_template_profile CHECK (profile IN ('responder', 'analyst')),
            CONSTRAINT uq_profile_template_profile_version UNIQUE (profile, version)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_profile_template_current ON profile_template (profile) WHERE retired_at IS NULL"""
    )
    op.execute("""ALTER TABLE profile_template ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE profile_template FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (retired_at) ON profile_template TO bpo_app""")
    op.execute(
        """CREATE POLICY vendor ON profile_template AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY client ON profile_template AS PERMISSIVE FOR SELECT TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'client')"""
    )
    op.execute(
        """CREATE POLICY migrate ON profile_template AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE profile_calibration (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            profile VARCHAR NOT NULL,
            version INTEGER NOT NULL,
            spec JSONB NOT NULL,
            note VARCHAR NOT NULL,
            state VARCHAR NOT NULL,
            proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            proposed_by UUID,
            decided_at TIMESTAMP WITH TIME ZONE,
            decided_by UUID,
            CONSTRAINT pk_profile_calibration PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_profile_calibration_profile CHECK (profile IN ('responder', 'analyst')),
            CONSTRAINT ck_profile_calibration_state CHECK (state IN ('proposed', 'in_force', 'declined', 'retired')),
            CONSTRAINT ck_profile_calibration_decided CHECK ((state = 'proposed') = (decided_at IS NULL)),
            CONSTRAINT uq_profile_calibration_tenant_id_profile_version UNIQUE (tenant_id, profile, version),
            CONSTRAINT fk_profile_calibration_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_profile_calibration_standing ON profile_calibration (tenant_id, profile, state) WHERE state IN ('proposed', 'in_force')"""
    )
    op.execute("""ALTER TABLE profile_calibration ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE profile_calibration FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (state, decided_at, decided_by) ON profile_calibration TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON profile_calibration AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON profile_calibration AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE competency_mark (
            user_id UUID NOT NULL,
            profile VARCHAR NOT NULL,
            competency VARCHAR NOT NULL,
            mark INTEGER NOT NULL,
            evidence VARCHAR NOT NULL,
            marked_at TIMESTAMP WITH TIME ZONE NOT NULL,
            marked_by UUID,
            id UUID NOT NULL,
            CONSTRAINT pk_competency_mark PRIMARY KEY (id),
            CONSTRAINT ck_competency_mark_profile CHECK (profile IN ('responder', 'analyst')),
            CONSTRAINT ck_competency_mark_mark CHECK (mark BETWEEN 1 AND 5),
            CONSTRAINT fk_competency_mark_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""CREATE INDEX ix_competency_mark_user_id ON competency_mark (user_id, profile, marked_at)""")
    op.execute("""ALTER TABLE competency_mark ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE competency_mark FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON competency_mark TO bpo_app""")
    op.execute(
        """CREATE POLICY vendor ON competency_mark AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON competency_mark AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE certification_step (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            profile VARCHAR NOT NULL,
            step VARCHAR NOT NULL,
            passed BOOLEAN NOT NULL,
            score INTEGER,
            note VARCHAR NOT NULL,
            done_at TIMESTAMP WITH TIME ZONE NOT NULL,
            done_by UUID,
            CONSTRAINT pk_certification_step PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_certification_step_profile CHECK (profile IN ('responder', 'analyst')),
            CONSTRAINT ck_certification_step_step CHECK (step IN ('guide', 'exam', 'shadowing', 'supervised', 'sign_off')),
            CONSTRAINT ck_certification_step_score CHECK (score BETWEEN 0 AND 100),
            CONSTRAINT fk_certification_step_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_certification_step_user_id ON certification_step (tenant_id, user_id, profile, done_at)"""
    )
    op.execute("""ALTER TABLE certification_step ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE certification_step FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON certification_step TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON certification_step AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON certification_step AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE shift (
            user_id UUID NOT NULL,
            profile VARCHAR NOT NULL,
            starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
            time_zone VARCHAR NOT NULL,
            everywhere BOOLEAN NOT NULL,
            planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
            planned_by UUID,
            cancelled_at TIMESTAMP WITH TIME ZONE,
            cancelled_by UUID,
            id UUID NOT NULL,
            CONSTRAINT pk_shift PRIMARY KEY (id),
            CONSTRAINT ck_shift_profile CHECK (profile IN ('responder', 'analyst')),
            CONSTRAINT ck_shift_period CHECK (ends_at > starts_at),
            CONSTRAINT ck_shift_length CHECK (ends_at <= starts_at + interval '16 hours'),
            CONSTRAINT fk_shift_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""CREATE INDEX ix_shift_starts_at ON shift (starts_at) WHERE cancelled_at IS NULL""")
    op.execute("""CREATE INDEX ix_shift_user_id ON shift (user_id, starts_at) WHERE cancelled_at IS NULL""")
    op.execute("""ALTER TABLE shift ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE shift FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (cancelled_at, cancelled_by) ON shift TO bpo_app""")
    op.execute(
        """CREATE POLICY vendor ON shift AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON shift AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE shift_brand (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            shift_id UUID NOT NULL,
            CONSTRAINT pk_shift_brand PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_shift_brand_tenant_id_shift_id UNIQUE (tenant_id, shift_id),
            CONSTRAINT fk_shift_brand_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE shift_brand ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE shift_brand FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON shift_brand TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON shift_brand AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON shift_brand AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE absence (
            user_id UUID NOT NULL,
            kind VARCHAR NOT NULL,
            starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
            time_zone VARCHAR NOT NULL,
            note VARCHAR NOT NULL,
            state VARCHAR NOT NULL,
            asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
            asked_by UUID,
            decided_at TIMESTAMP WITH TIME ZONE,
            decided_by UUID,
            id UUID NOT NULL,
            CONSTRAINT pk_absence PRIMARY KEY (id),
            CONSTRAINT ck_absence_kind CHECK (kind IN ('vacation', 'sick', 'training')),
            CONSTRAINT ck_absence_state CHECK (state IN ('asked', 'granted', 'declined', 'withdrawn')),
            CONSTRAINT ck_absence_period CHECK (ends_at > starts_at),
            CONSTRAINT fk_absence_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""CREATE INDEX ix_absence_user_id ON absence (user_id, starts_at)""")
    op.execute("""ALTER TABLE absence ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE absence FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE (state, decided_at, decided_by) ON absence TO bpo_app""")
    op.execute(
        """CREATE POLICY vendor ON absence AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON absence AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE coverage_need (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            spec JSONB NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_by UUID,
            CONSTRAINT pk_coverage_need PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_coverage_need_tenant_id UNIQUE (tenant_id),
            CONSTRAINT fk_coverage_need_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE coverage_need ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE coverage_need FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON coverage_need TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON coverage_need AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON coverage_need AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
