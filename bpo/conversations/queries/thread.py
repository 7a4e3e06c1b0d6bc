"""One conversation and what it is made of: messages, turns, episodes, acts, and the versions they pin.

Everything is asked for with its brand, so that an id of another brand is not found under this one's address.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from bpo.conversations.models import (
    Conversation,
    ConversationAct,
    CustomerIdentity,
    Episode,
    Message,
    Turn,
)
from bpo.conversations.queries.lists import Place
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.tenants.models import BusinessCalendar, ServiceLevel


def get_conversation(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> Conversation:
    """One conversation of a brand, or NotFound."""
    found = uow.session.scalars(
        select(Conversation).where(Conversation.tenant_id == tenant_id, Conversation.id == conversation_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def get_turn(uow: UnitOfWork, tenant_id: UUID, turn_id: UUID) -> Turn:
    """One turn of a brand, or NotFound."""
    found = uow.session.scalars(select(Turn).where(Turn.tenant_id == tenant_id, Turn.id == turn_id)).first()
    if found is None:
        raise NotFound
    return found


def list_identities(uow: UnitOfWork, conversation: Conversation) -> list[CustomerIdentity]:
    """Who the customer is on each network; nobody where no customer is known."""
    return list(
        uow.session.scalars(
            select(CustomerIdentity)
            .where(
                CustomerIdentity.tenant_id == conversation.tenant_id,
                CustomerIdentity.customer_id == conversation.customer_id,
            )
            .order_by(CustomerIdentity.network, CustomerIdentity.external_id)
        )
    )


def list_messages(
    uow: UnitOfWork, conversation: Conversation, *, before: Place | None = None, limit: int
) -> list[Message]:
    """The latest messages (before a place), the latest first."""
    query = select(Message).where(
        Message.tenant_id == conversation.tenant_id, Message.conversation_id == conversation.id
    )
    if before is not None:
        at, message_id = before
        query = query.where(
            or_(Message.posted_at < at, (Message.posted_at == at) & (Message.id < message_id))
        )
    return list(uow.session.scalars(query.order_by(Message.posted_at.desc(), Message.id.desc()).limit(limit)))


def list_messages_between(
    uow: UnitOfWork, conversation: Conversation, start: datetime, end: datetime | None, *, limit: int
) -> list[Message]:
    """The first messages from one instant to another, both included; without an end, to the last."""
    query = select(Message).where(
        Message.tenant_id == conversation.tenant_id,
        Message.conversation_id == conversation.id,
        Message.posted_at >= start,
    )
    if end is not None:
        query = query.where(Message.posted_at <= end)
    return list(uow.session.scalars(query.order_by(Message.posted_at, Message.id).limit(limit)))


def list_agents(uow: UnitOfWork, conversation: Conversation) -> list[str]:
    """Who answered, by e-mail, in the order of their first answer."""
    return [
        agent
        for agent in uow.session.scalars(
            select(Message.agent)
            .where(
                Message.tenant_id == conversation.tenant_id,
                Message.conversation_id == conversation.id,
                Message.agent.is_not(None),
            )
            .group_by(Message.agent)
            .order_by(func.min(Message.posted_at), Message.agent)
        )
        if agent is not None
    ]


def list_turns(uow: UnitOfWork, conversation: Conversation) -> list[Turn]:
    """The turns of a conversation in their order."""
    return list(
        uow.session.scalars(
            select(Turn)
            .where(Turn.tenant_id == conversation.tenant_id, Turn.conversation_id == conversation.id)
            .order_by(Turn.started_at, Turn.episode_no, Turn.id)
        )
    )


def list_episodes(uow: UnitOfWork, conversation: Conversation) -> list[Episode]:
    """The episodes of a conversation in their order."""
    return list(
        uow.session.scalars(
            select(Episode)
            .where(Episode.tenant_id == conversation.tenant_id, Episode.conversation_id == conversation.id)
            .order_by(Episode.episode_no)
        )
    )


def list_acts(uow: UnitOfWork, conversation: Conversation) -> list[ConversationAct]:
    """What people did to a conversation, in its order."""
    return list(
        uow.session.scalars(
            select(ConversationAct)
            .where(
                ConversationAct.tenant_id == conversation.tenant_id,
                ConversationAct.conversation_id == conversation.id,
            )
            .order_by(ConversationAct.at, ConversationAct.id)
        )
    )


def find_calendar(uow: UnitOfWork, tenant_id: UUID, calendar_id: UUID | None) -> BusinessCalendar | None:
    """A version of a calendar; None is the one that is always open."""
    return uow.session.scalars(
        select(BusinessCalendar).where(
            BusinessCalendar.tenant_id == tenant_id, BusinessCalendar.id == calendar_id
        )
    ).first()


def list_pinned_levels(
    uow: UnitOfWork, tenant_id: UUID, level_ids: set[UUID | None]
) -> dict[UUID | None, ServiceLevel]:
    """Versions of service levels by id."""
    wanted = [level_id for level_id in level_ids if level_id is not None]
    rows = uow.session.scalars(
        select(ServiceLevel).where(ServiceLevel.tenant_id == tenant_id, ServiceLevel.id.in_(wanted))
    )
    return {level.id: level for level in rows}
