"""`bpo bench report`: the SLA report of one brand's month, against an index-only scan of the same facts.

The same month of some 30,000 turns is asked about with more and more history kept beside it: other months
of the same brand and other brands, imported through the product up to a million messages and copied from
there on (`multiply`). The cost must follow the period, not the history. Report and control alternate. The control is asked by the database's superuser, without
row-level security: the machine's limit.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

from flask.testing import FlaskClient
from generator import Brand, Load, at_midnight, write_file, zipf
from ground import Ground, Row, import_apart, row, run_apart, tell
from multiply import multiply

from bpo.app import create_app
from bpo.conversations.operations.mood_marks import mark_moods
from bpo.core.actor import Actor
from bpo.core.runtime import Running
from bpo.core.uow import UnitOfWork
from bpo.identity.models import User
from bpo.identity.operations.people import invite_user
from bpo.identity.operations.sign_in import start_session
from bpo.identity.permissions import Role
from bpo.reports.operations import sla_report
from bpo.tenants.queries import get_tenant

REPORTED = Brand(1)
FIRST, END = date(2025, 10, 1), date(2025, 11, 1)
MONTH = at_midnight(2025, 9, 30), at_midnight(2025, 10, 31)  # inside October in Kyiv, whole or not
MESSAGES_OF_MONTH = 80_000  # some 30,000 turns
AS_OF = at_midnight(2025, 12, 1)
OTHERS = 11  # brands
DAYS_BEFORE = 365
# What the reader of moods and the networks would have told by then: of every customer's message how it reads, of
# every public reply its counts. Written straight into the tables, and kept on the episodes by the product.
NOTICED = """
    INSERT INTO message_mood (tenant_id, id, account_id, sentiment, read_at)
        SELECT tenant_id, id, account_id,
            (ARRAY['negative', 'neutral', 'positive'])[1 + (hashtext(id::text) & 2147483647) % 3], now()
        FROM message m WHERE direction = 'in'
            AND NOT EXISTS (SELECT FROM message_mood r WHERE r.tenant_id = m.tenant_id AND r.id = m.id);
    INSERT INTO message_engagement
            (tenant_id, id, account_id, message_id, posted_at, seen_at, shares, likes, replies)
        SELECT tenant_id, md5(id::text)::uuid, account_id, id, posted_at, posted_at + interval '3 hours', 1, 2, 3
        FROM message m WHERE direction = 'out' AND visibility = 'public' AND NOT automatic
            AND NOT EXISTS (SELECT FROM message_engagement e WHERE e.tenant_id = m.tenant_id AND e.message_id = m.id)
"""
MARKED_AT_ONCE = 5000
IMPORTED = 1_000_000  # at most
CONTROL = (
    "SELECT kind, count(*) FROM turn WHERE tenant_id = %s"
    " AND started_at >= '2025-09-30T21:00Z' AND started_at < '2025-10-31T22:00Z' GROUP BY kind"
)


def fill(ground: Ground, *, kept: int, before: int) -> float:
    """Import until `kept` messages are there; how many a second. The month comes first."""
    folder = ground.settings.home / "files"
    folder.mkdir(exist_ok=True)
    loads = []
    left = kept - before
    if not before:
        loads.append(Load(REPORTED, MESSAGES_OF_MONTH, MONTH[0], 30))
        left -= MESSAGES_OF_MONTH
    # Half of the rest is older history of the same brand, half is other brands' of the same year.
    year = at_midnight(2024, 9, 1)
    sizes = [left - left // 2, *zipf(left // 2, OTHERS)]
    first = 10_000_000 + before * 10
    loads += [
        Load(Brand(number), size, year, DAYS_BEFORE, first=first)
        for number, size in enumerate(sizes, start=1)
        if size > 0
    ]
    files = [write_file(load, folder / f"{load.brand.slug}-{load.first}.jsonl") for load in loads]
    took = import_apart([(written.brand.slug, written.path) for written in files])
    assert took["stored"] == kept - before, took
    for written in files:
        written.path.unlink()
    assert ground.value("SELECT count(*) FROM message") == kept
    notice(ground)
    rest(ground)
    return (kept - before) / took["seconds"]


def rest(ground: Ground) -> None:
    """What autovacuum and the checkpointer do within minutes."""
    ground.superuser.execute("VACUUM (ANALYZE)")
    ground.settle()


def notice(ground: Ground) -> None:
    """Have everything read and counted, and kept on the episodes of the brand that is asked about."""
    with ground.superuser.transaction():
        ground.superuser.execute("SET LOCAL session_replication_role = replica")  # keys fit: they are copies
        ground.superuser.execute(NOTICED.encode())
    tenant_id, ids = ground.superuser.execute(
        "SELECT tenant_id, array_agg(id) FROM conversation"
        " WHERE tenant_id = (SELECT id FROM tenant WHERE slug = %s) GROUP BY tenant_id",
        (REPORTED.slug,),
    ).fetchall()[0]
    for first in range(0, len(ids), MARKED_AT_ONCE):
        with UnitOfWork(Actor.system(tenant_id)) as uow:
            mark_moods(uow, ids[first : first + MARKED_AT_ONCE])
    assert ground.value(
        "SELECT count(*) FROM episode WHERE tenant_id = %s AND began IS NULL", (tenant_id,)
    ) == (ground.value("SELECT count(*) FROM episode WHERE tenant_id = %s AND said_count = 0", (tenant_id,)))


def ask(ground: Ground, tenant_id: UUID) -> tuple[float, float, float, float, int]:
    """Milliseconds of a report (by the wall, of our processor, of PostgreSQL's), of the control; turns counted."""
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        tenant = get_tenant(uow, REPORTED.slug)
        database_before = ground.database_cpu()
        began, cpu_began = time.perf_counter(), time.process_time()
        figures = sla_report(uow, tenant, from_date=FIRST, to_date=END, as_of=AS_OF)
        took, cpu = time.perf_counter() - began, time.process_time() - cpu_began
        database = ground.database_cpu() - database_before
    began = time.perf_counter()
    counted = sum(found for _kind, found in ground.superuser.execute(CONTROL, (tenant_id,)))
    control = time.perf_counter() - began
    assert figures["turns"]["total"] == counted, (figures["turns"], counted)
    return took * 1000, cpu * 1000, database * 1000, control * 1000, counted


def make_reader(ground: Ground, tenant_id: UUID) -> FlaskClient:
    """The browser of a client who opens the report."""
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        user, _link = invite_user(
            uow,
            email="reader@example.com",
            role=Role.CLIENT_VIEWER,
            name="Reader",
            tenant_ids=[tenant_id],
            locale="en",
            by_mail=False,
        )
        user.password_hash = "unusable"  # noqa: S105 -- nobody signs in with a password here
        uow.session.flush()
        user_id = user.id
    with UnitOfWork(Actor.system()) as uow:
        token = start_session(uow, uow.session.get_one(User, user_id)).token
    browser = create_app(Running(ground.settings, ground.addresses, "")).test_client()
    browser.set_cookie("session", token)
    return browser


def open_page(browser: FlaskClient) -> float:
    """Milliseconds of the report's page, which compares with the period before and draws pictures."""
    began = time.perf_counter()
    answer = browser.get(
        f"/brands/{REPORTED.slug}/report",
        query_string={"from": FIRST, "to": END, "as_of": AS_OF.isoformat()},
    )
    took = time.perf_counter() - began
    assert answer.status_code == 200, answer.status_code
    return took * 1000


def take_workbook(browser: FlaskClient) -> tuple[float, float, int]:
    """Seconds of the workbook with a row for each turn, MB by which it raised our peak, bytes that came."""
    before = peak_mb()
    began, size = time.perf_counter(), 0
    answer = browser.get(
        f"/brands/{REPORTED.slug}/report.xlsx",
        query_string={"from": FIRST, "to": END, "as_of": AS_OF.isoformat()},
        buffered=False,
    )
    assert answer.status_code == 200, answer.status_code
    for part in answer.response:
        size += len(part)
    return time.perf_counter() - began, peak_mb() - before, size


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sheet_rows(name: str, taken: tuple[float, float, int], *, turns: int) -> list[Row]:
    seconds, memory, size = taken
    return [
        row(f"{name}: workbook with a row for each turn", "rows/s", [turns / seconds]),
        row(f"{name}: memory that it added", "MB", [memory], "flat"),
        row(f"{name}: its size", "MB", [size / 1e6]),
    ]


def check_control_is_index_only(ground: Ground, tenant_id: UUID) -> None:
    plan = [line for (line,) in ground.superuser.execute(f"EXPLAIN {CONTROL}", (tenant_id,))]
    assert any("Index Only Scan" in line for line in plan), "\n".join(plan)


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench report")
    parser.add_argument(
        "--messages",
        type=int,
        default=100_000,
        help="kept in all; of 100000, 1000000 and this each is measured that is not above it (100000)",
    )
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.messages < 100_000:
        parser.error("at least 100000: the month alone has 80000.")
    ground = Ground()
    tenants = ground.onboard(Brand(number) for number in range(1, OTHERS + 2))
    tenant_id = tenants[REPORTED.slug]
    browser = make_reader(ground, tenant_id)
    rows: list[Row] = []
    before = 0
    for kept in sorted({min(size, options.messages) for size in (100_000, IMPORTED, options.messages)}):
        filled = []
        if kept <= IMPORTED:
            filled = [
                row(
                    f"{kept:,} kept: filled by import", "messages/s", [fill(ground, kept=kept, before=before)]
                )
            ]
        else:
            multiply(ground, kept)
            rest(ground)
        check_control_is_index_only(ground, tenant_id)
        ask(ground, tenant_id)  # the first reads from disk
        open_page(browser)
        asked = [(*ask(ground, tenant_id), open_page(browser)) for _ in range(options.repeats)]
        took, cpu, database, control, counted, page = zip(*asked, strict=True)
        name = f"{kept:,} kept"
        rows += [
            row(f"{name}: SLA report", "ms", took, "goal ≤ 150"),
            row(f"{name}: report, processor of the client", "ms", cpu),
            row(f"{name}: report, processor of PostgreSQL", "ms", database, "in steps of 10"),
            row(f"{name}: the report's page, with the period before and pictures", "ms", page, "goal ≤ 150"),
            row(f"{name}: index-only scan of the same turns", "ms", control),
            row(f"{name}: report ÷ scan", "times", [a / b for a, b in zip(took, control, strict=True)]),
            row(f"{name}: turns of the month", "turns", counted),
            *sheet_rows(name, take_workbook(browser), turns=counted[0]),
            *filled,
        ]
        before = kept
    tell("SLA report of one month", rows, as_json=options.json)


if __name__ == "__main__":
    run_apart(__file__, measure)
