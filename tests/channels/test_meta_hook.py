"""What Meta's webhook brings of pages: what is answered, and what is kept."""

import json

import pytest
from channels.meta_worlds import FacebookWorld, MessengerWorld
from sqlalchemy import func, select

from bpo.channels.models import InboundEvent
from bpo.conversations.operations.received import take_in_waiting


@pytest.fixture(params=[FacebookWorld, MessengerWorld])
def world(request, db, edges, settings):
    yield from hooked(request.param, edges, settings)


@pytest.fixture
def facebook(db, edges, settings):
    yield from hooked(FacebookWorld, edges, settings)


@pytest.fixture
def messenger(db, edges, settings):
    yield from hooked(MessengerWorld, edges, settings)


def hooked(kind, edges, settings):
    made = type("Hooked", (kind,), {"key": settings.secret_key})()
    made.client, made.path = edges.test_client(), f"/hooks/{made.network}/{made.account_id}"
    yield made
    made.proxy.stop()
    made.server.stop()


def send(world, content):
    body, headers = world.server.signed(content)
    return world.client.post(world.path, data=body, headers=headers).status_code


def bring(world):
    """All that Meta would bring, in its order."""
    waiting, world.server.waiting = world.server.waiting, []
    return [send(world, one) for one in waiting]


def stored(world):
    query = select(func.count()).select_from(InboundEvent).where(InboundEvent.account_id == world.account_id)
    with world.unit() as uow:
        return uow.session.scalar(query)


def take_in(world):
    with world.unit() as uow:
        take_in_waiting(uow, world.tenant.id)
    return sorted(one.text for one in world.messages("in"))


def batch(world):
    """One body with two entries, the second with two events."""
    for text in ("One?", "Two?", "Three?"):
        world.customer_writes(text)
    first, second, third = (one["entry"][0] for one in world.server.waiting)
    world.server.waiting.clear()
    list_of = "changes" if world.network == "facebook" else "messaging"
    return {"object": "page", "entry": [first, {**second, list_of: second[list_of] + third[list_of]}]}


def test_the_handshake_wants_the_verify_token(world):
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    right = world.client.get(
        world.path, query_string={**asked, "hub.verify_token": world.server.verify_token}
    )
    assert (right.status_code, right.text, right.mimetype) == (200, "1158201444", "text/plain")
    for wrong in ("", "another", "ż"):
        refused = world.client.get(world.path, query_string={**asked, "hub.verify_token": wrong})
        assert (refused.status_code, "1158201444" in refused.text) == (401, False)


def test_every_entry_and_event_is_kept_once(world):
    content = batch(world)
    for _replay in range(2):
        assert send(world, content) == 200
    assert stored(world) == 3
    assert take_in(world) == ["One?", "Three?", "Two?"]


def test_what_is_of_other_pages_is_not_kept_but_what_is_ours_beside_it(world):
    content = batch(world)
    foreign = {**content["entry"][0], "id": "1"}
    assert send(world, {**content, "entry": [foreign]}) == 200
    assert stored(world) == 0
    assert send(world, {**content, "entry": [foreign, content["entry"][1], foreign]}) == 200
    assert take_in(world) == ["Three?", "Two?"]


def test_what_was_read_before_it_was_brought_is_one_message(world):
    world.customer_writes("Where is my parcel?")
    waiting, world.server.waiting = world.server.waiting, []
    world.read()
    assert [one.text for one in world.messages("in")] == ["Where is my parcel?"]
    world.server.waiting = waiting
    assert bring(world) == [200]
    assert stored(world) == 1
    assert take_in(world) == ["Where is my parcel?"]


def test_what_is_not_signed_is_refused(world):
    body, headers = world.server.signed(batch(world))
    again = json.dumps(json.loads(body), indent=1).encode()
    for sent, told in ((body, {}), (again, headers), (body, {"X-Hub-Signature-256": "sha256=" + "0" * 64})):
        assert world.client.post(world.path, data=sent, headers=told).status_code == 401
    assert stored(world) == 0


@pytest.mark.parametrize("content", [[], {}, {"entry": {}}, {"entry": None}, "text"])
def test_what_is_no_body_of_metas_is_told_so(world, content):
    assert send(world, content) == 422


def test_before_the_connection_was_tested_nothing_is_taken(world):
    content = batch(world)
    world.server.page = "another"
    world.connect()
    assert send(world, content) == 422
    assert stored(world) == 0


def test_edits_of_comments_answer_what_they_changed_and_the_pages_own_are_left(facebook):
    said = facebook.customer_writes("Bad")
    ours = facebook.server.comment("Sorry", by=facebook.server.page, under=said)
    for key, text, author in ((said, "Not bad", "anna"), (ours, "Sorry!", facebook.server.page)):
        value = {"item": "comment", "verb": "edited", "comment_id": key, "message": text}
        facebook.server.tell_change(value | {"post_id": "1_77", "from": {"id": author}, "created_time": 5})
    assert bring(facebook) == [200] * 4
    assert take_in(facebook) == ["Bad", "Not bad"]
    by_text = {one.text: one for one in facebook.messages("in")}
    assert by_text["Not bad"].in_reply_to == said
    assert len({one.conversation_id for one in by_text.values()}) == 1
    assert [one.text for one in facebook.messages()] == ["Sorry"]


@pytest.mark.parametrize(
    "value",
    [
        {"item": "comment", "verb": "hide"},
        {"item": "reaction", "verb": "add", "reaction_type": "like"},
        {"item": "post", "verb": "add"},
        {"item": "of tomorrow"},
    ],
)
def test_what_says_nothing_on_a_feed_is_answered_and_forgotten(facebook, value):
    facebook.server.tell_change(value | {"comment_id": "77_5", "post_id": "1_77", "created_time": 5})
    facebook.server._bring({"changes": [{"field": "ratings", "value": value}, {"field": "feed"}, 1]}, 5)
    assert bring(facebook) == [200, 200]
    assert stored(facebook) == 0


def test_what_is_gone_is_kept_as_that_and_is_no_message(facebook):
    value = {"item": "comment", "verb": "remove", "comment_id": "77_5", "post_id": "1_77", "created_time": 5}
    facebook.server.tell_change(value)
    assert bring(facebook) == [200]
    assert stored(facebook) == 1
    assert facebook.messages() == []


@pytest.mark.parametrize(
    "event",
    [
        {"message": {"mid": "m_1", "is_deleted": True}},
        {"delivery": {"mids": ["m_1"], "watermark": 1}},
        {"read": {"watermark": 1}},
        {"reaction": {"mid": "m_1", "action": "react"}},
        {"message": {}},
        {"optin": {"ref": "x"}},
    ],
)
def test_what_says_nothing_in_messenger_is_answered_and_forgotten(messenger, event):
    people = {"sender": {"id": "501"}, "recipient": {"id": messenger.server.page}, "timestamp": 1}
    messenger.server.tell_event(people | event)
    assert bring(messenger) == [200]
    assert stored(messenger) == 0


def test_edits_buttons_and_what_another_app_has_in_hand_are_messages(messenger):
    server = messenger.server
    said = messenger.customer_writes("Order 12")
    people = {"sender": {"id": "501"}, "recipient": {"id": server.page}, "timestamp": 1_795_000_000_000}
    edit = people | {"message_edit": {"mid": said, "text": "Order 13", "num_edit": 1}}
    button = people | {"postback": {"mid": "m_b", "title": "Talk to a person", "payload": "HUMAN"}}
    server.tell_event(edit)
    server.tell_event(button)
    server.tell_event(people | {"message": {"mid": "m_s", "text": "Anybody?"}}, channel="standby")
    assert bring(messenger) == [200] * 4
    assert take_in(messenger) == ["Anybody?", "Order 12", "Order 13", "Talk to a person"]
    found = messenger.messages("in")
    assert len({one.conversation_id for one in found}) == 1
    assert next(one for one in found if one.text == "Order 13").in_reply_to == said


def test_a_message_that_cannot_be_read_is_kept_and_the_others_with_it(messenger):
    people = {"sender": {"id": "501"}, "recipient": {"id": messenger.server.page}, "timestamp": "soon"}
    messenger.server.tell_event(people | {"message": {"mid": "m_1\u0000", "text": "Odd"}})
    messenger.server.tell_event(people | {"message": {"mid": "m_2", "text": "No time"}})
    messenger.customer_writes("Hello?")
    assert bring(messenger) == [200] * 3
    assert stored(messenger) == 3
    assert take_in(messenger) == ["Hello?"]


def test_an_echo_settles_what_was_in_doubt(messenger):
    asked = messenger.ask()
    delivery_id = messenger.reply(asked)
    messenger.proxy.next("answer lost")
    assert messenger.deliver_once(delivery_id).state == "sending"
    bring(messenger)
    take_in(messenger)
    assert messenger.delivery(delivery_id).state == "sent"
    messenger.settle()
    [reply] = messenger.messages()
    assert reply.conversation_id == asked.conversation_id
    assert messenger.visible(asked, "It is on its way.") == 1


@pytest.mark.parametrize(("to", "over"), [("502", {}), ("501", {"metadata": "another key"})])
def test_what_the_page_writes_to_somebody_else_or_for_another_reply_settles_nothing(messenger, to, over):
    asked = messenger.ask()
    delivery_id = messenger.reply(asked)
    messenger.proxy.next("request lost")
    messenger.deliver_once(delivery_id)
    messenger.server.message("It is on its way.", by=messenger.server.page, to=to, is_echo=True, **over)
    bring(messenger)
    take_in(messenger)
    assert messenger.delivery(delivery_id).state == "sending"


def test_the_same_words_under_the_post_itself_or_under_another_are_no_reply_of_ours(facebook):
    server = facebook.server
    delivery_id = facebook.reply(facebook.ask())
    facebook.proxy.next("request lost")
    facebook.deliver_once(delivery_id)
    server.post(78)
    other = server.comment("When?", by="boris", post=78)
    server.comment("It is on its way.", by=server.page)
    server.comment("It is on its way.", by=server.page, post=78, under=other)
    bring(facebook)
    take_in(facebook)
    assert facebook.delivery(delivery_id).state == "sending"
    assert [one.agent for one in facebook.messages()] == [None, None]


def test_an_answer_to_an_answer_comes_back_beside_it_and_is_ours(facebook):
    first = facebook.ask()
    second = facebook.taken_in(facebook.server.comment("Hello?", by="anna", under=first.external_id))
    delivery_id = facebook.reply(second)
    facebook.proxy.next("answer lost")
    facebook.deliver_once(delivery_id)
    bring(facebook)
    take_in(facebook)
    assert facebook.delivery(delivery_id).state == "sent"
    facebook.settle()
    assert len(facebook.messages()) == 1
