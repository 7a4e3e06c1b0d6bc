"""Every page of the application under the policy and under axe, in each language, wide and narrow, light and dark."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from browser.conftest import english_lines
from browser.looks import NARROW, looks, narrow_look, wide_look
from builders import make_person, make_responder, work_off
from playwright.sync_api import expect
from sqlalchemy import select

from bpo.channels.operations import request_import
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.links import issue_link
from bpo.identity.operations.people import invite_user
from bpo.identity.permissions import Role
from bpo.knowledge.operations import save_campaign
from bpo.monitoring.models import Mention
from bpo.monitoring.operations.digests import make_digest
from bpo.monitoring.operations.sorting import label_mention, write_note
from bpo.monitoring.operations.taking import take_posts
from bpo.monitoring.operations.watches import file_source, save_source, save_watch
from bpo.monitoring.rules.posts import Post
from bpo.monitoring.rules.weeks import week_of
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.operations import apply_brand_file, brand_unit_actor
from bpo.staffing.operations import tell_of_endings
from bpo.tenants.queries import get_tenant
from bpo.web.assets import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Only what is wrong comes back: all that is right would be megabytes a page.
AXE_RUN = """async (rules) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const runOnly = rules ? {type: "rule", values: rules} : tags;
  const found = await axe.run(document, {runOnly, resultTypes: ["violations"]});
  const why = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.message).join(" ");
  return found.violations.map((one) => `${one.id}: ${one.nodes[0].html} (${why(one.nodes[0])})`);
}"""
# What a page may be at fault in when it is narrow or dark and was right wide and light: the rest is in its source.
BY_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
EXAMPLE = ROOT / "tests/onboarding/brand_file/example.yaml"
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)

ANYBODY = ("/login", "/forgot", "/invitation/{token}", "/invitation/no-such-link")
READS = (
    "/brands",
    "/brands/{slug}",
    "/brands/{slug}/history",
    "/profile",
    "/brands/no-such-brand",
)
EVIDENCE = (
    "/conversations",
    "/conversations?waiting=overdue",
    "/conversations?q=nothing-like-it",
    "/brands/{slug}/conversations",
    "/brands/{slug}/report",
    "/brands/{slug}/report?from=2020-01-01&to=2020-02-01",
    "/brands/{slug}/report/places",
    "/brands/{slug}/report/places?by=account",
    "/brands/{slug}/report?from=2020-03-01&to=2020-02-01",
)
EDITS = tuple(
    f"/brands/{{slug}}/edit/{section}"
    for section in ("profile", "accounts", "calendars", "service_levels", "style_guide", "file")
)
KEEPS = ("/people", "/people/invite", "/audit")
AT_HAND = ("/calendar", "/brands/{slug}/calendar", "/brands/{slug}/knowledge/campaigns")
ELSEWHERE = tuple(
    f"/brands/{{slug}}/{page}" for page in ("mentions?state=all", "spikes", "authors", "digests", "watches")
)
WATCHING = tuple(
    f"/brands/{{slug}}/{page}" for page in ("watches/new", "mention-sources", "mention-sources/new")
)
INSIDE = ("/brands/{slug}/accounts", "/brands/{slug}/checklist")
PAGES = {
    "supervisor": (
        *READS,
        *EVIDENCE,
        *EDITS,
        *KEEPS,
        *INSIDE,
        "/brands/{slug}/accounts/now",
        *AT_HAND,
        *ELSEWHERE,
        *WATCHING,
        "/mentions",
        "/queue",
        "/queue?show=snoozed&overdue=true&tag=kyiv",
        "/floor",
        "/floor/wall",
        "/shift-log",
        "/profile/webhook",
        "/staff",
        "/teams",
        "/brands/{slug}/staff",
        "/brands/{slug}/staff/certify",
        "/notifications",
        "/profile/certifications",
        "/brands/new",
        "/brands/new/file",
        "/brands/{slug}/imports",
    ),
    "client_viewer": (*READS, *AT_HAND, *ELSEWHERE, *(path for path in EVIDENCE if "?" not in path)),
    "admin": (*READS, *INSIDE, *KEEPS),  # the supervisor's templates with less in them
}
# Pages behind a first link of another: where they are linked, and the link.
BEHIND = {
    "supervisor": (
        ("/brands/{slug}/conversations", 'main th a[href*="/conversations/"]'),
        ("/brands/{slug}/imports", 'main th a[href*="/imports/"]'),
        ("/brands/{slug}/accounts", 'main th a[href*="/accounts/"]'),
        ("/people", 'main th a[href*="/people/"]'),
        ("/brands/{slug}/mentions?state=all", 'main a.queue-open[href*="/mentions/"]'),
        ("/brands/{slug}/watches", 'main th a[href*="/watches/"]'),
        ("/brands/{slug}/staff", 'main th a[href^="/staff/"]'),
        ("/brands/{slug}/report", 'a[href*="/report/rows"][href*="state=breached"]'),
        ("/brands/{slug}/report", 'a[href*="/report/rows"][href*="figure=turns"]'),
    ),
    "client_viewer": (
        ("/brands/{slug}/mentions?state=all", 'main a.queue-open[href*="/mentions/"]'),
        ("/brands/{slug}/spikes", 'main th a[href*="/spikes/"]'),
        ("/brands/{slug}/digests", 'main th a[href*="/digests/"]'),
        ("/brands/{slug}/conversations", 'main th a[href*="/conversations/"]'),
        ("/brands/{slug}/report", 'a[href*="/report/rows"][href*="state=breached"]'),
        ("{last}", 'main tbody a[href*="/turns/"]'),
    ),
    "admin": (("/people", 'main th a[href*="/people/"]'),),
}


def said(number):
    """A customer's question, and an answer that is late for every other one."""
    asked = NOON + timedelta(hours=number)
    common = {"account": "x:pivo_doma", "conversation": f"c{number}"}
    customer = {"id": f"u{number}", "name": "Олена Гай", "followers": 12}
    yield (
        common
        | {"id": f"q{number}", "direction": "in", "author": customer}
        | {
            "text": "Де моє замовлення? https://example.com/" + "x" * 60,
            "posted_at": asked.isoformat(),
            "language": "uk",
        }
    )
    if number:
        answered = asked + timedelta(minutes=10 if number % 2 else 70)
        yield (
            common
            | {"id": f"a{number}", "direction": "out", "author": {"id": "pivo_doma"}}
            | {
                "text": "Вітаємо! Уже шукаємо. ^ОГ",
                "posted_at": answered.isoformat(),
                "agent": "o.hai@vendor.example",
            }
        )


def talk_about(uow, tenant):
    """What is said elsewhere: a watch, a feed that is ill, posts with a spike in them, and a digest."""
    source = file_source(uow, tenant.id, "форум.example")
    watch = save_watch(uow, tenant.id, None, name="Бренд", query='"пиво вдома" OR пиво -"безалкогольне"')
    watch.ready_at, watch.known_since = uow.now, uow.now - timedelta(weeks=8)
    feed = save_source(uow, tenant.id, None, name="Новини", url="https://news.example/" + "feed" * 30)
    feed.failing_since, feed.failure = uow.now, "The site has a fault of its own."
    posts = [
        Post(
            external_id=str(number),
            title="" if number % 3 else "Знову про пиво",
            text="Жахливе пиво, кур’єр запізнився, " + "ой" * 40,
            posted_at=uow.now - timedelta(minutes=number),
            author_id=str(number % 4),
            author_name="Олена Гай",
            reach=number * 1000,
            url="https://forum.example/1",
        )
        for number in range(20)
    ]
    take_posts(uow, source, posts)
    mention = uow.session.scalars(select(Mention).where(Mention.tenant_id == tenant.id)).first()
    label_mention(uow, mention, add=["доставка"])
    write_note(uow, mention, "Перевірити завтра.")
    monday = uow.now.date() - timedelta(days=uow.now.weekday())
    make_digest(uow, tenant, week_of(monday, ZoneInfo(tenant.time_zone)))


@pytest.fixture(scope="module")
def world(db, settings, app):
    """A brand with everything agreed, a file imported with one reject, and its people."""
    slug = f"pages-{new_id().hex[-8:]}"
    text = EXAMPLE.read_text(encoding="utf-8").split("\n", 1)[1]
    with UnitOfWork(Actor.system()) as uow:
        opened = brand_unit_actor(uow, slug)
    with UnitOfWork(opened.actor) as uow:
        apply_brand_file(uow, parse_brand_file(f"slug: {slug}\n{text}", today=uow.now.date()))
    lines = [json.dumps(one) for number in range(6) for one in said(number)]
    with UnitOfWork(opened.actor) as uow:
        body = "\n".join([*lines, "<broken>"]).encode()
        request_import(uow, opened.tenant_id, file_name="березень.jsonl", file_format="jsonl", body=body)
    work_off(opened.tenant_id, "slow", "intake")
    with UnitOfWork(Actor.system(opened.tenant_id)) as uow:
        _user, link = invite_user(
            uow,
            email=f"new@{slug}.example",
            role=Role.CLIENT_VIEWER,
            tenant_ids=[opened.tenant_id],
            by_mail=False,
        )
        token = issue_link(uow, link, public_url="").rpartition("/")[2]
        tenant = get_tenant(uow, slug)
        talk_about(uow, tenant)
        for kind, title, days in (("outage", "Оплата не працює", 0), ("promotion", "Знижки", 3)):
            begins = uow.now - timedelta(days=days)
            save_campaign(
                uow,
                opened.tenant_id,
                None,
                kind=kind,
                title=title,
                text="Деталі тут.",
                statement="Ми вже працюємо над цим.",
                tags=[],
                starts_at=begins,
                ends_at=begins + timedelta(days=days + 1),
            )
    make_responder(tenant, valid_until=utcnow() + timedelta(days=5))
    return {"slug": slug, "token": token, "tenant": opened.tenant_id}


class Walk:
    """One way through the application; what is wrong on its pages, by page."""

    def __init__(self, page, locale, world, *, also_wide=False):
        self.page, self.locale, self.world = page, locale, world
        self.wrong = {}
        self.axe = AXE.read_text()
        self.last = ""
        # Of axe: all for the first page, whose frame is every page's, and where the pages are not walked wide as well.
        self.rules, self.also_wide = None, also_wide

    def visit(self, path):
        address = path.format(**self.world, last=self.last)
        answer = self.page.goto(address)
        self.look(address, status=answer.status)

    def open_first(self, path, selector):
        self.page.goto(path.format(**self.world, last=self.last))
        href = self.page.locator(selector).first.get_attribute("href")
        self.last = href
        self.visit(href.replace("{", "{{").replace("}", "}}"))

    def look(self, address, *, status):
        page = self.page
        expect(page.locator("[data-canvas] svg")).to_have_count(page.locator("[data-canvas]").count())
        found = []
        if status >= 500 or "{" in address:
            found.append(f"status {status}")
        found += [line for line in page.complaints if not line.startswith("Failed to load resource")]
        page.complaints.clear()
        page.evaluate(self.axe)
        found += page.evaluate(AXE_RUN, self.rules)
        self.rules = BY_LOOKS if self.also_wide and page.viewport_size["width"] == NARROW else None
        found += self.overflow()
        if page.locator("html").get_attribute("lang") != self.locale:
            found.append("another language")
        found += english_lines(page, self.locale)
        if found:
            self.wrong[address] = found
        page.request_gc()  # what axe leaves of each page would grow to gigabytes

    def overflow(self):
        """By how much the page is wider than its window and than the narrowest one."""
        size, found = self.page.viewport_size, []
        for width in {size["width"], NARROW}:
            self.page.set_viewport_size({**size, "width": width})
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                found.append(f"wider than {width} by {wide}")
        self.page.set_viewport_size(size)
        return found


@pytest.mark.parametrize(("locale", "width", "theme"), looks("en"))
def test_pages_for_anybody(open_browser, world, locale, width, theme):
    walk = Walk(open_browser(locale, width=width, theme=theme), locale, world, also_wide=True)
    for path in ANYBODY:
        walk.visit(path)
    assert walk.wrong == {}


@pytest.mark.parametrize(("locale", "width", "theme"), wide_look("ru"))
def test_pages_for_a_supervisor(open_browser, world, locale, width, theme):
    walk_as("supervisor", open_browser, world, locale, width, theme)


@pytest.mark.parametrize(("locale", "width", "theme"), narrow_look("pl"))
def test_pages_for_a_client(open_browser, world, locale, width, theme):
    walk_as("client_viewer", open_browser, world, locale, width, theme)


def test_pages_for_an_administrator(open_browser, world):
    walk_as("admin", open_browser, world, "en", 1280, "light")


def test_a_name_of_one_long_word_fits(open_browser, app):
    named, _token = make_person("supervisor", name="W" * 80)
    page = open_browser("en", token=make_person("admin")[1], width=NARROW)
    page.goto(f"/people/{named.id}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def walk_as(role, open_browser, world, locale, width, theme):
    places = [world["tenant"]] if role == "client_viewer" else []
    _user, token = make_person(role, *places, locale=locale)
    with UnitOfWork(Actor.system(world["tenant"])) as uow:
        tell_of_endings(uow, world["tenant"])  # so that a supervisor has been told something
    walk = Walk(open_browser(locale, token=token, width=width, theme=theme), locale, world)
    for path in PAGES[role]:
        walk.visit(path)
    for path, selector in BEHIND[role]:
        walk.open_first(path, selector)
    assert walk.wrong == {}
