from datetime import timedelta

import pytest
from conversations.desk import Agent, deliveries_of, drafts_of, make_talk
from conversations.worlds import in_unit, said, store
from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.conversations.jobs import take_in_reply
from bpo.conversations.models import Message, Promise, QueueItem, Turn
from bpo.conversations.operations.private import take_private
from bpo.conversations.queries.workplace import claim_of
from bpo.core.clock import utcnow

SOON = timedelta(hours=2)


@pytest.fixture
def desk(db):
    tenant, talk = make_talk()
    return Agent(tenant, talk).claim()


def arrive(tenant, *, at=None, place=None):
    """The latest (or that) delivery stands on its network, and the news of it is heard, twice."""

    def work(uow):
        query = select(Delivery).order_by(Delivery.place.desc()).limit(1)
        if place is not None:
            query = select(Delivery).where(Delivery.place == place)
        delivery = uow.session.scalars(query).one()
        delivery.state, delivery.remote_id = "sent", f"r{delivery.place}"
        delivery.sent_at = delivery.posted_at = at or uow.now
        return delivery.id

    delivery_id = in_unit(tenant, work)
    for _ in range(2):
        in_unit(tenant, lambda uow: take_in_reply(uow, str(tenant.id), str(delivery_id)))


def promises(tenant):
    return in_unit(
        tenant,
        lambda uow: uow.session.scalars(
            select(Promise).where(Promise.tenant_id == tenant.id).order_by(Promise.made_at)
        ).all(),
    )


def waits(tenant):
    return in_unit(tenant, lambda uow: uow.session.scalars(select(QueueItem)).first())


def test_a_reply_that_stands_there_is_a_message_and_stops_the_clock(desk):
    desk.send()
    arrive(desk.tenant)
    (draft,) = drafts_of(desk.tenant)
    assert draft.state == "sent"
    told = in_unit(
        desk.tenant,
        lambda uow: (
            [
                (m.external_id, m.agent)
                for m in uow.session.scalars(select(Message).order_by(Message.posted_at))
            ],
            uow.session.scalars(select(Turn.outcome)).all(),
        ),
    )
    assert told == ([("q1", None), ("r1", desk.user.email)], ["answered"])
    assert waits(desk.tenant) is None


def test_a_promise_begins_with_the_reply_that_makes_it_and_keeps_the_conversation_waiting(desk):
    due = utcnow() + SOON
    desk.send(promise_at=due)
    assert promises(desk.tenant) == []  # nobody has read it yet
    arrive(desk.tenant)
    (promise,) = promises(desk.tenant)
    assert (promise.due_at, promise.made_by, promise.stopped_at) == (due, desk.user.id, None)
    item = waits(desk.tenant)
    assert (item.due_kind, item.due_at, item.claimed_by) == ("promise", due, desk.user.id)


def test_the_next_reply_of_a_person_keeps_it(desk):
    desk.send(promise_at=utcnow() + SOON)
    arrive(desk.tenant)
    store(
        desk.tenant,
        said("bot", 0, out=True, network="mastodon", automatic=True, in_reply_to="q1", posted_at=utcnow()),
    )
    assert promises(desk.tenant)[0].stopped_at is None
    desk.send("It is there now.", key="key-0000-0002")
    arrive(desk.tenant)
    (promise,) = promises(desk.tenant)
    second = deliveries_of(desk.tenant)[1]
    assert promise.stopped_at == second.posted_at < promise.due_at
    assert waits(desk.tenant) is None


def test_a_reply_after_its_time_keeps_it_late(desk):
    due = utcnow() + timedelta(minutes=5)
    desk.send(promise_at=due)
    arrive(desk.tenant)
    store(
        desk.tenant,
        said("late", 0, out=True, network="mastodon", in_reply_to="q1", posted_at=due + timedelta(minutes=1)),
    )
    assert promises(desk.tenant)[0].stopped_at == due + timedelta(minutes=1)


def test_a_reply_that_becomes_known_late_moves_the_stop_to_where_it_was(desk):
    desk.send(promise_at=utcnow() + SOON)
    made = utcnow()
    arrive(desk.tenant, at=made)
    for name, minute in (("second", 9), ("first", 4)):
        store(
            desk.tenant,
            said(
                name,
                0,
                out=True,
                network="mastodon",
                in_reply_to="q1",
                posted_at=made + timedelta(minutes=minute),
            ),
        )
    assert promises(desk.tenant)[0].stopped_at == made + timedelta(minutes=4)


def test_each_promise_has_its_own_clock(desk):
    desk.send("One moment.", promise_at=utcnow() + SOON)
    arrive(desk.tenant)
    desk.send("Still looking.", key="key-0000-0002", promise_at=utcnow() + SOON)
    arrive(desk.tenant)
    first, second = promises(desk.tenant)
    assert (first.stopped_at, second.stopped_at) == (second.made_at, None)


def test_when_threads_turn_out_to_be_one_the_promise_goes_with_its_reply(db):
    tenant, talk = make_talk()
    store(tenant, said("q2", 0, network="mastodon", posted_at=utcnow(), thread_keys=("m:q2", "m:gap")))
    other = in_unit(
        tenant,
        lambda uow: uow.session.scalar(select(Message.conversation_id).where(Message.external_id == "q2")),
    )
    agent = Agent(tenant, other).claim()
    agent.send(promise_at=utcnow() + SOON)
    arrive(tenant)
    assert promises(tenant)[0].conversation_id == other
    store(tenant, said("gap", 0, network="mastodon", posted_at=utcnow(), thread_keys=("m:gap", "m:q1")))
    assert [one.conversation_id for one in promises(tenant)] == [talk]
    assert waits(tenant).id == talk


def test_what_was_announced_to_go_on_in_private_is_not_forgotten(desk):
    desk.do(
        lambda uow, talk: take_private(uow, talk, line="We have written to you.", client_key="private-key-1")
    )
    arrive(desk.tenant)
    assert desk.do(lambda uow, talk: claim_of(uow, talk).holds)
    private = drafts_of(desk.tenant)[1]
    desk.send("May I have your number?", key=private.client_key)
    arrive(desk.tenant)
    assert [(one.visibility, one.body) for one in deliveries_of(desk.tenant)] == [
        ("public", "We have written to you."),
        ("private", "May I have your number?"),
    ]
    assert promises(desk.tenant)[0].stopped_at is not None
    assert waits(desk.tenant) is None
