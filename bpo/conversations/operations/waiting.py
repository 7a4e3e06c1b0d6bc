"""Writing the queue: a row for each conversation that waits, in the unit that writes its facts.

Set-based like everything of intake: a few statements whatever the size of a batch. What a customer wrote is
understood again each time, from what is stored, so that a row can be made again at any time; what the reader
said of a message (`moods`) goes before what its words say. Who holds an item and until when it is put off outlive this;
a new message ends the putting off.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from bpo.core.vocabulary import Visibility
from bpo.tenants.queries import get_languages

ITEM: Table = QueueItem.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
MOST_READ = 20  # of a customer who writes without end, the latest
LONGEST_TEXT = 4000
DERIVED = (
    "account_id",
    "network",
    "visibility",
    "language",
    "stage",
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
    SELECT w.id, c.account_id, c.visibility, c.stage, a.network, i.followers, earlier.at AS seen_at
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
TEXTS = text("""
    SELECT m.id, left(m.text, :longest) AS text, m.language, m.ingested_at, r.sentiment, r.urgent, r.topics, r.intent, r.read_by
    FROM message m LEFT JOIN message_mood r ON r.tenant_id = m.tenant_id AND r.id = m.id AND r.read_by <> 'words'
    WHERE m.id = ANY (:ids)
""")
PROMISED = text("""
    SELECT p.conversation_id AS id, min(p.due_at) AS due_at, min(p.made_at) AS made_at,
        (SELECT m.id FROM message m
            WHERE m.tenant_id = p.tenant_id AND m.conversation_id = p.conversation_id AND m.direction = 'in'
            ORDER BY m.posted_at DESC, m.id DESC LIMIT 1) AS message_id
    FROM promise p WHERE p.conversation_id = ANY (:ids) AND p.stopped_at IS NULL
    GROUP BY p.tenant_id, p.conversation_id
""")
# Locked in the order in which everybody locks them.
LEAVING = text("""
    SELECT id, claimed_by, claimed_at, claim_until FROM queue_item WHERE id = ANY (:ids) ORDER BY id FOR UPDATE
""")
TAKE_OUT = text("DELETE FROM queue_item WHERE id = ANY (:ids)")
WAKE = text("""
    UPDATE queue_item SET snoozed_until = NULL, snoozed_by = NULL, changed_at = :now
    WHERE id = ANY (:ids) AND snoozed_until IS NOT NULL
""")
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
    leaving = uow.session.execute(LEAVING, {"ids": ids}).all()
    if leaving:
        uow.session.execute(TAKE_OUT, {"ids": [row.id for row in leaving]})
        uow.signal(queue_topic(tenant_id))
    return [row for row in leaving if row.claim_until is not None and row.claim_until > uow.now]


def find_promised(uow: UnitOfWork, conversation_ids: Iterable[UUID]) -> dict[UUID, Row[Any]]:
    """The updates that were promised in these conversations and not given yet: the earliest of each."""
    ids = list(conversation_ids)
    if not ids:
        return {}
    return {row.id: row for row in uow.session.execute(PROMISED, {"ids": ids})}


def put_in(
    uow: UnitOfWork,
    tenant_id: UUID,
    waiting: Mapping[UUID, OpenTurns],
    promised: Mapping[UUID, Row[Any]],
) -> None:
    """Put conversations that wait where they belong, those that are in the queue already included."""
    waits = {
        conversation_id: _Waits(waiting.get(conversation_id), promised.get(conversation_id))
        for conversation_id in waiting.keys() | promised.keys()
    }
    if not waits:
        return
    places = {
        row.id: row
        for row in uow.session.execute(
            PLACES, {"ids": list(waits), "since": [one.since for one in waits.values()]}
        )
    }
    readings = _readings(uow, [message_id for one in waits.values() for message_id in one.read], tenant_id)
    rows = [
        (
            tenant_id,
            conversation_id,
            *_row(one, place=places[conversation_id], read=[readings[wanted] for wanted in one.read]),
            uow.now,
        )
        for conversation_id, one in sorted(waits.items())
    ]
    insert_rows(uow.session, ITEM, COLUMNS, rows, on_conflict=REPLACE)
    uow.signal(queue_topic(tenant_id))


def wake(uow: UnitOfWork, tenant_id: UUID, conversation_ids: Iterable[UUID]) -> None:
    """What was put off comes back now: something it waited for has happened."""
    uow.session.execute(WAKE, {"ids": list(conversation_ids), "now": uow.now})
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


@dataclass(frozen=True, slots=True)
class _Waits:
    """Why a conversation waits: open turns, a promise, or both."""

    turns: OpenTurns | None
    promise: Row[Any] | None

    @property
    def since(self) -> datetime:
        if self.turns is not None:
            return self.turns.since
        assert self.promise is not None
        made_at: datetime = self.promise.made_at
        return made_at

    @property
    def read(self) -> tuple[UUID, ...]:
        """The messages that say how the customer feels: those that wait, else the last one."""
        if self.turns is not None:
            return self.turns.message_ids[-MOST_READ:]
        assert self.promise is not None
        return (self.promise.message_id,) if self.promise.message_id else ()

    @property
    def clock(self) -> tuple[datetime | None, str | None, int | None]:
        """The clock that ends first: when, which, and its target in seconds."""
        turns, promised_at = self.turns, self.promise.due_at if self.promise else None
        if turns is None or (
            promised_at is not None and (turns.due_at is None or promised_at < turns.due_at)
        ):
            return promised_at, "promise", None
        return turns.due_at, turns.kind.value, int(turns.target.total_seconds()) if turns.target else None


@dataclass(frozen=True, slots=True)
class _Read:
    """A message, understood, and when it became known to us."""

    reading: Reading
    known_at: datetime


def _readings(uow: UnitOfWork, message_ids: list[UUID], tenant_id: UUID) -> dict[UUID, _Read]:
    languages = get_languages(uow, tenant_id)
    return {
        row.id: _Read(_reading(row, languages), row.ingested_at)
        for row in uow.session.execute(TEXTS, {"ids": message_ids, "longest": LONGEST_TEXT})
    }


def _reading(row: Row[Any], languages: Sequence[str]) -> Reading:
    """By its words, and by what the reader said of it, where it was asked already."""
    read = read_message(row.text, language=row.language, brand_languages=languages)
    if row.read_by is None:
        return read
    return read.as_kept(
        sentiment=row.sentiment,
        urgent=row.urgent.split(),
        topics=row.topics.split(),
        intent=row.intent,
        by=row.read_by,
    )


def _row(one: _Waits, *, place: Row[Any], read: list[_Read]) -> tuple[Any, ...]:
    """The values of DERIVED but the last."""
    turns, promise = one.turns, one.promise
    messages = len(turns.message_ids) if turns else 0
    contacts = [place.seen_at, turns.answered_at if turns else None]
    standing = stand(
        Situation(
            readings=tuple(said.reading for said in read),
            messages=messages,
            waiting_since=one.since,
            known_at=min(said.known_at for said in read) if turns else one.since,
            due_at=turns.due_at if turns else None,
            promise_at=promise.due_at if promise else None,
            is_public=place.visibility == Visibility.PUBLIC.value,
            followers=place.followers,
            contact_at=max((at for at in contacts if at is not None), default=None) if turns else None,
        )
    )
    languages = [said.reading.language for said in read if said.reading.language]
    return (
        place.account_id,
        place.network,
        place.visibility,
        languages[-1] if languages else None,
        place.stage,
        standing.sentiment.value,
        standing.priority.value,
        json.dumps(standing.reasons),
        messages,
        one.since,
        *one.clock,
        standing.serve_by,
    )
