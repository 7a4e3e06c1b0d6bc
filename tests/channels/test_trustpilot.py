"""What Trustpilot alone does, by a server that says what its documents say."""

from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.trustpilot_worlds import TrustpilotWorld
from channels.worlds import Asked

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import Act, Rejected
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import get_account
from bpo.channels.rules.reviews import review_of
from bpo.core.clock import utcnow
from bpo.core.ids import new_id


@pytest.fixture
def world(db):
    made = TrustpilotWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


def adapter_of(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
    return make_adapter(connected_of(account, world.connection(), key=world.key), world.wire(10))


def texts(world, direction="out"):
    return [one.text for one in world.messages(direction)]


def test_a_later_reply_of_ours_replaces_an_earlier_and_both_are_kept(world):
    asked = world.ask()
    assert world.deliver(world.reply(asked, "One.")).state == "sent"
    assert world.deliver(world.reply(asked, "Two.")).state == "sent"
    world.read()
    assert world.standing(asked) == "Two."
    assert {one.text for one in world.messages()} == {"One.", "Two."}
    assert all(one.agent for one in world.messages())


@pytest.mark.parametrize("updates", [False, True], ids=["is none", "is one"])
def test_a_review_comes_once_whether_a_reply_is_an_update_or_not(world, updates):
    world.server.reply_updates = updates
    asked = world.ask()
    assert world.deliver(world.reply(asked)).state == "sent"
    world.read()
    assert len(world.messages("in")) == 1
    assert world.turn(asked).outcome == "answered"


def test_what_is_changed_in_an_older_review_is_found_within_hours(world):
    asked = world.ask("Bad.")
    review = review_of(asked.external_id)
    world.server.reviews[review]["createdAt"] = (utcnow() - timedelta(days=12)).isoformat()
    world.ask("Newer.")
    world.server.write("They helped.", review=review, stars=5)
    world.read()
    assert len(world.messages("in")) == 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bpo.channels.adapters.trustpilot.utcnow", lambda: utcnow() + timedelta(hours=6))
        world.read()
    changed = next(one for one in world.messages("in") if "They helped." in one.text)
    assert changed.text == "★★★★★ My order\nThey helped."
    assert changed.conversation_id == asked.conversation_id
    again = Asked(changed.external_id, changed.conversation_id, changed.author_id, changed.visibility)
    assert world.deliver(world.reply(again, "Thank you!")).state == "sent"


def test_what_was_there_long_before_the_account_was_connected_is_not_brought(world):
    world.server.write("Old.", at=utcnow() - timedelta(days=12))
    with pytest.MonkeyPatch.context() as patch:
        world.read()
        patch.setattr("bpo.channels.adapters.trustpilot.utcnow", lambda: utcnow() + timedelta(hours=6))
        world.read()
    assert texts(world, "in") == []


def test_more_than_one_page_is_read_whole(world):
    for number in range(230):
        world.server.write(f"Review {number}.")
    world.read()
    assert len(world.messages("in")) == 230


def test_an_answer_elsewhere_to_a_review_that_was_read_is_found_when_the_account_is_listed(world):
    asked = world.ask()
    review = review_of(asked.external_id)
    world.server.reviews[review]["createdAt"] = (utcnow() - timedelta(hours=30)).isoformat()
    world.ask("Newer.")
    world.server.reply_elsewhere(review, "It is on its way.")
    world.read()
    assert texts(world) == []
    world.clock.jump(hours=1)
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    world.read()
    assert texts(world) == ["It is on its way."]


def test_a_reply_of_ours_is_deleted_and_another_is_left(world):
    asked = world.ask()
    row = world.deliver(world.reply(asked))
    adapter = adapter_of(world)
    world.server.reply_elsewhere(review_of(asked.external_id), "Something else.")
    with pytest.raises(Rejected, match="Another reply stands there"):
        adapter.moderate(Act.DELETE, row.remote_id)
    assert world.standing(asked) == "Something else."
    world.server.reply_elsewhere(review_of(asked.external_id), "It is on its way.")
    adapter.moderate(Act.DELETE, row.remote_id)
    assert world.standing(asked) is None
    adapter.moderate(Act.DELETE, row.remote_id)  # said again it does no harm
    with pytest.raises(Rejected, match="does not let us"):
        adapter.moderate(Act.HIDE, asked.external_id)


def test_a_domain_that_is_not_known_or_is_anothers_is_not_connected(world):
    world.server.domain = "another.example"
    world.connect()
    assert world.connection().why.startswith("Trustpilot knows no company by this name")
    world.server._find = lambda *_: (200, {"id": "1", "name": {"identifying": "another.example"}})
    world.connect()
    assert world.connection().why.startswith("Trustpilot knows no company by this name")


def test_the_account_knows_which_company_it_is(world):
    connection = world.connection()
    assert (connection.own_id, connection.facts["name"]) == (world.server.company, "The Shop")


def test_who_may_not_reply_is_told_what_is_missing(world):
    delivery_id = world.reply(world.ask())
    world.server.refusals.append((403, {"message": "Forbidden"}))
    world.deliver_once(delivery_id)
    assert world.connection().state == "ill"
    assert world.connection().why.startswith("This API key may not do that")


def test_a_secret_that_is_not_known_is_said_to_be_wrong(world):
    world.lose_token()
    world.deliver_once(world.reply(Asked("60a1:edit:1", new_id(), "c1", "public")))
    assert world.connection().state == "ill"
    assert world.connection().why.startswith("Trustpilot does not know this API key")


def test_a_review_that_is_gone_and_a_reply_that_is_not_taken_end_there(world):
    asked, other = world.ask("One."), world.ask("Two.")
    del world.server.reviews[review_of(asked.external_id)]
    row = world.deliver(world.reply(asked))
    assert (row.state, row.failure) == ("failed", "The message it answers is no longer there.")
    world.server.author = "somebody else"
    row = world.deliver(world.reply(other))
    assert (row.state, row.failure) == ("failed", "The network did not take this reply.")


def test_a_token_is_got_once_and_again_where_it_is_over(world):
    world.ask("One.")
    token = next(iter(world.server.tokens))
    world.ask("Two.")
    assert world.server.tokens == {token}
    world.server.tokens.clear()
    assert world.deliver(world.reply(world.ask("Three."))).state == "sent"


def test_a_token_that_ends_just_before_the_write_is_renewed_and_the_lease_looked_at_again(world):
    asked, reached = world.ask(), []

    def at(point):
        if point == "before_write":
            if not reached:
                world.server.tokens.clear()
            reached.append(point)

    assert world.deliver_once(world.reply(asked), at).state == "sent"
    assert len(reached) == 2


def test_a_page_that_is_no_answer_leaves_the_fate_open_and_is_looked_at(world):
    asked = world.ask()
    delivery_id = world.reply(asked)
    taken = world.server._change_reply

    def as_a_page(*told):
        taken(*told)
        return 200, "a page of somebody between us"

    world.server._change_reply = as_a_page
    assert world.deliver_once(delivery_id).state == "sending"
    world.server._change_reply = taken
    assert world.deliver(delivery_id).state == "sent"
    assert [method for method, _ in world.server.asked].count("POST") == 1


def test_the_secret_is_never_shown_and_is_typed_again_for_another_server(app, world):
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert "API secret" in page
    assert world.server.secret not in page
    typed = {"server": "https://elsewhere.example", "client_id": world.server.key, "author": "a1"}
    refused = client.post(path, data={**typed, "client_secret": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    refused = client.post(path, data={**typed, "client_id": "a:b", "client_secret": "s3cret-word"})
    assert (refused.status_code, "This is no API key." in refused.text) == (422, True)
    assert "s3cret-word" not in refused.text
