"""The catalogue of tables: every one behind the wall, every key with its brand in it, as `core.rls` says."""

import re

import pytest

import bpo.app
import bpo.core.schedule
import bpo.reports.models  # noqa: F401 -- adds its indexes to the facts
from bpo.core.models import Base, TenantRow, VendorRow
from bpo.core.rls import EXTRA, GRANTS, OWN, brand_policies, door, vendor_policies

CLASSES = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
# Functions that look beyond a scope, and nothing else may.
DEFINERS = {
    "accounts_with_tags",
    "erase_rows",
    "foreign_names",
    "queues_with_work",
    "resolve_api_key",
    "resolve_route",
    "resolve_session",
    "search_messages",
    "search_notes",
    "tenant_ids",
    "tenants_with_work",
}
# Keys without the brand in them, and why.
WITHOUT_BRAND = {
    "tenant",  # is the brand
    "job", "event",  # may be the vendor's own
    "channel_route",  # found before a brand is known; its key says nothing
    "membership",  # a membership may be the vendor's
    "notification",  # is a person's, whatever brand it is about
}  # fmt: skip


# Indexes of words: the brand is a word in them (`message_words`).
OF_WORDS = {"ix_message_words", "ix_note_words"}


def expected_policies(name):
    cls = CLASSES[name]
    if name in OWN:
        return [*OWN[name], *door(name)]
    if issubclass(cls, TenantRow):
        policies = brand_policies(internal=cls.internal, account_column=cls.account_column)
    else:
        policies = vendor_policies()
    return [*policies, *EXTRA.get(name, []), *door(name)]


def normal(condition):
    """A condition without what PostgreSQL writes in its own way when it shows one."""
    text = re.sub(r"::\w+(\[\])?|AS \"?\w+\"?|membership\.|\s|[()]", "", str(condition or ""))
    return text.replace("=ANYARRAY['staff','system']", "IN'staff','system'").lower()


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_table_belongs_to_somebody(name):
    assert name in OWN or issubclass(CLASSES[name], TenantRow | VendorRow)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_table_is_walled_as_written(owner, name):
    row = owner.execute(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", (name,)
    ).fetchone()
    assert row == (True, True)
    found = {
        (policy, roles[0], verb, normal(using), normal(check))
        for policy, roles, verb, using, check in owner.execute(
            "SELECT policyname, roles, cmd, qual, with_check FROM pg_policies WHERE tablename = %s", (name,)
        )
    }
    wanted = {
        (
            policy.name,
            policy.role,
            policy.verb,
            "" if policy.verb == "INSERT" else normal(policy.condition),
            normal(policy.condition) if policy.verb in {"ALL", "INSERT", "UPDATE"} else "",
        )
        for policy in expected_policies(name)
    }
    assert found == wanted


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_application_may_do_what_is_written_and_no_more(owner, name):
    allowed = GRANTS.get(name, EVERYTHING)
    whole = {verb.strip() for verb in re.sub(r"\w+ \([^)]*\)", "", allowed).split(",")} - {""}
    found = {
        verb
        for (verb,) in owner.execute(
            "SELECT privilege_type FROM information_schema.table_privileges"
            " WHERE table_name = %s AND grantee = 'bpo_app'",
            (name,),
        )
    }
    assert found == whole


def test_database_has_no_other_tables_or_views(owner):
    found = {
        name
        for (name,) in owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p', 'v', 'm', 'f')"
        )
    }
    assert found == {*CLASSES, "alembic_version"}


def test_every_key_of_a_brands_table_holds_the_brand(owner):
    loose = owner.execute("""
        SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
        WHERE c.relnamespace = 'public'::regnamespace AND k.contype IN ('p', 'u', 'f', 'x')
            AND NOT a.attnum = ANY (k.conkey)
    """).fetchall()
    assert [row for row in loose if row[0] not in WITHOUT_BRAND] == []


def test_every_index_of_a_brands_table_begins_with_the_brand(owner):
    loose = owner.execute("""
        SELECT c.relname, i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
        WHERE c.relnamespace = 'public'::regnamespace AND i.indkey[0] <> a.attnum
    """).fetchall()
    assert [row for row in loose if row[0] not in WITHOUT_BRAND and row[1] not in OF_WORDS] == []


def test_only_listed_functions_look_beyond_a_scope(owner):
    found = owner.execute("""
        SELECT p.proname, pg_get_userbyid(p.proowner), array_to_string(p.proconfig, ' '),
            has_function_privilege('bpo_readonly', p.oid, 'EXECUTE')
        FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
    """).fetchall()
    assert {name for name, *_ in found} == DEFINERS
    assert {(by, everybody) for _, by, _, everybody in found} == {("bpo_gate", False)}
    assert all("search_path=" in path for _, _, path, _ in found)


def test_roles_are_no_stronger_than_they_must_be(owner):
    rows = owner.execute("""
        SELECT rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb FROM pg_roles
        WHERE rolname IN ('bpo_app', 'bpo_gate', 'bpo_readonly') ORDER BY 1
    """).fetchall()
    assert rows == [
        ("bpo_app", False, False, True, False, False),
        ("bpo_gate", False, False, False, False, False),
        ("bpo_readonly", False, False, False, False, False),
    ]
    assert owner.execute("SELECT count(*) FROM pg_class WHERE relowner = 'bpo_app'::regrole").fetchone() == (
        0,
    )
    assert owner.execute("SELECT has_schema_privilege('bpo_app', 'public', 'CREATE')").fetchone() == (False,)


def test_models_and_migrations_agree(database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from bpo.core.db import driver_url

    engine = create_engine(driver_url(database[0]))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
