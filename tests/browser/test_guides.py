"""The pages of a guide in a real browser: what is measured of it, a trial with its replies, versions; under axe."""

import os
from pathlib import Path

import pytest
from browser.looks import NARROW
from browser.test_pages import Walk
from builders import make_person
from qa.worlds import House

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.guides.operations.drafting import publish_tried, read_draft
from bpo.guides.operations.trials import order_trial, run_trial
from bpo.guides.queries.trials import get_trial

pytestmark = pytest.mark.browser
GUIDES = (
    "terms: [{banned: [cheap], prefer: fair}]\nstyle_guide: {emoji: 0}\n",
    "terms: [{banned: [gratis], severity: approve}]\nnames: [Zelvora]\nstyle_guide: {greeting: required}\n",
)


@pytest.fixture(scope="module")
def house(app):
    """Two guides were tried, and both are versions now."""
    house = House(name="Larkmail", languages=["en"])
    house.reply(text="It is cheap, it is gratis, and it comes today.")
    house.reply(text="Hello! It comes today.")
    for text in GUIDES:

        def order(uow, text=text):
            return order_trial(uow, house.tenant, read_draft(uow, house.tenant, text)).id

        house.trial = house.as_(house.boss, order)
        run_trial(lambda: UnitOfWork(Actor.system(house.tenant.id)), house.tenant.id, house.trial, batches=1)
        house.as_(
            house.boss,
            lambda uow: publish_tried(uow, house.tenant, get_trial(uow, house.tenant.id, house.trial)),
        )
    return house


@pytest.mark.parametrize(("locale", "width", "theme"), [("pl", 1280, "light"), ("uk", NARROW, "dark")])
def test_the_pages_of_a_guide(open_browser, house, locale, width, theme):
    _user, token = make_person("client_approver", house.tenant, locale=locale)
    page = open_browser(locale, width=width, theme=theme, token=token)
    walk = Walk(page, locale, {"slug": house.tenant.slug})
    for name, path in (
        ("guide", ""),
        ("compare", "/compare"),
        ("draft", "/try"),
        ("trial", f"/trials/{house.trial}"),
    ):
        walk.visit("/brands/{slug}/guide" + path)
        if folder := os.environ.get("BPO_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{locale}-{width}.png", full_page=True)
    assert walk.wrong == {}
