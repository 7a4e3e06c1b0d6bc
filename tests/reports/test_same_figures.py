"""One report of a random brand in five forms: JSON, page, PDF, XLSX and CSV say the same, to the last digit."""

import csv
import io
import re
import zipfile
from html import unescape
from xml.etree import ElementTree as ET

import pypdf
import pytest
from builders import browser, make_person
from reports.worlds import make_world

from bpo.core.i18n import gettext, speaking
from bpo.identity.permissions import Role
from bpo.reports import labels
from bpo.reports.render.lines import COLUMNS, lines_of
from bpo.reports.shown import several_targets
from bpo.web.formats import show_duration, show_number, show_percent

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SIZES = {"target": show_duration, "contracted": show_percent, "attainment": show_percent}
COUNTS = ("met", "breached", "open_past_due", "open_not_due")
TIMES = ("median", "p90", "p95", "mean")
SEEDS = (11, 4)


@pytest.fixture(scope="module", params=SEEDS)
def world(request, db):
    found, start, _rng = make_world(request.param)
    return found, start


def words_of(html):
    return plain(unescape(re.sub(r"<[^>]+>", " ", html)))


def plain(text):
    """Without spaces, breaks and the marks that hide in them."""
    return re.sub(r"[\s\xad\u202f\u2060\u200b]+", "", text)


def rows_of_xlsx(body):
    """The cells of the sheet as texts and numbers, by column."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        strings, sheet = (
            ET.fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314 -- written by us just now
            for name in ("sharedStrings", "worksheets/sheet1")
        )
    shared = ["".join(one.itertext()) for one in strings]
    for row in sheet.iter(f"{SHEET}row"):
        found = {}
        for cell in row:
            column = COLUMNS[ord(re.sub(r"\d", "", cell.get("r"))) - ord("A")]
            text = cell.findtext(f"{SHEET}v")
            found[column] = shared[int(text)] if cell.get("t") == "s" else float(text)
        yield found


@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
def test_every_form_says_the_same(app, world, locale):
    found, start = world
    _user, token = make_person(Role.CLIENT_VIEWER, found.tenant, locale=locale)
    reader = browser(app, token)
    first = start.date().replace(day=1)
    asked = f"from={first}&to={first.replace(year=first.year + 1)}&as_of={start.year + 1}-12-31T00:00:00Z"
    forms = {
        name: reader.get(f"/brands/{found.tenant.slug}/report{name}?{asked}")
        for name in ("", ".json", ".csv", ".xlsx", ".pdf")
    }
    assert {name: answer.status_code for name, answer in forms.items()} == dict.fromkeys(forms, 200)
    report = forms[".json"].json
    assert report["turns"]["total"] > 0

    kept = {
        (line.exclusions, line.service_level, line.figure, line.measure): line.value
        for line in lines_of(report)
    }
    sheet = list(csv.DictReader(io.StringIO(forms[".csv"].text)))
    keys = COLUMNS[5:9]
    assert {tuple(row[key] for key in keys): row["value"] for row in sheet} == {
        key: "" if value is None else str(value) for key, value in kept.items()
    }
    book = list(rows_of_xlsx(forms[".xlsx"].data))[1:]
    assert {tuple(row.get(key, "") for key in keys): row.get("value") for row in book} == kept

    printed = plain(
        "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(forms[".pdf"].data)).pages)
    )
    with speaking(locale, found.tenant.time_zone):
        page = words_of(forms[""].text).replace(f"–{plain(gettext('no value'))}", "–")
        rows = ["".join(plain(part) for part in row) for row in shown_rows(report)]
    assert len(rows) >= 7
    for row in rows:
        assert row in page, row
        assert row in printed, row


def shown_rows(report):
    """Rows of the tables that page and print both have, as a reader of this language is shown them."""
    for clock in ("first_response", "next_response", "resolution"):
        one, name = report[clock], gettext(labels.FIGURES[clock])
        shares = ["–" if one[key] is None else show(one[key]) for key, show in SIZES.items()]
        if clock in several_targets(report):
            shares[0] = gettext("by level")
        yield [name, *shares, *("–" if one[key] is None else show_number(one[key]) for key in COUNTS)]
        yield [
            name,
            show_number(one["n"]),
            *("–" if one[key] is None else show_duration(one[key]) for key in TIMES),
        ]
    volumes = report["volumes"]
    for network, one in volumes["by_network"].items():
        counts = ("messages_in", "messages_out", "conversations", "turns")
        yield [
            {"x": "X", "vk": gettext("VK")}.get(network, network),
            *(show_number(one[key]) for key in counts),
        ]
