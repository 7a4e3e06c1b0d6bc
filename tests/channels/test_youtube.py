"""What YouTube alone does, against what it documents."""

import json
from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.youtube_worlds import YouTubeWorld

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import Act, NotSent, Outbound, Rejected
from bpo.channels.adapters.youtube import LISTING, READING
from bpo.channels.models import ChannelConnection, PollCursor
from bpo.channels.operations.auditing import EVERY, audit_account, request_audit
from bpo.channels.operations.connections import connect_account, connected_of
from bpo.channels.operations.deliveries import settle_unknown
from bpo.channels.operations.polling import due_polls
from bpo.channels.queries import get_account, get_delivery, held_back, wait_of
from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.quotas import Purse
from bpo.conversations.models import Message, Moderation
from bpo.conversations.operations.moderating import ask_moderation, moderate
from bpo.conversations.queries.moderations import due_moderations
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.tenants.operations import replace_section
from bpo.tenants.queries import get_tenant

pytestmark = pytest.mark.real_server
RULES = [{"id": "no-spam", "text": {"en": "No advertisements."}, "action": "hide"}]


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


def place_of(world):
    with world.unit() as uow:
        return uow.session.get(PollCursor, (world.tenant.id, world.account_id)).cursor


def spare(world, units):
    """So much is left of what reading may spend."""
    with world.unit() as uow:
        row = uow.session.get(PollCursor, (world.tenant.id, world.account_id))
        row.cursor = json.dumps({**json.loads(row.cursor), "units": Purse(units, utcnow()).kept()})


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
    writes = able.budget.sends * windows + able.acts.sends * (a_day // able.acts.within)
    reads = READING.at_once + READING.a_day + LISTING.at_once * (a_day // EVERY)
    assert writes * 50 + reads < 10_000
    assert (a_day // able.asked_every) * 2 < READING.a_day
    assert world.channel.spent - before <= 2


def test_what_reading_has_no_units_for_is_read_later(world):
    threads = [world.customer_writes(f"Thread {number}.") for number in range(3)]
    world.taken_in(threads[0])
    late = []
    for thread in threads:
        late += [world.server.write(world.channel, f"Me too {number}.", under=thread) for number in range(5)]
    spare(world, 3)
    world.read()  # the newest threads, and two of them whole
    assert sum(world.message(one) is not None for one in late) == 12  # and what came with the third
    with pytest.raises(NotSent, match="reading may spend"):
        adapter(world).poll(place_of(world), since=utcnow() - timedelta(days=1))
    spare(world, 4)
    world.read()
    assert all(world.message(one) for one in late)


def test_a_listing_that_is_too_long_keeps_what_it_found_and_says_so(world):
    threads = [world.customer_writes(f"Thread {number}.") for number in range(LISTING.at_once + 3)]
    for thread in threads:
        for number in range(3):
            world.server.write(world.channel, f"Me too {number}.", under=thread)
    since = utcnow() - timedelta(days=1)
    listing = adapter(world)
    found = listing.relist(None, since=since)
    assert set(threads) <= {key for key, _body in found.events}
    assert found.more
    assert listing.adapter.asked == LISTING.at_once
    with pytest.raises(NotSent, match="list anew"):
        adapter(world).relist(found.cursor, since=since)


def test_a_spent_quota_keeps_the_whole_account_until_the_day_begins_anew(world):
    first, second = world.reply(world.ask("One?"), "First."), world.reply(world.ask("Two?"), "Second.")
    world.server.refuse(world.channel, "POST", "comments", 403, "quotaExceeded")
    row = world.deliver_once(first)
    assert (row.state, world.attempts(first)) == ("queued", ["not_sent"])
    assert row.failure.startswith("The day's quota")
    assert row.next_attempt_at - world.clock.now() <= timedelta(hours=25)
    assert world.deliver_once(second).state == "queued"
    assert world.attempts(second) == []
    with world.unit() as uow:
        why = held_back(uow, world.tenant.id, [world.delivery(first), world.delivery(second)])
    assert {sentence.partition(" is spent")[0] for sentence in why.values()} == {
        "The day's quota of this Google project"
    }
    assert [world.deliver(one).state for one in (first, second)] == ["sent", "sent"]


def test_a_failure_of_the_networks_own_is_looked_into_and_then_left_to_a_person(world):
    asked = world.ask()
    world.server.refuse(world.channel, "POST", "comments", 400, "processingFailure")
    delivery_id = world.reply(asked)
    row = world.deliver(delivery_id)
    assert (row.state, world.attempts(delivery_id)) == ("unknown", ["ambiguous"])
    assert "held back" in row.failure
    looks = [one for one in world.channel.asked if one == ("GET", "comments")]
    assert len(looks) == 3


def test_a_reply_that_youtube_says_it_holds_back_is_sent_and_said_to_be_held(world):
    asked = world.ask()
    world.channel.holds_back = True
    row = world.deliver(world.reply(asked))
    assert (row.state, row.remote_id is not None) == ("sent", True)
    assert row.failure.startswith("It stands there, but the network held it back")
    assert world.visible(asked, "It is on its way.") == 0


def test_what_was_said_before_or_by_others_is_not_taken_for_this_reply(world):
    asked = world.ask()
    now = utcnow()
    world.server.write(world.channel, "Soon.", under=asked.external_id)
    long_ago = now - timedelta(hours=1)
    world.server.write(world.channel, "Soon.", by=world.channel.id, under=asked.external_id, at=long_ago)
    out = Outbound("a key", "Soon.", "public", now, now, in_reply_to=asked.external_id)
    assert adapter(world).find_sent(out) is None


def test_of_two_equal_replies_a_look_finds_the_one_that_it_is_looking_for(world):
    asked = world.ask()
    first = world.deliver(world.reply(asked))
    world.proxy.next("answer lost")
    second = world.deliver(world.reply(asked))
    assert second.state == "sent"
    assert second.remote_id != first.remote_id
    assert world.visible(asked, "It is on its way.") == 2
    world.proxy.next("request lost")
    third = world.deliver(world.reply(asked))
    assert (third.state, third.remote_id) == ("unknown", None)


def test_what_a_person_says_stands_there_is_not_taken_for_the_next(world):
    asked = world.ask()
    world.channel.holds_back = True
    world.proxy.next("answer lost")
    first = world.reply(asked)
    assert world.deliver(first).state == "unknown"
    with world.unit() as uow:
        settle_unknown(uow, get_delivery(uow, first), arrived=True)
    world.server.publish(world.channel)
    second = world.reply(asked)
    world.proxy.next("request lost")
    assert world.deliver(second).state == "unknown"
    assert world.visible(asked, "It is on its way.") == 1


def test_the_account_and_the_composer_say_until_when_what_is_sent_waits(app, world):
    asked = world.ask()
    world.server.refuse(world.channel, "POST", "comments", 403, "quotaExceeded")
    row = world.deliver_once(world.reply(asked))
    client = browser(app, make_person("supervisor", world.tenant)[1])
    page = client.get(f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection").text
    assert "quota of this Google project is spent" in page
    assert row.next_attempt_at.isoformat(timespec="seconds")[:16] in page
    with world.unit() as uow:
        assert wait_of(uow, uow.session.get(ChannelConnection, (world.tenant.id, world.account_id)))
    page = client.get(f"/brands/{world.tenant.slug}/conversations/{asked.conversation_id}").text
    assert "What you send now goes out at" in page
    assert page.count("quota of this Google project is spent") == 1


def test_a_full_budget_is_said_too(world):
    able = capabilities_of("youtube")
    with world.unit() as uow:
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        connection.window_started_at, connection.window_count = uow.now, able.budget.sends
    delivery_id = world.reply(world.ask())
    row = world.deliver_once(delivery_id)
    with world.unit() as uow:
        why = held_back(uow, world.tenant.id, [row])
    assert why[delivery_id].startswith("As many replies as this network takes")
    assert world.deliver(delivery_id).state == "sent"


def test_hiding_much_at_once_leaves_units_for_replies(world):
    asked = [world.ask(f"Buy {number}!") for number in range(3)]
    messages = [world.message(one.external_id) for one in asked]
    with world.unit() as uow:
        replace_section(uow, get_tenant(uow, world.tenant.slug), "community_rules", RULES)
        for _act in range(capabilities_of("youtube").acts.sends - 2):
            done = Moderation(
                id=new_id(),
                tenant_id=world.tenant.id,
                account_id=world.account_id,
                message_id=messages[0].id,
                act="unhide",
                asked_at=uow.now,
                state="done",
                tries=1,
                next_try_at=uow.now,
                done_at=uow.now,
            )
            uow.session.add(done)
    with world.unit() as uow:
        for one in messages:
            ask_moderation(uow, uow.session.get(Message, (world.tenant.id, one.id)), Act.HIDE, rule="no-spam")
    for hours, done in ((0, 2), (23, 2), (2, 3)):
        world.clock.jump(hours=hours)
        work(world)
        assert hidden(world, asked) == done


def work(world):
    """What the workers that hide and delete would do now."""
    with world.unit() as uow:
        due = [row.id for row in due_moderations(uow, world.tenant.id)]
    for one in due:
        moderate(world.unit, world.tenant.id, one, wire=world.wire(), key=world.key)


def hidden(world, asked):
    return sum(world.server.status(one.external_id) == "heldForReview" for one in asked)


@pytest.mark.parametrize(
    ("change", "said"),
    [("revoke", "makes a new one"), ("forget_client", "does not know this client")],
)
def test_who_must_do_what_is_said_when_google_lets_us_in_no_more(world, change, said):
    getattr(world.server, change)(world.channel)
    world.read()
    assert world.connection().state == "ill"
    assert said in world.connection().why


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
