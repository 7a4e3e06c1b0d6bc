"""The floor and the bell in a real browser: live within seconds, without losing the reader's place.

With BPO_PICTURES=FOLDER the floor leaves pictures there.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from browser.conftest import asks_by_itself, english_lines
from builders import actor_of_person, make_person, make_responder
from conversations.worlds import make_brand, said, store
from playwright.sync_api import expect
from sqlalchemy import select

from bpo.conversations.models import QueueItem
from bpo.conversations.operations.assignment import claim
from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.staffing.models import Shift, ShiftBrand

pytestmark = pytest.mark.browser

LIVE = 30_000  # milliseconds: asked every three seconds, by a page that may be slow


@pytest.fixture(autouse=True)
def bell(redis_url):
    queue.hang_bell(redis_url)


@pytest.fixture
def tenant(db):
    tenant = make_brand(name="Larkmail")
    write(tenant, "anna", minutes_ago=45)
    write(tenant, "boris", minutes_ago=20)
    return tenant


def write(tenant, who, *, minutes_ago):
    at = utcnow() - timedelta(minutes=minutes_ago)
    store(tenant, said(who, 0, author=who, author_name=who.title(), posted_at=at))


@pytest.fixture
def watcher(tenant):
    return make_person("supervisor", tenant)


@pytest.fixture
def page(open_browser, watcher):
    page = open_browser(token=watcher[1])
    page.goto("/floor")
    return page


def cell(page, label):
    return page.locator(f'#floor-brands td[data-label="{label}"]').first


def test_it_asks_for_news_every_three_seconds(page):
    assert asks_by_itself(page, "/floor", "/floor/board", every=3_000)


def test_what_happens_is_on_the_floor_within_seconds_and_focus_stays(page, tenant):
    expect(cell(page, "Waiting")).to_contain_text("2")
    late = cell(page, "Late").locator("a")
    late.focus()
    write(tenant, "carol", minutes_ago=40)
    expect(cell(page, "Waiting")).to_contain_text("3", timeout=LIVE)
    expect(cell(page, "Late")).to_contain_text("2")
    assert "overdue=true" in page.evaluate("document.activeElement.getAttribute('href')")
    agent = make_responder(tenant)[0]
    with UnitOfWork(actor_of_person(agent)) as uow:
        item = uow.session.scalars(select(QueueItem).where(QueueItem.tenant_id == tenant.id)).first()
        claim(uow, tenant.id, item.id)
    expect(cell(page, "At work")).to_contain_text(f"{agent.name} (1)", timeout=LIVE)
    expect(page.locator("#floor-people")).to_contain_text("Larkmail")
    assert page.complaints == []


def plan(tenant, user, *, start, end):
    """A shift around now, in seconds."""
    now = utcnow()
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        shift = Shift(
            user_id=user.id,
            profile="responder",
            starts_at=now + timedelta(seconds=start),
            ends_at=now + timedelta(seconds=end),
            time_zone="UTC",
            everywhere=False,
            planned_at=now,
        )
        uow.session.add(shift)
        uow.session.flush()
        uow.session.add(ShiftBrand(tenant_id=tenant.id, shift_id=shift.id))


def test_a_shift_that_begins_is_on_the_open_page_by_itself(page, tenant):
    plan(tenant, make_responder(tenant, name="Mia Missing")[0], start=4, end=3600)
    page.reload()
    expect(cell(page, "At work")).to_contain_text("can answer: 1")
    expect(cell(page, "At work")).not_to_contain_text("Mia Missing")
    expect(cell(page, "At work")).to_contain_text(
        "On shift, not yet there: Mia Missing", timeout=4_000 + LIVE
    )
    assert page.complaints == []


@pytest.mark.parametrize(
    ("locale", "width", "theme"),
    [("en", 1280, "light"), ("uk", 1280, "light"), ("uk", 320, "dark"), ("pl", 320, "light")],
)
def test_who_is_on_shift_is_readable_on_any_screen(open_browser, tenant, locale, width, theme):
    for name in ("Olena Kovalenko", "Jan Kowalski", "Mia Missing"):
        plan(tenant, make_responder(tenant, name=name)[0], start=-3600, end=3600)
    with UnitOfWork(actor_of_person(make_responder(tenant, name="Fred Free")[0])) as uow:
        item = uow.session.scalars(select(QueueItem).where(QueueItem.tenant_id == tenant.id)).first()
        claim(uow, tenant.id, item.id)
    token = make_person("supervisor", tenant, locale=locale)[1]
    page = open_browser(locale, token=token, width=width, theme=theme)
    page.goto("/floor")
    expect(page.locator("#floor-brands")).to_contain_text("Jan Kowalski, Mia Missing, Olena Kovalenko")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert english_lines(page, locale) == []
    if folder := os.environ.get("BPO_PICTURES"):
        page.screenshot(path=Path(folder) / f"floor-{locale}-{width}.png", full_page=True)


@pytest.mark.parametrize(
    ("locale", "width", "theme"),
    [("en", 1920, "dark"), ("ru", 1920, "light"), ("uk", 320, "dark"), ("pl", 1280, "light")],
)
def test_the_wall_shows_the_worst_brand_first_and_follows_by_itself(open_browser, locale, width, theme):
    quiet, bad = make_brand(name="Quietmail"), make_brand(name="Larkmail")
    write(quiet, "dora", minutes_ago=1)
    write(bad, "anna", minutes_ago=45)
    page = open_browser(
        locale, token=make_person("supervisor", quiet, bad, locale=locale)[1], width=width, theme=theme
    )
    page.goto("/floor/wall")
    expect(page.locator(".wall-brands h2")).to_have_text(["Larkmail", "Quietmail"])
    for minutes in (50, 60):
        write(quiet, f"late{minutes}", minutes_ago=minutes)
    expect(page.locator(".wall-brands h2")).to_have_text(["Quietmail", "Larkmail"], timeout=LIVE)
    expect(page.locator("[data-count=late]").first).to_have_text("2")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert english_lines(page, locale) == []
    assert page.complaints == []
    if folder := os.environ.get("BPO_PICTURES"):
        page.screenshot(path=Path(folder) / f"wall-{locale}-{width}.png", full_page=True)


def test_a_number_opens_the_rows_that_it_counts(page):
    cell(page, "Late").locator("a").click()
    page.wait_for_url("**/queue?*overdue=true*")
    assert page.locator(".queue-open").all_inner_texts() == ["Anna"]
    page.go_back()
    cell(page, "Due within 15 min").locator("a").click()
    page.wait_for_url("**/queue?*due_within=15*")
    assert page.locator(".queue-open").all_inner_texts() == ["Boris"]


def test_the_bell_says_how_many_wait_and_a_notification_leads_there(page, tenant, watcher):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        notify(
            uow,
            [watcher[0].id],
            tenant_id=tenant.id,
            kind=Kind.BREACHED,
            message="An answer for %(brand)s is late: it was due %(due_at)s.",
            values={"brand": "Larkmail", "due_at": utcnow().isoformat()},
            path=f"/queue?brand={tenant.slug}&show=all&overdue=true",
        )
    page.reload()
    expect(page.locator(".bell-line [data-count]")).to_contain_text("1 unread notification", timeout=LIVE)
    assert page.title().startswith("(1) ")
    page.locator(".bell-line").click()
    page.locator(".told .as-link").click()
    page.wait_for_url("**/queue?*overdue=true*")
    expect(page.locator(".bell-line [data-count]")).to_be_empty()
    assert page.complaints == []
