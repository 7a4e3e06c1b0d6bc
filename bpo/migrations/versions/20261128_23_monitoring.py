"""What is said about brands elsewhere: watches, sources, mentions, authors, spikes, digests."""

from alembic import op

revision = "monitoring23"
down_revision = "shifts22"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE watch (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            name VARCHAR NOT NULL,
            query VARCHAR NOT NULL,
            languages JSONB NOT NULL,
            sources JSONB NOT NULL,
            excluded JSONB NOT NULL,
            version INTEGER NOT NULL,
            ready_at TIMESTAMP WITH TIME ZONE,
            known_since TIMESTAMP WITH TIME ZONE,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            changed_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_watch PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_watch_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE UNIQUE INDEX uq_watch_name ON watch (tenant_id, name) WHERE retired_at IS NULL""")
    op.execute("""ALTER TABLE watch ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE watch FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE ON watch TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON watch AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON watch AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE mention_source (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            kind VARCHAR NOT NULL,
            name VARCHAR NOT NULL,
            url VARCHAR,
            keeps_all BOOLEAN NOT NULL,
            etag VARCHAR,
            last_modified VARCHAR,
            next_poll_at TIMESTAMP WITH TIME ZONE,
            polled_at TIMESTAMP WITH TIME ZONE,
            failures INTEGER NOT NULL,
            failing_since TIMESTAMP WITH TIME ZONE,
            failure VARCHAR,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_mention_source PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_mention_source_kind CHECK (kind IN ('feed', 'google_alerts', 'file')),
            CONSTRAINT ck_mention_source_url CHECK ((kind = 'file') = (url IS NULL)),
            CONSTRAINT fk_mention_source_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_mention_source_next_poll_at ON mention_source (tenant_id, next_poll_at) WHERE url IS NOT NULL"""
    )
    op.execute(
        """CREATE UNIQUE INDEX uq_mention_source_name ON mention_source (tenant_id, name) WHERE retired_at IS NULL"""
    )
    op.execute("""ALTER TABLE mention_source ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE mention_source FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE ON mention_source TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON mention_source AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON mention_source AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE mention_import (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            source_id UUID NOT NULL,
            file_name VARCHAR NOT NULL,
            format VARCHAR NOT NULL,
            size BIGINT NOT NULL,
            state VARCHAR NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            created_by UUID,
            finished_at TIMESTAMP WITH TIME ZONE,
            read INTEGER NOT NULL,
            stored INTEGER NOT NULL,
            duplicates INTEGER NOT NULL,
            unmatched INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            rejects JSONB NOT NULL,
            failure VARCHAR,
            body BYTEA,
            CONSTRAINT pk_mention_import PRIMARY KEY (tenant_id, id),
            CONSTRAINT ck_mention_import_state CHECK (state IN ('waiting', 'running', 'done', 'failed')),
            CONSTRAINT ck_mention_import_format CHECK (format IN ('jsonl', 'csv')),
            CONSTRAINT fk_mention_import_tenant_id_source_id FOREIGN KEY(tenant_id, source_id) REFERENCES mention_source (tenant_id, id),
            CONSTRAINT fk_mention_import_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_mention_import_created_at ON mention_import (tenant_id, created_at)""")
    op.execute("""ALTER TABLE mention_import ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE mention_import FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON mention_import TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON mention_import AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON mention_import AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE mention_author (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            source_id UUID NOT NULL,
            key VARCHAR NOT NULL,
            name VARCHAR,
            handle VARCHAR,
            url VARCHAR,
            reach BIGINT NOT NULL,
            mentions INTEGER NOT NULL,
            negative INTEGER NOT NULL,
            positive INTEGER NOT NULL,
            last_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_mention_author PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_mention_author_tenant_id_source_id FOREIGN KEY(tenant_id, source_id) REFERENCES mention_source (tenant_id, id),
            CONSTRAINT uq_mention_author_tenant_id_source_id_key UNIQUE (tenant_id, source_id, key),
            CONSTRAINT fk_mention_author_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_mention_author_mentions ON mention_author (tenant_id, mentions, id)""")
    op.execute("""CREATE INDEX ix_mention_author_reach ON mention_author (tenant_id, reach, id)""")
    op.execute("""ALTER TABLE mention_author ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE mention_author FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON mention_author TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON mention_author AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON mention_author AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, handle, key, name, url), UPDATE (handle, key, name, url) ON mention_author TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON mention_author AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )

    op.execute("""
        CREATE TABLE mention (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            source_id UUID NOT NULL,
            external_id VARCHAR NOT NULL,
            url VARCHAR,
            author_id UUID,
            reach BIGINT NOT NULL,
            title VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            language VARCHAR,
            sentiment VARCHAR NOT NULL,
            mood SMALLINT NOT NULL,
            posted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ingested_at TIMESTAMP WITH TIME ZONE NOT NULL,
            state VARCHAR NOT NULL,
            reason VARCHAR,
            labels JSONB NOT NULL,
            assignee_id UUID,
            decided_at TIMESTAMP WITH TIME ZONE,
            decided_by UUID,
            conversation_id UUID,
            CONSTRAINT pk_mention PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_mention_tenant_id_source_id FOREIGN KEY(tenant_id, source_id) REFERENCES mention_source (tenant_id, id),
            CONSTRAINT fk_mention_tenant_id_author_id FOREIGN KEY(tenant_id, author_id) REFERENCES mention_author (tenant_id, id),
            CONSTRAINT uq_mention_tenant_id_source_id_external_id UNIQUE (tenant_id, source_id, external_id),
            CONSTRAINT ck_mention_sentiment CHECK (sentiment IN ('negative', 'neutral', 'positive')),
            CONSTRAINT ck_mention_state CHECK (state IN ('new', 'kept', 'dismissed', 'converted')),
            CONSTRAINT ck_mention_conversation CHECK ((state = 'converted') = (conversation_id IS NOT NULL)),
            CONSTRAINT fk_mention_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_mention_author_id ON mention (tenant_id, author_id, posted_at)""")
    op.execute(
        """CREATE INDEX ix_mention_decided_at ON mention (tenant_id, decided_at) WHERE decided_at IS NOT NULL"""
    )
    op.execute(
        """CREATE INDEX ix_mention_labelled ON mention (tenant_id, posted_at, id) WHERE labels <> '[]'::jsonb"""
    )
    op.execute("""CREATE INDEX ix_mention_mood ON mention (tenant_id, mood, posted_at, id)""")
    op.execute("""CREATE INDEX ix_mention_posted_at ON mention (tenant_id, posted_at, id)""")
    op.execute("""CREATE INDEX ix_mention_reach ON mention (tenant_id, reach, posted_at, id)""")
    op.execute("""CREATE INDEX ix_mention_state_posted_at ON mention (tenant_id, state, posted_at, id)""")
    op.execute("""ALTER TABLE mention ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE mention FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON mention TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON mention AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON mention AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute(
        """GRANT SELECT (tenant_id, id, external_id, text, title, url), UPDATE (external_id, text, title, url) ON mention TO bpo_gate"""
    )
    op.execute(
        """CREATE POLICY erase ON mention AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )

    op.execute("""
        CREATE TABLE mention_note (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            mention_id UUID NOT NULL,
            text VARCHAR NOT NULL,
            written_at TIMESTAMP WITH TIME ZONE NOT NULL,
            written_by UUID,
            written_by_name VARCHAR NOT NULL,
            CONSTRAINT pk_mention_note PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_mention_note_tenant_id_mention_id FOREIGN KEY(tenant_id, mention_id) REFERENCES mention (tenant_id, id),
            CONSTRAINT fk_mention_note_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_mention_note_mention_id ON mention_note (tenant_id, mention_id, written_at)"""
    )
    op.execute("""ALTER TABLE mention_note ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE mention_note FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON mention_note TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON mention_note AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY migrate ON mention_note AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
    op.execute("""GRANT SELECT (tenant_id, id, text), UPDATE (text) ON mention_note TO bpo_gate""")
    op.execute(
        """CREATE POLICY erase ON mention_note AS PERMISSIVE FOR ALL TO bpo_gate USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system') WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]) AND (SELECT current_setting('app.actor_kind', true)) = 'system')"""
    )

    op.execute("""
        CREATE TABLE mention_view (
            id UUID NOT NULL,
            user_id UUID NOT NULL,
            name VARCHAR NOT NULL,
            query JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_mention_view PRIMARY KEY (id),
            CONSTRAINT uq_mention_view_user_id_name UNIQUE (user_id, name),
            CONSTRAINT fk_mention_view_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
        )
    """)
    op.execute("""ALTER TABLE mention_view ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE mention_view FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON mention_view TO bpo_app""")
    op.execute(
        """CREATE POLICY own ON mention_view AS PERMISSIVE FOR ALL TO bpo_app USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)) WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))"""
    )
    op.execute(
        """CREATE POLICY migrate ON mention_view AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE mention_match (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            mention_id UUID NOT NULL,
            watch_id UUID NOT NULL,
            posted_at TIMESTAMP WITH TIME ZONE NOT NULL,
            spans JSONB NOT NULL,
            CONSTRAINT pk_mention_match PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_mention_match_tenant_id_mention_id FOREIGN KEY(tenant_id, mention_id) REFERENCES mention (tenant_id, id),
            CONSTRAINT fk_mention_match_tenant_id_watch_id FOREIGN KEY(tenant_id, watch_id) REFERENCES watch (tenant_id, id),
            CONSTRAINT uq_mention_match_tenant_id_mention_id_watch_id UNIQUE (tenant_id, mention_id, watch_id),
            CONSTRAINT fk_mention_match_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute(
        """CREATE INDEX ix_mention_match_posted_at ON mention_match (tenant_id, watch_id, posted_at, mention_id)"""
    )
    op.execute("""ALTER TABLE mention_match ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE mention_match FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON mention_match TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON mention_match AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON mention_match AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE mention_hour (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            watch_id UUID NOT NULL,
            hour TIMESTAMP WITH TIME ZONE NOT NULL,
            mentions INTEGER NOT NULL,
            negative INTEGER NOT NULL,
            positive INTEGER NOT NULL,
            CONSTRAINT pk_mention_hour PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_mention_hour_tenant_id_watch_id FOREIGN KEY(tenant_id, watch_id) REFERENCES watch (tenant_id, id),
            CONSTRAINT uq_mention_hour_tenant_id_watch_id_hour UNIQUE (tenant_id, watch_id, hour),
            CONSTRAINT fk_mention_hour_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE mention_hour ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE mention_hour FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT, UPDATE, DELETE ON mention_hour TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON mention_hour AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON mention_hour AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE spike (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            watch_id UUID NOT NULL,
            measure VARCHAR NOT NULL,
            began_at TIMESTAMP WITH TIME ZONE NOT NULL,
            last_hour TIMESTAMP WITH TIME ZONE NOT NULL,
            raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
            hours INTEGER NOT NULL,
            count INTEGER NOT NULL,
            negative INTEGER NOT NULL,
            expected DOUBLE PRECISION NOT NULL,
            threshold INTEGER NOT NULL,
            ended_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_spike PRIMARY KEY (tenant_id, id),
            CONSTRAINT fk_spike_tenant_id_watch_id FOREIGN KEY(tenant_id, watch_id) REFERENCES watch (tenant_id, id),
            CONSTRAINT ck_spike_measure CHECK (measure IN ('volume', 'negative')),
            CONSTRAINT fk_spike_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""CREATE INDEX ix_spike_raised_at ON spike (tenant_id, raised_at, id)""")
    op.execute("""CREATE UNIQUE INDEX uq_spike_open ON spike (tenant_id, watch_id) WHERE ended_at IS NULL""")
    op.execute("""ALTER TABLE spike ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE spike FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (last_hour, count, negative, expected, threshold, ended_at) ON spike TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY brand ON spike AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON spike AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )

    op.execute("""
        CREATE TABLE week_digest (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            week DATE NOT NULL,
            content JSONB NOT NULL,
            made_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_week_digest PRIMARY KEY (tenant_id, id),
            CONSTRAINT uq_week_digest_tenant_id_week UNIQUE (tenant_id, week),
            CONSTRAINT fk_week_digest_tenant_id FOREIGN KEY(tenant_id) REFERENCES tenant (id)
        )
    """)
    op.execute("""ALTER TABLE week_digest ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE week_digest FORCE ROW LEVEL SECURITY""")
    op.execute("""GRANT SELECT, INSERT ON week_digest TO bpo_app""")
    op.execute(
        """CREATE POLICY brand ON week_digest AS PERMISSIVE FOR ALL TO bpo_app USING (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]))"""
    )
    op.execute(
        """CREATE POLICY migrate ON week_digest AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
