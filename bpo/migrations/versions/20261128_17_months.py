"""Months as they were signed, their seals, and what was restated afterwards."""

from alembic import op

revision = "months17"
down_revision = "erasing16"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE snapshot (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            month DATE NOT NULL,
            revision INTEGER NOT NULL,
            as_of TIMESTAMP WITH TIME ZONE NOT NULL,
            content VARCHAR NOT NULL,
            differences JSONB NOT NULL,
            state VARCHAR NOT NULL,
            signed_at TIMESTAMP WITH TIME ZONE,
            signed_by UUID,
            signed_by_name VARCHAR,
            decided_at TIMESTAMP WITH TIME ZONE,
            decided_by UUID,
            decided_by_name VARCHAR,
            reasons VARCHAR,
            CONSTRAINT pk_snapshot PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_snapshot_tenant_id_month_revision UNIQUE (tenant_id, month, revision),
            CONSTRAINT ck_snapshot_state CHECK (state IN ('prepared', 'replaced', 'signed', 'refused', 'sealed')),
            CONSTRAINT ck_snapshot_month CHECK (extract(day FROM month) = 1),
            CONSTRAINT ck_snapshot_signed CHECK ((signed_at IS NULL) = (state IN ('prepared', 'replaced'))),
            CONSTRAINT ck_snapshot_decided CHECK ((decided_at IS NULL) = (state NOT IN ('refused', 'sealed'))),
            CONSTRAINT ck_snapshot_reasons CHECK ((reasons IS NULL) = (state <> 'refused')),
            CONSTRAINT fk_snapshot_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_snapshot_signed ON snapshot (tenant_id, month) WHERE state IN ('signed', 'sealed')"""
    )
    op.execute("""ALTER TABLE snapshot ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE snapshot FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (state, signed_at, signed_by, signed_by_name, decided_at, decided_by, decided_by_name, reasons) ON snapshot TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON snapshot AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON snapshot AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE snapshot_seal (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            month DATE NOT NULL,
            number INTEGER NOT NULL,
            previous VARCHAR,
            seal VARCHAR NOT NULL,
            sealed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_snapshot_seal PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_snapshot_seal_tenant_id_id FOREIGN KEY(tenant_id, id) REFERENCES snapshot (tenant_id, id),
            CONSTRAINT uq_snapshot_seal_tenant_id_month UNIQUE (tenant_id, month),
            CONSTRAINT uq_snapshot_seal_tenant_id_number UNIQUE (tenant_id, number),
            CONSTRAINT ck_snapshot_seal_previous CHECK ((number = 1) = (previous IS NULL)),
            CONSTRAINT fk_snapshot_seal_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE snapshot_seal ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE snapshot_seal FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON snapshot_seal TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON snapshot_seal AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON snapshot_seal AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE restatement (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            snapshot_id UUID NOT NULL,
            number INTEGER NOT NULL,
            lines JSONB NOT NULL,
            late_messages INTEGER NOT NULL,
            reason VARCHAR NOT NULL,
            made_at TIMESTAMP WITH TIME ZONE NOT NULL,
            made_by UUID,
            made_by_name VARCHAR NOT NULL,
            CONSTRAINT pk_restatement PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_restatement_tenant_id_snapshot_id FOREIGN KEY(tenant_id, snapshot_id) REFERENCES snapshot (tenant_id, id),
            CONSTRAINT uq_restatement_tenant_id_snapshot_id_number UNIQUE (tenant_id, snapshot_id, number),
            CONSTRAINT fk_restatement_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE restatement ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE restatement FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON restatement TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON restatement AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON restatement AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
