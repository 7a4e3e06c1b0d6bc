"""Where acts, drafts, notes and the like go when threads turn out to be one.

Part of them goes with a message, wherever that goes. The rest belongs to a conversation as a whole: it stays,
unless the conversation is left empty; then it moves to the one that has its last message. A table that
points at conversations is listed here, or deleting an emptied conversation fails.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import text

from bpo.channels.operations.deliveries import move_deliveries
from bpo.core.uow import UnitOfWork

# What goes with its message wherever that goes.
MOVE_BY_MESSAGE = [
    text(f"""
        UPDATE {table} a SET conversation_id = m.conversation_id FROM message m
        WHERE m.id = a.{message} AND a.conversation_id = ANY (:conversations)
            AND a.conversation_id <> m.conversation_id
    """)  # noqa: S608 -- names of ours
    for table, message in (
        ("conversation_act", "message_id"),
        ("promise", "message_id"),
        ("approval", "message_id"),
        ("handoff", "message_id"),
        ("department_alert", "message_id"),
        ("draft", "in_reply_to_message_id"),
    )
]
# What belongs to a conversation as a whole: from one that is left empty to the one that has its messages.
MOVE_WHOLE = [
    text(f"""
        UPDATE {table} a SET conversation_id = m.now
        FROM unnest(CAST(:gone AS uuid[]), CAST(:now AS uuid[])) AS m (gone, now)
        WHERE a.conversation_id = m.gone
    """)  # noqa: S608 -- names of ours
    for table in ("draft", "note", "compensation", "shift_note")
]
MOVE_STAGE = text("""
    UPDATE conversation c SET stage = g.stage
    FROM unnest(CAST(:gone AS uuid[]), CAST(:now AS uuid[])) AS m (gone, now)
    JOIN conversation g ON g.id = m.gone
    WHERE c.id = m.now AND c.stage IS NULL AND g.stage IS NOT NULL
""")
FORGET_PRESENCE = text("DELETE FROM presence WHERE conversation_id = ANY (:gone)")


def move_beside(uow: UnitOfWork, *, left: Collection[UUID], became: Mapping[UUID, UUID]) -> None:
    """Follow messages that have moved from these conversations; `became` are those left empty."""
    if left:
        for move in MOVE_BY_MESSAGE:
            uow.session.execute(move, {"conversations": list(left)})
    if became:
        values = {"gone": list(became), "now": list(became.values())}
        for move in (*MOVE_WHOLE, MOVE_STAGE):
            uow.session.execute(move, values)
        uow.session.execute(FORGET_PRESENCE, {"gone": list(became)})
        move_deliveries(uow, became)
