"""The printed report: in every language the figures of the JSON, in letters that are in the file."""

import io
import json
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest
from builders import browser, make_person
from reportlab.pdfbase.pdfmetrics import stringWidth
from reports.worlds import Done, Said, act, level, make_brand, take

from bpo.core.actor import Actor
from bpo.core.i18n import gettext, speaking
from bpo.core.uow import UnitOfWork
from bpo.reports import labels
from bpo.reports.operations import agreed_with, sla_report
from bpo.reports.render.files import render_file
from bpo.reports.render.paper import WIDTH, style_of, use_fonts
from bpo.reports.render.pdf_beside import DEFINITION_WIDTHS
from bpo.reports.rules.definitions import DEFINITIONS
from bpo.reports.rules.months import canonical
from bpo.reports.shown_definitions import columns, definition_rows
from bpo.web.formats import show_date, show_duration, show_month, show_number, show_percent

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ASKED = {
    "from_date": date(2026, 5, 1),
    "to_date": date(2026, 6, 1),
    "as_of": datetime(2026, 5, 20, tzinfo=UTC),
}
NAME = "Książka & <Ґанок> Ёж"


@pytest.fixture(scope="module")
def brand(db):
    contract = {
        "targets": [
            {"figure": "first_response", "attainment": 0.9},
            {"figure": "response_coverage", "attainment": 0.2},
        ]
    }
    tenant = make_brand(
        contract=contract,
        name=NAME,
        time_zone="Europe/Kyiv",
        levels=[level("польский", 900, language="pl"), level("standard")],
    )
    take(
        tenant,
        [
            Said(
                f"{n}/{at}",
                str(n),
                "x:one",
                side,
                NOON + timedelta(minutes=71 * n + at),
                language="pl" if n % 3 else None,
            )
            for n in range(40)
            for at, side in ((0, "in"), (n % 37 + 1, "out"))
        ]
        + [Said("open/0", "open", "vk:two", "in", NOON)],
    )
    act(tenant, [Done("3", "closed", NOON + timedelta(hours=9))])
    return tenant


@pytest.fixture(scope="module")
def made(brand):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        return sla_report(uow, brand, **ASKED), agreed_with(uow, brand)


def plain(text):
    """Words without the spaces and breaks that a page puts between them."""
    return "".join(text.split()).replace("\xad", "")


def text_of(body):
    return plain("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages))


@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
def test_the_figures_are_those_of_the_json_in_every_language(brand, made, locale):
    report, agreed = made
    with speaking(locale, brand.time_zone):
        words = text_of(render_file(report, "pdf", brand=brand.name, agreed=agreed))
        for clock in ("first_response", "next_response", "resolution"):
            one = report[clock]
            shown = [gettext(labels.FIGURES[clock])]
            shown += [show_percent(one[key]) for key in ("attainment", "contracted") if one[key] is not None]
            shown += [show_number(one[key]) for key in ("n", "met", "breached") if one[key] is not None]
            keys = ("median", "p90", "p95", "mean", "target")
            shown += [show_duration(one[key]) for key in keys if one[key] is not None]
            for figure in shown:
                assert plain(figure) in words, (clock, figure)
        times = [show_duration(report["first_response"][key]) for key in ("median", "p90", "p95", "mean")]
        row = "".join(map(plain, [show_number(report["first_response"]["n"]), *times]))
        assert row in words
        whole = report["volumes"]
        counts = [
            show_number(whole[key]) for key in ("messages_in", "messages_out", "conversations", "turns")
        ]
        assert plain(gettext("All")) + "".join(map(plain, counts)) in words
        assert plain(show_percent(report["response_coverage"]["value"])) in words
        title = f"{gettext('SLA report')}: {show_month(date(2026, 5, 1))}"
        for said in (brand.name, brand.time_zone, title):
            assert plain(said) in words
        assert locale == "en" or "SLA report" not in title
        assert plain("польский") in words
        for one in DEFINITIONS.values():
            assert plain(gettext(one)) in words


def test_letters_are_in_the_file_and_nothing_else_is_asked_of_the_reader(made):
    with speaking("uk"):
        body = render_file(made[0], "pdf", brand=NAME, agreed=made[1])
    fonts = {
        str(font.get_object()["/BaseFont"]): font.get_object()
        for page in pypdf.PdfReader(io.BytesIO(body)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    used = {name: font for name, font in fonts.items() if "Roboto" in name}
    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used.values())
    assert b"/URI" not in body
    assert b"/JavaScript" not in body


def test_the_same_report_gives_the_same_bytes(made):
    report, agreed = made
    assert render_file(report, "pdf", agreed=agreed) == render_file(report, "pdf", agreed=agreed)


def test_what_was_stored_prints_as_what_was_made(made):
    report, agreed = made
    promised = {"n": 9, "kept": 4, "late": 3, "open": 2}
    report = {**report, "volumes": {**report["volumes"], "promises": promised}}
    stored = json.loads(canonical(report))  # keys by the alphabet
    assert text_of(render_file(stored, "pdf", agreed=agreed)) == text_of(
        render_file(report, "pdf", agreed=agreed)
    )


def test_an_empty_report_prints_too(db):
    tenant = make_brand(levels=[])
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        report = sla_report(uow, tenant, **{**ASKED, "to_date": date(2026, 5, 9)})
    words = text_of(render_file(report, "pdf"))
    for said in ("UTC", show_date(date(2026, 5, 1)), show_date(date(2026, 5, 8))):
        assert plain(said) in words


@pytest.mark.parametrize("locale", ["en", "pl"])
def test_the_page_gives_the_file_in_its_readers_language(app, brand, locale):
    _user, token = make_person("client_viewer", brand, locale=locale)
    answer = browser(app, token).get(
        f"/brands/{brand.slug}/report.pdf?from=2026-05-01&to=2026-06-01&as_of=2026-05-20T00:00:00Z"
    )
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    with speaking(locale):
        assert plain(gettext("What the figures mean")) in text_of(answer.data)


@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
def test_no_word_of_a_definition_is_broken(made, locale):
    use_fonts()
    report, _agreed = made
    padding = 6  # points: three on each side of a cell
    with speaking(locale, "Europe/Kyiv"):
        texts = [("column", columns()), *(("cell", row.cells) for row in definition_rows(report))]
    assert [
        word
        for style, cells in texts
        for cell, share in zip(cells, DEFINITION_WIDTHS, strict=True)
        for word in cell.split()
        if stringWidth(word, style_of(style).fontName, style_of(style).fontSize) > WIDTH * share - padding
    ] == []
