"""What Google Play alone does, by a server that says what its documents say."""

from datetime import timedelta

import pytest
from channels.worlds import Asked, GooglePlayWorld
from servers.review_server import refusal

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import Act, Rejected
from bpo.channels.models import Delivery
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.connections import connected_of
from bpo.channels.operations.deliveries import retry_failed
from bpo.channels.queries import get_account
from bpo.channels.rules.reviews import review_of
from bpo.core.clock import utcnow


@pytest.fixture
def world(review_server, db):
    made = GooglePlayWorld(review_server)
    yield made
    made.proxy.stop()


def asked_in(message):
    return Asked(message.external_id, message.conversation_id, message.author_id, message.visibility)


def test_a_person_who_has_read_it_has_the_same_reply_sent_again(world):
    asked = world.ask()
    world.server.reply_elsewhere(world.app, review_of(asked.external_id), "We have refunded you.")
    delivery_id = world.reply(asked)
    assert world.deliver(delivery_id).state == "failed"
    world.read()
    world.clock.jump(minutes=1)
    with world.unit() as uow:
        again = retry_failed(uow, uow.session.get(Delivery, (world.tenant.id, delivery_id))).id
    assert world.deliver(again).state == "sent"
    assert world.standing(asked) == "It is on its way."


def test_what_came_in_after_a_reply_was_written_does_not_count_as_read(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.server.reply_elsewhere(world.app, review_of(asked.external_id), "We have refunded you.")
    world.read()
    assert [one.text for one in world.messages()] == ["We have refunded you."]
    assert world.deliver(delivery_id).state == "failed"
    assert world.standing(asked) == "We have refunded you."


def test_an_answer_of_another_age_is_read_when_it_stands_in_the_way(world):
    asked = world.ask()
    review = review_of(asked.external_id)
    world.server.write(
        world.app, "Where is my parcel?", review=review, at=utcnow() - timedelta(days=20)
    )  # below all that is listed
    world.server.reply_elsewhere(world.app, review, "It was lost.")
    assert world.deliver(world.reply(asked)).state == "failed"
    world.read()
    assert [one.text for one in world.messages()] == ["It was lost."]


def test_a_later_reply_of_ours_replaces_an_earlier_and_both_are_kept(world):
    asked = world.ask()
    assert world.deliver(world.reply(asked, "One.")).state == "sent"
    assert world.deliver(world.reply(asked, "Two.")).state == "sent"  # before the first came back
    world.read()
    assert world.standing(asked) == "Two."
    assert {one.text for one in world.messages()} == {"One.", "Two."}
    assert all(one.agent for one in world.messages())


def test_the_same_words_to_a_changed_review_are_another_reply(world):
    asked = world.ask()
    assert world.deliver(world.reply(asked, "Thank you!")).state == "sent"
    world.read()
    world.clock.jump(minutes=10)
    review = review_of(asked.external_id)
    again = asked_in(
        world.taken_in(world.server.write(world.app, "Still not here.", review=review, starRating=1))
    )
    assert again.conversation_id == asked.conversation_id
    assert world.deliver(world.reply(again, "Thank you!")).state == "sent"
    world.read()
    assert [one.text for one in world.messages()] == ["Thank you!", "Thank you!"]


def test_the_same_words_under_another_review_are_nobodys_echo(world):
    mine, theirs = world.ask("One."), world.ask("Two.")
    assert world.deliver(world.reply(mine, "Thank you!")).state == "sent"
    world.server.reply_elsewhere(world.app, review_of(theirs.external_id), "Thank you!")
    world.read()
    assert sorted(bool(one.agent) for one in world.messages()) == [False, True]


def test_a_changed_review_is_another_message_with_its_stars(world):
    asked = world.ask("Bad.")
    world.server.write(
        world.app,
        "Good now\tThey helped.",
        review=review_of(asked.external_id),
        starRating=5,
        appVersionName="2.4.1",
        deviceMetadata={"productName": "Pixel 8"},
    )
    world.read()
    assert [one.text for one in world.messages("in")] == [
        "★★☆☆☆\nBad.",
        "★★★★★ Good now\nThey helped.\n[app 2.4.1, device Pixel 8]",
    ]
    world.read()
    assert len(world.messages("in")) == 2


def test_more_than_one_page_is_read_whole(world):
    for number in range(230):
        world.server.write(world.app, f"Review {number}.")
    world.read()
    assert len(world.messages("in")) == 230


def test_an_answer_elsewhere_to_a_review_that_was_read_is_found_when_the_account_is_listed(world):
    asked = world.ask()
    review = review_of(asked.external_id)
    world.server.write(world.app, "Where?", review=review, at=utcnow() - timedelta(hours=30))
    world.ask("Newer.")
    world.server.reply_elsewhere(world.app, review, "It is on its way.")
    world.read()
    assert world.messages() == []
    world.clock.jump(hours=1)
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    world.read()
    assert [one.text for one in world.messages()] == ["It is on its way."]


@pytest.mark.parametrize("reason", ["quotaExceeded", "rateLimitExceeded"])
def test_a_spent_quota_is_waited_for(world, reason):
    delivery_id = world.reply(world.ask())
    world.app.refusals.append(refusal(403, reason))
    assert world.deliver_once(delivery_id).state == "queued"
    assert world.connection().state == "fine"
    assert world.deliver(delivery_id).state == "sent"


def test_who_may_not_reply_is_told_what_is_missing(world):
    delivery_id = world.reply(world.ask())
    world.app.refusals.append(refusal(403, "permissionDenied"))
    world.deliver_once(delivery_id)
    assert world.connection().state == "ill"
    assert world.connection().why.startswith("This service account may not do that")


def test_a_review_that_is_gone_and_a_reply_that_is_not_taken_end_there(world):
    asked, other = world.ask("One."), world.ask("Two.")
    del world.app.reviews[review_of(asked.external_id)]
    row = world.deliver(world.reply(asked))
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")
    delivery_id = world.reply(other)
    world.server.longest = 5
    row = world.deliver(delivery_id)
    world.server.longest = 350
    assert (row.state, row.failure) == ("failed", "The network did not take this reply.")


def test_an_app_that_is_not_known_is_said_to_be_none(world):
    world.server._apps.pop(world.app.package)
    world.server._apps["another.app"] = world.app
    world.connect()
    assert world.connection().why.startswith("Google Play knows no app by this name")


def test_a_token_is_got_once_and_again_where_it_is_over(world):
    world.ask("One.")
    token = next(iter(world.app.tokens))
    world.ask("Two.")
    assert world.app.tokens == {token}
    world.app.tokens.clear()
    assert world.deliver(world.reply(world.ask("Three."))).state == "sent"


def test_a_token_that_ends_just_before_the_write_is_renewed_and_the_lease_looked_at_again(world):
    asked, reached = world.ask(), []

    def at(point):
        if point == "before_write":
            if not reached:
                world.app.tokens.clear()
            reached.append(point)

    assert world.deliver_once(world.reply(asked), at).state == "sent"
    assert len(reached) == 2


def test_nothing_can_be_taken_away(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
    adapter = make_adapter(connected_of(account, world.connection(), key=world.key), world.wire(10))
    with pytest.raises(Rejected, match="does not let us"):
        adapter.moderate(Act.DELETE, "gp:AOq1:reply:0123456789abcdef")
