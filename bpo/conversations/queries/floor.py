"""The floor: for each brand and now, what waits, what is late, what needs a decision, who works with what.

The counts are counts of the rows that the queue's own filters show, by the same conditions, so that a number
and what opens behind it never differ. What waits is counted whether or not it was put off: putting off stops
no clock. `marks` are the few facts that no signal tells of; they are cheap and asked for at every refresh.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from bpo.conversations.models import QueueItem, Turn, TurnAdjustment, WatchSetting
from bpo.conversations.rules.fold import Outcome
from bpo.conversations.rules.watch import (
    LEAST,
    MOST_OF_A_PROMISE,
    SHARE_LEFT,
    TOLD_FOR,
    Due,
    unanswered,
)
from bpo.core.uow import UnitOfWork
from bpo.identity.queries import list_names
from bpo.staffing.queries import list_servers, on_shift, plans_shifts
from bpo.tenants.models import Tenant
from bpo.tenants.queries import list_levels

STUCK_AFTER = timedelta(minutes=5)
FAILED_FOR = timedelta(hours=24)
SEEN_FOR = timedelta(minutes=15)
MOST_HELD_SHOWN = 300
COUNTED = """
        count(*)::int AS waiting,
        count(*) FILTER (WHERE q.snoozed_until > :now)::int AS put_off,
        count(*) FILTER (WHERE (q.snoozed_until IS NULL OR q.snoozed_until <= :now)
            AND (q.claimed_by IS NULL OR q.claim_until <= :now))::int AS free,
        count(*) FILTER (WHERE q.priority = 'urgent')::int AS urgent,
        count(*) FILTER (WHERE q.sentiment = 'negative')::int AS negative,
        count(*) FILTER (WHERE q.due_at >= :now AND q.due_at < :horizon)::int AS soon,
        count(*) FILTER (WHERE q.due_at < :now)::int AS late,
        min(q.waiting_since) AS oldest_at,
        least(min(q.due_at) FILTER (WHERE q.due_at >= :now),
            min(q.due_at - CAST(:within AS interval)) FILTER (WHERE q.due_at >= :horizon),
            min(q.snoozed_until) FILTER (WHERE q.snoozed_until > :now),
            min(q.claim_until) FILTER (WHERE q.claim_until > :now)) AS changes_at
"""  # also what the streams count, by account
COUNTS = text(f"""
    SELECT b.tenant_id, c.* FROM unnest(CAST(:tenants AS uuid[])) AS b (tenant_id)
    CROSS JOIN LATERAL (SELECT {COUNTED} FROM queue_item q WHERE q.tenant_id = b.tenant_id) c
""")  # noqa: S608 -- our own words
MARKS = text("""
    SELECT b.tenant_id, p.*, h.*, d.*, s.*, a.* FROM unnest(CAST(:tenants AS uuid[])) AS b (tenant_id)
    CROSS JOIN LATERAL (SELECT
        count(*) FILTER (WHERE tier <> 'client')::int AS approvals,
        count(*) FILTER (WHERE tier = 'client')::int AS approvals_of_client
        FROM approval WHERE tenant_id = b.tenant_id AND state = 'waiting') p
    CROSS JOIN LATERAL (SELECT count(*)::int AS handoffs, count(*) FILTER (WHERE due_at < :now)::int AS handoffs_late
        FROM handoff WHERE tenant_id = b.tenant_id AND state = 'waiting') h
    CROSS JOIN LATERAL (SELECT
        count(*) FILTER (WHERE state = 'unknown')::int AS unknown,
        count(*) FILTER (WHERE state <> 'unknown' AND frozen_at < :stuck_before)::int AS stuck,
        (SELECT count(*)::int FROM delivery f WHERE f.tenant_id = b.tenant_id AND f.frozen_at >= :failed_since
            AND f.state = 'failed') AS failed
        FROM delivery WHERE tenant_id = b.tenant_id AND state IN ('queued', 'sending', 'unknown')) d
    CROSS JOIN LATERAL (SELECT count(*)::int AS pauses, coalesce(bool_or(account_id IS NULL), false) AS is_paused
        FROM sending_pause WHERE tenant_id = b.tenant_id) s
    CROSS JOIN LATERAL (SELECT count(*)::int AS ill FROM channel_connection
        WHERE tenant_id = b.tenant_id AND state = 'ill') a
    ORDER BY b.tenant_id
""")
HELD = text("""
    SELECT q.tenant_id, q.id, q.network, q.claimed_by, q.claimed_at, q.due_at, q.target_seconds
    FROM queue_item q
    WHERE q.tenant_id = ANY (CAST(:tenants AS uuid[])) AND q.claimed_by IS NOT NULL AND q.claim_until > :now
    ORDER BY q.claimed_at, q.id LIMIT :most
""")
SEEN = text("""
    SELECT user_id, max(seen_at) AS seen_at FROM presence
    WHERE tenant_id = ANY (CAST(:tenants AS uuid[])) AND seen_at > :since GROUP BY user_id
""")


@dataclass(frozen=True)
class Marks:
    """What needs a decision at a brand, and whether replies go out."""

    approvals: int
    approvals_of_client: int
    handoffs: int
    handoffs_late: int
    unknown: int
    stuck: int
    failed: int
    pauses: int
    is_paused: bool
    ill: int


@dataclass(frozen=True)
class Held:
    """A conversation that somebody works on."""

    tenant_id: UUID
    id: UUID
    network: str
    claimed_at: datetime
    due_at: datetime | None
    target_seconds: int | None


@dataclass(frozen=True)
class Worker:
    """Somebody at work now: what they hold, and when they were last seen with a conversation open."""

    user_id: UUID
    name: str
    held: tuple[Held, ...]
    seen_at: datetime | None
    on_shift_at: frozenset[UUID]  # the brands for which a shift of theirs is running


@dataclass(frozen=True)
class OnShift:
    """Somebody who may answer for a brand and whose shift for it is running; there once they work anywhere."""

    user_id: UUID
    name: str
    is_there: bool


@dataclass(frozen=True)
class BrandFloor:
    """One brand's line."""

    tenant: Tenant
    waiting: int
    put_off: int
    free: int
    urgent: int
    negative: int
    soon: int
    late: int
    oldest_at: datetime | None
    marks: Marks
    responders: int  # who may answer now
    unanswered: tuple[str, ...]  # languages in which nobody may
    on_shift: tuple[OnShift, ...]


@dataclass(frozen=True)
class Floor:
    """All of it, and the first instant at which time alone changes a number."""

    brands: tuple[BrandFloor, ...]
    workers: tuple[Worker, ...]
    changes_at: datetime | None
    plans_shifts: bool  # where nobody plans any, to work without one means nothing


def read_floor(uow: UnitOfWork, *, within: timedelta, marks: dict[UUID, Marks] | None = None) -> Floor:
    """The floor of the unit's brands, now."""
    scope = sorted(uow.actor.tenant_ids)
    tenants = {row.id: row for row in uow.session.scalars(select(Tenant).where(Tenant.id.in_(scope)))}
    given = {"tenants": scope, "now": uow.now, "horizon": uow.now + within, "within": within}
    counts = list(uow.session.execute(COUNTS, given).mappings())
    marks = marks if marks is not None else list_marks(uow)
    servers = list_servers(uow, scope)
    shifts = on_shift(uow, scope, uow.now)
    workers = list_workers(uow, shifts)
    expected = _list_expected(uow, {one: shifts[one] & servers[one].keys() for one in scope}, workers)
    brands = [
        BrandFloor(
            tenant=tenants[row["tenant_id"]],
            **{name: row[name] for name in row if name not in {"tenant_id", "changes_at"}},
            marks=marks[row["tenant_id"]],
            responders=len(servers[row["tenant_id"]]),
            unanswered=tuple(
                unanswered(tenants[row["tenant_id"]].languages, list(servers[row["tenant_id"]].values()))
            ),
            on_shift=expected[row["tenant_id"]],
        )
        for row in counts
        if row["tenant_id"] in tenants
    ]
    changes = [row["changes_at"] for row in counts if row["changes_at"] is not None]
    return Floor(tuple(brands), tuple(workers), min(changes, default=None), plans_shifts(uow))


def list_marks(uow: UnitOfWork) -> dict[UUID, Marks]:
    """What needs a decision at each of the unit's brands."""
    given = {
        "tenants": sorted(uow.actor.tenant_ids),
        "now": uow.now,
        "stuck_before": uow.now - STUCK_AFTER,
        "failed_since": uow.now - FAILED_FOR,
    }
    rows = uow.session.execute(MARKS, given).mappings()
    return {
        row["tenant_id"]: Marks(**{name: row[name] for name in Marks.__dataclass_fields__}) for row in rows
    }


def list_workers(uow: UnitOfWork, shifts: dict[UUID, frozenset[UUID]]) -> list[Worker]:
    """Who holds something, or had a conversation open a moment ago; who holds most first.

    `shifts` says who is on shift for each brand.
    """
    scope = sorted(uow.actor.tenant_ids)
    held: dict[UUID, list[Held]] = {}
    for row in uow.session.execute(HELD, {"tenants": scope, "now": uow.now, "most": MOST_HELD_SHOWN}):
        held.setdefault(row.claimed_by, []).append(
            Held(row.tenant_id, row.id, row.network, row.claimed_at, row.due_at, row.target_seconds)
        )
    given: dict[str, Any] = {"tenants": scope, "since": uow.now - SEEN_FOR}
    seen = {row.user_id: row.seen_at for row in uow.session.execute(SEEN, given)}
    names = list_names(uow, {*held, *seen})
    workers = [
        Worker(
            user_id,
            name,
            tuple(held.get(user_id, ())),
            seen.get(user_id),
            frozenset(tenant_id for tenant_id, people in shifts.items() if user_id in people),
        )
        for user_id, name in names.items()
    ]
    return sorted(workers, key=lambda one: (-len(one.held), one.name, one.user_id))


def _list_expected(
    uow: UnitOfWork, people: dict[UUID, frozenset[UUID]], workers: Sequence[Worker]
) -> dict[UUID, tuple[OnShift, ...]]:
    """These people of each brand by name; who already works is there."""
    there = {worker.user_id for worker in workers}
    names = list_names(uow, set().union(*people.values()))
    return {
        tenant_id: tuple(
            OnShift(user_id, names[user_id], user_id in there)
            for user_id in sorted(ids & names.keys(), key=lambda one: (names[one], one))
        )
        for tenant_id, ids in people.items()
    }


def find_warning(uow: UnitOfWork, tenant_id: UUID) -> timedelta | None:
    """A brand's own time for warnings, if it has one."""
    seconds = uow.session.scalar(select(WatchSetting.warn_seconds).where(WatchSetting.tenant_id == tenant_id))
    return timedelta(seconds=seconds) if seconds else None


def list_warnings(uow: UnitOfWork) -> dict[UUID, timedelta]:
    """The brands' own times, of those that have one."""
    rows = uow.session.execute(select(WatchSetting.tenant_id, WatchSetting.warn_seconds))
    return {row.tenant_id: timedelta(seconds=row.warn_seconds) for row in rows}


def list_dues(uow: UnitOfWork, tenant_id: UUID, *, before: timedelta | None = None) -> Sequence[Due]:
    """What has a due time that might have to be told of now; what an exclusion took out of measurement has none.

    Where an exclusion moved the end of a turn's time, that is its due time here.
    """
    until = uow.now + (before or _longest_warning(uow, tenant_id))
    adjusted = (
        select(TurnAdjustment)
        .join(Turn, (Turn.tenant_id == TurnAdjustment.tenant_id) & (Turn.id == TurnAdjustment.id))
        .where(
            TurnAdjustment.tenant_id == QueueItem.tenant_id,
            TurnAdjustment.conversation_id == QueueItem.id,
            Turn.outcome == Outcome.OPEN.value,
        )
    )
    moved = adjusted.with_only_columns(func.max(TurnAdjustment.due_at)).scalar_subquery()
    due_at = func.coalesce(moved, QueueItem.due_at)
    rows = uow.session.execute(
        select(
            QueueItem.id,
            QueueItem.account_id,
            due_at.label("due_at"),
            QueueItem.waiting_since,
            QueueItem.target_seconds,
            func.coalesce(QueueItem.claim_until > uow.now, False).label("is_held"),
            QueueItem.claimed_by,
        )
        .where(
            QueueItem.tenant_id == tenant_id,
            QueueItem.due_at > uow.now - TOLD_FOR,
            QueueItem.due_at <= until,
            due_at <= until,
            ~adjusted.where(TurnAdjustment.is_out).exists(),
        )
        .order_by(due_at, QueueItem.id)
    )
    return [
        Due(
            id=row.id,
            account_id=row.account_id,
            due_at=row.due_at,
            waiting_since=row.waiting_since,
            target=timedelta(seconds=row.target_seconds) if row.target_seconds else None,
            holder=row.claimed_by if row.is_held else None,
        )
        for row in rows
    ]


def _longest_warning(uow: UnitOfWork, tenant_id: UUID) -> timedelta:
    """No warning of this brand comes earlier than that, whatever level holds; retired ones are pinned too."""
    targets = [
        seconds
        for level in list_levels(uow, tenant_id, retired=True)
        for seconds in (level.first_response_seconds, level.next_response_seconds)
        if seconds
    ]
    return max(LEAST, MOST_OF_A_PROMISE, timedelta(seconds=max(targets, default=0)) / SHARE_LEFT)
