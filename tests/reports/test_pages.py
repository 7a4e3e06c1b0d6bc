"""The client's portal: the page, its downloads, the rows, and who may see what."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from builders import act_as
from reports.worlds import Done, Said, act, make_brand, take

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports.operations import sla_report

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ASKED = "from=2026-05-01&to=2026-06-01&as_of=2026-05-20T00:00:00Z"
AGENT = "anna.kowalska@vendor.example"


def minutes(number):
    return NOON + timedelta(minutes=number)


def written(name, *steps, account="x:one"):
    """`("in", 0), ("out", 10)`: who wrote and after how many minutes."""
    return [
        Said(f"{name}/{n}", name, account, side, minutes(at), agent=AGENT if side == "out" else None)
        for n, (side, at) in enumerate(steps)
    ]


@pytest.fixture(scope="module")
def brand(db):
    contract = {
        "coverage_window": 3600,
        "targets": [
            {"figure": "first_response", "attainment": 0.5},
            {"figure": "next_response", "attainment": 0.9},
            {"figure": "response_coverage", "attainment": 0.2},
        ],
    }
    tenant = make_brand(contract=contract, time_zone="Europe/Warsaw", name="Księgarnia")
    messages = [
        *written("a", ("in", 0), ("out", 10), ("in", 20), ("out", 100)),
        *written("b", ("in", 5), ("out", 40)),
        *written("c", ("in", 60)),
        *written("d", ("in", 90), account="vk:two"),
        *[one for n in range(60) for one in written(f"m{n}", ("in", 200 + n), ("out", 205 + n))],
    ]
    take(tenant, messages)
    act(tenant, [Done("c", "dismissed", minutes(70)), Done("b", "closed", minutes(50))])
    return tenant


@pytest.fixture
def viewer(report_app, brand):
    report_app.reader = act_as(Role.CLIENT_VIEWER, brand)
    return report_app.reader


def url(brand, rest="", asked=ASKED):
    return f"/brands/{brand.slug}/report{rest}?{asked}"


def figures(brand):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        return sla_report(
            uow,
            brand,
            from_date=datetime(2026, 5, 1).date(),  # noqa: DTZ001 -- a date
            to_date=datetime(2026, 6, 1).date(),  # noqa: DTZ001 -- a date
            as_of=datetime(2026, 5, 20, tzinfo=UTC),
        )


def test_the_page_answers_the_question_first(pages, brand, viewer):
    page = pages.get(url(brand)).text
    assert "In part: 2 of 3 promises were kept." in page
    assert page.index("In part") < page.index("Response and resolution times")
    assert "Sprout Social Index" in page
    assert AGENT not in page


FIELD = {"en": "12.5%", "ru": "12,5\xa0%", "uk": "12,5%", "pl": "12,5%"}


@pytest.mark.parametrize("locale", [*FIELD, "en"])
def test_the_page_opens_in_every_language(pages, report_app, brand, viewer, locale):
    report_app.locale = locale
    answer = pages.get(url(brand))
    assert answer.status_code == 200
    assert f'lang="{locale}"' in answer.text
    assert FIELD[locale] in answer.text


def test_every_linked_figure_opens_to_as_many_rows(pages, brand, viewer):
    page = pages.get(url(brand)).text
    links = re.findall(r'<a href="(/brands/[^"]+/report/rows[^"]+)">([0-9,]+)</a>', page)
    assert len(links) > 10
    for link, shown in links:
        answer = pages.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert re.search(rf"\b{shown} rows?, ", answer.text), link


def test_rows_go_on_page_by_page_and_lead_to_the_timeline(pages, brand, viewer):
    link, seen = url(brand, "/rows", f"figure=first_response&state=met&{ASKED}"), []
    while link:
        page = pages.get(link).text
        seen += re.findall(rf'href="/brands/{brand.slug}/turns/([0-9a-f-]+)"', page)
        found = re.search(r'href="(\S+cursor=[^"]+)"', page)
        link = found and found[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == figures(brand)["first_response"]["met"] == 61


def test_clients_are_not_shown_who_answered(pages, report_app, brand, viewer):
    rows = url(brand, "/rows", f"figure=turns&state=answered&{ASKED}")
    assert AGENT not in pages.get(rows).text
    report_app.reader = act_as(Role.SUPERVISOR, brand)
    assert AGENT in pages.get(rows).text


def test_downloads_hold_the_same_figures(pages, brand, viewer):
    expected = figures(brand)
    assert json.loads(pages.get(url(brand, ".json")).data) == expected
    assert json.loads(pages.get(url(brand, asked=f"{ASKED}&format=json")).data) == expected
    assert pages.get(f"/api/v1/brands/{brand.slug}/reports/sla?{ASKED}").json == expected
    lines = list(csv.DictReader(io.StringIO(pages.get(url(brand, ".csv")).text)))
    cells = {
        (one["exclusions"], one["service_level"], one["figure"], one["measure"]): one["value"]
        for one in lines
    }
    assert float(cells["applied", "", "first_response", "median"]) == expected["first_response"]["median"]
    assert cells["applied", "", "resolution", "contracted"] == ""
    level = expected["by_service_level"]["standard"]["next_response"]
    assert cells["ignored", "standard", "next_response", "breached"] == str(level["breached"])
    book = zipfile.ZipFile(io.BytesIO(pages.get(url(brand, ".xlsx")).data))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert f"<v>{expected['first_response']['p95']:g}</v>" in sheet
    assert "<f>" not in sheet
    rows = book.read("xl/worksheets/sheet3.xml").decode()
    assert rows.count("<row ") == 1 + expected["turns"]["total"]
    assert "x:one" in rows
    assert AGENT not in rows
    assert "2026-05-20" not in rows  # dates are numbers
    assert "…" not in rows  # what was said is not in it


def test_another_brand_is_not_there(pages, report_app, brand):
    other = make_brand()
    report_app.reader = act_as(Role.CLIENT_VIEWER, other)
    absent = pages.get("/brands/no-such-brand/report").text
    for rest in ("", ".json", ".csv", ".xlsx", "/rows"):
        answer = pages.get(url(brand, rest))
        assert answer.status_code == 404
        assert answer.text == absent
    assert pages.get(f"/api/v1/brands/{brand.slug}/reports/sla?{ASKED}").status_code == 404


def test_who_may_not_read_reports_is_refused(pages, report_app, brand):
    report_app.reader = act_as(Role.CLIENT_EXPERT, brand)
    assert pages.get(url(brand)).status_code in {403, 404}
    assert pages.get(f"/api/v1/brands/{brand.slug}/reports/sla?{ASKED}").status_code in {403, 404}


def test_a_branch_gets_the_brands_figures_and_its_own_rows(pages, report_app, brand):
    from dataclasses import replace

    from sqlalchemy import select

    from bpo.channels.models import ChannelAccount

    with UnitOfWork(Actor.system(brand.id)) as uow:
        account = uow.session.scalar(select(ChannelAccount.id).where(ChannelAccount.handle == "two"))
    report_app.reader = replace(act_as(Role.CLIENT_VIEWER, brand), narrowed={brand.id: frozenset({account})})
    assert json.loads(pages.get(url(brand, ".json")).data) == figures(brand)
    page = pages.get(url(brand, "/rows", f"figure=turns&state=total&{ASKED}")).text
    assert "1 row, " in page
    assert "64 more rows belong to accounts that you do not see." in page


@pytest.mark.parametrize(
    "asked",
    [
        "from=2026-06-01&to=2026-05-01",
        "from=2026-05-01",
        "from=2026-05-01&to=tomorrow",
        "from=2026-02-30&to=2026-05-01",
        "from=0001-01-01&to=9999-12-31",
        "from=2026-05-01&to=2026-06-01&as_of=yesterday",
    ],
)
def test_a_period_that_cannot_be_is_told(pages, brand, viewer, asked):
    assert pages.get(url(brand, asked=asked)).status_code == 422
    answer = pages.get(f"/api/v1/brands/{brand.slug}/reports/sla?{asked}")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["place"] in {"from", "to", "as_of"}


def test_unknown_figures_and_cursors_are_refused(pages, brand, viewer):
    assert pages.get(url(brand, "/rows", f"figure=luck&state=met&{ASKED}")).status_code == 404
    assert pages.get(url(brand, "/rows", f"figure=turns&state=met&{ASKED}")).status_code == 404
    assert pages.get(url(brand, "/rows", f"figure=turns&state=open&cursor=x&{ASKED}")).status_code == 422
    assert pages.get(url(brand, asked=f"{ASKED}&format=docx")).status_code == 422


def test_without_dates_it_opens_on_the_latest_month_with_turns(pages, brand, viewer):
    assert 'value="2026-05-01"' in pages.get(f"/brands/{brand.slug}/report").text


def test_rows_and_files_are_seen_from_the_instant_of_the_page(pages, brand, viewer):
    page = pages.get(f"/brands/{brand.slug}/report?from=2026-05-01&to=2026-06-01").text
    links = re.findall(r'href="([^"]+/report[./][^"]+)"', page)
    assert len(links) > 10
    assert len({re.search(r"as_of=([^&]+)", link)[1] for link in links}) == 1


def test_a_brand_without_messages_says_so(pages, report_app):
    empty = make_brand()
    report_app.reader = act_as(Role.CLIENT_VIEWER, empty)
    page = pages.get(f"/brands/{empty.slug}/report?period=last_month").text
    assert "Nothing was written in this period" in page
