"""The queue in a real browser: worked by keys, live without losing the reader's place."""

from datetime import timedelta

import pytest
from browser.conftest import asks_by_itself
from builders import actor_of_person, browser, make_responder
from conversations.worlds import in_unit, make_brand, said, store
from sqlalchemy import select

from bpo.conversations.models import QueueItem
from bpo.conversations.operations.assignment import claim
from bpo.core import queue
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork

pytestmark = pytest.mark.browser

LIVE = 30_000  # milliseconds: asked every three seconds, by a page that may be slow


@pytest.fixture(autouse=True)
def bell(redis_url):
    queue.hang_bell(redis_url)


@pytest.fixture
def tenant(db):
    return make_brand(name="Larkmail")


def write(tenant, who, *, minutes_ago):
    at = utcnow() - timedelta(minutes=minutes_ago)
    store(tenant, said(who, 0, author=who, author_name=who.title(), posted_at=at))


def lines(page):
    return page.locator(".queue-open").all_inner_texts()


def items(tenant):
    rows = select(QueueItem).where(QueueItem.tenant_id == tenant.id).order_by(QueueItem.serve_by)
    return in_unit(tenant, lambda uow: list(uow.session.scalars(rows)))


def here(page):
    return page.locator(".queue-here .queue-open").inner_text()


@pytest.fixture
def page(open_browser, tenant):
    for n, who in enumerate(("anna", "boris", "carol")):
        write(tenant, who, minutes_ago=20 - n)
    _user, token = make_responder(tenant)
    page = open_browser(token=token)
    page.goto("/queue")
    return page


def test_it_asks_for_news_every_three_seconds(page):
    assert asks_by_itself(page, "/queue", "/live?", every=3_000)


def test_a_message_appears_by_itself_and_the_readers_place_is_kept(page, tenant):
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert here(page) == "Boris"
    write(tenant, "zoe", minutes_ago=25)
    page.wait_for_selector(".queue-open:has-text('Zoe')", timeout=LIVE)
    assert lines(page) == ["Zoe", "Anna", "Boris", "Carol"]
    assert here(page) == "Boris"
    assert page.evaluate("document.activeElement.textContent") == "Boris"
    assert page.locator("input[name=item]:checked").count() == 1
    assert page.locator("[data-ticked]").inner_text() == "Ticked: 1"
    assert page.complaints == []


def test_when_the_line_one_is_on_goes_its_neighbour_has_the_focus(page, tenant):
    page.keyboard.press("j")
    store(tenant, said("reply", 0, out=True, in_reply_to="anna", posted_at=utcnow()))
    page.wait_for_selector(".queue-open:has-text('Anna')", state="detached", timeout=LIVE)
    assert page.evaluate("document.activeElement.textContent") == "Boris"
    page.keyboard.press("j")
    assert here(page) == "Carol"


def test_a_colleagues_claim_is_seen_while_the_page_is_open(page, tenant):
    colleague, _token = make_responder(tenant)
    with UnitOfWork(actor_of_person(colleague)) as uow:
        claim(uow, tenant.id, items(tenant)[0].id)
    page.wait_for_selector("text=Person agent is working on it", timeout=LIVE)
    page.keyboard.press("j")
    page.keyboard.press("c")  # not offered, so nothing happens
    assert page.url.endswith("/queue")


def test_keys_go_by_their_place_on_a_cyrillic_keyboard(page, tenant):
    press = "([key, code]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))"
    page.evaluate(press, ["о", "KeyJ"])
    assert here(page) == "Anna"
    page.evaluate(press, ["о", "KeyJ"])
    page.evaluate(press, ["л", "KeyK"])
    assert here(page) == "Anna"
    with page.expect_navigation(url="**/conversations/*"):
        page.evaluate(press, ["с", "KeyC"])
    assert items(tenant)[0].claimed_by is not None


def test_enter_opens_the_line_and_claims_nothing(page, tenant):
    page.keyboard.press("j")
    with page.expect_navigation(url="**/conversations/*"):
        page.keyboard.press("Enter")
    assert items(tenant)[0].claimed_by is None


def test_keys_are_silent_while_one_types_and_where_they_are_switched_off(page, app, tenant, open_browser):
    page.locator(".queue-filters summary").click()
    page.locator("#field-brand").focus()
    page.keyboard.press("j")
    assert page.locator(".queue-here").count() == 0
    user, token = make_responder(tenant)
    browser(app, token).post("/profile", data={"name": user.name, "locale": "en", "time_zone": "UTC"})
    quiet = open_browser(token=token)
    quiet.goto("/queue")
    quiet.keyboard.press("j")
    assert quiet.locator(".queue-here").count() == 0
    quiet.keyboard.press("?")
    assert quiet.locator("#page-help").is_hidden()
    quiet.get_by_role("button", name="Help").click()
    assert "Single keys are switched off" in quiet.locator("#page-help").inner_text()


def test_the_help_opens_and_many_are_dismissed_at_once(page, tenant):
    page.keyboard.press("?")
    assert page.locator("#page-help").is_visible()
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.keyboard.press("d")
    page.locator("#queue-dismiss select").select_option("spam")
    page.locator("#queue-dismiss button[value=dismiss]").click()
    page.wait_for_selector("text=2 conversations are dismissed.")
    assert lines(page) == ["Carol"]


def test_n_gives_the_next(page, tenant):
    with page.expect_navigation(url="**/conversations/*"):
        page.keyboard.press("n")
    assert items(tenant)[0].claimed_by is not None
