"""The help within the pages: every page of the vendor's people has one, and it is its reader's."""

import pytest
from builders import browser, make_person, make_responder, make_tenant

from bpo import navigation
from bpo.help.found import LIKE, PAGES

# Pages whose reader is the client: what they are for stands on them.
OF_CLIENTS = {"conversations.waiting", "surveys.satisfaction", "reports.report", "reports.months"}
LISTS = {"onboarding.history"}  # nothing to explain beyond what their heads say


def test_help_is_for_pages_that_exist(app):
    assert {*PAGES, *LIKE} - set(app.view_functions) == set()
    assert set(LIKE.values()) <= set(PAGES)


def test_every_line_and_tab_has_help():
    ends = {line[3] for line in navigation.LINES} | {part[3] for part in navigation.BRAND_PARTS}
    assert {one for one in ends if LIKE.get(one, one) not in PAGES} - OF_CLIENTS - LISTS == set()


def test_the_last_help_of_a_page_is_for_everybody_who_may_open_it():
    for endpoint, variants in PAGES.items():
        assert variants[-1].needs is None or len(variants) == 1, endpoint
        assert all(one.needs for one in variants[:-1]), endpoint


@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
def test_a_page_offers_its_help_in_the_readers_language(app, locale):
    _user, token = make_responder(make_tenant(), locale=locale)
    html = browser(app, token).get("/queue").text
    assert html.count('data-opens="page-help"') == 1
    assert html.count('id="page-help"') == 1
    said = {
        "en": "Dismiss what needs no answer",
        "ru": "Что не требует ответа",
        "uk": "Що не потребує",
        "pl": "To, co nie wymaga",
    }
    assert said[locale] in html


def test_help_is_of_what_the_reader_may_do(app):
    tenant = make_tenant()
    _user, analyst = make_person("agent", tenant, profile="analyst")
    _client, viewer = make_person("client_viewer", tenant)
    address = f"/brands/{tenant.slug}/mentions"
    assert "You decide what becomes of each." in browser(app, analyst).get(address).text
    read = browser(app, viewer).get(address).text
    assert "what became of each" in read
    assert "You decide" not in read


def test_a_page_without_help_offers_none(app):
    html = browser(app, make_person("admin")[1]).get("/people/invite").text
    assert "page-help" not in html
