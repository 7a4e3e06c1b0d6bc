import re
from datetime import timedelta

import pytest
from builders import browser, make_person, make_responder, make_tenant, without_help

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.staffing.queries import list_certifications, list_profiles, list_teams, may_serve, servable_brands


@pytest.fixture
def tenant(db):
    return make_tenant(languages=["pl", "en"], time_zone="Europe/Warsaw")


@pytest.fixture
def supervisor(app, tenant):
    return browser(app, make_person("supervisor", tenant)[1])


@pytest.fixture
def head(app, db):
    """Somebody who supervises all brands."""
    return browser(app, make_person("supervisor")[1])


def unit(tenant):
    return UnitOfWork(Actor.system(tenant.id))


def serves(tenant, user):
    with unit(tenant) as uow:
        return tenant.id in servable_brands(uow, user.id, at=uow.now)


def named(client, path, user):
    """The row of the page's table that leads to somebody."""
    text = client.get(path).text
    rows = re.findall(r"<tr>.*?</tr>", text, re.DOTALL)
    return next(row for row in rows if f'href="/staff/{user.id}"' in row)


def test_a_supervisor_certifies_and_assigns_and_the_agent_serves(app, tenant, supervisor):
    agent, token = make_person("agent", tenant)
    form = {
        "user_id": str(agent.id),
        "profile": "responder",
        "level": "trainee",
        "waiver": "Worked here before.",
        "first_day": utcnow().date().isoformat(),
        "last_day": (utcnow() + timedelta(days=30)).date().isoformat(),
    }
    answer = supervisor.post(f"/brands/{tenant.slug}/staff/certify", data=form)
    assert answer.headers["Location"] == f"/brands/{tenant.slug}/staff"
    assert not serves(tenant, agent)
    supervisor.post(f"/brands/{tenant.slug}/staff/assign", data={"whom": f"user:{agent.id}"})
    assert serves(tenant, agent)
    row = named(supervisor, f"/brands/{tenant.slug}/staff", agent)
    assert "Certified" in row
    assert "Trainee" in row
    with unit(tenant) as uow:
        (found,) = list_certifications(uow, [tenant.id])
    # A day is the brand's: it ends when the next one begins in Warsaw.
    assert found.valid_until.utcoffset() is not None
    assert found.valid_until.astimezone(_zone(tenant)).hour == 0
    mine = browser(app, token).get("/profile/certifications").text
    assert tenant.name in mine
    assert "Certified" in mine


def _zone(tenant):
    from zoneinfo import ZoneInfo

    return ZoneInfo(tenant.time_zone)


def test_a_form_that_cannot_be_says_where(tenant, supervisor):
    agent, _token = make_person("agent", tenant)
    form = {
        "user_id": str(agent.id),
        "profile": "analyst",
        "level": "regular",
        "waiver": "Worked here before.",
        "first_day": "2026-11-01",
        "last_day": "2020-11-01",
    }
    answer = supervisor.post(f"/brands/{tenant.slug}/staff/certify", data=form)
    assert answer.status_code == 422
    assert "#field-last_day" in answer.text
    answer = supervisor.post(
        f"/brands/{tenant.slug}/staff/certify",
        data=form | {"last_day": (utcnow() + timedelta(days=30)).date().isoformat()},
    )
    assert "#field-user_id" in answer.text
    answer = supervisor.post(f"/brands/{tenant.slug}/staff/assign", data={"whom": "user:nobody"})
    assert (answer.status_code, "Choose a person or a team." in answer.text) == (422, True)


def test_a_suspension_is_told_to_the_person_with_its_reason_and_lifted(app, tenant, supervisor):
    agent, token = make_responder(tenant)
    with unit(tenant) as uow:
        (row,) = list_certifications(uow, [tenant.id])
    place = f"/brands/{tenant.slug}/certifications/{row.id}"
    supervisor.post(f"{place}/suspend", data={"reason": " "})
    assert serves(tenant, agent)
    supervisor.post(f"{place}/suspend", data={"reason": "Two critical errors."})
    assert not serves(tenant, agent)
    assert "Two critical errors." in browser(app, token).get("/profile/certifications").text
    assert "Lift the suspension" in supervisor.get(f"/staff/{agent.id}").text
    supervisor.post(f"{place}/resume")
    assert serves(tenant, agent)
    supervisor.post(f"{place}/revoke")
    assert not serves(tenant, agent)
    assert supervisor.post(f"{place}/revoke").status_code == 409


def test_a_page_says_how_many_can_answer_in_each_language(tenant, supervisor):
    make_responder(tenant, languages=["pl"])
    make_responder(tenant, languages=["pl", "en"], valid_until=utcnow() + timedelta(days=3))
    make_responder(tenant, languages=["en"], assigned=False)
    text = supervisor.get(f"/brands/{tenant.slug}/staff").text
    counts = re.findall(r"Can answer now: (\w+).*?stat-value[^>]*>\s*(\d+)", text, re.DOTALL)
    assert counts == [("Polish", "2"), ("English", "1")]
    assert "Ends soon" in text


def test_somebody_is_described_and_a_leader_reads_it(app, tenant, supervisor):
    agent, _token = make_person("agent", tenant)
    answer = supervisor.post(
        f"/staff/{agent.id}/responder",
        data={"level": "senior", "languages": ["pl", "en"], "mark_empathy": "4", "mark_speed": "0"},
    )
    assert answer.status_code == 303
    with unit(tenant) as uow:
        (row,) = list_profiles(uow, [agent.id])
    assert (row.level, row.languages, row.competencies) == ("senior", ["en", "pl"], {"empathy": 4})
    answer = supervisor.post(f"/staff/{agent.id}/responder", data={"level": "senior", "mark_empathy": "9"})
    assert answer.status_code == 422
    leader = browser(app, make_person("team_leader", tenant)[1])
    text = leader.get(f"/staff/{agent.id}").text
    assert "4 of 5" in text
    assert "<select" not in text


def test_a_person_of_another_brand_or_of_a_client_is_not_there(tenant, supervisor):
    stranger, _token = make_person("agent", make_tenant())
    viewer, _token = make_person("client_viewer", tenant)
    for user_id in (stranger.id, viewer.id, new_id()):
        assert supervisor.get(f"/staff/{user_id}").status_code == 404
        assert supervisor.post(f"/staff/{user_id}/responder", data={"level": "senior"}).status_code == 404


def test_a_person_shows_the_readers_brands_alone(app, tenant, supervisor):
    other = make_tenant(name="Elsewhere Ltd")
    agent, token = make_responder(tenant, other)
    assert "Elsewhere Ltd" not in supervisor.get(f"/staff/{agent.id}").text
    assert "Elsewhere Ltd" in browser(app, token).get("/profile/certifications").text


def test_teams_are_made_filled_assigned_and_dissolved(tenant, head):
    agent, _token = make_responder(tenant, assigned=False)
    name = f"Night {new_id()}"
    assert head.post("/teams", data={"name": name}).status_code == 303
    assert head.post("/teams", data={"name": name}).status_code == 422
    with unit(tenant) as uow:
        team = next(team for team in list_teams(uow) if team.name == name)
    head.post(f"/teams/{team.id}/members", data={"user_id": str(agent.id)})
    head.post(f"/brands/{tenant.slug}/staff/assign", data={"whom": f"team:{team.id}"})
    assert serves(tenant, agent)
    assert f"Team {name}" in named(head, f"/brands/{tenant.slug}/staff", agent)
    head.post(f"/teams/{team.id}/members/{agent.id}/leave")
    assert not serves(tenant, agent)
    head.post(f"/teams/{team.id}/name", data={"name": name + "2"})
    assert name + "2" in head.get("/teams").text
    head.post(f"/teams/{team.id}/retire")
    assert name not in head.get("/teams").text


def test_the_list_of_everybody_names_brands_and_states(tenant, supervisor):
    agent, _token = make_responder(tenant, valid_until=utcnow() + timedelta(days=5))
    row = named(supervisor, "/staff", agent)
    assert tenant.name in row
    assert "Ends soon" in row
    assert "Certifications that end within 14 days" in supervisor.get("/staff").text


def test_programs_staff_a_brand(app, tenant):
    client = browser(app, make_person("supervisor", tenant)[1])
    agent, _token = make_person("agent", tenant)
    body = {
        "user_id": str(agent.id),
        "valid_from": utcnow().isoformat(),
        "valid_until": (utcnow() + timedelta(days=9)).isoformat(),
        "waiver": "Worked here before.",
    }
    made = client.post(f"/api/v1/brands/{tenant.slug}/certifications", json=body)
    assert (made.status_code, made.json["state"]) == (201, "ending")
    described = {
        "profile": "responder",
        "level": "regular",
        "languages": ["en"],
        "competencies": {"speed": 3},
    }
    assert client.put(f"/api/v1/staff/{agent.id}/profile", json=described).json["competencies"] == {
        "speed": 3
    }
    assigned = client.post(f"/api/v1/brands/{tenant.slug}/assignments", json={"user_id": str(agent.id)})
    staff = client.get(f"/api/v1/brands/{tenant.slug}/staff").json
    assert staff["responders"] == {"pl": 0, "en": 1}
    assert [(line["user_id"], line["serves"]) for line in staff["items"]] == [(str(agent.id), True)]
    place = f"/api/v1/brands/{tenant.slug}/certifications/{made.json['id']}"
    assert client.post(f"{place}/suspend", json={"reason": ""}).status_code == 422
    assert client.post(f"{place}/suspend", json={"reason": "Look again."}).json["state"] == "suspended"
    with unit(tenant) as uow:
        assert not may_serve(uow, tenant.id, agent.id, at=uow.now).allowed
    assert client.post(f"{place}/resume").json["state"] == "ending"
    assert client.get(f"/api/v1/staff/{agent.id}").json["certifications"][0]["id"] == made.json["id"]
    ended = client.delete(f"/api/v1/brands/{tenant.slug}/assignments/{assigned.json['id']}")
    assert ended.status_code == 204
    assert client.post(f"{place}/revoke").json["state"] == "revoked"


def test_who_is_certified_is_not_sent_through_the_steps_again_until_the_end_is_near(app, tenant):
    for days, is_near in ((60, False), (5, True)):
        _agent, token = make_responder(tenant, valid_until=utcnow() + timedelta(days=days))
        page = without_help(browser(app, token).get("/profile/certifications"))
        assert ("I have read the guide" in page) is is_near
        assert ("the steps are asked for again when that is near" in page) is not is_near
