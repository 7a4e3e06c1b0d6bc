"""At the composer: what is typed is checked in its place, is never lost, and goes out once."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from browser.conftest import english_lines
from browser.looks import looks
from browser.test_pages import AXE, AXE_RUN
from browser.workplace import Desk
from builders import make_responder
from playwright.sync_api import expect
from sqlalchemy import select

from bpo.conversations.models import Draft
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.people import grant_roles
from bpo.identity.operations.sign_in import log_out, start_session
from bpo.identity.permissions import Profile, Role
from bpo.identity.queries import get_user
from bpo.staffing.operations import assign, certify
from bpo.tenants.operations import replace_section

pytestmark = pytest.mark.browser

DAY = timedelta(days=1)
GOOD = "Hello Anna, your parcel is with the courier and arrives today."


@pytest.fixture
def desk(app):
    return Desk()


class Writer:
    """Somebody at the composer."""

    def __init__(self, page, desk):
        self.page, self.desk = page, desk
        self.field = page.locator("[data-composer] textarea[name=text]")
        self.verdict = page.locator("#verdict")
        self.saved = page.locator("#saved")
        self.status = page.locator("#composer-status")

    def open(self):
        self.page.goto(self.desk.path)
        return self

    def type(self, text):
        self.field.press_sequentially(text)
        return self

    def is_saved(self):
        expect(self.saved).to_contain_text("Saved")
        return self


def certify_and_assign(uow, tenant, user):
    """Give somebody a role, a certification and an assignment at another brand."""
    grant_roles(
        uow, get_user(uow, user.id), role=Role.AGENT, tenant_ids=[tenant.id], profile=Profile.RESPONDER
    )
    certify(uow, tenant.id, user_id=user.id, valid_from=uow.now - DAY, valid_until=uow.now + DAY)
    assign(uow, tenant.id, user_id=user.id)


def saved_as(desk, text):
    return [state for kept, state in desk.drafts() if kept == text]


def test_a_finding_stands_under_its_words_and_is_mended_with_one_press(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type("Hello Anna, your parcle arrives today, after the elections.")
    expect(writer.verdict).to_contain_text("Cannot be sent")
    assert page.locator(".composer-mirror mark.found-warn").all_inner_texts() == ["parcle"]
    assert page.locator(".composer-mirror mark.found-block").all_inner_texts() == ["elections"]
    mark = page.locator(".composer-mirror mark.found-warn").bounding_box()
    field = page.locator(".composer-field").bounding_box()
    assert field["y"] < mark["y"] < field["y"] + field["height"]
    page.locator('.finding [data-fixes="parcel"]').click()
    expect(writer.field).to_have_value("Hello Anna, your parcel arrives today, after the elections.")
    expect(page.locator(".composer-mirror mark.found-warn")).to_have_count(0)
    page.locator(".finding-bad [data-shows]").click()
    page.wait_for_function("getSelection().toString() === 'elections'")
    page.keyboard.type("weekend")
    expect(writer.verdict).to_have_text("Ready to send")
    assert page.complaints == []


def test_what_is_missing_is_put_where_it_belongs(open_browser, desk):
    required = {"policy": "required", "severity": "warn"}
    with UnitOfWork(desk.actor) as uow:
        rules = {"style_guide": {"signature": required}, "terms": [], "restricted_topics": [], "names": []}
        replace_section(uow, uow.session.merge(desk.tenant), "rule_set", rules)
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type("Hello Anna, it is on its way.")
    expect(writer.verdict).to_have_text("Needs your reason: 1 warning")
    page.locator(".finding [data-fixes]").first.click()
    expect(writer.field).to_have_value("Hello Anna, it is on its way. ^PA")
    expect(writer.verdict).to_have_text("Ready to send")


def test_a_warning_goes_out_with_its_reason(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type("Hello Anna, your parcle is on its way.")
    expect(writer.verdict).to_have_text("Needs your reason: 1 warning")
    writer.field.press("Control+Enter")
    reason = page.locator('[name="override_reason"]:visible').first
    expect(reason).to_be_focused()
    assert reason.evaluate("one => one.labels[0].textContent.trim()") == "Why it should go out all the same"
    reason.fill("The customer calls it so")
    reason.press("Enter")
    expect(page.locator("#replies")).to_contain_text("Sent despite a warning: The customer calls it so")
    assert desk.deliveries() == ["Hello Anna, your parcle is on its way."]


def test_the_verdict_is_there_within_a_moment_of_a_pause(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type(GOOD)
    expect(writer.verdict).to_have_text("Ready to send")
    waited = page.evaluate(
        """async () => {
          const field = document.querySelector("[data-composer] textarea");
          const line = document.querySelector("#verdict");
          const times = [];
          for (let round = 0; round < 5; round += 1) {
            const changed = new Promise((done) => new MutationObserver((_, watch) => { watch.disconnect(); done(); })
              .observe(line, {childList: true, characterData: true, subtree: true}));
            field.focus();
            field.setSelectionRange(field.value.length, field.value.length);
            document.execCommand("insertText", false, round % 2 ? " fine" : " elections");
            const begun = performance.now();
            await changed;
            times.push(performance.now() - begun);
            if (round % 2 === 0) { field.select(); document.execCommand("insertText", false, "Hello Anna, it is"); }
            await new Promise((done) => setTimeout(done, 700));
          }
          return times.sort((a, b) => a - b)[2];
        }"""
    )
    assert waited < 1000  # the figure itself is for the benchmark: here a busy machine runs beside


def test_it_goes_out_once_and_says_how_it_stands(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type(GOOD)
    writer.field.press("Control+Enter")
    writer.field.press("Control+Enter")
    expect(page.locator("#replies .mark")).to_contain_text("Being sent")
    expect(writer.field).to_have_value("")
    assert desk.deliveries() == [GOOD]
    page.reload()
    expect(writer.field).to_have_value("")
    assert page.complaints == []


def test_what_is_being_saved_is_saved_before_it_goes_out(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/drafts/*", hold)
    with page.expect_request("**/drafts/*"):
        writer.type(GOOD)
    writer.field.press("Control+Enter")
    expect(writer.status).to_contain_text("Sending")
    page.wait_for_timeout(300)  # long enough for what would not have waited
    held.pop().continue_()
    expect(page.locator("#replies .mark")).to_contain_text("Being sent")
    assert held == []
    assert desk.deliveries() == [GOOD]
    assert page.complaints == []


def test_what_is_typed_while_the_network_is_away_is_saved_when_it_is_back(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type("Hello").is_saved()
    page.context.set_offline(True)
    writer.type(" Anna, one moment")
    expect(writer.status).to_contain_text("No connection")
    assert saved_as(desk, "Hello Anna, one moment") == []
    page.locator('[name="act"][value="send"]').click()
    expect(writer.status).to_contain_text("Not sent")
    page.context.set_offline(False)
    expect(writer.status).to_contain_text("The connection is back")
    writer.is_saved()
    assert saved_as(desk, "Hello Anna, one moment") == ["open"]
    assert desk.deliveries() == []


# What a closing page still sends gets past the browser's own "offline" in its headless shell.
LAST_WORDS_LOST = "() => { window.fetch = () => Promise.reject(new TypeError('no network')); }"


def test_it_is_saved_by_the_readers_own_clock(open_browser, desk):
    with UnitOfWork(Actor.system()) as uow:
        uow.session.merge(desk.user).time_zone = "Asia/Kathmandu"  # no whole hours from any other clock here
    writer = Writer(open_browser(token=desk.token), desk).open().type("Hello").is_saved()
    told = writer.saved.inner_text()[-5:]
    now = utcnow().astimezone(ZoneInfo("Asia/Kathmandu"))
    assert told in {(now - timedelta(minutes=ago)).strftime("%H:%M") for ago in (0, 1)}


def test_what_was_typed_as_the_page_was_closed_is_there_again(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open()
    page.context.set_offline(True)
    writer.type("Hello Anna, I am looking")
    page.evaluate(LAST_WORDS_LOST)
    page.close()
    context = page.context
    context.set_offline(False)
    again = Writer(context.new_page(), desk).open()
    expect(again.field).to_have_value("Hello Anna, I am looking")
    expect(again.status).to_contain_text("What you had typed is back.")
    again.is_saved()
    assert saved_as(desk, "Hello Anna, I am looking") == ["open"]
    again.page.reload()
    expect(again.field).to_have_value("Hello Anna, I am looking")
    left = again.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('bpo-draft'))")
    assert left == []


def test_what_was_typed_when_the_log_in_ran_out_survives_it(open_browser, desk, site):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type("Hello").is_saved()
    log_out(lambda: UnitOfWork(Actor.system()), token=desk.token)
    writer.type(" Anna, I am still looking")
    expect(writer.status).to_contain_text("You have been signed out")
    link = writer.status.locator("a")
    expect(link).to_have_text("Sign in again")
    with UnitOfWork(Actor.system()) as uow:
        token = start_session(uow, get_user(uow, desk.user.id)).token
    page.context.add_cookies([{"name": "session", "value": token, "url": site}])
    link.click()
    page.wait_for_url(f"**{desk.path}**")
    expect(writer.field).to_have_value("Hello Anna, I am still looking")
    writer.is_saved()
    assert saved_as(desk, "Hello Anna, I am still looking") == ["open"]


def test_two_windows_of_one_person_lose_nothing(open_browser, desk):
    page = open_browser(token=desk.token)
    first = Writer(page, desk).open().type("First").is_saved()
    second = Writer(page.context.new_page(), desk).open()
    expect(second.field).to_have_value("First")
    second.type(" and second").is_saved()
    first.type(" of all")
    expect(first.status).to_contain_text("A newer text of this reply was saved in another window.")
    first.status.get_by_role("button", name="Take the newer one").click()
    expect(first.field).to_have_value("First and second")
    page.reload()
    page.locator("summary", has_text="Earlier wordings").click()
    expect(page.locator(".earlier-wording")).to_contain_text("First of all")


def test_colleagues_see_each_other_and_one_can_send(open_browser, desk):
    colleague, token = make_responder(desk.tenant)
    mine = Writer(open_browser(token=desk.token), desk).open().type("Hello")
    theirs = open_browser(token=token)
    theirs.goto(desk.path)
    expect(theirs.locator(".standing")).to_contain_text(f"Held by {desk.user.name}")
    expect(theirs.locator('[name="act"][value="send"]')).to_be_disabled()
    expect(theirs.locator("#presence")).to_contain_text(f"{desk.user.name} is writing here.")
    mine.page.bring_to_front()
    mine.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(mine.page.locator("#presence")).to_contain_text(colleague.name)


def test_keys_lead_about_and_never_fire_while_typing(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open()
    page.keyboard.press("r")
    expect(writer.field).to_be_focused()
    page.keyboard.type("d r")
    expect(writer.field).to_have_value("d r")
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.locator("dialog#dismiss")).to_be_visible()


def test_after_a_switch_of_brand_the_composer_says_so(open_browser, desk):
    other = Desk()
    with UnitOfWork(Actor.system(desk.tenant.id, other.tenant.id)) as uow:
        certify_and_assign(uow, other.tenant, desk.user)
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open()
    expect(writer.status).to_be_hidden()
    page.goto(other.path)
    expect(writer.status).to_contain_text("You are answering for another brand now")
    page.reload()
    expect(writer.status).to_be_hidden()


def test_an_acknowledgement_asks_when_more_will_come(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type("Hello Anna, thank you; we are looking for your parcel.")
    page.locator('[name="kind"][value="acknowledgement"]').check(force=True)
    page.locator('[name="promise"]').select_option("120")
    expect(writer.verdict).to_have_text("Ready to send")
    writer.field.press("Control+Enter")
    expect(page.locator("#replies")).to_contain_text("Acknowledgement")
    with UnitOfWork(desk.actor) as uow:
        (draft,) = uow.session.scalars(select(Draft).where(Draft.tenant_id == desk.tenant.id))
        assert round((draft.promise_at - draft.submitted_at).total_seconds() / 60) == 120


def test_taken_private_in_one_action(open_browser, desk):
    page = open_browser(token=desk.token)
    Writer(page, desk).open()
    page.get_by_role("button", name="Take it private").click()
    page.locator("dialog#private button[type=submit]").click()
    page.wait_for_url("**#composer")
    expect(page.locator('[name="kind"][value="private_reply"]')).to_be_checked()
    assert desk.deliveries() == ["We have written to you privately so that we can sort this out."]


@pytest.mark.parametrize(("locale", "width", "theme"), looks("ru"))
def test_the_workplace_in_each_language(open_browser, locale, width, theme):
    desk = Desk(locale)
    page = open_browser(locale, token=desk.token, width=width, theme=theme)
    writer = Writer(page, desk).open()
    writer.type("qwrtpz " * 3 + "x" * 500)
    expect(page.locator(".findings .finding").first).to_be_visible()
    for summary in page.locator(".composer-more summary").all():
        summary.click()
    page.evaluate(AXE.read_text())
    assert page.evaluate(AXE_RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert english_lines(page, locale) == []
    assert page.complaints == []


LONG = " ".join(
    f"Parcel number {n} left our house this morning and is with the courier now." for n in range(11)
)


def test_a_text_too_long_for_one_message_is_offered_in_parts_and_sent_so(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open()
    offer, parts = page.locator('[name="in_parts"]'), page.locator("#parts .part")
    writer.type("Short.")
    expect(offer).to_have_count(0)
    writer.field.fill(LONG)
    expect(writer.verdict).to_contain_text("Cannot be sent")
    expect(parts).to_have_count(2)
    expect(page.get_by_label("Send in 2 parts")).not_to_be_checked()
    writer.field.press("Control+Enter")  # it is not chosen yet
    expect(page.locator(".composer-said")).to_contain_text("This cannot be sent as it is.")
    assert desk.deliveries() == []
    page.get_by_label("Send in 2 parts").check()
    expect(writer.verdict).to_have_text("Ready to send")
    expect(offer).to_be_checked()
    expect(offer).to_be_focused()
    writer.field.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" " + " ".join([*["And one more sentence follows."] * 5, "And this is the last one."]))
    expect(page.get_by_label("Send in 3 parts")).to_be_checked()
    expect(parts.last).to_contain_text("And this is the last one.")  # the cuts follow what is typed
    shown = parts.all_inner_texts()
    assert [one[-6:] for one in shown] == [" (1/3)", " (2/3)", " (3/3)"]
    writer.field.press("Control+Enter")
    expect(page.locator("#replies .reply-parts li")).to_have_text(
        [f"Part {no} of 3 waits" for no in (1, 2, 3)]
    )
    assert desk.deliveries() == shown
    assert all("422" in one for one in page.complaints)  # the browser's, of what was refused first


@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
def test_the_offer_of_parts_is_in_the_agents_language(open_browser, app, locale):
    desk = Desk(locale)
    page = open_browser(token=desk.token)
    Writer(page, desk).open().field.fill(LONG)
    expect(page.locator("#parts .part")).to_have_count(2)
    page.evaluate(AXE.read_text())
    assert page.evaluate(AXE_RUN) == []
    assert english_lines(page, locale) == []
