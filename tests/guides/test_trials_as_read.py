"""A trial compares replies also as the reader read them when they were sent; and trials by the API."""

import pytest
from builders import browser, make_person
from guides.test_trials import NO_CHEAP, order, replies_of, run, trial_of
from monitoring.worlds import work as run_jobs
from qa.test_automatic import run as check_sent
from qa.test_reading import ARGUES, ASKED, BETS, read
from qa.worlds import House

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.profile import create_api_key_for
from bpo.language.reader import reader

NO_GAMBLING = "restricted_topics:\n  - {topic: gambling, severity: block}\n"


@pytest.fixture
def house(app):
    return House()


@pytest.fixture(scope="module", autouse=True)
def _network():
    if reader() is None:
        pytest.skip("the reader does not run on this machine")


def test_what_was_read_is_compared_as_read_and_the_rest_by_words_alone(app, house, owner):
    bets = house.reply(asked="What is new?", text=BETS)
    house.reply(asked=ASKED, text=ARGUES)
    erased = house.reply(asked="What is new?", text=f"Hello! {BETS}")
    other_version = house.reply(asked="What is new?", text=f"Hi! {BETS}")
    check_sent(house.tenant)
    read(house.tenant)
    house.reply(asked="What is new?", text=f"Well: {BETS}")  # not read yet
    owner.execute("SELECT set_config('app.migrating', 'on', false)")
    owner.execute("UPDATE automatic_check SET likely = NULL WHERE message_id = %s", (erased,))
    owner.execute("UPDATE automatic_check SET reader_version = 'old' WHERE message_id = %s", (other_version,))
    trial_id = order(house, NO_GAMBLING)
    assert run(house, trial_id, size=2) is False
    trial = trial_of(house, trial_id)
    assert (trial.done, trial.as_read, trial.stopped, trial.let_through) == (5, 2, 1, 0)
    [(key, row)] = replies_of(house, trial_id).items()
    assert (key, row.outcome, row.effects) == (bets, "stopped", [{"rule": "likely:topic", "effect": "new"}])
    [found] = row.after
    assert (found["rule"], found["severity"], found["start"], found["end"]) == ("topic", "warn", 0, len(BETS))
    assert found["values"]["likely"] > 50
    page = browser(app, house.boss_token).get(f"/brands/{house.tenant.slug}/guide/trials/{trial_id}").text
    assert "2 of 5 also as the reader, a small neural network, reads them; the others by words alone." in page
    assert "(likely)" in page
    assert '<mark class="found-warn">' not in page
    # The offence was a hint, and no longer is one where nobody asks for the tone.
    loosened = order(house, "style_guide:\n  tone: {severity: warn}\n")
    run(house, loosened)
    assert (trial_of(house, loosened).as_read, replies_of(house, loosened)) == (2, {})


def key_of(user):
    with UnitOfWork(Actor.system()) as uow:
        _row, key = create_api_key_for(uow, uow.session.merge(user), name="trials")
    return {"Authorization": f"Bearer {key}"}


def test_trials_by_programs(app, house):
    house.reply(text="It is cheap and comes today.")
    house.reply(text="Cheap, as we said.")
    house.reply(text="It comes today.")
    manager, _token = make_person("client_approver", house.tenant, name="Mara Manager")
    viewer, _token = make_person("client_viewer", house.tenant)
    narrowed, _token = make_person("client_approver", house.tenant, tags=("north",))
    client, boss, theirs = app.test_client(), key_of(house.boss), key_of(manager)
    base = f"/api/v1/brands/{house.tenant.slug}/guide/trials"
    assert client.post(base, json={"guide": NO_CHEAP}, headers=key_of(viewer)).status_code == 403
    assert client.post(base, json={"guide": NO_CHEAP}, headers=key_of(narrowed)).status_code == 403
    wrong = client.post(base, json={"guide": "terms: ["}, headers=boss)
    assert (wrong.status_code, wrong.content_type) == (422, "application/problem+json")
    ordered = client.post(base, json={"guide": NO_CHEAP}, headers=boss)
    assert (ordered.status_code, ordered.json["state"], ordered.json["total"]) == (202, "running", 3)
    again = client.post(base, json={"guide": NO_CHEAP}, headers=boss)
    assert (again.status_code, again.json["id"]) == (202, ordered.json["id"])
    other = client.post(base, json={"guide": NO_CHEAP.replace("cheap", "gratis")}, headers=boss)
    assert other.status_code == 409
    run_jobs(house.tenant, "slow")
    one = f"{base}/{ordered.json['id']}"
    told = client.get(one, headers=theirs).json
    assert (told["state"], told["done"], told["as_read"], told["stopped"]) == ("done", 3, 0, 2)
    assert (told["ordered_by"], told["is_current"], told["is_stalled"]) == (None, True, False)
    assert told["rules"] == [{"rule": "term", "new": 2, "gone": 0, "moved": 0}]
    assert "cheap" in told["guide"]
    assert client.get(one, headers=boss).json["ordered_by"] == "Sue Supervisor"
    first = client.get(f"{one}/replies?outcome=stopped&limit=1", headers=theirs).json
    second = client.get(
        f"{one}/replies?outcome=stopped&limit=1&cursor={first['next_cursor']}", headers=theirs
    ).json
    texts = {item["text"] for page in (first, second) for item in page["items"]}
    assert texts == {"It is cheap and comes today.", "Cheap, as we said."}
    assert second["next_cursor"] is None
    assert [item["effects"] for item in first["items"]] == [[{"rule": "term", "effect": "new"}]]
    assert client.get(f"{one}/replies?rule=spelling", headers=theirs).json["items"] == []
    assert client.get(f"{one}/replies?outcome=some", headers=theirs).status_code == 422
    assert client.post(f"{one}/cancel", headers=theirs).status_code == 409
    second_trial = client.post(base, json={"guide": NO_CHEAP.replace("cheap", "gratis")}, headers=theirs).json
    cancelled = client.post(f"{base}/{second_trial['id']}/cancel", headers=boss)
    assert (cancelled.status_code, cancelled.json["state"]) == (200, "cancelled")
    assert client.post(f"{base}/{second_trial['id']}/resume", headers=boss).status_code == 409
    listed = client.get(f"{base}?limit=1", headers=theirs).json
    assert [item["id"] for item in listed["items"]] == [second_trial["id"]]
    assert listed["items"][0]["ordered_by"] == "Mara Manager"
    rest = client.get(f"{base}?cursor={listed['next_cursor']}", headers=theirs).json
    assert [item["id"] for item in rest["items"]] == [ordered.json["id"]]
    elsewhere = House()
    assert client.get(one, headers=key_of(elsewhere.boss)).status_code == 404
    foreign = f"/api/v1/brands/{elsewhere.tenant.slug}/guide/trials/{ordered.json['id']}"
    assert client.get(foreign, headers=key_of(elsewhere.boss)).status_code == 404
