"""What Viber alone does: its numbers, its webhook, and what comes back with a customer's message."""

import json
import traceback

import pytest
from builders import browser, make_person
from channels.viber_worlds import PUBLIC, ViberWorld
from servers.viber_server import ANNA
from sqlalchemy import delete, select

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import Act, ChannelProblem, Rejected
from bpo.channels.models import ChannelRoute, Delivery, InboundEvent, PollCursor
from bpo.channels.operations.checks import check_account
from bpo.channels.operations.connections import connect_account, connected_of
from bpo.channels.operations.deliveries import settle_unknown
from bpo.channels.queries import find_route, get_account
from bpo.channels.rules.health import Health, Hook
from bpo.conversations.operations.received import take_in_waiting
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork


@pytest.fixture
def world(db):
    made = ViberWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


@pytest.fixture
def hook(edges, settings, db):
    """Viber calls the application itself."""

    class HookedWorld(ViberWorld):
        key = settings.secret_key

        def prepare(self):
            self.client, self.path = edges.test_client(), f"/hooks/viber/{self.account_id}"
            self.server.reach = self.call

        def call(self, url, body, headers):
            assert url == f"{PUBLIC}{self.path}"
            return self.client.post(self.path, data=body, headers=headers).status_code

    made = HookedWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
    return make_adapter(connected_of(account, world.connection(), key=world.key), world.wire(10))


def asked(world, method):
    return [content for name, content in world.server.asked if name == method]


def doubtful(world, text="It is on its way."):
    """A customer's message, and a reply to it whose answer was lost."""
    question = world.ask()
    delivery_id = world.reply(question, text)
    world.proxy.next("answer lost")
    assert world.deliver(delivery_id).state == "unknown"
    return question, delivery_id


def send(hook, event, **over):
    body, headers = hook.server.signed(event)
    answer = hook.client.post(hook.path, data=body, headers=headers | over)
    return answer.status_code, answer.data


def stored(world):
    query = select(InboundEvent).where(InboundEvent.account_id == world.account_id)
    with world.unit() as uow:
        return len(uow.session.scalars(query).all())


def test_testing_the_connection_has_viber_bring_the_messages_here(hook):
    row = hook.connection()
    assert (row.state, row.own_id) == ("fine", hook.server.id)
    ours = f"{PUBLIC}{hook.path}"
    assert {row.facts[name] for name in ("hook", "brought_to")} == {ours}
    assert Health.of(row.facts).hook == Hook(brings=True)
    assert hook.server.webhook == f"{PUBLIC}{hook.path}"
    hook.server.webhook = ""
    hook.check()
    assert hook.server.webhook == ours  # and again where it leads nowhere


def test_an_address_that_viber_cannot_reach_is_said(world):
    world.server.reach = lambda *_: 404
    world.connect()
    row = world.connection()
    assert (row.state, "https" in row.why) == ("untested", True)


def test_an_address_that_was_ours_is_replaced_by_the_one_that_is(world):
    world.public_url = "https://moved.test"
    world.check()
    assert world.server.webhook.startswith("https://moved.test/hooks/viber/")


def test_an_account_that_is_only_tried_leaves_the_webhook_alone(world):
    before = len(asked(world, "set_webhook"))
    check_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    assert len(asked(world, "set_webhook")) == before


def test_the_token_of_another_bot_is_not_taken_and_its_webhook_stays(world):
    world.server.uri, world.server.webhook = "elsewhere", "https://elsewhere.test"
    world.connect()
    assert (world.connection().state, world.server.webhook) == ("untested", "https://elsewhere.test")
    assert "another bot" in world.connection().why


def test_an_account_that_is_older_than_the_network_gets_its_address_when_it_is_connected(world):
    key = str(world.account_id)
    with world.unit() as uow:
        uow.session.execute(delete(ChannelRoute).where(ChannelRoute.key == key))
    world.connect()
    with UnitOfWork(Actor.anonymous()) as uow:
        assert find_route(uow, "viber", key) == (world.tenant.id, world.account_id)


def test_a_reply_goes_to_the_person_with_its_key_and_a_name_that_fits(world):
    question = world.ask()
    row = world.deliver(world.reply(question))
    [told] = asked(world, "send_message")
    assert told == {
        "receiver": ANNA,
        "min_api_version": 1,
        "sender": {"name": "A brand with a name that is "},
        "tracking_data": row.idempotency_key,
        "type": "text",
        "text": "It is on its way.",
    }
    assert row.remote_id == str(world.server.messages[0]["token"])


@pytest.mark.parametrize(
    ("number", "state", "says"),
    [
        (1, "failed", "did not take"),
        (3, "failed", "did not take"),
        (5, "failed", "knows this customer no more"),
        (6, "failed", "unsubscribed"),
        (11, "failed", "cannot show"),
        (23, "failed", "balance"),
        (12, "queued", "more slowly"),
        (99, "unknown", "lost"),
    ],
)
def test_what_viber_says_no_to_is_told_by_its_number(world, number, state, says):
    delivery_id = world.reply(world.ask())
    world.server.refusals["send_message"] = number
    row = world.deliver_once(delivery_id)
    assert (row.state, says in row.failure) == (state, True), row.failure
    assert world.connection().state == "fine"
    assert world.server.messages == []


def test_a_person_who_answers_nothing_is_waited_for_alone(world):
    first, second = world.reply(world.ask()), world.reply(world.ask())
    world.server.refusals["send_message"] = 12
    row = world.deliver_once(first)
    assert 14 < (row.next_attempt_at - world.clock.now()).total_seconds() / 60 <= 15
    assert world.connection().sends_from is None
    assert world.delivery(second).state == "queued"


@pytest.mark.parametrize("number", [2, 7, 8, 9, 10, 15])
def test_what_is_wrong_with_the_bot_pauses_the_account_and_keeps_the_queue(world, number):
    delivery_id = world.reply(world.ask())
    world.server.refusals["send_message"] = number
    assert world.deliver_once(delivery_id).state == "queued"
    assert world.connection().state == "ill"
    world.check()
    assert world.deliver(delivery_id).state == "sent"


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b'{"status": "ok"}', b'{"status": 0}', b'{"status": true}']
)
def test_an_answer_that_says_nothing_leaves_it_to_a_person(world, answer):
    class Wire:
        seconds = 3.0

        def fetch(self, *_, **__):
            return type("Answer", (), {"status": 200, "headers": {}, "body": answer})

    delivery_id = world.reply(world.ask())
    sender = world.sender(make=lambda connected, _wire: make_adapter(connected, Wire()))
    sender.deliver(world.tenant.id, delivery_id)
    assert world.delivery(delivery_id).state == "unknown"


def test_what_the_customer_writes_next_says_that_ours_reached_them(world):
    question, delivery_id = doubtful(world)
    world.taken_in(world.customer_writes("Thank you"))
    row = world.delivery(delivery_id)
    assert (row.state, row.failure) == ("sent", None)
    world.settle()
    [reply] = world.messages()
    assert (reply.text, reply.conversation_id) == ("It is on its way.", question.conversation_id)
    asked_, thanked = world.messages("in")
    assert asked_.posted_at <= reply.posted_at <= thanked.posted_at
    assert world.visible(question, "It is on its way.") == 1


def test_a_repeat_that_a_person_asked_for_is_taken_back_when_ours_had_arrived(world):
    question, delivery_id = doubtful(world)
    with world.unit() as uow:
        row = uow.session.get(Delivery, (world.tenant.id, delivery_id))
        again = settle_unknown(uow, row, arrived=False).id
    world.taken_in(world.customer_writes("Thank you"))
    assert (world.delivery(delivery_id).state, world.deliver(again).state) == ("sent", "cancelled")
    assert world.visible(question, "It is on its way.") == 1


def test_the_mark_of_anothers_reply_settles_nothing(world):
    _question, delivery_id = doubtful(world)
    key = world.delivery(delivery_id).idempotency_key
    world.server.write("Hello", by="98765432100B=", tracking_data=key)
    world.read()
    assert len(world.messages("in")) == 2
    assert world.delivery(delivery_id).state == "unknown"


def test_a_message_without_a_mark_or_with_an_older_one_settles_nothing(world):
    question = world.ask()
    world.deliver(world.reply(question, "First."))
    second = world.reply(question, "Second.")
    world.proxy.next("request lost")
    assert world.deliver(second).state == "unknown"
    world.taken_in(world.customer_writes("And?"))
    assert world.delivery(second).state == "unknown"


@pytest.mark.parametrize("event", ["delivered", "seen"])
def test_receipts_settle_nothing(world, event):
    _question, delivery_id = doubtful(world)
    world.server.tell(event, user_id=ANNA, message_token=world.server.messages[0]["token"])
    world.read()
    assert world.delivery(delivery_id).state == "unknown"


def test_a_reply_that_did_not_reach_the_customer_after_all_is_failed(world):
    row = world.deliver(world.reply(world.ask()))
    for _again in range(2):
        world.server.tell("failed", user_id=ANNA, desc="x", message_token=int(row.remote_id))
    world.server.tell("failed", user_id=ANNA, desc="x", message_token=1)
    world.read()
    row = world.delivery(row.id)
    assert (row.state, "did not reach" in row.failure) == ("failed", True)


def test_a_webhook_that_another_program_took_is_said(world):
    def failure():
        with world.unit() as uow:
            return uow.session.get(PollCursor, (world.tenant.id, world.account_id)).failure

    world.read()
    assert failure() is None
    world.server.webhook = "https://elsewhere.test"
    world.read()
    assert "another program" in failure()
    world.check()
    facts = world.connection().facts
    assert (facts["brought_to"], Health.of(facts).hook) == ("", Hook(brings=False))
    assert world.server.webhook == "https://elsewhere.test"  # a check takes it from nobody
    world.read()
    assert "another program" in failure()
    world.connect()
    assert world.server.webhook == world.connection().facts["brought_to"]
    world.server.webhook = ""
    world.read()
    assert "no address" in failure()
    world.check()
    world.read()
    assert failure() is None


def test_a_dead_token_is_found_though_nobody_writes(world):
    world.lose_token()
    world.read()
    assert world.connection().state == "ill"


def test_a_bot_is_connected_by_a_token_that_is_never_shown(app, world):
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert f"{PUBLIC}/hooks/viber/{world.account_id}" in page
    assert "Your app key" in page or "kept stays" in page
    assert world.server.token not in page
    refused = client.post(path, data={"server": "https://chatapi.viber.com", "token": "a b"})
    assert (refused.status_code, "no token of a bot" in refused.text) == (422, True)
    refused = client.post(path, data={"server": "https://elsewhere.example", "token": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    kept = client.post(path, data={"server": "https://chatapi.viber.com", "token": "a-typed-secret"})
    assert kept.status_code == 303
    page = client.get(path).text
    assert ("Being tested" in page, "a-typed-secret" in page) == (True, False)


def test_nothing_is_taken_back_or_listed(world):
    with pytest.raises(Rejected):
        adapter(world).moderate(Act.DELETE, "5")
    assert adapter(world).relist(None, since=world.clock.now()).events == ()
    assert adapter(world).look(since=world.clock.now()) == ()


def test_the_token_is_in_no_address_and_no_error(world):
    world.server.refusals["get_account_info"] = 99
    with pytest.raises(ChannelProblem) as caught:
        adapter(world).check()
    said = "".join(traceback.format_exception(caught.value)) + caught.value.detail
    assert world.server.token not in said
    assert all(world.server.token not in path for _method, path in world.proxy.passed)


def test_what_viber_brings_is_kept_once_and_answered_with_nothing(hook):
    told = hook.server.write("Where is my parcel?")
    for _again in range(3):
        assert send(hook, told) == (200, b"")
    assert stored(hook) == 1
    with hook.unit() as uow:
        take_in_waiting(uow, hook.tenant.id)
    assert [(one.text, one.author_id) for one in hook.messages("in")] == [("Where is my parcel?", ANNA)]


@pytest.mark.parametrize("kind", ["subscribed", "conversation_started", "delivered", "seen", "failed"])
def test_what_is_no_message_is_answered_and_forgotten(hook, kind):
    assert send(hook, hook.server.tell(kind, user={"id": ANNA}, user_id=ANNA)) == (200, b"")
    assert stored(hook) == 0


def test_what_comes_before_the_test_is_kept_for_it_is_proven(hook):
    """Viber brings it for an hour only."""
    with hook.unit() as uow:
        account = get_account(uow, hook.account_id)
        connect_account(uow, account, settings=hook.settings(), secrets=hook.secrets(), key=hook.key)
    assert hook.connection().state == "untested"
    assert send(hook, hook.server.write("Where is my parcel?")) == (200, b"")
    assert stored(hook) == 1


def test_what_another_bot_signed_is_refused(hook):
    told = hook.server.write("Let me in")
    body, _headers = hook.server.signed(told)
    assert send(hook, told, **{"X-Viber-Content-Signature": "0" * 64})[0] == 401
    assert send(hook, json.loads(body) | {"message_token": 6})[0] == 200
    assert hook.client.get(hook.path).status_code == 401
    assert stored(hook) == 1
