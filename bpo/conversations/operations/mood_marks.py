"""How an episode began and ended, and how a turn began, kept on them: from the customer's messages that were read.

Written again whenever the conversation is derived anew and whenever a message of it is read, both under the brand's
evidence lock, so that neither misses the other.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import text

from bpo.conversations.queries.mood_texts import BEGAN, ENDED, MOOD_NAME
from bpo.core.uow import UnitOfWork

MARK = text(f"""
    UPDATE episode e SET began = {MOOD_NAME.format("x.began")}, ended = {MOOD_NAME.format("x.ended")}
    FROM (
        SELECT o.id, {BEGAN} AS began, {ENDED} AS ended
        FROM (SELECT id, conversation_id, opened_at,
                lead(opened_at) OVER (PARTITION BY conversation_id ORDER BY episode_no) AS next_at
            FROM episode WHERE conversation_id = ANY (CAST(:ids AS uuid[]))) o
        JOIN message m ON m.conversation_id = o.conversation_id
            AND m.posted_at >= o.opened_at AND (o.next_at IS NULL OR m.posted_at < o.next_at)
        LEFT JOIN message_mood r ON r.id = m.id
        WHERE m.direction = 'in' AND NOT m.automatic GROUP BY o.id) x
    WHERE e.id = x.id AND e.conversation_id = ANY (CAST(:ids AS uuid[]))
        AND (e.began, e.ended) IS DISTINCT FROM ({MOOD_NAME.format("x.began")}, {MOOD_NAME.format("x.ended")})
""")  # noqa: S608 -- put together from texts of our own

MARK_TURNS = text("""
    UPDATE turn t SET mood = r.sentiment FROM message_mood r
    WHERE t.conversation_id = ANY (CAST(:ids AS uuid[])) AND r.id = t.id AND t.mood IS DISTINCT FROM r.sentiment
""")


def mark_moods(uow: UnitOfWork, conversation_ids: Collection[UUID]) -> None:
    """Keep how the episodes and turns of conversations began and episodes ended, as far as messages were read."""
    if conversation_ids:
        ids = {"ids": list(conversation_ids)}
        uow.session.execute(MARK, ids)
        uow.session.execute(MARK_TURNS, ids)
