"""`bpo bench guide`: a changed guide tried on 10,000 stored replies, by what is changed.

Replies are those of `bpo bench check`: the demo's own sentences put together to 280 characters, in four languages, each
answering a customer's message, written straight into the tables. Reading, comparing and keeping is the product's own
(`run_trial`); the guide in force has 5,000 terms. Time is by the clock, from an empty cache of rules to the finished list,
because somebody waits for it; beside it what processors spent, PostgreSQL's included, which a busy machine does not change.
Control: both guides checked as a whole, on a twentieth of the replies, times twenty.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_check import replies
from generator import Brand
from ground import Ground, Row, row, run_apart, tell
from sqlalchemy import select

import bpo.guides.jobs  # noqa: F401 -- ordering a trial leaves a job of it
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.guides.models import GuideTrial
from bpo.guides.operations.drafting import guide_in_force
from bpo.guides.operations.trials import change_of, order_trial, run_trial
from bpo.guides.queries.trials import get_trial, list_replies
from bpo.language.engine import check, warm
from bpo.language.types import Language
from bpo.qa.operations.automatic import context_of
from bpo.tenants.models import Tenant
from bpo.tenants.operations import replace_section

GOAL = 20.0
TERMS = 5000
FILL = """
    WITH given AS (SELECT md5('c' || n)::uuid AS id, md5('q' || n)::uuid AS question, n,
            now() - interval '29 days' * n / %(count)s - interval '1 minute' AS at
            FROM generate_series(1, %(count)s) n),
        talk AS (INSERT INTO conversation (tenant_id, id, account_id, thread_id, customer_id, state, visibility,
                started_at, last_message_at, message_count)
            SELECT %(tenant)s, id, %(account)s, id, id, 'open', 'public', at, at, 2 FROM given),
        asked AS (INSERT INTO message (tenant_id, id, account_id, conversation_id, thread_id, external_id, direction,
                automatic, author_id, text, posted_at, ingested_at, visibility)
            SELECT %(tenant)s, question, %(account)s, id, id, question::text, 'in', false, 'c' || n,
                (%(questions)s::text[])[1 + n %% 4], at, at, 'public' FROM given)
    INSERT INTO message (tenant_id, id, account_id, conversation_id, thread_id, external_id, direction, automatic,
            author_id, text, posted_at, ingested_at, visibility)
        SELECT %(tenant)s, id, %(account)s, id, id, id::text, 'out', false, 'brand',
            (%(texts)s::text[])[1 + n %% %(many)s], at, at, 'public' FROM given
"""
QUESTIONS = {
    Language.RU: "Здравствуйте, где мой заказ?",
    Language.UK: "Добрий день, де моє замовлення?",
    Language.PL: "Dzień dobry, gdzie jest moje zamówienie?",
    Language.EN: "Hello, where is my order?",
}


def changes(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What is changed, and the guide that comes of it."""
    found = {}
    for name in ("a term of 5,000", "a topic", "spelling blocks", "tone and address", "everything"):
        found[name] = deepcopy(content)
    found["a term of 5,000"]["terms"][0]["banned"] = ["заказ", "замовлення", "zamówienie", "order"]
    topic = {"topic": "delivery", "policy": "restricted", "severity": "warn", "except": [], "reason": None}
    found["a topic"]["restricted_topics"].append({**topic, "terms": ["доставка", "dostawa", "delivery"]})
    found["spelling blocks"]["style_guide"]["spelling"] = {"severity": "block"}
    found["tone and address"]["style_guide"] |= {
        "tone": {"severity": "block"},
        "address": {code: {"policy": "informal", "severity": "warn"} for code in Language},
    }
    style = {"spelling": "block", "tone": "block", "capitals": "block"}
    found["everything"]["style_guide"] = {name: {"severity": how} for name, how in style.items()} | {
        "address": {code: {"policy": "informal", "severity": "warn"} for code in Language},
        "greeting": {"policy": "required", "severity": "warn"},
        "emoji": {"max": 0, "severity": "warn"},
        "personal_data": {"public": "warn", "private": "warn"},
    }
    found["everything"]["terms"][0]["severity"] = "block"
    return found


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench guide")
    parser.add_argument("--replies", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    ground, brand = Ground(), Brand(1)
    tenant_id = ground.onboard([brand])[brand.slug]
    texts = [
        text for four in zip(*(replies(language) for language in Language), strict=True) for text in four
    ]
    with ground.superuser.transaction():
        ground.superuser.execute("SET LOCAL session_replication_role = replica")  # our keys fit
        given = {
            "tenant": tenant_id,
            "account": ground.value(
                "SELECT id FROM channel_account WHERE tenant_id = %s ORDER BY id LIMIT 1", (tenant_id,)
            ),
            "count": options.replies,
            "texts": texts,
            "many": len(texts),
            "questions": [QUESTIONS[language] for language in (*list(Language)[1:], Language.RU)],
        }
        ground.superuser.execute(FILL, given)
    ground.superuser.execute("ANALYZE message")
    content = publish_terms(tenant_id)
    warm()  # as a worker is when it begins
    rows: list[Row] = []
    for name, changed in changes(content).items():
        took, spent, told = [], [], 0
        for _repeat in range(options.repeats):
            ground.settle()
            with UnitOfWork(Actor.system(tenant_id)) as uow:
                trial_id = order_trial(uow, uow.session.get_one(Tenant, tenant_id), changed).id
            began, worked = time.perf_counter(), time.process_time() + ground.database_cpu()
            run_trial(lambda: UnitOfWork(Actor.system(tenant_id)), tenant_id, trial_id, batches=1000)
            took.append(time.perf_counter() - began)
            spent.append(time.process_time() + ground.database_cpu() - worked)
            with UnitOfWork(Actor.system(tenant_id)) as uow:
                trial = get_trial(uow, tenant_id, trial_id)
                assert (trial.state, trial.done) == ("done", options.replies), f"{trial.done} are tried"
                told = trial.stopped + trial.let_through + trial.otherwise
        note = f"goal < {GOAL:.0f}; {told:,} listed" if options.replies == 10_000 else f"{told:,} listed"
        rows.append(row(f"{name}: {options.replies:,} replies tried", "s", took, note))
        rows.append(row(f"{name}: processor, PostgreSQL's too", "s", spent))
    rows.append(row("everything checked by both guides instead", "s", [control(tenant_id)], "control"))
    tell("a changed guide tried on stored replies", rows, as_json=options.json)


def publish_terms(tenant_id: UUID) -> dict[str, Any]:
    """Put a guide with many terms in force; its content."""
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        in_force = guide_in_force(uow, tenant_id)
        content: dict[str, Any] = deepcopy(in_force.content) if in_force else {}
        words = [
            f"{begin}{number:04d}".translate(LETTERS)
            for number in range(TERMS // 2)
            for begin in ("при", "pre")
        ]
        content["terms"] = [{"banned": [word], "prefer": None, "severity": "warn"} for word in words]
        tenant = uow.session.get_one(Tenant, tenant_id)
        replace_section(uow, tenant, "rule_set", content)
    return content


LETTERS = str.maketrans("0123456789", "abvgdezikl")


def control(tenant_id: UUID) -> float:
    """Seconds that two whole checks of every reply would take, from a twentieth of them."""
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        trial = uow.session.scalars(
            select(GuideTrial).where(GuideTrial.tenant_id == tenant_id).order_by(GuideTrial.ordered_at.desc())
        ).first()
        assert trial is not None
        change = change_of(uow, trial)
        some = list_replies(uow, trial, after=None, limit=max(trial.done // 20, 1))
        began = time.perf_counter()
        for reply in some:
            for compiled in (change.before, change.after):
                check(reply.text, compiled, context_of(reply))
        return (time.perf_counter() - began) * trial.done / len(some)


if __name__ == "__main__":
    run_apart(__file__, measure)
