"""Reads of what is left out of measurement."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, text

from bpo.conversations.models import Exclusion, Turn, TurnAdjustment
from bpo.conversations.rules.exclusions import Excluded, ExclusionKind, ExclusionState
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.tenants.models import Tenant

CONCERNED = text("""
    SELECT DISTINCT t.conversation_id FROM turn t WHERE t.tenant_id = :tenant
        AND (CAST(:accounts AS uuid[]) IS NULL OR t.account_id = ANY (CAST(:accounts AS uuid[])))
        AND (CAST(:turns AS uuid[]) IS NULL OR t.id = ANY (CAST(:turns AS uuid[])))
        AND (CAST(:ends_at AS timestamptz) IS NULL OR t.started_at < :ends_at)
        AND (CAST(:starts_at AS timestamptz) IS NULL OR t.stopped_at IS NULL OR t.stopped_at > :starts_at)
""")


def get_exclusion(uow: UnitOfWork, tenant_id: UUID, number: int, *, for_update: bool = False) -> Exclusion:
    """One exclusion by its number, or NotFound."""
    asked = select(Exclusion).where(Exclusion.tenant_id == tenant_id, Exclusion.number == number)
    found = uow.session.scalars(asked.with_for_update() if for_update else asked).first()
    if found is None:
        raise NotFound
    return found


def list_exclusions(
    uow: UnitOfWork,
    tenant_id: UUID,
    *,
    states: Collection[ExclusionState] = (),
    before: int | None = None,
    limit: int = 50,
) -> list[Exclusion]:
    """The exclusions of a brand that exist for the reader, the latest first."""
    asked = select(Exclusion).where(Exclusion.tenant_id == tenant_id)
    if states:
        asked = asked.where(Exclusion.state.in_(sorted(states)))
    if before is not None:
        asked = asked.where(Exclusion.number < before)
    return list(uow.session.scalars(asked.order_by(Exclusion.number.desc()).limit(limit)))


@dataclass(frozen=True, slots=True)
class WaitingExclusion:
    """One that waits for the client's decision."""

    slug: str
    brand: str
    number: int


def list_waiting_exclusions(uow: UnitOfWork) -> list[WaitingExclusion]:
    """What waits for this person of the client to decide, the oldest first."""
    mine = _mine(uow)
    if not mine:
        return []
    rows = uow.session.execute(
        select(Tenant.slug, Tenant.name, Exclusion.number)
        .join(Tenant, Tenant.id == Exclusion.tenant_id)
        .where(Exclusion.tenant_id.in_(mine), Exclusion.state == ExclusionState.PROPOSED.value)
        .order_by(Exclusion.proposed_at, Exclusion.number)
    )
    return [WaitingExclusion(*row) for row in rows]


def count_waiting_exclusions(uow: UnitOfWork) -> int:
    """How many wait for this person of the client."""
    mine = _mine(uow)
    if not mine:
        return 0
    waiting = (Exclusion.tenant_id.in_(mine), Exclusion.state == ExclusionState.PROPOSED.value)
    return uow.session.scalar(select(func.count()).where(*waiting)) or 0


def list_applied(uow: UnitOfWork, tenant_id: UUID) -> list[Excluded]:
    """What counts, as the clocks take it."""
    rows = select(Exclusion).where(Exclusion.tenant_id == tenant_id, Exclusion.applied_at.is_not(None))
    return [as_excluded(row) for row in uow.session.scalars(rows.order_by(Exclusion.number))]


def list_of_turn(uow: UnitOfWork, turn: Turn) -> list[Exclusion]:
    """What counts of one turn's clock, in the order of numbers; empty where nothing of it is changed."""
    if uow.session.get(TurnAdjustment, (turn.tenant_id, turn.id)) is None:
        return []
    rows = select(Exclusion).where(Exclusion.tenant_id == turn.tenant_id, Exclusion.applied_at.is_not(None))
    return [
        row
        for row in uow.session.scalars(rows.order_by(Exclusion.number))
        if as_excluded(row).concerns(turn.id, turn.account_id)
    ]


def as_excluded(row: Exclusion) -> Excluded:
    """An exclusion as the clocks take it, whether it holds or not."""
    return Excluded(
        id=row.id,
        kind=ExclusionKind(row.kind),
        accounts=_ids(row.account_ids),
        turns=_ids(row.turn_ids),
        time=(row.starts_at, row.ends_at) if row.starts_at and row.ends_at else None,
    )


def list_concerned(uow: UnitOfWork, tenant_id: UUID, excluded: Excluded) -> list[UUID]:
    """The conversations in which a clock may be changed by it."""
    starts_at, ends_at = excluded.time or (None, None)
    rows = uow.session.scalars(
        CONCERNED,
        {
            "tenant": tenant_id,
            "accounts": None if excluded.accounts is None else sorted(excluded.accounts),
            "turns": None if excluded.turns is None else sorted(excluded.turns),
            "starts_at": starts_at,
            "ends_at": ends_at,
        },
    )
    return sorted(rows)


def known_turns(uow: UnitOfWork, tenant_id: UUID, turn_ids: Collection[UUID]) -> set[UUID]:
    """Those of these turns that the brand has."""
    rows = select(Turn.id).where(Turn.tenant_id == tenant_id, Turn.id.in_(turn_ids))
    return set(uow.session.scalars(rows))


def _mine(uow: UnitOfWork) -> list[UUID]:
    """Brands for which this person of the client decides: who sees some accounts only cannot."""
    actor = uow.actor
    if actor.is_staff:
        return []
    return sorted(
        one
        for one in actor.tenant_ids
        if actor.may(Permission.REPORT_ACCEPT, one) and one not in actor.narrowed
    )


def _ids(words: list[str] | None) -> frozenset[UUID] | None:
    return None if words is None else frozenset(map(UUID, words))
