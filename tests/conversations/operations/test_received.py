import json
from datetime import timedelta

import pytest
from builders import drain_all
from conversations.edge_app import JOBS
from conversations.worlds import NOON, account_of, in_unit, make_brand
from sqlalchemy import func, select, text

from bpo.channels.models import ImportRun, InboundEvent
from bpo.channels.operations import give_up_import, request_import, store_inbound
from bpo.channels.queries import count_waiting_events, get_import
from bpo.conversations.models import Message, Turn
from bpo.conversations.operations.received import take_in_waiting
from bpo.core.actor import Actor
from bpo.core.errors import Conflict
from bpo.core.outbox import Job
from bpo.core.uow import UnitOfWork

pytestmark = pytest.mark.usefixtures("db")
assert JOBS


def raw(external_id, minute=0, **over):
    at = NOON + timedelta(minutes=minute)
    body = {"id": external_id, "account": "generic:care", "direction": "in", "author": {"id": "anna"}}
    return external_id, json.dumps({**body, "text": "Hello", "posted_at": at.isoformat(), **over})


def keep(tenant, *bodies):
    account = account_of(tenant)
    return in_unit(tenant, lambda uow: store_inbound(uow, account, bodies))


def count(tenant, model):
    return in_unit(
        tenant,
        lambda uow: uow.session.scalar(
            select(func.count()).select_from(model).where(model.tenant_id == tenant.id)
        ),
    )


def jobs_of(tenant):
    return in_unit(
        tenant, lambda uow: uow.session.scalars(select(Job.name).where(Job.tenant_id == tenant.id)).all()
    )


def test_raw_events_become_messages_when_the_queue_is_drained():
    tenant = make_brand()
    assert keep(tenant, raw("1"), raw("2", 3, in_reply_to="1")) == 2
    assert keep(tenant, raw("2", 3), raw("3", 4, in_reply_to="2")) == 1
    drain_all("intake")
    assert (count(tenant, Message), count(tenant, Turn)) == (3, 1)
    assert in_unit(tenant, lambda uow: count_waiting_events(uow, tenant.id)) == 0
    assert jobs_of(tenant) == []


def test_more_than_a_batch_is_another_job():
    tenant = make_brand()
    keep(tenant, *(raw(str(n), n) for n in range(5)))
    seen = [in_unit(tenant, lambda uow: take_in_waiting(uow, tenant.id, limit=2)) for _ in range(4)]
    assert seen == [True, True, False, False]
    assert count(tenant, Message) == 5


def test_an_unreadable_event_does_not_hold_up_the_others():
    tenant = make_brand()
    keep(tenant, raw("1"), ("2", "{"), ("3", '{"id": "3"}'), raw("4", account="generic:gone"))
    drain_all("intake")
    assert count(tenant, Message) == 1
    assert in_unit(tenant, lambda uow: count_waiting_events(uow, tenant.id)) == 0
    told = "SELECT action FROM event WHERE tenant_id = :t AND action LIKE 'inbound.%' ORDER BY 1"
    actions = in_unit(tenant, lambda uow: uow.session.scalars(text(told), {"t": tenant.id}).all())
    assert actions == ["inbound.unreadable", "inbound.unreadable", "inbound.without_account"]


def test_a_failure_leaves_everything_waiting(monkeypatch):
    tenant = make_brand()
    keep(tenant, raw("1"))

    def fail(*_args):
        raise Conflict("no")

    monkeypatch.setattr("bpo.conversations.operations.received.mark_processed", fail)
    drain_all("intake")
    assert count(tenant, Message) == 0
    monkeypatch.undo()
    in_unit(
        tenant, lambda uow: uow.session.execute(text("UPDATE job SET run_after = now() - interval '1 s'"))
    )
    drain_all("intake")
    assert (count(tenant, Message), jobs_of(tenant)) == (1, [])


def upload(tenant, body):
    return in_unit(
        tenant, lambda uow: request_import(uow, tenant.id, file_name="f", file_format="jsonl", body=body)
    ).id


def run_of(tenant, run_id):
    return in_unit(tenant, lambda uow: get_import(uow, run_id))


def lines(*ids):
    return "".join(raw(external, n)[1] + "\n" for n, external in enumerate(ids)).encode()


def test_an_uploaded_file_is_imported_by_the_worker():
    tenant = make_brand()
    run_id = upload(tenant, lines("1", "2") + b"{broken\n" + lines("3"))
    assert run_of(tenant, run_id).state == "waiting"
    drain_all("slow")
    run = run_of(tenant, run_id)
    assert (run.state, run.read, run.stored, run.rejected) == ("done", 4, 3, 1)
    assert [reject["line"] for reject in run.rejects] == [3]
    assert (
        in_unit(tenant, lambda uow: uow.session.scalar(select(ImportRun.body).where(ImportRun.id == run_id)))
        is None
    )


def test_a_file_refused_as_a_whole_says_why():
    tenant = make_brand()
    run_id = upload(tenant, b"PK\x03\x04 an archive")
    drain_all("slow")
    run = run_of(tenant, run_id)
    assert run.state == "failed"
    assert "zip archive" in run.failure


def test_a_crashed_import_is_run_again_and_stores_nothing_twice(monkeypatch):
    from bpo.conversations.operations import imports

    tenant = make_brand()
    run_id = upload(tenant, lines("1", "2", "3"))
    real, calls = imports.take_in, []

    def crash_after_first(uow, tenant_id, messages):
        calls.append(len(messages))
        if len(calls) == 2:
            raise SystemError
        return real(uow, tenant_id, messages)

    monkeypatch.setattr(imports, "BATCH", 1)
    monkeypatch.setattr(imports, "take_in", crash_after_first)
    drain_all("slow")
    assert (run_of(tenant, run_id).state, count(tenant, Message)) == ("running", 1)
    in_unit(
        tenant,
        lambda uow: uow.session.execute(
            text("UPDATE job SET run_after = now() - interval '1 s' WHERE name LIKE '%import_file'")
        ),
    )
    drain_all("slow")
    run = run_of(tenant, run_id)
    assert (run.state, run.stored, run.duplicates, count(tenant, Message)) == ("done", 2, 1, 3)


def test_an_import_that_never_ends_is_given_up_after_a_day():
    tenant = make_brand()
    run_id = upload(tenant, lines("1"))
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        give_up_import(uow, get_import(uow, run_id))
    run = run_of(tenant, run_id)
    assert run.state == "failed"
    drain_all("slow")
    assert count(tenant, Message) == 0
    assert jobs_of(tenant) == ["channels.jobs.give_up"]


def test_waiting_events_are_the_brands_own():
    tenant, other = make_brand(), make_brand()
    keep(other, raw("1"))
    assert not in_unit(tenant, lambda uow: take_in_waiting(uow, tenant.id))
    assert in_unit(tenant, lambda uow: uow.session.scalars(select(InboundEvent)).all()) == []
