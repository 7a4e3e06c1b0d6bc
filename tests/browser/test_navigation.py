"""The side bar and a brand's tabs in a real browser: by keyboard, at 320 px with everything in sight.

With BPO_PICTURES=FOLDER each page leaves a picture there.
"""

import os
from pathlib import Path

import pytest
from browser.conftest import english_lines
from builders import make_person, make_tenant
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LOOKS = [("en", 1280, "light"), ("uk", 320, "dark"), ("pl", 320, "light")]
OUTSIDE = """all => all.filter((one) => {
  const box = one.getBoundingClientRect();
  return box.left < 0 || box.right > document.documentElement.clientWidth;
}).map((one) => one.textContent)"""


@pytest.fixture(scope="module")
def tenant(app):
    return make_tenant(name="Harbour Tea")


def picture(page, name, *, whole=False):
    if folder := os.environ.get("BPO_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)


@pytest.mark.parametrize("role", ["supervisor", "client_viewer"])
@pytest.mark.parametrize(("locale", "width", "theme"), LOOKS)
def test_all_tabs_are_in_sight(open_browser, tenant, role, locale, width, theme):
    _user, token = make_person(role, tenant, locale=locale)
    page = open_browser(locale, token=token, width=width, theme=theme)
    page.goto(f"/brands/{tenant.slug}")
    groups = page.locator(".brand-parts ul:first-child a")
    for number in range(groups.count()):
        groups.nth(number).click()
        page.wait_for_load_state()
        assert page.locator(".brand-parts a").evaluate_all(OUTSIDE) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert english_lines(page, locale) == []
        picture(page, f"tabs-{role}-{locale}-{width}-{number}")
    if width < 992:
        page.locator("[popovertarget]").click()
        expect(page.locator(".side-nav")).to_be_visible()
        assert page.locator(".side-nav a").evaluate_all(OUTSIDE) == []
        picture(page, f"side-{role}-{locale}-{width}")
    assert page.complaints == []


def test_a_group_is_opened_by_keyboard(open_browser, tenant):
    page = open_browser(token=make_person("supervisor", tenant)[1])
    page.goto(f"/brands/{tenant.slug}")
    page.locator('.brand-parts ul:first-child a[aria-current="true"]').focus()
    for _tab in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversations")
    opened = page.get_by_role("navigation", name="Parts of the brand")
    expect(opened.get_by_role("list", name="Work").get_by_role("listitem")).to_have_count(6)
    assert opened.locator("[aria-current]").all_inner_texts() == ["Work", "Conversations"]
    assert page.locator('.side-nav [aria-current="page"]').count() == 1
