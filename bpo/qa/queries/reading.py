"""Checked replies that wait for the reader, how many were read, and what is kept of how they read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.qa.queries.automatic import REPLIES
from bpo.qa.rules.reading import READ_WITHIN

WAITING = text("""
    SELECT c.id, c.message_id, c.findings FROM automatic_check c
    WHERE c.tenant_id = :tenant AND c.reader_state IS NULL AND c.posted_at >= CAST(:since AS timestamptz)
    ORDER BY c.posted_at DESC, c.id DESC LIMIT :limit
""")
GIVEN = text(f"{REPLIES} WHERE m.tenant_id = :tenant AND m.id = ANY (CAST(:ids AS uuid[]))")
STATES = text("""
    SELECT c.reader_state AS state, c.reader_unread AS unread,
        c.reader_state IS NULL AND c.posted_at < CAST(:since AS timestamptz) AS is_old, count(*) AS n
    FROM automatic_check c
    WHERE c.tenant_id = :tenant AND c.posted_at >= CAST(:start AS timestamptz)
        AND c.posted_at < CAST(:end AS timestamptz)
    GROUP BY 1, 2, 3 ORDER BY 4 DESC, 2
""")
LIKELY = text("""
    SELECT message_id, likely FROM automatic_check
    WHERE tenant_id = :tenant AND message_id = ANY (CAST(:ids AS uuid[])) AND likely IS NOT NULL
        AND reader_version = :version
""")


@dataclass(frozen=True, slots=True)
class Unread:
    """A checked reply that waits for the reader, with what its check found."""

    id: UUID
    findings: Sequence[Mapping[str, Any]]
    reply: Any  # a row of `REPLIES`


@dataclass(frozen=True, slots=True)
class ReadCounted:
    """How many replies the reader has read, how many wait, became known too late to be read, or are not read and why."""

    read: int
    waiting: int
    old: int
    unread: Mapping[str, int]

    @property
    def not_read(self) -> int:
        """How many it will never read."""
        return self.old + sum(self.unread.values())


def list_unread(uow: UnitOfWork, tenant_id: UUID, *, limit: int) -> list[Unread]:
    """Checked replies of the last days that wait for the reader, the latest first."""
    asked = {"tenant": tenant_id, "since": uow.now - READ_WITHIN, "limit": limit}
    rows = uow.session.execute(WAITING, asked).all()
    given = {"tenant": tenant_id, "ids": [row.message_id for row in rows]}
    replies = {row.id: row for row in uow.session.execute(GIVEN, given)} if rows else {}
    return [Unread(row.id, row.findings, replies[row.message_id]) for row in rows]


def count_read(uow: UnitOfWork, tenant_id: UUID, *, start: datetime, end: datetime) -> ReadCounted:
    """Count what the reader has read of the replies that were posted in a period."""
    asked = {"tenant": tenant_id, "start": start, "end": end, "since": uow.now - READ_WITHIN}
    read, waiting, old, unread = 0, 0, 0, {}
    for row in uow.session.execute(STATES, asked):
        if row.is_old:
            old = row.n
        elif row.state is None:
            waiting = row.n
        elif row.unread is None:
            read = row.n
        else:
            unread[row.unread] = row.n
    return ReadCounted(read, waiting, old, unread)


def likelihoods_of(
    uow: UnitOfWork, tenant_id: UUID, ids: Sequence[UUID], *, version: str
) -> dict[UUID, dict[str, float]]:
    """How replies read to this version of the reader, by message; those that it has not read are not there."""
    asked = {"tenant": tenant_id, "ids": list(ids), "version": version}
    return {row.message_id: row.likely for row in uow.session.execute(LIKELY, asked)}
