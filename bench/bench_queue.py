"""`bpo bench queue`: the queue's page over twenty brands, against the same rows by raw SQL and against one sort.

100,000 conversations, and a million where asked, of 20 brands whose sizes follow Zipf, one in ten waiting. The
rows of conversations are written straight into the tables; who waits, since when and how urgently is then
worked out by the product itself (`mend_queue`), as after an update, so the queue is the product's own.

The page is asked for as an agent's browser asks: session, permissions, row-level security, filters, counts,
rendering. Control: the keys of the same 50 rows by index, raw SQL, no row-level security. Peer: the same rows
by the statement one would write first, one sort over all brands, with row-level security. All three alternate.
"""

import argparse
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

import psycopg
from generator import Brand, zipf
from ground import Ground, Row, row, run_apart, tell
from wording import CUSTOMER, STAFF

from bpo.app import create_app
from bpo.conversations.operations.facts import mend_queue
from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.runtime import Running
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.people import invite_user
from bpo.identity.operations.sign_in import start_session
from bpo.identity.permissions import Profile, Role
from bpo.staffing.operations import assign, certify, describe_person

BRANDS = 20
PAGE = 50
CLIENTS = 4
MENDED_AT_ONCE = 2000
# Every conversation is two messages of the customer with the brand's in between; in one in ten the last waits.
FILL = """
    INSERT INTO customer (tenant_id, id, created_at)
        SELECT %(tenant)s, md5('k' || %(slug)s || n)::uuid, now() FROM generate_series(%(first)s, %(last)s) n;
    INSERT INTO customer_identity (tenant_id, id, customer_id, network, external_id, name, followers)
        SELECT %(tenant)s, md5('i' || %(slug)s || n)::uuid, md5('k' || %(slug)s || n)::uuid, 'x', n::text,
            'Customer ' || n, (n::bigint * 7919) %% 12000 FROM generate_series(%(first)s, %(last)s) n;
    INSERT INTO conversation (tenant_id, id, account_id, thread_id, customer_id, state, visibility, started_at,
            last_message_at, message_count, waiting_since, due_at)
        SELECT %(tenant)s, md5('c' || %(slug)s || n)::uuid, %(account)s, md5('c' || %(slug)s || n)::uuid,
            md5('k' || %(slug)s || n)::uuid, 'open', 'public', t, t + interval '2 hours', 3,
            CASE WHEN n %% 10 = 0 THEN t + interval '2 hours' END,
            CASE WHEN n %% 10 = 0 THEN t + interval '150 minutes' END
        FROM generate_series(%(first)s, %(last)s) n,
            LATERAL (SELECT now() - CASE WHEN n %% 10 = 0 THEN interval '3 days' ELSE interval '300 days' END
                * ((hashint4(n) & 2147483647) %% 100000) / 100000.0 - interval '2 hours' AS t) at;
    INSERT INTO message (tenant_id, id, account_id, conversation_id, thread_id, external_id, direction, automatic,
            author_id, text, posted_at, ingested_at, visibility, language, service_level_id, calendar_id)
        SELECT c.tenant_id, md5(c.id::text || part)::uuid, c.account_id, c.id, c.thread_id, c.id::text || part,
            CASE part WHEN 1 THEN 'out' ELSE 'in' END, false, 'someone',
            CASE part WHEN 1 THEN %(staff)s ELSE (%(texts)s::text[])[1 + (hashtext(c.id::text || part) & 2147483647) %% %(many)s] END,
            c.started_at + part * interval '1 hour', now(), 'public', %(language)s,
            CASE part WHEN 1 THEN NULL ELSE %(level)s::uuid END, NULL
        FROM conversation c, generate_series(0, 2) part
        WHERE c.tenant_id = %(tenant)s AND (part < 2 OR c.waiting_since IS NOT NULL)
            AND NOT EXISTS (SELECT FROM message m WHERE m.tenant_id = c.tenant_id AND m.conversation_id = c.id);
    INSERT INTO turn (tenant_id, id, account_id, conversation_id, episode_no, kind, message_count, started_at,
            service_level_id, due_at, outcome)
        SELECT c.tenant_id, md5(c.id::text || 2)::uuid, c.account_id, c.id, 1, 'next_response', 1,
            c.waiting_since, %(level)s, c.due_at, 'open'
        FROM conversation c WHERE c.tenant_id = %(tenant)s AND c.waiting_since IS NOT NULL
            AND NOT EXISTS (SELECT FROM turn t WHERE t.tenant_id = c.tenant_id AND t.conversation_id = c.id);
"""
CONTROL = """
    SELECT q.tenant_id, q.id FROM unnest(%(tenants)s::uuid[]) b (tenant_id) CROSS JOIN LATERAL (
        SELECT tenant_id, id, serve_by FROM queue_item WHERE tenant_id = b.tenant_id
        ORDER BY serve_by, id LIMIT 50) q
    ORDER BY q.serve_by, q.id LIMIT 50
"""
PEER = """
    SELECT q.*, t.slug, t.name, a.handle, i.name AS customer, m.text FROM queue_item q
    JOIN tenant t ON t.id = q.tenant_id
    JOIN channel_account a ON a.tenant_id = q.tenant_id AND a.id = q.account_id
    JOIN conversation c ON c.tenant_id = q.tenant_id AND c.id = q.id
    LEFT JOIN customer_identity i ON i.tenant_id = q.tenant_id AND i.customer_id = c.customer_id
    LEFT JOIN LATERAL (SELECT text FROM message WHERE tenant_id = q.tenant_id AND conversation_id = q.id
        AND direction = 'in' ORDER BY posted_at DESC LIMIT 1) m ON true
    WHERE q.snoozed_until IS NULL OR q.snoozed_until <= now()
    ORDER BY q.serve_by, q.id LIMIT 50
"""


def fill(ground: Ground, tenants: dict[str, UUID], *, total: int, before: int) -> float:
    """Write conversations until there are `total`, and let the product queue those that wait; seconds of that."""
    brands = [Brand(number) for number in range(1, BRANDS + 1)]
    sizes, had = zipf(total, BRANDS), zipf(before, BRANDS) if before else [0] * BRANDS
    with ground.superuser.transaction():
        ground.superuser.execute(
            "SET LOCAL session_replication_role = replica"
        )  # no checks of keys: ours fit
        words = ground.superuser.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'message' AND indexdef LIKE '% USING gin %'"
        ).fetchall()
        for name, _definition in words:  # made anew from whole tables: by the row it takes far longer
            ground.superuser.execute(psycopg.sql.SQL("DROP INDEX {}").format(psycopg.sql.Identifier(name)))
        for brand, size, start in zip(brands, sizes, had, strict=True):
            tenant_id = tenants[brand.slug]
            given = {
                "tenant": tenant_id,
                "slug": brand.slug,
                "first": start + 1,
                "last": size,
                "account": ground.value(
                    "SELECT id FROM channel_account WHERE tenant_id = %s AND network = 'x'", (tenant_id,)
                ),
                "level": ground.value(
                    "SELECT id FROM service_level WHERE tenant_id = %s AND name = 'standard'", (tenant_id,)
                ),
                "language": brand.language,
                "staff": STAFF[brand.language][0],
                "texts": list(CUSTOMER[brand.language]),
                "many": len(CUSTOMER[brand.language]),
            }
            with psycopg.ClientCursor(ground.superuser) as cursor:  # several statements at once
                cursor.execute(FILL, given)
        for _name, definition in words:
            ground.superuser.execute(definition)
    ground.superuser.execute("VACUUM (ANALYZE)")
    began = time.perf_counter()
    for tenant_id in tenants.values():
        more = True
        while more:
            with UnitOfWork(Actor.system(tenant_id)) as uow:
                more = mend_queue(uow, tenant_id, limit=MENDED_AT_ONCE)
    took = time.perf_counter() - began
    waiting = ground.value("SELECT count(*) FROM conversation WHERE waiting_since IS NOT NULL")
    assert ground.value("SELECT count(*) FROM queue_item") == waiting
    ground.superuser.execute("VACUUM (ANALYZE)")
    ground.settle()
    return took


def make_agent(tenants: dict[str, UUID]) -> tuple[str, Actor]:
    """Somebody certified for every brand: their session's token, and the same as an actor."""
    now = utcnow()
    with UnitOfWork(Actor.system(*tenants.values())) as uow:
        user, _link = invite_user(
            uow,
            email="agent@example.com",
            role=Role.AGENT,
            name="Agent",
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
        for tenant_id in tenants.values():
            year = timedelta(days=365)
            certify(uow, tenant_id, user_id=user.id, valid_from=now - year, valid_until=now + year)
            assign(uow, tenant_id, user_id=user.id)
    with UnitOfWork(Actor.system()) as uow:
        return start_session(uow, user).token, Actor.system(*tenants.values())


class Asked:
    """Times of one thing asked again and again: by the wall, of our processor, of PostgreSQL's."""

    def __init__(self, ground: Ground, ask: Callable[[], object]) -> None:
        self.ground, self.ask = ground, ask
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def once(self) -> None:
        began, cpu = time.perf_counter(), time.process_time()
        self.ask()
        self.wall.append((time.perf_counter() - began) * 1000)
        self.cpu.append((time.process_time() - cpu) * 1000)

    def database(self, times: int) -> float:
        """Processor milliseconds of PostgreSQL for one, over many: it is counted in steps of 10."""
        before = self.ground.database_cpu()
        for _ in range(times):
            self.ask()
        return (self.ground.database_cpu() - before) * 1000 / times

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.wall, n=20)[-1]


def serve(ground: Ground) -> tuple[subprocess.Popen[bytes], int]:
    """The product's own web server on a free port, as `bpo up` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{port}"]
    web = subprocess.Popen(
        [*command, "--workers", "2", "--threads", "4", "wsgi:app"],
        cwd=Path(__file__).resolve().parents[1],
        env={**os.environ, "BPO_HOME": str(ground.settings.home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return web, port
    message = "the web server does not answer"
    raise RuntimeError(message)


def with_clients(port: int, token: str, *, each: int) -> list[float]:
    """Milliseconds of pages asked for by several clients at once."""
    told: list[float] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for number in range(each + 3):
            began = time.perf_counter()
            connection.request("GET", "/queue", headers={"Cookie": f"session={token}"})
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, (answer.status, body[:200])
            if number >= 3:
                told.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return told


def measure_size(
    ground: Ground,
    tenants: dict[str, UUID],
    token: str,
    actor: Actor,
    options: argparse.Namespace,
    *,
    total: int,
    before: int,
) -> list[Row]:
    seconds = fill(ground, tenants, total=total, before=before)
    waiting = int(str(ground.value("SELECT count(*) FROM queue_item")))
    app = create_app(Running(ground.settings, ground.addresses, ""))
    browser = app.test_client()
    browser.set_cookie("session", token)
    scope = list(tenants.values())

    def page() -> None:
        answer = browser.get("/queue")
        assert answer.status_code == 200
        assert answer.data.count(b'class="queue-open"') == PAGE

    def live() -> None:
        assert browser.get(f"/live?since={version}").status_code == 304

    def control() -> None:
        assert len(ground.superuser.execute(CONTROL, {"tenants": scope}).fetchall()) == PAGE

    def peer() -> None:
        with UnitOfWork(actor) as uow:
            assert len(uow.session.connection().exec_driver_sql(PEER).all()) == PAGE

    version = browser.get("/live").json["version"]  # type: ignore[index]  # JSON of ours
    asked = {
        name: Asked(ground, ask)
        for name, ask in (("page", page), ("control", control), ("peer", peer), ("live", live))
    }
    for one in asked.values():
        one.ask()  # the first reads from disk
    for _ in range(options.repeats):
        for one in asked.values():
            one.once()
    web, port = serve(ground)
    try:
        together = with_clients(port, token, each=options.repeats)
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=30)
    name = f"{total:,} conversations"
    ratio = statistics.median(asked["page"].wall) / statistics.median(asked["control"].wall)
    return [
        row(
            f"{name}: page of 50",
            "ms",
            asked["page"].wall,
            f"p95 {asked['page'].p95:.0f}; goal p50 ≤ 20 at 100 k",
        ),
        row(f"{name}: page, processor of ours", "ms", asked["page"].cpu),
        row(f"{name}: page, processor of PostgreSQL", "ms", [asked["page"].database(50)], "mean of 50"),
        row(
            f"{name}: page, {CLIENTS} clients, 2 workers",
            "ms",
            together,
            f"p95 {statistics.quantiles(together, n=20)[-1]:.0f}; goal p95 ≤ 40",
        ),
        row(f"{name}: /live, unchanged (304)", "ms", asked["live"].wall),
        row(
            f"{name}: control, the same keys by index",
            "ms",
            asked["control"].wall,
            f"page ÷ control {ratio:.0f}",
        ),
        row(f"{name}: peer, one sort over all brands", "ms", asked["peer"].wall),
        row(f"{name}: peer, processor of PostgreSQL", "ms", [asked["peer"].database(20)], "mean of 20"),
        row(f"{name}: put into the queue by the product", "items/s", [(waiting - before // 10) / seconds]),
        row(f"{name}: waiting", "items", [waiting]),
    ]


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench queue")
    parser.add_argument(
        "--conversations", type=int, default=100_000, help="in all; above 100000, both are measured"
    )
    parser.add_argument("--repeats", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.conversations < 100_000:
        parser.error("at least 100000: a page over 20 brands needs enough that waits.")
    ground = Ground()
    queue.hang_bell(ground.addresses.redis)
    tenants = ground.onboard(Brand(number) for number in range(1, BRANDS + 1))
    token, actor = make_agent(tenants)
    rows: list[Row] = []
    before = 0
    for total in sorted({100_000, options.conversations}):
        rows += measure_size(ground, tenants, token, actor, options, total=total, before=before)
        before = total
    tell("The queue's page", rows, as_json=options.json)


if __name__ == "__main__":
    run_apart(__file__, measure)
