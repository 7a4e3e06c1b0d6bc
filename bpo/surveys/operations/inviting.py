"""An invitation from the closing of an episode to what became of its delivery.

Planned once a closing (a key of the database), decided again under the customer's lock when its time has come,
and sent through `conversations.operations.automatic`, where one source is sent once. Every step bears being run
twice and being broken off: the row and the delivery are written in one transaction.
"""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from bpo.channels.queries import get_account, get_delivery
from bpo.channels.rules.links import PersonalLink
from bpo.conversations.models import Conversation, Customer
from bpo.conversations.operations.automatic import can_send_automatic, send_automatic
from bpo.conversations.queries.thread import get_conversation
from bpo.core.errors import Conflict, NotFound
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.surveys.models import SurveyInvitation, SurveyPlan
from bpo.surveys.queries import (
    closed_episode,
    find_by_delivery,
    find_closing,
    find_invitation,
    find_plan,
    last_asked_at,
    plan_of,
)
from bpo.surveys.queries.episodes import conversation_of
from bpo.surveys.rules.inviting import Case, InvitationState, WhyNot, why_not
from bpo.surveys.rules.plan import STALE_AFTER, Plan
from bpo.surveys.rules.wording import LINK_SHOWN, wording_of
from bpo.tenants.models import Tenant

SEND = "surveys.jobs.send_invitation"
PURPOSE, PATH = "survey", "/survey/"
CUSTOMER = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


def plan_invitation(uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID) -> SurveyInvitation | None:
    """A conversation was closed: plan the question, or note why there is none; None where the brand asks nobody."""
    plan_row = find_plan(uow, tenant_id)
    if plan_row is None or not plan_row.is_on:
        return None
    try:
        conversation = get_conversation(uow, tenant_id, conversation_id)
    except NotFound:
        return None  # its thread turned out to be another's, where it is closed again or not
    closing = find_closing(uow, conversation)
    if closing is None:
        return None
    plan = plan_of(plan_row)
    account = get_account(uow, conversation.account_id)
    episode = closed_episode(uow, conversation, at=closing.at)
    case = Case(
        network=account.network,
        has_customer=conversation.customer_id is not None,
        is_erased=_is_erased(uow, conversation),
        is_reachable=can_send_automatic(uow, conversation),
        answered_turns=episode.answered_turns,
        dismissals=episode.dismissals,
        is_reopened=conversation.state != "closed",
        asked_at=last_asked_at(uow, tenant_id, conversation.customer_id),
    )
    reason = why_not(plan, case, now=uow.now)
    values = {
        "tenant_id": tenant_id,
        "id": new_id(),
        "account_id": conversation.account_id,
        "act_id": closing.id,
        "message_id": closing.message_id,
        "customer_id": conversation.customer_id,
        "plan_id": plan_row.id,
        "network": account.network,
        "language": episode.language,
        "agent": episode.agent,
        "public_mood": episode.mood,
        "state": InvitationState.DROPPED if reason else InvitationState.PLANNED,
        "reason": reason,
        "closed_at": closing.at,
        "due_at": max(closing.at + plan.delay, uow.now),
    }
    stored = uow.session.scalar(
        insert(SurveyInvitation)
        .values(values)
        .on_conflict_do_nothing(index_elements=["tenant_id", "act_id"])
        .returning(SurveyInvitation.id)
    )
    if stored is None:
        return None  # this closing was thought about already
    invitation = uow.session.get_one(SurveyInvitation, (tenant_id, stored))
    uow.audit(f"survey_invitation.{invitation.state}", invitation, reason=reason)
    if reason is None:
        payload = {"tenant_id": str(tenant_id), "invitation_id": str(invitation.id)}
        uow.defer(SEND, tenant_id=tenant_id, payload=payload, run_after=invitation.due_at)
    return invitation


def send_invitation(uow: UnitOfWork, tenant_id: UUID, invitation_id: UUID) -> SurveyInvitation | None:
    """Its time has come: ask the customer, or note why not; nothing where that is done."""
    row = find_invitation(uow, tenant_id, invitation_id, for_update=True)
    if row is None or row.state != InvitationState.PLANNED:
        return row
    # Two closings of one customer's conversations are decided one after the other.
    uow.session.execute(CUSTOMER, {"key": f"survey {tenant_id} {row.customer_id}"})
    plan_row = find_plan(uow, tenant_id)
    conversation = conversation_of(uow, tenant_id, row.message_id)
    reason = _why_not_now(uow, row, plan_of(plan_row), conversation)
    if reason is None and plan_row is not None and conversation is not None:
        reason = _send(uow, row, plan_row, conversation)
    if reason is not None:
        row.state, row.reason = InvitationState.DROPPED, reason
    uow.audit(f"survey_invitation.{row.state}", row, reason=reason)
    return row


def follow_invitation(uow: UnitOfWork, tenant_id: UUID, delivery_id: UUID) -> SurveyInvitation | None:
    """Let the invitation say what became of its delivery; None where the delivery carries none."""
    delivery = get_delivery(uow, delivery_id)
    row = find_by_delivery(uow, tenant_id, delivery.source_id) if delivery.automatic else None
    if row is None or row.state == InvitationState.DROPPED:
        return None
    row.delivery_id = delivery.id
    if delivery.state == "sent":
        row.state = InvitationState.DELIVERED
        row.delivered_at = delivery.posted_at or delivery.sent_at or uow.now
    elif delivery.state == "failed" and row.state != InvitationState.DELIVERED:
        row.state = InvitationState.FAILED
    return row


def _why_not_now(
    uow: UnitOfWork, row: SurveyInvitation, plan: Plan, conversation: Conversation | None
) -> WhyNot | None:
    if conversation is None:
        return WhyNot.NOBODY
    closing = find_closing(uow, conversation)
    case = Case(
        network=row.network,
        has_customer=row.customer_id is not None,
        is_erased=_is_erased(uow, conversation),
        is_reachable=can_send_automatic(uow, conversation),
        is_reopened=conversation.state != "closed" or closing is None or closing.id != row.act_id,
        asked_at=last_asked_at(uow, row.tenant_id, row.customer_id),
    )
    reason = why_not(plan, case, now=uow.now)
    if reason is None and uow.now >= row.due_at + STALE_AFTER:
        return WhyNot.LATE
    return reason


def _send(
    uow: UnitOfWork, row: SurveyInvitation, plan_row: SurveyPlan, conversation: Conversation
) -> WhyNot | None:
    brand = uow.session.get_one(Tenant, row.tenant_id).name
    # Whole seconds: that is what a link's expiry is told in.
    row.expires_at = (uow.now + plan_of(plan_row).open_for).replace(microsecond=0)
    try:
        delivery = send_automatic(
            uow,
            conversation,
            source_id=row.id,
            text=wording_of(plan_row.wording, row.language).filled(brand).invitation,
            link=link_of(row),
            not_after=row.due_at + STALE_AFTER,
        )
    except Conflict:
        row.expires_at = None
        return WhyNot.WORDING
    row.plan_id, row.delivery_id = plan_row.id, delivery.id
    row.state, row.queued_at = InvitationState.QUEUED, uow.now
    return None


def link_of(row: SurveyInvitation) -> PersonalLink:
    """What the personal link of an invitation opens, and until when."""
    assert row.expires_at is not None  # set before anything is sent
    return PersonalLink(
        purpose=PURPOSE,
        path=PATH,
        row_id=row.id,
        recipient=row.act_id,
        expires_at=row.expires_at,
        shown=LINK_SHOWN[row.language],
    )


def _is_erased(uow: UnitOfWork, conversation: Conversation) -> bool:
    if conversation.customer_id is None:
        return False
    known = uow.session.get_one(Customer, (conversation.tenant_id, conversation.customer_id))
    return known.erased_at is not None
