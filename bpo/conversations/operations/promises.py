"""Promised updates: made by a reply that stands on the network, stopped by the next reply of a person.

When a promise stops is derived from the messages, as all clocks are, and written again in the unit that
writes the facts; so a late message or a thread that turns out to be another's moves the stop to where it is.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, text

from bpo.conversations.models import Draft, Message, Promise
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

SETTLE = text("""
    UPDATE promise p SET stopped_at = n.posted_at, stopped_by = n.id
    FROM promise q LEFT JOIN LATERAL (
        SELECT m.id, m.posted_at FROM message m
        WHERE m.tenant_id = q.tenant_id AND m.conversation_id = q.conversation_id
            AND m.direction = 'out' AND NOT m.automatic AND coalesce(m.part_no, 1) = 1
            AND (m.posted_at > q.made_at OR (m.posted_at = q.made_at AND m.id > q.message_id))
        ORDER BY m.posted_at, m.id LIMIT 1) n ON true
    WHERE q.conversation_id = ANY (:conversations) AND p.tenant_id = q.tenant_id AND p.id = q.id
        AND p.stopped_by IS DISTINCT FROM n.id
""")


def record_promise(uow: UnitOfWork, draft: Draft, message: Message) -> None:
    """The reply that made a promise stands on the network: its clock runs from there."""
    if draft.promise_at is None:
        return
    made = select(Promise.id).where(Promise.tenant_id == draft.tenant_id, Promise.message_id == message.id)
    if uow.session.scalar(made) is not None:
        return
    promise = Promise(
        id=new_id(),
        tenant_id=draft.tenant_id,
        account_id=message.account_id,
        conversation_id=message.conversation_id,
        message_id=message.id,
        made_at=message.posted_at,
        made_by=draft.author_id,
        due_at=draft.promise_at,
    )
    uow.session.add(promise)
    uow.session.flush()  # the next statement reads it
    settle_promises(uow, {message.conversation_id})
    uow.audit("promise.made", promise, due_at=draft.promise_at.isoformat())


def settle_promises(uow: UnitOfWork, conversation_ids: Collection[UUID]) -> None:
    """Derive again when the promises of these conversations stopped."""
    if conversation_ids:
        uow.session.execute(SETTLE, {"conversations": list(conversation_ids)})
