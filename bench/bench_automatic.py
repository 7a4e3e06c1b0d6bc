"""`bpo bench automatic`: automatic checks of sent replies, against the plain check of the same texts.

Replies are those of `bpo bench check`: the demo's own sentences, put together to 280 characters, in four languages.
They are written straight into the tables; reading, checking and keeping is the product's own
(`check_sent_replies`). Control: `check` alone on the same texts with the same rules, in the same run. Processor
is this process's own; what PostgreSQL spends beside it is told apart by the wall.
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
from bpo.language.types import Language
from bpo.qa.operations.automatic import check_reply, check_sent_replies, read_batch

FILL = """
    INSERT INTO customer (tenant_id, id, created_at)
        SELECT %(tenant)s, md5('k' || n)::uuid, now() FROM generate_series(1, %(count)s) n;
    INSERT INTO conversation (tenant_id, id, account_id, thread_id, customer_id, state, visibility, started_at,
            last_message_at, message_count)
        SELECT %(tenant)s, md5('c' || n)::uuid, %(account)s, md5('c' || n)::uuid, md5('k' || n)::uuid, 'open',
            'public', now(), now(), 1 FROM generate_series(1, %(count)s) n;
"""
