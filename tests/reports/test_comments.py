"""Comments on a month: both sides read them, the other side is told, and what is signed stays what it is."""

from datetime import UTC, datetime, timedelta

import pytest
from builders import browser, drain_all, make_person
from reports.worlds import Said, make_brand, take
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.reports.operations.months import accept_month, prepare_month, sign_month
from bpo.reports.queries.months import get_latest
from bpo.tenants.rules.period import month_of

MARCH = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def brand(db):
    tenant = make_brand(name="Ziołowy Zakątek", time_zone="Europe/Warsaw", state="live")
    take(
        tenant,
        [
            Said(
                f"{n}/{at}", str(n), ("x:one", "vk:two")[n % 2], side, MARCH + timedelta(hours=n, minutes=at)
            )
            for n in range(4)
            for at, side in ((0, "in"), (9, "out"))
        ],
    )
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        row = prepare_month(uow, tenant, month_of(MARCH.date(), tenant.time_zone))
        sign_month(uow, tenant, row)
        accept_month(uow, tenant, row)
    return tenant


@pytest.fixture
def reads(app, brand):
    return lambda role, **over: browser(app, make_person(role, brand, **over)[1])


def told(tenant):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        rows = select(Notification.user_id).where(
            Notification.tenant_id == tenant.id, Notification.kind == "month_comment"
        )
        return set(uow.session.scalars(rows))


def test_both_sides_talk_and_a_sealed_month_stays(app, brand, reads):
    (irena, vendor), (piotr, client) = (
        make_person(role, brand, name=name)
        for role, name in (("supervisor", "Irena Holm"), ("client_approver", "Piotr Gajda"))
    )
    vendor, client = browser(app, vendor), browser(app, client)
    here = f"/brands/{brand.slug}/months/2026-03"
    with UnitOfWork(Actor.system(brand.id)) as uow:
        before = get_latest(uow, brand.id, MARCH.date().replace(day=1)).content
    assert "Nobody has said anything" in vendor.get(here).text
    assert client.post(f"{here}/comments", data={"text": " Why so few\nin March? "}).status_code == 303
    drain_all("intake")
    assert {irena.id} <= told(brand)
    assert piotr.id not in told(brand)
    assert vendor.post(f"{here}/comments", data={"text": "A <b>holiday</b>."}).status_code == 303
    drain_all("intake")
    assert piotr.id in told(brand)
    for page in (vendor.get(here).text, client.get(here).text):
        shown = page.partition('id="comments"')[2]
        assert "Why so few\nin March?" in shown
        assert "A &lt;b&gt;holiday&lt;/b&gt;." in shown
        assert shown.index("Piotr Gajda") < shown.index("Irena Holm")
        assert shown.count("/take-back") == 1  # each their own
    for text in ("  ", "x" * 2001):
        refused = client.post(f"{here}/comments", data={"text": text})
        assert (refused.status_code, "up to 2,000 characters" in refused.text) == (422, True)
    api = f"/api/v1{here}/comments"
    first, second = client.get(api).json["items"]
    assert (first["is_vendors"], second["is_vendors"], second["written_by_name"]) == (
        False,
        True,
        "Irena Holm",
    )
    assert client.post(f"{here}/comments/{second['id']}/take-back").status_code == 409
    assert client.post(f"{here}/comments/{first['id']}/take-back").status_code == 303
    assert client.post(f"{api}/{first['id']}/take-back").status_code == 409
    assert client.get(api).json["items"][0]["text"] is None
    assert "Why so few" not in vendor.get(here).text
    assert "Taken back" in vendor.get(here).text
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert get_latest(uow, brand.id, MARCH.date().replace(day=1)).content == before


def test_who_says_nothing(brand, reads):
    here = f"/brands/{brand.slug}/months/2026-03"
    made = reads("team_leader").post(f"/api/v1{here}/comments", json={"text": "Noted."})
    assert (made.status_code, made.json["text"]) == (201, "Noted.")
    for role in ("reviewer", "agent"):
        assert reads(role).post(f"{here}/comments", data={"text": "x"}).status_code == 403
    narrowed = reads("client_viewer", tags=["one"])
    assert narrowed.post(f"{here}/comments", data={"text": "x"}).status_code == 403
    assert narrowed.get(f"/api/v1{here}/comments").json["items"] == []
    assert "Noted." not in narrowed.get(here).text
    ahead = f"/brands/{brand.slug}/months/2099-01"
    assert reads("client_viewer").post(f"{ahead}/comments", data={"text": "x"}).status_code == 409
    other = make_brand()
    theirs = reads("client_viewer").get(f"/api/v1/brands/{other.slug}/months/2026-03/comments")
    assert theirs.status_code == 404
