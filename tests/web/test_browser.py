"""The kit in headless Chromium: axe, the policy, reflow, charts, keyboard. Screenshots were looked at by eye."""

import pytest

from bpo.web.assets import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


@pytest.fixture
def open_page(browser, gallery_url):
    contexts = []

    def opened(path, *, width=1280, theme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.add_cookies([{"name": "theme", "value": theme, "url": gallery_url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(gallery_url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/gallery", "/sign-in"])
def test_axe_finds_nothing_and_the_policy_refuses_nothing(open_page, path, width, theme):
    page = open_page(path, width=width, theme=theme)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_automatic_theme_follows_the_machine(open_page):
    backgrounds = [
        open_page("/sign-in", theme="auto", color_scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert backgrounds == ["rgb(244, 246, 247)", "rgb(18, 22, 26)"]


def test_charts_are_drawn_as_one_labelled_image_each(open_page):
    page = open_page("/gallery")
    page.wait_for_selector("[data-canvas] svg path", state="attached")
    assert page.locator("[data-canvas][role=img] svg").count() == 4
    assert page.get_by_role("img", name="Attainment by month. Two clocks against 90%").count() == 1
    assert page.get_by_text("15 min", exact=True).count() == 1
    page.get_by_text("Show as a table").first.click()
    assert page.get_by_role("cell", name="no value").first.is_visible()


def test_a_tooltip_breaks_no_policy(open_page):
    page = open_page("/gallery")
    page.wait_for_selector("[data-canvas] svg path", state="attached")
    page.locator("[data-canvas]").nth(1).hover()
    page.wait_for_timeout(300)
    assert page.complaints == []


def test_the_drawer_opens_and_closes_by_keyboard(open_page):
    page = open_page("/gallery", width=390)
    links = page.get_by_role("navigation", name="Main")
    assert not links.is_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    assert links.is_visible()
    page.keyboard.press("Escape")
    assert not links.is_visible()


def test_a_dialog_asks_before_it_acts(open_page):
    page = open_page("/gallery")
    page.get_by_role("button", name="Publish").click()
    dialog = page.get_by_role("dialog", name="Publish this report?")
    assert dialog.is_visible()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.get_by_role("button", name="Publish").click()
    dialog.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/log-out")
    assert page.content().count("out") >= 1


def test_the_first_stop_of_the_keyboard_skips_the_navigation(open_page):
    page = open_page("/gallery")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_language_switch_works_in_a_browser_and_stays(open_page, gallery_url):
    page = open_page("/sign-in")
    page.get_by_role("button", name="Українська").click()
    assert page.url == gallery_url + "/sign-in"
    assert page.locator("html").get_attribute("lang") == "uk"
    page.reload()
    assert page.get_by_role("button", name="Українська").get_attribute("aria-pressed") == "true"
