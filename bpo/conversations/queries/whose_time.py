"""Who had a conversation in hand, when: of the vendor's own records, told in kinds alone, by no name."""

from datetime import datetime

from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.channels.rules.deliveries import DeliveryState
from bpo.conversations.models import Conversation
from bpo.conversations.queries.approvals import list_of_conversation as list_approvals
from bpo.conversations.queries.handoffs import list_of_conversation as list_handoffs
from bpo.conversations.rules.approval import Tier
from bpo.conversations.rules.whose_time import InHand, Whose, held_of
from bpo.core.events import EventRow
from bpo.core.uow import UnitOfWork

CLAIMED, LET_GO = "queue.claimed", ("queue.released", "queue.returned", "queue.snoozed")
ON_THE_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNKNOWN)


def list_in_hand(uow: UnitOfWork, conversation: Conversation) -> list[InHand]:
    """Stretches in which agents, approvers, departments or our own sending had a conversation; as the system."""
    approvals = [
        InHand(row.submitted_at, row.decided_at, Whose.INTERNAL_APPROVAL)
        for row in list_approvals(uow, conversation)
        if row.tier != Tier.CLIENT
    ]
    asked = [
        InHand(row.asked_at, row.answered_at or row.ended_at, Whose.DEPARTMENT)
        for row in list_handoffs(uow, conversation)
    ]
    return [*held_of(_claims(uow, conversation)), *approvals, *asked, *_publishing(uow, conversation)]


def _claims(uow: UnitOfWork, conversation: Conversation) -> list[tuple[datetime, bool]]:
    rows = uow.session.execute(
        select(EventRow.at, EventRow.action)
        .where(
            EventRow.subject_id == conversation.id,
            EventRow.tenant_id == conversation.tenant_id,
            EventRow.action.in_([CLAIMED, *LET_GO]),
        )
        .order_by(EventRow.at, EventRow.id)
    )
    return [(row.at, row.action == CLAIMED) for row in rows]


def _publishing(uow: UnitOfWork, conversation: Conversation) -> list[InHand]:
    """From when a reply was to go out until it stood on the network; what never went took nobody's time."""
    rows = uow.session.scalars(
        select(Delivery).where(
            Delivery.tenant_id == conversation.tenant_id,
            Delivery.thread_key == conversation.id,
            Delivery.state.in_([DeliveryState.SENT, *ON_THE_WAY]),
        )
    )
    return [InHand(row.frozen_at, row.posted_at or row.sent_at, Whose.PUBLISHING) for row in rows]
