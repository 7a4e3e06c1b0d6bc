"""What happens to replies on their way: order, the switch, races, echoes, people's decisions."""

import threading
from datetime import timedelta

import pytest
from builders import drain_all
from channels.worlds import AGENT, EmailWorld, ForgetfulWorld, GenericWorld, MastodonWorld
from sqlalchemy import func, select

from bpo.channels.operations.deliveries import (
    cancel_delivery,
    move_deliveries,
    queue_delivery,
    retry_failed,
    set_sending,
    settle_unknown,
)
from bpo.channels.queries import deliveries_of, get_account
from bpo.core import queue
from bpo.core.errors import Conflict, Invalid
from bpo.core.ids import new_id
from bpo.core.outbox import Job
from bpo.identity import mail

pytestmark = pytest.mark.real_server
TEXT = "It is on its way."


@pytest.fixture
def world(db):
    made = GenericWorld()
    yield made
    made.proxy.stop()
    made.receiver.stop()


@pytest.fixture
def forgetful(db):
    made = ForgetfulWorld()
    yield made
    made.proxy.stop()
    made.receiver.stop()


def in_order(world, *texts):
    """Replies in one conversation, one after the other."""
    asked = world.ask()
    return asked, [world.reply(asked, text) for text in texts]


def shown(world):
    return [reply["text"] for reply in world.receiver.shown]


def test_a_source_is_queued_once(world):
    asked = world.ask()
    source = new_id()
    kept = {
        "conversation_id": asked.conversation_id,
        "source_id": source,
        "in_reply_to": asked.external_id,
        "visibility": "public",
        "recipient": asked.author_id,
        "author_id": new_id(),
        "agent": AGENT,
    }
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        first = queue_delivery(uow, account, body=TEXT, **kept)
        again = queue_delivery(uow, account, body="another text", **kept)
        assert again is first
        assert first.body == TEXT
    with world.unit() as uow:
        assert [one.id for one in deliveries_of(uow, world.tenant.id, [source])[source]] == [first.id]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"body": "  "}, Invalid),
        ({"body": "x" * 50_001}, Invalid),
    ],
)
def test_what_cannot_be_carried_is_refused_at_once(world, change, error):
    asked = world.ask()
    with pytest.raises(error), world.unit() as uow:
        queue_delivery(
            uow,
            get_account(uow, world.account_id),
            **{
                "conversation_id": asked.conversation_id,
                "source_id": new_id(),
                "body": TEXT,
                "in_reply_to": asked.external_id,
                "visibility": "public",
                "recipient": asked.author_id,
                "author_id": None,
                "agent": None,
                **change,
            },
        )


def test_replies_of_a_conversation_go_out_in_their_order(world):
    _, (first, second, third) = in_order(world, "one", "two", "three")
    assert world.deliver_once(third).state == "queued"
    assert world.deliver_once(second).state == "queued"
    assert world.due() == [first]
    world.deliver(first)
    assert world.due() == [second]
    world.deliver(second)
    world.deliver(third)
    assert shown(world) == ["one", "two", "three"]


def test_a_reply_that_nobody_knows_of_holds_back_the_next_until_a_person_decides(forgetful):
    _, (first, second) = in_order(forgetful, "one", "two")
    forgetful.proxy.next("answer lost")
    assert forgetful.deliver(first).state == "unknown"
    assert forgetful.deliver_once(second).state == "queued"
    with forgetful.unit() as uow:
        settle_unknown(uow, uow.session.merge(forgetful.delivery(first)), arrived=True)
    assert forgetful.deliver(second).state == "sent"
    assert shown(forgetful) == ["one", "two"]
    forgetful.settle()
    assert [message.text for message in forgetful.messages()] == ["one", "two"]


def test_a_person_has_it_sent_again_as_a_delivery_of_its_own(forgetful):
    asked = forgetful.ask()
    first = forgetful.reply(asked)
    forgetful.proxy.next("request lost")
    assert forgetful.deliver(first).state == "unknown"
    with forgetful.unit() as uow:
        again = settle_unknown(uow, uow.session.merge(forgetful.delivery(first)), arrived=False).id
    assert forgetful.delivery(first).state == "failed"
    assert forgetful.deliver(again).state == "sent"
    assert (forgetful.delivery(again).attempt_group, shown(forgetful)) == (2, [TEXT])
    with pytest.raises(Conflict), forgetful.unit() as uow:
        settle_unknown(uow, uow.session.merge(forgetful.delivery(first)), arrived=True)


def test_an_echo_settles_what_a_person_was_asked_and_takes_back_the_repeat(forgetful):
    asked = forgetful.ask()
    first = forgetful.reply(asked)
    forgetful.proxy.next("answer lost")
    assert forgetful.deliver(first).state == "unknown"
    with forgetful.unit() as uow:
        again = settle_unknown(uow, uow.session.merge(forgetful.delivery(first)), arrived=False).id
    forgetful.bring("real-id", TEXT, direction="out", author=forgetful.handle, in_reply_to=asked.external_id)
    forgetful.read()
    assert (forgetful.delivery(first).state, forgetful.delivery(again).state) == ("sent", "cancelled")
    assert forgetful.deliver(again).state == "cancelled"
    forgetful.settle()
    assert [(one.external_id, one.agent) for one in forgetful.messages()] == [("real-id", AGENT)]
    assert shown(forgetful) == [TEXT]


def test_a_rejected_reply_fails_at_once_and_lets_the_next_go(world):
    _, (first, second) = in_order(world, "one", "two")
    world.receiver.secret, good = "another", world.receiver.secret
    assert world.deliver(first).state == "queued"  # a signature that does not fit is an ill account
    world.receiver.secret = good
    world.connect()
    assert world.deliver(first).state == "sent"
    assert world.deliver(second).state == "sent"


def test_what_is_tried_too_often_is_given_up_and_can_be_tried_again(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    for _attempt in range(8):
        world.proxy.next("429")
    row = world.deliver(delivery_id)
    assert (row.state, row.attempt_no) == ("failed", 8)
    assert set(world.attempts(delivery_id)) == {"not_sent"}
    with world.unit() as uow:
        again = retry_failed(uow, uow.session.merge(row)).id
    assert world.deliver(again).state == "sent"
    with pytest.raises(Conflict), world.unit() as uow:
        retry_failed(uow, uow.session.merge(row))
    assert shown(world) == [TEXT]


def test_the_switch_stops_a_brand_and_an_account_and_keeps_the_queue(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    for account in (None, get_account_of(world)):
        with world.unit() as uow:
            set_sending(uow, world.tenant.id, account, paused=True, reason="a crisis")
        assert world.deliver_once(delivery_id).state == "queued"
        assert world.due() == []
        with world.unit() as uow:
            set_sending(uow, world.tenant.id, account, paused=False)
        assert world.due() == [delivery_id]
    with pytest.raises(Invalid), world.unit() as uow:
        set_sending(uow, world.tenant.id, paused=True, reason=" ")
    assert world.deliver(delivery_id).state == "sent"


def test_the_switch_is_looked_at_once_more_just_before_writing(world):
    asked = world.ask()
    delivery_id = world.reply(asked)

    def stop(point):
        if point == "claimed":
            with world.unit() as uow:
                set_sending(uow, world.tenant.id, paused=True, reason="a crisis")

    assert world.deliver_once(delivery_id, at=stop).state == "queued"
    assert (shown(world), world.attempts(delivery_id)) == ([], ["withheld"])


def test_a_worker_that_slept_past_its_lease_writes_nothing(world):
    asked = world.ask()
    delivery_id = world.reply(asked)

    def sleep(point):
        if point == "claimed":
            world.clock.jump(minutes=5)
            world.deliver(delivery_id)  # another worker does all of it meanwhile

    row = world.deliver_once(delivery_id, at=sleep)
    assert (row.state, shown(world)) == ("sent", [TEXT])
    assert world.attempts(delivery_id) == ["withheld", "sent"]


def test_many_workers_race_and_one_writes(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    start = threading.Barrier(8)
    problems = []

    def work():
        start.wait()
        try:
            world.sender().deliver(world.tenant.id, delivery_id)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert world.delivery(delivery_id).state == "sent"
    assert (shown(world), world.attempts(delivery_id)) == ([TEXT], ["sent"])


@pytest.mark.parametrize("network", ["mastodon", "email", "generic"])
def test_an_echo_that_comes_before_the_answer_is_recorded(request, db, network):
    if network == "mastodon":
        world = MastodonWorld(request.getfixturevalue("mastodon_server"))
    elif network == "email":
        world = EmailWorld(request.getfixturevalue("mail_server"))
    else:
        world = GenericWorld()
    asked = world.ask()
    delivery_id = world.reply(asked)

    def echo(point):
        if point == "answered":
            if network == "email":
                world.server.wait_for(world.handle, 2)
            if network == "generic":
                world.bring("r-1", TEXT, direction="out", author=world.handle, in_reply_to=asked.external_id)
            world.read()
            assert world.delivery(delivery_id).state == "sent"

    row = world.deliver_once(delivery_id, at=echo)
    world.settle()
    world.read()
    assert [(one.external_id, one.agent) for one in world.messages()] == [(row.remote_id, AGENT)]
    assert world.turn(asked).answered_by == AGENT
    assert world.visible(asked, TEXT) == 1
    world.proxy.stop()


def test_an_echo_keeps_its_name_whatever_a_bridge_calls_it(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    name = f"{asked.external_id}:edit:7"  # as a store would call a changed review

    def echo(point):
        if point == "answered":
            world.bring(name, TEXT, direction="out", author=world.handle, in_reply_to=asked.external_id)
            world.read()

    assert world.deliver_once(delivery_id, at=echo).remote_id == name


@pytest.mark.parametrize("network", ["mastodon", "email"])
def test_a_reply_from_outside_the_platform_is_a_reply_of_the_brand(request, db, network):
    if network == "mastodon":
        world = MastodonWorld(request.getfixturevalue("mastodon_server"))
    else:
        world = EmailWorld(request.getfixturevalue("mail_server"))
    asked = world.ask()
    world.writes_elsewhere(asked, "From my phone.")
    world.read()
    [message] = world.messages()
    assert (message.agent, message.conversation_id) == (None, asked.conversation_id)
    assert (world.turn(asked).outcome, world.turn(asked).answered_by) == ("answered", None)
    world.proxy.stop()


def test_a_waiting_reply_can_be_taken_back_and_a_sent_one_cannot(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    with world.unit() as uow:
        cancel_delivery(uow, uow.session.merge(world.delivery(delivery_id)))
    assert world.deliver(delivery_id).state == "cancelled"
    sent = world.reply(asked)
    world.deliver(sent)
    with pytest.raises(Conflict), world.unit() as uow:
        cancel_delivery(uow, uow.session.merge(world.delivery(sent)))
    assert shown(world) == [TEXT]


def test_the_networks_window_ends_a_reply_that_waited_too_long(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    with world.unit() as uow:
        row = uow.session.merge(world.delivery(delivery_id))
        row.reply_until = uow.now + timedelta(hours=1)
    world.clock.jump(hours=1)
    assert world.deliver(delivery_id).state == "failed"
    assert shown(world) == []


def test_an_account_keeps_to_its_budget(world):
    asked = [world.ask(f"{number}?") for number in range(3)]
    waiting = [world.reply(one, "x") for one in asked]
    with world.unit() as uow:
        row = uow.session.merge(world.connection())
        row.window_started_at, row.window_count = uow.now, 599
    assert world.deliver_once(waiting[0]).state == "sent"
    row = world.deliver_once(waiting[1])
    assert row.state == "queued"
    assert timedelta(seconds=30) < row.next_attempt_at - world.clock.now() < timedelta(minutes=1)
    assert world.deliver(waiting[1]).state == "sent"


def test_replies_follow_conversations_that_turn_out_to_be_one(world):
    one, other = world.ask("one?"), world.ask("other?")
    first = world.reply(one, "one")
    second = world.reply(other, "other")
    target = new_id()
    with world.unit() as uow:
        move_deliveries(uow, {one.conversation_id: target, other.conversation_id: target})
    rows = [world.delivery(first), world.delivery(second)]
    assert {row.thread_key for row in rows} == {target}
    assert sorted(row.place for row in rows) == [1, 2]
    assert {world.deliver(row.id).state for row in sorted(rows, key=lambda row: row.place)} == {"sent"}


def test_a_flushed_bell_loses_no_reply(app, settings, redis_url):
    from dataclasses import replace

    class Kept(GenericWorld):
        key = settings.secret_key

    world = Kept()
    mail.use(replace(settings, private_hosts=frozenset({"127.0.0.1"})))
    asked = [world.ask(f"{number}?") for number in range(5)]
    waiting = [world.reply(one, f"reply {number}") for number, one in enumerate(asked)]
    queue.bell().flushdb()
    assert "delivery" in queue.queues_with_work()  # what the relay asks each second
    drain_all("delivery")
    assert {world.delivery(one).state for one in waiting} == {"sent"}
    drain_all("intake")
    assert sorted(message.text for message in world.messages()) == [f"reply {n}" for n in range(5)]
    mail.use(settings)


def test_the_sweep_finds_what_a_dead_worker_left(app, settings):
    from dataclasses import replace

    class Kept(GenericWorld):
        key = settings.secret_key

    world = Kept()
    mail.use(replace(settings, private_hosts=frozenset({"127.0.0.1"})))
    delivery_id = world.reply(world.ask())
    with world.unit() as uow:  # its job is gone, as with a worker that was killed
        uow.session.query(Job).filter_by(tenant_id=world.tenant.id, queue="delivery").delete()
        uow.defer(
            "channels.jobs.sweep_deliveries",
            tenant_id=world.tenant.id,
            payload={"tenant_id": str(world.tenant.id)},
        )
    drain_all("delivery")
    assert world.delivery(delivery_id).state == "sent"
    with world.unit() as uow:
        left = select(func.count()).select_from(Job)
        assert uow.session.scalar(left.where(Job.queue == "delivery")) == 0
    mail.use(settings)


def test_the_network_is_not_spoken_to_inside_a_unit(world):
    with world.unit(), pytest.raises(RuntimeError, match="unit of work"):
        world.wire().fetch("GET", world.proxy.url, headers={})


def get_account_of(world):
    with world.unit() as uow:
        return get_account(uow, world.account_id)
