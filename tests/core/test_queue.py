"""Jobs in PostgreSQL with a bell: done once, never lost, counted when they fail."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from builders import make_tenant
from sqlalchemy import select, update

from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.events import Event
from bpo.core.outbox import MOST_ATTEMPTS, Job, back_off
from bpo.core.uow import UnitOfWork

done = []


@dataclass(frozen=True)
class SomethingTested(Event):
    name: ClassVar[str] = "tests.something_tested"


@queue.on(SomethingTested, queue="slow")
def hear(uow, tenant_id):
    done.append((tenant_id, uow.actor.kind.value, sorted(map(str, uow.actor.tenant_ids))))


@queue.job("slow")
def fail(uow, **_ids):
    uow.audit("tests.never_seen", None)
    raise ZeroDivisionError


@queue.job("slow", units="own")
def go_outside(open_unit, tenant_id):
    with open_unit() as uow:
        # The row is leased meanwhile: nobody else takes it, and it comes back if we die here.
        row = uow.session.scalars(select(Job).where(Job.tenant_id == UUID(tenant_id))).one()
        done.append(row.run_after > uow.now + timedelta(minutes=1))


@pytest.fixture(autouse=True)
def bell(redis_url, db):
    queue.hang_bell(redis_url)
    queue.bell().flushdb()
    done.clear()
    yield
    queue.hang_bell(redis_url)
    queue.bell().flushdb()


def jobs_of(tenant):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return uow.session.scalars(select(Job).where(Job.tenant_id == tenant.id)).all()


def test_news_becomes_a_job_and_is_done_once_as_the_system_of_that_brand():
    tenant = make_tenant()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.emit(SomethingTested(tenant.id))
    assert len(jobs_of(tenant)) == 1
    queue.drain("slow")
    assert done == [(str(tenant.id), "system", [str(tenant.id)])]
    assert jobs_of(tenant) == []


def test_a_rolled_back_unit_leaves_no_job():
    tenant = make_tenant()
    with pytest.raises(RuntimeError), UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.emit(SomethingTested(tenant.id))
        raise RuntimeError
    assert jobs_of(tenant) == []


def test_the_bell_is_rung_after_the_commit_and_once():
    tenant = make_tenant()
    for _ in range(3):
        with UnitOfWork(Actor.system(tenant.id)) as uow:
            uow.emit(SomethingTested(tenant.id))
    assert len(queue.Queue("slow", connection=queue.bell(), serializer=queue.JSONSerializer)) == 1
    queue.drain("slow")


def test_a_drain_that_has_had_its_time_begins_no_further_job_and_rings_again(monkeypatch):
    tenant = make_tenant()
    for _ in range(2):
        with UnitOfWork(Actor.system(tenant.id)) as uow:
            uow.emit(SomethingTested(tenant.id))
    queue.bell().flushdb()
    monkeypatch.setattr(queue, "DRAINED_FOR", timedelta(0))
    assert queue.drain("slow") == 1
    [rung] = queue.Queue("slow", connection=queue.bell(), serializer=queue.JSONSerializer).jobs
    assert rung.timeout > queue.LEASE.total_seconds()  # RQ ends no job that still has its lease
    monkeypatch.undo()
    queue.drain("slow")
    assert len(done) == 2


def test_flushing_redis_loses_nothing():
    tenant = make_tenant()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.emit(SomethingTested(tenant.id))
    queue.bell().flushdb()
    assert "slow" in queue.queues_with_work()
    queue.drain("slow")
    assert len(done) == 1


def test_a_bell_that_is_away_does_not_fail_the_deed(monkeypatch):
    queue.hang_bell("redis://127.0.0.1:1/0")
    tenant = make_tenant()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.emit(SomethingTested(tenant.id))
    assert len(jobs_of(tenant)) == 1
    queue.drain("slow")


def test_a_failing_job_waits_longer_each_time_and_then_rests():
    tenant = make_tenant()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.defer(f"{__name__}.fail", tenant_id=tenant.id, payload={})
    for _ in range(MOST_ATTEMPTS):
        queue.drain("slow")
        with UnitOfWork(Actor.system(tenant.id)) as uow:
            uow.session.execute(update(Job).where(Job.dead_at.is_(None)).values(run_after=utcnow()))
    queue.drain("slow")
    (row,) = jobs_of(tenant)
    assert (row.attempts, row.last_error, row.dead_at is not None) == (
        MOST_ATTEMPTS,
        "ZeroDivisionError",
        True,
    )
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.session.delete(uow.session.get_one(Job, row.id))


def test_work_outside_is_leased_and_then_removed():
    tenant = make_tenant()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.defer(f"{__name__}.go_outside", tenant_id=tenant.id, payload={"tenant_id": str(tenant.id)})
    queue.drain("slow")
    assert done == [True]
    assert jobs_of(tenant) == []


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 2), (2, 4), (5, 32), (20, 600)])
def test_back_off_doubles_up_to_ten_minutes(attempts, seconds):
    assert back_off(attempts) == timedelta(seconds=seconds)
