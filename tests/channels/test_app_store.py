"""What reviews in the App Store alone do, by a server that says what Apple documents."""

from datetime import timedelta

import jwt
import pytest
from builders import browser, make_person
from channels.store_worlds import AppStoreWorld
from channels.worlds import Asked
from servers.app_store_server import refusal

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.app_store_rest import RESERVE
from bpo.channels.adapters.base import Act, Rejected
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import get_account
from bpo.channels.rules.reviews import reply_id, review_of
from bpo.core.clock import utcnow


@pytest.fixture
def world(db):
    made = AppStoreWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
    return make_adapter(connected_of(account, world.connection(), key=world.key), world.wire(10))


def asked_in(message):
    return Asked(message.external_id, message.conversation_id, message.author_id, message.visibility)


def test_a_reply_that_is_shown_later_is_said_to_be_and_stays_one(world):
    asked = world.ask()
    row = world.deliver(world.reply(asked))
    assert row.state == "sent"
    assert row.failure.startswith("Apple has taken it. It was not shown at once")
    world.read()
    world.server.publish(world.app, review_of(asked.external_id))
    world.read()
    assert [(one.text, bool(one.agent)) for one in world.messages()] == [("It is on its way.", True)]


def test_a_lost_answer_is_settled_by_what_waits_to_be_shown(world):
    delivery_id = world.reply(world.ask())
    world.proxy.next("answer lost")
    row = world.deliver(delivery_id)
    assert (row.state, row.failure.startswith("Apple has taken it")) == ("sent", True)
    assert [one for one in world.app.asked if one[0] == "POST"] == [("POST", "/v1/customerReviewResponses")]


def test_a_reply_that_is_shown_at_once_says_nothing(world):
    world.app.state = "PUBLISHED"
    row = world.deliver(world.reply(world.ask()))
    assert (row.state, row.failure) == ("sent", None)


def test_a_changed_review_is_another_message_and_the_same_words_another_reply(world):
    asked = world.ask("Bad.")
    assert world.deliver(world.reply(asked, "Thank you!")).state == "sent"
    world.read()
    world.clock.jump(minutes=10)
    review, at = review_of(asked.external_id), utcnow() + timedelta(seconds=2)
    changed = world.server.write(world.app, "Good now.", review=review, rating=5, title="", at=at)
    again = asked_in(world.taken_in(changed))
    assert again.conversation_id == asked.conversation_id
    assert world.deliver(world.reply(again, "Thank you!")).state == "sent"
    world.read()
    assert [one.text for one in world.messages("in")] == [
        "★★☆☆☆ Hm\nBad.\n[App Store POL]",
        "★★★★★\nGood now.\n[App Store POL]",
    ]
    assert [one.text for one in world.messages()] == ["Thank you!", "Thank you!"]


def test_more_than_one_page_is_read_whole_and_asked_for_where_the_account_is(world):
    for number in range(430):
        world.server.write(world.app, f"Review {number}.")
    for _page in range(3):
        world.read()
    assert len(world.messages("in")) == 430


def test_where_the_hour_runs_short_reading_goes_on_slowly_and_replies_go_out(world):
    asked = world.ask()
    for number in range(230):
        world.server.write(world.app, f"Review {number}.", at=utcnow() + timedelta(seconds=1))
    world.app.left = RESERVE
    polled = adapter(world).poll(None, since=utcnow() - timedelta(days=1))
    assert (len(polled.events), polled.more) == (200, False)
    polled = adapter(world).poll(polled.cursor, since=utcnow() - timedelta(days=1))
    assert len(polled.events) == 31
    assert adapter(world).relist(None, since=utcnow() - timedelta(days=1)).more
    assert world.deliver(world.reply(asked)).state == "sent"


def test_an_answer_elsewhere_is_found_when_the_account_is_listed(world):
    asked = world.ask()
    review = review_of(asked.external_id)
    world.server.write(world.app, "Where?", review=review, at=utcnow() - timedelta(hours=30))
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


def test_a_limit_of_an_hour_is_waited_for_by_the_whole_account(world):
    first, second = world.reply(world.ask("One.")), world.reply(world.ask("Two."))
    world.app.refusals.append(refusal(429))
    row = world.deliver_once(first)
    assert row.state == "queued"
    assert row.next_attempt_at - world.clock.now() > timedelta(minutes=4)
    assert world.deliver_once(second).state == "queued"
    assert world.attempts(second) == []
    assert world.deliver(first).state == "sent"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (None, "This key may not do that"),
        ("FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED", "Apple waits for the account holder"),
    ],
)
def test_who_may_not_is_told_what_is_missing(world, code, said):
    delivery_id = world.reply(world.ask())
    world.app.refusals.append(refusal(403, code))
    world.deliver_once(delivery_id)
    assert world.connection().state == "ill"
    assert world.connection().why.startswith(said)


def test_a_key_that_was_revoked_is_said_to_be(world):
    delivery_id = world.reply(world.ask())
    world.lose_token()
    assert world.deliver_once(delivery_id).state == "queued"
    assert world.connection().why.startswith("Apple does not take this key")


def test_a_review_that_is_gone_and_a_reply_that_is_not_taken_end_there(world):
    asked, other = world.ask("One."), world.ask("Two.")
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost")
    world.deliver_once(delivery_id)
    del world.app.reviews[review_of(asked.external_id)]
    row = world.deliver(delivery_id)
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")
    delivery_id = world.reply(other)
    world.server.longest = 5
    row = world.deliver(delivery_id)
    assert (row.state, row.failure) == ("failed", "The network did not take this reply.")


def test_a_review_that_goes_between_the_look_and_the_write_ends_the_reply(world):
    asked = world.ask()

    def at(point):
        if point == "before_write":
            del world.app.reviews[review_of(asked.external_id)]

    row = world.deliver_once(world.reply(asked), at)
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")


def test_another_app_than_the_teams_is_said_to_be_none(world):
    world.app.number = "999"
    world.connect()
    assert world.connection().why.startswith("App Store Connect knows no app of this team by that number")


def test_a_statement_is_short_and_names_key_and_issuer(world):
    rest = adapter(world).adapter.rest
    rest.get("/v1/apps/" + world.app.number)
    said = jwt.decode(rest.statement, options={"verify_signature": False})
    assert (said["iss"], said["exp"] - said["iat"]) == (world.app.issuer, 600)
    assert jwt.get_unverified_header(rest.statement)["kid"] == world.app.key_id
    assert rest.left == world.app.left


def test_a_reply_is_taken_away_and_another_that_took_its_place_is_left(world):
    asked = world.ask()
    first = world.deliver(world.reply(asked, "One.")).remote_id
    adapter(world).moderate(Act.DELETE, first)
    assert world.standing(asked) is None
    adapter(world).moderate(Act.DELETE, first)  # said again
    world.clock.jump(minutes=1)
    assert world.deliver(world.reply(asked, "Two.")).state == "sent"
    adapter(world).moderate(Act.DELETE, first)
    assert world.standing(asked) == "Two."
    adapter(world).moderate(Act.DELETE, reply_id(review_of(asked.external_id), "Two."))
    assert world.standing(asked) is None
    del world.app.reviews[review_of(asked.external_id)]
    adapter(world).moderate(Act.DELETE, first)


def test_nothing_is_hidden(world):
    with pytest.raises(Rejected, match="does not let us"):
        adapter(world).moderate(Act.HIDE, reply_id("0023", "One."))


def test_an_app_is_connected_on_its_page_by_a_key_that_is_never_shown(app, world):
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert "Parcels" in page
    assert "PRIVATE KEY-" not in page
    same = world.settings()
    refused = client.post(path, data={**same, "server": "https://elsewhere.example", "key": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    refused = client.post(path, data={**same, "key": "a-typed-secret"})
    assert (refused.status_code, "no key of App Store Connect" in refused.text) == (422, True)
    assert "a-typed-secret" not in refused.text
    refused = client.post(path, data={**same, "issuer": "me", "key_id": "a b"})
    assert (refused.status_code, "five groups" in refused.text) == (422, True)
    run_together = world.app.key.replace("\n", "")
    typed = {**same, "server": "https://api.appstoreconnect.apple.com", "key": run_together}
    assert client.post(path, data=typed).status_code == 303
