"""`bpo bench pages`: every page of a vendor at work, asked for by whoever works on it.

The ground is the demo vendor with 100,000 conversations of 20 brands, 20,000 reviews, 50 more agents and 10,000
mentions (`work_ground`), nearly a third of it at the one brand that the brand's pages are asked about. Each page is
asked for through the application itself: session, permissions, row-level security, statements, rendering.
Pages alternate; beside the times stand the statements that one page sends.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

from flask.testing import FlaskClient
from ground import Ground, Row, run_apart, tell
from sqlalchemy import event
from sqlalchemy.engine import Engine
from work_ground import LARGEST, Work, lay, lay_accounts

from bpo.app import create_app
from bpo.core import queue
from bpo.core.clock import utcnow
from bpo.core.runtime import Running
from bpo.language.engine import warm

GOAL = 150  # milliseconds at the median
GOALS = {"accounts": 50}  # of pages whose name begins so
# What a row of the table is, who asks, the address. `{}` is the first row of a table by a condition.
FIRST = {
    "conversation": "SELECT id FROM conversation WHERE tenant_id = %s AND waiting_since IS NOT NULL ORDER BY id LIMIT 1",
    "sample": "SELECT id FROM sample WHERE tenant_id = %s AND state = 'waiting' AND kind = 'reply' ORDER BY id LIMIT 1",
    "review": "SELECT id FROM review WHERE tenant_id = %s AND state = 'submitted' ORDER BY id LIMIT 1",
    "mention": "SELECT id FROM mention WHERE tenant_id = %s ORDER BY posted_at DESC LIMIT 1",
    "spike": "SELECT id FROM spike WHERE tenant_id = %s LIMIT 1",
    "digest": "SELECT id FROM week_digest WHERE tenant_id = %s ORDER BY week DESC LIMIT 1",
    "approval": "SELECT id FROM approval WHERE tenant_id = %s AND state = 'waiting' ORDER BY id LIMIT 1",
    "handoff": "SELECT id FROM handoff WHERE tenant_id = %s AND state = 'waiting' ORDER BY id LIMIT 1",
    "agent": "SELECT id FROM user_account WHERE email = 'agent01@vendor.example' AND %s IS NOT NULL",
}
PAGES = (
    ("queue", "agent", "/queue"),
    ("queue of one brand", "agent", "/queue?brand={slug}"),
    ("conversation", "agent", "/brands/{slug}/conversations/{conversation}"),
    ("hand-offs", "agent", "/handoffs"),
    ("hand-off", "agent", "/brands/{slug}/handoffs/{handoff}"),
    ("approvals", "supervisor", "/approvals"),
    ("approval", "supervisor", "/brands/{slug}/approvals/{approval}"),
    ("floor", "supervisor", "/floor"),
    ("conversations, all brands", "supervisor", "/conversations"),
    ("conversations of a brand", "supervisor", "/brands/{slug}/conversations"),
    ("search", "supervisor", "/search?q=order"),
    ("shift log", "supervisor", "/shift-log"),
    ("notifications", "supervisor", "/notifications"),
    ("bell", "supervisor", "/notifications/bell"),
    ("shifts", "supervisor", "/shifts"),
    ("own shifts", "agent", "/profile/shifts"),
    ("coverage, all brands", "supervisor", "/coverage"),
    ("coverage of a brand", "supervisor", "/brands/{slug}/coverage"),
    ("staff, all", "supervisor", "/staff"),
    ("staff of a brand", "supervisor", "/brands/{slug}/staff"),
    ("a person of the staff", "supervisor", "/staff/{agent}"),
    ("profiles", "supervisor", "/brands/{slug}/profiles"),
    ("people", "supervisor", "/people"),
    ("review queue", "reviewer", "/reviewing"),
    ("review desk", "reviewer", "/brands/{slug}/reviewing/{sample}"),
    ("quality results", "supervisor", "/brands/{slug}/quality?from={from}&to={to}"),
    ("reviews", "supervisor", "/brands/{slug}/quality/reviews?from={from}&to={to}"),
    ("a review", "supervisor", "/brands/{slug}/quality/reviews/{review}"),
    ("own reviews", "agent", "/my-reviews"),
    ("disputes", "supervisor", "/disputes"),
    ("automatic checks", "supervisor", "/brands/{slug}/quality/automatic?from={from}&to={to}"),
    (
        "automatic checks: replies",
        "supervisor",
        "/brands/{slug}/quality/automatic/replies?from={from}&to={to}",
    ),
    ("mentions, all brands", "analyst", "/mentions"),
    ("mentions of a brand", "analyst", "/brands/{slug}/mentions"),
    ("mention", "analyst", "/brands/{slug}/mentions/{mention}"),
    ("authors", "analyst", "/brands/{slug}/authors"),
    ("spikes", "analyst", "/brands/{slug}/spikes"),
    ("spike", "analyst", "/brands/{slug}/spikes/{spike}"),
    ("digests", "analyst", "/brands/{slug}/digests"),
    ("digest", "analyst", "/brands/{slug}/digests/{digest}"),
    ("campaigns", "supervisor", "/brands/{slug}/knowledge/campaigns"),
    ("results of a campaign", "supervisor", "/brands/{slug}/report?from={from}&to={to}"),
    ("calendar", "supervisor", "/calendar"),
    ("satisfaction", "supervisor", "/brands/{slug}/satisfaction?from={from}&to={to}"),
    ("answers", "supervisor", "/brands/{slug}/satisfaction/answers?from={from}&to={to}"),
    ("months", "client", "/brands/{slug}/months"),
    ("month", "client", "/brands/{slug}/months/{month}"),
    ("report", "client", "/brands/{slug}/report"),
    (
        "rows behind a figure",
        "client",
        "/brands/{slug}/report/rows?figure=turns&state=total&from={from}&to={to}",
    ),
    ("report as CSV", "client", "/brands/{slug}/report.csv?from={from}&to={to}"),
    ("report as XLSX", "client", "/brands/{slug}/report.xlsx?from={from}&to={to}"),
    ("report as PDF", "client", "/brands/{slug}/report.pdf?from={from}&to={to}"),
    ("exports", "supervisor", "/brands/{slug}/exports"),
    ("waiting for the client", "client", "/waiting"),
    ("accounts of a brand", "supervisor", "/brands/{slug}/accounts"),
    ("accounts: one of all", "supervisor", "/brands/{slug}/accounts?search=shop-0999"),
    ("accounts: of a place", "supervisor", "/brands/{slug}/accounts?tag=place-07&state=none"),
    ("brands", "supervisor", "/brands"),
    ("audit log", "supervisor", "/audit"),
)


@dataclass(slots=True)
class Page:
    """One page and what it took, time by time."""

    name: str
    browser: FlaskClient
    path: str
    size: int = 0
    statements: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def ask(self) -> None:
        answer = self.browser.get(self.path)
        assert answer.status_code == 200, (self.name, self.path, answer.status_code, answer.location)
        self.size = len(answer.data)

    def once(self) -> None:
        began, cpu = time.perf_counter(), time.process_time()
        self.ask()
        self.wall.append((time.perf_counter() - began) * 1000)
        self.cpu.append((time.process_time() - cpu) * 1000)

    @property
    def row(self) -> Row:
        p95 = statistics.quantiles(self.wall, n=20)[-1]
        note = f"p95 {p95:.0f}; {self.statements} statements; {self.size // 1024} KB; ours {statistics.median(self.cpu):.0f}"
        median = statistics.median(self.wall)
        goal = next((goal for name, goal in GOALS.items() if self.name.startswith(name)), GOAL)
        if median > goal:
            note += f"; ABOVE {goal}"
        return Row(self.name, "ms", median, min(self.wall), max(self.wall), len(self.wall), note)


def pages_of(ground: Ground, work: Work, only: str | None) -> list[Page]:
    """The pages, each in the browser of whoever asks for it."""
    tenant_id: UUID = work.tenants[LARGEST]
    today = utcnow().date()
    ids = {
        name: ground.superuser.execute(query.encode(), (tenant_id,)).fetchone()
        for name, query in FIRST.items()
    }
    missing = [name for name, found in ids.items() if found is None]
    assert not missing, missing
    places = {name: found[0] for name, found in ids.items() if found} | {
        "slug": LARGEST,
        "from": today - timedelta(days=90),
        "to": today + timedelta(days=1),
        "month": f"{today.replace(day=1) - timedelta(days=1):%Y-%m}",
    }
    app = create_app(Running(ground.settings, ground.addresses, ""))
    found = []
    for name, post, path in PAGES:
        if only is None or only in name:
            browser = app.test_client()
            browser.set_cookie("session", work.tokens[post])
            found.append(Page(name, browser, path.format(**places)))
    return found


def measure_pages(pages: Sequence[Page], *, repeats: int) -> list[Row]:
    """Each page `repeats` times, in turn; the first time, which reads from disk, does not count."""
    warm()
    gc.collect()
    gc.freeze()  # as `gunicorn.conf.py` does: the collector leaves alone what every process only reads
    sent = 0

    def count(*_given: object) -> None:
        nonlocal sent
        sent += 1

    event.listen(Engine, "before_cursor_execute", count)
    for page in pages:
        page.ask()
        sent = 0
        page.ask()
        page.statements = sent
    event.remove(Engine, "before_cursor_execute", count)
    for _ in range(repeats):
        for page in pages:
            page.once()
    return [page.row for page in pages]


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench pages")
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--reviews", type=int, default=20_000)
    parser.add_argument("--agents", type=int, default=50)
    parser.add_argument("--mentions", type=int, default=10_000)
    parser.add_argument("--accounts", type=int, default=1_200)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--only", help="pages whose name has this in it")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    ground = Ground()
    queue.hang_bell(ground.addresses.redis)
    work = lay(
        ground,
        conversations=options.conversations,
        reviews=options.reviews,
        agents=options.agents,
        mentions=options.mentions,
    )
    lay_accounts(work.tenants[LARGEST], options.accounts)
    rows = measure_pages(pages_of(ground, work, options.only), repeats=options.repeats)
    tell("Pages of a vendor at work", rows, as_json=options.json)


if __name__ == "__main__":
    run_apart(__file__, measure)
