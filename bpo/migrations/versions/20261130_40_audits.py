"""Accounts are listed anew, and what was missed bears the listing that found it."""

from alembic import op

revision = "audits40"
down_revision = "keptsession39"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE channel_audit (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            account_id UUID NOT NULL,
            began_at TIMESTAMP WITH TIME ZONE NOT NULL,
            since TIMESTAMP WITH TIME ZONE NOT NULL,
            until TIMESTAMP WITH TIME ZONE NOT NULL,
            ended_at TIMESTAMP WITH TIME ZONE,
            listed INTEGER NOT NULL,
            found INTEGER NOT NULL,
            failure VARCHAR,
            CONSTRAINT pk_channel_audit PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_channel_audit_tenant_id_account_id FOREIGN KEY(tenant_id, account_id) REFERENCES channel_account (tenant_id, id),
            CONSTRAINT fk_channel_audit_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_channel_audit_began_at ON channel_audit (tenant_id, account_id, began_at)"""
    )
    for table in ("inbound_event", "message"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN audit_id UUID")
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT fk_{table}_tenant_id_audit_id"
            " FOREIGN KEY (tenant_id, audit_id) REFERENCES channel_audit (tenant_id, id)"
        )
    op.execute(
        """CREATE INDEX ix_message_audit_id ON message (tenant_id, audit_id) WHERE audit_id IS NOT NULL"""
    )
    op.execute("ALTER TABLE poll_cursor ADD COLUMN next_audit_at TIMESTAMP WITH TIME ZONE")
    op.execute("UPDATE poll_cursor SET next_audit_at = next_poll_at")
    op.execute("ALTER TABLE poll_cursor ALTER COLUMN next_audit_at SET NOT NULL")
    # Mastodon's places were ids and are instants now: it is read again from two days before it was read last.
    op.execute("""
        UPDATE poll_cursor p SET cursor = NULL FROM channel_account a
        WHERE a.tenant_id = p.tenant_id AND a.id = p.id AND a.network = 'mastodon'
    """)
    op.execute("""ALTER TABLE channel_audit ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE channel_audit FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON channel_audit TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON channel_audit AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[]))) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system') AND ((tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.narrowed_ids', true), ''), ',')::uuid[])::uuid[])) IS NOT TRUE OR account_id = ANY ((SELECT string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])))"""
    )
    op.execute(
        """CREATE POLICY migrate ON channel_audit AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
