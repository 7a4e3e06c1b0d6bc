"""Checked replies that wait for the reader, and what is kept of how others read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def list_unread(uow: UnitOfWork, tenant_id: UUID, *, limit: int) -> list[Unread]:
    """Checked replies of the last days that wait for the reader, the latest first."""
    asked = {"tenant": tenant_id, "since": uow.now - READ_WITHIN, "limit": limit}
    rows = uow.session.execute(WAITING, asked).all()
    given = {"tenant": tenant_id, "ids": [row.message_id for row in rows]}
    replies = {row.id: row for row in uow.session.execute(GIVEN, given)} if rows else {}
    return [Unread(row.id, row.findings, replies[row.message_id]) for row in rows]


def likelihoods_of(
    uow: UnitOfWork, tenant_id: UUID, ids: Sequence[UUID], *, version: str
) -> dict[UUID, dict[str, float]]:
    """How replies read to this version of the reader, by message; those that it has not read are not there."""
    asked = {"tenant": tenant_id, "ids": list(ids), "version": version}
    return {row.message_id: row.likely for row in uow.session.execute(LIKELY, asked)}
