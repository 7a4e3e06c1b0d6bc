"""Jobs and listeners, the bell, and `drain`: all that RQ ever calls.

`@job(queue)` registers work, `@on(Event, queue)` registers a listener, both by a stable name. A handler
gets `uow` (already acting as the system for the job's brand) and the payload's ids; it must bear being run
twice. Work that talks to the outside asks for `units="own"`: it is given `open_unit` and keeps no
transaction open over the network; its job row is leased meanwhile, so that a killed worker's work comes
back. RQ was chosen for the bell because it wakes a worker in milliseconds; it never holds the work.
"""

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.db import Sessions
from bpo.core.events import Event
from bpo.core.outbox import QUEUES_WITH_WORK, TENANTS_WITH_WORK, Job, record_failure, waiting_jobs

# `background` holds what nobody waits for and what takes a minute or more at a time.
QUEUES = ("delivery", "intake", "reading", "slow", "background")
LEASE = timedelta(minutes=15)
DRAINED_AT_ONCE = 500
DRAINED_FOR = timedelta(seconds=150)  # then no further job is begun, and the bell is rung again
# RQ's alarm ends whatever is under way. It rings only for a job that hangs: one that has outlived its lease.
ALARM = DRAINED_FOR + LEASE

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Registered:
    """A handler under its wire name. `own_units` handlers are given `open_unit` instead of `uow`."""

    name: str
    queue: str
    handler: Callable[..., None]
    own_units: bool


JOBS: dict[str, Registered] = {}
_listeners: dict[str, list[Registered]] = {}
_redis: list[Redis] = []  # the bell's connection, set at start


def job(queue: str, *, units: str = "given") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as work for a queue."""

    def register(handler: Callable[..., None]) -> Callable[..., None]:
        name = f"{handler.__module__.removeprefix('bpo.')}.{handler.__name__}"
        JOBS[name] = Registered(name, queue, handler, own_units=units == "own")
        return handler

    return register


def on(event: type[Event], *, queue: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function that listens to an event; it is given the event's ids as text."""

    def register(handler: Callable[..., None]) -> Callable[..., None]:
        job(queue)(handler)
        name = f"{handler.__module__.removeprefix('bpo.')}.{handler.__name__}"
        _listeners.setdefault(event.name, []).append(JOBS[name])
        return handler

    return register


def listeners_of(name: str) -> list[Registered]:
    """Who listens to an event."""
    return _listeners.get(name, [])


def hang_bell(url: str) -> None:
    """Tell this process where the bell hangs."""
    _redis[:] = [Redis.from_url(url)]


def has_bell() -> bool:
    """Whether this process was told where the bell hangs."""
    return bool(_redis)


def bell() -> Redis:
    """The connection to Redis or Valkey."""
    return _redis[0]


def ring(queues: Iterable[str]) -> None:
    """Wake the workers of these queues; never more than one ring waits in a queue."""
    if not _redis:
        return
    try:
        for name in queues:
            waiting = Queue(name, connection=bell(), serializer=JSONSerializer)
            if len(waiting) == 0:
                alarm = int(ALARM.total_seconds())
                waiting.enqueue(
                    "bpo.core.queue.drain", name, job_timeout=alarm, result_ttl=0, failure_ttl=3600
                )
    except RedisError as error:
        log.warning("bell_not_heard", error=str(error))  # the relay rings again when Redis is back


def queues_with_work() -> list[str]:
    """The queues that have rows waiting, over all brands."""
    with Sessions() as session:
        return list(session.scalars(QUEUES_WITH_WORK))


def drain(queue: str) -> int:
    """Do what waits in a queue, brand by brand; the number of jobs done. All that RQ ever calls.

    It may stop in the middle of a round, so brands come in no order: the last of an order would never have its turn.
    """
    deadline = time.monotonic() + DRAINED_FOR.total_seconds()
    done = 0
    progressed = True
    while progressed:
        progressed = False
        with Sessions() as session:
            tenants = list(session.scalars(TENANTS_WITH_WORK, {"queue": queue}))
        random.shuffle(tenants)
        for tenant_id in tenants:
            if do_one(queue, tenant_id):
                done += 1
                progressed = True
            if done and time.monotonic() >= deadline:
                ring([queue])
                return done
        if done >= DRAINED_AT_ONCE:
            ring([queue])
            return done
    return done


def do_one(queue: str, tenant_id: UUID | None) -> bool:
    """Do one waiting job of a brand (None: the vendor's own); False when there is none in reach."""
    from bpo.core.uow import UnitOfWork  # noqa: PLC0415 -- the unit rings this module's bell

    actor = Actor.system(tenant_id) if tenant_id else Actor.system()
    job_id: UUID | None = None
    try:
        with UnitOfWork(actor) as uow:
            row = uow.session.scalars(waiting_jobs(queue, now=uow.now)).first()
            if row is None:
                return False
            job_id = row.id
            registered = JOBS.get(row.name)
            if registered is None:
                message = f"No handler is registered as {row.name}."
                raise LookupError(message)  # noqa: TRY301 -- counted as a failure like any other
            if not registered.own_units:
                registered.handler(uow, **_ids(row))
                uow.session.delete(row)
                return True
            row.run_after = uow.now + LEASE
            payload = _ids(row)
        registered.handler(lambda: UnitOfWork(actor), **payload)
        with UnitOfWork(actor) as uow:
            finished = uow.session.get(Job, job_id)
            if finished is not None:
                uow.session.delete(finished)
    except Exception as error:
        if job_id is None:
            raise
        log.exception("job_failed", queue=queue, job=str(job_id), kind=type(error).__name__)
        _count_failure(actor, job_id, error)
    return True


def _ids(row: Job) -> dict[str, Any]:
    return dict(row.payload)


def _count_failure(actor: Actor, job_id: UUID, error: Exception) -> None:
    from bpo.core.uow import UnitOfWork  # noqa: PLC0415 -- see do_one

    with UnitOfWork(actor) as uow:
        # The kind of error and not its text: texts of errors quote data.
        record_failure(uow.session, job_id, error=type(error).__name__, now=utcnow())
