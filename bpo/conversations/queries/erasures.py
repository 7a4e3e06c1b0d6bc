"""What was erased and what will be; the brand's key and its rule."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from bpo.channels.models import Delivery
from bpo.channels.rules.deliveries import UNSETTLED
from bpo.conversations.models import (
    Conversation,
    Customer,
    CustomerIdentity,
    Erasure,
    ErasureKey,
    Message,
    RetentionRule,
)
from bpo.conversations.rules.erasure import kept_since
from bpo.core.actor import Actor
from bpo.core.errors import NotFound
from bpo.core.schedule import Schedule
from bpo.core.uow import UnitOfWork

COUNTED_AT_MOST = 10_000


def get_customer(uow: UnitOfWork, tenant_id: UUID, customer_id: UUID) -> Customer:
    """One customer of a brand, or NotFound."""
    found = uow.session.scalars(
        select(Customer).where(Customer.tenant_id == tenant_id, Customer.id == customer_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def count_kept(uow: UnitOfWork, customer: Customer) -> tuple[int, int]:
    """How many conversations and messages of a customer there are."""
    own = (Conversation.tenant_id == customer.tenant_id, Conversation.customer_id == customer.id)
    conversations = uow.session.scalar(select(func.count()).select_from(Conversation).where(*own))
    messages = uow.session.scalar(
        select(func.count())
        .select_from(Message)
        .join(
            Conversation,
            (Conversation.tenant_id == Message.tenant_id) & (Conversation.id == Message.conversation_id),
        )
        .where(*own)
    )
    return conversations or 0, messages or 0


def get_erasure(uow: UnitOfWork, tenant_id: UUID, erasure_id: UUID) -> Erasure:
    """One erasure of a brand, or NotFound."""
    found = uow.session.scalars(
        select(Erasure).where(Erasure.tenant_id == tenant_id, Erasure.id == erasure_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def find_waiting_erasure(uow: UnitOfWork, customer: Customer) -> Erasure | None:
    """The erasure of a customer that is not done yet."""
    return uow.session.scalars(
        select(Erasure).where(
            Erasure.tenant_id == customer.tenant_id,
            Erasure.customer_id == customer.id,
            Erasure.done_at.is_(None),
        )
    ).first()


def find_done_erasure(uow: UnitOfWork, tenant_id: UUID, customer_id: UUID) -> Erasure | None:
    """How a customer was erased, if they were."""
    return uow.session.scalars(
        select(Erasure).where(
            Erasure.tenant_id == tenant_id, Erasure.customer_id == customer_id, Erasure.done_at.is_not(None)
        )
    ).first()


def find_author_erasure(uow: UnitOfWork, tenant_id: UUID, author_id: UUID, *, done: bool) -> Erasure | None:
    """How an author of mentions was erased (`done`), or the erasure of one that is not done yet."""
    return uow.session.scalars(
        select(Erasure).where(
            Erasure.tenant_id == tenant_id,
            Erasure.author_id == author_id,
            Erasure.done_at.is_not(None) if done else Erasure.done_at.is_(None),
        )
    ).first()


def list_erasures(
    uow: UnitOfWork, tenant_id: UUID, *, after: tuple[datetime, UUID] | None = None, limit: int
) -> Sequence[Erasure]:
    """What was erased of a brand, the latest first."""
    query = select(Erasure).where(Erasure.tenant_id == tenant_id)
    if after is not None:
        at, last = after
        query = query.where(
            (Erasure.asked_at < at) | ((Erasure.asked_at == at) & (Erasure.id < last)),
        )
    return uow.session.scalars(query.order_by(Erasure.asked_at.desc(), Erasure.id.desc()).limit(limit)).all()


def find_retention(uow: UnitOfWork, tenant_id: UUID) -> RetentionRule | None:
    """How long the brand's texts are kept, if that was set."""
    return uow.session.scalars(select(RetentionRule).where(RetentionRule.tenant_id == tenant_id)).first()


def find_key(uow: UnitOfWork, tenant_id: UUID) -> bytes | None:
    """The key of the brand's hashes; None where nothing has been erased."""
    return uow.session.scalar(select(ErasureKey.secret).where(ErasureKey.tenant_id == tenant_id))


def list_identities_of(uow: UnitOfWork, customer: Customer) -> list[CustomerIdentity]:
    """Who a customer is on each network."""
    return list(
        uow.session.scalars(
            select(CustomerIdentity)
            .where(
                CustomerIdentity.tenant_id == customer.tenant_id, CustomerIdentity.customer_id == customer.id
            )
            .order_by(CustomerIdentity.network, CustomerIdentity.external_id)
        )
    )


def outlived(tenant_id: UUID, before: datetime) -> Select[Conversation]:
    """Closed conversations whose last message is older than this, whose texts stand and to whom nothing leaves."""
    leaving = select(Delivery.id).where(
        Delivery.tenant_id == Conversation.tenant_id,
        Delivery.thread_key == Conversation.id,
        Delivery.state.in_(UNSETTLED),
    )
    return (
        select(Conversation)
        .where(
            Conversation.tenant_id == tenant_id,
            Conversation.state == "closed",
            Conversation.last_message_at < before,
            or_(Conversation.erased_at.is_(None), Conversation.last_message_at > Conversation.erased_at),
            ~leaving.exists(),
        )
        .order_by(Conversation.last_message_at, Conversation.id)
    )


def count_outlived(uow: UnitOfWork, tenant_id: UUID, months: int) -> int:
    """How many conversations would be erased now, counted up to one more than `COUNTED_AT_MOST`."""
    some = outlived(tenant_id, kept_since(uow.now, months)).order_by(None).limit(COUNTED_AT_MOST + 1)
    return uow.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def next_retention(job_name: str) -> datetime | None:
    """When the daily job looks next; the schedule is the system's, so it is asked as the system."""
    with UnitOfWork(Actor.system()) as own:
        return own.session.scalar(select(Schedule.next_run_at).where(Schedule.name == job_name))
