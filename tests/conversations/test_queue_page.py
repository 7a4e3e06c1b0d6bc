"""The queue's page, its live question and the queue for programs, through HTTP."""

import re
from datetime import timedelta

import pytest
from builders import browser, make_person, make_responder
from conversations.worlds import account_of, in_unit, make_brand, said, store
from sqlalchemy import select

from bpo.conversations.models import Conversation, CustomerIdentity, QueueItem, SavedFilter
from bpo.conversations.operations.assignment import claim
from bpo.core import queue
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.identity.models import User


@pytest.fixture(autouse=True)
def bell(redis_url):
    queue.hang_bell(redis_url)


@pytest.fixture
def tenant(db):
    return make_brand(name="Larkmail")


def write(tenant, who, *, minutes_ago=5, **over):
    """A customer's message some minutes ago."""
    at = utcnow() - timedelta(minutes=minutes_ago)
    store(
        tenant, said(f"{who}-{at.timestamp()}", 0, author=who, author_name=who.title(), posted_at=at, **over)
    )


def of(tenant, author):
    wanted = (
        select(Conversation.id)
        .join(CustomerIdentity, CustomerIdentity.customer_id == Conversation.customer_id)
        .where(CustomerIdentity.external_id == author, CustomerIdentity.tenant_id == tenant.id)
    )
    return in_unit(tenant, lambda uow: uow.session.scalars(wanted).one())


def item(tenant, author):
    wanted = select(QueueItem).where(QueueItem.tenant_id == tenant.id, QueueItem.id == of(tenant, author))
    return in_unit(tenant, lambda uow: uow.session.scalars(wanted).one_or_none())


def customers(answer):
    """Who stands on the page, in its order."""
    return re.findall(r'class="queue-open"[^>]*>([^<]+)<', answer.get_data(as_text=True))


def key_of(user):
    from bpo.core.actor import Actor
    from bpo.identity.operations.profile import create_api_key_for

    with UnitOfWork(Actor.system()) as uow:
        return {"Authorization": f"Bearer {create_api_key_for(uow, user, name='test')[1]}"}


def test_one_list_over_all_brands_what_is_due_first_on_top(app, tenant):
    other = make_brand(name="Second", network="x")
    write(tenant, "anna", minutes_ago=10)
    write(other, "boris", minutes_ago=20, network="x")
    write(tenant, "carol", minutes_ago=1)
    _user, token = make_responder(tenant, other)
    page = browser(app, token).get("/queue")
    assert customers(page) == ["Boris", "Anna", "Carol"]
    html = page.get_data(as_text=True)
    assert "Larkmail" in html
    assert "Second" in html
    assert "By its due time" in html


def test_only_brands_that_one_is_certified_for_and_assigned_to(app, tenant):
    write(tenant, "anna")
    for missing in ({"certified": False}, {"assigned": False}):
        _user, token = make_responder(tenant, **missing)
        page = browser(app, token).get("/queue")
        assert customers(page) == []
        assert "You serve no brand yet" in page.get_data(as_text=True)


def test_a_supervisor_sees_all_that_waits_and_is_not_offered_to_claim_it(app, tenant):
    write(tenant, "anna")
    _user, token = make_person("supervisor", tenant)
    client = browser(app, token)
    page = client.get("/queue")
    assert customers(page) == ["Anna"]
    assert "Not certified to answer" in page.get_data(as_text=True)
    assert client.post(f"/brands/{tenant.slug}/queue/{of(tenant, 'anna')}/claim").status_code == 403
    assert item(tenant, "anna").claimed_by is None


def test_claiming_opens_the_conversation_and_others_see_who_has_it(app, tenant):
    write(tenant, "anna")
    user, token = make_responder(tenant)
    _other, other_token = make_responder(tenant)
    there = f"/brands/{tenant.slug}/queue/{of(tenant, 'anna')}/claim"
    answer = browser(app, token).post(there)
    assert (answer.status_code, answer.location) == (
        303,
        f"/brands/{tenant.slug}/conversations/{of(tenant, 'anna')}",
    )
    assert item(tenant, "anna").claimed_by == user.id
    refused = browser(app, other_token).post(there)
    assert refused.status_code == 409
    assert "Person agent is working on this conversation." in refused.get_data(as_text=True)
    assert "Person agent is working on it" in browser(app, other_token).get("/queue").get_data(as_text=True)


def test_the_next_respects_what_is_looked_at_and_says_so_when_nothing_is_free(app, tenant):
    other = make_brand(name="Second")
    write(tenant, "anna", minutes_ago=20)
    write(other, "boris")
    _user, token = make_responder(tenant, other)
    client = browser(app, token)
    answer = client.post("/queue/next", data={"back": f"brand={other.slug}&evil=1"})
    assert answer.location == f"/brands/{other.slug}/conversations/{of(other, 'boris')}"
    answer = client.post("/queue/next", data={"back": f"brand={other.slug}"})
    assert answer.location == f"/queue?brand={other.slug}"
    assert "Nothing free waits here" in client.get(answer.location).get_data(as_text=True)


def test_filters_stand_in_the_address(app, db):
    first = make_brand("care", name="First", network="x")
    second = make_brand(name="Second")
    write(first, "anna", network="x", language="pl", minutes_ago=90)
    write(second, "boris", visibility="private", language="en")
    _user, token = make_responder(first, second)
    client = browser(app, token)
    for query, wanted in (
        ("", ["Anna", "Boris"]),
        (f"brand={second.slug}", ["Boris"]),
        ("network=x", ["Anna"]),
        ("language=pl", ["Anna"]),
        ("visibility=private", ["Boris"]),
        ("overdue=true", ["Anna"]),
        ("priority=normal", ["Anna", "Boris"]),
        ("priority=urgent", []),
        ("sentiment=negative", []),
        ("stage=buying", []),
        ("tag=london", []),
        ("show=free", ["Anna", "Boris"]),
        ("show=mine", []),
        ("brand=nobody", []),
    ):
        assert customers(client.get(f"/queue?{query}")) == wanted, query
    wrong = client.get("/queue?priority=huge")
    assert wrong.status_code == 422


def test_a_place_is_a_tag_of_the_account(app, db):
    tenant = make_brand("city", "country")
    with_tag = account_of(tenant, "city")

    def tag(uow):
        uow.session.merge(with_tag).tags = ["london"]

    in_unit(tenant, tag)
    write(tenant, "anna", handle="city")
    write(tenant, "boris", handle="country")
    _user, token = make_responder(tenant)
    client = browser(app, token)
    assert customers(client.get("/queue?tag=london")) == ["Anna"]
    assert "london" in client.get("/queue").get_data(as_text=True)


def test_mine_free_and_put_off(app, tenant):
    for who in ("anna", "boris", "carol"):
        write(tenant, who)
    _user, token = make_responder(tenant)
    client = browser(app, token)
    client.post(f"/brands/{tenant.slug}/queue/{of(tenant, 'anna')}/claim")
    client.post(f"/brands/{tenant.slug}/queue/{of(tenant, 'boris')}/snooze", data={"lasts": "60"})
    assert customers(client.get("/queue")) == ["Anna", "Carol"]
    assert customers(client.get("/queue?show=free")) == ["Carol"]
    assert customers(client.get("/queue?show=mine")) == ["Anna"]
    put_off = client.get("/queue?show=snoozed")
    assert customers(put_off) == ["Boris"]
    assert "the clock goes on" in put_off.get_data(as_text=True)
    client.post(f"/brands/{tenant.slug}/queue/{of(tenant, 'boris')}/wake")
    client.post(f"/brands/{tenant.slug}/queue/{of(tenant, 'anna')}/release")
    assert customers(client.get("/queue?show=free")) == ["Anna", "Boris", "Carol"]


def test_put_off_until_an_instant_is_of_the_readers_own_clock(app, tenant):
    write(tenant, "anna")
    user, token = make_responder(tenant)
    with UnitOfWork(_system()) as uow:
        uow.session.get(User, user.id).time_zone = "Europe/Kyiv"
    tomorrow = (utcnow() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    browser(app, token).post(
        f"/brands/{tenant.slug}/queue/{of(tenant, 'anna')}/snooze",
        data={"lasts": "60", "until": tomorrow.strftime("%Y-%m-%dT%H:%M")},
    )
    assert item(tenant, "anna").snoozed_until in {
        tomorrow - timedelta(hours=2),
        tomorrow - timedelta(hours=3),
    }


def _system():
    from bpo.core.actor import Actor

    return Actor.system()


def test_pages_go_on_where_they_ended(app, tenant, monkeypatch):
    for n in range(5):
        write(tenant, f"p{n}", minutes_ago=50 - n)
    monkeypatch.setattr("bpo.conversations.views.queue.PAGE_SIZE", 2)
    _user, token = make_responder(tenant)
    client, url, seen = browser(app, token), "/queue", []
    while url:
        page = client.get(url)
        seen += customers(page)
        following = re.search(r'href="(/queue\?cursor=[^"]+)"', page.get_data(as_text=True))
        url = following and following[1]
    assert seen == ["P0", "P1", "P2", "P3", "P4"]


def test_counts_of_each_priority(app, tenant):
    write(tenant, "anna")
    write(tenant, "boris")
    _user, token = make_responder(tenant)
    html = browser(app, token).get("/queue").get_data(as_text=True)
    counts = dict(re.findall(r"<span>(\w[\w ]*)</span> <b[^>]*>([\d+]+)</b>", html))
    assert counts == {"All": "2", "Urgent": "0", "Angry": "0", "Normal": "2", "Can wait": "0"}


def test_many_at_once_tell_what_was_done_and_why_not(app, tenant):
    for who in ("anna", "boris", "carol"):
        write(tenant, who)
    _user, token = make_responder(tenant)
    _colleague, other_token = make_responder(tenant)
    browser(app, other_token).post(f"/brands/{tenant.slug}/queue/{of(tenant, 'boris')}/claim")
    client = browser(app, token)
    ticked = [f"{tenant.slug}/{of(tenant, who)}" for who in ("anna", "boris", "carol")]
    client.post("/queue/bulk", data={"deed": "claim", "item": [*ticked, "no-brand/x"], "back": ""})
    html = client.get("/queue").get_data(as_text=True)
    assert "2 conversations are yours now." in html
    assert "1 was left as it is: Person agent is working on this conversation." in html
    client.post("/queue/bulk", data={"deed": "dismiss", "reason": "spam", "item": ticked[:1]})
    assert item(tenant, "anna") is None
    client.post("/queue/bulk", data={"deed": "snooze", "lasts": "30", "item": ticked[2:]})
    assert item(tenant, "carol").snoozed_until is not None
    client.post("/queue/bulk", data={"deed": "claim"})
    assert "Tick the conversations first." in client.get("/queue").get_data(as_text=True)


def test_views_are_kept_by_name_and_by_person(app, tenant):
    write(tenant, "anna")
    user, token = make_responder(tenant)
    client = browser(app, token)
    client.post("/queue/filters", data={"name": "Late ones", "back": "overdue=true&cursor=x&evil=1"})
    kept = in_unit(tenant, lambda _uow: None)
    with UnitOfWork(_staff(user)) as uow:
        kept = uow.session.scalars(select(SavedFilter)).one()
    assert (kept.name, kept.query) == ("Late ones", {"overdue": "true"})
    assert "Late ones" in client.get("/queue").get_data(as_text=True)
    _other, other_token = make_responder(tenant)
    assert "Late ones" not in browser(app, other_token).get("/queue").get_data(as_text=True)
    assert browser(app, other_token).post(f"/queue/filters/{kept.id}/remove").status_code == 404
    client.post("/queue/filters", data={"name": "Late ones", "back": "priority=urgent"})
    client.post(f"/queue/filters/{kept.id}/remove")
    assert "Late ones" not in client.get("/queue").get_data(as_text=True)


def _staff(user):
    from bpo.core.actor import Actor, ActorKind

    return Actor(ActorKind.STAFF, user_id=user.id)


def test_handing_over_offers_those_who_may_serve(app, tenant):
    write(tenant, "anna")
    _user, token = make_responder(tenant)
    colleague, _other_token = make_responder(tenant)
    stranger, _ = make_responder(tenant, certified=False)
    client = browser(app, token)
    one = f"/brands/{tenant.slug}/queue/{of(tenant, 'anna')}"
    client.post(f"{one}/claim")
    html = client.get(f"{one}/hand-over").get_data(as_text=True)
    assert str(colleague.id) in html
    assert str(stranger.id) not in html
    assert client.post(f"{one}/hand-over", data={"to": str(stranger.id)}).status_code == 409
    assert client.post(f"{one}/hand-over", data={"to": str(colleague.id)}).status_code == 303
    assert item(tenant, "anna").claimed_by == colleague.id


def test_live_says_304_until_something_changes_in_a_brand_of_ones_own(app, tenant):
    elsewhere = make_brand()
    _user, token = make_responder(tenant)
    client = browser(app, token)
    version = client.get("/live").json["version"]
    assert client.get(f"/live?since={version}").status_code == 304
    write(elsewhere, "boris")
    assert client.get(f"/live?since={version}").status_code == 304
    write(tenant, "anna")
    changed = client.get(f"/live?since={version}")
    assert (changed.status_code, changed.json["version"] != version) == (200, True)
    version = changed.json["version"]
    with UnitOfWork(_system_of(tenant)) as uow:
        uow.session.execute(select(QueueItem))
    assert client.get(f"/live?since={version}").status_code == 304
    client.post(f"/brands/{tenant.slug}/queue/{of(tenant, 'anna')}/claim")
    assert client.get(f"/live?since={version}").status_code == 200


def _system_of(tenant):
    from bpo.core.actor import Actor

    return Actor.system(tenant.id)


def test_an_open_page_asks_for_its_rows_alone(app, tenant):
    write(tenant, "anna")
    _user, token = make_responder(tenant)
    part = browser(app, token).get("/queue", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert customers(part) == ["Anna"]
    assert "<html" not in part.get_data(as_text=True)


def test_an_analysts_home_is_not_the_queue_and_theirs_is_refused(app, tenant):
    client = browser(app, make_person("agent", tenant, profile="analyst")[1])
    assert "/queue" not in client.get("/").headers["Location"]
    assert client.get("/queue").status_code == 403
    assert client.get(f"/brands/{tenant.slug}/conversations").status_code == 200
    shown = client.get("/brands").text
    assert 'href="/queue"' not in shown
    assert 'href="/profile/certifications"' in shown


def test_an_agents_home_is_the_queue_and_single_keys_can_be_switched_off(app, tenant):
    user, token = make_responder(tenant)
    client = browser(app, token)
    assert client.get("/").location == "/queue"
    assert "data-keys-off" not in client.get("/queue").get_data(as_text=True)
    client.post("/profile", data={"name": user.name, "locale": "en", "time_zone": "UTC"})
    assert "data-keys-off" in client.get("/queue").get_data(as_text=True)
    client.post("/profile", data={"name": user.name, "locale": "en", "time_zone": "UTC", "keys": "true"})
    assert "data-keys-off" not in client.get("/queue").get_data(as_text=True)


def test_for_programs(app, tenant):
    write(tenant, "anna", minutes_ago=60)
    write(tenant, "boris", minutes_ago=2)
    user, _token = make_responder(tenant)
    client, key = app.test_client(), key_of(user)
    one = f"/api/v1/brands/{tenant.slug}/queue/{of(tenant, 'anna')}"
    listed = client.get("/api/v1/queue?limit=1", headers=key).json
    assert [line["customer"] for line in listed["items"]] == ["Anna"]
    assert listed["items"][0]["reasons"] == [{"code": "due"}]
    assert listed["items"][0]["account"] == "generic:care"
    assert listed["counts"] == {"urgent": 0, "negative": 0, "normal": 2, "low": 0}
    following = client.get(f"/api/v1/queue?cursor={listed['next_cursor']}", headers=key).json
    assert [line["customer"] for line in following["items"]] == ["Boris"]
    claimed = client.post(f"{one}/claim", headers=key)
    assert (claimed.status_code, claimed.json["claimed_by"]) == (200, str(user.id))
    until = (utcnow() + timedelta(hours=2)).isoformat()
    assert client.post(f"{one}/snooze", headers=key, json={"until": until}).json["claimed_by"] is None
    assert client.post(f"{one}/wake", headers=key).json["snoozed_until"] is None
    taken = client.post("/api/v1/queue/next", headers=key).json
    assert taken["id"] == str(of(tenant, "anna"))
    assert client.post(f"{one}/release", headers=key, json={"reason": "lunch"}).json["claimed_by"] is None
    assert client.post("/api/v1/queue/next?network=x", headers=key).status_code == 404
    done = client.post(
        "/api/v1/queue/bulk",
        headers=key,
        json={
            "deed": "dismiss",
            "reason": "thanks",
            "items": [
                {"brand": tenant.slug, "id": str(of(tenant, "anna"))},
                {"brand": "nobody", "id": str(of(tenant, "boris"))},
            ],
        },
    ).json
    assert done["done"] == [str(of(tenant, "anna"))]
    assert [one["id"] for one in done["refused"]] == [str(of(tenant, "boris"))]


def test_another_persons_claim_is_refused_to_a_program_with_a_sentence(app, tenant):
    write(tenant, "anna")
    first, _ = make_responder(tenant)
    second, _ = make_responder(tenant)
    from builders import actor_of_person

    with UnitOfWork(actor_of_person(first)) as uow:
        claim(uow, tenant.id, of(tenant, "anna"))
    answer = app.test_client().post(
        f"/api/v1/brands/{tenant.slug}/queue/{of(tenant, 'anna')}/claim", headers=key_of(second)
    )
    assert answer.status_code == 409
    assert "is working on this conversation" in answer.json["detail"]
