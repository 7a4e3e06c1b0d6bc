"""How many checked replies the reader has read, and why others it has not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.qa.rules.reading import READ_WITHIN

STATES = text("""
    SELECT c.reader_state AS state, c.reader_unread AS unread,
        c.reader_state IS NULL AND c.posted_at < CAST(:since AS timestamptz) AS is_old, count(*) AS n
    FROM automatic_check c
    WHERE c.tenant_id = :tenant AND c.posted_at >= CAST(:start AS timestamptz)
        AND c.posted_at < CAST(:end AS timestamptz)
    GROUP BY 1, 2, 3 ORDER BY 4 DESC, 2
""")


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
