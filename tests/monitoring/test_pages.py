"""The pages and the API: what each role sees and does; a mention becomes a conversation, once."""

import io
from datetime import timedelta

import pytest
from builders import act_as, browser, make_person
from conversations.worlds import make_brand
from monitoring.worlds import HOUR, make_watched, post, take, unit, work
from sqlalchemy import select

from bpo.conversations.models import Message, QueueItem
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Invalid
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Profile
from bpo.monitoring.models import Mention, Spike, WeekDigest
from bpo.monitoring.operations.converting import convert_mention
from bpo.monitoring.operations.sorting import dismiss_mention, keep_mention, label_mention
from bpo.monitoring.operations.watches import save_source


def first(tenant, model=Mention):
    with unit(tenant) as uow:
        return uow.session.scalars(
            select(model).where(model.tenant_id == tenant.id).order_by(model.id)
        ).first()


@pytest.fixture
def lived(app):
    tenant, source, watch = make_watched()
    now = utcnow()
    take(
        tenant,
        source,
        post(
            "Larkwing is awful, terrible <script>alert(1)</script>",
            title="About Larkwing",
            at=now - HOUR,
            url="https://forum.example/1",
            external_id="1",
        ),
        post("I love Larkwing, thank you", at=now - 2 * HOUR, author="boris", reach=50_000),
        judges=False,
    )
    return tenant, source, watch


def analyst(tenant):
    return make_person("agent", tenant, profile=Profile.ANALYST)


def test_the_list_shows_marked_words_and_escapes_everything_else(app, lived):
    tenant, _source, watch = lived
    _user, token = analyst(tenant)
    page = browser(app, token).get("/mentions").text
    assert "<mark>Larkwing</mark>" in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("data-item=") == 2
    narrowed = browser(app, token).get(f"/brands/{tenant.slug}/mentions?sentiment=negative&watch={watch.id}")
    assert narrowed.text.count("data-item=") == 1
    assert browser(app, token).get("/mentions?q=boris").text.count("data-item=") == 1
    assert browser(app, token).get("/mentions?sort=odd").status_code == 422


def test_every_page_opens_for_whom_it_is(app, lived):
    tenant, _source, watch = lived
    with unit(tenant) as uow:
        feed = save_source(uow, tenant.id, None, name="News", url="https://news.example/feed")
        feed.failing_since, feed.failure = uow.now, "The site has a fault of its own."
    mention = first(tenant)
    edits = [
        f"/brands/{tenant.slug}/{one}"
        for one in (
            "watches/new",
            f"watches/{watch.id}",
            "mention-sources",
            "mention-sources/new",
            f"mention-sources/{feed.id}",
        )
    ]
    reads = [
        f"/brands/{tenant.slug}/{one}"
        for one in (
            "mentions",
            f"mentions/{mention.id}",
            "spikes",
            "authors",
            "authors?tier=leader",
            "digests",
            "watches",
        )
    ]
    for role, profile, may_edit in (
        ("agent", Profile.ANALYST, True),
        ("client_viewer", None, False),
        ("agent", Profile.RESPONDER, False),
    ):
        _user, token = make_person(role, tenant, profile=profile)
        client = browser(app, token)
        assert [url for url in reads if client.get(url).status_code != 200] == []
        assert {client.get(url).status_code for url in edits} == {200 if may_edit else 403}


def test_a_client_sees_the_mention_and_nothing_of_the_vendors_own(app, lived):
    tenant, _source, _watch = lived
    _user, token = analyst(tenant)
    mention = first(tenant)
    there = f"/brands/{tenant.slug}/mentions/{mention.id}"
    done = browser(app, token).post(f"{there}/notes", data={"text": "between us"})
    assert done.status_code == 303
    assert "between us" in browser(app, token).get(there).text
    _user, client_token = make_person("client_viewer", tenant)
    seen = browser(app, client_token).get(there).text
    assert "About" in seen
    assert "between us" not in seen
    assert "/convert" not in seen
    assert browser(app, client_token).post(f"{there}/keep").status_code == 403


def test_sorting_one_by_one_and_many(app, lived):
    tenant, _source, _watch = lived
    _user, token = analyst(tenant)
    client, mention = browser(app, token), first(tenant)
    there = f"/brands/{tenant.slug}/mentions/{mention.id}"
    for deed, data, state in (
        ("keep", {}, "kept"),
        ("dismiss", {"reason": "spam"}, "dismissed"),
        ("dismiss", {}, "dismissed"),  # without a reason nothing changes
        ("renew", {}, "new"),
    ):
        assert client.post(f"{there}/{deed}", data=data).status_code == 303
        assert first(tenant).state == state
    client.post(f"{there}/labels", data={"add": "Delivery, delivery ,  Price  "})
    assert first(tenant).labels == ["delivery", "price"]
    items = [f"{tenant.slug}/{mention.id}", f"{tenant.slug}/not-an-id", f"no-such/{mention.id}"]
    answer = client.post("/mentions/bulk", data={"item": items, "deed": "dismiss", "reason": "irrelevant"})
    assert answer.status_code == 303
    assert (first(tenant).state, first(tenant).reason) == ("dismissed", "irrelevant")
    assert client.get("/mentions?label=delivery&state=all").text.count("data-item=") == 1


def test_a_mention_becomes_a_conversation_once(app, lived):
    tenant, _source, _watch = lived
    _user, token = analyst(tenant)
    mention = first(tenant)
    there = f"/brands/{tenant.slug}/mentions/{mention.id}/convert"
    first_answer = browser(app, token).post(there, data={"account": "generic:care"})
    second_answer = browser(app, token).post(there, data={"account": "generic:care"})
    assert first_answer.status_code == second_answer.status_code == 303
    assert first_answer.location == second_answer.location
    converted = first(tenant)
    assert converted.state == "converted"
    assert str(converted.conversation_id) in first_answer.location
    with unit(tenant) as uow:
        (message,) = uow.session.scalars(select(Message).where(Message.tenant_id == tenant.id)).all()
        items = uow.session.scalars(select(QueueItem).where(QueueItem.tenant_id == tenant.id)).all()
    assert "https://forum.example/1" in message.text
    assert "awful" in message.text
    assert message.posted_at > mention.posted_at  # its clock begins with the deed
    assert [item.id for item in items] == [converted.conversation_id]
    with unit(tenant) as uow:
        row = uow.session.get_one(Mention, (tenant.id, mention.id))
        with pytest.raises(Conflict):
            keep_mention(uow, row)


def test_a_mention_is_converted_on_an_account_of_the_brand_that_can_answer(app, lived):
    tenant, _source, _watch = lived
    make_brand("other")
    for account in ("", "x:care", "generic:other"):
        with unit(tenant) as uow, pytest.raises(Invalid) as caught:
            row = uow.session.get_one(Mention, (tenant.id, first(tenant).id))
            convert_mention(uow, row, account=account)
        assert caught.value.faults[0].place == "account"


def test_a_watch_is_refused_at_the_character(app):
    tenant, _source, _watch = make_watched()
    _user, token = analyst(tenant)
    client = browser(app, token)
    answer = client.post(f"/brands/{tenant.slug}/watches/new", data={"name": "x", "query": "late (courier"})
    assert answer.status_code == 422
    assert "At character 6: This parenthesis is never closed." in answer.text
    kept = client.post(
        f"/brands/{tenant.slug}/watches/new",
        data={"name": "x", "query": 'late "courier"', "languages": ["en", "pl"], "excluded": "@Larkwing"},
    )
    assert kept.status_code == 303
    assert "late &#34;courier&#34;" in client.get(f"/brands/{tenant.slug}/watches").text


JSONL = b"""\
{"id": 1, "text": "Larkwing", "posted_at": "2026-03-02T12:00:00Z", "source": "other.example"}
{"id": 2, "text": "", "posted_at": "2026-03-02"}
{"text": "x", "posted_at": "2026-03-02T12:00:00Z", "odd": 1, "author": {"reach": -1}}
nonsense
"""
CSV = (
    b"id,url,source,author_id,author_name,author_handle,author_url,reach,title,text,posted_at,language\n"
    b'1,,,,Anna,@anna,,120,"A, title","Larkwing ""again""",2026-03-02T12:00:00+02:00,en\n'
    b",https://forum.example/2,,,,,,,,Larkwing,2026-03-02T12:00:00+02:00,\n"
    b"3,javascript:x,,,,,,many,,Larkwing,2026-03-02T12:00:00+02:00,\n"
)


@pytest.mark.parametrize(
    ("form", "body", "stored", "rejected"),
    [
        (
            "jsonl",
            JSONL,
            1,
            {
                2: "text: must not be empty; posted_at",
                3: "odd: this key is not known; author.reach",
                4: "column 1",
            },
        ),
        (
            "csv",
            CSV,
            2,
            {4: "url: must be an address"},
        ),
    ],
)
def test_files_are_imported_and_their_faults_told(app, form, body, stored, rejected):
    tenant, _source, _watch = make_watched()
    _user, token = analyst(tenant)
    client = browser(app, token)
    data = {"name": "forum.example", "format": form, "file": (io.BytesIO(body), "m.txt")}
    answer = client.post(f"/brands/{tenant.slug}/mention-sources", data=data)
    assert answer.status_code == 303
    work(tenant, "slow")
    page = client.get(answer.location).text
    told = client.get(f"/api/v1{answer.location}").json
    assert (told["state"], told["stored"]) == ("done", stored)
    assert {one["line"]: one["reason"][: len(rejected[one["line"]])] for one in told["rejects"]} == rejected
    assert "Rejected records" in page
    client.post(
        f"/brands/{tenant.slug}/mention-sources",
        data={"name": "x", "format": "csv", "file": (io.BytesIO(b"a,b\n"), "m.csv")},
    )
    work(tenant, "slow")
    assert "Refused" in client.get(f"/brands/{tenant.slug}/mention-sources").text


def test_the_api_does_what_the_pages_do(app, lived):
    tenant, _source, watch = lived
    _user, token = analyst(tenant)
    client, own = browser(app, token), f"/api/v1/brands/{tenant.slug}"
    listed = client.get("/api/v1/mentions?limit=1&sort=negative").json
    assert listed["items"][0]["sentiment"] == "negative"
    assert listed["items"][0]["matches"][0]["watch_id"] == str(watch.id)
    rest = client.get(f"/api/v1/mentions?limit=1&sort=negative&cursor={listed['next_cursor']}").json
    assert [one["sentiment"] for one in rest["items"]] == ["positive"]
    assert rest["next_cursor"] is None
    there = f"{own}/mentions/{listed['items'][0]['id']}"
    assert client.post(f"{there}/keep").json["state"] == "kept"
    assert client.post(f"{there}/dismiss", json={"reason": "nonsense"}).status_code == 422
    assert client.post(f"{there}/labels", json={"add": ["late"]}).json["labels"] == ["late"]
    assert client.post(f"{there}/notes", json={"text": "x"}).status_code == 200
    body = {"items": [{"brand": tenant.slug, "id": listed["items"][0]["id"]}], "deed": "renew"}
    assert client.post("/api/v1/mentions/bulk", json=body).json == {"done": 1, "left": 0}
    assert client.post(f"{there}/convert", json={"account": "generic:care"}).json["state"] == "converted"
    refused = client.post(f"{own}/watches", json={"name": "x", "query": "a ("})
    assert refused.status_code == 422
    assert "query.3" in refused.text
    made = client.post(f"{own}/watches", json={"name": "x", "query": "pillow"})
    assert made.status_code == 201
    assert (
        client.put(f"{own}/watches/{made.json['id']}", json={"name": "y", "query": "pillow"}).json["name"]
        == "y"
    )
    assert client.delete(f"{own}/watches/{made.json['id']}").status_code == 204
    assert len(client.get(f"{own}/watches").json["items"]) == 1
    feed = client.post(f"{own}/mention-sources", json={"name": "News", "url": "https://news.example/feed"})
    assert feed.json["kind"] == "feed"
    alerts = {"name": "Alerts", "url": "https://www.google.com/alerts/feeds/1/2"}
    assert client.post(f"{own}/mention-sources", json=alerts).json["kind"] == "google_alerts"
    authors = client.get(f"{own}/authors?tier=leader").json["items"]
    assert [(one["name"], one["tiers"]) for one in authors] == [("Boris", ["leader"])]
    assert client.get(f"{own}/spikes").json == {"items": [], "next_cursor": None}
    assert client.get(f"{own}/digests").json == {"items": []}
    sent = client.post(f"{own}/mention-imports?name=f&format=jsonl", data=b'{"id": 1}')
    assert sent.status_code == 202


def test_a_spike_is_shown_to_readers_and_to_the_clients_pr_alone(app, lived):
    tenant, _source, watch = lived
    now = utcnow()
    with unit(tenant) as uow:
        spike = Spike(
            tenant_id=tenant.id,
            watch_id=watch.id,
            measure="negative",
            began_at=now - 3 * HOUR,
            last_hour=now,
            raised_at=now,
            hours=1,
            count=60,
            negative=55,
            expected=2.0,
            threshold=20,
        )
        uow.session.add(spike)
    there = f"/brands/{tenant.slug}/spikes/{spike.id}"
    for role, tags, address, status in (
        ("client_viewer", (), there, 200),
        ("client_expert", ("department:pr",), f"{there}/told", 200),
        ("client_expert", ("department:legal",), f"{there}/told", 404),
        ("client_expert", ("department:pr",), there, 403),
        ("client_approver", (), f"{there}/told", 200),
    ):
        _user, token = make_person(role, tenant, tags=tags)
        answer = browser(app, token).get(address)
        assert (role, tags, answer.status_code) == (role, tags, status)
        assert ("awful" in answer.text) is (status == 200)
    other, *_ = make_watched()
    _user, token = make_person("client_approver", other)
    assert browser(app, token).get(f"/brands/{other.slug}/spikes/{spike.id}/told").status_code == 404


def test_views_are_kept_and_are_ones_own(app, lived):
    tenant, _source, _watch = lived
    _user, token = analyst(tenant)
    client = browser(app, token)
    client.post("/mentions/views", data={"name": "Angry", "back": "sentiment=negative&odd=1"})
    page = client.get("/mentions").text
    assert "Angry" in page
    assert "sentiment=negative" in page
    _user, other = analyst(tenant)
    assert "Angry" not in browser(app, other).get("/mentions").text


def test_what_was_decided_is_told_by_whom(app, lived):
    tenant, _source, _watch = lived
    actor = act_as("supervisor", tenant)
    with UnitOfWork(actor) as uow:
        row = uow.session.get_one(Mention, (tenant.id, first(tenant).id))
        dismiss_mention(uow, row, reason="duplicate")
        label_mention(uow, row, add=["x"])
    assert (first(tenant).decided_by, first(tenant).reason) == (actor.user_id, "duplicate")
    assert first(tenant).decided_at - utcnow() < timedelta(minutes=1)
    assert first(tenant, WeekDigest) is None
