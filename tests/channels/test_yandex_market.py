"""What Yandex Market alone does, by a server that says what its documents say."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.market_worlds import MarketChatWorld, MarketQuestionWorld, MarketReviewWorld
from channels.worlds import Asked
from servers.market_server import limit, refusal

from bpo.channels.adapters import make_adapter, market_reviews
from bpo.channels.adapters.base import Act, NotSent, Outbound, Rejected
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import get_account
from bpo.channels.rules.read_market import place_of
from bpo.core.clock import utcnow

WORDS = "It is on its way."


def made(kind):
    @pytest.fixture
    def world(db):
        found = kind()
        yield found
        found.proxy.stop()
        found.server.stop()

    return world


reviews, questions, chats = made(MarketReviewWorld), made(MarketQuestionWorld), made(MarketChatWorld)


@contextmanager
def later(**stretch):
    """The adapter's clock goes ahead."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bpo.channels.adapters.yandex_market.utcnow", lambda: utcnow() + timedelta(**stretch))
        yield


def adapter_of(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
    return make_adapter(connected_of(account, world.connection(), key=world.key), world.wire(10))


def texts(world, direction="in"):
    return [one.text for one in world.messages(direction)]


def asked_in(message):
    return Asked(message.external_id, message.conversation_id, message.author_id, message.visibility)


def thread(asked):
    return place_of(asked.external_id).thread


def list_anew(world):
    world.clock.jump(hours=1)
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    world.read()


class Before(MarketReviewWorld):
    """A cabinet with a review from before it was connected."""

    def connect(self):
        self.old = int(self.server.review("Old.", at=utcnow() - timedelta(days=9)).split(":")[1])
        self.server.comment(self.old, "Older.", by="USER", name="Anna")
        super().connect()


before = made(Before)


def test_what_was_there_before_the_account_was_connected_is_not_brought_and_what_is_added_is(before):
    with later(minutes=6):
        before.read()
    assert before.messages("in") == []
    before.server.comment(before.old, "Still waiting.", by="USER", name="Anna")
    with later(minutes=12):
        before.read()
    assert texts(before) == ["Still waiting."]
    before.server.comment(before.old, "And now?", by="USER", name="Anna")
    with later(minutes=18):
        before.read()
    assert texts(before) == ["Still waiting.", "And now?"]


def test_a_review_that_is_shown_days_after_it_was_written_is_brought(reviews):
    reviews.server.review("Late.", at=utcnow() - timedelta(days=5))
    with later(minutes=6):
        reviews.read()
    [message] = reviews.messages("in")
    assert message.text == "★★☆☆☆\nLate."
    assert message.posted_at > utcnow() - timedelta(minutes=1)  # nobody could have answered it before


def test_a_changed_review_is_another_message_and_can_be_answered(reviews):
    asked = reviews.ask("Bad.")
    assert reviews.deliver(reviews.reply(asked, "Sorry!")).state == "sent"
    changed = asked_in(
        reviews.taken_in(reviews.server.review("They helped.", review=thread(asked), rating=5))
    )
    assert changed.conversation_id == asked.conversation_id
    assert texts(reviews) == ["★★☆☆☆\nBad.", "★★★★★\nThey helped."]
    assert reviews.deliver(reviews.reply(changed, "Thank you!")).state == "sent"
    assert reviews.visible(changed, "Thank you!") == 1


def test_what_is_said_under_a_review_comes_in_and_is_answered_there(reviews):
    asked = reviews.ask()
    under = asked_in(reviews.taken_in(reviews.server.comment(thread(asked), "When?", by="USER", name="Anna")))
    assert (under.conversation_id, under.author_id) == (asked.conversation_id, asked.author_id)
    reviews.proxy.next("answer lost")
    assert reviews.deliver(reviews.reply(under, "Tomorrow.")).state == "sent"
    assert (reviews.visible(under, "Tomorrow."), reviews.visible(asked, "Tomorrow.")) == (1, 0)


def test_what_a_colleague_said_there_in_these_words_is_not_said_again(reviews):
    asked = reviews.ask()
    reviews.server.comment(thread(asked), WORDS)
    row = reviews.deliver(reviews.reply(asked))
    assert row.state == "failed"
    assert row.failure.startswith("The brand has said these very words there already")
    assert reviews.visible(asked, WORDS) == 1
    assert reviews.deliver(reviews.reply(asked, f"{WORDS} Really.")).state == "sent"


def test_the_same_words_under_another_review_are_nobodys_echo(reviews):
    mine, theirs = reviews.ask("One."), reviews.ask("Two.")
    delivery_id = reviews.reply(mine)
    reviews.proxy.next("request lost")
    reviews.deliver_once(delivery_id)
    reviews.server.comment(thread(theirs), WORDS)
    reviews.read()
    assert reviews.delivery(delivery_id).state == "sending"
    assert reviews.deliver(delivery_id).state == "sent"
    assert reviews.visible(mine, WORDS) == 1


def test_what_market_shows_to_nobody_is_not_read_and_said_of_ours(reviews):
    asked = reviews.ask()
    reviews.server.comment(thread(asked), "Buy pills!", by="USER", name="Olga", status="BANNED")
    reviews.read()
    assert len(reviews.messages("in")) == 1
    taken = reviews.server.comment
    reviews.server.comment = lambda *told, **over: taken(*told, **{**over, "status": "BANNED"})
    row = reviews.deliver(reviews.reply(asked))
    assert row.state == "sent"
    assert row.failure.startswith("It stands there, but the network held it back")


@pytest.mark.parametrize("most", [20, 2])
def test_more_than_one_page_is_read_whole(db, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(market_reviews, "MOST_PAGES", most)  # of one piece of work

        class Many(MarketReviewWorld):
            def connect(self):
                for number in range(130):
                    self.server.review(f"Review {number}.")
                super().connect()

        world = Many()
        assert len(world.messages("in")) == 130
        world.proxy.stop()
        world.server.stop()


def test_a_question_that_was_answered_elsewhere_waits_no_longer(questions):
    asked = questions.ask("Is it red?")
    questions.server.reply(thread(asked), "It is.")
    questions.read()
    assert texts(questions, "out") == ["It is."]
    assert questions.turn(asked).outcome == "answered"


def test_what_is_said_under_an_answer_is_found_within_the_hour_and_answered_there(questions):
    asked = questions.ask("Is it red?")
    row = questions.deliver(questions.reply(asked, "It is."))
    answer = place_of(row.remote_id).part
    name = questions.server.remark(answer, "And blue?")
    with later(minutes=61):
        questions.read()
    remark = asked_in(questions.message(name))
    assert remark.conversation_id == asked.conversation_id
    delivery_id = questions.reply(remark, "No.")
    questions.proxy.next("answer lost")
    questions.deliver_once(delivery_id)
    with later(minutes=122):
        questions.read()  # before anybody looks for it
    assert questions.deliver(delivery_id).state == "sent"
    questions.settle()
    assert questions.visible(remark, "No.") == 1
    assert [(one.text, bool(one.agent)) for one in questions.messages()] == [("It is.", True), ("No.", True)]


def test_the_same_answer_from_long_before_is_not_ours(questions):
    asked = questions.ask()
    name = questions.server.reply(thread(asked), WORDS)
    long_before = (utcnow() - timedelta(minutes=10)).isoformat()
    questions.server.answers[place_of(name).part]["createdAt"] = long_before
    questions.proxy.next("request lost")
    assert questions.deliver(questions.reply(asked)).state == "sent"
    assert questions.visible(asked, WORDS) == 2


def test_a_message_is_called_by_its_number_at_once(chats):
    asked = chats.ask()
    row = chats.deliver(chats.reply(asked))
    assert (
        row.remote_id == f"chat:{thread(asked)}:{chats.server.messages[thread(asked)][-1]['messageId']:012d}"
    )


def test_where_its_number_cannot_be_asked_for_it_stands_once_all_the_same(chats):
    asked = chats.ask()
    delivery_id = chats.reply(asked)
    chats.proxy.next("503", ("POST", "/chats/history$"))
    row = chats.deliver(delivery_id)
    assert (row.state, row.remote_id) == ("sent", row.idempotency_key)
    chats.read()  # its echo comes in
    assert [one.agent is not None for one in chats.messages()] == [True]
    assert chats.visible(asked, WORDS) == 1


def test_what_is_another_replys_by_a_persons_word_leaves_a_look_in_doubt(chats):
    asked = chats.ask()
    now = utcnow()
    out = Outbound("key", WORDS, "private", now, now, in_reply_to=asked.external_id, unnamed=1)
    look = adapter_of(chats).find_sent
    assert look(out) is None
    chats.server.say(WORDS, chat=thread(asked), sender="PARTNER")
    with pytest.raises(NotSent):
        look(out)
    second = chats.server.say(WORDS, chat=thread(asked), sender="PARTNER")
    assert look(out).remote_id == second
    assert look(replace(out, taken=frozenset({second}), unnamed=0)).remote_id != second


def test_what_a_colleague_wrote_in_a_chat_comes_in(chats):
    asked = chats.ask()
    chats.server.say("We have refunded you.", chat=thread(asked), sender="PARTNER")
    chats.read()
    assert texts(chats, "out") == ["We have refunded you."]
    assert chats.turn(asked).outcome == "answered"


def test_what_came_and_was_answered_between_two_readings_is_found_when_the_account_is_listed(chats):
    for number in range(45):  # more than two pages of chats
        chats.server.say(f"Question {number}?", at=utcnow() - timedelta(minutes=20))
    chat = next(iter(chats.server.chats))
    chats.server.say("Done.", chat=chat, sender="PARTNER", at=utcnow() - timedelta(minutes=10))
    chats.read()
    assert len(chats.messages("in")) == 44
    list_anew(chats)
    assert len(chats.messages("in")) == 45
    assert texts(chats, "out") == ["Done."]


def test_reviews_and_questions_are_listed_anew(reviews):
    reviews.server.review("Missed.", at=utcnow() - timedelta(minutes=50))
    name = reviews.server.question("And this?", at=utcnow() - timedelta(minutes=50))
    reviews.server.reply(place_of(name).thread, "Yes.")
    list_anew(reviews)
    assert set(texts(reviews)) == {"★★☆☆☆\nMissed.", "And this?\n[product SKU-1]"}


def test_markets_own_notices_are_no_messages_and_its_people_are(chats):
    asked = chats.ask()
    chats.server.say("The order was paid.", chat=thread(asked), sender="MARKET")
    chats.server.say("What happened?", chat=thread(asked), sender="SUPPORT")
    chats.read()
    assert texts(chats) == ["Where is my parcel?", "What happened?"]


def test_all_of_a_long_chat_is_read(chats):
    asked = chats.ask("One.")
    for number in range(130):
        chats.server.say(f"And {number}.", chat=thread(asked))
    chats.read()
    assert len(chats.messages("in")) == 131


@pytest.mark.parametrize("minutes", [7, 40])
def test_a_spent_limit_is_waited_for_as_long_as_market_says(chats, minutes):
    first, second = chats.reply(chats.ask("One?")), chats.reply(chats.ask("Two?"))
    chats.server.refusals.append(limit(utcnow() + timedelta(minutes=minutes)))
    row = chats.deliver_once(first)
    wait = row.next_attempt_at - chats.clock.now()
    assert (row.state, abs(wait - timedelta(minutes=minutes)) < timedelta(seconds=30)) == ("queued", True)
    assert chats.deliver_once(second).state == "queued"
    assert chats.attempts(second) == []
    assert chats.deliver(first).state == "sent"


def test_what_is_gone_or_not_taken_ends_there(chats):
    gone, bad, locked = chats.ask("One?"), chats.ask("Two?"), chats.ask("Three?")
    del chats.server.chats[thread(gone)]
    row = chats.deliver(chats.reply(gone))
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")
    chats.server.refusals.append(refusal(400, "Bad request"))
    row = chats.deliver(chats.reply(bad))
    assert (row.state, row.failure) == ("failed", "The network did not take this reply.")
    chats.server.refusals.append(refusal(423, "Locked"))
    row = chats.deliver(chats.reply(locked))
    assert (row.state, row.failure) == ("failed", "Yandex Market does not let this cabinet do that.")


def test_an_answer_that_says_error_leaves_the_fate_open_and_is_looked_at(chats):
    asked = chats.ask()
    delivery_id = chats.reply(asked)
    chats.server.refusals.append((200, {"status": "ERROR"}))
    assert chats.deliver_once(delivery_id).state == "sending"
    assert chats.deliver(delivery_id).state == "sent"
    assert chats.visible(asked, WORDS) == 1


def test_a_comment_and_an_answer_of_ours_are_deleted_and_a_message_is_not(reviews):
    asked = reviews.ask()
    row = reviews.deliver(reviews.reply(asked))
    question = Asked(reviews.server.question("Is it red?"), asked.conversation_id, None, "public")
    answer = reviews.server.reply(thread(question), "It is.")
    adapter = adapter_of(reviews)
    for name in (row.remote_id, answer):
        adapter.moderate(Act.DELETE, name)
        adapter.moderate(Act.DELETE, name)  # said again it does no harm
    assert reviews.visible(asked, WORDS) == 0
    assert reviews.server.answers == {}
    for act, name in ((Act.DELETE, "chat:1:2"), (Act.DELETE, asked.external_id), (Act.HIDE, answer)):
        with pytest.raises(Rejected, match="does not let us"):
            adapter.moderate(act, name)


def test_a_key_for_another_cabinet_is_refused(reviews):
    reviews.server.business += 1
    reviews.connect()
    assert reviews.connection().state == "ill"
    assert reviews.connection().why.startswith("This key may not do that on Yandex Market")


def test_an_account_that_bears_no_number_is_told_so(db):
    class Named(MarketReviewWorld):
        def connect(self):
            super().connect()

        @property
        def handle(self):
            return "the-shop"

        @handle.setter
        def handle(self, _value):
            pass

    world = Named()
    assert world.connection().why == "The account must bear the number of the cabinet on Yandex Market."
    assert world.server.asked == []
    world.proxy.stop()
    world.server.stop()


def test_the_key_is_never_shown_and_is_typed_again_for_another_server(app, reviews):
    client = browser(app, make_person("supervisor", reviews.tenant)[1])
    path = f"/brands/{reviews.tenant.slug}/accounts/{reviews.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert "business ID" in page
    assert reviews.server.key not in page
    refused = client.post(path, data={"server": "https://elsewhere.example", "key": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    refused = client.post(path, data={"server": reviews.proxy.url, "key": "s3cret word"})
    assert (refused.status_code, "This is no API key." in refused.text) == (422, True)
    assert "s3cret word" not in refused.text
