"""A customer on a telephone answers without a script; a supervisor reads it, opens it, and changes the plan.

With BPO_PICTURES=FOLDER each page leaves a picture there.
"""

import os
from pathlib import Path

import pytest
from browser.conftest import english_lines
from browser.looks import wide_look
from browser.test_pages import AXE, AXE_RUN
from builders import make_person
from conversations.worlds import in_unit
from playwright.sync_api import expect
from surveys.worlds import ask, deliver, make_asking_brand, token_of

from bpo.core.i18n import LOCALES
from bpo.surveys.models import SurveyInvitation
from bpo.surveys.operations.answering import keep_answer

pytestmark = pytest.mark.browser

ASKED = {
    "en": "Where is my parcel? I have been waiting for a week.",
    "ru": "Где моя посылка? Жду уже неделю.",
    "uk": "Де моя посилка? Чекаю вже тиждень.",
    "pl": "Gdzie jest moja paczka? Czekam już tydzień.",
}


@pytest.fixture(scope="module")
def tenant(site):
    """A brand with answers of all kinds, in four languages."""
    tenant = make_asking_brand(name="Nordlys Outdoor", languages=list(LOCALES), plan={"apart_days": 0})
    scores = (5, 5, 4, 5, 2, 4, 1, 5, 3)
    for n, score in enumerate(scores):
        language = LOCALES[n % 4]
        text = "Terrible service, I am furious!" if n == 0 else ASKED[language]
        invitation = deliver(tenant, ask(tenant, f"c{n}", author=f"c{n}", text=text, visibility="public"))
        comment = "It took three letters, and then it was solved in a minute." if n % 3 == 0 else None
        in_unit(tenant, lambda uow, i=invitation, s=score, c=comment: give(uow, i, s, c))
    return tenant


def give(uow, invitation, score, comment):
    row = uow.session.get(SurveyInvitation, (invitation.tenant_id, invitation.id))
    keep_answer(uow, row, score=score, recommend=min(10, score * 2), comment=comment)


def look_at(page, name):
    """What axe and the policy say of a page; and its picture, where somebody wants it."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    page.evaluate(AXE.read_text())
    assert page.evaluate(AXE_RUN) == [], name
    assert [one for one in page.complaints if "410" not in one] == [], name
    if folder := os.environ.get("BPO_PICTURES"):
        page.wait_for_timeout(800)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("locale", "width", "theme"), [("en", 320, "light"), ("pl", 1280, "dark"), ("uk", 320, "dark")]
)
def test_a_customer_answers(open_browser, tenant, settings, locale, width, theme):
    name = f"{locale}-{width}-{theme}"
    invitation = deliver(tenant, ask(tenant, name, author=name, text=ASKED[locale]))
    page = open_browser("en", width=width, theme=theme)  # the browser's language is not the customer's
    page.goto(f"/survey/{token_of(settings, invitation)}?score=4")
    expect(page.locator("html")).to_have_attribute("lang", locale)
    expect(page.locator('input[name="score"][value="4"]')).to_be_checked()
    look_at(page, f"survey-ask-{name}")
    page.locator('input[name="score"][value="4"]').press("ArrowRight")
    page.locator('input[name="recommend"][value="9"]').check()
    page.locator("textarea").fill("Thank you.")
    page.locator('main button[type="submit"]').click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("5")
    look_at(page, f"survey-thanks-{name}")
    page.goto(f"/survey/{'x' * 120}")
    look_at(page, f"survey-ended-{name}")


@pytest.mark.parametrize(("locale", "width", "theme"), wide_look("pl"))
def test_the_workplace(open_browser, tenant, locale, width, theme):
    _user, token = make_person("supervisor", tenant, locale=locale)
    page = open_browser(locale, token=token, width=width, theme=theme)
    name = f"{locale}-{width}-{theme}"
    for path in ("", "/answers?figure=answers", "/plan"):
        page.goto(f"/brands/{tenant.slug}/satisfaction{path}")
        page.locator("details.behind").evaluate_all("all => all.forEach((one) => { one.open = false; })")
        look_at(page, f"satisfaction-{path.strip('/').partition('?')[0] or 'page'}-{name}")
        assert english_lines(page, locale) == []


def test_a_figure_opens_to_answers_and_an_answer_to_its_conversation(open_browser, tenant):
    _user, token = make_person("supervisor", tenant)
    page = open_browser(token=token)
    page.goto(f"/brands/{tenant.slug}/satisfaction")
    page.locator('a[href*="figure=yet_negative"]').click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    page.locator('main tbody a[href*="/conversations/"]').click()
    expect(page.locator("main")).to_contain_text("I am furious")


def test_the_plan_shows_what_the_rules_hold(open_browser, tenant):
    _user, token = make_person("supervisor", tenant)
    page = open_browser(token=token)
    page.goto(f"/brands/{tenant.slug}/satisfaction/plan")
    page.locator('[name="en.thanks"]').fill("You are an idiot, fuck off.")
    page.locator('main form button[type="submit"]').click()
    expect(page.locator(".field-error").first).to_be_visible()
    expect(page.locator(".findings").first).to_be_visible()
    expect(page.locator('[name="en.thanks"]')).to_have_value("You are an idiot, fuck off.")
