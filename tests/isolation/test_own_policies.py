"""Tables with policies of their own: what each actor sees and may write, and the proof that each policy counts.

`PROMISES` are sentences about these tables. Each policy is loosened in turn and dropped in turn; every time
at least one promise must break, or the policy protects nothing that we notice.
"""

import psycopg
import pytest
from isolation.probes import become
from isolation.worlds import make_world
from psycopg import errors, sql

from bpo.core.ids import new_id
from bpo.core.models import Base, VendorRow
from bpo.core.rls import OWN, vendor_policies

VENDORS = {
    mapper.local_table.name: vendor_policies()
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.local_table.name)  # a set: no order
    if issubclass(mapper.class_, VendorRow)
}
POLICIES = [
    (table, policy)
    for table, policies in {**OWN, **VENDORS}.items()
    for policy in policies
    if policy.role == "bpo_app"
]
NEW_USER = (
    "INSERT INTO user_account (id, side, email, name, locale, time_zone, created_at, sessions_from, recovery_codes,"
    " notification_ways) VALUES (%s, 'staff', %s, '', 'en', 'UTC', now(), now(), '[]', '{}')"
)
CHANGE_ALL = "UPDATE user_account SET locale = 'en'"  # reads nothing, so only its own policy holds it
NEW_JOB = (
    "INSERT INTO job (id, tenant_id, queue, name, payload, created_at, run_after, attempts)"
    " VALUES (%s, %s, 'slow', 'x', '{}', now(), now(), 0)"
)
NEW_EVENT = (
    "INSERT INTO event (id, tenant_id, at, actor_kind, action, subject_type, detail)"
    " VALUES (%s, %s, now(), 'staff', 'x', '', '{}')"
)
NEW_FILTER = (
    "INSERT INTO saved_filter (id, user_id, name, query, created_at) VALUES (%s, %s, %s, '{}', now())"
)
NEW_VIEW = NEW_FILTER.replace("saved_filter", "mention_view")
NEW_HOOK = (
    "INSERT INTO notification_hook (id, user_id, url, secret, created_at)"
    " VALUES (%s, %s, 'https://example.com', '', now())"
)
NEW_ROLE = (
    "INSERT INTO membership (id, tenant_id, user_id, side, role, tags, created_at)"
    " VALUES (%s, %s, %s, 'client', 'client_approver', '[]', now())"
)

NEW_NOTIFICATION = (
    'INSERT INTO notification (id, tenant_id, user_id, kind, message, "values", path, created_at)'
    " VALUES (%s, %s, %s, 'breached', '', '{}', '/', now())"
)
MARK_ALL = "UPDATE notification SET read_at = now()"  # reads nothing, so only its own policy holds it
STAFFINGS = ("agent_profile", "team_member", "competency_mark", "shift", "absence")
NEW_TEMPLATE = (
    "INSERT INTO profile_template (id, profile, version, spec, made_at, retired_at)"
    " VALUES (%s, 'analyst', %s, '{}', now(), now())"
)
NEW_WORD = (
    "INSERT INTO vendor_word (id, language, word, key, added_at, added_by_name)"
    " VALUES (%s, 'en', %s, %s, now(), '')"
)


@pytest.fixture(scope="module")
def worlds(app):
    return make_world(), make_world()


@pytest.fixture
def superuser(settings, addresses, database):
    if addresses.superuser is None:
        pytest.skip("the given database server lends us no superuser")
    url = addresses.superuser.replace("/postgres?", f"/{database[1].rpartition('/')[2].partition('?')[0]}?")
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO login_tries (key, count, last_at) VALUES ('\\x01', 1, now())")
        connection.execute("INSERT INTO schedule (name, next_run_at) VALUES ('x', now())")
        connection.execute(
            "INSERT INTO industry_month (id, industry, month, figures) VALUES (uuidv7(), 'x', '2026-05-01', '{}')"
        )
        yield connection
        connection.rollback()


def seen(connection, table, column, value):
    query = sql.SQL("SELECT count(*) FROM {} WHERE {} = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    return connection.execute(query, (value,)).fetchone()[0] > 0


def touched(connection, statement, *values):
    """Rows written; None when refused."""
    try:
        with connection.transaction(force_rollback=True):
            return connection.execute(statement, values).rowcount
    except errors.InsufficientPrivilege:
        return None


def knows_newcomer(connection):
    """Whether a client's person is seen between being added and being given a role."""
    newcomer = new_id()
    with connection.transaction(force_rollback=True):
        connection.execute(NEW_USER.replace("'staff'", "'client'"), (newcomer, f"{newcomer}@example.com"))
        return seen(connection, "user_account", "id", newcomer)


def broken_promises(connection, ours, theirs):
    """Which sentences about the tables do not hold."""
    found = []

    def promise(sentence, *, holds):
        if not holds:
            found.append(sentence)

    connection.execute("SET LOCAL ROLE bpo_app")
    become(connection, tenants=ours.tenant_id)
    user_update = "UPDATE user_account SET locale = locale WHERE id = %s"
    promise(
        "staff see a client's people of their brand",
        holds=seen(connection, "user_account", "id", ours.user_id),
    )
    promise(
        "staff see no other brand's people", holds=not seen(connection, "user_account", "id", theirs.user_id)
    )
    promise(
        "staff may change their brand's people", holds=touched(connection, user_update, ours.user_id) == 1
    )
    promise("staff may change no others", holds=touched(connection, user_update, theirs.user_id) == 0)
    promise(
        "staff may add people", holds=touched(connection, NEW_USER, new_id(), f"{new_id()}@example.com") == 1
    )
    promise("staff see their brand's roles", holds=seen(connection, "membership", "user_id", ours.user_id))
    promise(
        "staff see no other brand's roles",
        holds=not seen(connection, "membership", "user_id", theirs.user_id),
    )
    promise(
        "staff give no roles elsewhere",
        holds=touched(connection, NEW_ROLE, new_id(), theirs.tenant_id, theirs.user_id) is None,
    )
    promise("staff see no sessions", holds=not seen(connection, "user_session", "user_id", ours.user_id))
    promise("staff see keys, to revoke them", holds=seen(connection, "api_key", "user_id", ours.user_id))
    promise("staff see nothing given", holds=not seen(connection, "industry_month", "industry", "x"))
    promise("staff see no schedule", holds=not seen(connection, "schedule", "name", "x"))
    promise("staff see no tries", holds=not seen(connection, "login_tries", "key", b"\x01"))
    for table in STAFFINGS:
        promise(f"staff see every {table}", holds=seen(connection, table, "user_id", theirs.responder_id))
    template = new_id()
    promise(
        "staff keep templates of profiles",
        holds=touched(connection, NEW_TEMPLATE, template, 1_000_000) == 1,
    )
    word = new_id()
    promise("staff keep words", holds=touched(connection, NEW_WORD, word, "word", "word") == 1)
    promise("staff see every team", holds=seen(connection, "team", "id", theirs.team_id))
    promise(
        "staff read nobody's notifications",
        holds=not seen(connection, "notification", "user_id", ours.responder_id),
    )
    promise("staff mark nobody's notifications", holds=touched(connection, MARK_ALL) == 0)
    promise(
        "staff tell people of their brand",
        holds=touched(connection, NEW_NOTIFICATION, new_id(), ours.tenant_id, ours.user_id) == 1,
    )
    promise(
        "staff tell nobody of another brand",
        holds=touched(connection, NEW_NOTIFICATION, new_id(), theirs.tenant_id, theirs.user_id) is None,
    )
    promise("staff see links", holds=seen(connection, "one_time_link", "user_id", ours.user_id))
    promise(
        "staff leave work for their brand", holds=touched(connection, NEW_JOB, new_id(), ours.tenant_id) == 1
    )
    promise(
        "staff leave none elsewhere", holds=touched(connection, NEW_JOB, new_id(), theirs.tenant_id) is None
    )
    promise("staff take no work", holds=not seen(connection, "job", "tenant_id", ours.tenant_id))
    promise("staff tell of their brand", holds=touched(connection, NEW_EVENT, new_id(), ours.tenant_id) == 1)
    promise(
        "staff tell of no other", holds=touched(connection, NEW_EVENT, new_id(), theirs.tenant_id) is None
    )
    promise("staff read their brand's events", holds=seen(connection, "event", "tenant_id", ours.tenant_id))
    promise("staff read no other's", holds=not seen(connection, "event", "tenant_id", theirs.tenant_id))
    promise("staff see their brand", holds=seen(connection, "tenant", "id", ours.tenant_id))
    promise("staff see no other brand", holds=not seen(connection, "tenant", "id", theirs.tenant_id))
    promise("staff see their routes", holds=seen(connection, "channel_route", "tenant_id", ours.tenant_id))
    promise("staff see no others", holds=not seen(connection, "channel_route", "tenant_id", theirs.tenant_id))

    connection.execute("RESET ROLE")
    connection.execute(NEW_TEMPLATE, (template, 1_000_001))
    connection.execute(NEW_WORD, (word, "word", "word"))
    for world in (ours, theirs):
        connection.execute(NEW_FILTER, (new_id(), world.user_id, str(new_id())))
        connection.execute(NEW_VIEW, (new_id(), world.user_id, str(new_id())))
        connection.execute(NEW_HOOK, (new_id(), world.user_id))
    connection.execute("SET LOCAL ROLE bpo_app")
    become(connection, tenants=ours.tenant_id, user=ours.user_id)
    promise("people see their own filters", holds=seen(connection, "saved_filter", "user_id", ours.user_id))
    promise("and nobody else's", holds=not seen(connection, "saved_filter", "user_id", theirs.user_id))
    promise("people see their own views", holds=seen(connection, "mention_view", "user_id", ours.user_id))
    promise("and no one else's views", holds=not seen(connection, "mention_view", "user_id", theirs.user_id))
    promise(
        "people keep no view for others",
        holds=touched(connection, NEW_VIEW, new_id(), theirs.user_id, "x") is None,
    )
    promise("people see their webhook", holds=seen(connection, "notification_hook", "user_id", ours.user_id))
    promise(
        "and nobody else's webhook",
        holds=not seen(connection, "notification_hook", "user_id", theirs.user_id),
    )
    promise(
        "people keep no webhook for others",
        holds=touched(connection, NEW_HOOK, new_id(), ours.responder_id) is None,
    )
    promise(
        "people keep no filter for others",
        holds=touched(connection, NEW_FILTER, new_id(), theirs.user_id, "x") is None,
    )

    become(connection, kind="client", tenants=ours.tenant_id, user=ours.user_id)
    promise("a client sees themselves", holds=seen(connection, "user_account", "id", ours.user_id))
    promise("a client sees nobody else", holds=not seen(connection, "user_account", "id", theirs.user_id))
    promise("a client changes only themselves", holds=touched(connection, CHANGE_ALL) == 1)
    promise(
        "a client adds nobody",
        holds=touched(connection, NEW_USER, new_id(), f"{new_id()}@example.com") is None,
    )
    promise("a client sees their roles", holds=seen(connection, "membership", "user_id", ours.user_id))
    promise("a client sees their sessions", holds=seen(connection, "user_session", "user_id", ours.user_id))
    promise(
        "a client reads their notifications", holds=seen(connection, "notification", "user_id", ours.user_id)
    )
    promise(
        "a client reads nobody else's notifications",
        holds=not seen(connection, "notification", "user_id", ours.responder_id),
    )
    promise("a client marks their own notification", holds=touched(connection, MARK_ALL) == 1)
    promise(
        "a client tells nobody",
        holds=touched(connection, NEW_NOTIFICATION, new_id(), ours.tenant_id, ours.user_id) is None,
    )
    for table in STAFFINGS:
        promise(f"a client sees no {table}", holds=not seen(connection, table, "user_id", ours.responder_id))
    promise("a client reads templates", holds=seen(connection, "profile_template", "id", template))
    promise("a client keeps none", holds=touched(connection, NEW_TEMPLATE, new_id(), 1_000_002) is None)
    promise("a client's texts know the words", holds=seen(connection, "vendor_word", "id", word))
    promise("a client adds none", holds=touched(connection, NEW_WORD, new_id(), "other", "other") is None)
    promise("a client sees no team", holds=not seen(connection, "team", "id", ours.team_id))
    promise("a client sees their keys", holds=seen(connection, "api_key", "user_id", ours.user_id))
    for table in ("membership", "user_session", "api_key", "one_time_link"):
        others = not seen(connection, table, "user_id", theirs.user_id)
        promise(f"a client sees nobody else's {table}", holds=others)
    promise("a client reads no events", holds=not seen(connection, "event", "tenant_id", ours.tenant_id))
    promise(
        "a client sees no routes", holds=not seen(connection, "channel_route", "tenant_id", ours.tenant_id)
    )

    become(connection, kind="anonymous")
    promise("nobody reads words", holds=not seen(connection, "vendor_word", "id", word))
    promise("nobody reads templates", holds=not seen(connection, "profile_template", "id", template))

    become(connection, kind="system")
    promise(
        "the system calls webhooks", holds=seen(connection, "notification_hook", "user_id", theirs.user_id)
    )
    promise("the system knows everybody", holds=seen(connection, "user_account", "id", theirs.user_id))
    promise("the system knows who has no role yet", holds=knows_newcomer(connection))
    promise("the system knows all roles", holds=seen(connection, "membership", "user_id", theirs.user_id))
    promise("the system opens sessions", holds=seen(connection, "user_session", "user_id", theirs.user_id))
    promise("the system compares brands", holds=seen(connection, "industry_month", "industry", "x"))
    promise("the system keeps the schedule", holds=seen(connection, "schedule", "name", "x"))
    promise("the system counts tries", holds=seen(connection, "login_tries", "key", b"\x01"))
    promise(
        "the system reads notifications", holds=seen(connection, "notification", "user_id", theirs.user_id)
    )
    become(connection, kind="system", tenants=theirs.tenant_id)
    promise("the system takes a brand's work", holds=seen(connection, "job", "tenant_id", theirs.tenant_id))
    promise("and only that brand's", holds=not seen(connection, "job", "tenant_id", ours.tenant_id))
    connection.execute("RESET ROLE")
    return found


def test_every_promise_holds(superuser, worlds):
    assert broken_promises(superuser, *worlds) == []


@pytest.mark.parametrize(("table", "policy"), POLICIES, ids=lambda value: getattr(value, "name", value))
def test_loosening_it_breaks_a_promise(superuser, worlds, table, policy):
    using = "" if policy.verb == "INSERT" else " USING (true)"
    check = " WITH CHECK (true)" if policy.verb in {"ALL", "INSERT", "UPDATE"} else ""
    superuser.execute(
        sql.SQL("ALTER POLICY {} ON {}").format(sql.Identifier(policy.name), sql.Identifier(table))
        + sql.SQL(using + check)
    )
    assert broken_promises(superuser, *worlds) != []


@pytest.mark.parametrize(("table", "policy"), POLICIES, ids=lambda value: getattr(value, "name", value))
def test_dropping_it_breaks_a_promise(superuser, worlds, table, policy):
    superuser.execute(
        sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(policy.name), sql.Identifier(table))
    )
    assert broken_promises(superuser, *worlds) != []
