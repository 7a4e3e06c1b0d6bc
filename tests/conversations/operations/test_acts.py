import threading
from datetime import timedelta

import pytest
from conversations.worlds import NOON, in_unit, make_brand, said, store
from sqlalchemy import select

from bpo.conversations.models import Conversation, ConversationAct, CustomerIdentity, Turn
from bpo.conversations.operations.acts import DismissalReason, close_conversation, dismiss_turn
from bpo.conversations.queries.thread import get_conversation
from bpo.core.actor import Actor
from bpo.core.errors import Conflict, NotFound
from bpo.core.uow import UnitOfWork


def conversation_of(tenant, author="anna"):
    return in_unit(
        tenant,
        lambda uow: uow.session.scalars(
            select(Conversation.id)
            .join(CustomerIdentity, CustomerIdentity.customer_id == Conversation.customer_id)
            .where(CustomerIdentity.external_id == author, CustomerIdentity.tenant_id == tenant.id)
        ).one(),
    )


def act(tenant, deed, *, minute, author="anna", **over):
    with UnitOfWork(Actor.system(tenant.id), now=NOON + timedelta(minutes=minute)) as uow:
        deed(uow, get_conversation(uow, tenant.id, conversation_of(tenant, author)), **over)


def states(tenant):
    rows = select(CustomerIdentity.external_id, Conversation.state).join(
        Conversation, CustomerIdentity.customer_id == Conversation.customer_id
    )
    return in_unit(
        tenant, lambda uow: dict(uow.session.execute(rows.where(Conversation.tenant_id == tenant.id)).all())
    )


def outcomes(tenant):
    return in_unit(
        tenant,
        lambda uow: sorted(uow.session.scalars(select(Turn.outcome).where(Turn.tenant_id == tenant.id))),
    )


def test_a_conversation_that_waits_is_not_closed(db):
    tenant = make_brand()
    store(tenant, said("1", 0))
    with pytest.raises(Conflict):
        act(tenant, close_conversation, minute=5)
    act(tenant, dismiss_turn, minute=5, reason=DismissalReason.THANKS)
    with pytest.raises(Conflict):
        act(tenant, dismiss_turn, minute=6, reason=DismissalReason.THANKS)
    act(tenant, close_conversation, minute=7)
    with pytest.raises(Conflict):
        act(tenant, close_conversation, minute=8)
    assert (states(tenant), outcomes(tenant)) == ({"anna": "closed"}, ["dismissed"])


def test_acts_survive_when_threads_turn_out_to_be_one(db):
    tenant = make_brand()
    store(tenant, said("1", 0, conversation="left"), said("2", 3, out=True, conversation="left"))
    store(tenant, said("3", 1, conversation="right"))
    first, second = in_unit(
        tenant, lambda uow: uow.session.scalars(select(Conversation).order_by(Conversation.started_at)).all()
    )
    with UnitOfWork(Actor.system(tenant.id), now=NOON + timedelta(minutes=5)) as uow:
        close_conversation(uow, get_conversation(uow, tenant.id, first.id))
    with UnitOfWork(Actor.system(tenant.id), now=NOON + timedelta(minutes=6)) as uow:
        dismiss_turn(uow, get_conversation(uow, tenant.id, second.id), reason=DismissalReason.SPAM)
    store(tenant, said("4", 2, out=True, in_reply_to="3", conversation="left"))
    (left,) = in_unit(tenant, lambda uow: uow.session.scalars(select(Conversation.id)).all())
    acts = in_unit(tenant, lambda uow: uow.session.scalars(select(ConversationAct)).all())
    assert {(one.kind, one.conversation_id) for one in acts} == {("closed", left), ("dismissed", left)}
    assert states(tenant) == {"anna": "closed"}


def test_a_closing_stays_with_its_customer_when_the_reply_was_anothers(db):
    tenant = make_brand()
    store(tenant, said("a", 0, author="anna", conversation="talk"))
    store(
        tenant,
        said("r", 9, out=True, in_reply_to="b", conversation="talk"),
        said("q", 2, out=True, in_reply_to="a"),
    )
    act(tenant, close_conversation, minute=10)
    store(tenant, said("b", 4, author="boris"))
    assert states(tenant) == {"anna": "closed", "boris": "open"}
    assert outcomes(tenant) == ["answered", "answered"]


def test_a_conversation_that_became_part_of_another_is_not_there(db):
    tenant = make_brand()
    store(tenant, said("1", 0, conversation="left"))
    store(tenant, said("2", 1, conversation="right"))
    with UnitOfWork(Actor.system(tenant.id), now=NOON + timedelta(minutes=5)) as uow:
        stale = uow.session.scalars(select(Conversation).order_by(Conversation.started_at.desc())).first()
        store(tenant, said("3", 2, conversation="left", in_reply_to="2"))
        with pytest.raises(NotFound):
            dismiss_turn(uow, stale, reason=DismissalReason.OTHER)


def test_an_act_waits_for_messages_that_are_coming_in(db):
    tenant = make_brand()
    store(tenant, said("1", 0))
    begun = threading.Event()

    def dismiss():
        begun.set()
        act(tenant, dismiss_turn, minute=9, reason=DismissalReason.OTHER)

    with UnitOfWork(Actor.system(tenant.id)) as uow:
        from bpo.conversations.operations.intake import take_in

        take_in(uow, tenant.id, [said("2", 1, conversation=None, in_reply_to="1")])
        other = threading.Thread(target=dismiss)
        other.start()
        begun.wait()
        other.join(0.3)
        assert other.is_alive()
    other.join(10)
    turns = in_unit(
        tenant, lambda uow: uow.session.scalars(select(Turn).where(Turn.tenant_id == tenant.id)).all()
    )
    assert [(turn.message_count, turn.outcome) for turn in turns] == [(2, "dismissed")]
