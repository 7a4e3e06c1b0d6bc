from datetime import timedelta

import pytest
from builders import drain_all, make_tenant
from sqlalchemy import func, select

from bpo.core import queue, schedule
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.outbox import Job
from bpo.core.uow import UnitOfWork

NAME = "tests.swept"


@pytest.fixture
def swept(monkeypatch, db):
    """A handler that runs every minute, known by a name of its own; every brand's jobs are gone again after it."""
    registered = queue.Registered(NAME, "slow", lambda uow, tenant_id: None, own_units=False)
    monkeypatch.setitem(queue.JOBS, NAME, registered)
    monkeypatch.setattr(schedule, "PERIODS", {NAME: schedule.Period(registered, timedelta(minutes=1))})
    with UnitOfWork(Actor.system()) as uow:
        uow.session.query(schedule.Schedule).filter_by(name=NAME).delete()
    yield
    drain_all("slow")


def waiting(brand):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        return uow.session.scalar(
            select(func.count()).select_from(Job).where(Job.tenant_id == brand.id, Job.name == NAME)
        )


def test_each_brand_gets_one_job_a_period_and_none_while_one_waits(swept):
    one, other = make_tenant(), make_tenant()
    now = utcnow()
    assert schedule.beat(now) == [NAME]
    assert schedule.beat(now + timedelta(seconds=30)) == []
    assert waiting(one) == waiting(other) == 1
    assert schedule.beat(now + timedelta(seconds=61)) == [NAME]
    assert waiting(one) == 1  # the first has not run yet


def test_a_missed_run_is_made_up_for_once(swept):
    brand = make_tenant()
    now = utcnow()
    schedule.beat(now)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        uow.session.query(Job).filter_by(tenant_id=brand.id, name=NAME).delete()
    assert schedule.beat(now + timedelta(hours=3)) == [NAME]
    assert schedule.beat(now + timedelta(hours=3, seconds=1)) == []
    assert waiting(brand) == 1
