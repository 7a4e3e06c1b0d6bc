"""What stands in the ledger, as the sealer needs it: its end, its days, what it last said of something."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, text

from bpo.core.uow import UnitOfWork
from bpo.ledger.models import LedgerDay, LedgerEntry, LedgerKey
from bpo.ledger.rules.chain import beginning

LAST_PLACES = text("""
    SELECT DISTINCT ON (subject_id) CAST(subject_id AS text), CAST(conversation_id AS text) FROM ledger_entry
    WHERE subject_id = ANY (CAST(:ids AS uuid[])) AND kind IN ('message', 'act', 'moved')
    ORDER BY subject_id, id DESC
""")
LAST_BODIES = text("""
    SELECT body FROM ledger_entry
    WHERE subject_id = ANY (CAST(:ids AS uuid[])) AND kind = :kind ORDER BY id
""")
DAYS_OVER = text("""
    SELECT CAST(sealed_at AT TIME ZONE 'UTC' AS date) AS day, min(id), max(id) FROM ledger_entry
    WHERE tenant_id = :tenant AND id > :after AND sealed_at < CAST(:today AS date) AT TIME ZONE 'UTC'
    GROUP BY 1 ORDER BY 1
""")


BY_DAY = text("""
    SELECT CAST(sealed_at AT TIME ZONE 'UTC' AS date) AS day, min(id), max(id) FROM ledger_entry
    WHERE tenant_id = :tenant AND id > :after AND id <= :last GROUP BY 1 ORDER BY 2
""")


@dataclass(frozen=True, slots=True)
class End:
    """The last entry: what the next one hangs on."""

    number: int
    hash: bytes
    sealed_at: datetime | None


def end_of(uow: UnitOfWork, tenant_id: UUID) -> End:
    """The end of a brand's ledger."""
    row = uow.session.execute(
        select(LedgerEntry.id, LedgerEntry.hash, LedgerEntry.sealed_at)
        .where(LedgerEntry.tenant_id == tenant_id)
        .order_by(LedgerEntry.id.desc())
        .limit(1)
    ).first()
    return End(row.id, row.hash, row.sealed_at) if row else End(0, beginning(tenant_id), None)


def find_key(uow: UnitOfWork, tenant_id: UUID) -> bytes | None:
    """The brand's key of keyed hashes, once something was entered."""
    found: bytes | None = uow.session.scalar(select(LedgerKey.secret).where(LedgerKey.tenant_id == tenant_id))
    return found


def last_day(uow: UnitOfWork, tenant_id: UUID, *, before: date | None = None) -> LedgerDay | None:
    """The last day that was sealed; with `before`, the last of those before it."""
    query = select(LedgerDay).where(LedgerDay.tenant_id == tenant_id)
    if before is not None:
        query = query.where(LedgerDay.day < before)
    return uow.session.scalars(query.order_by(LedgerDay.day.desc()).limit(1)).first()


def list_days(uow: UnitOfWork, tenant_id: UUID) -> list[LedgerDay]:
    """All sealed days, in their order."""
    return list(
        uow.session.scalars(select(LedgerDay).where(LedgerDay.tenant_id == tenant_id).order_by(LedgerDay.day))
    )


def days_over(uow: UnitOfWork, tenant_id: UUID, *, after: int, today: date) -> list[tuple[date, int, int]]:
    """The days before today on which entries after a number were sealed: (day, first, last)."""
    rows = uow.session.execute(DAYS_OVER, {"tenant": tenant_id, "after": after, "today": today})
    return [(row[0], row[1], row[2]) for row in rows]


def entries_by_day(uow: UnitOfWork, tenant_id: UUID, *, after: int, last: int) -> list[tuple[date, int, int]]:
    """The days on which entries were sealed: (day, first, last)."""
    rows = uow.session.execute(BY_DAY, {"tenant": tenant_id, "after": after, "last": last})
    return [(row[0], row[1], row[2]) for row in rows]


def entry_of(uow: UnitOfWork, tenant_id: UUID, number: int) -> LedgerEntry | None:
    """One entry by its number."""
    return uow.session.get(LedgerEntry, (tenant_id, number))


def last_places(uow: UnitOfWork, ids: Collection[UUID]) -> dict[str, str]:
    """The conversation that the ledger last gave each message or act."""
    rows = uow.session.execute(LAST_PLACES, {"ids": list(ids)})
    return {row[0]: row[1] for row in rows}


def last_bodies(uow: UnitOfWork, ids: Collection[str], *, kind: str) -> list[str]:
    """All that was entered of a kind about these, in its order."""
    if not ids:
        return []
    return list(uow.session.scalars(LAST_BODIES, {"ids": list(ids), "kind": kind}))
