"""Every page that has a line or a tab is two clicks away at most, for each role, and the reader is told where they are.

The tables name pages by their addresses, as they were linked before there were groups: a group may be renamed or cut
anew, but no page may be lost in it.
"""

import re
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from builders import browser, make_person, make_responder, make_tenant

from bpo import navigation
from bpo.identity.permissions import (
    CLIENT_ROLES,
    POSTS,
    Permission,
    Profile,
    Role,
    permissions_of,
    posts_with,
)

PARTS = {
    "": Permission.BRAND_READ,
    "/guide": Permission.BRAND_READ,
    "/report": Permission.REPORT_READ,
    "/months": Permission.REPORT_READ,
    "/exclusions": Permission.REPORT_READ,
    "/report/delivery": Permission.REPORT_READ,
    "/statements": Permission.STATEMENT_READ,
    "/satisfaction": Permission.SURVEY_READ,
    "/quality": Permission.QUALITY_READ,
    "/conversations": Permission.CONVERSATION_READ,
    "/mentions": Permission.MENTION_READ,
    "/knowledge": Permission.KNOWLEDGE_READ,
    "/staff": Permission.STAFFING_READ,
    "/profiles": Permission.BRAND_READ,
    "/imports": Permission.IMPORT_READ,
    "/accounts": Permission.BRAND_READ,
    "/deliveries": Permission.DELIVERY_MANAGE,
    "/completeness": Permission.DELIVERY_MANAGE,
    "/checklist": Permission.BRAND_READ,
    "/history": Permission.BRAND_READ,
    "/kept": Permission.BRAND_EDIT,
    "/exports": Permission.BRAND_EXPORT,
}
OF_STAFF = {"/accounts", "/checklist"}
LINES = {
    "/queue": Permission.CONVERSATION_SERVE,
    "/waiting": Permission.HANDOFF_DECIDE,
    "/floor": Permission.FLOOR_READ,
    "/brands": Permission.BRAND_READ,
    "/conversations": Permission.CONVERSATION_READ,
    "/calendar": Permission.KNOWLEDGE_READ,
    "/search": Permission.CONVERSATION_READ,
    "/words": Permission.WORD_EDIT,
    "/mentions": Permission.MENTION_READ,
    "/approvals": Permission.DRAFT_APPROVE,
    "/handoffs": Permission.CONVERSATION_SERVE,
    "/reviewing": Permission.REVIEW_WRITE,
    "/my-reviews": Permission.REVIEW_ANSWER,
    "/disputes": Permission.DISPUTE_DECIDE,
    "/shift-log": Permission.SHIFT_LOG,
    "/staff": Permission.STAFFING_READ,
    "/shifts": Permission.SHIFT_READ,
    "/people": Permission.USER_READ,
    "/audit": Permission.AUDIT_READ,
}
OF_WHO_WORKS = {"/profile/shifts", "/profile/certifications"}
IN_NO_PART = {  # what waits for somebody stands under a line of the side bar; a file is no page
    *("/alerts/<uuid:alert_id>", "/approvals/<uuid:approval_id>", "/handoffs/<uuid:handoff_id>"),
    *("/questions/<uuid:handoff_id>", "/my-reviews/<uuid:review_id>"),
    *("/queue/<uuid:conversation_id>/hand-over", "/spikes/<uuid:spike_id>/told"),
    *(
        "/accounts.csv",
        "/file",
        "/satisfaction.csv",
        "/satisfaction/answers.csv",
        "/months/<month>/sealed.json",
        "/conversations/<uuid:conversation_id>/pictures/<uuid:picture_id>",
        "/conversations/<uuid:conversation_id>/previews/<uuid:preview_id>",
        "/conversations/<uuid:conversation_id>/reply-pictures/<uuid:reply_picture_id>",
        "/report/logo",
    ),
    "/statements/<int:number>.<any(json, csv, xlsx, pdf):file_format>",
    "/report/places.<any(json, csv, xlsx):file_format>",
    *(f"{place}.<any(json, csv, xlsx, pdf):file_format>" for place in ("/report", "/months/<month>/report")),
}
TITLED = {
    *((role, None) for role in (Role.SUPERVISOR, Role.TEAM_LEADER)),
    *((Role.AGENT, profile) for profile in Profile),
}


class Link(NamedTuple):
    href: str
    current: str | None
    label: str


@pytest.fixture(scope="module")
def tenant(app):
    return make_tenant()


@pytest.fixture(scope="module")
def clients(app, tenant):
    """A browser for each post at one brand."""
    place = SimpleNamespace(id=tenant.id, languages=["en"])
    serving = posts_with(Permission.CONVERSATION_SERVE)
    return {
        (role, profile): browser(
            app,
            (
                make_responder(place, role=role.value)
                if (role, profile) in serving
                else make_person(role.value, place, profile=profile)
            )[1],
        )
        for role, profile in POSTS
    }


def links(text):
    return [
        Link(
            re.search(r'href="([^"]+)"', tag)[1],
            (re.search(r'aria-current="(\w+)"', tag) or [None, None])[1],
            re.sub(r"<[^>]+>", "", inner).strip(),
        )
        for tag, inner in re.findall(r"<a\b([^>]*)>(.*?)</a>", text, re.DOTALL)
    ]


def tabs(page):
    """The rows of a brand's tabs: one of groups or of parts, and perhaps one of the open group's parts."""
    found = re.search(r'<div class="brand-parts">(.*?)</div>', page, re.DOTALL)
    return [links(row) for row in re.findall(r"<ul.*?</ul>", found[1], re.DOTALL)]


def side(page):
    return re.search(r'<nav class="side-nav".*?</nav>', page, re.DOTALL)[0]


def get(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.text


def held(post):
    role, profile = post
    return permissions_of(role, profile=profile, at_vendor=False)


WITH_A_BRAND = [post for post in POSTS if Permission.BRAND_READ in held(post)]


@pytest.mark.parametrize("post", WITH_A_BRAND, ids=str)
def test_each_part_of_a_brand_is_two_clicks_away_at_most(post, clients, tenant):
    root = f"/brands/{tenant.slug}"
    expected = {
        root + path
        for path, permission in PARTS.items()
        if permission in held(post) and not (post[0] in CLIENT_ROLES and path in OF_STAFF)
    }
    first, *rest = tabs(get(clients[post], root))
    shown = {link.href for row in (first, *rest) for link in row}
    for link in first:
        shown |= {one.href for row in tabs(get(clients[post], link.href)) for one in row}
    assert shown == expected
    for href in expected:
        rows = tabs(get(clients[post], href))
        assert [link.href for row in rows for link in row if link.current == "page"] == [href]
        opened = [link for link in rows[0] if link.current]
        assert len(opened) == 1
        assert len(rows) == (2 if opened[0].current == "true" else 1)


@pytest.mark.parametrize("post", POSTS, ids=str)
def test_each_line_of_the_side_bar_is_there_once_and_titles_only_where_there_are_many(post, clients, tenant):
    is_client = post[0] in CLIENT_ROLES
    expected = {path for path, permission in LINES.items() if permission in held(post)}
    if is_client:
        expected -= {"/approvals"}
    elif held(post) & {Permission.CONVERSATION_SERVE, Permission.MENTION_WORK}:
        expected |= OF_WHO_WORKS
    start = f"/brands/{tenant.slug}" if post in WITH_A_BRAND else "/waiting"
    bar = side(get(clients[post], start))
    shown = [link.href for link in links(bar)]
    assert sorted(shown) == sorted(expected)
    titles = re.findall(r'<p class="section" id="([^"]+)">', bar)
    assert bool(titles) == (post in TITLED)
    assert re.findall(r'<ul aria-labelledby="([^"]+)">', bar) == titles
    assert bar.count("<ul") == max(1, len(titles))
    assert not re.search(r"<ul[^>]*>\s*</ul>", bar)  # nobody is shown an empty group
    assert [link.current for link in links(bar)].count("page") == 1


def test_who_keeps_the_words_of_all_brands_is_led_to_them(app, tenant):
    for role, leads in (("supervisor", True), ("admin", True), ("reviewer", False)):
        client = browser(app, make_person(role)[1])
        shown = [link.href for link in links(side(get(client, "/profile")))]
        assert shown.count("/words") == int(leads)
        if leads:
            bar = links(side(get(client, "/words")))
            assert [link.href for link in bar if link.current == "page"] == ["/words"]


def test_who_has_few_tabs_has_one_row_of_them(clients, tenant):
    (row,) = tabs(get(clients[Role.ADMIN, None], f"/brands/{tenant.slug}"))
    assert [link.label for link in row] == [
        "Agreement",
        "Guide",
        "Profiles",
        "Checklist",
        "Versions",
        "Accounts",
    ]


def test_a_group_of_one_stands_under_the_name_of_its_part(clients, tenant):
    row, parts = tabs(get(clients[Role.AGENT, Profile.RESPONDER], f"/brands/{tenant.slug}"))
    assert [link.label for link in row] == ["Overview", "Work", "Accounts"]
    assert [link.label for link in parts] == ["Agreement", "Guide", "Profiles", "Checklist", "Versions"]


def test_every_part_and_line_has_a_group():
    assert {part[0] for part in navigation.BRAND_PARTS} == set(navigation.BRAND_GROUPS)
    assert {line[0] for line in navigation.LINES} == set(navigation.LINE_GROUPS)


def test_on_every_page_of_a_brand_a_part_is_current(app):
    within = set().union(*(part[-1] for part in navigation.BRAND_PARTS))
    root = "/brands/<slug>"
    pages = {
        rule.rule.removeprefix(root): rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(root) and "GET" in rule.methods
    }
    assert {path for path, endpoint in pages.items() if endpoint not in within} == IN_NO_PART
    assert within <= set(app.view_functions)
    assert sum(len(part[-1]) for part in navigation.BRAND_PARTS) == len(within)  # in one part each
