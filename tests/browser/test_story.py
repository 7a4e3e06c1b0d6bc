"""A brand's first day, lived through in a browser: onboarded, live, imported, read by its client."""

import json
import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
from browser.conftest import english_lines
from browser.looks import languages
from builders import drain_all, make_person, make_responder, make_tenant, work_off
from playwright.sync_api import expect

from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.credentials import hash_password
from bpo.identity.queries import get_user
from bpo.navigation import BRAND_PARTS
from bpo.tenants.queries import find_tenant_id, get_tenant

pytestmark = pytest.mark.browser

PASSWORD = "lamp otter quiz violin"
START = datetime(2025, 3, 3, 10, 0, tzinfo=UTC)
MET, LATE = (3, 10, 20, 25, 29), (45, 95)  # and one is never answered
NAMES = {"en": "Harbour Tea", "ru": "Тихий чай", "uk": "Тихий чай", "pl": "Cicha Herbata"}


def messages():
    """A question an hour: some answered in half an hour, some late, one never."""
    for number, minutes in enumerate((*MET, *LATE, None)):
        asked = START + timedelta(hours=number)
        common = {"account": "generic:care", "conversation": f"c{number}"}
        yield {**common, "id": f"q{number}", "direction": "in", "author": {"id": f"u{number}"}} | {
            "text": f"?? {number}",
            "posted_at": asked.isoformat(),
        }
        if minutes is not None:
            answered = asked + timedelta(minutes=minutes)
            yield {**common, "id": f"a{number}", "direction": "out", "author": {"id": "care"}} | {
                "text": f"!! {number}",
                "posted_at": answered.isoformat(),
                "in_reply_to": f"q{number}",
            }


class Reader:
    """Somebody at a browser, who notices a wrong language on any page they come to."""

    def __init__(self, page, locale):
        self.page, self.locale = page, locale

    def see(self):
        self.page.wait_for_load_state()
        assert self.page.locator("html").get_attribute("lang") == self.locale
        assert english_lines(self.page, self.locale) == [], self.page.url
        assert self.page.complaints == [], self.page.url

    def go(self, path):
        answer = self.page.goto(path)
        assert answer.status == 200
        self.see()

    def follow(self, selector):
        self.page.locator(selector).first.click()
        self.see()

    def send(self, selector='main button[type="submit"]', **values):
        for name, value in values.items():
            field = self.page.locator(f'main [name="{name.replace("__", ".")}"]')
            kind = field.first.evaluate("one => one.type")
            if kind in {"checkbox", "radio"}:
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.see()

    def confirm(self, dialog):
        self.page.locator(f'[data-opens="{dialog}"]').click()
        self.send(f'dialog#{dialog} button[type="submit"]')

    def shows(self, selector):
        expect(self.page.locator(selector).first).to_be_visible()


def sign_in(reader, email):
    reader.go("/login")
    reader.send(email=email, password=PASSWORD)


def make_supervisor(locale):
    user, _token = make_person("supervisor", locale=locale)
    with UnitOfWork(Actor.system()) as uow:
        get_user(uow, user.id, for_update=True).password_hash = hash_password(PASSWORD)
    return user


def make_brand(boss, slug, name, locale):
    boss.go("/brands")
    boss.follow('a[href="/brands/new"]')
    boss.send(
        'button[value="save"]',
        name=name,
        slug=slug,
        languages=locale,
        time_zone="Europe/Kyiv",
        accounts__0__network="generic",
        accounts__0__handle="care",
    )
    assert boss.page.url.endswith(f"/brands/{slug}")


def agree(boss, slug):
    """Hours, targets, guide and departments, each on its own page."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    boss.follow(f'a[href="/brands/{slug}/edit/calendars"]')
    hours = {f"calendars__0__{day}": "00:00-24:00" for day in days}
    boss.send('button[value="save"]', calendars__0__name="shift", **hours)
    boss.follow(f'a[href="/brands/{slug}/edit/service_levels"]')
    boss.send(
        'button[value="save"]', service_levels__0__first_response="30m", service_levels__0__calendar="shift"
    )
    boss.go(f"/brands/{slug}/edit/style_guide")
    boss.send('button[value="apply"]', text="style_guide:\n  greeting: required\n")
    boss.go(f"/brands/{slug}/edit/departments")
    boss.send(
        'button[value="apply"]', text="departments:\n  - {kind: pr, contact: pr@example.com, due: 30m}\n"
    )


def name_the_owner(boss, slug):
    boss.follow(f'a[href="/brands/{slug}/accounts"]')
    boss.follow(f'main th a[href^="/brands/{slug}/accounts/"]')
    boss.send('main form:not([action$="/secret"]) button[type="submit"]', owner="it@example.com")
    boss.confirm("renew")
    secret = boss.page.locator(".notice code").inner_text()
    assert len(secret) >= 32
    boss.go(boss.page.url.removesuffix("/secret"))
    assert secret not in boss.page.content()


def invite(boss, brand, email, role, locale, **over):
    boss.go("/people/invite")
    boss.page.get_by_label(brand, exact=True).check()
    boss.send(email=email, locale=locale, role=role, **over)
    drain_all("delivery")


def accept(reader, settings, email):
    """Open the link in the letter, and choose a password."""
    reader.go(letter_link(settings, email))
    reader.send(name="Sam Reader", password=PASSWORD, time_zone="UTC")


def letter_link(settings, email):
    for path in sorted(settings.mail_folder.glob("*.eml"), reverse=True):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        if letter["To"] == email:
            return re.search(r"/invitation/\S+", letter.get_content())[0]
    raise AssertionError(f"no letter to {email}")


def settle_the_checklist(boss, slug):
    make_responder(tenant_of(slug))  # nobody may answer for the brand without somebody certified
    boss.go(f"/brands/{slug}/checklist")
    assert len(tabs_of(boss)) == len(BRAND_PARTS)
    while boss.page.locator('section[id^="item-"] textarea').count():
        boss.page.locator('section[id^="item-"] textarea').first.fill("Letter of the client, 3 March")
        boss.send('section[id^="item-"]:has(textarea) form:has(textarea) button[type="submit"]')
    assert boss.page.locator(".checklist > li").count() == 10
    boss.confirm("go-live")
    assert boss.page.url.endswith(f"/brands/{slug}")
    assert tenant_of(slug).state == "live"


def tenant_of(slug):
    with UnitOfWork(Actor.system()) as uow:
        tenant_id = find_tenant_id(uow, slug)
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        return get_tenant(uow, slug)


def bring_in(boss, slug):
    body = "\n".join(json.dumps(one) for one in messages()).encode()
    boss.follow(f'.brand-parts a[href="/brands/{slug}/accounts"]')  # the group of what is set up
    boss.follow(f'.brand-parts a[href="/brands/{slug}/imports"]')
    file = {"name": "march.jsonl", "mimeType": "application/x-ndjson", "buffer": body}
    boss.page.locator('input[type="file"]').set_input_files(file)
    boss.send()
    boss.shows('#import-progress[aria-busy="true"]')
    work_off(tenant_of(slug).id, "slow", "intake")
    boss.shows("#import-progress:not([aria-busy])")  # the page asks by itself
    boss.see()
    read, stored = boss.page.locator("#import-progress dd").all_inner_texts()[:2]
    assert (read, stored) == ("15", "15")


def tabs_of(reader):
    """The parts of all groups of a brand's tabs, each group opened by a click; the reader comes back after that."""
    here, found = reader.page.url, []
    for number in range(reader.page.locator(".brand-parts ul:first-child a").count()):
        reader.page.locator(".brand-parts ul:first-child a").nth(number).click()
        reader.see()
        opened = reader.page.locator(".brand-parts ul:last-child a")
        found += opened.evaluate_all("all => all.map((one) => one.pathname.split('/').slice(3).join('/'))")
    reader.go(urlsplit(here).path)
    return found


def read_the_report(client, slug):
    """From the attainment to the breached rows, to the one that was 15 minutes late."""
    client.go("/")
    assert client.page.url.endswith(f"/brands/{slug}/report")
    own = [
        *("", "guide", "profiles", "history"),
        *("report", "months", "exclusions", "report/delivery"),
        *("quality", "satisfaction"),
        *("conversations", "mentions", "knowledge"),
    ]
    assert tabs_of(client) == own
    figure = client.page.locator('a[href*="figure=first_response"][href*="state=judged"]').first
    assert re.sub(r"\D", "", figure.inner_text()) == "625"  # 5 of 8
    link = 'a[href*="figure=first_response"][href*="state=breached"]'
    assert client.page.locator(link).first.inner_text() == str(len(LATE))
    client.follow(link)
    assert client.page.locator("main tbody tr").count() == len(LATE)
    client.follow('main tbody tr a[href*="/turns/"]')
    asked = START + timedelta(hours=len(MET))
    due = (asked + timedelta(minutes=30)).isoformat()
    client.shows(".timeline rect.seg-late")
    client.shows(f'.timeline-scale time[datetime^="{due[:19]}"]')
    steps = client.page.locator(".timeline-steps .length").all_inner_texts()
    assert [re.sub(r"\D", "", step) for step in steps] == ["30", "15"]
    assert re.search(r"\b15\b", client.page.locator(".lead-in").inner_text())
    client.shows("main .mark-bad")


def meet_a_wall(client, stranger):
    """Another brand's address answers as if there were none."""
    for path in ("", "/report", "/conversations", "/imports"):
        answer = client.page.goto(f"/brands/{stranger.slug}{path}")
        assert answer.status in ({403, 404} if path == "/imports" else {404})
        client.page.complaints.clear()  # Chromium says the 404 aloud
        client.see()
        assert stranger.name not in client.page.content()


@pytest.mark.parametrize("locale", languages("pl"))
def test_from_a_new_brand_to_its_clients_report(open_browser, settings, locale):
    slug = f"story-{locale}-{new_id().hex[-6:]}"
    name = f"{NAMES[locale]} {slug[-6:]}"
    agent, viewer = f"agent@{slug}.example", f"viewer@{slug}.example"
    boss = Reader(open_browser(locale), locale)
    sign_in(boss, make_supervisor(locale).email)
    make_brand(boss, slug, name, locale)
    agree(boss, slug)
    name_the_owner(boss, slug)
    invite(boss, name, agent, "agent", locale, profile="responder")
    invite(boss, name, viewer, "client_viewer", locale)
    accept(Reader(open_browser(locale), locale), settings, agent)
    client = Reader(open_browser(locale), locale)
    accept(client, settings, viewer)
    settle_the_checklist(boss, slug)
    bring_in(boss, slug)
    again = Reader(open_browser(locale), locale)
    sign_in(again, viewer)
    read_the_report(again, slug)
    meet_a_wall(again, make_tenant())
