"""What WordPress alone does, on a site of its own."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from channels.worlds import Asked, WordPressWorld
from servers.proxies import HttpProxy
from sqlalchemy import select

from bpo.channels.adapters import Wire, make_adapter
from bpo.channels.adapters.base import Act, NotSent, Outbound, Rejected
from bpo.channels.models import ChannelConnection, InboundEvent
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import get_account
from bpo.channels.rules.read_mastodon import text_of
from bpo.core.clock import utcnow

pytestmark = pytest.mark.real_server


@pytest.fixture
def world(wordpress_server, db):
    made = WordPressWorld(wordpress_server)
    yield made
    made.proxy.stop()


def adapter(world, wire=None):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        return make_adapter(connected_of(account, connection, key=world.key), wire or world.wire(10))


def reply_to(asked, text="It is on its way.", *, key="a key", started_at=None):
    now = started_at or utcnow()
    return Outbound(key, text, "public", now, now, in_reply_to=asked.external_id)


def asked_in(message):
    return Asked(message.external_id, message.conversation_id, message.author_id, message.visibility)


def why_not(world):
    connection = world.connection()
    return connection.state, connection.why


def test_a_comment_says_where_it_stands(world):
    message = world.taken_in(world.server.write("Where is it?", post=world.server.other_post))
    told = world.server.comment(message.external_id)
    assert message.text == f"Where is it?\n\nPrices & returns\n{told['link']}"
    assert message.posted_at == datetime.fromisoformat(told["date_gmt"]).replace(tzinfo=UTC)
    assert message.author_id == f"{told['author']}@127.0.0.1:{world.proxy.port}"
    answer = world.taken_in(world.server.write("And mine?", under=message.external_id))
    assert answer.text == f"And mine?\n\n{world.server.comment(answer.external_id)['link']}"
    assert answer.conversation_id == message.conversation_id


def test_a_reply_stands_where_the_comment_stands(world):
    asked = asked_in(world.taken_in(world.server.write("Where is it?", post=world.server.other_post)))
    row = world.deliver(world.reply(asked))
    stands = world.server.comment(row.remote_id)
    assert (stands["post"], str(stands["parent"])) == (world.server.other_post, asked.external_id)
    assert row.remote_url == stands["link"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>No</b> markup: <script>alert(1)</script> & &amp; &lt;p&gt; a<b, 2 > 1",
        "Grüße, źdźbło, привет 👩‍👩‍👧 🇺🇦",
        "First.\n\nThird, after an empty one.\nFourth: C:\\parcels\\new, 100 %, [gallery]",
    ],
)
def test_a_reply_is_read_as_it_was_typed_whatever_is_in_it(world, text):
    asked = world.ask()
    delivery_id = world.reply(asked, text)
    world.proxy.next("answer lost")
    row = world.deliver(delivery_id)
    assert row.state == "sent"
    [shown] = world.server.replies(asked.external_id)
    assert "<script" not in shown
    assert " ".join(text_of(shown).split()) == " ".join(text.split())
    elsewhere = world.taken_in(world.server.write(text, by=world.user, under=world.ask("And?").external_id))
    assert (elsewhere.direction, elsewhere.text) == ("out", text_of(text))


def test_a_customers_emoji_entities_and_links_are_read(world):
    typed = """I'm "sad" :( & <3 👍 <a href="https://shop.example/x?a=1&amp;b=2">this</a> <em>one</em>"""
    read = world.taken_in(world.server.write(typed)).text.partition("\n\n")[0]
    assert read == """I'm "sad" :( & <3 👍 this (https://shop.example/x?a=1&b=2) one"""


def test_what_waits_for_approval_is_seen_at_once_and_answered_once_it_is_shown(world):
    waits = world.server.write("First time here.")
    world.server.put_status(waits, "hold")
    asked = asked_in(world.taken_in(waits))
    row = world.deliver(world.reply(asked))
    assert (row.state, row.failure.startswith("The comment it answers is not shown")) == ("failed", True)
    world.server.put_status(waits, "approved")
    world.read()
    assert len(world.messages("in")) == 1
    assert world.deliver(world.reply(asked)).state == "sent"
    assert world.visible(asked, "It is on its way.") == 1


def test_what_is_written_down_late_is_found(world):
    late = world.server.write("It took long to be written down.")
    world.server.put_status(late, "spam")
    world.taken_in(world.server.write("Newer."))
    assert world.message(late) is None
    world.server.date(late, utcnow() - timedelta(minutes=5))
    world.server.put_status(late, "approved")
    world.read()
    assert world.message(late).text.startswith("It took long")


def test_what_was_taken_for_spam_is_found_when_the_account_is_listed_anew(world):
    mistaken = world.server.write("No spam at all.")
    world.server.put_status(mistaken, "spam")
    world.server.date(mistaken, utcnow() - timedelta(hours=30))
    world.taken_in(world.server.write("Newer."))
    world.server.put_status(mistaken, "approved")
    world.read()
    assert world.message(mistaken) is None  # it stands below what was seen
    world.clock.jump(hours=1)
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    world.read()
    assert world.message(mistaken).text.startswith("No spam at all.")


def test_more_than_one_page_is_read_whole(world):
    one = world.server.write("Many of us.")
    world.server.crowd(one, 250)
    world.taken_in(one)
    assert len(world.messages("in")) == 251


def test_what_we_wrote_long_ago_comes_along_with_what_answers_it(world):
    old = world.server.write("We open on Monday.", by=world.user)
    world.server.date(old, utcnow() - timedelta(days=10))
    message = world.taken_in(world.server.write("And on Tuesday?", under=old))
    above = world.message(old)
    assert (above.direction, above.text) == ("out", "We open on Monday.")
    assert above.conversation_id == message.conversation_id


def test_a_guest_is_known_again_and_their_address_is_not_kept(world):
    guest = {"by": None, "author_name": "Bob & Sons", "author_email": "Bob@guests.example"}
    one = world.taken_in(world.server.write("One.", **guest))
    other = world.taken_in(world.server.write("Another.", **guest))
    assert one.author_id == other.author_id != world.taken_in(world.server.write("Anna.")).author_id
    assert one.author_name == "Bob & Sons"
    with world.unit() as uow:
        bodies = uow.session.scalars(
            select(InboundEvent.body).where(InboundEvent.account_id == world.account_id)
        ).all()
    assert len(bodies) == 3
    assert not any("guests.example" in body.lower() or '127.0.0.1"' in body for body in bodies)


def test_a_comment_is_hidden_from_the_public_and_shown_again_and_deleted(world):
    asked = world.ask("Buy pills!")
    for act, is_shown in ((Act.HIDE, False), (Act.UNHIDE, True), (Act.DELETE, False), (Act.HIDE, False)):
        for _twice in range(2):
            adapter(world).moderate(act, asked.external_id)
        assert world.server.is_shown(asked.external_id) is is_shown
    assert world.server.comment(asked.external_id)["status"] == "trash"  # where a person finds it again
    with pytest.raises(Rejected, match="no longer there"):
        adapter(world).moderate(Act.UNHIDE, asked.external_id)


def test_what_is_gone_for_good_is_deleted_and_can_be_nothing_else(world):
    asked = world.ask()
    world.server.delete(asked.external_id)
    for item in (asked.external_id, "no number"):
        adapter(world).moderate(Act.DELETE, item)
        with pytest.raises(Rejected, match="no longer there"):
            adapter(world).moderate(Act.HIDE, item)


def test_our_own_reply_is_deleted(world):
    asked = world.ask()
    row = world.deliver(world.reply(asked))
    adapter(world).moderate(Act.DELETE, row.remote_id)
    assert world.visible(asked, "It is on its way.") == 0


def test_the_same_said_again_is_what_stands_already(world):
    asked = world.ask()
    one = adapter(world).send(reply_to(asked), lambda: None)
    other = adapter(world).send(reply_to(asked), lambda: None)
    assert one == other
    assert world.visible(asked, "It is on its way.") == 1


def test_the_same_said_long_ago_is_not_taken_for_this_reply(world):
    asked = world.ask()
    before = world.server.write("It is on its way.", by=world.user, under=asked.external_id)
    world.server.date(before, utcnow() - timedelta(hours=1))
    row = world.deliver(world.reply(asked))
    assert (row.state, row.failure) == ("failed", "This account has written the same text there before.")
    assert world.visible(asked, "It is on its way.") == 1


def test_nobody_elses_words_are_taken_for_ours(world):
    asked = world.ask()
    world.server.write("It is on its way.", under=asked.external_id)
    other = world.ask("Mine?")
    world.server.write("It is on its way.", by=world.user, under=other.external_id)
    assert adapter(world).find_sent(reply_to(asked)) is None


def test_a_reply_whose_answer_was_lost_is_found_past_a_page_of_ours(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost")
    world.deliver_once(delivery_id)
    world.server.crowd(world.server.write("Another matter.", by=world.user), 120)
    row = world.deliver(delivery_id)
    assert (row.state, world.attempts(delivery_id)) == ("sent", ["ambiguous"])
    assert world.visible(asked, "It is on its way.") == 1


@pytest.mark.parametrize("gone", ["trash", "spam", "for good"])
def test_what_is_gone_is_not_answered(world, gone):
    asked = world.ask()
    if gone == "for good":
        world.server.delete(asked.external_id)
    else:
        world.server.put_status(asked.external_id, gone)
    row = world.deliver(world.reply(asked))
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")


def test_a_reply_is_found_where_what_it_answers_is_deleted_meanwhile(world):
    """WordPress moves what answered it one up."""
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost")
    world.deliver_once(delivery_id)
    world.server.delete(asked.external_id)
    row = world.deliver(delivery_id)
    assert (row.state, world.attempts(delivery_id)) == ("sent", ["ambiguous"])
    assert world.server.comment(row.remote_id)["parent"] == 0


def test_where_comments_are_closed_the_agent_is_told_so(world):
    asked = world.ask()
    with world.server.shut(world.server.post):
        row = world.deliver(world.reply(asked))
    assert (row.state, row.failure) == ("failed", "No more comments are taken where this one stands.")


def test_a_site_that_is_flooded_is_left_alone_for_a_while(world):
    first, second = world.reply(world.ask("One?"), "First."), world.reply(world.ask("Two?"), "Second.")
    with world.server.flooded():
        row = world.deliver_once(first)
    assert (row.state, world.attempts(first)) == ("queued", ["not_sent"])
    assert row.next_attempt_at - world.clock.now() > timedelta(seconds=14)
    assert world.deliver_once(second).state == "queued"
    assert world.attempts(second) == []  # the whole account waits
    assert [world.deliver(one).state for one in (first, second)] == ["sent", "sent"]


def test_who_may_not_moderate_is_told_what_is_missing(world):
    world.user = world.server.another("author", "author")
    world.connect()
    assert why_not(world)[0] == "ill"
    assert why_not(world)[1].startswith("This user may not moderate comments")


def test_a_password_that_is_no_longer_good_is_said_to_be(world):
    world.lose_token()
    world.read()
    assert why_not(world) == (
        "ill",
        "The network no longer accepts the token or password of this account.",
    )


def test_why_a_site_may_refuse_a_right_password_is_said(world):
    with world.server.without_passwords():
        world.connect()
    assert why_not(world)[0] == "ill"
    assert why_not(world)[1].startswith("The site does not take this user name and application password")


def test_what_is_no_wordpress_is_said_to_be_none(world):
    other = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    Thread(target=other.serve_forever, args=(0.05,), daemon=True).start()
    proxy, world.proxy = world.proxy, HttpProxy(other.server_address[1])
    world.connect()
    assert why_not(world)[1].startswith("What answers at this address is not the interface of a WordPress")
    assert why_not(world)[0] == "untested"
    proxy.stop()
    other.shutdown()
    other.server_close()


def test_a_site_in_our_own_network_is_not_spoken_to(world):
    asked = world.ask()
    passed = len(world.proxy.passed)
    alone = adapter(world, Wire(frozenset(), 3))
    for refused in (alone.check, lambda: alone.send(reply_to(asked), lambda: None)):
        with pytest.raises(NotSent):
            refused()
    with suppress(NotSent):
        alone.poll(None, since=utcnow())
    assert len(world.proxy.passed) == passed


def test_a_reply_that_answers_nothing_is_refused(world):
    out = Outbound("a key", "Hello, all.", "public", utcnow(), utcnow())
    with pytest.raises(Rejected, match="answers a comment"):
        adapter(world).send(out, lambda: None)
