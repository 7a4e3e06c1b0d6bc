"""The months of a brand in a browser: signed and accepted with the mouse, under axe, in every language."""

import csv
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from browser.looks import narrow_look
from browser.test_pages import Walk
from builders import make_person, work_off
from playwright.sync_api import expect
from reports.test_same_figures import plain, rows_of_xlsx
from reports.worlds import Said, make_brand, take

from bpo.conversations.operations.exclusions import note_exclusion, put_forward
from bpo.conversations.rules.exclusions import ExclusionKind
from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.reports.operations.months import (
    accept_month,
    prepare_month,
    refuse_month,
    restate_month,
    sign_month,
)
from bpo.reports.queries.months import get_latest
from bpo.tenants.rules.period import month_of

pytestmark = pytest.mark.browser

MARCH = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def bell(redis_url):
    queue.hang_bell(redis_url)


@pytest.fixture
def brand(db):
    contract = {
        "targets": [
            {"figure": "first_response", "attainment": 0.9},
            {"figure": "next_response", "attainment": 0.8},
        ]
    }
    tenant = make_brand(name="Ziołowy Zakątek", time_zone="Europe/Warsaw", state="live", contract=contract)
    take(
        tenant,
        [
            Said(
                f"{n}/{at}",
                str(n),
                ("x:one", "vk:two")[n % 3 == 0],
                side,
                MARCH + timedelta(hours=15 * n, minutes=at),
                language=("pl", "uk", None)[n % 3],
            )
            for n in range(120)
            for at, side in ((0, "in"), (4 + n % 40, "out"))
        ]
        + [Said("open/0", "open", "x:one", "in", MARCH + timedelta(days=3))],
    )
    return tenant


def month_in(brand, month, *deeds):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        row = prepare_month(uow, brand, month_of(datetime(2026, month, 1).date(), brand.time_zone))  # noqa: DTZ001 -- a date
        for deed in deeds:
            deed(uow, brand, row)


def refuse(uow, brand, row):
    refuse_month(uow, brand, row, reasons="Brakuje dwóch zgłoszeń z 12 marca.")


def picture(page, name):
    if folder := os.environ.get("BPO_PICTURES"):
        page.wait_for_timeout(800)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def put_to_the_client(brand):
    """Two stretches of time that the vendor would leave out, each with a late answer in it."""
    with UnitOfWork(Actor.system(brand.id)) as uow:
        for n in (30, 36):
            starts_at = MARCH + timedelta(hours=15 * n)
            row = note_exclusion(
                uow,
                brand,
                kind=ExclusionKind.OUTAGE,
                why=f"Sieć nie działała ({n}).",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=20),
            )
            put_forward(uow, brand, row)


def downloaded(page, name):
    """A form of the month, as its bytes."""
    with page.expect_download() as found:
        page.get_by_role("link", name=f"Download as {name}").click()
    return Path(found.value.path()).read_bytes()


def value_of(text):
    """A number as a number, where it is one."""
    try:
        return float(text)
    except ValueError:
        return text


def test_the_clients_month(open_browser, brand):
    """Read, opened to one timeline, exclusions decided, signed by one and accepted by the other, taken along."""
    put_to_the_client(brand)
    approver = open_browser(token=make_person("client_approver", brand, name="Piotr Gajda")[1])
    approver.goto(f"/brands/{brand.slug}/report?from=2026-03-01&to=2026-04-01")
    picture(approver, "client-report")
    approver.get_by_role("table", name="Response and resolution times: attainment").get_by_role(
        "link", name="13"
    ).click()
    expect(approver.locator("main")).to_contain_text("13 rows")
    approver.locator("main tbody tr").first.get_by_role("link").first.click()
    expect(approver.locator("main")).to_contain_text("Breached")
    picture(approver, "client-turn")
    approver.goto("/waiting")
    approver.get_by_role("link", name="Exclusion 1 · Ziołowy Zakątek").click()
    expect(approver.locator("main")).to_contain_text("1 turn: Breached → Met")
    approver.get_by_role("button", name="Approve").click()
    approver.get_by_role("dialog").get_by_role("button", name="Approve").click()
    approver.goto(f"/brands/{brand.slug}/exclusions/2")
    approver.get_by_role("button", name="Refuse").click()
    approver.get_by_role("dialog").get_by_label("Reason").fill("Sieć działała.")
    approver.get_by_role("dialog").get_by_role("button", name="Refuse").click()
    expect(approver.locator("main")).to_contain_text("Refused")
    work_off(brand.id, "intake")

    supervisor = open_browser(token=make_person("supervisor", brand, name="Irena Holm")[1])
    supervisor.goto(f"/brands/{brand.slug}/months")
    supervisor.get_by_role("link", name="March 2026").click()
    supervisor.get_by_role("button", name="Prepare", exact=True).click()
    expect(supervisor.locator("main")).to_contain_text("is being computed, twice")
    work_off(brand.id, "slow")
    supervisor.reload()
    picture(supervisor, "month-prepared")
    supervisor.locator("#signatures").get_by_role("button", name="Sign").click()
    supervisor.get_by_role("dialog").get_by_role("button", name="Sign").click()
    expect(supervisor.locator("#signatures")).to_contain_text("Waits for the client")

    approver.goto("/waiting")
    picture(approver, "waiting")
    approver.get_by_role("link", name="March 2026 · Ziołowy Zakątek").click()
    approver.locator("#signatures").get_by_role("button", name="Accept").click()
    approver.get_by_role("dialog").get_by_role("button", name="Accept").click()
    expect(approver.locator("#signatures")).to_contain_text("Piotr Gajda")
    rows = list(csv.DictReader(io.StringIO(downloaded(approver, "CSV").decode("utf-8-sig"))))
    keys = ("exclusions", "service_level", "figure", "measure")
    sheet = {tuple(row[key] for key in keys): row["value"] for row in rows}
    assert [sheet[one, "", "first_response", "breached"] for one in ("applied", "ignored")] == ["12", "13"]
    book = list(rows_of_xlsx(downloaded(approver, "XLSX")))[1:]
    assert {one: value_of(text) for one, text in sheet.items()} == {
        tuple(row.get(key, "") for key in keys): row.get("value", "") for row in book
    }
    pages = pypdf.PdfReader(io.BytesIO(downloaded(approver, "PDF"))).pages
    assert "Firstresponse30min90%73.5%3612" in plain("".join(one.extract_text() for one in pages))
    approver.get_by_role("link", name="Check the seal").click()
    expect(approver.locator("main")).to_contain_text("Nothing was changed")
    picture(approver, "seal")
    assert supervisor.complaints == approver.complaints == []


def test_a_reader_asks_for_the_report_by_mail_and_stops_it(open_browser, brand):
    reader = open_browser(token=make_person("client_viewer", brand)[1])
    reader.goto(f"/brands/{brand.slug}/report/delivery")
    mail = reader.locator("#mail")
    mail.get_by_label("How often").select_option("weekly")
    mail.get_by_label("Day of the week").select_option("4")
    mail.get_by_label("CSV").check()
    mail.get_by_role("button", name="Send it to me").click()
    expect(mail.get_by_role("row", name="Weekly")).to_contain_text("Friday, 08:00")
    expect(mail.get_by_role("row", name="Weekly")).to_contain_text("PDF, CSV")
    picture(reader, "delivery")
    mail.get_by_role("button", name="Stop").click()
    expect(mail.get_by_role("row", name="Weekly")).to_have_count(0)
    assert reader.complaints == []


@pytest.mark.parametrize(("locale", "width", "theme"), narrow_look("en"))
def test_every_state_under_axe(open_browser, brand, locale, width, theme):
    month_in(brand, 3, sign_month, accept_month)
    month_in(brand, 4, sign_month, refuse)
    month_in(brand, 5, sign_month)
    take(brand, [Said("late/0", "late", "x:one", "in", MARCH)])
    with UnitOfWork(Actor.system(brand.id)) as uow:
        row = get_latest(uow, brand.id, MARCH.date().replace(day=1))
        restate_month(uow, brand, row, reason="Plik z sieci przyszedł później.")
    take(brand, [Said("late/1", "late", "x:one", "out", MARCH + timedelta(minutes=5))])
    for role, paths in (
        ("supervisor", ("months", "months/2026-03", "months/2026-04", "report/delivery")),
        ("client_approver", ("months/2026-05", "months/2026-03/seal")),
    ):
        token = make_person(role, brand, locale=locale)[1]
        page = open_browser(locale, token=token, width=width, theme=theme)
        walk = Walk(page, locale, {"slug": brand.slug})
        for path in paths:
            walk.visit(f"/brands/{{slug}}/{path}")
            picture(page, f"{role}-{locale}-{width}-{theme}-{path.replace('/', '-')}")
        assert walk.wrong == {}
