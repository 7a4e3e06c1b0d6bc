"""Searching, and erasing a customer, in a real browser; their pages in every language, under axe."""

import os
import zipfile
from pathlib import Path

import pytest
from browser.looks import wide_look
from browser.test_pages import Walk
from builders import make_person, make_tenant
from conversations.asking import work
from conversations.keeping import Person
from conversations.worlds import in_unit
from exports.orders import order
from playwright.sync_api import expect

from bpo.conversations.operations.erasing import set_retention
from bpo.core.i18n import catalogue
from bpo.core.ids import new_id

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("BPO_PICTURES")


@pytest.fixture(scope="module")
def anna(app):
    return Person(f"zq{new_id().hex[-12:]}")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture(scope="module")
def exported(anna):
    """One export that is ready, one that is being made."""
    order(anna.tenant)
    work("slow")
    order(anna.tenant)
    return anna


@pytest.mark.parametrize(("locale", "width", "theme"), wide_look("ru"))
def test_pages(open_browser, anna, exported, locale, width, theme):
    in_unit(anna.tenant, lambda uow: set_retention(uow, anna.tenant.id, months=24))
    _user, token = make_person("supervisor", anna.tenant, locale=locale)
    world = {"slug": anna.tenant.slug, "customer": anna.customer_id, "word": anna.word}
    walk = Walk(open_browser(locale, token=token, width=width, theme=theme), locale, world)
    for name, path in (
        ("search-empty", "/search"),
        ("search", "/search?q={word}"),
        ("search-nothing", "/search?q=qqqqq&way=in"),
        ("search-refused", "/search?q=a"),
        ("kept", "/brands/{slug}/kept"),
        ("erase", "/brands/{slug}/customers/{customer}/erasure"),
        ("exports", "/brands/{slug}/exports"),
    ):
        walk.visit(path)
        picture(walk.page, f"{name}-{locale}-{width}-{theme}")
    assert walk.wrong == {}


def test_the_slash_goes_to_the_search_and_finds(open_browser, anna):
    _user, token = make_person("supervisor", anna.tenant)
    page = open_browser(token=token)
    page.goto("/floor")
    page.keyboard.press("Slash")
    page.wait_for_url("**/search")
    expect(page.locator("[name=q]")).to_be_focused()
    page.keyboard.type(f"order {anna.word}")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    assert anna.word in page.locator("mark").all_inner_texts()
    page.locator("h1").click()
    page.keyboard.press("Slash")
    expect(page.locator("[name=q]")).to_be_focused()
    assert page.complaints == []


@pytest.mark.parametrize("locale", ["en", "pl"])
def test_a_supervisor_erases_a_customer(open_browser, app, locale):
    person = Person(f"zq{new_id().hex[-12:]}")
    _user, token = make_person("supervisor", person.tenant, locale=locale)
    page = open_browser(locale, token=token)
    address = f"/brands/{person.tenant.slug}/conversations/{person.talk}"
    page.goto(address)
    page.locator('a[href$="/erasure"]').click()
    page.select_option("[name=reason]", "customer")
    page.fill("[name=word]", "no")
    page.locator("main .btn-danger").click()
    expect(page.locator("[name=word]")).to_have_attribute("aria-invalid", "true")
    page.fill("[name=word]", {"en": "erase"}.get(locale) or catalogue(locale).gettext("erase"))
    page.locator("main .btn-danger").click()
    expect(page.locator(".notice-good")).to_be_visible()
    work()
    page.goto(address)
    assert person.word not in page.content()
    picture(page, f"erased-{locale}")
    page.goto(f"/search?q={person.word}")
    assert page.locator("mark").count() == 0
    page.goto(f"/brands/{person.tenant.slug}/kept")
    assert page.locator("main tbody tr").count() == 1


def test_a_supervisor_takes_an_export(open_browser, anna):
    brand = make_tenant()
    page = open_browser("uk", token=make_person("supervisor", brand, locale="uk")[1])
    page.goto(f"/brands/{brand.slug}/exports")
    page.locator("main .btn-primary").click()
    expect(page.locator(".notice-good")).to_be_visible()
    work("slow")
    page.locator('main a[href$="/exports"].btn').click()
    with page.expect_download() as taken:
        page.locator('form[action$="/file"] button').click()
    assert taken.value.suggested_filename.startswith(brand.slug)
    with zipfile.ZipFile(taken.value.path()) as archive:
        assert brand.slug in archive.read("manifest.json").decode()
    assert page.complaints == []
