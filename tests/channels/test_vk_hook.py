"""VK's Callback API over HTTP: what is answered, and what is kept."""

import json

import pytest
from channels.vk_worlds import VkWallWorld
from servers.vk_server import ANNA
from sqlalchemy import func, select

from bpo.channels.models import InboundEvent
from bpo.conversations.operations.received import take_in_waiting


@pytest.fixture
def hook(edges, settings, db):
    class HookedWorld(VkWallWorld):
        key = settings.secret_key

    made = HookedWorld()
    made.client = edges.test_client()
    made.path = f"/hooks/vk/{made.account_id}"
    yield made
    made.proxy.stop()
    made.server.stop()


def send(hook, body):
    answer = hook.client.post(hook.path, data=body, headers={"Content-Type": "application/json"})
    return answer.status_code, answer.data


def kept(hook):
    with hook.unit() as uow:
        return uow.session.scalar(
            select(func.count()).select_from(InboundEvent).where(InboundEvent.tenant_id == hook.tenant.id)
        )


def take_in(hook):
    with hook.unit() as uow:
        take_in_waiting(uow, hook.tenant.id)
    return sorted(one.text for one in hook.messages("in"))


def events_of(hook):
    """What VK would bring now, in its order."""
    found, hook.server.events = hook.server.events, []
    return found


def test_the_code_is_answered_for_this_community_alone(hook):
    bare = {"type": "confirmation", "group_id": hook.server.group}
    assert send(hook, json.dumps(bare).encode()) == (200, hook.server.code.encode())
    assert send(hook, json.dumps(bare | {"group_id": 1}).encode())[0] == 401


def test_an_event_is_kept_and_then_answered(hook):
    hook.server.write("Where is my parcel?")
    [body] = events_of(hook)
    assert send(hook, body) == (200, b"ok")
    assert take_in(hook) == ["Where is my parcel?"]


def test_what_is_brought_again_or_was_read_is_kept_once(hook):
    hook.server.write("Where is my parcel?")
    hook.server.comment("And mine?")
    for body in events_of(hook) * 2:
        assert send(hook, body) == (200, b"ok")
    assert kept(hook) == 2
    hook.read()
    assert kept(hook) == 2
    assert take_in(hook) == ["And mine?", "Where is my parcel?"]


def test_the_order_in_which_events_come_changes_nothing(hook):
    top = hook.server.comment("First")
    hook.server.comment("Second", under=top["id"])
    hook.server.comment("Third", under=top["id"])
    for body in reversed(events_of(hook)):
        assert send(hook, body) == (200, b"ok")
    assert take_in(hook) == ["First", "Second", "Third"]
    assert len({one.conversation_id for one in hook.messages("in")}) == 1


@pytest.mark.parametrize(
    "spoilt", [{"secret": "another"}, {"secret": None}, {"secret": ["x"]}, {"group_id": 1}]
)
def test_who_does_not_prove_themselves_is_refused(hook, spoilt):
    item = {"id": 5, "peer_id": ANNA, "from_id": ANNA, "date": 1_790_000_000, "text": "Let me in"}
    body = hook.server.event("message_new", {"message": item}, **spoilt)
    assert send(hook, body)[0] == 401
    assert kept(hook) == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"type": "message_new"}', b"null"])
def test_what_is_no_event_is_refused(hook, body):
    assert send(hook, body)[0] == 401
    assert hook.client.get(hook.path).status_code == 401


def test_before_the_connection_was_tested_nothing_is_taken(hook):
    hook.server.write("Where is my parcel?")
    [body] = events_of(hook)
    hook.server.name = "renamed"
    hook.connect()
    assert send(hook, body)[0] == 401


@pytest.mark.parametrize("kind", ["wall_reply_delete", "message_allow", "group_join", "of_tomorrow"])
def test_other_kinds_are_answered_and_forgotten(hook, kind):
    assert send(hook, hook.server.event(kind, {"id": 7})) == (200, b"ok")
    assert kept(hook) == 0


def test_a_proven_event_without_its_object_is_no_event(hook):
    assert send(hook, hook.server.event("message_new", None))[0] == 422


def test_an_edit_answers_what_it_changed_and_the_brands_own_is_left(hook):
    written = hook.server.write("Order 12")
    said = hook.server.comment("Bad")
    ours = hook.server.write_elsewhere("Hello")
    for body in events_of(hook):
        send(hook, body)
    edits = [
        hook.server.event("message_edit", {**written, "text": "Order 13"}),
        hook.server.event("wall_reply_edit", {**said, "text": "Not bad"}),
        hook.server.event("message_edit", {**ours, "text": "Hello!"}),
    ]
    for body in edits * 2:
        assert send(hook, body) == (200, b"ok")
    assert take_in(hook) == ["Bad", "Not bad", "Order 12", "Order 13"]
    by_text = {one.text: one for one in hook.messages("in")}
    for before, after in (("Order 12", "Order 13"), ("Bad", "Not bad")):
        assert by_text[after].in_reply_to == by_text[before].external_id
        assert by_text[after].conversation_id == by_text[before].conversation_id
    assert [one.text for one in hook.messages()] == ["Hello"]


def test_our_reply_that_comes_back_is_known(hook):
    hook.server.write("Where is my parcel?")
    send(hook, events_of(hook)[0])
    take_in(hook)
    [question] = hook.messages("in")
    delivery_id = hook.reply(question)
    hook.proxy.next("answer lost")
    hook.deliver_once(delivery_id)
    assert hook.delivery(delivery_id).state == "sending"
    for body in events_of(hook):
        send(hook, body)
    take_in(hook)
    assert hook.delivery(delivery_id).state == "sent"
    hook.settle()
    assert len(hook.messages()) == 1
