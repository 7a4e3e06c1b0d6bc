"""The ground of `bpo bench pages`: the demo vendor, and on top of it as much work as a grown vendor has.

The demo comes through the ordinary ways in, so that every page has what it shows. What makes it large is written
straight into the tables, most of it at one brand, Larkwing: conversations and who waits (as `bench_queue` does,
with the queue worked out by the product), their turns and episodes, reviews, automatic checks, mentions,
hand-offs, approvals, shifts, notifications.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import psycopg
from bench_queue import FILL, MENDED_AT_ONCE
from generator import Brand, zipf
from ground import Ground
from wording import CUSTOMER, STAFF

from bpo.conversations.operations.facts import mend_queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.demo.loader import load_demo
from bpo.demo.people import DEMO_BRANDS, EN
from bpo.identity.operations.people import invite_user
from bpo.identity.operations.sign_in import start_session
from bpo.identity.permissions import Profile, Role
from bpo.identity.queries import find_user_by_email
from bpo.onboarding.account_files import read_account_file
from bpo.onboarding.operations import import_accounts
from bpo.staffing.operations import assign, certify, describe_person
from bpo.tenants.models import Tenant

BRANDS = 20
LARGEST = EN
PEOPLE = {  # by post: whose browser asks
    "supervisor": "irena.holm@vendor.example",
    "reviewer": "daria.frost@vendor.example",
    "analyst": "kaja.nowicka@vendor.example",
    "client": "d.ashworth@larkwing.example",
    "agent": "agent01@vendor.example",
}
# Each conversation was answered an hour after it began and closed after two, but for those that wait.
FACTS = """
    UPDATE message m SET agent = 'agent' || lpad((1 + (hashtext(m.id::text) & 2147483647) %% %(agents)s)::text, 2, '0')
        || '@vendor.example' WHERE m.tenant_id = %(tenant)s AND m.direction = 'out' AND m.agent IS NULL;
    INSERT INTO turn (tenant_id, id, account_id, conversation_id, episode_no, kind, message_count, started_at,
            service_level_id, due_at, outcome, stopped_at, stopped_by, worked_us, answered_by, language)
        SELECT c.tenant_id, i.id, c.account_id, c.id, 1, 'first_response', 1, c.started_at, i.service_level_id,
            c.started_at + interval '30 minutes', 'answered', o.posted_at, o.id, 3600000000, o.agent, i.language
        FROM conversation c JOIN message i ON i.tenant_id = c.tenant_id AND i.id = md5(c.id::text || 0)::uuid
        JOIN message o ON o.tenant_id = c.tenant_id AND o.id = md5(c.id::text || 1)::uuid
        WHERE c.tenant_id = %(tenant)s;
    INSERT INTO episode (tenant_id, id, account_id, conversation_id, episode_no, opened_at, service_level_id, due_at,
            closed_at, worked_us, said_count, last_said_at)
        SELECT c.tenant_id, i.id, c.account_id, c.id, 1, c.started_at, i.service_level_id,
            c.started_at + interval '1 day', CASE WHEN c.waiting_since IS NULL THEN c.last_message_at END,
            CASE WHEN c.waiting_since IS NULL THEN 7200000000 END, CASE WHEN c.waiting_since IS NULL THEN 1 ELSE 2 END,
            coalesce(c.waiting_since, c.started_at)
        FROM conversation c JOIN message i ON i.tenant_id = c.tenant_id AND i.id = md5(c.id::text || 0)::uuid
        WHERE c.tenant_id = %(tenant)s
"""
REVIEWS = """
    CREATE TEMPORARY TABLE chosen AS
        SELECT m.id AS message_id, m.account_id, m.agent, u.id AS agent_id, m.posted_at, m.language,
            row_number() OVER (ORDER BY m.posted_at DESC, m.id) AS n
        FROM message m JOIN user_account u ON u.email = m.agent
        WHERE m.tenant_id = %(tenant)s AND m.direction = 'out' AND m.agent LIKE 'agent%%';
    INSERT INTO sample (tenant_id, id, account_id, draw_id, kind, purpose, message_id, agent_id, agent, involved,
            done_at, stratum, probability, due_at, created_at, state)
        SELECT %(tenant)s, md5('s' || message_id)::uuid, account_id, d.id, 'reply', 'programme', message_id, agent_id,
            agent, jsonb_build_array(agent_id), posted_at, agent, 0.5, posted_at + interval '7 days', posted_at,
            CASE WHEN n > %(waiting)s THEN 'reviewed' ELSE 'waiting' END
        FROM chosen, (SELECT id FROM sample_draw WHERE tenant_id = %(tenant)s LIMIT 1) d
        WHERE n <= %(reviews)s + %(waiting)s;
    INSERT INTO review (tenant_id, id, account_id, sample_id, kind, purpose, probability, done_at, agent_id, agent,
            scorecard_id, reviewer_id, state, begun_at, saved_at, submitted_at, customer_error, business_error,
            compliance_error, auto_failed, score, first_score, answer_until)
        SELECT %(tenant)s, md5('r' || message_id)::uuid, account_id, md5('s' || message_id)::uuid, 'reply', 'programme',
            0.5, posted_at, agent_id, agent, s.id, %(reviewer)s, CASE WHEN n %% 3 = 0 THEN 'submitted' ELSE 'acknowledged' END,
            posted_at, posted_at, posted_at + interval '1 day', n %% 17 = 0, n %% 29 = 0, n %% 97 = 0, false,
            10000 - 500 * (n %% 7)::int, 10000 - 500 * (n %% 7)::int, posted_at + interval '8 days'
        FROM chosen, (SELECT id FROM scorecard WHERE tenant_id = %(tenant)s AND retired_at IS NULL) s
        WHERE n > %(waiting)s AND n <= %(reviews)s + %(waiting)s;
    INSERT INTO review_score (tenant_id, id, account_id, review_id, criterion, answer, first_answer, note, is_disputed)
        SELECT %(tenant)s, md5('a' || c.message_id || k.key)::uuid, c.account_id, md5('r' || c.message_id)::uuid, k.key,
            a.answer, a.answer, '', false
        FROM chosen c, (SELECT e ->> 'key' AS key, o FROM scorecard, jsonb_array_elements(criteria) WITH ORDINALITY x (e, o)
                WHERE tenant_id = %(tenant)s AND retired_at IS NULL) k,
            LATERAL (SELECT CASE WHEN (c.n + k.o) %% 13 = 0 THEN 'fail' ELSE 'pass' END AS answer) a
        WHERE c.n > %(waiting)s AND c.n <= %(reviews)s + %(waiting)s;
    INSERT INTO automatic_check (tenant_id, id, account_id, message_id, agent_id, language, posted_at, known_at,
            checked_at, infos, warns, approves, blocks, findings)
        SELECT %(tenant)s, md5('c' || message_id)::uuid, account_id, message_id, agent_id, language, posted_at, posted_at,
            posted_at, 0, CASE WHEN n %% 4 = 0 THEN 1 ELSE 0 END, 0, 0, CASE WHEN n %% 4 = 0 THEN jsonb_build_array(
                jsonb_build_object('rule', (ARRAY['spelling', 'tone', 'term', 'length'])[1 + n %% 3], 'severity', 'warn',
                    'start', 0, 'end', 5)) ELSE '[]'::jsonb END
        FROM chosen ON CONFLICT DO NOTHING
"""
MENTIONS = """
    CREATE TEMPORARY TABLE told AS
        SELECT m.*, n, md5(m.id::text || n)::uuid AS copy,
            now() - interval '60 days' * ((hashtext(m.id::text || n) & 2147483647) %% 100000) / 100000.0 AS at
        FROM mention m, generate_series(1, %(copies)s) n WHERE m.tenant_id = %(tenant)s AND m.conversation_id IS NULL;
    INSERT INTO mention (tenant_id, id, source_id, external_id, url, author_id, reach, title, text, language, sentiment,
            mood, posted_at, ingested_at, state, reason, labels, decided_at, decided_by)
        SELECT tenant_id, copy, source_id, external_id || '-' || n, url, author_id, reach, title, text, language, sentiment,
            mood, at, at, state, reason, labels, decided_at, decided_by FROM told;
    INSERT INTO mention_match (tenant_id, id, mention_id, watch_id, posted_at, spans)
        SELECT t.tenant_id, md5(x.id::text || t.n)::uuid, t.copy, x.watch_id, t.at, x.spans
        FROM told t JOIN mention_match x ON x.tenant_id = t.tenant_id AND x.mention_id = t.id;
    DELETE FROM mention_hour WHERE tenant_id = %(tenant)s;
    INSERT INTO mention_hour (tenant_id, id, watch_id, hour, mentions, negative, positive)
        SELECT x.tenant_id, md5(x.watch_id::text || date_trunc('hour', x.posted_at))::uuid, x.watch_id,
            date_trunc('hour', x.posted_at), count(*), count(*) FILTER (WHERE m.sentiment = 'negative'),
            count(*) FILTER (WHERE m.sentiment = 'positive')
        FROM mention_match x JOIN mention m ON m.tenant_id = x.tenant_id AND m.id = x.mention_id
        WHERE x.tenant_id = %(tenant)s GROUP BY x.tenant_id, x.watch_id, date_trunc('hour', x.posted_at)
"""
WORK = """
    CREATE TEMPORARY TABLE asked AS
        SELECT c.id, c.account_id, c.started_at, c.waiting_since, md5(c.id::text || 0)::uuid AS message_id,
            row_number() OVER (ORDER BY c.waiting_since DESC NULLS LAST, c.id) AS n
        FROM conversation c JOIN message m ON m.tenant_id = c.tenant_id AND m.id = md5(c.id::text || 0)::uuid
        WHERE c.tenant_id = %(tenant)s;
    INSERT INTO handoff (tenant_id, id, account_id, conversation_id, message_id, department, contact, question, asked_at,
            asked_by, asked_by_name, target_seconds, due_at, state, answer, answered_at, worked_us, reminders)
        SELECT %(tenant)s, md5('h' || id)::uuid, account_id, id, message_id,
            (ARRAY['pr', 'operations', 'legal'])[1 + n %% 3], 'operations@larkwing.example', 'May we say so?', started_at,
            %(agent)s, 'Agent 01', 3600, started_at + interval '1 hour',
            CASE WHEN n <= %(open)s THEN 'waiting' ELSE 'answered' END, CASE WHEN n > %(open)s THEN 'Yes.' END,
            CASE WHEN n > %(open)s THEN started_at + interval '40 minutes' END,
            CASE WHEN n > %(open)s THEN 2400000000 END, 0 FROM asked WHERE n <= 10 * %(open)s;
    INSERT INTO draft (tenant_id, id, account_id, conversation_id, author_id, client_key, kind, state, text, version,
            created_at, saved_at, in_reply_to_message_id, language, verdict, findings, submitted_at, in_parts,
            delivery_ids)
        SELECT %(tenant)s, md5('d' || id)::uuid, account_id, id, %(agent)s, 'bench-' || n, 'reply', 'held',
            'We are looking into it.', 1, now(), now(), message_id, 'en', 'approve', '[]', now(), false, '[]'
        FROM asked WHERE n > %(open)s AND n <= 2 * %(open)s;
    INSERT INTO approval (tenant_id, id, account_id, conversation_id, message_id, draft_id, step, tier, author_id,
            author_name, kind, text, reasons, findings, reach, state, submitted_at, due_at)
        SELECT %(tenant)s, md5('p' || id)::uuid, account_id, id, message_id, md5('d' || id)::uuid, 1,
            CASE n %% 2 WHEN 0 THEN 'supervisor' ELSE 'colleague' END, %(agent)s, 'Agent 01', 'reply',
            'We are looking into it.', '[]', '[]', 100, 'waiting', now(), now() + interval '15 minutes'
        FROM asked WHERE n > %(open)s AND n <= 2 * %(open)s;
    INSERT INTO shift_note (tenant_id, id, account_id, conversation_id, text, to_do, written_at, written_by)
        SELECT %(tenant)s, md5('n' || id)::uuid, account_id, id, 'The warehouse is closed today.', n %% 5 = 0,
            started_at, %(agent)s FROM asked WHERE n <= 5 * %(open)s;
    INSERT INTO notification (id, user_id, tenant_id, kind, message, "values", path, about, created_at, read_at)
        SELECT md5('t' || a.id || u.id)::uuid, u.id, %(tenant)s, 'approval_waiting', 'A reply waits for you.', '{}',
            '/approvals', 'bench ' || a.n, a.started_at, CASE WHEN a.n %% 4 > 0 THEN now() END
        FROM asked a, user_account u WHERE a.n <= 10 * %(open)s AND u.id IN (%(agent)s, %(supervisor)s);
    INSERT INTO survey_answer (tenant_id, id, account_id, external_id, network, language, agent, score, comment,
            answered_at, changed_at, recorded_at)
        SELECT %(tenant)s, md5('v' || id)::uuid, account_id, 'bench ' || n, 'x', 'en', 'agent01@vendor.example',
            1 + n %% 5, CASE WHEN n %% 3 = 0 THEN 'Quick and kind.' END, started_at, started_at, started_at
        FROM asked WHERE n <= 50 * %(open)s;
    INSERT INTO shift (id, user_id, profile, starts_at, ends_at, time_zone, everywhere, planned_at)
        SELECT md5('w' || u.id || d)::uuid, u.id, 'responder', d + (6 + (hashtext(u.email) & 7)) * interval '1 hour',
            d + (14 + (hashtext(u.email) & 7)) * interval '1 hour', 'Europe/London', true, now()
        FROM user_account u, generate_series(date_trunc('week', now()) - interval '4 weeks',
            date_trunc('week', now()) + interval '4 weeks', interval '1 day') d
        WHERE u.email LIKE 'agent%%@vendor.example' AND extract(isodow FROM d) < 6
"""


@dataclass(frozen=True, slots=True)
class Work:
    """What pages are asked about, and by whom."""

    tenants: dict[str, UUID]
    tokens: dict[str, str]


def lay(ground: Ground, *, conversations: int, reviews: int, agents: int, mentions: int) -> Work:
    """Make it all; what the product derives is derived by the product."""
    load_demo(ground.settings)
    added = ground.onboard(Brand(number) for number in range(1, BRANDS - len(DEMO_BRANDS) + 1))
    rows = ground.superuser.execute("SELECT slug, id FROM tenant").fetchall()
    found: dict[str, UUID] = dict(rows)
    # Larkwing is the largest, and the other demo brands are among the next.
    tenants = {
        slug: found[slug] for slug in (LARGEST, *(one for one in DEMO_BRANDS if one != LARGEST), *added)
    }
    people = [_make_agent(tenants, number) for number in range(1, agents + 1)]
    languages: dict[str, str] = dict(
        ground.superuser.execute("SELECT slug, languages ->> 0 FROM tenant").fetchall()
    )
    copies = mentions // int(
        str(_value(ground, "SELECT count(*) FROM mention WHERE tenant_id = %s", tenants[LARGEST]))
    )
    with ground.superuser.transaction():
        ground.superuser.execute(
            "SET LOCAL session_replication_role = replica"
        )  # no checks of keys: ours fit
        sizes = zipf(conversations, BRANDS)
        with psycopg.ClientCursor(ground.superuser) as cursor:  # several statements at once
            for (slug, tenant_id), size in zip(tenants.items(), sizes, strict=True):
                language = languages[slug]
                given = {
                    "tenant": tenant_id,
                    "slug": slug,
                    "first": 1,
                    "last": size,
                    "account": _value(
                        ground,
                        "SELECT id FROM channel_account WHERE tenant_id = %s ORDER BY id LIMIT 1",
                        tenant_id,
                    ),
                    "level": _value(
                        ground,
                        "SELECT id FROM service_level WHERE tenant_id = %s AND name = 'standard'",
                        tenant_id,
                    ),
                    "language": language,
                    "staff": STAFF[language][0],
                    "texts": list(CUSTOMER[language]),
                    "many": len(CUSTOMER[language]),
                    "agents": agents,
                }
                cursor.execute(FILL, given)
                cursor.execute(FACTS, given)
            of_largest = {
                "tenant": tenants[LARGEST],
                "reviews": reviews,
                "waiting": 500,
                "open": 100,
                "copies": max(copies, 1),
                "agent": people[0],
                "reviewer": _value(
                    ground, "SELECT id FROM user_account WHERE email = %s", PEOPLE["reviewer"]
                ),
                "supervisor": _value(
                    ground, "SELECT id FROM user_account WHERE email = %s", PEOPLE["supervisor"]
                ),
            }
            ground.superuser.execute("ANALYZE message, conversation, turn")
            for statement in (REVIEWS, MENTIONS, WORK):
                cursor.execute(statement, of_largest)
    ground.superuser.execute("VACUUM (ANALYZE)")
    for tenant_id in tenants.values():
        more = True
        while more:
            with UnitOfWork(Actor.system(tenant_id)) as uow:
                more = mend_queue(uow, tenant_id, limit=MENDED_AT_ONCE)
    ground.superuser.execute("VACUUM (ANALYZE)")
    ground.settle()
    return Work(tenants, {post: _sign_in(email) for post, email in PEOPLE.items()})


def lay_accounts(tenant_id: UUID, accounts: int) -> None:
    """So many shops of a brand, of fifty places, brought in as people do it."""
    lines = ["network,handle,display_name,tags,phone"]
    lines += [
        f"mastodon,shop-{number:04d}@social.example,Shop {number},place-{number % 50:02d},+44 20 0000 {number:04d}"
        for number in range(accounts)
    ]
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        import_accounts(uow, uow.session.get_one(Tenant, tenant_id), read_account_file("\n".join(lines)))


def _value(ground: Ground, query: str, value: object) -> object:
    return ground.value(query, (value,))


def _make_agent(tenants: dict[str, UUID], number: int) -> UUID:
    """A responder certified for every brand."""
    now = utcnow()
    with UnitOfWork(Actor.system(*tenants.values())) as uow:
        user, _link = invite_user(
            uow,
            email=f"agent{number:02}@vendor.example",
            role=Role.AGENT,
            name=f"Agent {number:02}",
            tenant_ids=list(tenants.values()),
            profile=Profile.RESPONDER,
            locale="en",
            by_mail=False,
        )
        user.password_hash = "unusable"  # noqa: S105 -- nobody signs in with a password here
        uow.session.flush()
        describe_person(
            uow, user.id, profile="responder", level="regular", languages=["ru", "uk", "pl", "en"]
        )
        year = timedelta(days=365)
        for tenant_id in tenants.values():
            certify(uow, tenant_id, user_id=user.id, valid_from=now - year, valid_until=now + year)
            assign(uow, tenant_id, user_id=user.id)
        return user.id


def _sign_in(email: str) -> str:
    with UnitOfWork(Actor.system()) as uow:
        user = find_user_by_email(uow, email)
        assert user is not None, email
        return start_session(uow, user).token
