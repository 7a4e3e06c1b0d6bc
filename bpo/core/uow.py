"""The unit of work: the only thing passed around, and the only place that commits.

Opened at an edge (request, job, command, test) and passed down. Leaving the block commits, an exception
rolls back. After a commit the bell is rung for the queues that got work; a bell that cannot be heard
(Redis away) loses nothing, because the relay rings again for rows that wait.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Select, select

from bpo.core import live, open_units, queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.db import Sessions
from bpo.core.events import Event, EventRow
from bpo.core.models import Base
from bpo.core.outbox import Job


class UnitOfWork:
    """One transaction, one actor, one instant.

    `now` is the instant of everything in the unit. `emit` leaves one job row per listener, done only if
    this transaction commits; `signal` stirs open pages; `audit` records who did what to which row, in the
    same transaction.
    """

    def __init__(self, actor: Actor, *, now: datetime | None = None) -> None:
        self.actor = actor
        self.now = now or utcnow()
        self.session = Sessions(info={"actor": actor})
        self._queues: set[str] = set()
        self._topics: set[str] = set()

    def __enter__(self) -> Self:
        open_units.count_up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        open_units.count_down()
        try:
            if kind is None:
                self.session.commit()
            else:
                self.session.rollback()
        finally:
            self.session.close()
        if kind is None and self._queues:
            queue.ring(self._queues)
        if kind is None and self._topics:
            live.pulse(self._topics)

    def emit(self, event: Event) -> None:
        """Record news: one job row for each listener."""
        for listener in queue.listeners_of(event.name):
            self.defer(listener.name, tenant_id=event.tenant_id, payload=event.payload())

    def defer(
        self,
        job_name: str,
        *,
        tenant_id: UUID | None,
        payload: dict[str, str],
        run_after: datetime | None = None,
    ) -> None:
        """Leave one job, by the name it was registered with."""
        registered = queue.JOBS[job_name]
        self.session.add(
            Job(
                tenant_id=tenant_id,
                queue=registered.queue,
                name=job_name,
                payload=payload,
                created_at=self.now,
                run_after=run_after or self.now,
                attempts=0,
            )
        )
        self._queues.add(registered.queue)

    def signal(self, topic: str) -> None:
        """Tell open pages, once this has committed, that something they may show has changed."""
        self._topics.add(topic)

    def audit(self, action: str, row: Base | None, **detail: Any) -> None:  # noqa: ANN401 -- JSON facts
        """Record who did what to which row. Facts and ids only: no text of messages, no personal data."""
        self.session.add(EventRow.of(self.actor, action, row, at=self.now, detail=detail))


def ask_at_once(uow: UnitOfWork, questions: Sequence[Select[Any]]) -> list[Any]:
    """The answers, in order, to questions of one value each: one statement, where each would be one."""
    return list(uow.session.execute(select(*(one.scalar_subquery() for one in questions))).one())


OpenUnit = Callable[[], UnitOfWork]


def record_apart(actor: Actor, action: str, row: Base | None = None, **detail: Any) -> None:  # noqa: ANN401 -- JSON facts
    """Record what must outlive a rollback (a refused log-in, a refused access) in a transaction of its own."""
    with UnitOfWork(actor) as uow:
        uow.audit(action, row, **detail)
