"""Reports that come by themselves: until when a signed month may be decided on, who gets mail, what was sent."""

from alembic import op

revision = "delivery54"
down_revision = "figures53"
branch_labels = None
depends_on = None


BRAND = "tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])"
OWNER = "(SELECT current_setting('app.migrating', true)) = 'on'"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE snapshot
            ADD COLUMN accept_by TIMESTAMP WITH TIME ZONE,
            ADD COLUMN accept_contract INTEGER,
            ADD COLUMN remind_at TIMESTAMP WITH TIME ZONE,
            ADD CONSTRAINT ck_snapshot_accept_by CHECK ((accept_by IS NULL) = (accept_contract IS NULL))
    """)
    op.execute("""GRANT UPDATE (accept_by, accept_contract, remind_at) ON snapshot TO bpo_app""")
    op.execute("""
        CREATE TABLE report_subscription (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            frequency VARCHAR NOT NULL,
            weekday INTEGER,
            day INTEGER,
            hour INTEGER NOT NULL,
            attachments JSONB NOT NULL,
            sections JSONB,
            since TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_report_subscription PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_report_subscription_tenant_id_user_id_frequency UNIQUE (tenant_id, user_id, frequency),
            CONSTRAINT ck_report_subscription_frequency CHECK (frequency IN ('daily', 'weekly', 'monthly')),
            CONSTRAINT ck_report_subscription_weekday CHECK ((weekday IS NULL) = (frequency <> 'weekly')),
            CONSTRAINT ck_report_subscription_day CHECK ((day IS NULL) = (frequency <> 'monthly')),
            CONSTRAINT fk_report_subscription_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE TABLE report_delivery (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            frequency VARCHAR NOT NULL,
            from_date DATE NOT NULL,
            to_date DATE NOT NULL,
            attachments JSONB NOT NULL,
            sections JSONB,
            as_of TIMESTAMP WITH TIME ZONE NOT NULL,
            finished_at TIMESTAMP WITH TIME ZONE,
            outcome VARCHAR,
            CONSTRAINT pk_report_delivery PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_report_delivery_tenant_id_user_id_frequency_from_date
                UNIQUE (tenant_id, user_id, frequency, from_date),
            CONSTRAINT ck_report_delivery_finished CHECK ((outcome IS NULL) = (finished_at IS NULL)),
            CONSTRAINT ck_report_delivery_outcome CHECK (outcome IN ('sent', 'no_right')),
            CONSTRAINT fk_report_delivery_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    for table, grants in (
        ("report_subscription", "SELECT, INSERT, UPDATE, DELETE"),
        ("report_delivery", "SELECT, INSERT, UPDATE (finished_at, outcome)"),
    ):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"GRANT {grants} ON {table} TO bpo_app")
        op.execute(
            f"CREATE POLICY brand ON {table} AS PERMISSIVE FOR ALL TO bpo_app USING ({BRAND}) WITH CHECK ({BRAND})"
        )
        op.execute(
            f"CREATE POLICY migrate ON {table} AS PERMISSIVE FOR ALL TO bpo_owner USING ({OWNER}) WITH CHECK ({OWNER})"
        )
