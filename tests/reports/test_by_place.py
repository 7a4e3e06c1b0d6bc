"""The report place by place: the report's own figures of fewer rows, in the reader's own scope."""

import csv
import io
import json
import random
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from builders import act_as
from reports.worlds import LeftOut, Said, leave_out, make_brand, make_world, take
from sqlalchemy import select, update

from bpo.channels.models import ChannelAccount
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports.operations import place_report, recompute_places, sla_report
from bpo.tenants.rules.period import Period

WORLDS = 60
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 20, tzinfo=UTC)
MAY = Period(date(2026, 5, 1), date(2026, 6, 1), "Europe/Warsaw")
CLOCKS = ("first_response", "next_response", "resolution")


def set_tags(tenant, tags):
    """What places the accounts belong to, by handle."""
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        for handle, own in tags.items():
            uow.session.execute(
                update(ChannelAccount)
                .where(ChannelAccount.tenant_id == tenant.id, ChannelAccount.handle == handle)
                .values(tags=own)
            )


def numbers(figures):
    """Every figure that is a plain number of rows, by its path."""
    found = Counter({("turns", name): n for name, n in figures["turns"].items()})
    for clock in CLOCKS:
        for name in ("n", "met", "breached", "open_past_due", "open_not_due"):
            found[clock, name] = figures[clock][name] or 0
    found["coverage", "due"] = figures["response_coverage"]["due"]
    found["backlog", "count"] = figures["backlog"]["count"]
    return found


@pytest.mark.parametrize("part", range(4))
def test_places_agree_with_the_replay_and_with_the_brand(db, part):
    for seed in range(part, WORLDS, 4):
        world, start, rng = make_world(seed)
        tags = random.Random(seed)
        set_tags(
            world.tenant, {one: tags.sample(("a", "b", "c"), tags.randint(0, 3)) for one in ("one", "two")}
        )
        first = start.date() + timedelta(days=rng.randrange(-1, 8))
        period = Period(first, first + timedelta(days=rng.choice((1, 3, 7, 31))), world.tenant.time_zone)
        as_of = start + timedelta(seconds=rng.randrange(40 * 86_400))
        with UnitOfWork(world.actor) as uow:
            made = place_report(uow, world.tenant, period=period, as_of=as_of)
            assert made == recompute_places(uow, world.tenant, period=period, as_of=as_of), seed
            asked = {"from_date": period.from_date, "to_date": period.to_date}
            brand = sla_report(uow, world.tenant, **asked, as_of=as_of)
            ended = sla_report(uow, world.tenant, **asked, as_of=min(as_of, period.end))
        check_whole(made, brand, ended)
        check_parts(made)


def check_whole(made, brand, ended):
    """All places together are the brand's report, to the last digit."""
    whole = made["whole"]
    for figure in (*CLOCKS, "turns", "response_coverage", "backlog"):
        assert whole[figure] == brand[figure]
    assert whole["sentiment"] == brand["volumes"]["sentiment"]
    assert whole["backlog_at_end"] == ended["backlog"]


def check_parts(made):
    """Accounts add up to the whole; an account that is alone under a tag is that tag."""
    assert sum(map(numbers, made["by_account"].values()), Counter()) == +numbers(made["whole"])
    for tag, figures in made["by_tag"].items():
        of = [key for key, tags in made["tags"].items() if tag in tags]
        if len(of) == 1:
            assert figures == made["by_account"][of[0]]
        else:
            assert numbers(figures) == sum((numbers(made["by_account"][key]) for key in of), Counter())


def written(name, account, *steps):
    return [
        Said(f"{name}/{n}", name, account, side, NOON + timedelta(minutes=at))
        for n, (side, at) in enumerate(steps)
    ]


@pytest.fixture(scope="module")
def brand(db):
    """Two shops in one city and one elsewhere; the first is in the centre too."""
    tenant = make_brand(
        time_zone="Europe/Warsaw",
        accounts=(("x", "old_town"), ("vk", "station"), ("x", "harbour"), ("x", "nowhere")),
    )
    set_tags(
        tenant, {"old_town": ["centre", "kyiv"], "station": ["kyiv"], "harbour": ["odesa"], "nowhere": []}
    )
    take(
        tenant,
        [
            *written("a", "x:old_town", ("in", 0), ("out", 10)),
            *written("b", "x:old_town", ("in", 0), ("out", 50)),
            *written("c", "vk:station", ("in", 0), ("out", 20)),
            *written("d", "x:harbour", ("in", 0)),
            *written("e", "x:nowhere", ("in", 0), ("out", 5)),
        ],
    )
    return tenant


def report(brand, actor, as_of=LATER):
    with UnitOfWork(actor) as uow:
        return place_report(uow, brand, period=MAY, as_of=as_of)


def narrowed(brand, *handles, role=Role.CLIENT_VIEWER):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        accounts = uow.session.scalars(
            select(ChannelAccount.id).where(
                ChannelAccount.tenant_id == brand.id, ChannelAccount.handle.in_(handles)
            )
        )
        return replace(act_as(role, brand), narrowed={brand.id: frozenset(accounts)})


def test_a_tag_has_its_own_median_and_an_account_stands_under_each_of_its_tags(brand):
    made = report(brand, Actor.system(brand.id))
    first = {tag: one["first_response"] for tag, one in made["by_tag"].items()}
    assert {tag: (one["n"], one["met"], one["median"]) for tag, one in first.items()} == {
        "centre": (2, 1, 1800),
        "kyiv": (3, 2, 1200),
        "odesa": (0, 0, None),
    }
    assert made["without_tag"] == made["by_account"]["x:nowhere"]
    assert made["by_tag"]["odesa"]["backlog"]["count"] == made["whole"]["backlog"]["count"] == 1


@pytest.mark.parametrize("role", [Role.CLIENT_VIEWER, Role.SUPERVISOR])
def test_who_is_narrowed_sees_the_rows_of_their_places_and_no_part_of_a_tag(brand, role):
    every = report(brand, Actor.system(brand.id))
    made = report(brand, narrowed(brand, "old_town", "station", role=role))
    assert made["by_tag"] == {tag: every["by_tag"][tag] for tag in ("centre", "kyiv")}
    assert made["by_account"] == {key: every["by_account"][key] for key in ("vk:station", "x:old_town")}
    assert made["without_tag"] is None
    assert made["whole"] == every["by_tag"]["kyiv"]
    assert "harbour" not in json.dumps(made)
    alone = report(brand, narrowed(brand, "old_town", role=role))
    assert set(alone["by_tag"]) == {"centre"}  # of kyiv they see a part, which is not its figure
    assert set(alone["by_account"]) == {"x:old_town"}


ASKED = "from=2026-05-01&to=2026-06-01&as_of=2026-05-20T00:00:00Z"


def url(brand, rest="", **asked):
    return f"/brands/{brand.slug}/report/places{rest}?{ASKED}&{urlencode(asked)}"


def names(page):
    """The places of a page, in their order; the first line is of all of them."""
    return [
        re.sub(r"<[^>]+>", "", one) for one in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page, re.DOTALL)
    ]


def test_the_worst_come_first_and_few_are_numbers(pages, report_app, brand):
    report_app.reader = act_as(Role.CLIENT_VIEWER, brand)
    page = pages.get(url(brand)).text
    assert names(page) == ["All accounts", "odesa", "centre", "kyiv", "Without a tag"]
    assert ">1 of 2</a>" in page
    assert ">0 of 1</a>" in page
    assert names(pages.get(url(brand, tag="kyiv")).text) == ["kyiv", "x:old_town", "vk:station"]
    assert names(pages.get(url(brand, by="account", search="HARB")).text) == ["All accounts", "x:harbour"]
    assert names(pages.get(url(brand, sort="name", direction="desc")).text)[1:3] == ["Without a tag", "odesa"]


def test_every_linked_figure_opens_to_as_many_rows(pages, report_app, brand):
    report_app.reader = act_as(Role.CLIENT_VIEWER, brand)
    links = []
    for page in (url(brand), url(brand, tag="centre"), url(brand, tag=""), url(brand, clock="resolution")):
        links += re.findall(r'<a href="(/brands/[^"]+/report/rows[^"]+)">([0-9]+)</a>', pages.get(page).text)
    assert len(links) > 20
    for link, shown in links:
        answer = pages.get(link.replace("&amp;", "&"))
        assert re.search(rf"\b{shown} rows?, ", answer.text), link


def test_files_and_the_api_hold_the_same_figures(pages, report_app, brand):
    report_app.reader = act_as(Role.CLIENT_VIEWER, brand)
    made = report(brand, Actor.system(brand.id))
    assert json.loads(pages.get(url(brand, ".json")).data) == made
    assert pages.get(f"/api/v1/brands/{brand.slug}/reports/places?{ASKED}").json == made
    lines = list(csv.DictReader(io.StringIO(pages.get(url(brand, ".csv")).text)))
    assert len(lines) == 2 * (1 + 3 + 1 + 4)
    kyiv = next(one for one in lines if (one["exclusions"], one["name"]) == ("applied", "kyiv"))
    assert float(kyiv["first_response.p90"]) == made["by_tag"]["kyiv"]["first_response"]["p90"]
    assert kyiv["backlog.average_time_late"] == ""
    accounts = [one for one in lines if (one["exclusions"], one["part"]) == ("ignored", "account")]
    assert sum(int(one["turns.total"]) for one in accounts) == made["whole"]["turns"]["total"] == 5
    book = zipfile.ZipFile(io.BytesIO(pages.get(url(brand, ".xlsx")).data))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert f"<v>{made['by_tag']['kyiv']['first_response']['p95']:g}</v>" in sheet
    assert "<f>" not in sheet


def test_who_is_narrowed_opens_no_other_place(pages, report_app, brand):
    report_app.reader = narrowed(brand, "old_town", "station")
    page = pages.get(url(brand)).text
    assert names(page) == ["All your accounts", "centre", "kyiv"]
    for rest in ("", ".json", ".csv"):
        assert "harbour" not in pages.get(url(brand, rest, by="account")).text
    book = zipfile.ZipFile(io.BytesIO(pages.get(f"/brands/{brand.slug}/report.xlsx?{ASKED}").data))
    sheet = book.read("xl/worksheets/sheet3.xml").decode()
    assert sheet.count("<row ") == 1 + 3
    assert set(re.findall(r"(?:x|vk):\w+", sheet)) == {"x:old_town", "vk:station"}
    assert "The rows are those of your accounts alone" in book.read("xl/sharedStrings.xml").decode()
    rows = f"/brands/{brand.slug}/report/rows?figure=turns&state=total&{ASKED}"
    assert "3 rows, " in pages.get(f"{rows}&tag=kyiv").text
    for place in ("tag=odesa", "tag=", "account=x:harbour"):
        assert pages.get(f"{rows}&{place}").status_code == 404


def test_a_thousand_places_go_on_page_by_page(pages, report_app, db):
    shops = tuple(("x", f"shop{n}") for n in range(120))
    tenant = make_brand(time_zone="Europe/Warsaw", accounts=shops)
    take(
        tenant, [one for n in range(120) for one in written(f"s{n}", f"x:shop{n}", ("in", n), ("out", n + 1))]
    )
    report_app.reader = act_as(Role.CLIENT_VIEWER, tenant)
    link, seen = url(tenant, by="account", sort="n"), []
    while link:
        page = pages.get(link).text
        seen += names(page)[1:]
        found = re.search(r'href="(\S+cursor=[^"]+)"', page)
        link = found and found[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("locale", ["ru", "uk", "pl"])
def test_the_page_opens_in_every_language(pages, report_app, brand, locale):
    report_app.reader, report_app.locale = act_as(Role.CLIENT_VIEWER, brand), locale
    assert f'lang="{locale}"' in pages.get(url(brand)).text


def test_what_was_excluded_is_given_with_and_without(db):
    tenant = make_brand(time_zone="Europe/Warsaw")
    take(
        tenant,
        [*written("a", "x:one", ("in", 0), ("out", 50)), *written("b", "x:one", ("in", 0), ("out", 10))],
    )
    leave_out(tenant, LeftOut(turns=frozenset({"a/0"})))
    made = report(tenant, Actor.system(tenant.id))
    for places, excluded, breached in ((made, 1, 0), (made["before_exclusions"], 0, 1)):
        for one in (places["whole"], places["by_tag"]["one"], places["by_account"]["x:one"]):
            assert (one["turns"]["excluded"], one["first_response"]["breached"]) == (excluded, breached)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        asked = {"from_date": MAY.from_date, "to_date": MAY.to_date, "as_of": LATER}
        before = sla_report(uow, tenant, **asked)["before_exclusions"]
    assert made["before_exclusions"]["whole"]["first_response"] == before["first_response"]
