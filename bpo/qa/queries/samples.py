"""The review queue: what waits for a reviewer, over all their brands, without what they had a part in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.qa.models import Sample

# One short range of the index a brand. Whose work it is is not asked for: the reviewer must not know.
_OPEN = """
    FROM sample s WHERE s.tenant_id = b.id AND s.state <> 'reviewed'
        AND (s.claimed_by IS NULL OR s.claimed_by = CAST(:user AS uuid) OR s.claim_until <= CAST(:now AS timestamptz))
        AND NOT s.involved @> jsonb_build_array(CAST(CAST(:user AS uuid) AS text))
"""
OPEN = text(f"""
    SELECT f.*, a.network, a.handle FROM unnest(CAST(:brands AS uuid[])) AS b (id)
    CROSS JOIN LATERAL (SELECT s.id, s.tenant_id, s.account_id, s.kind, s.purpose, s.done_at, s.due_at,
        (s.claimed_by IS NOT DISTINCT FROM CAST(:user AS uuid)) AS is_mine {_OPEN}
        AND (CAST(:after AS timestamptz) IS NULL
            OR (s.due_at, s.id) > (CAST(:after AS timestamptz), CAST(:after_id AS uuid)))
        ORDER BY s.due_at, s.id LIMIT :limit) f
    JOIN channel_account a ON a.tenant_id = f.tenant_id AND a.id = f.account_id
    ORDER BY f.due_at, f.id LIMIT :limit
""")  # noqa: S608 -- put together from texts of our own
MINE = text("""
    SELECT s.id, s.tenant_id, s.account_id, s.kind, s.purpose, s.done_at, s.due_at, true AS is_mine,
        a.network, a.handle
    FROM sample s JOIN channel_account a ON a.tenant_id = s.tenant_id AND a.id = s.account_id
    WHERE s.tenant_id = ANY (CAST(:brands AS uuid[])) AND s.state = 'claimed' AND s.claimed_by = CAST(:user AS uuid)
    ORDER BY s.due_at, s.id LIMIT 50
""")
COUNT = text(f"""
    SELECT coalesce(sum(f.n), 0) FROM unnest(CAST(:brands AS uuid[])) AS b (id)
    CROSS JOIN LATERAL (SELECT count(*) AS n {_OPEN}) f
""")  # noqa: S608 -- the same


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the queue; nothing in it says whose work it is."""

    id: UUID
    tenant_id: UUID
    kind: str
    purpose: str
    network: str
    handle: str
    done_at: datetime
    due_at: datetime
    is_mine: bool


def list_waiting(
    uow: UnitOfWork,
    brands: Sequence[UUID],
    *,
    after: tuple[datetime, UUID] | None = None,
    limit: int,
) -> list[Waiting]:
    """What the acting person could review, what is due first on top."""
    asked = {
        **_asked(uow, brands),
        "after": after[0] if after else None,
        "after_id": after[1] if after else None,
        "limit": limit,
    }
    return [_waiting(row) for row in uow.session.execute(OPEN, asked)]


def list_mine(uow: UnitOfWork, brands: Sequence[UUID]) -> list[Waiting]:
    """What the acting person has begun."""
    asked = {"brands": list(brands), "user": uow.actor.user_id}
    return [_waiting(row) for row in uow.session.execute(MINE, asked)]


def count_waiting(uow: UnitOfWork, brands: Sequence[UUID]) -> int:
    """How much the acting person could review."""
    return int(uow.session.scalar(COUNT, _asked(uow, brands)) or 0)


def get_sample(uow: UnitOfWork, tenant_id: UUID, sample_id: UUID, *, for_update: bool = False) -> Sample:
    """One sample of a brand, or NotFound."""
    query = select(Sample).where(Sample.tenant_id == tenant_id, Sample.id == sample_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def find_sample_of(uow: UnitOfWork, tenant_id: UUID, message_id: UUID) -> Sample | None:
    """The sample of a reply, of whichever purpose."""
    return uow.session.scalars(
        select(Sample)
        .where(Sample.tenant_id == tenant_id, Sample.message_id == message_id)
        .order_by(Sample.created_at)
    ).first()


def _asked(uow: UnitOfWork, brands: Sequence[UUID]) -> dict[str, Any]:
    return {"brands": list(brands), "user": uow.actor.user_id, "now": uow.now}


def _waiting(row: Any) -> Waiting:  # noqa: ANN401 -- a row
    return Waiting(
        row.id,
        row.tenant_id,
        row.kind,
        row.purpose,
        row.network,
        row.handle,
        row.done_at,
        row.due_at,
        row.is_mine,
    )
