"""A brand whose customers are asked, closed conversations, and the workers' part of an invitation's way."""

from datetime import timedelta

from builders import act_as
from conversations.worlds import in_unit, make_brand, said, store
from sqlalchemy import select, text

from bpo.channels.models import Delivery
from bpo.conversations.models import Conversation, ConversationAct, Customer
from bpo.conversations.operations.acts import DismissalReason, close_conversation, dismiss_turn
from bpo.conversations.operations.erasing import ask_erasure, erase_customer
from bpo.conversations.queries.thread import get_conversation
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.outbox import Job
from bpo.core.signed_links import SignedLink, sign
from bpo.core.uow import UnitOfWork
from bpo.surveys.models import SurveyAnswer, SurveyInvitation
from bpo.surveys.operations.erasing import end_invitations
from bpo.surveys.operations.inviting import PURPOSE, plan_invitation, send_invitation
from bpo.surveys.operations.plans import save_plan
from bpo.surveys.rules.plan import Plan
from bpo.tenants.models import Tenant

AGENT = "agent@vendor.example"
HOUR = timedelta(hours=1)


def plan_for(tenant, *, wording=None, **over):
    """Switch the questions on, at once after closing unless told otherwise."""
    told = {"is_on": True, "delay": timedelta(), **over}
    with UnitOfWork(act_as("supervisor", tenant)) as uow:
        return save_plan(uow, uow.session.get_one(Tenant, tenant.id), Plan(**told), wording=wording or {})


def make_asking_brand(*handles, network="generic", plan=None, **over):
    tenant = make_brand(*handles, network=network, **over)
    plan_for(tenant, **(plan or {}))
    return tenant


def talk(tenant, name, *, author="anna", answered=True, network="generic", **over):
    """A customer writes, somebody answers; the conversation's id."""
    at = over.pop("posted_at", utcnow() - 2 * HOUR)
    common = {"network": network, "conversation": name, "visibility": "private", **over}
    store(tenant, said(f"{name}-1", 0, author=author, **{"posted_at": at, **common}))
    if answered:
        reply = {**common, "text": "It is on its way.", "language": None}
        reply |= {"posted_at": at + HOUR, "out": True, "agent": AGENT, "in_reply_to": f"{name}-1"}
        store(tenant, said(f"{name}-2", 0, addressee=author, **reply))
    return find_talk(tenant, name)


def find_talk(tenant, name):
    query = "SELECT conversation_id FROM message WHERE external_id = :id"
    return in_unit(tenant, lambda uow: uow.session.scalar(text(query), {"id": f"{name}-1"}))


def dismiss(tenant, talk_id, reason=DismissalReason.SPAM):
    in_unit(tenant, lambda uow: dismiss_turn(uow, get_conversation(uow, tenant.id, talk_id), reason=reason))


def close(tenant, talk_id, *, now=None):
    """Close it, and do what the closing's listener would."""
    in_unit(tenant, lambda uow: close_conversation(uow, get_conversation(uow, tenant.id, talk_id)), now=now)
    return in_unit(tenant, lambda uow: plan_invitation(uow, tenant.id, talk_id), now=now)


def send(tenant, invitation, *, now=None):
    return in_unit(tenant, lambda uow: send_invitation(uow, tenant.id, invitation.id), now=now)


def ask(tenant, name="q", **over):
    """From the customer's message to an invitation on its way."""
    invitation = send(tenant, close(tenant, talk(tenant, name, **over)))
    assert invitation.state == "queued"
    return invitation


def deliver(tenant, invitation, *, at=None):
    """The invitation stands on its network."""

    def arrived(uow):
        row = uow.session.get(SurveyInvitation, (tenant.id, invitation.id))
        row.state, row.delivered_at = "delivered", at or uow.now
        return row

    return in_unit(tenant, arrived)


def token_of(settings, invitation, **over):
    """The token of an invitation's link, as the mail has it."""
    told = {
        "purpose": PURPOSE,
        "tenant_id": invitation.tenant_id,
        "row_id": invitation.id,
        "recipient": invitation.act_id,
        "expires_at": invitation.expires_at,
        **over,
    }
    return sign(SignedLink(**told), key=settings.secret_key)


def invitations(tenant):
    return in_unit(
        tenant,
        lambda uow: uow.session.scalars(
            select(SurveyInvitation).order_by(SurveyInvitation.closed_at, SurveyInvitation.id)
        ).all(),
    )


def answers(tenant):
    return in_unit(
        tenant, lambda uow: uow.session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.recorded_at)).all()
    )


def jobs(tenant, name):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return uow.session.scalars(select(Job).where(Job.tenant_id == tenant.id, Job.name == name)).all()


def state_of(tenant, talk_id):
    return in_unit(tenant, lambda uow: uow.session.get(Conversation, (tenant.id, talk_id)).state)


def closings(tenant):
    query = select(ConversationAct).where(ConversationAct.kind == "closed").order_by(ConversationAct.at)
    return in_unit(tenant, lambda uow: uow.session.scalars(query).all())


def erase(tenant, customer_id):
    """Erase a customer as the page and its listeners do; what is on its way has arrived before."""

    def work(uow):
        for delivery in uow.session.scalars(select(Delivery).where(Delivery.tenant_id == tenant.id)):
            delivery.state = "sent"
        uow.session.flush()
        customer = uow.session.get(Customer, (tenant.id, customer_id))
        erasure = ask_erasure(uow, customer, reason="customer")
        uow.session.flush()
        assert erase_customer(uow, erasure)

    in_unit(tenant, work)
    for _ in range(2):
        in_unit(tenant, lambda uow: end_invitations(uow, tenant.id, customer_id))
