"""What ordinary reading misses is found by listing the account anew, and it is said how late."""

import time
from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.worlds import PATIENCE, BlueskyWorld, EmailWorld, ForgetfulWorld, MastodonWorld, TelegramWorld
from servers.bluesky_server import written
from sqlalchemy import select

from bpo.channels.models import ChannelAudit
from bpo.channels.operations.auditing import EVERY, GRACE, audit_account, due_audits, request_audit
from bpo.channels.queries import get_account
from bpo.conversations.models import Conversation, Customer, Message
from bpo.conversations.operations.erasing import ask_erasure, erase_customer
from bpo.conversations.operations.received import take_in_waiting
from bpo.conversations.queries.late import missed_since
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict

pytestmark = pytest.mark.real_server


def audit(world):
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    with world.unit() as uow:
        take_in_waiting(uow, world.tenant.id)
        return uow.session.scalars(
            select(ChannelAudit)
            .where(ChannelAudit.tenant_id == world.tenant.id)
            .order_by(ChannelAudit.began_at.desc())
        ).first()


def late(world):
    """The messages that bear a listing: {text: message}."""
    with world.unit() as uow:
        rows = uow.session.scalars(
            select(Message).where(Message.tenant_id == world.tenant.id, Message.audit_id.is_not(None))
        )
        return {row.external_id: row for row in rows}


def claimed(number):
    """When the author's machine says that it was written: from twenty minutes to forty hours ago."""
    return written(utcnow() - timedelta(minutes=20) - number * timedelta(minutes=48))


@pytest.fixture(params=["bluesky", "mastodon"])
def world(request, db):
    if request.param == "bluesky":
        made = BlueskyWorld(request.getfixturevalue("bluesky_server"))
        made.writes_late = lambda text, number: made.server.write(
            text, to=made.handle, createdAt=claimed(number)
        )
    else:
        made = MastodonWorld(request.getfixturevalue("mastodon_server"))
        made.writes_late = lambda text, _number: made.customer_writes(text)
    yield made
    made.proxy.stop()


def test_each_of_fifty_messages_that_a_wire_withheld_is_found_and_how_late(world):
    known = [world.ask(f"Number {number}?").external_id for number in range(3)]
    world.proxy.withheld = "lost-on-the-way"
    lost = [world.writes_late(f"lost-on-the-way {number}", number) for number in range(50)]
    last = world.ask("And this?").external_id
    assert world.message(lost[0]) is None
    assert world.message(lost[-1]) is None
    world.proxy.withheld = None
    world.clock.jump(hours=1)
    row = audit(world)
    assert (row.failure, row.found) == (None, 50)
    assert row.listed >= 54
    found = late(world)
    assert found.keys() == set(lost)
    for one in found.values():
        assert one.ingested_at - one.posted_at > GRACE
    with world.unit() as uow:
        told = missed_since(uow, world.tenant.id, uow.now - timedelta(days=1))[world.account_id]
    assert told.count == 50
    assert told.longest == max(one.ingested_at - one.posted_at for one in found.values())
    assert all(world.message(one).audit_id is None for one in [*known, last])
    assert audit(world).found == 0  # each is found once


def test_a_comment_of_which_the_network_told_nobody_is_found_under_our_post(bluesky_server, db):
    world = BlueskyWorld(bluesky_server)
    first = world.server.write("Good morning!", by=world.handle)
    world.ask()
    world.proxy.withheld = "told-nobody"
    comment = world.server.write("told-nobody", answers=first)
    beneath = world.server.write("told-nobody either", answers=comment)
    ends_at = time.monotonic() + PATIENCE
    while len(late(world)) < 2 and time.monotonic() < ends_at:  # the view lags behind
        world.clock.jump(hours=1)
        audit(world)
    assert late(world).keys() == {comment, beneath}
    world.proxy.stop()


def test_a_mailbox_that_lost_nothing_is_listed_whole(mail_server, db):
    world = EmailWorld(mail_server)
    asked = world.ask()
    world.deliver(world.reply(asked))
    world.server.wait_for(world.handle, 2)  # our own copy
    world.read()
    world.clock.jump(hours=1)
    row = audit(world)
    assert (row.failure, row.found) == (None, 0)
    assert row.listed >= 1
    assert late(world) == {}
    world.proxy.stop()


def test_where_nothing_can_be_listed_nothing_is_tried_and_the_page_says_so(app, db, telegram_server):
    for world in (ForgetfulWorld(), TelegramWorld(telegram_server)):
        with world.unit() as uow, pytest.raises(Conflict, match="cannot be listed"):
            request_audit(uow, get_account(uow, world.account_id))
        world.clock.jump(hours=2)
        with world.unit() as uow:
            assert due_audits(uow, world.tenant.id) == []
        client = browser(app, make_person("supervisor", world.tenant)[1])
        assert "cannot be listed" in client.get(f"/brands/{world.tenant.slug}/completeness").text
        world.proxy.stop()


def test_a_post_that_is_gone_while_its_thread_is_asked_for_ends_no_listing(bluesky_server, db):
    world = BlueskyWorld(bluesky_server)
    first = world.server.write("Good morning!", by=world.handle)
    asked = world.ask()
    world.proxy.next("gone", wanted=("GET", r"getPostThread$"))
    world.server.write("When do you open?", answers=first)
    ends_at = time.monotonic() + PATIENCE
    while "gone" not in world.proxy.log and time.monotonic() < ends_at:  # the view lags behind
        world.clock.jump(hours=1)
        row = audit(world)
    assert world.proxy.log == ["gone"]
    assert row.failure is None
    assert world.message(asked.external_id) is not None
    world.proxy.stop()


def test_what_is_on_its_way_is_left_to_ordinary_reading(world):
    world.ask()
    fresh = world.customer_writes("just now")
    assert audit(world).found == 0
    assert world.taken_in(fresh).audit_id is None


def test_a_listing_that_breaks_off_says_so_and_is_done_again_within_the_hour(mastodon_server, db):
    world = MastodonWorld(mastodon_server)
    world.ask()
    world.proxy.next("503", wanted=("GET", "/api/v1/notifications$"))
    row = audit(world)
    assert row.failure == "The network could not be reached."
    with world.unit() as uow:
        assert due_audits(uow, world.tenant.id) == []
    world.clock.jump_to(row.began_at + EVERY)
    with world.unit() as uow:
        assert due_audits(uow, world.tenant.id) == [world.account_id]
    assert audit(world).failure is None
    world.lose_token()
    assert audit(world).failure is not None
    assert world.connection().state == "ill"
    world.clock.jump(hours=2)
    with world.unit() as uow:
        assert due_audits(uow, world.tenant.id) == []  # it is not asked before somebody has seen to it
    world.proxy.stop()


def test_who_was_erased_does_not_come_back(world):
    asked = world.ask()
    with world.unit() as uow:
        message = world.message(asked.external_id)
        conversation = uow.session.get(Conversation, (world.tenant.id, message.conversation_id))
        customer = uow.session.get(Customer, (world.tenant.id, conversation.customer_id))
        assert erase_customer(uow, ask_erasure(uow, customer, reason="customer"))
    world.clock.jump(hours=1)
    audit(world)
    assert late(world) == {}


def test_the_page_says_what_was_missed_and_lists_anew(app, world):
    world.proxy.withheld = "lost-on-the-way"
    world.writes_late("lost-on-the-way", 1)
    world.ask()
    world.proxy.withheld = None
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/completeness"
    assert "Not yet" in client.get(path).text
    world.clock.jump(hours=1)
    audit(world)
    page = client.get(path).text
    assert "lost-on-the-way" in page
    assert "Nothing was missed" not in page
    conversation = next(iter(late(world).values())).conversation_id
    shown = client.get(f"/brands/{world.tenant.slug}/conversations/{conversation}").text
    assert "Found late, after" in shown
    assert client.post(f"{path}/{world.account_id}", data={}).status_code == 303
    other = browser(app, make_person("client_viewer", world.tenant)[1])
    assert other.get(path).status_code in {403, 404}
