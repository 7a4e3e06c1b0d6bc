"""The queue as it is read: the lines of a page, how many there are, the next that is free.

A page over many brands reads one short range of each brand's index in the order of `serve_by`, so that its
cost follows the page and neither the history nor the length of the queue. Which brands somebody sees is
said by `seen_brands`: those they serve, and for whoever watches the floor all of theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select, text

from bpo.conversations.models import QueueItem, SavedFilter
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Priority
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names, list_people_who_may
from bpo.staffing.queries import may_serve, servable_brands

SNIPPET = 240
COUNTED_AT_MOST = 100
Place = tuple[datetime, UUID]  # where the list goes on
IN_SIGHT = "(q.snoozed_until IS NULL OR q.snoozed_until <= :now)"
SHOWS = {  # what is shown of a brand's queue
    "all": "true",
    "waiting": IN_SIGHT,
    "free": f"{IN_SIGHT} AND (q.claimed_by IS NULL OR q.claim_until <= :now)",
    "mine": "q.claimed_by = :user AND q.claim_until > :now",
    "snoozed": "q.snoozed_until > :now",
}
EQUAL = ("network", "language", "stage", "sentiment", "priority", "visibility")
LINES = """
    WITH first AS MATERIALIZED (
        SELECT q.tenant_id, q.id, q.serve_by FROM unnest(CAST(:tenants AS uuid[])) AS b (tenant_id)
        CROSS JOIN LATERAL (SELECT q.tenant_id, q.id, q.serve_by FROM queue_item q
            WHERE q.tenant_id = b.tenant_id AND {conditions} ORDER BY q.serve_by, q.id LIMIT :limit) q
        ORDER BY q.serve_by, q.id LIMIT :limit),
    page AS (SELECT q.* FROM first JOIN queue_item q ON q.tenant_id = first.tenant_id AND q.id = first.id)
    SELECT page.*, t.slug, t.name AS brand, a.handle, a.tags, coalesce(i.name, i.external_id) AS customer,
        left(m.text, :snippet) AS snippet
    FROM page
    JOIN tenant t ON t.id = page.tenant_id
    JOIN channel_account a ON a.tenant_id = page.tenant_id AND a.id = page.account_id
    JOIN conversation c ON c.tenant_id = page.tenant_id AND c.id = page.id
    LEFT JOIN LATERAL (SELECT name, external_id FROM customer_identity
        WHERE tenant_id = page.tenant_id AND customer_id = c.customer_id AND network = page.network
        ORDER BY id LIMIT 1) i ON true
    LEFT JOIN LATERAL (SELECT text FROM message
        WHERE tenant_id = page.tenant_id AND conversation_id = page.id AND direction = 'in'
        ORDER BY posted_at DESC, id DESC LIMIT 1) m ON true
    ORDER BY page.serve_by, page.id
"""
FREE = """
    SELECT q.tenant_id, q.id FROM unnest(CAST(:tenants AS uuid[])) AS b (tenant_id)
    CROSS JOIN LATERAL (SELECT q.tenant_id, q.id, q.serve_by FROM queue_item q
        WHERE q.tenant_id = b.tenant_id AND {conditions} ORDER BY q.serve_by, q.id LIMIT :limit) q
    ORDER BY q.serve_by, q.id LIMIT :limit
"""
# Counted up to a few, and no further: brand after brand, until there are enough.
COUNT = """
    (SELECT count(*) FROM (SELECT FROM unnest(CAST(:tenants AS uuid[])) AS b (tenant_id)
        CROSS JOIN LATERAL (SELECT FROM queue_item q WHERE q.tenant_id = b.tenant_id AND {conditions}
            LIMIT :most) q
        LIMIT :most) s)
"""
TAGS = text("""
    SELECT DISTINCT jsonb_array_elements_text(tags) AS tag FROM channel_account
    WHERE tenant_id = ANY (CAST(:tenants AS uuid[])) AND retired_at IS NULL ORDER BY 1
""")
TAGGED = text("""
    SELECT id FROM channel_account WHERE tenant_id = ANY (CAST(:tenants AS uuid[])) AND tags @> to_jsonb(CAST(:tag AS text))
""")


@dataclass(frozen=True)
class QueueFilter:
    """What is asked of the queue; None means any. `show` is a word of SHOWS."""

    show: str = "waiting"
    network: str | None = None
    language: str | None = None
    visibility: str | None = None
    tag: str | None = None
    stage: str | None = None
    sentiment: str | None = None
    priority: str | None = None
    overdue: bool = False
    due_within: int | None = None  # minutes; what is late already is not


@dataclass(frozen=True)
class QueueLine:
    """An item as a line of the page."""

    id: UUID
    tenant_id: UUID
    slug: str
    brand: str
    network: str
    handle: str
    tags: tuple[str, ...]
    visibility: str
    language: str | None
    stage: str | None
    customer: str | None
    snippet: str
    sentiment: str
    priority: str
    reasons: tuple[dict[str, Any], ...]
    messages: int
    waiting_since: datetime
    due_at: datetime | None
    due_kind: str | None
    target_seconds: int | None
    serve_by: datetime
    snoozed_until: datetime | None
    snoozed_by: UUID | None
    claimed_by: UUID | None  # of a claim that still holds
    claim_until: datetime | None
    holder: str | None


def seen_brands(uow: UnitOfWork) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """The brands whose queue the actor sees, and those of them that they serve."""
    actor = uow.actor
    serves = servable_brands(uow, actor.user_id, at=uow.now) if actor.user_id else frozenset()
    watches = {tenant for tenant in actor.tenant_ids if actor.may(Permission.FLOOR_READ, tenant)}
    return serves | watches, serves


def find_item(
    uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, *, for_update: bool = False
) -> QueueItem | None:
    """What waits in a conversation, as it is now."""
    wanted = select(QueueItem).where(QueueItem.tenant_id == tenant_id, QueueItem.id == conversation_id)
    if for_update:
        wanted = wanted.with_for_update()
    return uow.session.scalars(wanted.execution_options(populate_existing=True)).first()


def list_lines(
    uow: UnitOfWork,
    wanted: QueueFilter,
    *,
    tenant_ids: Sequence[UUID],
    after: Place | None = None,
    limit: int,
) -> list[QueueLine]:
    """Lines of the queue, what is to be served first first."""
    conditions, values = _conditions(uow, wanted, tenant_ids)
    if after is not None:
        conditions += " AND (q.serve_by, q.id) > (:after_at, :after_id)"
        values |= {"after_at": after[0], "after_id": after[1]}
    values |= {"limit": limit, "snippet": SNIPPET}
    rows = uow.session.execute(text(LINES.format(conditions=conditions)), values).mappings().all()
    holders = {row["claimed_by"] for row in rows if _holds(row, uow.now)}
    names = list_names(uow, holders) if holders else {}
    return [_line(row, names, now=uow.now) for row in rows]


def list_free(
    uow: UnitOfWork, wanted: QueueFilter, *, tenant_ids: Sequence[UUID], limit: int
) -> list[tuple[UUID, UUID]]:
    """The first items that nobody holds: brand and conversation."""
    free = QueueFilter(**{**vars(wanted), "show": "free"})
    conditions, values = _conditions(uow, free, tenant_ids)
    rows = uow.session.execute(text(FREE.format(conditions=conditions)), {**values, "limit": limit})
    return [(row.tenant_id, row.id) for row in rows]


def count_priorities(
    uow: UnitOfWork, wanted: QueueFilter, *, tenant_ids: Sequence[UUID]
) -> tuple[dict[Priority, int], int]:
    """How many there are of each priority, whichever is asked for, and how many the actor holds.

    Each up to COUNTED_AT_MOST: "many" is all that anybody wants to know beyond it.
    """
    every = QueueFilter(**{**vars(wanted), "priority": None})
    conditions, values = _conditions(uow, every, tenant_ids)
    values["most"] = COUNTED_AT_MOST
    parts = [f"{conditions} AND q.priority = '{one.value}'" for one in Priority] + [SHOWS["mine"]]
    counted = ", ".join(COUNT.format(conditions=part) for part in parts)
    *found, mine = uow.session.execute(text(f"SELECT {counted}"), values).one()
    return dict(zip(Priority, found, strict=True)), mine


def list_tags(uow: UnitOfWork, *, tenant_ids: Sequence[UUID]) -> list[str]:
    """The tags of these brands' accounts: places, mostly."""
    return list(uow.session.scalars(TAGS, {"tenants": list(tenant_ids)}))


def list_colleagues(uow: UnitOfWork, item: QueueItem) -> dict[UUID, str]:
    """Who else may serve this brand now, for handing an item over: names by id."""
    able = list_people_who_may(uow, item.tenant_id, Permission.CONVERSATION_SERVE, account_id=item.account_id)
    others = {
        user_id
        for user_id in able - {uow.actor.user_id, item.claimed_by}
        if may_serve(uow, item.tenant_id, user_id, at=uow.now).allowed
    }
    return list_names(uow, others) if others else {}


def list_filters(uow: UnitOfWork) -> list[SavedFilter]:
    """The reader's saved views, as they were made."""
    mine = select(SavedFilter).where(SavedFilter.user_id == uow.actor.user_id)
    return list(uow.session.scalars(mine.order_by(SavedFilter.created_at, SavedFilter.id)))


def get_filter(uow: UnitOfWork, filter_id: UUID) -> SavedFilter:
    """One of the reader's own saved views."""
    found = uow.session.scalars(select(SavedFilter).where(SavedFilter.id == filter_id)).first()
    if found is None:
        raise NotFound
    return found


def _conditions(
    uow: UnitOfWork, wanted: QueueFilter, tenant_ids: Sequence[UUID]
) -> tuple[str, dict[str, object]]:
    """The WHERE of a filter and its values."""
    values: dict[str, object] = {"tenants": list(tenant_ids), "now": uow.now, "user": uow.actor.user_id}
    parts = [SHOWS[wanted.show]]
    for name in EQUAL:
        value = getattr(wanted, name)
        if value is not None:
            parts.append(f"q.{name} = :{name}")
            values[name] = value
    if wanted.tag is not None:
        tagged = uow.session.scalars(TAGGED, {"tenants": list(tenant_ids), "tag": wanted.tag})
        parts.append("q.account_id = ANY (CAST(:accounts AS uuid[]))")
        values["accounts"] = list(tagged)
    if wanted.overdue:
        parts.append("q.due_at < :now")
    if wanted.due_within is not None:
        parts.append("q.due_at >= :now AND q.due_at < :horizon")
        values["horizon"] = uow.now + timedelta(minutes=wanted.due_within)
    return " AND ".join(parts), values


def _holds(row: RowMapping, now: datetime) -> bool:
    return row["claimed_by"] is not None and row["claim_until"] > now


def _line(row: RowMapping, names: Mapping[UUID, str], *, now: datetime) -> QueueLine:
    values = {name: row[name] for name in QueueLine.__dataclass_fields__ if name in row}
    held = _holds(row, now)
    return QueueLine(
        **{
            **values,
            "tags": tuple(row["tags"]),
            "reasons": tuple(row["reasons"]),
            "snippet": row["snippet"] or "",
            "claimed_by": row["claimed_by"] if held else None,
            "claim_until": row["claim_until"] if held else None,
        },
        holder=names.get(row["claimed_by"]) if held else None,
    )
