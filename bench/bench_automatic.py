"""`bpo bench automatic`: automatic checks of sent replies, against the plain check of the same texts.

Replies are those of `bpo bench check`: the demo's own sentences, put together to 280 characters, in four languages,
written straight into the tables. Reading, checking and keeping them is the product's own (`check_sent_replies`).
Control: `check` alone on the same replies by the same rules, in the same run, before. Processor is of this process;
what PostgreSQL spends for it is told apart. Then the reader reads the latest of them (`read_sent_replies`), where it runs.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_check import replies
from generator import Brand
from ground import Ground, Row, row, run_apart, tell

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.language.reader import can_read
from bpo.language.types import Language
from bpo.qa.operations.automatic import check_reply, check_sent_replies, read_batch
from bpo.qa.operations.reading import read_sent_replies

FILL = """
    WITH given AS (SELECT md5('c' || %(round)s || '-' || n)::uuid AS id, n FROM generate_series(1, %(count)s) n),
        talk AS (INSERT INTO conversation (tenant_id, id, account_id, thread_id, customer_id, state, visibility,
                started_at, last_message_at, message_count)
            SELECT %(tenant)s, id, %(account)s, id, id, 'open', 'public', now(), now(), 1 FROM given)
    INSERT INTO message (tenant_id, id, account_id, conversation_id, thread_id, external_id, direction, automatic,
            author_id, text, posted_at, ingested_at, visibility)
        SELECT %(tenant)s, id, %(account)s, id, id, id::text, 'out', false, 'brand',
            (%(texts)s::text[])[1 + n %% %(many)s], now(), now(), 'public' FROM given
"""


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench automatic")
    parser.add_argument("--replies", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--read", type=int, default=40, help="replies for the reader, in each repeat")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    ground, brand = Ground(), Brand(1)
    tenant_id = ground.onboard([brand])[brand.slug]
    texts = [text for language in Language for text in replies(language)]
    given = {
        "tenant": tenant_id,
        "account": ground.value(
            "SELECT id FROM channel_account WHERE tenant_id = %s ORDER BY id LIMIT 1", (tenant_id,)
        ),
        "count": options.replies,
        "texts": texts,
        "many": len(texts),
    }
    ours, control, cost, served = [], [], [], []
    for repeat in range(options.repeats + 1):  # the first warms and is not counted
        with ground.superuser.transaction():
            ground.superuser.execute("SET LOCAL session_replication_role = replica")  # our keys fit
            ground.superuser.execute(FILL, {**given, "round": str(repeat)})
        ground.superuser.execute("ANALYZE message")
        with UnitOfWork(Actor.system(tenant_id)) as uow:
            batch = read_batch(uow, tenant_id, after=None, limit=options.replies)
        began = time.process_time()
        for reply, compiled in batch.replies:
            check_reply(reply, compiled)
        plain = time.process_time() - began
        began, database = time.process_time(), ground.database_cpu()
        while check_sent_replies(lambda: UnitOfWork(Actor.system(tenant_id)), tenant_id, batches=4):
            pass
        spent, stored = time.process_time() - began, ground.database_cpu() - database
        kept = ground.value("SELECT count(*) FROM automatic_check WHERE tenant_id = %s", (tenant_id,))
        assert kept == options.replies * (repeat + 1), f"{kept} replies are checked"
        if repeat:
            ours.append(options.replies / (spent + stored))
            control.append(options.replies / plain)
            cost.append((spent + stored) / plain)
            served.append(1000 * stored / options.replies)
    read = _read(tenant_id, options.read) if can_read() else []
    rows: list[Row] = [
        row("replies checked and kept, PostgreSQL counted too", "1/s a core", ours, "goal ≥ 100"),
        row("the plain check of the same replies", "1/s a core", control, "control"),
        row("ours ÷ control, in processor", "times", cost),
        row("of it PostgreSQL, a reply", "ms", served),
        *([row("read by the reader and kept, a reply", "ms", read)] if read else []),
    ]
    tell("automatic checks of sent replies in four languages", rows, as_json=options.json)


def _read(tenant_id: UUID, size: int) -> list[float]:
    """Processor a reply, in ms, over batches of one reply each; the first round loads the network and is not counted."""
    took = []
    for _ in range(4):
        began = time.process_time()
        for _ in range(size):
            read_sent_replies(lambda: UnitOfWork(Actor.system(tenant_id)), tenant_id, seconds=0, size=1)
        took.append(1000 * (time.process_time() - began) / size)
    return took[1:]


if __name__ == "__main__":
    run_apart(__file__, measure)
