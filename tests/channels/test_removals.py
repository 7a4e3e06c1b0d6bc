"""Messages that are deleted on their network by somebody else: marked, kept, and a person decides."""

import json
import time
from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.meta_worlds import FacebookWorld
from channels.vk_worlds import VkWorld
from channels.worlds import PATIENCE, BlueskyWorld, WordPressWorld
from sqlalchemy import select, update

from bpo.channels.adapters import _ADAPTERS, make_adapter
from bpo.channels.adapters.base import Act
from bpo.channels.models import InboundEvent
from bpo.channels.operations import store_inbound
from bpo.channels.operations.connections import connected_of
from bpo.channels.operations.inbound import forget_inbound
from bpo.channels.queries import find_connection, get_account
from bpo.channels.rules.capabilities import TELLING_GONE
from bpo.channels.rules.read_facebook import removal_of
from bpo.channels.rules.removals import REMOVAL, Removal, read_removal, removal_event
from bpo.channels.rules.vendor_hooks import VENDOR_HOOKS, HookAccount, HookRequest
from bpo.conversations.jobs import begin_looking_for_gone
from bpo.conversations.models import Conversation, MessageRemoval, Moderation, QueueItem, Turn
from bpo.conversations.operations.erasing import ask_erasure, erase_customer
from bpo.conversations.operations.moderating import ask_moderation
from bpo.conversations.operations.received import take_in_waiting
from bpo.conversations.operations.removals import look_for_gone, record_removals
from bpo.conversations.queries.erasures import get_customer
from bpo.conversations.queries.removals import gone_since
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Invalid
from bpo.core.events import EventRow
from bpo.core.ids import new_id
from bpo.core.outbox import Job

AGO = timedelta(minutes=6)


@pytest.fixture
def facebook(db):
    yield from of(FacebookWorld())


@pytest.fixture
def vk(db):
    yield from of(VkWorld())


def of(world):
    yield world
    world.proxy.stop()
    world.server.stop()


def brings(world, body, headers=None):
    """The network's webhook brings this, and it is taken in."""
    connected = world.connection()
    account = HookAccount(f"{world.network}:{world.handle}", {}, world.secrets(), connected.own_id)
    told = {name.lower(): value for name, value in (headers or {}).items()}
    heard = VENDOR_HOOKS[world.network](HookRequest("POST", told, {}, body, world.clock.now()), account)
    with world.unit() as uow:
        row = get_account(uow, world.account_id)
        store_inbound(uow, row, heard.events, form=heard.form)
        store_inbound(uow, row, heard.removals, form=REMOVAL)
    take_in(world)


def take_in(world):
    with world.unit() as uow:
        take_in_waiting(uow, world.tenant.id)


def removed(world, comment, **over):
    """Facebook says that a comment is gone."""
    value = {"item": "comment", "verb": "remove", "comment_id": comment, "post_id": "1_77", **over}
    entry = {"id": world.server.page, "time": int(utcnow().timestamp())}
    content = {"object": "page", "entry": [{**entry, "changes": [{"field": "feed", "value": value}]}]}
    brings(world, *world.server.signed(content))


def gone(world):
    with world.unit() as uow:
        return set(gone_since(uow, world.tenant.id, [one.id for one in everything(world)]))


def everything(world):
    return [*world.messages("in"), *world.messages("out")]


def audits(world):
    with world.unit() as uow:
        found = uow.session.scalars(
            select(EventRow.action)
            .where(EventRow.tenant_id == world.tenant.id, EventRow.action.startswith("message."))
            .order_by(EventRow.at)
        )
        return list(found)


def columns(row):
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def test_what_facebook_says_is_gone_is_marked_and_kept(facebook):
    asked = facebook.ask("Where is my parcel?")
    facebook.server.waiting.clear()
    before = facebook.turn(asked)
    removed(facebook, asked.external_id)
    (message,) = facebook.messages("in")
    assert gone(facebook) == {message.id}
    assert message.text == "Where is my parcel?"
    assert audits(facebook) == ["message.removed"]
    assert columns(facebook.turn(asked)) == columns(before)
    with facebook.unit() as uow:
        conversation = uow.session.get(Conversation, (facebook.tenant.id, asked.conversation_id))
        assert conversation.state == "open"
        assert uow.session.get(QueueItem, (facebook.tenant.id, asked.conversation_id)) is not None


def test_what_is_brought_twice_is_marked_once(facebook):
    asked = facebook.ask()
    removed(facebook, asked.external_id)
    removed(facebook, asked.external_id)
    assert audits(facebook) == ["message.removed"]


def test_a_removal_that_comes_before_its_message_is_not_lost(facebook):
    comment = facebook.server.comment("Too quick", by="anna")
    removed(facebook, comment)
    assert gone(facebook) == set()
    facebook.read()
    assert gone(facebook) == {one.id for one in facebook.messages("in")}


def test_edits_go_with_what_they_changed(facebook):
    asked = facebook.ask("Whre is it?")
    value = {"item": "comment", "verb": "edited", "comment_id": asked.external_id, "post_id": "1_77"}
    facebook.server.tell_change(
        {**value, "from": {"id": "anna"}, "message": "Where is it?", "created_time": 1}
    )
    facebook.read()
    assert len(facebook.messages("in")) == 2
    removed(facebook, asked.external_id)
    assert len(gone(facebook)) == 2


def test_likes_posts_and_other_pages_say_nothing_of_messages(facebook):
    asked = facebook.ask()
    removed(facebook, asked.external_id, item="reaction")
    removed(facebook, asked.external_id, item="post")
    removed(facebook, "somebody's")
    assert gone(facebook) == set()
    with facebook.unit() as uow:
        another = Removal(f"facebook:{new_id().hex}", asked.external_id, utcnow())
        assert record_removals(uow, facebook.tenant.id, [another]) == 0


def test_what_we_deleted_ourselves_is_no_news(facebook):
    asked = facebook.ask()
    (message,) = facebook.messages("in")
    with facebook.unit() as uow:
        uow.session.add(
            Moderation(
                tenant_id=facebook.tenant.id,
                account_id=facebook.account_id,
                message_id=message.id,
                act="delete",
                rule="insults",
                asked_at=uow.now,
                state="waiting",
                tries=0,
                next_try_at=uow.now,
            )
        )
    removed(facebook, asked.external_id)
    assert gone(facebook) == set()


def test_nothing_can_be_done_on_the_network_with_what_is_gone(facebook):
    asked = facebook.ask()
    removed(facebook, asked.external_id)
    (message,) = facebook.messages("in")
    with facebook.unit() as uow, pytest.raises(Conflict):
        ask_moderation(uow, message, Act.UNHIDE, rule=None)


def test_vk_says_that_a_comment_is_gone_and_that_it_is_back_and_that_it_is_gone_again(vk):
    comment = vk.server.comment("Where is it?")
    vk.read()
    (message,) = vk.messages("in")
    told = {"owner_id": -vk.server.group, "id": comment["id"], "post_id": 10, "deleter_id": 501}
    for _time in range(2):
        brings(vk, vk.server.event("wall_reply_delete", told))
        assert gone(vk) == {message.id}
        brings(vk, vk.server.event("wall_reply_restore", comment))
        assert gone(vk) == set()
    assert audits(vk) == ["message.removed", "message.restored"] * 2
    assert len(vk.messages("in")) == 1


@pytest.mark.parametrize("odd", [{"id": "x"}, {"post_id": None}, {"id": -1}, {"id": 2**80}])
def test_an_odd_event_of_vk_is_answered_and_forgotten(vk, odd):
    vk.server.comment("Where is it?")
    vk.read()
    brings(vk, vk.server.event("wall_reply_delete", {"id": 20, "post_id": 10} | odd))
    assert gone(vk) == set()


@pytest.fixture
def wordpress(db, wordpress_server):
    world = WordPressWorld(wordpress_server)
    yield world
    world.proxy.stop()


@pytest.fixture
def bluesky(db, bluesky_server):
    world = BlueskyWorld(bluesky_server)
    yield world
    world.proxy.stop()


def look(world):
    with world.unit() as uow:  # it came a while ago
        uow.session.execute(
            update(InboundEvent)
            .where(InboundEvent.tenant_id == world.tenant.id, InboundEvent.received_at > uow.now - AGO)
            .values(received_at=uow.now - AGO)
        )
    return look_for_gone(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)


@pytest.mark.real_server
def test_wordpress_is_asked_what_was_put_into_the_trash(wordpress):
    first, second = wordpress.ask("Where is my parcel?"), wordpress.ask("And the other one?")
    assert look(wordpress) == 0
    with wordpress.unit() as uow:
        account, connection = (
            get_account(uow, wordpress.account_id),
            find_connection(uow, wordpress.tenant.id, wordpress.account_id),
        )
        adapter = make_adapter(connected_of(account, connection, key=wordpress.key), wordpress.wire(10))
    adapter.moderate(Act.HIDE, second.external_id)
    assert look(wordpress) == 0  # held back is not gone
    adapter.moderate(Act.DELETE, first.external_id)
    assert look(wordpress) == 1
    assert look(wordpress) == 0
    known = {one.external_id: one.id for one in wordpress.messages("in")}
    assert gone(wordpress) == {known[first.external_id]}
    adapter.adapter.rest.post(f"/wp/v2/comments/{first.external_id}", {"status": "approved"})
    assert look(wordpress) == 1
    assert gone(wordpress) == set()
    assert audits(wordpress) == ["message.removed", "message.restored"]


@pytest.mark.real_server
def test_bluesky_is_asked_what_its_author_deleted(bluesky):
    asked = bluesky.ask("Where is my parcel?")
    kept = bluesky.ask("And the other one?")
    assert look(bluesky) == 0
    bluesky.server.delete(asked.external_id)
    ends_at = time.monotonic() + PATIENCE
    while not look(bluesky) and time.monotonic() < ends_at:  # its view learns of it a moment later
        time.sleep(0.1)
    known = {one.external_id: one.id for one in bluesky.messages("in")}
    assert gone(bluesky) == {known[asked.external_id]}
    assert kept.external_id in known


def test_a_network_that_cannot_be_asked_marks_nothing(facebook):
    facebook.ask()
    assert look(facebook) == 0


def test_accounts_of_networks_that_tell_alone_are_looked_at(facebook):
    with facebook.unit() as uow:
        begin_looking_for_gone(uow, str(facebook.tenant.id))
        left = uow.session.scalars(select(Job.name).where(Job.tenant_id == facebook.tenant.id)).all()
    assert "conversations.jobs.look_for_gone" not in left
    adapters = {network for network, make in _ADAPTERS.items() if hasattr(make, "gone")}
    assert adapters == {one.value for one in TELLING_GONE}


def test_an_erased_message_leaves_no_word_that_it_is_gone(facebook):
    asked = facebook.ask()
    removed(facebook, asked.external_id)
    with facebook.unit() as uow:
        forget_inbound(uow, [(facebook.account_id, asked.external_id)])
        kept = uow.session.scalars(select(InboundEvent).where(InboundEvent.tenant_id == facebook.tenant.id))
        assert list(kept) == []


def test_whoever_is_erased_leaves_no_word_of_what_they_deleted(facebook):
    asked = facebook.ask()
    removed(facebook, asked.external_id)
    with facebook.unit() as uow:
        conversation = uow.session.get(Conversation, (facebook.tenant.id, asked.conversation_id))
        erasure = ask_erasure(
            uow, get_customer(uow, facebook.tenant.id, conversation.customer_id), reason="customer"
        )
        erase_customer(uow, erasure)
    removed(facebook, asked.external_id)
    with facebook.unit() as uow:
        kept = uow.session.scalars(select(InboundEvent).where(InboundEvent.tenant_id == facebook.tenant.id))
        assert all(asked.external_id not in f"{one.dedupe_key} {one.body}" for one in kept)


def test_the_page_and_the_composer_say_it(app, facebook):
    asked = facebook.ask()
    client = browser(app, make_person("supervisor", facebook.tenant)[1])
    address = f"/brands/{facebook.tenant.slug}/conversations/{asked.conversation_id}"
    assert "Deleted by its author" not in client.get(address).text
    removed(facebook, asked.external_id)
    page = client.get(address).text
    assert "Deleted by its author or the network" in page
    assert "A reply would answer nothing that anybody sees." in page
    (message,) = facebook.messages("in")
    assert "Nothing more can be done" in client.get(f"{address}/messages/{message.id}/moderation").text
    viewer = browser(app, make_person("client_viewer", facebook.tenant)[1])
    assert "Deleted by its author or the network" in viewer.get(address).text


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        {},
        {"account": "x:y", "id": "1", "gone": True, "at": "yesterday"},
        {"account": "x:y", "id": "1", "gone": 1, "at": "2026-01-01T00:00:00+00:00"},
        {"account": "x:y", "id": 1, "gone": True, "at": "2026-01-01T00:00:00+00:00"},
        {"account": "x:y", "id": "1", "gone": True, "at": "2026-01-01T00:00:00"},
    ],
)
def test_an_event_that_says_nothing_is_refused(odd):
    with pytest.raises(Invalid):
        read_removal(odd)


def test_an_event_is_read_as_it_was_kept():
    one = Removal("facebook:page", "1_2", utcnow(), is_gone=False)
    key, body = removal_event(one)
    assert (key, read_removal(json.loads(body))) == ("1_2:restored", one)


def test_facebook_says_when():
    value = {"item": "comment", "verb": "remove", "comment_id": "1_2"}
    found = removal_of(value, at=1_700_000_000, account="facebook:page")
    assert found.at.timestamp() == 1_700_000_000
    assert removal_of(value, at=None, account="facebook:page") is None
    assert utcnow() - found.at > timedelta(days=1)


def test_two_at_once_are_marked_once(facebook):
    asked = facebook.ask()
    one = Removal(f"facebook:{facebook.handle}", asked.external_id, utcnow())
    with facebook.unit() as uow:
        assert record_removals(uow, facebook.tenant.id, [one, one]) == 1
        rows = uow.session.scalars(select(MessageRemoval)).all()
        assert [row.is_gone for row in rows if row.tenant_id == facebook.tenant.id] == [True]
        assert uow.session.scalars(select(Turn).where(Turn.tenant_id == facebook.tenant.id)).all()
