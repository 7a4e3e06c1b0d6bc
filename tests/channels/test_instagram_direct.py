"""Instagram's direct messages: a Graph API of tests' own that answers as Meta documents it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.instagram_worlds import InstagramDirectWorld, InstagramWorld
from channels.test_meta import adapter, audit, days_ago, minutes_ago, reply_to, texts
from channels.test_meta_hook import bring, hooked, stored, take_in
from servers.graph_server import refusal

from bpo.channels.adapters import meta_messages
from bpo.channels.adapters.base import Act, Ambiguous, NotSent, Rejected
from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.health import FIELDS, FOR_MESSAGES, RIGHTS, Health, Hook
from bpo.conversations.models import Conversation
from bpo.conversations.operations.automatic import can_send_automatic
from bpo.conversations.operations.checking import target_of
from bpo.conversations.queries.removals import gone_since
from bpo.conversations.rules.drafts import DraftKind
from bpo.conversations.rules.moderation import acts_on
from bpo.conversations.rules.sending import check_place
from bpo.core.errors import Conflict
from bpo.core.vocabulary import Visibility

SAID = "It is on its way."
PRIVATELY = DraftKind.PRIVATE_REPLY


def quiet(kind, edges, settings):
    """Nothing is brought by the webhook unless a test says so."""
    yield from hooked(type("Asked", (kind,), {"bring": lambda self: None}), edges, settings)


@pytest.fixture
def world(db, edges, settings):
    yield from quiet(InstagramDirectWorld, edges, settings)


@pytest.fixture
def comments_only(db, edges, settings):
    yield from quiet(InstagramWorld, edges, settings)


@pytest.fixture
def granted(world):
    """Meta granted the app Human Agent, and the vendor says so."""
    world.human_agent = world.server.human_agent = True
    world.connect()
    return world


def comment(world, text="How much?", by="501"):
    """Somebody's comment, taken in."""
    return world.taken_in(world.server.comment(text, by=by))


def privately(world, found):
    """A reply in private to a comment."""
    answered = reply_to(found, in_reply_to=found.external_id, recipient=found.author_id, visibility="private")
    return adapter(world), answered


def target(world, uow, conversation_id):
    return target_of(uow, uow.session.get(Conversation, (world.tenant.id, conversation_id)))


def test_who_comments_and_writes_is_one_person_in_two_conversations(world):
    said, written = comment(world), world.ask("And to Lviv?")
    assert said.author_id == written.author_id
    assert said.conversation_id != written.conversation_id
    assert (said.visibility, written.visibility) == ("public", "private")
    again = world.ask("Hello?")
    assert again.conversation_id == written.conversation_id


def test_what_was_brought_and_what_was_read_are_one_message(world):
    world.customer_writes("Where is my parcel?")
    world.read()
    assert texts(world) == ["Where is my parcel?"]
    assert bring(world) == [200]
    assert stored(world) == 1
    world.server.comment("How much?", by="502")
    world.customer_writes("Hello?")
    assert bring(world) == [200, 200]
    assert take_in(world) == ["Hello?", "How much?", "Where is my parcel?"]
    world.read()
    assert stored(world) == 3


def test_long_conversations_and_many_of_them_are_read_to_the_end(world, monkeypatch):
    monkeypatch.setattr(meta_messages, "MOST_PAGES", 2)
    world.server.page_size = 2
    expected = [f"{person}.{number}" for person in range(5) for number in range(3)]
    for text in expected:
        by, at = f"60{text[0]}", minutes_ago(5, 1000)
        world.server.message(text, by=by, to=world.server.account, at=at, brought=False)
    world.server.comment("How much?", by="501", brought=False)
    world.read()
    assert texts(world) == [*expected, "How much?"]


def test_listed_anew_what_was_neither_brought_nor_read_is_found(world):
    world.customer_writes("One?")
    world.read()
    at = minutes_ago(180, 1000)
    world.server.message("Missed", by="502", to=world.server.account, at=at, brought=False)
    world.read()
    assert texts(world) == ["One?"]
    assert audit(world).found == 1
    assert texts(world) == ["Missed", "One?"]


def test_an_account_that_answers_no_messages_is_not_asked_for_them(comments_only):
    world = comments_only
    world.server.message("Hello?", by="501", to=world.server.account, brought=False)
    world.server.reads_messages = False
    world.connect()
    found = comment(world)
    assert (world.connection().state, texts(world)) == ("fine", ["How much?"])
    with world.unit() as uow:
        place = target(world, uow, found.conversation_id).place
        with pytest.raises(Conflict, match="cannot answer a public message in private"):
            check_place(place, PRIVATELY, now=uow.now)
    world.server.message("Brought all the same", by="501", to=world.server.account)
    bring(world)
    assert take_in(world) == ["Brought all the same", "How much?"]


def test_a_right_to_read_messages_that_lacks_is_said_before_anything_is_lost(world):
    world.server.reads_messages = False
    world.connect()
    assert (world.connection().state, "lacks a right" in world.connection().why) == ("untested", True)


@pytest.mark.parametrize("event", ["read", "reaction", "referral", "no id"])
def test_what_says_nothing_is_answered_and_forgotten(world, event):
    told = {"message": {"text": "x"}} if event == "no id" else {event: {"mid": "aWdf1"}}
    people = {"sender": {"id": "501"}, "recipient": {"id": world.server.account}, "timestamp": 1}
    world.server.tell_event(people | told)
    assert bring(world) == [200]
    assert stored(world) == 0


def test_what_is_taken_back_is_marked_and_stays(world):
    said = world.customer_writes("My card is 4111")
    people = {"sender": {"id": "501"}, "recipient": {"id": world.server.account}}
    gone = {"mid": said, "is_deleted": True}
    for at in (minutes_ago(0, 1000), "soon"):
        world.server.tell_event({**people, "timestamp": at, "message": gone})
    world.server.tell_event({**people, "timestamp": 1, "message": {"mid": "\u0000", "is_deleted": True}})
    assert bring(world) == [200] * 4
    assert take_in(world) == ["My card is 4111"]
    found = world.message(said)
    with world.unit() as uow:
        assert found.id in gone_since(uow, world.tenant.id, [found.id])
    assert stored(world) == 2


def test_edits_buttons_and_what_another_app_has_in_hand_are_messages(world):
    said = world.customer_writes("Order 12")
    people = {"sender": {"id": "501"}, "recipient": {"id": world.server.account}}
    people |= {"timestamp": minutes_ago(0, 1000)}
    world.server.tell_event(people | {"message_edit": {"mid": said, "text": "Order 13", "num_edit": 1}})
    world.server.tell_event(people | {"postback": {"mid": "aWdf2", "title": "A person", "payload": "X"}})
    world.server.tell_event(people | {"message": {"mid": "aWdf3", "text": "Anybody?"}}, channel="standby")
    assert bring(world) == [200] * 4
    assert take_in(world) == ["A person", "Anybody?", "Order 12", "Order 13"]
    edit = next(one for one in world.messages("in") if one.text == "Order 13")
    assert edit.in_reply_to == said


def test_what_the_account_says_in_instagrams_own_app_is_taken_in(world):
    asked = world.ask()
    found = world.writes_elsewhere(asked, "Call us, please.")
    bring(world)
    take_in(world)
    [reply] = world.messages()
    assert (reply.external_id, reply.agent, reply.conversation_id) == (found, None, asked.conversation_id)
    assert world.turn(asked).outcome == "answered"


def test_an_echo_settles_what_was_in_doubt(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost")
    assert world.deliver_once(delivery_id).state == "sending"
    bring(world)
    take_in(world)
    assert (world.delivery(delivery_id).state, world.visible(asked, SAID)) == ("sent", 1)
    world.settle()
    assert len(world.messages()) == 1


def test_the_same_words_to_another_person_or_under_a_comment_settle_nothing(world):
    asked, said = world.ask(), comment(world)
    delivery_id = world.reply(asked)
    world.proxy.next("request lost")
    world.deliver_once(delivery_id)
    world.server.message(SAID, by=world.server.account, to="502")
    world.server.comment(SAID, by=world.server.account, under=said.external_id)
    bring(world)
    take_in(world)
    assert world.delivery(delivery_id).state == "sending"


def test_the_same_words_in_private_settle_no_reply_under_a_comment(world):
    world.ask()
    said = comment(world)
    delivery_id = world.reply(said)
    world.proxy.next("request lost")
    world.deliver_once(delivery_id)
    world.server.message(SAID, by=world.server.account, to="501")
    bring(world)
    take_in(world)
    assert world.delivery(delivery_id).state == "sending"
    assert world.deliver(delivery_id).state == "sent"


def test_a_look_finds_what_stands_there_and_takes_no_other_message_for_it(world):
    out = reply_to(world.ask())
    made, server = adapter(world), world.server
    server.message(SAID, by="501", to=server.account)
    server.message(SAID, by=server.account, to="502")
    server.message(SAID, by=server.account, to="501", at=minutes_ago(9, 1000))
    assert made.find_sent(out) is None
    sent = made.send(out, lambda: None)
    assert made.find_sent(out).remote_id == sent.remote_id
    assert made.find_sent(reply_to(world.ask(), taken=frozenset({sent.remote_id}))) is None


def test_a_conversation_that_is_not_shown_or_is_too_long_proves_nothing(world, monkeypatch):
    asked = world.ask()
    world.server.refusals["me/conversations"] = (200, {"data": []})
    with pytest.raises(NotSent):
        adapter(world).find_sent(reply_to(asked))
    monkeypatch.setattr(meta_messages, "MOST_PAGES", 2)
    world.server.page_size = 1
    for number in range(4):
        world.server.message(f"{number}", by="501", to=world.server.account)
    with pytest.raises(NotSent):
        adapter(world).find_sent(reply_to(asked))


@pytest.mark.parametrize(("days", "tag"), [(0, None), (1, "HUMAN_AGENT"), (6, "HUMAN_AGENT")])
def test_where_meta_granted_it_a_person_answers_for_seven_days_and_once(granted, days, tag):
    asked = granted.ask()
    days_ago(granted, days)
    assert granted.deliver(granted.reply(asked)).state == "sent"
    assert (granted.server.tags, granted.visible(asked, SAID)) == ([tag], 1)


def test_without_it_there_is_a_day(world):
    asked = world.ask()
    days_ago(world, 1)
    row = world.deliver(world.reply(asked))
    assert (row.state, "more than a day" in row.failure) == ("failed", True)
    assert world.visible(asked, SAID) == 0


def test_what_goes_out_by_itself_has_a_day(granted):
    asked = granted.ask()
    days_ago(granted, 1)
    with pytest.raises(Rejected, match="more than a day"):
        adapter(granted).send(reply_to(asked, automatic=True), lambda: None)
    assert granted.server.tags == []


def test_windows_and_lengths_are_those_of_what_is_answered(granted):
    asked, said = granted.ask(), comment(granted)
    with granted.unit() as uow:
        direct, public = (target(granted, uow, one.conversation_id) for one in (asked, said))
        posted = direct.place.last_customer_message_at
        assert direct.place.reply_until(Visibility.PRIVATE) == posted + timedelta(days=7)
        assert public.place.reply_until(Visibility.PUBLIC) is None
        assert direct.can(DraftKind.REPLY).length_unit.value == "bytes"
        assert (direct.room(DraftKind.REPLY), public.room(DraftKind.REPLY)) == (1000, 2200)
        assert len(direct.parts_of("Так. " * 250, DraftKind.REPLY)) > 1
        assert public.parts_of("Так. " * 500, DraftKind.REPLY) == ()
        assert can_send_automatic(
            uow, uow.session.get(Conversation, (granted.tenant.id, asked.conversation_id))
        )
        uow.now += timedelta(days=2)
        assert check_place(direct.place, DraftKind.REPLY, now=uow.now) is Visibility.PRIVATE
        assert not can_send_automatic(
            uow, uow.session.get(Conversation, (granted.tenant.id, asked.conversation_id))
        )


@pytest.mark.parametrize("recipient", [None, "anna", "../me"])
def test_a_message_goes_to_a_person(world, recipient):
    with pytest.raises(Rejected):
        adapter(world).send(reply_to(world.ask(), recipient=recipient), lambda: None)


def test_an_answer_without_an_id_leaves_it_open(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.server.refusals["me/messages"] = (200, {"recipient_id": "501"})
    assert world.deliver_once(delivery_id).state == "sending"
    assert world.attempts(delivery_id) == ["ambiguous"]


def test_a_comment_is_answered_in_private_for_seven_days_by_a_person(world):
    said = comment(world)
    with world.unit() as uow:
        there = target(world, uow, said.conversation_id)
        assert check_place(there.place, PRIVATELY, now=uow.now) is Visibility.PRIVATE
        assert there.room(PRIVATELY) == 1000
        assert there.parts_of("Так. " * 250, PRIVATELY) == ()  # there is one message, no more
        conversation = uow.session.get(Conversation, (world.tenant.id, said.conversation_id))
        assert not can_send_automatic(uow, conversation)
        with pytest.raises(Conflict, match="so long after"):
            check_place(there.place, PRIVATELY, now=uow.now + timedelta(days=7, minutes=1))
        assert check_place(there.place, DraftKind.REPLY, now=uow.now + timedelta(days=90))


@pytest.mark.parametrize("fault", ["none", "request lost", "answer lost", "502 after success"])
def test_a_private_reply_to_a_comment_stands_once(world, fault):
    said = comment(world)
    asked = type("Privately", (), vars(said) | {"visibility": "private"})
    delivery_id = world.reply(asked)
    if fault != "none":
        world.proxy.next(fault)
    row = world.deliver(delivery_id)
    assert (row.state, world.visible(said, SAID)) == ("sent", 1)
    [sent] = world.server.messages
    assert row.remote_id == sent["id"]
    assert world.server.used_comments == {said.external_id}
    assert not any(one["by"] == world.server.account for one in world.server.comments.values())
    bring(world)
    take_in(world)
    world.settle()
    [reply] = world.messages()
    assert (reply.visibility, reply.external_id) == ("private", sent["id"])


def test_a_second_private_reply_to_a_comment_ends_with_that(world):
    said = comment(world)
    made, out = privately(world, said)
    first = made.send(out, lambda: None)
    with pytest.raises(Rejected):
        made.send(replace(out, taken=frozenset({first.remote_id})), lambda: None)
    with pytest.raises(Rejected):
        made.send(replace(out, text="Once more."), lambda: None)
    world.server.refusals["me/conversations"] = (500, {})
    with pytest.raises(Ambiguous):  # whether the first is this one cannot be seen
        made.send(out, lambda: None)
    assert made.send(out, lambda: None).remote_id == first.remote_id
    assert len(world.server.messages) == 1


def test_a_private_reply_that_was_not_seen_is_found_when_a_second_is_refused(world):
    said = comment(world)
    delivery_id = world.reply(type("Privately", (), vars(said) | {"visibility": "private"}))
    world.proxy.next("answer lost")
    world.deliver_once(delivery_id)
    for _look in range(2):
        world.server.refusals["me/conversations"] = (200, {"data": []})  # as it lags behind
        world.clock.jump(minutes=30)
        assert world.deliver_once(delivery_id).state in {"queued", "sending"}
        assert world.server.refusals == {}
    row = world.deliver(delivery_id)
    [sent] = world.server.messages
    assert (row.state, row.remote_id) == ("sent", sent["id"])


def test_whose_id_is_not_told_is_answered_in_private_all_the_same(world):
    made, out = privately(world, comment(world))
    made.send(replace(out, recipient="anna"), lambda: None)
    with pytest.raises(Rejected, match="did not take"):
        made.send(replace(out, recipient="anna"), lambda: None)
    assert len(world.server.messages) == 1


def test_a_comment_in_a_thread_is_answered_in_private_by_its_own_id(world):
    first = comment(world)
    second = world.taken_in(world.server.comment("And to Lviv?", by="502", under=first.external_id))
    made, out = privately(world, second)
    made.send(out, lambda: None)
    assert world.server.used_comments == {second.external_id.rpartition("_")[2]}
    assert [one["to"] for one in world.server.messages] == ["502"]


def test_a_comment_by_somebody_of_the_brand_is_no_private_reply(world):
    said = comment(world)
    delivery_id = world.reply(type("Privately", (), vars(said) | {"visibility": "private"}))
    world.proxy.next("request lost")
    world.deliver_once(delivery_id)
    world.server.comment(SAID, by=world.server.account, under=said.external_id)
    bring(world)
    take_in(world)
    assert world.delivery(delivery_id).state == "sending"


def test_meta_tells_what_the_account_may_and_what_its_webhook_brings(world):
    server = world.server
    world.check()
    assert Health.of(world.connection().facts) == Health()
    server.scopes, server.subscribed, server.fields = [*RIGHTS["instagram"]], ["feed"], FIELDS["instagram"]
    world.check()
    health = Health.of(world.connection().facts)
    assert (health.lacks, health.hook, health.ends_told) == ((), Hook(brings=True), True)
    server.scopes.remove("instagram_manage_messages")
    server.fields = ("comments",)
    world.check()
    health = Health.of(world.connection().facts)
    assert health.lacks == ("instagram_manage_messages",)
    assert set(health.hook.lacks) == FOR_MESSAGES & set(FIELDS["instagram"])
    server.subscribed = []
    world.check()
    assert Health.of(world.connection().facts).hook.brings is False
    server.subscribed, server.fields = ["feed"], None  # what is not told alarms nobody
    world.check()
    assert Health.of(world.connection().facts).hook is None


def test_what_only_messages_need_is_not_missed_without_them(comments_only):
    server = comments_only.server
    server.scopes = [one for one in RIGHTS["instagram"] if one not in FOR_MESSAGES]
    server.subscribed, server.fields = ["feed"], ("comments",)
    comments_only.check()
    health = Health.of(comments_only.connection().facts)
    assert (health.lacks, health.hook) == ((), Hook(brings=True))


def test_messages_are_neither_hidden_nor_deleted(world):
    found = [world.ask(), comment(world)]
    world.deliver(world.reply(found[0]))
    world.settle()
    can = capabilities_of("instagram")
    acts = {
        one.text: acts_on(direction=one.direction, visibility=one.visibility, capabilities=can, done=None)
        for one in [*world.messages("in"), *world.messages()]
    }
    assert acts == {"Where is my parcel?": (), "How much?": (Act.HIDE, Act.DELETE), SAID: ()}


@pytest.mark.parametrize("told", [{"data": [{}]}, {"data": [{"id": None}, 1]}, {"data": 1}, []])
def test_what_is_no_list_moves_nothing(world, told):
    world.customer_writes("Where is my parcel?")
    world.server.refusals["me/conversations"] = (200, told)
    world.read()
    assert texts(world) == []
    world.read()
    assert texts(world) == ["Where is my parcel?"]


def test_a_conversation_that_is_gone_meanwhile_holds_up_nothing(world):
    for number in range(3):
        at = minutes_ago(3 - number, 1000)
        world.server.message(f"{number}", by="501", to=world.server.account, at=at, brought=False)
    world.server.message("Hello?", by="502", to=world.server.account, brought=False)
    world.server.page_size = 2
    world.server.refusals["t_501/messages"] = refusal(100, error_subcode=33)
    world.read()
    assert "Hello?" in texts(world)
    assert world.connection().state == "fine"


def test_whether_messages_are_answered_here_is_chosen_on_the_accounts_page(comments_only, app):
    world = comments_only
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert ("instagram_manage_messages" in page, "messaging_postbacks" in page) == (True, True)
    kept = {"server": "https://graph.facebook.com"} | world.secrets()
    assert client.post(path, data=kept | {"messages": "1", "human_agent": "1"}).status_code == 303
    chosen = world.connection().settings
    assert (chosen["messages"], chosen["human_agent"]) == (True, True)
    assert client.post(path, data=kept).status_code == 303
    assert world.connection().settings["messages"] is False
