import pytest
from builders import browser, make_person


@pytest.fixture
def boss(app):
    return browser(app, make_person("supervisor")[1])


def test_a_brand_is_made_changed_and_read_back(boss, head, slug):
    path = f"/api/v1/brands/{slug}/file"
    planned = boss.put(f"{path}?dry_run=1", data=head)
    assert planned.status_code == 200
    assert boss.get(f"/api/v1/brands/{slug}").status_code == 404
    made = boss.put(path, data=head).get_json()
    assert made["changes"] == planned.get_json()["changes"]
    assert made["changes"][0] == {"section": "profile", "text": f"brand {slug}: added"}
    assert boss.put(path, data=head).get_json()["changes"] == []
    read = boss.get(f"/api/v1/brands/{slug}").get_json()
    assert read["state"] == "onboarding"
    assert read["sections"]["service_levels"][0]["first_response"] == 1800
    assert read["versions"]["rule_set"] == 1


def test_faults_are_listed_and_nothing_is_made(boss, head, slug):
    answer = boss.put(f"/api/v1/brands/{slug}/file", data=head + "colour: red\n")
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["errors"][0]["place"] == "colour"
    assert boss.get(f"/api/v1/brands/{slug}").status_code == 404


def test_a_file_goes_to_its_own_address(boss, head, slug):
    assert boss.put(f"/api/v1/brands/z{slug}/file", data=head).status_code == 422


def test_pages_of_brands_hold_the_readers_own(app, db, apply, head, slug, brand):
    apply(head)
    uow, tenant = brand()
    with uow:
        pass
    reader = browser(app, make_person("client_viewer", tenant)[1])
    answer = reader.get("/api/v1/brands").get_json()
    assert [one["slug"] for one in answer["items"]] == [slug]
    assert answer["next_cursor"] is None
    assert reader.put(f"/api/v1/brands/{slug}/file", data=head).status_code == 403


def test_who_may_make_no_brand_learns_of_none(app, apply, head, slug, brand):
    apply(head)
    uow, tenant = brand()
    with uow:
        pass
    leader = browser(app, make_person("supervisor", tenant)[1])
    apply(head.replace("slug: ", "slug: z"))
    answers = [
        leader.put(f"/api/v1/brands/{name}/file", data=head).get_data() for name in (f"z{slug}", f"y{slug}")
    ]
    assert answers[0] == answers[1]
    assert leader.put(f"/api/v1/brands/{slug}/file", data=head).status_code == 200
