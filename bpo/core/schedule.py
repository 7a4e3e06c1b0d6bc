"""What happens by itself, again and again: `@every(period, queue)` on a handler, and `beat`.

A schedule is a row with the instant of its next run; the relay beats each second, takes the rows that have
come due (`FOR UPDATE SKIP LOCKED`, so any number of relays may beat) and leaves one ordinary job for every
brand. A brand whose last run still waits gets no second one. No cron process, no leader; a run that was
missed while nothing ran is made up for once.

A handler is called as any job's: `handler(uow, tenant_id)`, or with `open_unit` for `units="own"`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.models import Base
from bpo.core.uow import UnitOfWork


class Schedule(Base):
    """When something happens next."""

    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(primary_key=True)
    next_run_at: Mapped[datetime]


@dataclass(frozen=True)
class Period:
    """How often a job is left for every brand."""

    job: queue.Registered
    every: timedelta


PERIODS: dict[str, Period] = {}
DUE = text("SELECT name FROM schedule WHERE next_run_at <= :now FOR UPDATE SKIP LOCKED")
BEGIN = text("INSERT INTO schedule (name, next_run_at) VALUES (:name, :now) ON CONFLICT (name) DO NOTHING")
NEXT = text("UPDATE schedule SET next_run_at = :next WHERE name = :name")
LEAVE = text("""
    INSERT INTO job (id, tenant_id, queue, name, payload, created_at, run_after, attempts)
    SELECT w.id, w.tenant, CAST(:queue AS text), CAST(:name AS text),
        jsonb_build_object('tenant_id', w.tenant), CAST(:now AS timestamptz), CAST(:now AS timestamptz), 0
    FROM unnest(CAST(:ids AS uuid[]), CAST(:tenants AS uuid[])) AS w (id, tenant)
    WHERE NOT EXISTS (SELECT FROM job j WHERE j.tenant_id = w.tenant AND j.queue = :queue
        AND j.name = :name AND j.dead_at IS NULL)
""")


def every(
    period: timedelta, *, queue_name: str, units: str = "given"
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a handler that runs for every brand once a period."""

    def register(handler: Callable[..., None]) -> Callable[..., None]:
        queue.job(queue_name, units=units)(handler)
        name = f"{handler.__module__.removeprefix('bpo.')}.{handler.__name__}"
        PERIODS[name] = Period(queue.JOBS[name], period)
        return handler

    return register


def beat(now: datetime | None = None) -> list[str]:
    """Leave the jobs of every schedule that has come due; the names of those."""
    with UnitOfWork(Actor.system()) as uow:
        tenants = list(uow.session.scalars(text("SELECT id FROM tenant_ids()")))
    left: list[str] = []
    queues: set[str] = set()
    with UnitOfWork(Actor.system(*tenants), now=now or utcnow()) as uow:
        for name in PERIODS:
            uow.session.execute(BEGIN, {"name": name, "now": uow.now})
        for name in list(uow.session.scalars(DUE, {"now": uow.now})):
            period = PERIODS.get(name)
            if period is None:  # of another version of the product
                continue
            registered = period.job
            uow.session.execute(
                LEAVE,
                {
                    "ids": [new_id() for _ in tenants],
                    "tenants": tenants,
                    "queue": registered.queue,
                    "name": registered.name,
                    "now": uow.now,
                },
            )
            uow.session.execute(NEXT, {"name": name, "next": uow.now + period.every})
            left.append(name)
            queues.add(registered.queue)
    if queues:
        queue.ring(queues)
    return left
