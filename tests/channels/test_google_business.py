"""What reviews of a place on Google alone do, by a server that says what Google documents."""

from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.store_worlds import GoogleBusinessWorld
from channels.worlds import Asked
from servers.business_server import refusal

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import Act, Rejected
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import get_account
from bpo.channels.rules.reviews import reply_id, review_of
from bpo.core.clock import utcnow


@pytest.fixture
def world(db):
    made = GoogleBusinessWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
    return make_adapter(connected_of(account, world.connection(), key=world.key), world.wire(10))


def asked_in(message):
    return Asked(message.external_id, message.conversation_id, message.author_id, message.visibility)


def test_what_google_refused_is_in_nobodys_way(world):
    asked = world.ask()
    world.server.reply_elsewhere(world.place, review_of(asked.external_id), "Buy now!", "REJECTED")
    world.read()
    assert world.messages() == []
    assert world.deliver(world.reply(asked)).state == "sent"


def test_a_reply_that_google_looks_through_is_said_to_be_held_back(world):
    world.place.state = "PENDING"
    asked = world.ask()
    row = world.deliver(world.reply(asked))
    assert row.state == "sent"
    assert row.failure.startswith("It stands there, but the network held it back for review")
    world.read()
    assert [(one.text, bool(one.agent)) for one in world.messages()] == [("It is on its way.", True)]


def test_a_lost_answer_to_one_that_is_held_back_is_settled_and_says_so(world):
    world.place.state = "PENDING"
    delivery_id = world.reply(world.ask())
    world.proxy.next("answer lost")
    row = world.deliver(delivery_id)
    assert (row.state, "held it back" in row.failure) == ("sent", True)


def test_a_reply_that_google_refuses_at_once_ends_there(world):
    world.place.state = "REJECTED"
    row = world.deliver(world.reply(world.ask()))
    assert row.state == "failed"
    assert row.failure.startswith("Google looked this reply through and refused it")
    world.read()
    assert world.messages() == []
    assert world.delivery(row.id).state == "failed"


def test_a_lost_answer_to_one_that_was_refused_comes_to_the_same(world):
    world.place.state = "REJECTED"
    delivery_id = world.reply(world.ask())
    world.proxy.next("answer lost")
    assert world.deliver(delivery_id).state == "failed"


def test_a_review_of_stars_alone_is_answered(world):
    asked = asked_in(world.taken_in(world.server.write(world.place, "", stars="FIVE")))
    assert [one.text for one in world.messages("in")] == ["★★★★★"]
    assert world.deliver(world.reply(asked, "Thank you!")).state == "sent"
    assert world.standing(asked) == "Thank you!"


def test_a_changed_review_is_another_message_and_the_same_words_another_reply(world):
    asked = world.ask("Bad.")
    assert world.deliver(world.reply(asked, "Thank you!")).state == "sent"
    world.read()
    world.clock.jump(minutes=10)
    review = review_of(asked.external_id)
    again = asked_in(
        world.taken_in(world.server.write(world.place, "Good now.", review=review, stars="FIVE"))
    )
    assert again.conversation_id == asked.conversation_id
    assert world.deliver(world.reply(again, "Thank you!")).state == "sent"
    world.read()
    assert [one.text for one in world.messages("in")] == ["★★☆☆☆\nBad.", "★★★★★\nGood now."]
    assert [one.text for one in world.messages()] == ["Thank you!", "Thank you!"]


def test_more_than_one_page_is_read_whole(world):
    for number in range(120):
        world.server.write(world.place, f"Review {number}.")
    world.read()
    assert len(world.messages("in")) == 120


def test_an_answer_elsewhere_is_found_when_the_account_is_listed(world):
    asked = world.ask()
    review = review_of(asked.external_id)
    world.server.write(world.place, "Where?", review=review, at=utcnow() - timedelta(hours=30))
    world.ask("Newer.")
    world.writes_elsewhere(asked, "It is on its way.")
    world.read()
    assert world.messages() == []
    world.clock.jump(hours=1)
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    world.read()
    assert [one.text for one in world.messages()] == ["It is on its way."]


def test_a_limit_is_waited_for(world):
    delivery_id = world.reply(world.ask())
    world.place.refusals.append(refusal(429))
    assert world.deliver_once(delivery_id).state == "queued"
    assert world.connection().state == "fine"
    assert world.deliver(delivery_id).state == "sent"


def test_who_may_not_is_told_what_is_missing(world):
    delivery_id = world.reply(world.ask())
    world.place.refusals.append(refusal(403))
    world.deliver_once(delivery_id)
    assert world.connection().state == "ill"
    assert world.connection().why.startswith("Google does not let us at the reviews")


def test_a_review_that_is_gone_and_a_reply_that_is_not_taken_end_there(world):
    asked, other = world.ask("One."), world.ask("Two.")
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost")
    world.deliver_once(delivery_id)
    del world.place.reviews[review_of(asked.external_id)]
    row = world.deliver(delivery_id)
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")
    delivery_id = world.reply(other)
    world.server.longest = 5
    row = world.deliver(delivery_id)
    assert (row.state, row.failure) == ("failed", "The network did not take this reply.")


def test_another_place_than_the_tokens_is_said_to_be_none(world):
    world.place.number = "999"
    world.connect()
    assert world.connection().state != "fine"
    assert world.connection().why.startswith("Google knows no verified place by these numbers")


def test_a_reply_is_taken_away_and_another_that_took_its_place_is_left(world):
    asked = world.ask()
    first = world.deliver(world.reply(asked, "One.")).remote_id
    adapter(world).moderate(Act.DELETE, first)
    assert world.standing(asked) is None
    adapter(world).moderate(Act.DELETE, first)  # said again
    world.clock.jump(minutes=1)
    second = world.deliver(world.reply(asked, "Two."))
    adapter(world).moderate(Act.DELETE, first)
    assert world.standing(asked) == "Two."
    adapter(world).moderate(Act.DELETE, reply_id(review_of(asked.external_id), "Two."))
    assert (second.state, world.standing(asked)) == ("sent", None)
    del world.place.reviews[review_of(asked.external_id)]
    adapter(world).moderate(Act.DELETE, first)


def test_nothing_is_hidden(world):
    with pytest.raises(Rejected, match="does not let us"):
        adapter(world).moderate(Act.HIDE, reply_id("AbFvOq1", "One."))


def test_a_place_is_connected_on_its_page_and_no_secret_is_shown(app, world):
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert "Number of the Business Profile account" in page
    assert world.place.client_secret not in page
    same = world.settings()
    refused = client.post(path, data={**same, "server": "https://elsewhere.example", "token": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    refused = client.post(path, data={**same, "owner": "accounts/101", "token": "a-typed-secret"})
    assert (refused.status_code, "digits only" in refused.text) == (422, True)
    assert "a-typed-secret" not in refused.text
    typed = {**same, **world.secrets(), "server": "https://mybusiness.googleapis.com"}
    assert client.post(path, data=typed).status_code == 303
