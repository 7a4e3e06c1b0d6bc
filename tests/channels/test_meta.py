"""What pages of Facebook and Messenger alone do: their webhook, and echoes that settle."""

import json

import pytest
from channels.meta_worlds import FacebookWorld, MessengerWorld
from sqlalchemy import func, select

from bpo.channels.models import InboundEvent


@pytest.fixture(params=[FacebookWorld, MessengerWorld])
def world(request, db, settings, monkeypatch):
    monkeypatch.setattr(request.param, "key", settings.secret_key)
    made = request.param()
    yield made
    made.proxy.stop()
    made.server.stop()


@pytest.fixture
def messenger(db):
    made = MessengerWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


def stored(world):
    with world.unit() as uow:
        query = (
            select(func.count()).select_from(InboundEvent).where(InboundEvent.account_id == world.account_id)
        )
        return uow.session.scalar(query)


def batch(world):
    for text in ("One?", "Two?"):
        if world.network == "facebook":
            world.server.comment(text, by="anna")
        else:
            world.server.message(text, by="501", to=world.server.page)
    entries = [entry for one in world.server.waiting for entry in one["entry"]]
    world.server.waiting.clear()
    return {"object": "page", "entry": entries}


def test_the_handshake_wants_the_verify_token(world, edges):
    path, client = f"/hooks/{world.network}/{world.account_id}", edges.test_client()
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    right = client.get(path, query_string={**asked, "hub.verify_token": world.server.verify_token})
    assert (right.status_code, right.text, right.mimetype) == (200, "1158201444", "text/plain")
    for wrong in ("", "another", "ż"):
        refused = client.get(path, query_string={**asked, "hub.verify_token": wrong})
        assert (refused.status_code, "1158201444" in refused.text) == (401, False)


def test_every_entry_is_kept_once_and_other_pages_are_not(world, edges):
    path, client = f"/hooks/{world.network}/{world.account_id}", edges.test_client()
    content = batch(world)
    foreign = {**content["entry"][0], "id": "1"}
    body, headers = world.server.signed({**content, "entry": [foreign]})
    assert client.post(path, data=body, headers=headers).status_code == 200
    assert stored(world) == 0
    body, headers = world.server.signed(content)
    for _replay in range(2):
        assert client.post(path, data=body, headers=headers).status_code == 200
    assert stored(world) == 2
    world.read()
    assert sorted(one.text for one in world.messages("in")) == ["One?", "Two?"]


def test_what_is_not_signed_is_refused(world, edges):
    path, client = f"/hooks/{world.network}/{world.account_id}", edges.test_client()
    body, headers = world.server.signed(batch(world))
    again = json.dumps(json.loads(body), indent=1).encode()
    for sent, told in ((body, {}), (again, headers), (body, {"X-Hub-Signature-256": "sha256=" + "0" * 64})):
        assert client.post(path, data=sent, headers=told).status_code == 401
    assert stored(world) == 0


def test_an_echo_settles_what_was_in_doubt(messenger):
    asked = messenger.ask()
    delivery_id = messenger.reply(asked)
    messenger.proxy.next("answer lost")
    assert messenger.deliver(delivery_id).state == "unknown"
    messenger.bring()
    messenger.read()
    messenger.settle()
    assert messenger.delivery(delivery_id).state == "sent"
    [reply] = messenger.messages()
    assert reply.conversation_id == asked.conversation_id
    assert messenger.visible(asked, "It is on its way.") == 1


def test_what_the_page_writes_to_somebody_else_settles_nothing(messenger):
    delivery_id = messenger.reply(messenger.ask())
    messenger.proxy.next("request lost")
    assert messenger.deliver(delivery_id).state == "unknown"
    messenger.server.message("It is on its way.", by=messenger.server.page, to="502", is_echo=True)
    messenger.bring()
    messenger.read()
    assert messenger.delivery(delivery_id).state == "unknown"
