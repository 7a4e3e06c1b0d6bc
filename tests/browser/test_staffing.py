"""What is asked, the way to a certification, shifts and coverage: a week planned in a browser, and each page looked at.

With BPO_PICTURES=FOLDER each page leaves a picture there.
"""

import os
from datetime import time, timedelta
from pathlib import Path

import pytest
from browser.looks import narrow_look
from browser.test_pages import Walk
from builders import make_person, make_responder, make_tenant
from playwright.sync_api import expect

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.staffing.operations import (
    ask_absence,
    calibrate,
    describe_person,
    give_absence,
    keep_need,
    plan_shift,
)
from bpo.staffing.rules.cover import Unusual
from bpo.staffing.rules.shifts import monday_of
from bpo.tenants.models import ServiceLevel

pytestmark = pytest.mark.browser

MONDAY = monday_of(utcnow().date()) + timedelta(days=7)
PAGES = (
    "/shifts?week={week}",
    "/profile/shifts",
    "/coverage",
    "/brands/{slug}/coverage?week={week}",
    "/brands/{slug}/profiles",
    "/brands/{slug}/profiles/responder",
    "/brands/{slug}/staff",
    "/brands/{slug}/staff/{person}/responder",
    "/staff/{person}",
    "/staff/profiles/analyst",
)


@pytest.fixture(scope="module")
def world(db, app):
    """A brand that promises all hours in two languages, and three people of whom one is away."""
    tenant = make_tenant(name="Тиха закладка", languages=["pl", "uk"], time_zone="Europe/Kyiv", state="live")
    people = [
        make_responder(tenant, name=name, languages=languages)
        for name, languages in (("Ада Зємба", ["pl", "uk"]), ("Олег Гай", ["uk"]), ("Іва Лис", ["pl"]))
    ]
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.session.add(
            ServiceLevel(
                tenant_id=tenant.id,
                version=1,
                position=1,
                name="A",
                conditions={},
                calendar="always",
                first_response_seconds=1800,
                created_at=uow.now,
            )
        )
        asked = {
            "profile": "responder",
            "requirements": {"writing": 5, "speed": 3},
            "steps": [("guide", None), ("exam", 85)],
        }
        calibrate(uow, tenant, **asked)
        describe_person(
            uow,
            people[0][0].id,
            profile="responder",
            languages=["pl", "uk"],
            competencies={"writing": 4, "speed": 1},
        )
        for (user, _token), start, end in zip(people, (0, 8, 16), (8, 16, 0), strict=True):
            for day in range(7):
                plan_shift(
                    uow,
                    user.id,
                    day=MONDAY + timedelta(days=day),
                    start=time(start),
                    end=time(end),
                    time_zone="Europe/Kyiv",
                )
        away = uow.session.merge(people[1][0])
        give_absence(uow, away, kind="sick", first_day=MONDAY, last_day=MONDAY + timedelta(days=1))
        keep_need(uow, tenant.id, usual=1, exceptions=[Unusual(frozenset({2, 3}), time(10), time(14), 2)])
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        later = MONDAY + timedelta(days=20)
        user = uow.session.merge(people[0][0])
        own = UnitOfWork(Actor(kind=uow.actor.kind, user_id=user.id, tenant_ids=uow.actor.tenant_ids))
        with own as unit:
            ask_absence(unit, user, kind="vacation", first_day=later, last_day=later)
    known = {"slug": tenant.slug, "week": MONDAY.isoformat(), "person": str(people[0][0].id)}
    return known | {"tenant": tenant, "people": people}


def picture(page, name):
    folder = os.environ.get("BPO_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("locale", "width", "theme"), narrow_look("pl"))
def test_pages_of_whoever_staffs(open_browser, world, locale, width, theme):
    _user, token = make_person("supervisor", world["tenant"], locale=locale)
    head_token = make_person("supervisor", locale=locale)[1]
    walk = Walk(open_browser(locale, token=token, width=width, theme=theme), locale, world)
    for place, path in enumerate(PAGES[:-1]):
        walk.visit(path)
        picture(walk.page, f"{locale}-{width}-{place}")
    vendor = Walk(open_browser(locale, token=head_token, width=width, theme=theme), locale, world)
    vendor.visit(PAGES[-1])
    assert walk.wrong | vendor.wrong == {}


def test_a_shift_is_planned_and_its_hole_is_gone(open_browser, world):
    _user, token = make_person("supervisor", world["tenant"])
    page = open_browser(token=token)
    page.goto(f"/brands/{world['slug']}/coverage?week={world['week']}")
    holes = page.locator(".plain-list li", has_text="nobody is on shift")
    expect(holes).to_have_count(2)  # the two days of the sick leave
    page.goto(f"/shifts?week={world['week']}")
    plan = page.locator("#plan")
    plan.get_by_label("Person").select_option(label="Ада Зємба")
    plan.get_by_label("Day").fill(world["week"])
    plan.get_by_label("Begins at").fill("08:00")
    plan.get_by_label("Ends at").fill("16:00")
    plan.get_by_label("By the clock of").select_option("Europe/Kyiv")
    plan.get_by_role("button", name="Plan").click()
    expect(page.locator("#messages")).to_contain_text("The shift is planned.")
    page.goto(f"/brands/{world['slug']}/coverage?week={world['week']}")
    expect(holes).to_have_count(1)
    assert page.complaints == []


def test_an_agent_asks_for_an_absence_and_says_that_the_guide_is_read(open_browser, world):
    _beginner, token = make_person("agent", world["tenant"])
    page = open_browser(token=token)
    page.goto("/profile/shifts")
    day = (MONDAY + timedelta(days=30)).isoformat()
    page.get_by_label("First day").fill(day)
    page.get_by_label("Last day").fill(day)
    page.get_by_role("button", name="Ask for an absence").click()
    expect(page.locator("#messages")).to_contain_text("Asked for")
    page.goto("/profile/certifications")
    page.get_by_role("button", name="I have read the guide").click()
    expect(page.locator("main")).to_contain_text("counts until")
    assert page.complaints == []
