"""Words of the vendor's trade, which spelling knows at every brand."""

from alembic import op

revision = "vendorwords38"
down_revision = "trialasread37"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE vendor_word (
            id UUID NOT NULL,
            language VARCHAR NOT NULL,
            word VARCHAR NOT NULL,
            key VARCHAR NOT NULL,
            added_at TIMESTAMP WITH TIME ZONE NOT NULL,
            added_by UUID,
            added_by_name VARCHAR NOT NULL,
            retired_at TIMESTAMP WITH TIME ZONE,
            retired_by UUID,
            retired_by_name VARCHAR,
            CONSTRAINT pk_vendor_word PRIMARY KEY (id),
            CONSTRAINT ck_vendor_word_language CHECK (language IN ('ru', 'uk', 'pl', 'en')),
            CONSTRAINT ck_vendor_word_retired CHECK ((retired_at IS NULL) = (retired_by_name IS NULL))
        )
    """)
    op.execute(
        """CREATE UNIQUE INDEX uq_vendor_word_current ON vendor_word (language, key) WHERE retired_at IS NULL"""
    )
    op.execute("""ALTER TABLE vendor_word ENABLE ROW LEVEL SECURITY""")
    op.execute("""ALTER TABLE vendor_word FORCE ROW LEVEL SECURITY""")
    op.execute(
        """GRANT SELECT, INSERT, UPDATE (retired_at, retired_by, retired_by_name) ON vendor_word TO bpo_app"""
    )
    op.execute(
        """CREATE POLICY vendor ON vendor_word AS PERMISSIVE FOR ALL TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')) WITH CHECK ((SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system'))"""
    )
    op.execute(
        """CREATE POLICY client ON vendor_word AS PERMISSIVE FOR SELECT TO bpo_app USING ((SELECT current_setting('app.actor_kind', true)) = 'client')"""
    )
    op.execute(
        """CREATE POLICY migrate ON vendor_word AS PERMISSIVE FOR ALL TO bpo_owner USING ((SELECT current_setting('app.migrating', true)) = 'on') WITH CHECK ((SELECT current_setting('app.migrating', true)) = 'on')"""
    )
