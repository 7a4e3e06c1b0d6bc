"""Reads of what was done with messages on their network."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bpo.channels.adapters.base import Act
from bpo.channels.models import ChannelAccount, ChannelConnection
from bpo.channels.rules.capabilities import capabilities_of
from bpo.conversations.models import Conversation, Message, Moderation
from bpo.conversations.queries.removals import gone_since
from bpo.conversations.rules.moderation import acts_on
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Visibility


@dataclass(frozen=True)
class Standing:
    """How a message stands on its network."""

    done: Moderation | None = None  # the last that the network has done
    last: Moderation | None = None  # the last that was asked for


def standing_of(uow: UnitOfWork, tenant_id: UUID, message_ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """Of those of these messages with which anything was done."""
    rows = uow.session.scalars(
        select(Moderation)
        .where(Moderation.tenant_id == tenant_id, Moderation.message_id.in_(message_ids))
        .order_by(Moderation.asked_at, Moderation.id)
    )
    found: dict[UUID, Standing] = {}
    for row in rows:
        before = found.get(row.message_id, Standing())
        found[row.message_id] = Standing(row if row.state == "done" else before.done, row)
    return found


def list_moderations(uow: UnitOfWork, message: Message) -> list[Moderation]:
    """Everything that was asked for of one message, latest first."""
    return list(
        uow.session.scalars(
            select(Moderation)
            .where(Moderation.tenant_id == message.tenant_id, Moderation.message_id == message.id)
            .order_by(Moderation.asked_at.desc(), Moderation.id)
        )
    )


def get_message(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, message_id: UUID) -> Message:
    """One message of a conversation, or NotFound."""
    found = uow.session.get(Message, (tenant_id, message_id))
    if found is None or found.conversation_id != conversation_id:
        raise NotFound
    return found


def others_of_author(uow: UnitOfWork, message: Message, *, since: datetime, limit: int) -> list[Message]:
    """What else the author of a message has written in public on this account, oldest first."""
    return list(
        uow.session.scalars(
            select(Message)
            .where(
                Message.tenant_id == message.tenant_id,
                Message.account_id == message.account_id,
                Message.author_id == message.author_id,
                Message.direction == Direction.IN.value,
                Message.visibility == Visibility.PUBLIC.value,
                Message.posted_at >= since,
                Message.id != message.id,
            )
            .order_by(Message.posted_at, Message.id)
            .limit(limit)
        )
    )


def that_allow(uow: UnitOfWork, act: Act, messages: Sequence[Message], *, network: str) -> list[Message]:
    """Of a brand's messages on one network those of which an act may be asked for now, in their order."""
    if not messages:
        return []
    tenant_id, ids = messages[0].tenant_id, [one.id for one in messages]
    standing, gone = standing_of(uow, tenant_id, ids), gone_since(uow, tenant_id, ids)
    capabilities = capabilities_of(network)
    found = []
    for one in messages:
        stands = standing.get(one.id, Standing())
        allowed = acts_on(
            direction=one.direction,
            visibility=one.visibility,
            capabilities=capabilities,
            done=stands.done.act if stands.done else None,
            is_gone=one.id in gone,
        )
        waits = stands.last is not None and stands.last.state == "waiting"
        if act in allowed and not waits:
            found.append(one)
    return found


def waiting_to_hide(uow: UnitOfWork, tenant_id: UUID, conversation_ids: Collection[UUID]) -> list[Message]:
    """What waits in these conversations of a brand for an answer and can be hidden on its network, oldest first."""
    rows = uow.session.execute(
        select(Message, ChannelAccount.network)
        .join(
            Conversation,
            (Conversation.tenant_id == Message.tenant_id) & (Conversation.id == Message.conversation_id),
        )
        .join(
            ChannelAccount,
            (ChannelAccount.tenant_id == Message.tenant_id) & (ChannelAccount.id == Message.account_id),
        )
        .join(
            ChannelConnection,
            (ChannelConnection.tenant_id == Message.tenant_id) & (ChannelConnection.id == Message.account_id),
        )
        .where(
            Message.tenant_id == tenant_id,
            Message.conversation_id.in_(conversation_ids),
            Message.direction == Direction.IN.value,
            Message.visibility == Visibility.PUBLIC.value,
            Message.posted_at >= Conversation.waiting_since,
        )
        .order_by(Message.posted_at, Message.id)
    ).all()
    by_network: dict[str, list[Message]] = defaultdict(list)
    for message, network in rows:
        by_network[network].append(message)
    return [
        message
        for network, messages in by_network.items()
        for message in that_allow(uow, Act.HIDE, messages, network=network)
    ]


def due_moderations(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 200) -> list[Moderation]:
    """What is to be tried now."""
    return list(
        uow.session.scalars(
            select(Moderation)
            .where(
                Moderation.tenant_id == tenant_id,
                Moderation.state == "waiting",
                Moderation.next_try_at <= uow.now,
            )
            .order_by(Moderation.next_try_at)
            .limit(limit)
        )
    )


def nth_done(uow: UnitOfWork, tenant_id: UUID, account_id: UUID, *, number: int) -> datetime | None:
    """When so many acts ago one was done on an account; None where there were fewer."""
    return uow.session.scalars(
        select(Moderation.done_at)
        .where(
            Moderation.tenant_id == tenant_id,
            Moderation.account_id == account_id,
            Moderation.state == "done",
        )
        .order_by(Moderation.done_at.desc())
        .offset(number - 1)
        .limit(1)
    ).first()


def act_of(row: Moderation) -> Act:
    """What was asked for."""
    return Act(row.act)
