"""The accounts of a brand at this moment: what waits there, what is late, when somebody last wrote, and their connection.

Waiting and late are the conversations that the list of conversations shows for the account. When somebody last
wrote is looked for as far back as `HEARD_WITHIN`, so that the cost does not follow the history.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_

from bpo.channels.models import ChannelAccount, ChannelConnection
from bpo.channels.queries import AccountFilter, account_conditions
from bpo.conversations.models import Conversation, Turn
from bpo.core.uow import UnitOfWork

HEARD_WITHIN = timedelta(days=30)
Place = tuple[
    int, int, str, str
]  # where the list goes on: what was late and waited there, network and handle


@dataclass(frozen=True)
class AccountNow:
    """One account now; `last_at` is None where nobody wrote within `HEARD_WITHIN`."""

    id: UUID
    network: str
    handle: str
    display_name: str | None
    tags: list[str]
    waiting: int
    late: int
    last_at: datetime | None
    state: str | None  # of the connection; None without one
    facts: Mapping[str, Any] | None

    @property
    def place(self) -> Place:
        """Its place in the list."""
        return -self.late, -self.waiting, self.network, self.handle


def list_accounts_now(
    uow: UnitOfWork, tenant_id: UUID, wanted: AccountFilter, *, after: Place | None = None, limit: int
) -> list[AccountNow]:
    """The accounts in use, those with most that is late first, after the last one shown."""
    one = ChannelAccount
    conversations = func.count(Turn.conversation_id.distinct())
    queue = (
        select(
            Turn.account_id,
            conversations.label("waiting"),
            conversations.filter(Turn.due_at < uow.now).label("late"),
        )
        .where(Turn.tenant_id == tenant_id, Turn.outcome == "open")
        .group_by(Turn.account_id)
        .subquery()
    )
    heard = (
        select(Conversation.account_id, func.max(Conversation.last_message_at).label("last_at"))
        .where(Conversation.tenant_id == tenant_id, Conversation.last_message_at >= uow.now - HEARD_WITHIN)
        .group_by(Conversation.account_id)
        .subquery()
    )
    waiting, late = (func.coalesce(column, 0) for column in (queue.c.waiting, queue.c.late))
    order = (-late, -waiting, one.network, one.handle)
    query = (
        select(
            *(one.id, one.network, one.handle, one.display_name, one.tags),
            *(waiting.label("waiting"), late.label("late"), heard.c.last_at),
            *(ChannelConnection.state, ChannelConnection.facts),
        )
        .outerjoin(queue, queue.c.account_id == one.id)
        .outerjoin(heard, heard.c.account_id == one.id)
        .outerjoin(
            ChannelConnection,
            (ChannelConnection.tenant_id == one.tenant_id) & (ChannelConnection.id == one.id),
        )
        .where(one.tenant_id == tenant_id, *account_conditions(wanted))
        .order_by(*order)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(*order) > after)
    return [AccountNow(**row) for row in uow.session.execute(query).mappings()]
