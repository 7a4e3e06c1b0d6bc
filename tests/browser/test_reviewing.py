"""Quality in a real browser: a review scored by keys alone, and every page of it under axe in each language."""

import os
from pathlib import Path

import pytest
from browser.looks import wide_look
from browser.test_pages import Walk
from builders import make_person
from playwright.sync_api import expect
from qa.worlds import House, everything_certain
from sqlalchemy import select

from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.language.engine import warm
from bpo.language.types import Language
from bpo.qa.models import Review
from bpo.qa.operations.answering import dispute_review
from bpo.qa.queries.reviews import list_scores
from bpo.qa.rules.scoring import Answer
from bpo.tenants.operations import replace_section

pytestmark = pytest.mark.browser

RULES = {
    "style_guide": {
        "address": {"en": {"policy": "informal", "severity": "warn"}},
        "greeting": {"policy": "required", "severity": "info"},
        "emoji": {"max": 1, "severity": "warn"},
        "spelling": {"severity": "warn"},
    },
    "terms": [{"banned": ["cheap"], "prefer": "good value", "severity": "warn"}],
    "restricted_topics": [{"topic": "politics", "severity": "block", "terms": ["election"]}],
}


@pytest.fixture(autouse=True)
def bell(redis_url):
    queue.hang_bell(redis_url)


@pytest.fixture(scope="module")
def house(app):
    warm([Language.EN])  # else the first desk waits for its dictionaries
    house = House(name="Larkmail", languages=["en"])
    with UnitOfWork(Actor.system(house.tenant.id)) as uow:
        replace_section(uow, uow.session.merge(house.tenant), "rule_set", RULES)
    house.start(everything_certain())
    for n in range(8):
        house.reply((house.ann, house.bob)[n % 2], text="Hello! A cheap parcel will recieve you tomorow.")
    house.draw()
    rows = house.samples()
    for n, sample in enumerate(rows[:5]):
        house.review(sample, answers={"correct": Answer.FAIL, "voice": Answer.FAIL} if n % 2 else {})
    return house


def picture(page, name):
    if folder := os.environ.get("BPO_PICTURES"):
        page.wait_for_timeout(400)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_review_is_scored_by_keys_alone_and_nothing_is_lost(open_browser, house):
    page = open_browser(token=house.rita_token)
    page.goto("/reviewing")
    picture(page, "queue-en")
    page.get_by_role("button", name="Take the next").click()
    page.wait_for_url("**/reviewing/*-*")
    assert "Ann" not in page.locator("main").inner_text()
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#page-help")).to_be_visible()
    page.keyboard.press("Escape")
    total = page.locator("[data-criterion]").count()
    page.keyboard.press("j")
    page.keyboard.press("2")
    page.keyboard.press("n")
    page.keyboard.type("The customer still does not know when.")
    page.keyboard.press("Escape")
    for _n in range(total - 2):
        page.keyboard.press("j")
        page.keyboard.press("1")
    expect(page.locator("[data-done]")).to_have_text(str(total - 1))
    expect(page.locator("[data-saved]")).to_have_text("All saved")
    page.locator(".findings [data-shows]").first.click()
    assert page.evaluate("getSelection().toString()") in {"cheap", "recieve", "tomorow"}
    page.reload()
    expect(page.locator("[data-done]")).to_have_text(str(total - 1))
    assert "does not know when" in page.locator("textarea").first.input_value()
    picture(page, "desk-en")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("not finished")
    page.wait_for_load_state()  # a key before the page's script is there is nobody's
    page.locator("[data-criterion]").last.focus()
    page.keyboard.press("0")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/quality/reviews/*")
    picture(page, "review-en")
    with UnitOfWork(Actor.system(house.tenant.id)) as uow:
        last = uow.session.scalars(
            select(Review)
            .where(Review.tenant_id == house.tenant.id, Review.state == "submitted")
            .order_by(Review.submitted_at.desc())
        ).first()
        answers = [row.answer for row in list_scores(uow, last)]
        assert (answers.count("fail"), answers.count("pass"), answers.count("na")) == (1, total - 2, 1)
    assert [line for line in page.complaints if not line.startswith("Failed to load resource")] == []


@pytest.fixture(scope="module")
def places(house):
    """Addresses of one of each: a sample in hand, a review, a dispute that waits."""
    with UnitOfWork(Actor.system(house.tenant.id)) as uow:
        failed = uow.session.scalars(
            select(Review).where(Review.tenant_id == house.tenant.id, Review.customer_error.is_(True))
        ).first()
    agent = house.ann if failed.agent_id == house.ann.id else house.bob
    dispute = house.as_(
        agent,
        lambda uow: dispute_review(
            uow,
            house.tenant.id,
            failed.id,
            reason="It is all there, in the first line.",
            criteria=["correct"],
        ),
    )
    waiting = next(one for one in house.samples() if one.state == "waiting")
    from bpo.qa.operations.reviewing import claim_sample

    house.as_(house.rolf, lambda uow: claim_sample(uow, house.tenant.id, waiting.id))
    agents = {house.ann.id: house.ann_token, house.bob.id: house.bob_token}
    return {
        "slug": house.tenant.slug,
        "sample": waiting.id,
        "review": failed.id,
        "dispute": dispute.id,
        "agent_token": agents[agent.id],
    }


def visits(house, places):
    """Who goes where, with the name of the picture."""
    viewer = make_person("client_viewer", house.tenant)[1]
    empty = make_person("reviewer", House().tenant)[1]
    return (
        (house.rolf_token, "/reviewing", "queue"),
        (house.rolf_token, "/brands/{slug}/reviewing/{sample}", "desk"),
        (house.rolf_token, "/brands/{slug}/reviewing/choose", "choose"),
        (house.rolf_token, "/disputes", "disputes"),
        (house.rolf_token, "/brands/{slug}/disputes/{dispute}", "dispute"),
        (house.boss_token, "/brands/{slug}/quality", "quality"),
        (house.boss_token, "/brands/{slug}/quality/reviews?kind=reply", "reviews"),
        (house.boss_token, "/brands/{slug}/quality/reviews/{review}", "review"),
        (house.boss_token, "/brands/{slug}/quality/scorecard", "scorecard"),
        (house.boss_token, "/brands/{slug}/quality/plan", "plan"),
        (places["agent_token"], "/my-reviews", "own"),
        (places["agent_token"], "/brands/{slug}/my-reviews/{review}", "own-review"),
        (viewer, "/brands/{slug}/quality", "quality-client"),
        (viewer, "/brands/{slug}/quality/reviews/{review}", "review-client"),
        (empty, "/reviewing", "queue-empty"),
        (empty, "/disputes", "disputes-empty"),
    )


@pytest.mark.parametrize(("locale", "width", "theme"), wide_look("en"))
def test_every_page_is_readable_by_all_in_each_language(open_browser, house, places, locale, width, theme):
    people, wrong = {}, {}
    for token, path, name in visits(house, places):
        if token not in people:
            page = open_browser(locale, token=token, width=width, theme=theme)
            page.goto("/profile")
            page.locator(f'button[name="locale"][value="{locale}"]').first.click()
            page.wait_for_selector(f'html[lang="{locale}"]')
            people[token] = Walk(page, locale, places)
        walk = people[token]
        walk.visit(path)
        picture(walk.page, f"{name}-{locale}-{width}")
        wrong |= {f"{name} {address}": found for address, found in walk.wrong.items()}
        walk.wrong.clear()
    assert wrong == {}
