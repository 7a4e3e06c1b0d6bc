"""Which sections a client is shown: chosen by the vendor, in its order, on the page and in files; figures are the same."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest
from builders import browser, make_person
from reports.worlds import Said, make_brand, take

from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports.operations import sla_report
from bpo.reports.operations.sections import sections_of
from bpo.reports.render.files import report_csv
from bpo.reports.render.lines import lines_of
from bpo.reports.rules.sections import ALL, ReportSection, kept_sections, read_sections, section_of
from bpo.tenants.rules.period import days_before

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ASKED = "from=2026-05-01&to=2026-06-01&as_of=2026-05-20T00:00:00Z"


@pytest.fixture(scope="module")
def brand(db):
    tenant = make_brand(contract={"targets": [{"figure": "first_response", "attainment": 0.9}]}, state="live")
    take(
        tenant,
        [
            Said(
                f"{n}/{side}",
                str(n),
                "x:one",
                side,
                NOON + timedelta(minutes=60 * n + at),
                agent="a@v.example",
            )
            for n in range(5)
            for side, at in (("in", 0), ("out", 7))
        ],
    )
    return tenant


def test_a_choice_names_known_sections_once():
    assert read_sections(["volumes", "promises"]) == (ReportSection.VOLUMES, ReportSection.PROMISES)
    for wrong in ([], ["promises", "promises"], ["promises", "weather"]):
        with pytest.raises(Invalid):
            read_sections(wrong)
    assert kept_sections(None) == kept_sections(["weather"]) == ALL
    assert kept_sections(["weather", "turns"]) == (ReportSection.TURNS,)


def test_every_line_of_the_files_belongs_to_one_section_and_none_is_lost(brand):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        report = sla_report(uow, brand, from_date=date(2026, 5, 1), to_date=date(2026, 6, 1))
    found = {section_of(line.figure, line.service_level) for line in lines_of(report)}
    assert {*ALL} - {"promises", "changes", "places"} == found
    whole = report_csv(report).splitlines()
    assert sorted(report_csv(report, ALL[::-1]).splitlines()) == sorted(whole)


def test_the_vendor_chooses_and_the_client_is_shown_that_and_no_more(app, brand):
    _user, vendor = make_person(Role.SUPERVISOR, brand)
    _user, client = make_person(Role.CLIENT_VIEWER, brand)
    theirs, ours = browser(app, client), browser(app, vendor)
    here = f"/brands/{brand.slug}/report"
    assert 'name="volumes"' in ours.get(f"{here}/delivery").text
    assert 'name="volumes"' not in theirs.get(f"{here}/delivery").text
    assert theirs.post(f"{here}/delivery/sections", data={"volumes": "1"}).status_code == 403
    assert ours.post(f"{here}/delivery/sections", data={}).status_code == 422
    assert ours.post(f"{here}/delivery/sections", data={"times": "2", "volumes": "1"}).status_code == 303
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert sections_of(uow, brand) == (ReportSection.VOLUMES, ReportSection.TIMES)

    page = theirs.get(f"{here}?{ASKED}").text
    assert page.index("<h2>Volumes</h2>") < page.index("<h2>Response and resolution times</h2>")
    assert "<h2>What changed</h2>" not in page
    whole = ours.get(f"{here}?{ASKED}").text
    assert "<h2>What changed</h2>" in whole
    assert "<h2>What changed</h2>" not in ours.get(f"{here}?{ASKED}&shown=client").text

    rows = list(csv.DictReader(io.StringIO(theirs.get(f"{here}.csv?{ASKED}").text)))
    assert {section_of(row["figure"], row["service_level"]).value for row in rows} == {"volumes", "times"}
    every = list(csv.DictReader(io.StringIO(ours.get(f"{here}.csv?{ASKED}").text)))
    assert all(row in every for row in rows)
    assert len(every) > len(rows)
    pages = pypdf.PdfReader(io.BytesIO(theirs.get(f"{here}.pdf?{ASKED}").data)).pages
    printed = "".join(page.extract_text() for page in pages)
    assert "Volumes" in printed
    assert "What the figures mean" not in printed
    assert theirs.get(f"{here}.json?{ASKED}").json == ours.get(f"{here}.json?{ASKED}").json


@pytest.mark.parametrize(
    ("today", "name", "first", "last"),
    [
        (date(2026, 3, 1), "yesterday", date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 5, 4), "last_week", date(2026, 4, 27), date(2026, 5, 4)),
        (date(2026, 5, 10), "last_week", date(2026, 4, 27), date(2026, 5, 4)),
    ],
)
def test_days_and_weeks_that_are_over(today, name, first, last):
    found = days_before(today, name, "Europe/Kyiv")
    assert (found.from_date, found.to_date) == (first, last)


def test_a_day_is_a_report_like_any_other(app, brand):
    _user, person = make_person(Role.SUPERVISOR, brand)
    reader = browser(app, person)
    here = f"/brands/{brand.slug}/report"
    assert reader.get(f"{here}?period=yesterday").status_code == 200
    assert reader.get(f"{here}?period=last_week").status_code == 200
    day = "from=2026-05-04&to=2026-05-05&as_of=2026-05-20T00:00:00Z"
    made = reader.get(f"{here}.json?{day}").json
    assert made["turns"]["total"] == 5
    printed = pypdf.PdfReader(io.BytesIO(reader.get(f"{here}.pdf?{day}").data)).pages[0].extract_text()
    assert "SLA report: May 4, 2026" in printed
    assert "May 4, 2026 –" not in printed
