"""What X alone does: signed questions, links that come back shortened, the same words refused, and what each refusal says."""

import traceback
from datetime import timedelta

import pytest
from builders import browser, make_person
from channels.x_worlds import XWorld
from servers.x_server import BORIS, problem, refusal

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters import x as x_adapter
from bpo.channels.adapters.base import Act, ChannelProblem, Outbound, Rejected
from bpo.channels.models import PollCursor
from bpo.channels.operations.auditing import audit_account, request_audit
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import get_account
from bpo.channels.rules.capabilities import capabilities_of
from bpo.conversations.operations.received import take_in_waiting
from bpo.core.clock import utcnow

SAID = "It is on its way."
WRITE, READ = ("POST", "/2/tweets"), ("GET", "/2/users/")


@pytest.fixture
def world(db):
    made = XWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
    return make_adapter(connected_of(account, world.connection(), key=world.key), world.wire(10))


def asked(world, verb, ends):
    return [content for method, path, content in world.server.asked if method == verb and path.endswith(ends)]


def failure(world):
    with world.unit() as uow:
        return uow.session.get(PollCursor, (world.tenant.id, world.account_id)).failure


def texts(world, direction="in"):
    return [one.text for one in world.messages(direction)]


def test_the_account_is_known_by_its_keys(world):
    row = world.connection()
    assert (row.state, row.own_id, row.facts["name"]) == ("fine", world.server.own, f"@{world.handle}")


def test_the_keys_of_another_account_are_not_taken(world):
    world.server.username = "elsewhere"
    world.connect()
    assert (world.connection().state, "another account" in world.connection().why) == ("untested", True)


@pytest.mark.parametrize("name", ["app_key", "app_secret", "token", "token_secret"])
def test_each_key_is_needed(world, name):
    world.server.keys[name] = "another"
    with world.unit() as uow:
        connection = uow.session.get(type(world.connection()), (world.tenant.id, world.account_id))
        connected = connected_of(get_account(uow, world.account_id), connection, key=world.key)
    with pytest.raises(ChannelProblem) as caught:
        make_adapter(connected, world.wire(10)).check()
    assert type(caught.value).__name__ == "AuthExpired"


def test_a_reply_stands_under_the_post_that_it_answers(world):
    question = world.ask()
    row = world.deliver(world.reply(question))
    [told] = asked(world, *WRITE)
    assert told == {"text": SAID, "reply": {"in_reply_to_tweet_id": question.external_id}}
    assert row.remote_url == f"https://x.com/{world.handle}/status/{row.remote_id}"


def test_a_reply_whose_links_were_shortened_is_found_again(world):
    question = world.ask()
    delivery_id = world.reply(question, "See https://example.com/a/long/way?b=c&d=e or call us")
    world.proxy.next("answer lost")
    assert world.deliver(delivery_id).state == "sent"
    assert len(world.server.own_posts()) == 1


def test_what_another_reply_is_called_is_not_taken_for_this_one(world):
    world.server.refuses_twice = False
    question = world.ask()
    first = world.deliver(world.reply(question))
    second = world.reply(question)
    world.proxy.next("request lost")
    row = world.deliver(second)
    assert (row.state, row.remote_id != first.remote_id) == ("sent", True)
    assert world.visible(question, SAID) == 2


def test_an_equal_answer_to_somebody_else_settles_nothing(world):
    """The brand wrote the same on X itself, to another."""
    question = world.ask()
    other = world.server.write("And mine?", by=BORIS)
    delivery_id = world.reply(question)
    world.server.refuses_twice = False
    world.server.write(SAID, by=world.server.own, under=other["id"])
    world.proxy.next("request lost")
    assert world.deliver(delivery_id).state == "sent"
    assert world.visible(question, SAID) == 1


def test_the_same_words_are_refused_and_the_agent_is_told_to_change_them(world):
    world.deliver(world.reply(world.ask()))
    again = world.ask("And mine?")
    row = world.deliver(world.reply(again))
    assert (row.state, "other words" in row.failure) == ("failed", True)
    assert world.visible(again, SAID) == 0


def test_a_refusal_of_the_same_words_is_a_sign_that_ours_stands(world):
    """It was written, shown too late for two looks, and the repeat is refused."""
    question = world.ask()
    delivery_id = world.reply(question)
    world.proxy.next("answer lost")
    world.server.shows_own = False
    world.deliver_once(delivery_id)
    for _look in range(2):
        world.clock.jump_to(world.delivery(delivery_id).next_attempt_at)
        world.deliver_once(delivery_id)
    assert world.delivery(delivery_id).state == "queued"
    world.server.shows_own = True
    row = world.deliver(delivery_id)
    assert (row.state, world.visible(question, SAID)) == ("sent", 1)
    assert len(asked(world, *WRITE)) == 2


def test_what_stands_already_and_cannot_be_looked_for_stays_open(world):
    delivery_id = world.reply(world.ask())
    world.server.refuse(*WRITE, refusal("duplicate"))
    world.server.refuse(*READ, problem(503, ""))
    row = world.deliver_once(delivery_id)
    assert (row.state, world.attempts(delivery_id)) == ("sending", ["ambiguous"])


@pytest.mark.parametrize(
    ("name", "state", "says"),
    [
        ("deleted", "failed", "no longer there"),
        ("not asked", "failed", "mentioned or quoted"),
        ("too long", "failed", "did not take"),
        ("other", "failed", "did not take"),
        ("read only", "ill", "permission"),
        ("locked", "ill", "locked"),
    ],
)
def test_what_x_says_no_to_is_told(world, name, state, says):
    delivery_id = world.reply(world.ask())
    world.server.refuse(*WRITE, refusal(name))
    row = world.deliver_once(delivery_id)
    told = row.failure if state == "failed" else world.connection().why
    assert (row.state, says in told) == ("failed" if state == "failed" else "queued", True), told
    assert world.connection().state == ("fine" if state == "failed" else "ill")


def test_an_app_without_access_pauses_the_account(world):
    world.server.refuse(*READ, problem(403, "x", kind="https://api.x.com/2/problems/client-forbidden"))
    world.read()
    assert (world.connection().state, "no access" in world.connection().why) == ("ill", True)


@pytest.mark.parametrize(
    "told",
    [
        problem(402, "Your enrolled account does not have any credits."),
        problem(429, "x", kind="https://api.x.com/2/problems/usage-capped"),
    ],
)
def test_a_plan_that_is_used_up_is_waited_for_and_said(world, told):
    delivery_id = world.reply(world.ask())
    world.server.refuse(*WRITE, told)
    row = world.deliver_once(delivery_id)
    assert (row.state, "used up" in row.failure) == ("queued", True)
    assert 59 < (world.connection().sends_from - world.clock.now()).total_seconds() / 60 <= 60
    world.server.refuse(*READ, told)
    world.read()
    assert "used up" in failure(world)
    assert world.connection().state == "fine"


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"x-rate-limit-reset": 10}, 10),
        (
            {
                "x-rate-limit-reset": 10,
                "x-user-limit-24hour-remaining": "0",
                "x-user-limit-24hour-reset": 300,
            },
            300,
        ),
        (
            {
                "x-rate-limit-reset": 10,
                "x-user-limit-24hour-remaining": "5",
                "x-user-limit-24hour-reset": 300,
            },
            10,
        ),
        (
            {"x-rate-limit-reset": 10, "x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": 200},
            200,
        ),
    ],
)
def test_a_window_that_is_spent_is_waited_for(world, headers, minutes):
    delivery_id = world.reply(world.ask())
    now = int(utcnow().timestamp())
    told = {
        name: str(now + 60 * value if name.endswith("reset") else value) for name, value in headers.items()
    }
    world.server.refuse(*WRITE, problem(429, "Too Many Requests", headers=told))
    row = world.deliver_once(delivery_id)
    assert row.state == "queued"
    waits = (world.connection().sends_from - world.clock.now()).total_seconds() / 60
    assert minutes - 1 < waits <= minutes + 0.1


@pytest.mark.parametrize(
    "told", [(200, None), (201, {"data": {}}), (201, {"data": {"id": "5/likes"}}), (404, None), (201, [])]
)
def test_an_answer_that_says_nothing_is_looked_for(world, told):
    delivery_id = world.reply(world.ask())
    world.server.refuse(*WRITE, told)
    world.deliver_once(delivery_id)
    assert world.attempts(delivery_id) == ["ambiguous"]
    assert world.deliver(delivery_id).state == "sent"
    assert len(world.server.own_posts()) == 1


def test_what_answers_no_post_and_what_is_private_is_not_sent(world):
    now = utcnow()
    for over in (
        {"in_reply_to": None},
        {"in_reply_to": "5/likes"},
        {"in_reply_to": "5", "visibility": "private"},
    ):
        out = Outbound(
            **{"key": "k", "text": "t", "visibility": "public", "frozen_at": now, "started_at": now, **over}
        )
        with pytest.raises(Rejected):
            adapter(world).send(out, lambda: None)
    assert asked(world, *WRITE) == []
    assert not capabilities_of("x").private


def test_mentions_and_what_the_brand_wrote_there_are_read(world):
    question = world.ask("First?")
    world.writes_elsewhere(question, "On X itself.")
    world.server.write("Nobody is mentioned", mentions=False)
    world.server.write("RT", referenced_tweets=[{"type": "retweeted", "id": question.external_id}])
    world.read()
    assert texts(world) == [f"@{world.handle} First?"]
    [own] = world.messages()
    assert (own.text, own.in_reply_to, own.agent) == ("On X itself.", question.external_id, None)
    assert own.conversation_id == question.conversation_id


def test_reading_goes_on_from_before_the_newest(world):
    first = world.ask("First?")
    late = world.server.write("Shown late", at=utcnow() - timedelta(minutes=5))
    world.read()
    begins = asked(world, "GET", "/mentions")[-1]["start_time"]
    newest = world.message(first.external_id).posted_at
    assert begins == (newest - timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert world.message(late["id"]) is not None


def test_more_than_a_piece_of_work_holds_is_read_whole(world, monkeypatch):
    monkeypatch.setattr(x_adapter, "PAGE", 2)
    monkeypatch.setattr(x_adapter, "MOST_PAGES", 2)
    for number in range(11):
        world.server.write(f"Question {number}", at=utcnow() - timedelta(minutes=20 - number))
    world.read()
    assert sorted(texts(world)) == sorted(f"Question {number}" for number in range(11))
    begun = [one["start_time"] for one in asked(world, "GET", "/mentions")]
    assert len(set(begun)) == 1
    world.read()
    assert asked(world, "GET", "/mentions")[-1]["start_time"] > begun[0]


def test_a_listing_finds_what_was_shown_too_late(world):
    world.ask("First?")
    lost = world.server.write("Shown much too late", at=utcnow() - timedelta(hours=3))
    world.read()
    assert world.message(lost["id"]) is None
    with world.unit() as uow:
        request_audit(uow, get_account(uow, world.account_id))
    audit_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    with world.unit() as uow:
        take_in_waiting(uow, world.tenant.id)
    assert world.message(lost["id"]).audit_id is not None


def test_what_stands_under_ours_is_hidden_and_shown_and_ours_deleted(world):
    question = world.ask()
    row = world.deliver(world.reply(question))
    under = world.server.write("Liars", under=row.remote_id)
    for act, hidden in ((Act.HIDE, True), (Act.HIDE, True), (Act.UNHIDE, False)):
        adapter(world).moderate(act, under["id"])
        assert (under["id"] in world.server.hidden) is hidden
    with pytest.raises(Rejected) as caught:
        adapter(world).moderate(Act.HIDE, question.external_id)
    assert "under a post" in caught.value.message
    for _again in range(2):
        adapter(world).moderate(Act.DELETE, row.remote_id)
    assert world.server.own_posts() == []
    for act, item in ((Act.DELETE, question.external_id), (Act.DELETE, "5/likes"), (Act.HIDE, "../me")):
        with pytest.raises(Rejected):
            adapter(world).moderate(act, item)


def test_the_keys_are_in_no_address_no_error_and_on_no_page(app, world):
    world.server.refuse(*READ, problem(401, "x"))
    with pytest.raises(ChannelProblem) as caught:
        adapter(world).check()
    said = "".join(traceback.format_exception(caught.value)) + caught.value.detail
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert "developer console" in page
    for key in world.server.keys.values():
        assert key not in said
        assert key not in page
        assert all(key not in path for _method, path in world.proxy.passed)
    typed = {"server": "https://api.x.com", **dict.fromkeys(world.secrets(), "")}
    refused = client.post(path, data=typed | {"token": "a b"})
    assert (refused.status_code, "no key of X" in refused.text) == (422, True)
    refused = client.post(path, data=typed | {"server": "https://elsewhere.example"})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    kept = client.post(path, data=typed | dict.fromkeys(world.secrets(), "a-typed-secret"))
    assert kept.status_code == 303
    page = client.get(path).text
    assert ("Being tested" in page, "a-typed-secret" in page) == (True, False)
