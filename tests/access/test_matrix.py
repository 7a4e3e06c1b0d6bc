"""Every endpoint × every role, and every endpoint × another brand's ids: one table, to be read by an auditor.

`TABLE` says which permission each endpoint asks for; which role has which permission is
`identity.permissions`. An endpoint that is missing here, or asks for something else, fails the build.
"""

import re
from types import SimpleNamespace

import pytest
from access.table import FOREIGN_BODIES, TABLE
from builders import browser, drain_all, make_person, make_responder
from isolation.worlds import make_world

from bpo.core import queue
from bpo.core.ids import new_id
from bpo.identity.permissions import POSTS, Permission, Profile, Role, permissions_of, posts_with
from bpo.web.guard import PUBLIC, permission_of

VENDOR_ROLES = {Role.SUPERVISOR, Role.ADMIN}  # in these tests; the others belong to one brand
CLOSED = {401, 403}


@pytest.fixture(scope="module")
def worlds(app):
    return make_world(), make_world()


@pytest.fixture(scope="module")
def people(worlds):
    """One session per post at the first brand; whoever may work the queue is certified for it."""
    ours = SimpleNamespace(id=worlds[0].tenant_id, languages=["en"])
    serving = posts_with(Permission.CONVERSATION_SERVE)
    return {
        (role, profile): (
            make_responder(ours, role=role.value)
            if (role, profile) in serving
            else make_person(role.value, ours, profile=profile)
        )[1]
        for role, profile in POSTS
    }


def rules(app):
    found = [
        (rule.endpoint, method, rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    ]
    return sorted(found, key=lambda one: (*one[:2], one[2].rule))


def test_every_endpoint_declares_what_the_table_says(app):
    declared = {
        endpoint: str(permission_of(view)) if permission_of(view) else None
        for endpoint, view in app.view_functions.items()
    }
    assert declared == TABLE


def ids_of(app, world):
    """Ids of this brand for the places of addresses."""
    from sqlalchemy import text

    from bpo.core.actor import Actor
    from bpo.core.uow import UnitOfWork

    def first(table):
        with UnitOfWork(Actor.system(world.tenant_id)) as uow:
            return uow.session.scalar(
                text(f"SELECT id FROM {table} WHERE tenant_id = :t ORDER BY id LIMIT 1"),
                {"t": world.tenant_id},
            )

    return {
        "slug": world.slug,
        "account_id": world.account_id,
        "conversation_id": first("conversation"),
        "turn_id": first("turn"),
        "customer_id": first("customer"),
        "handoff_id": first("handoff"),
        "note_id": first("shift_note"),
        "alert_id": first("department_alert"),
        "approval_id": first("approval"),
        "run_id": first("import_run"),
        "certification_id": first("certification"),
        "assignment_id": first("assignment"),
        "user_id": world.user_id,
        "shift_id": world.shift_id,
        "absence_id": world.absence_id,
        "calibration_id": first("profile_calibration"),
        "row_id": first("reply_template"),
        "draft_id": first("draft"),
        "month": "2026-01",
        "number": 1,
        "comment_id": first("report_comment"),
        "sample_id": first("sample"),
        "review_id": first("review"),
        "dispute_id": first("dispute"),
        "message_id": first("message"),
        "picture_id": first("attachment"),
        "reply_picture_id": first("reply_picture"),
        "preview_id": first("link_preview"),
        "delivery_id": first("delivery"),
        "author_id": first("mention_author"),
        "mention_id": first("mention"),
        "watch_id": first("watch"),
        "source_id": first("mention_source"),
        "import_id": first("mention_import"),
        "spike_id": first("spike"),
        "digest_id": first("week_digest"),
        "export_id": first("brand_export"),
        "trial_id": first("guide_trial"),
        "section": "profile",
        "item": "volumes",
    }


def address(rule, ids):
    """The address of a rule with these ids; what is not known is a random id."""

    def value(place):
        kind, options, name = place.groups()
        fallback = new_id() if kind == "uuid" else (options or "unknown").partition(",")[0].strip()
        return str(ids.get(name, fallback))

    return re.sub(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>", value, rule.rule)


def call(client, rule, method, ids, **more):
    return client.open(address(rule, ids), method=method, follow_redirects=False, **more)


def name_of(post):
    return "-".join(part.value for part in post if part) if post else "nobody"


def holders_of(permission):
    return [post for post in POSTS if permission in permissions_of(post[0], profile=post[1], at_vendor=False)]


@pytest.mark.parametrize("everywhere", [False, pytest.param(True, marks=pytest.mark.whole)])
@pytest.mark.parametrize("post", [None, *POSTS], ids=name_of)
def test_post_reaches_what_it_may_and_nothing_else(app, worlds, people, post, everywhere):
    """All that is closed to each; of what is open, what is open to it first or last of all, or `everywhere`."""
    ids = ids_of(app, worlds[0])
    wrong = []
    for endpoint, method, rule in rules(app):
        wanted = TABLE[endpoint]
        if wanted in {None, PUBLIC} or endpoint == "identity.logout":
            continue
        may = holders_of(wanted)
        allowed = post in may
        if allowed and not everywhere and post not in {may[0], may[-1]}:
            continue
        answer = call(browser(app, people.get(post)), rule, method, ids)
        refused = answer.status_code in CLOSED or (
            post is None and answer.status_code == 302 and "/login" in answer.headers["Location"]
        )
        if answer.status_code >= 500 or allowed == refused:
            wrong.append((endpoint, method, answer.status_code, allowed))
    assert wrong == []


# Ids in addresses that are of no brand's row: whose they are.
NO_BRANDS = {
    **dict.fromkeys(("filter_id", "view_id", "key_id", "session_id", "notification_id"), "a person's own"),
    **dict.fromkeys(("team_id", "word_id", "membership_id"), "the vendor's"),
}


def test_every_id_in_an_address_is_tried_with_another_brands(app, worlds):
    known = ids_of(app, worlds[1])
    uuids = {
        place for _endpoint, _method, rule in rules(app) for place in re.findall(r"<uuid:(\w+)>", rule.rule)
    }
    assert uuids - set(NO_BRANDS) - set(known) == set()
    assert {name for name, value in known.items() if value is None} == set()  # a row stands behind each


@pytest.mark.parametrize("endpoint", ["channels.stop_sending", "channels.resume_sending"])
def test_another_brands_account_in_a_body_is_as_if_it_did_not_exist(app, worlds, people, endpoint):
    ours, theirs = worlds
    client = browser(app, people[Role.SUPERVISOR, None])
    (rule,) = app.url_map.iter_rules(endpoint)
    own = ids_of(app, ours)
    answers = [
        call(client, rule, "POST", own, data={"reason": "a crisis", "account": account})
        for account in (theirs.account_id, new_id(), "no id")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1


def test_another_brands_id_is_as_if_it_did_not_exist(app, worlds, people):
    ours, theirs = worlds
    unknown = {"slug": "no-such-brand", **{name: new_id() for name in ids_of(app, ours) if name != "slug"}}
    foreign = ids_of(app, theirs)
    own = ids_of(app, ours)
    wrong = []
    for endpoint, method, rule in rules(app):
        wanted = TABLE[endpoint]
        names = rule.arguments & set(foreign) - {"section", "item", "month", "number"}
        holders = holders_of(wanted)
        if not names or not holders:
            continue
        for post in {holders[0], holders[-1]}:
            for name in names:
                client = browser(app, people[post])
                body = FOREIGN_BODIES.get(endpoint, {})
                hit = call(client, rule, method, {**own, name: foreign[name]}, **body)
                miss = call(client, rule, method, {**own, name: unknown[name]}, **body)
                same = (hit.status_code, hit.data) == (miss.status_code, miss.data)
                if hit.status_code != 404 or not same or theirs.canary.encode() in hit.data:
                    wrong.append((endpoint, method, name_of(post), name, hit.status_code, miss.status_code))
    assert wrong == []


def test_no_page_or_answer_of_one_brand_holds_the_canary_of_another(app, worlds, people):
    ours, theirs = worlds
    ids = ids_of(app, ours)
    seen = 0
    for _endpoint, method, rule in rules(app):
        if method != "GET":
            continue
        for role in (Role.SUPERVISOR, Role.TEAM_LEADER, Role.CLIENT_VIEWER, Role.ADMIN):
            answer = call(browser(app, people[role, None]), rule, method, ids)
            assert theirs.canary.encode() not in answer.data, (rule, role)
            seen += ours.canary.encode() in answer.data
    assert seen > 10  # our own canary does show, so the search is not blind


def test_no_log_line_and_no_queue_entry_holds_what_customers_wrote(app, owner, capfd):
    """Not even one's own brand's words: logs, jobs, events and the bell know ids, times and small facts."""
    world = make_world()
    ids = ids_of(app, world)
    _user, token = make_person("supervisor", world.tenant_id)
    closed = []
    for endpoint, method, rule in rules(app):
        if endpoint.startswith("identity."):  # some end a session
            _user, token = make_person("supervisor", world.tenant_id)
        answer = call(browser(app, token), rule, method, ids, headers={"X-Odd": world.canary})
        call(browser(app, token), rule, method, {**ids, "slug": world.canary})
        closed += [endpoint] * (answer.status_code == 401 and TABLE[endpoint] not in {None, PUBLIC})
    assert closed == []  # whoever calls is signed in all the while
    drain_all("intake")
    written = capfd.readouterr()
    assert world.canary not in written.out + written.err
    kept = [part for key in queue.bell().keys("*") for part in (key, queue.bell().dump(key) or b"")]
    owner.execute("SET app.migrating = 'on'")
    kept += [
        row[0].encode()
        for row in owner.execute("SELECT payload::text FROM job UNION ALL SELECT detail::text FROM event")
    ]
    assert len(kept) > 10
    assert [entry for entry in kept if world.canary.encode() in entry] == []


def test_get_changes_nothing(app, worlds, people, owner):
    owner.execute("SET app.migrating = 'on'")
    tables = [
        name
        for (name,) in owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        if name not in {"user_session", "alembic_version", "job", "login_tries"}  # last seen; bad links
    ]

    def state():
        query = " UNION ALL ".join(
            f"SELECT '{name}', count(*), coalesce(max(xmin::text::bigint), 0) FROM {name}" for name in tables
        )
        return sorted(owner.execute(query).fetchall())

    before = state()
    ids = ids_of(app, worlds[0])
    for _endpoint, method, rule in rules(app):
        if method == "GET":
            call(browser(app, people[Role.SUPERVISOR, None]), rule, method, ids)
    assert state() == before


def test_unsafe_requests_from_elsewhere_are_refused(app, worlds, people):
    ids = ids_of(app, worlds[0])
    wrong = []
    for endpoint, method, rule in rules(app):
        if method == "GET" or endpoint.startswith("hooks"):
            continue
        client = browser(app, people[Role.SUPERVISOR, None])
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
        if call(client, rule, method, ids).status_code != 403:
            wrong.append((endpoint, method))
    assert wrong == []


def test_neither_kind_of_agent_does_the_others_job():
    responder = POSTS[Role.AGENT, Profile.RESPONDER]
    analyst = POSTS[Role.AGENT, Profile.ANALYST]
    assert responder - analyst == {Permission.CONVERSATION_SERVE, Permission.CONVERSATION_MANAGE}
    assert analyst - responder == {Permission.MENTION_WORK, Permission.WATCH_EDIT}


def test_every_role_can_at_least_see_itself():
    assert all("self:read" in held for held in POSTS.values())
