"""Automatic checks in a real browser: figures and the replies behind them, under axe in every language."""

import os
from pathlib import Path

import pytest
from browser.looks import narrow_look
from browser.test_pages import Walk
from builders import make_person
from qa.worlds import House

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.qa.operations.automatic import check_sent_replies

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(app):
    house = House(name="Larkmail", languages=["en"])
    for n in range(12):
        house.reply(
            (house.ann, house.bob)[n % 2],
            text="It comes today." if n % 3 else "Hello!!! A parcel will recieve you tomorow.",
        )
    check_sent_replies(lambda: UnitOfWork(Actor.system(house.tenant.id)), house.tenant.id, batches=1)
    return house


@pytest.mark.parametrize(("locale", "width", "theme"), narrow_look("pl"))
def test_automatic_checks(open_browser, house, locale, width, theme):
    _user, token = make_person("supervisor", house.tenant, locale=locale)
    page = open_browser(locale, width=width, theme=theme, token=token)
    walk = Walk(page, locale, {"slug": house.tenant.slug})
    for name, path in (("figures", ""), ("replies", "/replies?rule=spelling")):
        walk.visit("/brands/{slug}/quality/automatic" + path)
        if folder := os.environ.get("BPO_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{locale}-{width}.png", full_page=True)
    assert walk.wrong == {}
