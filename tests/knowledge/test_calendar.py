"""The calendar of campaigns: its days, who is told, who reads it, and the queue that points at it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import act_as, browser, drain_all, make_person, make_responder, make_tenant
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.permissions import Role
from bpo.knowledge.operations import record_reading, save_campaign
from bpo.knowledge.queries import list_between, list_unread_pressing
from bpo.knowledge.rules import instants_of, is_on_day, next_month, previous_month, weeks_of

WARSAW = ZoneInfo("Europe/Warsaw")
HOUR = timedelta(hours=1)


def test_november_2026_begins_on_a_sunday():
    weeks = weeks_of(date(2026, 11, 17))
    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == (date(2026, 10, 26), date(2026, 12, 6), 6)


def test_february_2027_fills_four_weeks_exactly():
    assert len(weeks_of(date(2027, 2, 1))) == 4


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_month_is_whole_weeks_with_each_of_its_days_once(day):
    weeks = weeks_of(day)
    days = [one for week in weeks for one in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert days == [days[0] + timedelta(days=at) for at in range(len(days))]
    of_month = [one for one in days if (one.year, one.month) == (day.year, day.month)]
    assert of_month[0].day == 1
    assert of_month[-1] + timedelta(days=1) == next_month(day)
    assert previous_month(next_month(day)) == day.replace(day=1)


def test_a_calendar_runs_from_midnight_to_midnight_of_its_zone_over_a_change_of_clocks():
    since, until = instants_of(weeks_of(date(2026, 10, 1)), WARSAW)
    assert since == datetime(2026, 9, 27, 22, tzinfo=UTC)  # summer time
    assert until == datetime(2026, 11, 1, 23, tzinfo=UTC)  # winter time


@pytest.mark.parametrize(
    ("starts", "ends", "day", "holds"),
    [
        ("2026-11-10T22:30", "2026-11-10T23:00", date(2026, 11, 10), True),  # 23:30 to midnight in Warsaw
        ("2026-11-10T22:30", "2026-11-10T23:00", date(2026, 11, 11), False),  # the end is exclusive
        ("2026-11-10T23:00", None, date(2026, 11, 10), False),
        ("2026-11-10T23:00", None, date(2026, 11, 11), True),
        ("2026-11-10T23:00", None, date(2027, 5, 1), True),  # until it is ended
        ("2026-11-01T09:00", "2026-11-30T09:00", date(2026, 11, 15), True),
    ],
)
def test_a_campaign_stands_on_the_days_it_touches_in_the_brands_zone(starts, ends, day, holds):
    def at(told):
        return datetime.fromisoformat(told).replace(tzinfo=UTC)

    assert is_on_day(at(starts), ends and at(ends), day=day, zone=WARSAW) is holds


@pytest.fixture
def brand(app):
    return make_tenant(time_zone="Europe/Warsaw")


def save(brand, *, row_id=None, actor=None, **over):
    now = utcnow()
    told = {
        "kind": "outage",
        "title": "Payments are down",
        "text": "Since nine.",
        "statement": None,
        "tags": [],
        "starts_at": now - HOUR,
        "ends_at": None,
        **over,
    }
    with UnitOfWork(actor or act_as(Role.CLIENT_APPROVER, brand)) as uow:
        return save_campaign(uow, brand.id, row_id, **told)


def told_to(user):
    with UnitOfWork(Actor.system()) as uow:
        return list(
            uow.session.scalars(
                select(Notification).where(Notification.user_id == user.id, Notification.kind == "campaign")
            )
        )


def run_jobs():
    drain_all("slow")


def test_what_a_client_enters_reaches_the_agents_and_nobody_else(brand):
    agent, _token = make_person("agent", brand)
    elsewhere, _token = make_person("agent", make_tenant())
    viewer, _token = make_person("client_viewer", brand)
    save(brand)
    run_jobs()
    run_jobs()
    assert [row.values["title"] for row in told_to(agent)] == ["Payments are down"]
    assert told_to(elsewhere) == told_to(viewer) == []


def test_a_change_tells_again_and_a_promotion_tells_nobody(brand):
    agent, _token = make_person("agent", brand)
    row = save(brand)
    run_jobs()
    save(brand, row_id=row.id, text="It works again at noon.")
    save(brand, kind="promotion", title="Two for one")
    run_jobs()
    assert [row.values["title"] for row in told_to(agent)] == ["Payments are down"] * 2


def test_nobody_is_told_before_it_begins_nor_of_what_was_changed_meanwhile(brand):
    agent, _token = make_person("agent", brand)
    row = save(brand, starts_at=utcnow() + HOUR)
    run_jobs()
    assert told_to(agent) == []
    save(brand, row_id=row.id, starts_at=utcnow() - HOUR, title="Payments were down")
    run_jobs()
    assert [row.values["title"] for row in told_to(agent)] == ["Payments were down"]


def test_what_presses_is_unread_until_it_is_read_as_it_stands(brand):
    row = save(brand)
    save(brand, kind="launch", title="A new shop")
    actor = act_as(Role.AGENT, brand)
    with UnitOfWork(actor) as uow:
        (found,) = list_unread_pressing(uow, [brand.id])
        assert found.id == row.id
        record_reading(uow, found)
    with UnitOfWork(actor) as uow:
        assert list_unread_pressing(uow, [brand.id]) == []
    save(brand, row_id=row.id, text="Changed.")
    with UnitOfWork(actor) as uow:
        assert [one.id for one in list_unread_pressing(uow, [brand.id])] == [row.id]


def test_another_brands_calendar_is_empty_whoever_asks(brand):
    other = make_tenant()
    save(other)
    since, until = utcnow() - 48 * HOUR, utcnow() + 48 * HOUR
    with UnitOfWork(act_as(Role.SUPERVISOR, brand)) as uow:
        assert list_between(uow, [brand.id, other.id], since=since, until=until) == []
        assert list_unread_pressing(uow, [brand.id, other.id]) == []


def test_the_month_shows_what_both_sides_entered(app, brand):
    _viewer, token = make_person("client_viewer", brand)
    save(
        brand,
        title="Black Friday",
        kind="promotion",
        starts_at=datetime(2026, 11, 26, 23, tzinfo=UTC),
        ends_at=datetime(2026, 11, 29, 23, tzinfo=UTC),
    )
    page = browser(app, token).get(f"/brands/{brand.slug}/calendar?month=2026-11").text
    assert page.count("Black Friday</a>") == 3  # 27, 28 and 29 November in Warsaw
    assert "New campaign" not in page
    assert "Black Friday</a>" in browser(app, token).get("/calendar?month=2026-11").text
    assert browser(app, token).get(f"/brands/{brand.slug}/calendar?month=2026-13").status_code == 422


def test_a_program_keeps_the_calendar(app, brand):
    _approver, token = make_person("client_approver", brand)
    client = browser(app, token)
    told = {
        "kind": "launch",
        "title": "Spring",
        "text": "New teas.",
        "starts_at": "2027-03-01T00:00:00+01:00",
    }
    address = f"/api/v1/brands/{brand.slug}/campaigns"
    made = client.post(address, json=told)
    assert made.status_code == 201
    changed = client.put(f"{address}/{made.json['id']}", json={**told, "title": "Spring teas"})
    assert changed.json["title"] == "Spring teas"
    listed = client.get(f"/api/v1/brands/{brand.slug}/calendar?month=2027-03").json["items"]
    assert [one["title"] for one in listed] == ["Spring teas"]
    assert client.delete(f"{address}/{made.json['id']}").status_code == 204
    assert client.get(f"/api/v1/brands/{brand.slug}/calendar?month=2027-03").json["items"] == []
    assert client.put(f"{address}/{made.json['id']}", json=told).status_code == 404


def test_the_queue_says_what_to_read_first(app, brand):
    _agent, token = make_responder(brand)
    client = browser(app, token)
    row = save(brand, title="The depot burnt down")
    assert "The depot burnt down" in client.get("/queue").text
    client.post(f"/brands/{brand.slug}/knowledge/campaigns/{row.id}/read")
    assert "The depot burnt down" not in client.get("/queue").text
