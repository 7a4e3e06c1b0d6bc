"""Reading how customers' messages sound: in batches, each read in one unit, understood in none, kept in another.

What came lately is read by words and by the reader (25 ms a message), and the queue is put in order by it; history
that was imported is read by words alone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, text

from bpo.conversations.models import MessageMood
from bpo.conversations.operations.facts import hold_evidence, refresh_queue
from bpo.conversations.operations.mood_marks import mark_moods
from bpo.conversations.operations.waiting import LONGEST_TEXT
from bpo.conversations.rules.reading import Reading, read_deeply, read_message
from bpo.core.bulk import insert_rows
from bpo.core.ids import earlier_id
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.tenants.queries import get_languages

MOOD: Table = MessageMood.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
BATCH = 500
BY_WORDS = "words"
READ_DEEPLY = timedelta(days=3)  # since it was posted
# Ids are not in commit order, so the last hour is looked through again.
LOOKED_AT_AGAIN = timedelta(hours=1)
LATEST = text("SELECT id FROM message_mood WHERE tenant_id = :tenant ORDER BY id DESC LIMIT 1")
PLACES = text("SELECT conversation_id FROM message WHERE id = ANY (CAST(:ids AS uuid[]))")
# By the primary key: ids grow with time, whatever the network says of when something was written.
UNREAD = text("""
    SELECT m.id, m.account_id, m.posted_at, left(m.text, :longest) AS text, m.language FROM message m
    WHERE m.tenant_id = :tenant AND m.id > CAST(:after AS uuid) AND m.direction = 'in' AND m.text <> ''
        AND NOT EXISTS (SELECT FROM message_mood r WHERE r.tenant_id = m.tenant_id AND r.id = m.id)
    ORDER BY m.id LIMIT :limit
""")


def read_new_moods(open_unit: OpenUnit, tenant_id: UUID, *, batches: int, size: int = BATCH) -> bool:
    """Read what came in and has not been read, at most so many batches; whether there may be more."""
    with open_unit() as uow:
        latest: UUID | None = uow.session.scalar(LATEST, {"tenant": tenant_id})
        languages = get_languages(uow, tenant_id)
    after = earlier_id(latest, by=LOOKED_AT_AGAIN) if latest else UUID(int=0)
    for _ in range(batches):
        with open_unit() as uow:
            rows = _list_unread(uow, tenant_id, after=after, limit=size)
        read = _read(rows, languages, since=uow.now - READ_DEEPLY)
        if rows:
            with open_unit() as uow:
                _keep(uow, tenant_id, read)
        if len(rows) < size:
            return False
        after = rows[-1].id
    return True


def _read(rows: list[Any], languages: Sequence[str], *, since: datetime) -> list[tuple[Any, Reading, bool]]:
    """Each message with its reading, and whether the reader understood it otherwise than its words say."""
    by_words = [read_message(row.text, language=row.language, brand_languages=languages) for row in rows]
    late = [number for number, row in enumerate(rows) if row.posted_at >= since]
    deeply = read_deeply([(rows[one].text, rows[one].language) for one in late], brand_languages=languages)
    readings = dict(enumerate(by_words)) | dict(zip(late, deeply, strict=True))
    return [
        (row, readings[number], _says_else(by_words[number], readings[number]))
        for number, row in enumerate(rows)
    ]


def _says_else(one: Reading, other: Reading) -> bool:
    return (one.sentiment, one.urgent, one.topics, one.intent, one.is_thanks, one.is_spam) != (
        other.sentiment,
        other.urgent,
        other.topics,
        other.intent,
        other.is_thanks,
        other.is_spam,
    )


def _keep(uow: UnitOfWork, tenant_id: UUID, read: list[tuple[Any, Reading, bool]]) -> None:
    hold_evidence(uow, tenant_id)  # episodes derived meanwhile would not know of these moods
    insert_rows(
        uow.session,
        MOOD,
        ("tenant_id", "id", "account_id", "sentiment", "read_at", "read_by", "urgent", "topics", "intent"),
        [
            (
                tenant_id,
                row.id,
                row.account_id,
                reading.sentiment.value,
                uow.now,
                reading.by or BY_WORDS,
                " ".join(reading.urgent) if reading.by else "",
                " ".join(reading.topics) if reading.by else "",
                reading.intent,
            )
            for row, reading, _ in read
        ],
        on_conflict="ON CONFLICT (tenant_id, id) DO NOTHING",
    )
    mark_moods(uow, _conversations_of(uow, [row.id for row, _, _ in read]))
    otherwise = _conversations_of(uow, [row.id for row, _, says_else in read if says_else])
    if otherwise:
        refresh_queue(uow, tenant_id, otherwise)


def _conversations_of(uow: UnitOfWork, ids: list[UUID]) -> set[UUID]:
    """Where messages belong now: threads may have turned out to be one since they were read."""
    return set(uow.session.scalars(PLACES, {"ids": ids}))


def _list_unread(uow: UnitOfWork, tenant_id: UUID, *, after: UUID, limit: int) -> list[Any]:
    asked = {"tenant": tenant_id, "after": after, "limit": limit, "longest": LONGEST_TEXT}
    return list(uow.session.execute(UNREAD, asked))
