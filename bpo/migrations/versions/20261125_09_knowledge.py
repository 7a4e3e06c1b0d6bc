"""Templates, articles and campaigns of a brand."""

from alembic import op

revision = "knowledge09"
down_revision = "deliveries08"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE reply_template (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            kind VARCHAR NOT NULL,
            language VARCHAR NOT NULL,
            name VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_reply_template PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_reply_template_kind CHECK (kind IN ('reply', 'take_private', 'acknowledgement')),
            CONSTRAINT ck_reply_template_language CHECK (language IN ('ru', 'uk', 'pl', 'en')),
            CONSTRAINT fk_reply_template_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE UNIQUE INDEX uq_reply_template_name ON reply_template (tenant_id, language, name) WHERE retired_at IS NULL
    """)
    op.execute("""ALTER TABLE reply_template ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE reply_template FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON reply_template TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON reply_template AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON reply_template AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE article (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            language VARCHAR NOT NULL,
            title VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            url VARCHAR,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_article PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_article_language CHECK (language IN ('ru', 'uk', 'pl', 'en')),
            CONSTRAINT fk_article_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE UNIQUE INDEX uq_article_title ON article (tenant_id, language, title) WHERE retired_at IS NULL
    """)
    op.execute("""ALTER TABLE article ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE article FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON article TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON article AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON article AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE campaign (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            kind VARCHAR NOT NULL,
            title VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            statement VARCHAR,
            tags JSONB NOT NULL,
            starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ends_at TIMESTAMP WITH TIME ZONE,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_campaign PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_campaign_kind CHECK (kind IN ('promotion', 'launch', 'outage', 'holding_statement', 'known_issue')),
            CONSTRAINT ck_campaign_period CHECK (ends_at > starts_at),
            CONSTRAINT fk_campaign_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_campaign_starts_at ON campaign (tenant_id, starts_at) WHERE retired_at IS NULL
    """)
    op.execute("""ALTER TABLE campaign ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE campaign FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON campaign TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON campaign AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON campaign AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE campaign_receipt (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            campaign_id UUID NOT NULL,
            user_id UUID NOT NULL,
            read_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_campaign_receipt PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_campaign_receipt_tenant_id_campaign_id FOREIGN KEY(tenant_id, campaign_id) REFERENCES campaign (tenant_id, id),
            CONSTRAINT uq_campaign_receipt_tenant_id_campaign_id_user_id UNIQUE (tenant_id, campaign_id, user_id),
            CONSTRAINT fk_campaign_receipt_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE campaign_receipt ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE campaign_receipt FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON campaign_receipt TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON campaign_receipt AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON campaign_receipt AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
