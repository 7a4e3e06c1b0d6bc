"""The pages of approvals, hand-offs and alerts under axe and the policy; deciding with keys and by a link."""

import pytest
from browser.looks import narrow_look
from browser.test_pages import Walk
from builders import actor_of_person, make_person
from conversations.asking import DEPARTMENTS
from conversations.desk import Agent, make_talk
from conversations.worlds import in_unit, said, store
from playwright.sync_api import expect

from bpo.conversations.models import DepartmentAlert
from bpo.conversations.operations.acts import last_seen
from bpo.conversations.operations.deciding import pass_on, return_to_author
from bpo.conversations.operations.handoffs import answer_handoff, ask_department
from bpo.conversations.operations.links import ALERT, APPROVAL, HANDOFF, link_of
from bpo.conversations.queries.approvals import get_approval, list_waiting
from bpo.conversations.queries.handoffs import get_handoff
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.rules.approval import Tier
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.signed_links import address_id
from bpo.core.uow import UnitOfWork
from bpo.tenants.operations import replace_section

pytestmark = pytest.mark.browser

QUESTION = "Чи можна сказати, що посилку загублено і ми повернемо гроші до п'ятниці?"
ANSWER = "Так, але без суми: її назве бухгалтерія."


class Desk:
    """Something of everything that waits: for a colleague, the client, a department."""

    def __init__(self, settings):
        self.tenant, self.talk = make_talk(
            brand={"name": "Paczkodziupla", "languages": ["uk", "en"]},
            text="Де моя посилка? Це вже третій тиждень, і ніхто не відповідає.",
            author_name="Олена Гай",
            followers=120_000,
            language="uk",
        )
        approval = {"new_agents": 1.0, "reach_over": None, "timeout": 1200, "deputy": "supervisor"}
        with UnitOfWork(Actor.system(self.tenant.id)) as uow:
            replace_section(uow, self.tenant, "departments", DEPARTMENTS)
            replace_section(uow, self.tenant, "approval", approval)
        self.author = Agent(self.tenant, self.talk, level="trainee").claim()
        self.settings = settings

    def submit(self, text="Вітаємо, Олено! Вже шукаємо Вашу посилку, звернімся завтра.", key="key-0000-0001"):
        self.author.send(text, key=key)
        return self.waiting()[-1]

    def waiting(self):
        return in_unit(self.tenant, lambda uow: list_waiting(uow, tenant_ids=[self.tenant.id]))

    def decide(self, role, deed, row, **over):
        with UnitOfWork(actor_of_person(make_person(role, self.tenant)[0])) as uow:
            return deed(uow, get_approval(uow, self.tenant.id, row.id, for_update=True), **over)

    def ask(self, department="pr"):
        return self.author.do(
            lambda uow, talk: ask_department(uow, talk, department=department, question=QUESTION)
        )

    def answer(self, row):
        with UnitOfWork(actor_of_person(make_person("client_approver", self.tenant)[0])) as uow:
            answer_handoff(uow, get_handoff(uow, self.tenant.id, row.id, for_update=True), answer=ANSWER)

    def alarm(self):
        def add(uow):
            found = get_conversation(uow, self.tenant.id, self.talk)
            row = DepartmentAlert(
                tenant_id=self.tenant.id,
                account_id=found.account_id,
                conversation_id=found.id,
                message_id=last_seen(uow, found, at=uow.now),
                department="pr",
                contact="pr@client.example",
                reason="crisis",
                reach=120_000,
                raised_at=uow.now,
            )
            uow.session.add(row)
            return row

        return in_unit(self.tenant, add)

    def link(self, purpose, row, recipient=None):
        key = self.settings.secret_key
        return link_of(
            purpose,
            tenant_id=self.tenant.id,
            row_id=row.id,
            recipient=recipient or address_id("pr@client.example", key=key),
            now=utcnow(),
            key=key,
            public_url="",
        )


@pytest.fixture(scope="module")
def world(app, settings):
    desk = Desk(settings)
    returned = desk.submit()
    desk.decide("team_leader", return_to_author, returned, note="Перепросіть спершу.")
    again = desk.submit("Перепрошуємо, Олено! Ваша посилка буде завтра.", key="key-0000-0002")
    store(
        desk.tenant,
        said("q2", 0, network="mastodon", in_reply_to="q1", posted_at=utcnow(), text="Агов?", language="uk"),
    )
    asked, answered = desk.ask(), desk.ask("legal")
    desk.answer(answered)
    alert = desk.alarm()
    other = Desk(settings)
    passed = other.submit()
    client = other.decide("team_leader", pass_on, passed, to=Tier.CLIENT)
    approver, _token = make_person("client_approver", other.tenant)
    return {
        "desk": desk,
        "other": other,
        "slug": desk.tenant.slug,
        "talk": desk.talk,
        "approval": again.id,
        "returned": returned.id,
        "asked": asked.id,
        "answered": answered.id,
        "alert": alert.id,
        "client_slug": other.tenant.slug,
        "client": client.id,
        "link_question": desk.link(HANDOFF, asked),
        "link_alert": desk.link(ALERT, alert),
        "link_approval": other.link(APPROVAL, client, approver.id),
    }


STAFF = (
    "/approvals",
    "/brands/{slug}/approvals/{approval}",
    "/brands/{slug}/approvals/{returned}",
    "/brands/{client_slug}/approvals/{client}",
    "/handoffs",
    "/handoffs?show=ended",
    "/brands/{slug}/handoffs/{asked}",
    "/brands/{slug}/handoffs/{answered}",
    "/brands/{slug}/conversations/{talk}",
)
CLIENT = (
    "/waiting",
    "/brands/{slug}/questions/{asked}",
    "/brands/{slug}/questions/{answered}",
    "/brands/{slug}/alerts/{alert}",
    "/brands/{slug}/report",
)
ANYBODY = ("{link_question}", "{link_alert}", "{link_approval}", "/links/questions/no-such-link")


@pytest.mark.parametrize(("locale", "width", "theme"), narrow_look("pl"))
def test_pages_of_decisions(open_browser, world, locale, width, theme):
    desk, other = world["desk"], world["other"]
    _user, token = make_person("supervisor", desk.tenant, other.tenant, locale=locale)
    walk = Walk(open_browser(locale, token=token, width=width, theme=theme), locale, world)
    for path in STAFF:
        walk.visit(path)
    wrong = walk.wrong
    _user, token = make_person("client_approver", desk.tenant, locale=locale)
    walk = Walk(open_browser(locale, token=token, width=width, theme=theme), locale, world)
    for path in CLIENT:
        walk.visit(path)
    wrong |= walk.wrong
    _user, token = make_person("client_approver", other.tenant, locale=locale)
    walk = Walk(open_browser(locale, token=token, width=width, theme=theme), locale, world)
    for path in ("/waiting", "/brands/{client_slug}/approvals/{client}"):
        walk.visit(path)
    wrong |= walk.wrong
    page = open_browser(locale, width=width, theme=theme)
    walk = Walk(page, locale, world)
    page.goto("/login")
    page.click(
        f'button[name="locale"][value="{locale}"]'
    )  # the reader's own choice goes before the holder's language
    for path in ANYBODY:
        walk.visit(path)
    assert wrong | walk.wrong == {}


def test_an_approver_decides_with_keys_and_the_difference_is_there(open_browser, app, settings):
    desk = Desk(settings)
    row = desk.submit("It arives today.")
    _user, token = make_person("team_leader", desk.tenant)
    page = open_browser("en", token=token)
    page.goto(f"/brands/{desk.tenant.slug}/approvals/{row.id}")
    box = page.get_by_label("Reply", exact=True)
    box.fill("It arrives today.")
    box.press("a")
    expect(box).to_have_value("It arrives today.a")  # no key fires while somebody types
    box.press("Backspace")
    page.locator("h1").click()
    page.keyboard.press("r")
    expect(page.get_by_label("Note to the author")).to_be_focused()
    page.locator("h1").click()
    page.keyboard.press("a")
    page.wait_for_url("**/approvals")
    page.goto(f"/brands/{desk.tenant.slug}/approvals/{row.id}")
    expect(page.locator(".difference del").first).to_have_text("arives")
    expect(page.locator(".difference ins").first).to_have_text("arrives")
    assert page.complaints == []


def test_a_department_answers_by_its_link_without_scripts(browser, site, app, settings):
    desk = Desk(settings)
    row = desk.ask()
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.link(HANDOFF, row))
    page.fill('[name="answer"]', "Yes.")
    page.click('main button[type="submit"]')
    assert page.locator(".notice-good").count() == 1
    page.goto(desk.link(HANDOFF, row))
    assert page.locator("textarea").count() == 0
    context.close()
    assert in_unit(desk.tenant, lambda uow: get_handoff(uow, desk.tenant.id, row.id).answer) == "Yes."
