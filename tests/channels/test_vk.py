"""What VK alone does: a community of tests' own that answers as VK documents it."""

import json
import traceback
from datetime import timedelta

import pytest
from channels.vk_worlds import VkWallWorld, VkWorld
from servers.vk_server import ANNA, BORIS
from sqlalchemy import select

from bpo.channels.adapters import make_adapter, vk
from bpo.channels.adapters.base import Act, AuthExpired, NotSent, Outbound, Rejected
from bpo.channels.models import ChannelConnection, PollCursor
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.checks import check_account
from bpo.channels.operations.connections import connect_account, connected_of
from bpo.channels.queries import get_account
from bpo.channels.rules.read_vk import comment_id, comment_place, message_id
from bpo.conversations.models import Message
from bpo.conversations.operations.received import take_in_waiting
from bpo.core.clock import utcnow


@pytest.fixture
def world(db):
    made = VkWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


@pytest.fixture
def wall(db):
    made = VkWallWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        return make_adapter(connected_of(account, connection, key=world.key), world.wire(10))


def cursor_of(world):
    with world.unit() as uow:
        return uow.session.get(PollCursor, (world.tenant.id, world.account_id))


def asked(world, method):
    return [content for name, content in world.server.asked if name == method]


def texts(world):
    return sorted(one.text for one in world.messages("in"))


def wall_is_due(world):
    """As if the wall had been read three minutes ago."""
    with world.unit() as uow:
        cursor = uow.session.get(PollCursor, (world.tenant.id, world.account_id))
        place = json.loads(cursor.cursor)
        place["wall"] = (utcnow() - timedelta(minutes=3)).isoformat()
        cursor.cursor = json.dumps(place)


def reply_to(question, text="It is on its way.", **over):
    known = {"visibility": question.visibility, "recipient": question.author_id}
    return Outbound(
        "a key",
        text,
        frozen_at=utcnow(),
        started_at=utcnow(),
        in_reply_to=question.external_id,
        **(known | over),
    )


def test_the_community_is_known_by_its_name_or_number(world):
    assert (world.connection().state, world.connection().own_id) == ("fine", str(world.server.group))
    assert world.connection().facts == {"name": "A brand", "alarms": [], "health": {}}
    world.server.name = "renamed"
    world.connect()
    assert (world.connection().state, "another community" in world.connection().why) == ("untested", True)


def test_secrets_that_are_not_typed_stay(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connect_account(uow, account, settings=world.settings(), secrets={"code": "new"}, key=world.key)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        kept = connected_of(account, connection, key=world.key).secrets
    assert kept == world.secrets() | {"code": "new"}


def test_a_wall_that_cannot_be_read_is_said_before_anything_is_lost(world):
    world.server.refusals["wall.get"] = 15
    world.connect()
    assert (world.connection().state, "wall may be closed" in world.connection().why) == ("untested", True)


def test_a_dead_service_key_is_named(world):
    world.server.service = "another"
    check_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    assert (world.connection().state, "service key" in world.connection().why) == ("ill", True)


def test_a_reply_goes_to_the_person_with_a_mark_of_its_own(world):
    row = world.deliver(world.reply(world.ask()))
    [sent] = asked(world, "messages.send")
    assert (sent["peer_id"], sent["message"]) == (str(ANNA), "It is on its way.")
    assert 0 < int(sent["random_id"]) < 2**63
    assert row.remote_id.startswith(f"{ANNA}:")


def test_a_comment_is_answered_as_the_community_where_it_stands(wall):
    question = wall.ask()
    row = wall.deliver(wall.reply(question))
    [sent] = asked(wall, "wall.createComment")
    assert sent["guid"] == row.idempotency_key
    post, number = comment_place(row.remote_id)
    assert row.remote_url == f"https://vk.com/wall-{wall.server.group}_{post}?reply={number}"
    assert len(wall.messages()) == 1


def test_what_is_written_under_our_answer_stays_in_the_conversation(wall):
    question = wall.ask()
    row = wall.deliver(wall.reply(question))
    more = wall.server.comment("Thanks!", under=comment_place(row.remote_id)[1])
    found = wall.taken_in(comment_id(10, more["id"]))
    assert (found.conversation_id, found.in_reply_to) == (question.conversation_id, row.remote_id)


def test_a_comment_is_answered_in_private_where_that_is_asked(wall):
    question = wall.ask()
    sent = adapter(wall).send(reply_to(question, visibility="private"), lambda: None)
    assert sent.remote_id.startswith(f"{ANNA}:")
    assert wall.visible(question, "It is on its way.") == 0


def test_what_was_written_in_the_networks_own_application_is_no_reply_of_ours(world):
    first, second = world.ask(), world.taken_in(world.customer_writes("Hello?"))
    delivery_id = world.reply(first, "Thanks!")
    world.proxy.next("request lost")
    world.deliver_once(delivery_id)
    found = world.writes_elsewhere(first, "Thanks!")
    world.read()
    assert world.message(found).conversation_id == second.conversation_id
    assert world.delivery(delivery_id).state == "sending"
    assert world.deliver(delivery_id).state == "sent"
    assert world.visible(first, "Thanks!") == 2


def test_the_echo_of_a_lost_answer_settles_it_by_its_mark_though_another_got_the_same_text(world):
    anna = world.ask()
    boris = world.server.write("And mine?", by=BORIS)
    world.taken_in(message_id(BORIS, boris["id"]))
    delivery_id = world.reply(anna, "Thanks!")
    world.proxy.next("answer lost")
    world.deliver_once(delivery_id)
    world.server.write_elsewhere("Thanks!", to=BORIS)
    world.read()
    row = world.delivery(delivery_id)
    assert (row.state, row.remote_id.startswith(f"{ANNA}:")) == ("sent", True)
    assert len(asked(world, "messages.send")) == 1


def test_a_number_that_another_message_has_is_no_send(world):
    world.server.mark_bits = 0  # all are one
    assert world.deliver(world.reply(world.ask("One?"), "First.")).state == "sent"
    row = world.deliver(world.reply(world.ask("Two?"), "Second."))
    assert (row.state, "took this reply for another" in row.failure) == ("failed", True)


@pytest.mark.parametrize(
    ("code", "state", "says"),
    [
        (901, "failed", "must write to it or allow it"),
        (902, "failed", "must write to it or allow it"),
        (7, "failed", "lacks a right"),
        (914, "failed", "too long"),
        (14, "queued", "captcha"),
        (6, "queued", "more slowly"),
        (9, "queued", "more slowly"),
        (29, "queued", "more slowly"),
        (10, "sending", "may stand there or not"),
        (4242, "sending", "may stand there or not"),
    ],
)
def test_what_vk_says_no_to_is_told_by_its_code(world, code, state, says):
    delivery_id = world.reply(world.ask())
    world.server.refusals["messages.send"] = code
    row = world.deliver_once(delivery_id)
    assert (row.state, says in row.failure) == (state, True)
    if state != "failed":
        assert world.deliver(delivery_id).state == "sent"
        assert len([one for one in world.server.messages if one["out"]]) == 1


@pytest.mark.parametrize("code", [210, 211, 212, 213, 223])
def test_where_comments_are_closed_the_agent_is_told(wall, code):
    delivery_id = wall.reply(wall.ask())
    wall.server.refusals["wall.createComment"] = code
    row = wall.deliver(delivery_id)
    assert (row.state, "comments are closed" in row.failure) == ("failed", True)


def test_a_comment_that_is_gone_is_not_answered(wall):
    question = wall.ask()
    wall.server.comments.clear()
    assert wall.deliver(wall.reply(question)).state == "failed"
    assert wall.server.comments == []


@pytest.mark.parametrize("code", [5, 27, 28])
def test_a_key_that_is_over_pauses_the_account(world, code):
    world.server.refusals["messages.getConversations"] = code
    world.read()
    assert world.connection().state == "ill"


def test_messages_are_found_though_nobody_brings_them(world):
    for number in range(3):
        world.server.write(f"Line {number}")
    world.server.write("Hello", by=BORIS)
    world.server.write("All of you", peer_id=2_000_000_001)
    world.read()
    assert texts(world) == ["Hello", "Line 0", "Line 1", "Line 2"]
    assert {one.author_name for one in world.messages("in")} == {"Anna Nowak", "Boris Petrov"}


def test_a_conversation_in_which_nothing_is_new_is_not_read_again(world):
    world.ask()
    world.server.asked.clear()
    world.read()
    assert asked(world, "messages.getHistory") == []
    world.ask("And now?")
    [history] = asked(world, "messages.getHistory")
    assert history["peer_id"] == str(ANNA)


def test_more_than_a_page_of_one_conversation_is_read(world):
    for number in range(vk.PAGE + 5):
        world.server.write(f"Line {number:03}")
    world.read()
    assert len(set(texts(world))) == vk.PAGE + 5


def test_what_came_while_we_could_not_ask_is_read_later(world):
    world.ask("The first.")
    world.server.refusals["messages.getConversations"] = 10
    world.server.write("While it was down.")
    world.read()
    assert cursor_of(world).failure == "The network could not be reached."
    world.read()
    assert texts(world) == ["The first.", "While it was down."]


def test_comments_are_found_though_nobody_brings_them(wall):
    wall.read()
    top = wall.server.comment("Under the post")
    wall.server.comment("Under the comment", by=BORIS, under=top["id"])
    wall.server.events.clear()
    wall.read()
    assert texts(wall) == []  # VK takes few questions about the wall a day
    wall_is_due(wall)
    wall.read()
    assert texts(wall) == ["Under the comment", "Under the post"]
    assert {one.author_name for one in wall.messages("in")} == {"Anna Nowak", "Boris Petrov"}


def test_the_newest_of_a_long_thread_under_an_old_comment_are_found(wall):
    top = wall.server.comment("Long ago", at=int((utcnow() - timedelta(days=9)).timestamp()))
    for number in range(25):
        wall.server.comment(f"Line {number:02}", under=top["id"])
    wall.server.events.clear()
    wall.read()
    assert texts(wall) == [f"Line {number:02}" for number in range(25)]


def test_a_post_without_new_comments_is_not_read(wall):
    wall.ask()
    wall_is_due(wall)
    wall.read()
    wall.server.asked.clear()
    wall_is_due(wall)
    wall.read()
    assert len(asked(wall, "wall.get")) == 1
    assert asked(wall, "wall.getComments") == []


def test_many_posts_are_read_in_pieces(wall):
    for number in range(vk.MOST_POSTS + 3):
        wall.server.post(1000 + number)
        wall.server.comment(f"Under {number:02}", post=1000 + number)
    wall.server.events.clear()
    wall.read()
    assert texts(wall) == [f"Under {number:02}" for number in range(vk.MOST_POSTS + 3)]


def test_a_listing_finds_what_was_missed(wall):
    wall.read()
    wall_is_due(wall)
    first = wall.server.comment("Taken away")
    wall.read()
    an_hour_ago = int((utcnow() - timedelta(hours=1)).timestamp())
    wall.server.comments.remove(first)
    wall.server.comment("Missed", at=an_hour_ago)  # the same number of comments as before
    wall.server.events.clear()
    wall_is_due(wall)
    wall.read()
    assert "Missed" not in texts(wall)
    with wall.unit() as uow:
        request_audit(uow, get_account(uow, wall.account_id))
    audit_account(wall.unit, wall.tenant.id, wall.account_id, wire=wall.wire(10), key=wall.key)
    with wall.unit() as uow:
        take_in_waiting(uow, wall.tenant.id)
        late = uow.session.scalars(
            select(Message.text).where(Message.tenant_id == wall.tenant.id, Message.audit_id.is_not(None))
        ).all()
    assert late == ["Missed"]


def test_nothing_is_hidden_or_deleted(world):
    for act in Act:
        with pytest.raises(Rejected, match="does not let us"):
            adapter(world).moderate(act, "501:0000000041")


def test_who_cannot_be_written_to_is_said(world):
    out = Outbound("key", "To whom?", "private", utcnow(), utcnow())
    with pytest.raises(Rejected, match="nobody to write to"):
        adapter(world).send(out, lambda: None)
    with pytest.raises(Rejected, match="answers a comment"):
        adapter(world).send(Outbound("key", "To what?", "public", utcnow(), utcnow()), lambda: None)


def test_the_keys_are_in_no_address_and_no_error(world):
    world.ask()
    keys = (world.server.token, world.server.service)
    assert not any(key in path for _, path in world.proxy.passed for key in keys)
    world.lose_token()
    with pytest.raises(AuthExpired) as dead:
        adapter(world).check()
    world.proxy.stop()
    with pytest.raises(NotSent) as unreached:
        adapter(world).check()
    said = "".join(line for one in (dead, unreached) for line in traceback.format_exception(one.value))
    assert not any(key in said for key in keys)
