"""What YouTube alone does, against what it documents."""

from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.worlds import YouTubeWorld

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import Act, NotSent, Outbound, Rejected
from bpo.channels.models import ChannelConnection, PollCursor
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.connections import connect_account, connected_of
from bpo.channels.operations.polling import due_polls
from bpo.channels.queries import get_account
from bpo.channels.rules.capabilities import capabilities_of
from bpo.core.clock import utcnow

pytestmark = pytest.mark.real_server


@pytest.fixture
def world(youtube_server, db):
    made = YouTubeWorld(youtube_server)
    yield made
    made.proxy.stop()


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        return make_adapter(connected_of(account, connection, key=world.key), world.wire(10))


def test_a_comment_says_where_it_stands_and_an_answer_joins_it(world):
    first = world.taken_in(world.customer_writes("Where is it?"))
    address = f"https://www.youtube.com/watch?v={world.channel.video}&lc={first.external_id}"
    assert first.text == f"Where is it?\n\n{address}"
    answer = world.taken_in(world.server.write(world.channel, "Mine?", under=first.external_id))
    assert (answer.author_id, answer.author_name) == ("UCanna", "@anna")
    assert answer.conversation_id == first.conversation_id


def test_an_answer_to_an_answer_stands_in_the_thread(world):
    first = world.customer_writes("Where is it?")
    asked = world.taken_in(world.server.write(world.channel, "Mine?", by="UCbob", under=first))
    row = world.deliver(world.reply(asked))
    assert row.state == "sent"
    assert (world.channel.id, "It is on its way.") in world.server.standing(first)
    assert row.remote_url.endswith(f"&lc={row.remote_id}")


def test_more_answers_than_come_with_a_thread_are_read_whole(world):
    first = world.customer_writes("Many of us.")
    for number in range(130):
        world.server.write(world.channel, f"Me too {number}.", by=f"UC{number}", under=first)
    world.taken_in(first)
    assert len(world.messages("in")) == 131


def test_what_answers_a_thread_that_no_longer_comes_first_is_read(world):
    first = world.customer_writes("Where is it?")
    world.taken_in(first)
    for number in range(105):  # a page and more of newer threads
        world.server.write(
            world.channel, f"Nice {number}.", by=f"UC{number}", at=utcnow() + timedelta(seconds=1)
        )
    world.read()
    late = world.server.write(world.channel, "And today?", under=first)
    for _turn in range(3):
        world.read()
    assert world.message(late).text.startswith("And today?")


def test_one_answer_in_place_of_another_is_found_when_listed_anew(world):
    first = world.customer_writes("Where is it?")
    gone = world.server.write(world.channel, "One.", under=first, at=utcnow() - timedelta(minutes=9))
    world.server.write(world.channel, "Two.", under=first, at=utcnow() - timedelta(minutes=9))
    world.server.write(world.channel, "Three.", under=first, at=utcnow() - timedelta(minutes=9))
    world.taken_in(first)
    world.server.delete(gone)
    other = world.server.write(world.channel, "Four.", under=first, at=utcnow() - timedelta(minutes=8))
    world.read()
    assert world.message(other) is None  # as many as before, and the new one does not come with the thread
    world.clock.jump(hours=1)
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    world.read()
    assert world.message(other).text.startswith("Four.")


def test_reading_keeps_to_its_pace_and_leaves_units_for_replies(world):
    world.ask()
    with world.unit() as uow:
        cursor = uow.session.get(PollCursor, (world.tenant.id, world.account_id))
        assert cursor.next_poll_at > uow.now + timedelta(seconds=110)
        assert due_polls(uow, world.tenant.id) == []
    before = world.channel.spent
    world.read()
    able = capabilities_of("youtube")
    a_day = timedelta(days=1)
    windows = a_day // able.budget.within + 2  # one begun before the day, one that ends after it
    sends = able.budget.sends * windows * 50
    assert sends + (a_day // able.pace) * 2 < 10_000
    assert world.channel.spent - before <= 2


def test_a_spent_quota_keeps_the_whole_account_until_the_day_begins_anew(world):
    first, second = world.reply(world.ask("One?"), "First."), world.reply(world.ask("Two?"), "Second.")
    world.server.refuse(world.channel, "POST", "comments", 403, "quotaExceeded")
    row = world.deliver_once(first)
    assert (row.state, world.attempts(first)) == ("queued", ["not_sent"])
    assert row.failure.startswith("The day's quota")
    assert row.next_attempt_at - world.clock.now() <= timedelta(hours=25)
    assert world.deliver_once(second).state == "queued"
    assert world.attempts(second) == []
    assert [world.deliver(one).state for one in (first, second)] == ["sent", "sent"]


def test_a_failure_of_the_networks_own_is_settled_by_a_look(world):
    asked = world.ask()
    world.server.refuse(world.channel, "POST", "comments", 400, "processingFailure")
    delivery_id = world.reply(asked)
    assert world.deliver(delivery_id).state == "sent"
    assert world.attempts(delivery_id) == ["ambiguous", "sent"]
    assert world.visible(asked, "It is on its way.") == 1


def test_what_was_said_before_or_by_others_is_not_taken_for_this_reply(world):
    asked = world.ask()
    now = utcnow()
    world.server.write(world.channel, "Soon.", under=asked.external_id)
    long_ago = now - timedelta(hours=1)
    world.server.write(world.channel, "Soon.", by=world.channel.id, under=asked.external_id, at=long_ago)
    out = Outbound("a key", "Soon.", "public", now, now, in_reply_to=asked.external_id)
    assert adapter(world).find_sent(out) is None


def test_what_is_gone_is_not_answered(world):
    asked = world.ask()
    world.server.delete(asked.external_id)
    row = world.deliver(world.reply(asked))
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")


def test_a_comment_is_held_back_and_shown_again_and_only_ours_is_deleted(world):
    asked = world.ask("Buy pills!")
    for act, status in ((Act.HIDE, "heldForReview"), (Act.UNHIDE, "published")):
        for _twice in range(2):
            adapter(world).moderate(act, asked.external_id)
        assert world.server.status(asked.external_id) == status
    row = world.deliver(world.reply(asked))
    for _twice in range(2):
        adapter(world).moderate(Act.DELETE, row.remote_id)
    assert world.visible(asked, "It is on its way.") == 0
    with pytest.raises(Rejected, match="does not let us"):
        adapter(world).moderate(Act.DELETE, asked.external_id)


def test_what_lets_us_in_is_kept_between_pieces_of_work_and_renewed_when_refused(world):
    made = world.server.tokens_made
    asked = world.ask()
    assert world.server.tokens_made == made
    world.channel.accesses.clear()
    assert world.deliver(world.reply(asked)).state == "sent"
    assert world.server.tokens_made == made + 1


def test_another_channels_token_is_refused(world):
    other = world.server.another()
    world.channel = other
    world.connect()
    connection = world.connection()
    assert (connection.state, connection.why.startswith("This token is of another channel")) == (
        "untested",
        True,
    )


def test_a_new_token_alone_leaves_the_clients_secret_as_it_was(world):
    world.server.revoke(world.channel)
    world.read()
    assert world.connection().state == "ill"
    world.server.renew(world.channel)
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        fresh = {"token": world.channel.token}
        connect_account(uow, account, settings=world.settings(), secrets=fresh, key=world.key)
    assert adapter(world).check().own_id == world.channel.id


def test_the_page_shows_neither_secret_and_sends_none_elsewhere(app, world):
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert "Refresh token" in page
    assert world.channel.token not in page
    assert world.channel.client_secret not in page
    same = world.settings()
    for changed in ({"server": "https://elsewhere.example"}, {"client_id": "another"}):
        refused = client.post(path, data={**same, **changed, "client_secret": "a-typed-secret", "token": ""})
        assert (refused.status_code, "typed again" in refused.text) == (422, True)
        assert "a-typed-secret" not in refused.text


def test_a_host_of_our_own_network_is_not_spoken_to(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        connected = connected_of(account, connection, key=world.key)
    wire = world.wire()
    wire.private_hosts = frozenset()
    passed = len(world.proxy.passed)
    with pytest.raises(NotSent):
        make_adapter(connected, wire).check()
    assert len(world.proxy.passed) == passed
