"""Writing the queue: a row for each conversation that waits, in the unit that writes its facts.

Set-based like everything of intake: a few statements whatever the size of a batch. What a customer wrote is
understood again each time, from what is stored, so that a row can be made again at any time and no reading is
kept. Who holds an item and until when it is put off outlive this; a new message ends the putting off.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, text

from bpo.conversations.models import QueueItem
from bpo.conversations.rules.facts import OpenTurns
from bpo.conversations.rules.priority import Situation, stand
from bpo.conversations.rules.reading import Reading, read_message
from bpo.core.bulk import insert_rows
from bpo.core.uow import UnitOfWork

ITEM: Table = QueueItem.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
MOST_READ = 20  # of a customer who writes without end, the latest
LONGEST_TEXT = 4000
DERIVED = (
    "account_id",
    "network",
    "visibility",
    "language",
    "sentiment",
    "priority",
    "reasons",
    "messages",
    "waiting_since",
    "due_at",
    "due_kind",
    "target_seconds",
    "serve_by",
    "changed_at",
)
COLUMNS = ("tenant_id", "id", *DERIVED)
NOBODY_WROTE = "excluded.messages = queue_item.messages AND excluded.waiting_since = queue_item.waiting_since"
REPLACE = f"""
    ON CONFLICT (tenant_id, id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in DERIVED)},
        snoozed_until = CASE WHEN {NOBODY_WROTE} THEN queue_item.snoozed_until END,
        snoozed_by = CASE WHEN {NOBODY_WROTE} THEN queue_item.snoozed_by END
"""
# By ids that no two brands share; the brand is left to row-level security (see `threading`).
PLACES = text("""
    SELECT w.id, c.account_id, c.visibility, a.network, i.followers, earlier.at AS seen_at
    FROM unnest(CAST(:ids AS uuid[]), CAST(:since AS timestamptz[])) AS w (id, since)
    CROSS JOIN LATERAL (SELECT * FROM conversation WHERE id = w.id LIMIT 1) c
    JOIN channel_account a ON a.tenant_id = c.tenant_id AND a.id = c.account_id
    LEFT JOIN LATERAL (SELECT followers FROM customer_identity
        WHERE tenant_id = c.tenant_id AND customer_id = c.customer_id AND network = a.network
        ORDER BY id LIMIT 1) i ON true
    LEFT JOIN LATERAL (SELECT least(o.last_message_at, w.since) AS at FROM conversation o
        WHERE o.tenant_id = c.tenant_id AND o.customer_id = c.customer_id AND o.id <> c.id
            AND o.started_at < w.since
        ORDER BY o.last_message_at DESC LIMIT 1) earlier ON true
""")
TEXTS = text("SELECT id, left(text, :longest) AS text, language FROM message WHERE id = ANY (:ids)")
LANGUAGES = text("SELECT languages FROM tenant WHERE id = :tenant")
CLAIMS = text("""
    SELECT id, claimed_by, claimed_at, claim_until FROM queue_item
    WHERE id = ANY (:ids) AND claim_until > :now
""")
TAKE_OUT = text("DELETE FROM queue_item WHERE id = ANY (:ids)")
HAND_DOWN = text("""
    UPDATE queue_item q SET claimed_by = h.claimed_by, claimed_at = h.claimed_at, claim_until = h.claim_until
    FROM unnest(CAST(:ids AS uuid[]), CAST(:holders AS uuid[]), CAST(:since AS timestamptz[]),
        CAST(:until AS timestamptz[])) AS h (id, claimed_by, claimed_at, claim_until)
    WHERE q.id = h.id AND (q.claim_until IS NULL OR q.claim_until <= :now)
""")


def queue_topic(tenant_id: UUID) -> str:
    """What open pages of this brand's queue listen to."""
    return f"queue:{tenant_id}"


def take_out(uow: UnitOfWork, tenant_id: UUID, conversation_ids: Iterable[UUID]) -> list[Row[Any]]:
    """Remove conversations from the queue; the claims that were on them."""
    ids = list(conversation_ids)
    if not ids:
        return []
    claims = list(uow.session.execute(CLAIMS, {"ids": ids, "now": uow.now}))
    uow.session.execute(TAKE_OUT, {"ids": ids})
    uow.signal(queue_topic(tenant_id))
    return claims


def put_in(uow: UnitOfWork, tenant_id: UUID, waiting: Mapping[UUID, OpenTurns]) -> None:
    """Put conversations that wait where they belong, those that are in the queue already included."""
    if not waiting:
        return
    languages: list[str] = uow.session.scalar(LANGUAGES, {"tenant": tenant_id}) or []
    places = {
        row.id: row
        for row in uow.session.execute(
            PLACES, {"ids": list(waiting), "since": [turns.since for turns in waiting.values()]}
        )
    }
    readings = _readings(uow, waiting, languages)
    rows = [
        _row(uow, tenant_id, conversation_id, turns, place=places[conversation_id], readings=readings)
        for conversation_id, turns in waiting.items()
    ]
    insert_rows(uow.session, ITEM, COLUMNS, rows, on_conflict=REPLACE)
    uow.signal(queue_topic(tenant_id))


def hand_down(uow: UnitOfWork, claims: Iterable[Row[Any]], *, became: Mapping[UUID, UUID]) -> None:
    """Whoever held a conversation that has become part of another holds that one, unless somebody else does."""
    kept = [claim for claim in claims if claim.id in became]
    if kept:
        uow.session.execute(
            HAND_DOWN,
            {
                "ids": [became[claim.id] for claim in kept],
                "holders": [claim.claimed_by for claim in kept],
                "since": [claim.claimed_at for claim in kept],
                "until": [claim.claim_until for claim in kept],
                "now": uow.now,
            },
        )


def _readings(
    uow: UnitOfWork, waiting: Mapping[UUID, OpenTurns], languages: list[str]
) -> dict[UUID, Reading]:
    wanted = [message_id for turns in waiting.values() for message_id in turns.message_ids[-MOST_READ:]]
    return {
        row.id: read_message(row.text, language=row.language, brand_languages=languages)
        for row in uow.session.execute(TEXTS, {"ids": wanted, "longest": LONGEST_TEXT})
    }


def _row(
    uow: UnitOfWork,
    tenant_id: UUID,
    conversation_id: UUID,
    turns: OpenTurns,
    *,
    place: Row[Any],
    readings: Mapping[UUID, Reading],
) -> tuple[Any, ...]:
    read = tuple(readings[message_id] for message_id in turns.message_ids[-MOST_READ:])
    standing = stand(
        Situation(
            readings=read,
            messages=len(turns.message_ids),
            waiting_since=turns.since,
            due_at=turns.due_at,
            is_public=place.visibility == "public",
            followers=place.followers,
            contact_at=_latest(turns.answered_at, place.seen_at),
        )
    )
    target = turns.target
    return (
        tenant_id,
        conversation_id,
        place.account_id,
        place.network,
        place.visibility,
        next((one.language for one in reversed(read) if one.language), None),
        standing.sentiment.value,
        standing.priority.value,
        json.dumps(standing.reasons),
        len(turns.message_ids),
        turns.since,
        turns.due_at,
        turns.kind.value,
        int(target.total_seconds()) if target else None,
        standing.serve_by,
        uow.now,
    )


def _latest(*instants: datetime | None) -> datetime | None:
    return max((at for at in instants if at is not None), default=None)
