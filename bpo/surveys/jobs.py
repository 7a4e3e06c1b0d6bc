"""What the surveys do off the request: planning and sending invitations, following them, telling of bad news."""

from uuid import UUID

from bpo.channels.events import DeliveryFailed, DeliverySucceeded
from bpo.conversations.events import CustomerErased, EpisodeClosed
from bpo.core.queue import job, on
from bpo.core.uow import UnitOfWork
from bpo.surveys.events import NegativeAnswer
from bpo.surveys.operations import inviting
from bpo.surveys.operations.erasing import end_invitations
from bpo.surveys.operations.telling import tell_of_negative


@on(EpisodeClosed, queue="intake")
def plan_invitation(uow: UnitOfWork, tenant_id: str, conversation_id: str) -> None:
    """A conversation was closed: plan the question."""
    inviting.plan_invitation(uow, UUID(tenant_id), UUID(conversation_id))


@job("delivery")
def send_invitation(uow: UnitOfWork, tenant_id: str, invitation_id: str) -> None:
    """Ask the customer, if they still are to be asked."""
    inviting.send_invitation(uow, UUID(tenant_id), UUID(invitation_id))


@on(DeliverySucceeded, queue="intake")
def follow_sent(uow: UnitOfWork, tenant_id: str, delivery_id: str) -> None:
    """An invitation stands on its network."""
    inviting.follow_invitation(uow, UUID(tenant_id), UUID(delivery_id))


@on(DeliveryFailed, queue="intake")
def follow_failed(uow: UnitOfWork, tenant_id: str, delivery_id: str) -> None:
    """An invitation was given up."""
    inviting.follow_invitation(uow, UUID(tenant_id), UUID(delivery_id))


@on(NegativeAnswer, queue="intake")
def tell(uow: UnitOfWork, tenant_id: str, answer_id: str) -> None:
    """Somebody is dissatisfied: those who can do something hear of it."""
    tell_of_negative(uow, UUID(tenant_id), UUID(answer_id))


@on(CustomerErased, queue="intake")
def forget(uow: UnitOfWork, tenant_id: str, customer_id: str) -> None:
    """A customer was erased: their links open nothing any more."""
    end_invitations(uow, UUID(tenant_id), UUID(customer_id))
