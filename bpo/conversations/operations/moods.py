"""Reading how customers' messages sound: in batches, each read in one unit, understood in none, kept in another."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, text

from bpo.conversations.models import MessageMood
from bpo.conversations.operations.facts import hold_evidence
from bpo.conversations.operations.mood_marks import mark_moods
from bpo.conversations.operations.waiting import LONGEST_TEXT
from bpo.conversations.rules.reading import read_message
from bpo.core.bulk import insert_rows
from bpo.core.ids import earlier_id
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.tenants.queries import get_languages

MOOD: Table = MessageMood.__table__  # type: ignore[assignment]  # a Table, as for every mapped class
BATCH = 500
# Ids are not in commit order, so the last hour is looked through again.
LOOKED_AT_AGAIN = timedelta(hours=1)
LATEST = text("SELECT id FROM message_mood WHERE tenant_id = :tenant ORDER BY id DESC LIMIT 1")
PLACES = text("SELECT conversation_id FROM message WHERE id = ANY (CAST(:ids AS uuid[]))")
# By the primary key: ids grow with time, whatever the network says of when something was written.
UNREAD = text("""
    SELECT m.id, m.account_id, left(m.text, :longest) AS text, m.language FROM message m
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
        moods = [
            read_message(row.text, language=row.language, brand_languages=languages).sentiment for row in rows
        ]
        if rows:
            with open_unit() as uow:
                hold_evidence(uow, tenant_id)  # episodes derived meanwhile would not know of these moods
                insert_rows(
                    uow.session,
                    MOOD,
                    ("tenant_id", "id", "account_id", "sentiment", "read_at"),
                    [
                        (tenant_id, row.id, row.account_id, mood.value, uow.now)
                        for row, mood in zip(rows, moods, strict=True)
                    ],
                    on_conflict="ON CONFLICT (tenant_id, id) DO NOTHING",
                )
                mark_moods(uow, _conversations_of(uow, [row.id for row in rows]))
        if len(rows) < size:
            return False
        after = rows[-1].id
    return True


def _conversations_of(uow: UnitOfWork, ids: list[UUID]) -> set[UUID]:
    """Where messages belong now: threads may have turned out to be one since they were read."""
    return set(uow.session.scalars(PLACES, {"ids": ids}))


def _list_unread(uow: UnitOfWork, tenant_id: UUID, *, after: UUID, limit: int) -> list[Any]:
    asked = {"tenant": tenant_id, "after": after, "limit": limit, "longest": LONGEST_TEXT}
    return list(uow.session.execute(UNREAD, asked))
