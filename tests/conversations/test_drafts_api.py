"""Drafts over HTTP, as programs and the composer use them: the whole application, with real sessions and keys."""

from datetime import timedelta

import pytest
from builders import browser, make_person
from conversations.desk import KEY, Agent, deliveries_of, drafts_of, make_talk
from conversations.worlds import said, store

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.profile import create_api_key_for
from bpo.identity.queries import get_user

TEXT = "It arrives today, Anna."


@pytest.fixture
def desk(app):
    tenant, talk = make_talk()
    return Agent(tenant, talk).claim()


def path_of(agent, end=""):
    return f"/api/v1/brands/{agent.tenant.slug}/conversations/{agent.talk}{end}"


def save(client, agent, text=TEXT, *, key=KEY, **over):
    return client.put(path_of(agent, f"/drafts/{key}"), json={"text": text, **over})


def submit(client, agent, text=TEXT, *, key=KEY, **over):
    return client.post(path_of(agent, f"/drafts/{key}/submission"), json={"text": text, **over})


def test_saved_checked_sent_and_seen(app, desk):
    client = browser(app, desk.token)
    saved = save(client, desk, "It arrives")
    assert (saved.status_code, saved.json["version"], saved.json["state"], saved.json["stale"]) == (
        200,
        1,
        "open",
        False,
    )
    checked = client.post(path_of(desk, "/check"), json={"text": TEXT}).json
    assert (checked["verdict"], checked["length"]) == (
        "pass",
        {"used": len(TEXT), "limit": 494, "unit": "mastodon"},
    )
    sent = submit(client, desk, version=1)
    assert (sent.status_code, sent.json["state"]) == (200, "sending")
    seen = client.get(path_of(desk, f"/drafts/{KEY}")).json
    assert (seen["state"], seen["text"]) == ("sending", TEXT)
    (listed,) = client.get(path_of(desk, "/drafts")).json["items"]
    assert listed["key"] == KEY


def test_a_form_of_address_is_held_against_our_earlier_replies(app):
    tenant, talk = make_talk(brand={"languages": ["ru"]}, text="Где мой чай?")
    path = f"/api/v1/brands/{tenant.slug}/conversations/{talk}/check"
    agent = Agent(tenant, talk).claim()
    client = browser(app, agent.token)

    def found(text):
        told = client.post(path, json={"text": text}).json["findings"]
        return [
            (one["text"], one["severity"], one["message"]) for one in told if one["rule"] == "style.address"
        ]

    assert found("Твой чай уже в пути.") == []
    answer = {"out": True, "network": "mastodon", "in_reply_to": "q1", "language": "ru"}
    store(tenant, said("a1", -700, **answer, text="Твой чай собрали, напиши, если что."))
    assert found("Ваш чай уже в пути.")
    store(tenant, said("a2", -690, **answer, text="Добрый день! Ваш чай собрали."))
    store(tenant, said("a3", -680, **answer, text="Твой чай ждёт.", automatic=True))
    assert found("Твой чай уже в пути.") == [
        ("Твой", "info", "Earlier in this conversation we addressed the customer formally (“Ваш”).")
    ]
    assert found("Ваш чай уже в пути.") == []


def test_sent_again_on_a_weak_network_it_goes_once(app, desk):
    client = browser(app, desk.token)
    answers = [submit(client, desk).json["id"] for _ in range(3)]
    assert (len(set(answers)), len(drafts_of(desk.tenant)), len(deliveries_of(desk.tenant))) == (1, 1, 1)


def test_an_older_window_is_told_of_the_newer_text(app, desk):
    client = browser(app, desk.token)
    save(client, desk, "It", window="window-a1")
    save(client, desk, "It arrives", version=1, window="window-b2")
    stale = save(client, desk, "It left", version=1, window="window-a1").json
    assert (stale["stale"], stale["text"], stale["version"]) == (True, "It arrives", 2)
    refused = submit(client, desk, "It left", version=1, window="window-a1")
    assert (refused.status_code, deliveries_of(desk.tenant)) == (409, [])


def test_a_refused_submission_keeps_what_was_typed_and_says_where(app, desk):
    client = browser(app, desk.token)
    long = "y" * 500
    refused = submit(client, desk, long)
    assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")
    assert (refused.json["code"], refused.json["verdict"]) == ("refused", "block")
    finding = next(one for one in refused.json["findings"] if one["rule"] == "length")
    assert (finding["start"], finding["end"], finding["severity"]) == (494, 500, "block")
    (draft,) = drafts_of(desk.tenant)
    assert (draft.text, draft.state, draft.submitted_at) == (long, "open", None)


def test_who_does_not_hold_the_conversation_keeps_their_text_and_sends_nothing(app, desk):
    colleague = Agent(desk.tenant, desk.talk)
    refused = submit(browser(app, colleague.token), desk, key="key-0000-0002")
    assert refused.status_code == 409
    assert desk.user.name in refused.json["detail"]
    assert [(draft.state, draft.text) for draft in drafts_of(desk.tenant)] == [("open", TEXT)]
    assert deliveries_of(desk.tenant) == []


def test_a_program_with_an_uncertified_agents_key_sends_nothing(app):
    tenant, talk = make_talk()
    agent = Agent(tenant, talk, certified=False)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        _row, key = create_api_key_for(uow, get_user(uow, agent.user.id), name="bot")
    refused = app.test_client().post(
        path_of(agent, f"/drafts/{KEY}/submission"),
        json={"text": TEXT},
        headers={"Authorization": f"Bearer {key}"},
    )
    assert (refused.status_code, deliveries_of(tenant)) == (403, [])


@pytest.mark.parametrize("role", ["reviewer", "client_viewer", "client_approver", "admin"])
def test_who_does_not_serve_has_no_drafts(app, desk, role):
    client = browser(app, make_person(role, desk.tenant)[1])
    assert save(client, desk).status_code == 403
    assert client.get(path_of(desk, "/drafts")).status_code == 403
    assert client.post(path_of(desk, "/presence"), json={}).status_code == 403


def test_another_conversations_draft_is_not_there(app, desk):
    save(browser(app, desk.token), desk)
    tenant, talk = make_talk()
    other = Agent(tenant, talk)
    answer = browser(app, other.token).get(path_of(other, f"/drafts/{KEY}"))
    assert answer.status_code == 404


@pytest.mark.parametrize("key", ["short", "x" * 65, "with%20blank-0000"])
def test_a_key_is_made_of_letters_and_numbers(app, desk, key):
    assert save(browser(app, desk.token), desk, key=key).status_code in {404, 422}
    assert drafts_of(desk.tenant) == []


def test_thrown_away_and_brought_back(app, desk):
    client = browser(app, desk.token)
    save(client, desk)
    assert client.delete(path_of(desk, f"/drafts/{KEY}")).json["state"] == "discarded"
    assert submit(client, desk).status_code == 409
    assert client.post(path_of(desk, f"/drafts/{KEY}/reopening")).json["state"] == "open"


def test_a_promise_comes_along(app, desk):
    at = (utcnow() + timedelta(hours=2)).replace(microsecond=0)
    answer = submit(browser(app, desk.token), desk, promise_at=at.isoformat())
    assert (answer.status_code, drafts_of(desk.tenant)[0].promise_at) == (200, at)
    late = submit(
        browser(app, desk.token),
        desk,
        key="key-0000-0002",
        promise_at=(utcnow() - timedelta(hours=1)).isoformat(),
    )
    assert late.status_code == 422


def test_two_people_see_each_other(app, desk):
    colleague = Agent(desk.tenant, desk.talk)
    mine, theirs = browser(app, desk.token), browser(app, colleague.token)
    assert mine.post(path_of(desk, "/presence"), json={}).json["here"] == []
    seen = theirs.post(path_of(desk, "/presence"), json={"writing": True}).json
    assert (seen["here"], seen["holds"]) == ([{"name": desk.user.name, "writing": False}], False)
    again = mine.post(path_of(desk, "/presence"), json={}).json
    assert again["here"] == [{"name": colleague.user.name, "writing": True}]
    assert (again["holds"], again["sentence"]) == (True, f"{colleague.user.name} is writing here.")
    assert theirs.delete(path_of(desk, "/presence")).status_code == 204
    assert mine.post(path_of(desk, "/presence"), json={}).json["here"] == []


def test_the_stamp_changes_with_what_a_page_shows(app, desk):
    client = browser(app, desk.token)
    look = lambda: client.post(path_of(desk, "/presence"), json={}).json["stamp"]  # noqa: E731
    before = look()
    save(client, desk)
    assert look() == before  # a draft that is only being typed is nobody's news
    submit(client, desk, version=1)
    assert look() != before


def test_nobody_signed_in_is_told_so_as_a_program_reads_it(app, desk):
    answer = save(browser(app), desk)
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert save(browser(app, str(new_id())), desk).status_code == 401


def test_a_text_too_long_for_one_message_is_sent_in_the_parts_that_were_seen(app, desk):
    client = browser(app, desk.token)
    text = " ".join(f"Parcel number {n} left our house this morning." for n in range(14))
    check = path_of(desk, "/check")
    told = client.post(check, json={"text": text}).json
    assert (told["verdict"], len(told["parts"])) == ("block", 2)
    assert client.post(check, json={"text": text, "in_parts": True}).json["verdict"] == "pass"
    assert submit(client, desk, text, in_parts=3).status_code == 422
    sent = submit(client, desk, text, version=1, in_parts=2)
    assert (sent.status_code, sent.json["state"], sent.json["in_parts"]) == (200, "sending", True)
    assert [one.body for one in deliveries_of(desk.tenant)] == told["parts"]
