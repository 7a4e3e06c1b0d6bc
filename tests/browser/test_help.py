"""The help of a page in a real browser: by its control and by a key, in every language, under axe, at 320 px in the dark.

With BPO_PICTURES=FOLDER it leaves pictures there.
"""

import os
from pathlib import Path

import pytest
from browser.test_pages import AXE, AXE_RUN
from builders import make_responder, make_tenant
from playwright.sync_api import expect

from bpo.core.i18n import catalogue

pytestmark = pytest.mark.browser

LOOKS = [("en", 1280, "light"), ("ru", 1280, "dark"), ("uk", 320, "light"), ("pl", 320, "dark")]


def left_in_english(sheet, locale):
    """Lines of the help that are a message of ours which this language says otherwise."""
    said = {} if locale == "en" else catalogue(locale)._catalog
    return {line.strip() for line in sheet.inner_text().splitlines()} & (
        set(said) - set(said.values()) - {""}
    )


@pytest.mark.parametrize(("locale", "width", "theme"), LOOKS)
def test_help_is_read_and_put_away(open_browser, locale, width, theme):
    _user, token = make_responder(make_tenant(), locale=locale)
    page = open_browser(locale, token=token, width=width, theme=theme)
    page.goto("/queue")
    control = page.locator("[data-opens=page-help]")
    control.focus()
    page.keyboard.press("?")
    sheet = page.locator("#page-help")
    expect(sheet).to_be_visible()
    assert left_in_english(sheet, locale) == set()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(AXE.read_text())
    assert page.evaluate(AXE_RUN) == []
    if folder := os.environ.get("BPO_PICTURES"):
        page.screenshot(path=Path(folder) / f"help-{locale}-{width}.png")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(control).to_be_focused()
    control.click()
    expect(sheet).to_be_visible()
    assert page.complaints == []
