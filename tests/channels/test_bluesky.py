"""What Bluesky alone does, on its own servers."""

import json

import pytest
from channels.worlds import Asked, BlueskyWorld
from servers.bluesky_server import written
from sqlalchemy import select

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import Act, Outbound, Rejected
from bpo.channels.models import ChannelConnection
from bpo.channels.operations.connections import connected_of, connection_place
from bpo.channels.queries import get_account
from bpo.conversations.models import CustomerIdentity
from bpo.core.clock import utcnow
from bpo.core.errors import Invalid
from bpo.core.secrets import seal, unseal

pytestmark = pytest.mark.real_server


@pytest.fixture
def world(bluesky_server, db):
    made = BlueskyWorld(bluesky_server)
    yield made
    made.proxy.stop()


def session_of(world):
    row = world.connection()
    return json.loads(unseal(row.session, key=world.key, place=connection_place(row, "session")))


def put_session(world, **over):
    with world.unit() as uow:
        row = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        changed = {**session_of(world), **over}
        row.session = seal(
            json.dumps(changed).encode(), key=world.key, place=connection_place(row, "session")
        )


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        return make_adapter(connected_of(account, connection, key=world.key), world.wire(10))


def posts_at(world, uri):
    return world.server.ask("app.bsky.feed.getPosts", world.handle, uris=uri)["posts"]


def within(seconds, look, *, until):
    """What `look` gives once it is as wanted: the view over all posts lags behind."""
    ends_at = utcnow().timestamp() + seconds
    while (found := look()) != until and utcnow().timestamp() < ends_at:
        pass
    return found


def test_the_customer_sees_one_reply_with_its_link(world):
    asked = world.ask()
    body = "Złożone! See https://shop.example/parcels (it is short)."
    row = world.deliver(world.reply(asked, body))
    assert (
        row.remote_url == f"https://bsky.app/profile/{world.handle}/post/{row.remote_id.rpartition('/')[2]}"
    )
    assert within(60, lambda: world.server.seen(asked.external_id), until=[body]) == [body]
    [facet] = world.server.record(row.remote_id)["value"]["facets"]
    assert facet["features"][0]["uri"] == "https://shop.example/parcels"


def test_a_reply_in_a_thread_names_the_threads_first_post(world):
    first = world.server.write("Good morning!", by=world.handle)
    # People comment on what they see; the view tells nobody of a comment that it indexes before what it answers.
    assert within(60, lambda: len(posts_at(world, first)), until=1) == 1
    comment = world.server.write("Where is my parcel?", answers=first)
    message = world.taken_in(comment)
    above = world.message(first)
    assert above.text == "Good morning!"  # what they comment on came along
    assert message.conversation_id == above.conversation_id
    asked = Asked(comment, message.conversation_id, message.author_id, message.visibility)
    row = world.deliver(world.reply(asked))
    reply = world.server.record(row.remote_id)["value"]["reply"]
    assert (reply["root"]["uri"], reply["parent"]["uri"]) == (first, comment)


def test_nothing_is_ever_written_over(world):
    """The same key again, with another text: the network keeps what stands there, and we are told of that."""
    asked = world.ask()
    out = Outbound("a key", "The first.", "public", utcnow(), utcnow(), in_reply_to=asked.external_id)
    one = adapter(world).send(out, lambda: None)
    other = adapter(world).send(
        Outbound("a key", "Another.", "public", out.frozen_at, utcnow(), in_reply_to=asked.external_id),
        lambda: None,
    )
    assert one.remote_id == other.remote_id
    assert (world.visible(asked, "The first."), world.visible(asked, "Another.")) == (1, 0)


def test_letters_are_counted_as_the_network_counts_them(world):
    fits = "👩‍👩‍👧" * 20 + "ż" * 280
    assert world.deliver(world.reply(world.ask(), fits)).state == "sent"
    with pytest.raises(Rejected):
        adapter(world).send(Outbound("a key", fits + "ż", "public", utcnow(), utcnow()), lambda: None)
    with pytest.raises(Invalid, match="longer than the network takes"):
        world.reply(world.ask("And?"), fits + "ż")


def test_what_is_gone_is_not_answered(world):
    asked = world.ask()
    world.server.delete(asked.external_id)
    assert within(60, lambda: posts_at(world, asked.external_id), until=[]) == []
    row = world.deliver(world.reply(asked))
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")


def test_an_author_who_lets_nobody_reply_is_left_alone(world):
    asked = world.ask()
    key = asked.external_id.rpartition("/")[2]
    gate = {
        "$type": "app.bsky.feed.threadgate",
        "post": asked.external_id,
        "allow": [],
        "createdAt": written(utcnow()),
    }
    world.server.put("app.bsky.feed.threadgate", key, gate)

    def shut():
        return posts_at(world, asked.external_id)[0]["viewer"].get("replyDisabled")

    assert within(60, shut, until=True)
    row = world.deliver(world.reply(asked))
    assert row.state == "failed"
    assert "only some people" in row.failure


def test_a_session_is_kept_and_gone_on_with(world):
    before = session_of(world)
    asked = world.ask()
    world.deliver(world.reply(asked))
    assert session_of(world) == before
    assert sum("Session" in path for _, path in world.proxy.passed) == 2  # began, and asked who we are
    put_session(world, access="spoilt")
    assert world.deliver(world.reply(world.ask("And?"), "Tomorrow.")).state == "sent"
    assert session_of(world)["access"] != "spoilt"
    assert [path.rpartition(".")[2] for _, path in world.proxy.passed if "Session" in path][2:] == [
        "refreshSession"
    ]


def test_a_session_that_ends_while_writing_is_renewed_and_it_stands_once(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.proxy.next("expired")
    row = world.deliver_once(delivery_id)
    assert row.state == "sent"
    assert world.attempts(delivery_id) == ["sent"]
    assert world.visible(asked, "It is on its way.") == 1


def test_a_copy_of_the_database_opens_no_account(world, owner):
    world.ask()
    kept = session_of(world)
    owner.execute("SELECT set_config('app.migrating', 'on', false)")
    stolen = b"".join(
        bytes(value)
        for row in owner.execute("SELECT secret, session FROM channel_connection").fetchall()
        for value in row
        if value
    )
    assert stolen
    for secret in (*kept.values(), world.password):
        assert secret.encode() not in stolen


def test_who_quotes_us_is_heard_with_what_they_quote_and_how_many_follow_them(world):
    row = world.deliver(world.reply(world.ask()))
    stands = world.server.record(row.remote_id)
    quote = {"$type": "app.bsky.embed.record", "record": {"uri": stands["uri"], "cid": stands["cid"]}}
    fan = world.server.another("fan")
    follow = {
        "$type": "app.bsky.graph.follow",
        "subject": world.server.did(fan),
        "createdAt": written(utcnow()),
    }
    world.server.put("app.bsky.graph.follow", "3lbkl7jdv7c2x", follow, by=world.handle)
    quoted = world.server.write("Look at that.", by=fan, embed=quote)
    message = world.taken_in(quoted)
    assert message.text.startswith("Look at that.\nhttps://bsky.app/profile/did:plc:")
    with world.unit() as uow:
        found = select(CustomerIdentity.followers).where(
            CustomerIdentity.tenant_id == world.tenant.id,
            CustomerIdentity.external_id == world.server.did(fan),
        )
        assert uow.session.scalar(found) == 1


def test_a_comment_is_hidden_from_others_and_shown_again(world):
    first = world.server.write("Good morning!", by=world.handle)
    assert within(60, lambda: len(posts_at(world, first)), until=1) == 1
    spam, question = (
        world.server.write("Buy pills!", answers=first),
        world.server.write("Open?", answers=first),
    )
    world.taken_in(question)
    others = world.server.another("other")

    def seen():
        return sorted(world.server.shown(first, by=others))

    assert within(60, seen, until=["Buy pills!", "Open?"]) == ["Buy pills!", "Open?"]
    for _twice in range(2):
        adapter(world).moderate(Act.HIDE, spam)
    assert within(60, seen, until=["Open?"]) == ["Open?"]
    adapter(world).moderate(Act.UNHIDE, spam)
    assert within(60, seen, until=["Buy pills!", "Open?"]) == ["Buy pills!", "Open?"]


def test_only_what_is_ours_is_deleted_and_only_under_ours_is_hidden(world):
    asked = world.ask()
    row = world.deliver(world.reply(asked))
    for act in (Act.DELETE, Act.HIDE):
        with pytest.raises(Rejected):
            adapter(world).moderate(act, asked.external_id)
    for _twice in range(2):
        adapter(world).moderate(Act.DELETE, row.remote_id)
    assert world.visible(asked, "It is on its way.") == 0
