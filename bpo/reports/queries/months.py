"""Reads of months: snapshots, seals, restatements; what waits for somebody's signature.

A client sees a month from the moment it was signed; what is only prepared is between the vendor and itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, text

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports.models import Restatement, Snapshot, SnapshotSeal
from bpo.reports.rules.months import SnapshotState
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period

OF_CLIENTS = (SnapshotState.SIGNED, SnapshotState.REFUSED, SnapshotState.SEALED)
LATE_MESSAGES = text("""
    SELECT count(*) FROM message WHERE tenant_id = :tenant AND ingested_at > :as_of
        AND posted_at >= :start AND posted_at < :end AND posted_at <= :as_of
""")
FIRST_TURN = text("SELECT min(started_at) FROM turn WHERE tenant_id = :tenant")
ANY_TURN = text(
    "SELECT EXISTS (SELECT FROM turn WHERE tenant_id = :tenant AND started_at >= :start AND started_at < :end)"
)


@dataclass(frozen=True, slots=True)
class WaitingMonth:
    """A signed month that waits for the client."""

    slug: str
    brand: str
    month: date
    signed_at: datetime | None


def find_latest(
    uow: UnitOfWork, tenant_id: UUID, month: date, *, for_update: bool = False
) -> Snapshot | None:
    """The latest revision of a month that the reader may know of; None where there is none."""
    query = (
        _visible(uow)
        .where(Snapshot.tenant_id == tenant_id, Snapshot.month == month)
        .order_by(Snapshot.revision.desc())
        .limit(1)
    )
    return uow.session.scalars(query.with_for_update() if for_update else query).first()


def get_latest(uow: UnitOfWork, tenant_id: UUID, month: date, *, for_update: bool = False) -> Snapshot:
    """The latest revision of a month, or NotFound."""
    found = find_latest(uow, tenant_id, month, for_update=for_update)
    if found is None:
        raise NotFound
    return found


def list_revisions(uow: UnitOfWork, tenant_id: UUID, month: date) -> Sequence[Snapshot]:
    """Every revision of a month, the latest first."""
    query = _visible(uow).where(Snapshot.tenant_id == tenant_id, Snapshot.month == month)
    return uow.session.scalars(query.order_by(Snapshot.revision.desc())).all()


def list_latest(uow: UnitOfWork, tenant_id: UUID, *, first: date, last: date) -> dict[date, Snapshot]:
    """The latest revision of each month from first to last."""
    query = (
        _visible(uow)
        .where(Snapshot.tenant_id == tenant_id, Snapshot.month >= first, Snapshot.month <= last)
        .order_by(Snapshot.month, Snapshot.revision)
    )
    return {row.month: row for row in uow.session.scalars(query)}  # of each month the last one stays


def find_seal(uow: UnitOfWork, snapshot: Snapshot) -> SnapshotSeal | None:
    """The seal of a snapshot; None where it is not sealed."""
    return uow.session.get(SnapshotSeal, (snapshot.tenant_id, snapshot.id))


def list_seals(uow: UnitOfWork, tenant_id: UUID, *, first: date, last: date) -> dict[UUID, SnapshotSeal]:
    """The seals of these months, by snapshot."""
    query = select(SnapshotSeal).where(
        SnapshotSeal.tenant_id == tenant_id, SnapshotSeal.month >= first, SnapshotSeal.month <= last
    )
    return {row.id: row for row in uow.session.scalars(query)}


def last_seal(uow: UnitOfWork, tenant_id: UUID) -> SnapshotSeal | None:
    """The latest seal of a brand."""
    query = select(SnapshotSeal).where(SnapshotSeal.tenant_id == tenant_id)
    return uow.session.scalars(query.order_by(SnapshotSeal.number.desc()).limit(1)).first()


def find_numbered_seal(uow: UnitOfWork, tenant_id: UUID, number: int) -> SnapshotSeal | None:
    """The seal with a number."""
    query = select(SnapshotSeal).where(SnapshotSeal.tenant_id == tenant_id, SnapshotSeal.number == number)
    return uow.session.scalars(query).one_or_none()


def list_restatements(uow: UnitOfWork, snapshot: Snapshot) -> Sequence[Restatement]:
    """What was restated of a sealed month, the latest first."""
    query = select(Restatement).where(
        Restatement.tenant_id == snapshot.tenant_id, Restatement.snapshot_id == snapshot.id
    )
    return uow.session.scalars(query.order_by(Restatement.number.desc())).all()


def count_late_messages(uow: UnitOfWork, tenant_id: UUID, *, period: Period, as_of: datetime) -> int:
    """Messages of a period that became known only after `as_of`."""
    parameters = {"tenant": tenant_id, "start": period.start, "end": period.end, "as_of": as_of}
    return uow.session.scalar(LATE_MESSAGES, parameters) or 0


def first_turn(uow: UnitOfWork, tenant_id: UUID) -> datetime | None:
    """When the first turn began; None where there is none yet."""
    found: datetime | None = uow.session.scalar(FIRST_TURN, {"tenant": tenant_id})
    return found


def has_turns(uow: UnitOfWork, tenant_id: UUID, period: Period) -> bool:
    """Whether any turn started in a period."""
    parameters = {"tenant": tenant_id, "start": period.start, "end": period.end}
    return bool(uow.session.scalar(ANY_TURN, parameters))


def list_waiting_months(uow: UnitOfWork) -> list[WaitingMonth]:
    """Signed months that this person of the client may accept, the earliest first."""
    mine = _mine(uow)
    if not mine:
        return []
    rows = uow.session.execute(
        select(Tenant.slug, Tenant.name, Snapshot.month, Snapshot.signed_at)
        .join(Tenant, Tenant.id == Snapshot.tenant_id)
        .where(Snapshot.tenant_id.in_(mine), Snapshot.state == SnapshotState.SIGNED)
        .order_by(Snapshot.month, Tenant.slug)
    )
    return [WaitingMonth(row.slug, row.name, row.month, row.signed_at) for row in rows]


def count_waiting_months(uow: UnitOfWork) -> int:
    """How many months wait for this person of the client."""
    mine = _mine(uow)
    if not mine:
        return 0
    query = select(func.count()).where(Snapshot.tenant_id.in_(mine), Snapshot.state == SnapshotState.SIGNED)
    return uow.session.scalar(query) or 0


def _mine(uow: UnitOfWork) -> list[UUID]:
    """Brands for which the actor accepts months: who sees some accounts only cannot accept a whole."""
    actor = uow.actor
    if actor.is_staff:
        return []
    return sorted(
        one
        for one in actor.tenant_ids
        if actor.may(Permission.REPORT_ACCEPT, one) and one not in actor.narrowed
    )


def _visible(uow: UnitOfWork) -> Select[Any]:
    query = select(Snapshot)
    return query if uow.actor.is_staff else query.where(Snapshot.state.in_(OF_CLIENTS))
