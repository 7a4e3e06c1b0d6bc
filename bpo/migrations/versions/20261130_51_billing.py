"""Statements: what sealed months cost."""

from alembic import op

revision = "billing51"
down_revision = "ledger50"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE billing_statement (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            number INTEGER NOT NULL,
            month DATE NOT NULL,
            snapshot_id UUID NOT NULL,
            seal VARCHAR NOT NULL,
            contract_version INTEGER NOT NULL,
            corrects INTEGER,
            restatement INTEGER,
            currency VARCHAR NOT NULL,
            total NUMERIC NOT NULL,
            content VARCHAR NOT NULL,
            reason VARCHAR,
            made_at TIMESTAMP WITH TIME ZONE NOT NULL,
            made_by UUID,
            made_by_name VARCHAR NOT NULL,
            CONSTRAINT pk_billing_statement PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_billing_statement_tenant_id_snapshot_id FOREIGN KEY(tenant_id, snapshot_id) REFERENCES snapshot_seal (tenant_id, id),
            CONSTRAINT fk_billing_statement_tenant_id_corrects FOREIGN KEY(tenant_id, corrects) REFERENCES billing_statement (tenant_id, number),
            CONSTRAINT uq_billing_statement_tenant_id_number UNIQUE (tenant_id, number),
            CONSTRAINT ck_billing_statement_month CHECK (extract(day FROM month) = 1),
            CONSTRAINT ck_billing_statement_number CHECK (number > 0 AND corrects < number),
            CONSTRAINT ck_billing_statement_reason CHECK ((corrects IS NULL) = (reason IS NULL)),
            CONSTRAINT fk_billing_statement_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_billing_statement_first ON billing_statement (tenant_id, month) WHERE corrects IS NULL"""
    )
    op.execute("""CREATE INDEX ix_billing_statement_month ON billing_statement (tenant_id, month, number)""")
    op.execute("""ALTER TABLE billing_statement ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE billing_statement FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON billing_statement TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON billing_statement AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON billing_statement AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
