"""Exports of a brand: what was ordered, and the bytes of those that are kept, in parts."""

from alembic import op

revision = "exports28"
down_revision = "reported27"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE brand_export (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            state VARCHAR NOT NULL,
            ordered_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ordered_by UUID,
            ordered_by_name VARCHAR NOT NULL,
            as_of TIMESTAMP WITH TIME ZONE,
            erasures INTEGER NOT NULL,
            until TIMESTAMP WITH TIME ZONE,
            size BIGINT,
            parts INTEGER NOT NULL,
            manifest JSONB NOT NULL,
            CONSTRAINT pk_brand_export PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_brand_export_state CHECK (state IN ('ordered', 'built', 'ready', 'withdrawn', 'expired', 'failed')),
            CONSTRAINT fk_brand_export_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_brand_export_ordered_at ON brand_export (tenant_id, ordered_at, id)""")
    op.execute(
        """CREATE UNIQUE INDEX uq_brand_export_waiting ON brand_export (tenant_id) WHERE state IN ('ordered', 'built')"""
    )
    op.execute("""ALTER TABLE brand_export ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE brand_export FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (state, as_of, erasures, until, size, parts, manifest) ON brand_export TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON brand_export AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON brand_export AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""
        CREATE TABLE brand_export_part (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            export_id UUID NOT NULL,
            number INTEGER NOT NULL,
            body BYTEA NOT NULL,
            CONSTRAINT pk_brand_export_part PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_brand_export_part_tenant_id_export_id FOREIGN KEY(tenant_id, export_id) REFERENCES brand_export (tenant_id, id),
            CONSTRAINT uq_brand_export_part_tenant_id_export_id_number UNIQUE (tenant_id, export_id, number),
            CONSTRAINT ck_brand_export_part_number CHECK (number > 0),
            CONSTRAINT fk_brand_export_part_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    # A ZIP is not made smaller by being compressed again.
    op.execute("""ALTER TABLE brand_export_part ALTER COLUMN body SET STORAGE EXTERNAL""")
    op.execute("""ALTER TABLE brand_export_part ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE brand_export_part FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, DELETE ON brand_export_part TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON brand_export_part AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON brand_export_part AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, body), UPDATE (body) ON brand_export_part TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON brand_export_part AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )
