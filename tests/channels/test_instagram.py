"""What Instagram alone does: a Graph API of tests' own that answers as Meta documents it."""

from datetime import timedelta

import pytest
from channels.instagram_worlds import InstagramWorld
from channels.test_meta import adapter, audit, reply_to, texts
from channels.test_meta_hook import bring, hooked, send, stored, take_in

from bpo.channels.adapters.base import Act, NotSent, Rejected
from bpo.core.clock import utcnow

SAID = "It is on its way."


@pytest.fixture
def world(db, edges, settings):
    """Nothing is brought by the webhook unless a test says so."""
    kind = type("Asked", (InstagramWorld,), {"bring": lambda self: None})
    yield from hooked(kind, edges, settings)


def ago(**stretch):
    return int((utcnow() - timedelta(**stretch)).timestamp())


def asked(world):
    """What has been asked since this was called last."""
    found = [path for method, path in world.server.asked if method == "GET"]
    world.server.asked.clear()
    return found


def test_an_account_is_known_by_its_name_through_its_page(world):
    assert (world.connection().state, world.connection().own_id) == ("fine", world.server.account)
    world.server.name = "another"
    world.connect()
    assert (world.connection().state, "another account" in world.connection().why) == ("untested", True)
    world.server.is_linked = False
    world.connect()
    assert "No professional account" in world.connection().why


def test_what_was_brought_and_what_was_read_are_one_message(world):
    first = world.customer_writes("How much?")
    world.server.comment("And to Lviv?", by="502", under=first)
    world.read()
    assert texts(world) == ["And to Lviv?", "How much?"]
    assert bring(world) == [200, 200]
    assert stored(world) == 2
    world.server.comment("Hello?", by="501", under=first)
    assert bring(world) == [200]
    assert take_in(world) == ["And to Lviv?", "Hello?", "How much?"]
    world.read()
    assert stored(world) == 3


def test_answers_under_an_old_comment_are_found_by_the_posts_number(world):
    old = world.server.comment("Long ago", by="501", at=ago(days=9), brought=False)
    world.read()
    asked(world)
    world.read()
    assert asked(world) == [f"{world.server.account}/media"]
    for number in range(60):
        world.server.comment(f"Noise {number}", by="503", at=ago(days=8), brought=False)
    for number in range(55):
        world.server.comment(f"Answer {number}", by="502", under=old, at=ago(days=7), brought=False)
    world.server.comment("Now?", by="501", under=old, brought=False)
    world.read()
    assert texts(world) == ["Now?"]  # what is older is history


def test_posts_are_read_a_few_at_a_time_and_none_is_left_out(world):
    world.server.posts = [str(number) for number in range(500, 512)]
    for post in world.server.posts:
        world.server.comment(f"Under {post}", by="501", post=post, brought=False)
    for _round in range(3):
        world.read()
    assert texts(world) == [f"Under {post}" for post in world.server.posts]


def test_what_is_of_other_accounts_or_says_nothing_is_not_kept(world):
    world.customer_writes("Ours")
    [whole] = world.server.waiting
    world.server.waiting.clear()
    foreign = {**whole["entry"][0], "id": "1"}
    assert send(world, {"object": "instagram", "entry": [foreign]}) == 200
    world.server.tell({"id": "5", "text": "x"}, field="mentions")
    world.server.tell({"text": "no id"})
    assert bring(world) == [200, 200]
    assert stored(world) == 0
    assert send(world, {**whole, "entry": [foreign, whole["entry"][0]]}) == 200
    assert take_in(world) == ["Ours"]


def test_an_answer_to_an_answer_stands_in_the_thread_and_its_echo_is_ours(world):
    first = world.ask("How much?")
    second = world.taken_in(world.server.comment("And to Lviv?", by="502", under=first.external_id))
    world.server.waiting.clear()
    delivery_id = world.reply(second)
    world.proxy.next("answer lost")
    assert world.deliver_once(delivery_id).state == "sending"
    assert bring(world) == [200]
    take_in(world)
    row = world.delivery(delivery_id)
    assert (row.state, world.visible(second, SAID)) == ("sent", 1)
    assert row.remote_id.startswith(f"{first.external_id}_")
    world.settle()
    assert len(world.messages()) == 1


def test_the_same_words_in_another_thread_settle_nothing(world):
    delivery_id = world.reply(world.ask("One?"))
    other = world.server.comment("Two?", by="502")
    world.proxy.next("request lost")
    world.deliver_once(delivery_id)
    world.server.waiting.clear()
    world.server.comment(SAID, by=world.server.account, under=other)
    world.server.comment(SAID, by=world.server.account)
    bring(world)
    take_in(world)
    assert world.delivery(delivery_id).state == "sending"
    assert world.deliver(delivery_id).state == "sent"


def test_a_look_finds_what_stands_there_and_takes_no_other_reply_for_it(world):
    out = reply_to(world.ask())
    made = adapter(world)
    assert made.find_sent(out) is None
    sent = made.send(out, lambda: None)
    assert made.find_sent(out).remote_id == sent.remote_id
    assert made.find_sent(reply_to(world.ask("Two?"), taken=frozenset({sent.remote_id}))) is None
    world.server.tells_from = False  # then it is our name that tells
    assert made.find_sent(out).remote_id == sent.remote_id
    del world.server.comments[out.in_reply_to]
    assert made.find_sent(out) is None


def test_a_thread_too_long_to_be_looked_through_proves_nothing(world):
    first = world.ask()
    world.server.page_size = 1
    for number in range(25):
        world.server.comment(f"{number}", by="502", under=first.external_id, brought=False)
    with pytest.raises(NotSent):
        adapter(world).find_sent(reply_to(first))


def test_comments_are_hidden_shown_again_and_deleted(world):
    said = world.server.comment("Spam", by="502", under=world.customer_writes("How much?"))
    key, made = said.rpartition("_")[2], adapter(world)
    made.moderate(Act.HIDE, said)
    assert world.server.comments[key]["hidden"] is True
    made.moderate(Act.UNHIDE, said)
    assert world.server.comments[key]["hidden"] is False
    for _again in range(2):
        made.moderate(Act.DELETE, said)
    assert key not in world.server.comments
    with pytest.raises(Rejected):
        made.moderate(Act.HIDE, said)
    with pytest.raises(Rejected):
        made.moderate(Act.HIDE, "me/accounts")


@pytest.mark.parametrize("over", [{"in_reply_to": None}, {"in_reply_to": "me"}, {"in_reply_to": "../1"}])
def test_a_reply_answers_a_comment(world, over):
    out = reply_to(world.ask(), **over)
    with pytest.raises(Rejected):
        adapter(world).send(out, lambda: None)


def test_listed_anew_what_was_neither_brought_nor_read_is_found(world):
    world.customer_writes("One?")
    world.read()
    world.server.comment("Missed", by="502", at=ago(hours=3), brought=False)
    del world.server.comments[next(iter(world.server.comments))]  # so the number is as before
    world.read()
    assert texts(world) == ["One?"]
    audit(world)
    assert texts(world) == ["Missed", "One?"]
