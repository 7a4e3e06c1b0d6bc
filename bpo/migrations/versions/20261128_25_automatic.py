"""What the check finds in replies that were sent; and the index of replies holds those of nobody known too."""

from alembic import op

revision = "automatic25"
down_revision = "telling24"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE automatic_check (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            message_id UUID NOT NULL,
            agent_id UUID,
            language VARCHAR NOT NULL,
            rule_set_version INTEGER,
            posted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            known_at TIMESTAMP WITH TIME ZONE NOT NULL,
            checked_at TIMESTAMP WITH TIME ZONE NOT NULL,
            infos INTEGER NOT NULL,
            warns INTEGER NOT NULL,
            approves INTEGER NOT NULL,
            blocks INTEGER NOT NULL,
            findings JSONB NOT NULL,
            CONSTRAINT pk_automatic_check PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_automatic_check_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_automatic_check_tenant_id_message_id FOREIGN KEY(tenant_id, message_id) REFERENCES message (tenant_id, id),
            CONSTRAINT uq_automatic_check_tenant_id_message_id UNIQUE (tenant_id, message_id),
            CONSTRAINT ck_automatic_check_counts CHECK (infos >= 0 AND warns >= 0 AND approves >= 0 AND blocks >= 0),
            CONSTRAINT fk_automatic_check_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_automatic_check_known_at ON automatic_check (tenant_id, known_at)""")
    op.execute("""CREATE INDEX ix_automatic_check_posted_at ON automatic_check (tenant_id, posted_at, id)""")
    op.execute("""ALTER TABLE automatic_check ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE automatic_check FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON automatic_check TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON automatic_check AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON automatic_check AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""DROP INDEX ix_message_reply""")
    op.execute(
        """CREATE INDEX ix_message_reply ON message (tenant_id, ingested_at, id) WHERE direction = 'out' AND NOT automatic"""
    )
