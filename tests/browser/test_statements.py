"""Statements in a browser: issued and read with the mouse, other terms tried, all of it under axe."""

from decimal import Decimal

import pytest
from billing.worlds import APRIL, MARCH, MAY, brand_with, restate, seal, talk
from browser.looks import narrow_look
from browser.test_months import picture
from browser.test_pages import Walk
from builders import make_person
from playwright.sync_api import expect

from bpo.billing.operations import correct_statement, issue_statement
from bpo.billing.rules.fees import Quantities
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork

pytestmark = pytest.mark.browser

MONEY = {
    "monthly_fee": "4200",
    "rates": {"per_contact": "0.85", "per_hour": None, "per_fte": "1500", "minimum": "6000"},
    "earn_back": {"within_months": 3, "at_least": None},
    "targets": [
        {
            "figure": "first_response",
            "attainment": 0.9,
            "allocation": 0.3,
            "bands": [{"below": 0.9, "credit": 0.5}, {"below": 0.7, "credit": 1.0}],
        },
        {"figure": "next_response", "attainment": 0.9, "allocation": 0.1},
        {"figure": "response_coverage", "attainment": 0.95, "allocation": 0.1},
        {"figure": "resolution", "attainment": 0.85, "allocation": None},
    ],
}


@pytest.fixture
def brand(db):
    tenant = brand_with(MONEY, name="Ziołowy Zakątek", time_zone="Europe/Warsaw")
    for month, bad in ((MARCH, 4), (APRIL, 0), (MAY, 1)):
        talk(tenant, month, good=8, bad=bad)
        seal(tenant, month)
    return tenant


def test_issued_by_one_and_read_by_the_other(open_browser, brand):
    supervisor = open_browser(token=make_person("supervisor", brand, name="Irena Holm")[1])
    supervisor.goto(f"/brands/{brand.slug}/statements")
    supervisor.get_by_role("link", name="March 2026").click()
    supervisor.get_by_label("Full-time people").fill("1.5")
    supervisor.get_by_role("button", name="Compute").click()
    expect(supervisor.locator("main")).to_contain_text("12 answered contacts at €0.85 each.")
    supervisor.get_by_role("button", name="Issue the statement").click()
    supervisor.get_by_role("dialog").get_by_role("button", name="Issue the statement").click()
    expect(supervisor.locator("main")).to_contain_text("The statement is issued.")
    approver = open_browser(token=make_person("client_approver", brand, name="Piotr Gajda")[1])
    approver.goto(f"/brands/{brand.slug}/statements/1")
    approver.get_by_role("link", name="Breached: 4").click()
    expect(approver.locator("main")).to_contain_text("4 rows")
    approver.goto(f"/brands/{brand.slug}/what-if?month=2026-03")
    approver.get_by_label("Share at risk").fill("5%")
    approver.get_by_role("button", name="Compute").click()
    expect(approver.locator("#result")).to_contain_text("By these terms")
    assert supervisor.complaints == approver.complaints == []


@pytest.mark.parametrize(("locale", "width", "theme"), narrow_look("en"))
def test_statements_under_axe(open_browser, brand, locale, width, theme):
    stated = Quantities(ftes=Decimal(1))
    with UnitOfWork(Actor.system(brand.id)) as uow:
        for month in (MARCH, APRIL):
            issue_statement(uow, brand, month, stated=stated)
    talk(brand, MARCH, good=40)
    restate(brand, MARCH, reason="Plik z sieci przyszedł później.")
    what_if = "what-if?month=2026-03&at_risk=5%&incidents=each&monthly_fee=4200&first_response.attainment=95%"
    with UnitOfWork(Actor.system(brand.id)) as uow:
        correct_statement(uow, brand, MARCH, reason="Plik z sieci przyszedł później.", stated=stated)
    for role, paths in (
        (
            "supervisor",
            ("statements", "statements/new/2026-05?ftes=2", "statements/2", "statements/new/2026-05"),
        ),
        ("client_approver", ("statements/1", "statements/3", "what-if", what_if, "what-if?at_risk=x")),
    ):
        token = make_person(role, brand, locale=locale)[1]
        page = open_browser(locale, token=token, width=width, theme=theme)
        walk = Walk(page, locale, {"slug": brand.slug})
        for number, path in enumerate(paths):
            walk.visit(f"/brands/{{slug}}/{path}")
            picture(page, f"{role}-{locale}-{width}-{theme}-{number}")
        assert walk.wrong == {}
