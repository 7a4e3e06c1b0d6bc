"""What pages of Facebook and Messenger alone do: a Graph API of tests' own that answers as Meta documents it."""

import json
from datetime import timedelta
from functools import partial

import pytest
from channels.meta_worlds import FacebookWorld, MessengerWorld
from servers.graph_server import refusal
from sqlalchemy import select

from bpo.channels.adapters import facebook as facebook_adapter
from bpo.channels.adapters import make_adapter, meta_messages
from bpo.channels.adapters.base import Act, NotSent, Outbound, Rejected
from bpo.channels.models import ChannelAudit, ChannelConnection, PollCursor
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.checks import check_account
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import get_account
from bpo.channels.rules.capabilities import capabilities_of
from bpo.conversations.models import Conversation
from bpo.conversations.operations.automatic import can_send_automatic
from bpo.conversations.operations.checking import target_of
from bpo.conversations.operations.received import take_in_waiting
from bpo.conversations.rules.drafts import DraftKind
from bpo.conversations.rules.sending import Place, check_place
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict
from bpo.core.vocabulary import Visibility

SAID = "It is on its way."


@pytest.fixture(params=[FacebookWorld, MessengerWorld])
def world(request, db):
    yield from made(request.param)


@pytest.fixture
def page(db):
    yield from made(FacebookWorld)


@pytest.fixture
def messenger(db):
    yield from made(MessengerWorld)


def made(kind):
    """Nothing is brought by the webhook unless a test says so."""
    world = type("Asked", (kind,), {"bring": lambda self: None})()
    world.to_bring = lambda: kind.bring(world)
    world.writes_at = partial(writes_at, world)
    yield world
    world.proxy.stop()
    world.server.stop()


def writes_at(world, text, *, minutes, by="501", post=77):
    """Somebody wrote so many minutes ago: under a post, or in Messenger."""
    if world.network == "facebook":
        return world.server.comment(text, by=by, post=post, at=minutes_ago(minutes))
    return world.server.message(text, by=by, to=world.server.page, at=minutes_ago(minutes, 1000))


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        return make_adapter(connected_of(account, connection, key=world.key), world.wire(10))


def texts(world):
    return sorted(one.text for one in world.messages("in"))


def requests(world):
    """What has been asked since this was called last."""
    found = [path for method, path in world.server.asked if method == "GET"]
    world.server.asked.clear()
    return found


def minutes_ago(minutes, scale=1):
    return int((utcnow() - timedelta(minutes=minutes)).timestamp()) * scale


def audit(world):
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    with world.unit() as uow:
        take_in_waiting(uow, world.tenant.id)
        newest = select(ChannelAudit).where(ChannelAudit.tenant_id == world.tenant.id)
        return uow.session.scalars(newest.order_by(ChannelAudit.began_at.desc())).first()


def reply_to(asked, **over):
    known = {"visibility": asked.visibility, "recipient": asked.author_id, "in_reply_to": asked.external_id}
    return Outbound("a key", SAID, frozen_at=utcnow(), started_at=utcnow(), **(known | over))


def test_a_page_is_known_by_its_number(world):
    assert (world.connection().state, world.connection().own_id) == ("fine", world.server.page)
    world.server.page = "1"
    world.connect()
    assert (world.connection().state, "another page" in world.connection().why) == ("untested", True)


@pytest.mark.parametrize(
    ("kind", "list_of"), [(FacebookWorld, "me/feed"), (MessengerWorld, "me/conversations")]
)
def test_a_right_to_read_that_lacks_is_said_before_anything_is_lost(db, kind, list_of):
    for world in made(kind):
        world.server.refusals[list_of] = refusal(200, 403)
        world.connect()
        assert (world.connection().state, "lacks a right" in world.connection().why) == ("untested", True)
        check_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
        assert world.connection().state == "fine"


def test_what_the_webhook_did_not_bring_is_found_once(world):
    first = world.customer_writes("Where is my parcel?")
    world.read()
    world.customer_writes("Hello?")
    world.read()
    world.read()
    assert texts(world) == ["Hello?", "Where is my parcel?"]
    world.to_bring()
    world.read()
    assert texts(world) == ["Hello?", "Where is my parcel?"]
    assert world.message(first).direction == "in"


def test_where_nothing_changed_one_question_is_asked(world):
    world.writes_at("Where is my parcel?", minutes=5)
    world.read()
    assert texts(world) == ["Where is my parcel?"]
    requests(world)
    world.read()
    assert len(requests(world)) == 1


def test_of_posts_that_changed_only_the_comments_are_read(page):
    for number in (2, 3):
        page.server.post(number)
        page.writes_at("Hello?", minutes=5, post=number)
    page.read()
    requests(page)
    page.writes_at("Again", minutes=4, post=2)
    page.read()
    assert requests(page) == ["me/feed", f"{page.server.page}_2/comments"]
    assert texts(page) == ["Again", "Hello?", "Hello?"]


def test_many_pages_and_more_places_than_one_piece_of_work_takes(world, monkeypatch):
    world.server.page_size = 2
    monkeypatch.setattr(facebook_adapter, "MOST_POSTS", 2)
    monkeypatch.setattr(facebook_adapter, "PAGES_OF_POSTS", 5)
    monkeypatch.setattr(meta_messages, "MOST_PAGES", 2)
    expected = []
    for place in range(5):
        world.server.post(place)
        for number in range(3):
            expected.append(f"{place}.{number}")
            world.writes_at(expected[-1], minutes=5, by=f"60{place}", post=place)
    world.read()
    assert texts(world) == expected


def test_what_is_older_than_was_asked_for_is_left(world):
    world.writes_at("Old", minutes=3 * 24 * 60)
    world.customer_writes("New")
    world.read()
    assert texts(world) == ["New"]


def test_listed_anew_what_reading_took_for_known_is_found(world):
    """As where a number of comments, or the time of a conversation's last message, came to be known before they were."""
    world.writes_at("Lost", minutes=30)
    marks = adapter(world).adapter._marks() if world.network == "facebook" else {}
    now = utcnow().isoformat()
    with world.unit() as uow:
        cursor = uow.session.get(PollCursor, (world.tenant.id, world.account_id))
        cursor.cursor = json.dumps({"read": now, "posts": marks, "seen": now})
    world.read()
    assert texts(world) == []
    row = audit(world)
    assert (row.failure, row.found, texts(world)) == (None, 1, ["Lost"])
    assert audit(world).found == 0


@pytest.mark.parametrize("told", [{"data": [{}]}, {"data": [{"id": None}, 1]}, {"data": 1}, []])
def test_what_is_no_list_moves_nothing(world, told):
    world.customer_writes("Where is my parcel?")
    world.server.refusals["me/feed"] = world.server.refusals["me/conversations"] = (200, told)
    world.read()
    assert texts(world) == []
    with world.unit() as uow:
        cursor = uow.session.get(PollCursor, (world.tenant.id, world.account_id))
        assert (cursor.cursor, cursor.failures) == (None, 1)
    world.read()
    assert texts(world) == ["Where is my parcel?"]


def test_a_post_or_conversation_that_is_gone_meanwhile_holds_up_nothing(world):
    for number in range(3):
        world.writes_at(f"{number}", minutes=3 - number)
    world.server.page_size = 2
    world.server.refusals["_77/comments"] = refusal(100, error_subcode=33)
    world.server.refusals["t_501/messages"] = refusal(100, error_subcode=33)
    world.server.post(78)
    world.writes_at("Hello?", minutes=4, by="502", post=78)
    world.read()
    assert "Hello?" in texts(world)
    assert world.connection().state == "fine"
    assert not {"_77/comments", "t_501/messages"} <= world.server.refusals.keys()


def test_a_dead_token_ends_reading(world):
    world.lose_token()
    world.read()
    assert world.connection().state == "ill"


def test_comments_are_threads_and_people_have_one_conversation(page, messenger):
    first = page.ask("First")
    second = page.taken_in(page.server.comment("Second", by="anna", under=first.external_id))
    other = page.ask("Other")
    assert second.conversation_id == first.conversation_id != other.conversation_id
    assert (second.in_reply_to, second.visibility) == (first.external_id, "public")
    one, two = messenger.ask("One"), messenger.ask("Two")
    third = messenger.taken_in(messenger.server.message("Three", by="502", to=messenger.server.page))
    assert one.conversation_id == two.conversation_id != third.conversation_id
    assert one.visibility == "private"


def test_of_two_equal_replies_one_is_not_taken_for_the_other(world):
    asked = world.ask()
    first = world.deliver(world.reply(asked))
    again = world.reply(asked)
    world.proxy.next("request lost")
    second = world.deliver(again)
    assert (first.state, second.state) == ("sent", "sent")
    assert first.remote_id != second.remote_id
    assert world.visible(asked, SAID) == 2


def test_of_two_equal_replies_in_one_thread_to_two_people_too(page):
    first = page.ask()
    second = page.taken_in(page.server.comment("And mine?", by="boris", under=first.external_id))
    assert second.conversation_id != first.conversation_id
    page.deliver(page.reply(first))
    again = page.reply(second)
    page.proxy.next("request lost")
    assert page.deliver(again).state == "sent"
    standing = [one for one in page.server.comments.values() if one["message"] == SAID]
    assert len(standing) == 2
    assert page.delivery(again).remote_id == standing[1]["id"]


def test_a_lost_answer_is_found_beyond_the_first_page(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost")
    world.deliver_once(delivery_id)
    for number in range(5):
        if world.network == "facebook":
            world.server.comment(f"{number}", by="boris", under=asked.external_id)
        else:
            world.server.message(f"{number}", by="501", to=world.server.page)
    world.server.page_size = 2
    row = world.deliver(delivery_id)
    assert (row.state, world.visible(asked, SAID)) == ("sent", 1)


def test_what_cannot_be_looked_through_proves_nothing(world, monkeypatch):
    asked = world.ask()
    world.server.page_size = 1
    for number in range(4):
        if world.network == "facebook":
            world.server.comment(f"{number}", by="boris", under=asked.external_id)
        else:
            world.server.message(f"{number}", by="501", to=world.server.page)
    monkeypatch.setattr(facebook_adapter, "MOST_PAGES", 2)
    monkeypatch.setattr(meta_messages, "MOST_PAGES", 2)
    with pytest.raises(NotSent):
        adapter(world).find_sent(reply_to(asked))


def test_a_conversation_that_is_not_shown_proves_nothing(messenger):
    asked = messenger.ask()
    messenger.server.refusals["me/conversations"] = (200, {"data": []})
    with pytest.raises(NotSent):
        adapter(messenger).find_sent(reply_to(asked))
    assert adapter(messenger).find_sent(reply_to(asked)) is None


def test_older_words_of_the_page_and_others_words_are_not_our_reply(world):
    asked = world.ask()
    server = world.server
    if world.network == "facebook":
        server.comment(SAID, by="boris", under=asked.external_id)
        server.comment(SAID, by=server.page, under=asked.external_id, at=minutes_ago(9))
        server.comment(SAID, by=server.page)
    else:
        server.message(SAID, by="501", to=server.page)
        server.message(SAID, by=server.page, to="502")
        server.messages.insert(0, server.messages[-1] | {"to": "501", "at": minutes_ago(9, 1000)})
    assert adapter(world).find_sent(reply_to(asked)) is None
    standing = world.writes_elsewhere(asked, SAID)
    assert adapter(world).find_sent(reply_to(asked)).remote_id == standing
    assert adapter(world).find_sent(reply_to(asked, taken=(standing,))) is None


def test_what_somebody_of_the_brand_wrote_on_the_network_is_taken_in(world):
    asked = world.ask()
    found = world.writes_elsewhere(asked, "Call us, please.")
    world.read()
    [reply] = world.messages()
    assert (reply.external_id, reply.agent, reply.conversation_id) == (found, None, asked.conversation_id)
    assert world.turn(asked).outcome == "answered"


def test_a_comment_that_is_gone_ends_its_reply(page):
    asked = page.ask()
    del page.server.comments[asked.external_id]
    row = page.deliver(page.reply(asked))
    assert (row.state, "no longer there" in row.failure) == ("failed", True)


def test_a_lost_answer_under_a_comment_that_is_gone_by_now_was_not_written(page):
    asked = page.ask()
    delivery_id = page.reply(asked)
    page.proxy.next("answer lost")
    page.deliver_once(delivery_id)
    del page.server.comments[asked.external_id]
    assert page.deliver(delivery_id).state == "failed"


def test_after_a_day_the_composer_says_so_and_what_is_late_ends_with_the_reason(messenger):
    at, now = utcnow() - timedelta(hours=24, minutes=1), utcnow()
    place = Place(capabilities_of("messenger"), Visibility.PRIVATE, at)
    with pytest.raises(Conflict, match="so long after the customer's last message"):
        check_place(place, DraftKind.REPLY, now=now)
    asked = messenger.ask()
    for one in messenger.server.messages:
        one["at"] = minutes_ago(24 * 60 + 1, 1000)
    row = messenger.deliver(messenger.reply(asked))
    assert (row.state, "more than a day" in row.failure) == ("failed", True)
    assert messenger.visible(asked, SAID) == 0


@pytest.fixture
def granted(messenger):
    """Meta granted the app Human Agent, and the vendor says so."""
    messenger.human_agent = messenger.server.human_agent = True
    messenger.connect()
    return messenger


def days_ago(world, days):
    for one in world.server.messages:
        one["at"] = minutes_ago(days * 24 * 60 + 1, 1000)


@pytest.mark.parametrize(("days", "tag"), [(0, None), (1, "HUMAN_AGENT"), (6, "HUMAN_AGENT")])
def test_where_meta_granted_it_a_person_answers_for_seven_days_and_once(granted, days, tag):
    asked = granted.ask()
    days_ago(granted, days)
    assert granted.deliver(granted.reply(asked)).state == "sent"
    assert (granted.server.tags, granted.visible(asked, SAID)) == ([tag], 1)


def test_after_seven_days_nobody_answers(granted):
    asked = granted.ask()
    days_ago(granted, 7)
    assert granted.deliver(granted.reply(asked)).state == "failed"
    assert granted.visible(asked, SAID) == 0


def test_what_goes_out_by_itself_has_a_day(granted):
    asked = granted.ask()
    days_ago(granted, 1)
    with pytest.raises(Rejected, match="more than a day"):
        adapter(granted).send(reply_to(asked, automatic=True), lambda: None)
    assert granted.server.tags == []


def test_a_setting_that_meta_did_not_grant_ends_the_reply(granted):
    granted.server.human_agent = False
    asked = granted.ask()
    days_ago(granted, 1)
    row = granted.deliver(granted.reply(asked))
    assert (row.state, "lacks a right" in row.failure) == ("failed", True)


def test_the_window_of_people_and_of_what_goes_out_by_itself(granted):
    asked = granted.ask()
    with granted.unit() as uow:
        conversation = uow.session.get(Conversation, (granted.tenant.id, asked.conversation_id))
        (message,) = granted.messages("in")
        assert target_of(uow, conversation).place.reply_until(
            Visibility.PRIVATE
        ) == message.posted_at + timedelta(days=7)
        assert can_send_automatic(uow, conversation)
        uow.now += timedelta(days=2)
        assert not can_send_automatic(uow, conversation)
        check_place(target_of(uow, conversation).place, DraftKind.REPLY, now=uow.now)


def test_a_reply_without_a_place_is_not_sent(page, messenger):
    asked = page.ask()
    for world, out in (
        (page, reply_to(asked, in_reply_to=None)),
        (page, reply_to(asked, in_reply_to="../me")),
        (messenger, reply_to(asked, recipient=None)),
        (messenger, reply_to(asked, recipient="anna")),
    ):
        with pytest.raises(Rejected):
            adapter(world).send(out, lambda: None)


def test_an_answer_without_an_id_leaves_it_open(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.server.refusals["/comments"] = world.server.refusals["me/messages"] = (200, {"success": True})
    assert world.deliver_once(delivery_id).state == "sending"
    assert world.attempts(delivery_id) == ["ambiguous"]


def test_pictures_are_notes_and_people_without_a_name_are_each_somebody(page, messenger):
    for _twice in range(2):
        page.server.comment("", by=None, attachment={"type": "photo"})
    page.server.comment("See", by=None, attachment={"type": "video_inline"})
    page.server.comment("", by=None, attachment={"type": "of tomorrow"})
    page.read()
    assert texts(page) == ["See\n[video]", "[message of another kind]", "[photo]", "[photo]"]
    assert len({one.author_id for one in page.messages("in")}) == 4
    messenger.server.message("", by="501", to=messenger.server.page)
    kinds = ("image/png", "application/pdf")
    messenger.server.messages[-1]["attachments"] = {"data": [{"mime_type": kind} for kind in kinds]}
    messenger.read()
    [found] = messenger.messages("in")
    assert found.text == "[image]\n[file]"


def test_messenger_takes_nothing_back(messenger):
    with pytest.raises(Rejected):
        adapter(messenger).moderate(Act.DELETE, "m_1")
