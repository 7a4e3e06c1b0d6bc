"""The workbook's sheets of turns: what a cell holds, what a formula sums, and that all rows give the report's figures."""

import io
import random
import re
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from builders import act_as
from reports.worlds import make_world

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports import row_sheets
from bpo.reports.operations import sla_report
from bpo.reports.queries.figures import Question
from bpo.reports.queries.rows import stream_turns
from bpo.reports.render import turn_sheets
from bpo.reports.render.files import report_xlsx
from bpo.reports.render.turn_sheets import COLUMNS, MOST_ROWS, TurnSheet, cells_of, formulas_of, has_turns
from bpo.reports.row_sheets import notes_of
from bpo.reports.rules.engagement import plain_engagement
from bpo.reports.rules.figures import Agreed, BacklogCounts, Counts, TurnCounts, build_report, figures_of
from bpo.reports.rules.moods import plain_moods
from bpo.reports.rules.sections import ALL, ReportSection
from bpo.reports.rules.turn_rows import MARKS, Tally, TurnRow
from bpo.reports.rules.volumes import plain_volumes
from bpo.tenants.rules.period import Period

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY_ONE = datetime(1899, 12, 30)  # noqa: DTZ001 -- a spreadsheet's, which knows no zones


def turn(number=0, **over):
    said = {
        "id": UUID(int=number),
        "network": "x",
        "account": "x:one",
        "kind": "first_response",
        "level": "standard",
        "language": "uk",
        "mood": "negative",
        "started_at": NOON,
        "due_at": NOON + timedelta(minutes=30),
        "stopped_at": NOON + timedelta(minutes=12),
        "target": 1800,
        "worked_us": 720_000_000,
        "outcome": "answered",
        "verdict": "met",
        "exclusion": None,
        "is_counted": True,
        "is_covered": True,
    }
    return TurnRow(**(said | over))


def some_turns(count, seed=1):
    rng = random.Random(seed)
    for number in range(count):
        outcome = rng.choice(("answered", "answered", "answered", "dismissed", "excluded", "open"))
        verdicts = {"answered": ("met", "met", "breached", None), "open": ("open_past_due", "open_not_due")}
        is_counted = outcome == "answered" or (outcome == "open" and rng.random() < 0.5)
        yield turn(
            number,
            kind=rng.choice(("first_response", "next_response")),
            account=rng.choice(("x:one", "x:two", "telegram:three")),
            worked_us=rng.randrange(10**10) if outcome == "answered" else None,
            outcome=outcome,
            verdict=rng.choice(verdicts.get(outcome, (None,))),
            is_counted=is_counted,
            is_covered=outcome == "answered" and rng.random() < 0.8,
        )


def empty_report(zone="Europe/Kyiv"):
    period = Period(datetime(2026, 5, 1).date(), datetime(2026, 6, 1).date(), zone)  # noqa: DTZ001 -- dates alone
    figures = figures_of(Counts(TurnCounts(), {}, {}, BacklogCounts()), Agreed())
    volumes = plain_volumes(
        *([], [], [], []),
        places={},
        time_zone=zone,
        as_of=NOON,
        engagement=plain_engagement([], [], places={}),
        sentiment=plain_moods([]),
    )
    return build_report(
        brand="acme", period=period, as_of=NOON, figures=figures, before_exclusions=figures, volumes=volumes
    )


def cells_in(body, number):
    """A sheet's cells by their name: its kind, value and formula."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheet, strings = (
            ET.fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314 -- written by us just now
            for name in (f"worksheets/sheet{number}", "sharedStrings")
        )
    shared = ["".join(one.itertext()) for one in strings]
    found = {}
    for cell in sheet.iter(f"{SHEET}c"):
        inline = cell.find(f"{SHEET}is")
        text = "".join(inline.itertext()) if inline is not None else cell.findtext(f"{SHEET}v")
        if cell.get("t") == "s":
            text = shared[int(text)]
        if text is not None:
            found[cell.get("r")] = (cell.get("t"), text, cell.findtext(f"{SHEET}f"))
    return found


def look_of(body, place):
    """How a cell of the sheet of turns shows its number."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheet, styles = (
            ET.fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314 -- written by us just now
            for name in ("worksheets/sheet3", "styles")
        )
    cell = next(one for one in sheet.iter(f"{SHEET}c") if one.get("r") == place)
    kinds = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{SHEET}numFmt")}
    return kinds[styles.find(f"{SHEET}cellXfs")[int(cell.get("s"))].get("numFmtId")]


def summary_of(body):
    """By figure and measure: what is reported, what the formula was last worth, and the formula."""
    cells = cells_in(body, 2)
    head = next(int(name[1:]) for name, cell in cells.items() if cell[1] == "figure")
    numbers = sorted({int(name[1:]) for name in cells if int(name[1:]) > head})
    return {
        (cells[f"A{n}"][1], cells[f"B{n}"][1]): (cells.get(f"C{n}", (0, None))[1], *cells[f"D{n}"][1:])
        for n in numbers
    }


def worth(formula, columns, shown):
    """A formula of ours as a spreadsheet works it out, over the rows that a filter leaves."""

    def values(match):
        letters = match.group(1)
        cells = (columns.get((letters, number)) for number in shown)
        return [cell for cell in cells if cell is not None]

    def sub(name, kind, rest):
        found = [cell for cell in rest if not isinstance(cell, str)]
        if (name, kind) == ("SUBTOTAL", "103"):
            return float(len(rest))
        if (name, kind) == ("SUBTOTAL", "102"):
            return float(len(found))
        if (name, kind) == ("SUBTOTAL", "109"):
            return float(sum(found))
        return found

    pattern = (
        r"(?:_xlfn\.)?(SUBTOTAL|AGGREGATE)\((\d+)(?:,5)?,Turns!\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)(?:,([\d.]+))?\)"
    )

    def one(match):
        name, kind, letters, last, share = match.groups()
        assert int(last) >= max(shown, default=2)
        found = sub(name, kind, values(re.match(r"([A-Z]+)", letters)))
        if isinstance(found, float):
            return repr(found)
        if not found:
            return "(1/0)"
        if kind == "101":
            return repr(sum(found) / len(found))
        ordered, place = sorted(found), float(share or 0.5) * (len(found) - 1)
        above = ordered[min(int(place) + 1, len(ordered) - 1)]
        return repr(ordered[int(place)] + (above - ordered[int(place)]) * (place - int(place)))

    made = re.sub(pattern, one, formula.lstrip("="))
    rounded = re.fullmatch(r'IFERROR\(ROUND\((.+),(\d)\),""\)', made)
    try:
        return round(eval(rounded[1]), int(rounded[2])) if rounded else eval(made)  # noqa: S307 -- our own text
    except ZeroDivisionError:
        return None


def grid(rows):
    """The sheet's cells by column and row."""
    found = {}
    for number, row in enumerate(rows, start=2):
        for column, cell in cells_of(row, ZoneInfo("UTC")):
            found[turn_sheets.xl_col_to_name(column), number] = cell
    return found


def test_a_row_holds_typed_cells_in_the_brands_time_and_no_words():
    cells = {COLUMNS[column]: cell for column, cell in cells_of(turn(7), ZoneInfo("Europe/Kyiv"))}
    assert cells == {
        "turn": str(UUID(int=7)),
        "network": "x",
        "account": "x:one",
        "clock": "first_response",
        "service_level": "standard",
        "language": "uk",
        "sentiment": "negative",
        "outcome": "answered",
        "verdict": "met",
        "began": datetime(2026, 5, 4, 15),  # noqa: DTZ001 -- as a spreadsheet holds it
        "due": datetime(2026, 5, 4, 15, 30),  # noqa: DTZ001
        "stopped": datetime(2026, 5, 4, 15, 12),  # noqa: DTZ001
        "target_minutes": 30.0,
        "first_response_minutes": 12.0,
        "answered": 1,
        "first_response_met": 1,
        "coverage_due": 1,
        "covered": 1,
    }


@pytest.mark.parametrize(
    ("over", "marks"),
    [
        ({}, ("answered", "first_response_met", "coverage_due", "covered")),
        (
            {"kind": "next_response", "verdict": "breached", "is_covered": False},
            ("answered", "next_response_breached", "coverage_due"),
        ),
        ({"outcome": "dismissed", "verdict": None, "is_counted": False, "is_covered": False}, ("dismissed",)),
        ({"outcome": "excluded", "verdict": None, "is_counted": False, "is_covered": False}, ("excluded",)),
        (
            {"outcome": "open", "verdict": "open_not_due", "is_counted": False, "is_covered": False},
            ("open", "first_response_open_not_due"),
        ),
    ],
)
def test_what_a_turn_counts_for(over, marks):
    assert turn(**over).marks == marks
    assert set(marks) <= set(MARKS)


def test_a_dismissed_turn_has_no_minutes_though_its_clock_ran():
    cells = dict(cells_of(turn(outcome="dismissed", verdict=None), ZoneInfo("UTC")))
    assert COLUMNS.index("first_response_minutes") not in cells


def test_no_rows_give_nulls_and_no_zeros_for_what_cannot_be_computed():
    found = Tally().figures()
    assert found["turns", "total"] == 0
    for key in (("first_response", "attainment"), ("next_response", "p90"), ("response_coverage", "value")):
        assert found[key] is None
        assert worth(formulas_of(1)[key], {}, []) is None


@pytest.mark.parametrize("seed", range(6))
def test_formulas_give_what_is_kept_beside_them(seed):
    rows = list(some_turns(60, seed))
    tally = Tally()
    for row in rows:
        tally.add(row)
    formulas, columns = formulas_of(len(rows) + 1), grid(rows)
    assert formulas.keys() == tally.figures().keys()
    for key, value in tally.figures().items():
        found = worth(formulas[key], columns, range(2, len(rows) + 2))
        assert found == pytest.approx(value, abs=0.0011), key


@pytest.mark.parametrize("account", ["x:one", "telegram:three"])
def test_formulas_follow_a_filter(account):
    rows = list(some_turns(80, 9))
    shown = [number for number, row in enumerate(rows, start=2) if row.account == account]
    tally = Tally()
    for number in shown:
        tally.add(rows[number - 2])
    formulas, columns = formulas_of(len(rows) + 1), grid(rows)
    for key, value in tally.figures().items():
        assert worth(formulas[key], columns, shown) == pytest.approx(value, abs=0.0011), key


def test_the_workbook_has_both_sheets_with_filter_and_frozen_head():
    body = report_xlsx(empty_report(), turns=TurnSheet(some_turns(40), ("Said first.",)))
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        sheet = book.read("xl/worksheets/sheet3.xml").decode()
    assert names == ["SLA", "Summary", "Turns"]
    assert 'state="frozen"' in sheet
    last = turn_sheets.xl_col_to_name(len(COLUMNS) - 1)
    assert f'<autoFilter ref="A1:{last}41"/>' in sheet
    assert cells_in(body, 2)["A1"][1] == "Said first."
    found = summary_of(body)
    assert found["turns", "total"] == ("0", "40", "SUBTOTAL(103,Turns!$A$2:$A$41)")
    assert found["first_response", "median"][2].startswith("IFERROR(ROUND(60*_xlfn.AGGREGATE(12,5,Turns!$")


def test_dates_are_numbers_of_days_and_what_looks_like_a_formula_is_text():
    rows = [turn(level="=1+1", account="@evil", network="+x", language="-a")]
    body = report_xlsx(empty_report(), turns=TurnSheet(rows))
    cells = cells_in(body, 3)
    texts = {text for kind, text, formula in cells.values() if kind == "inlineStr"}
    assert {"'=1+1", "'@evil", "'+x", "'-a"} <= texts
    assert not any(formula for _kind, _text, formula in cells.values())
    began = cells[f"{turn_sheets.xl_col_to_name(COLUMNS.index('began'))}2"]
    assert began[0] is None
    assert look_of(body, f"{turn_sheets.xl_col_to_name(COLUMNS.index('began'))}2") == "yyyy-mm-dd hh:mm:ss"
    assert look_of(body, f"{turn_sheets.xl_col_to_name(COLUMNS.index('target_minutes'))}2") == "0.0"
    assert DAY_ONE + timedelta(days=float(began[1])) == pytest.approx(
        datetime(2026, 5, 4, 15),  # noqa: DTZ001
        abs=timedelta(seconds=1),
    )


def test_no_rows_make_a_sheet_with_its_head_alone():
    body = report_xlsx(empty_report(), turns=TurnSheet([]))
    assert {name for name in cells_in(body, 3) if name.endswith("2")} == set()
    assert len(cells_in(body, 3)) == len(COLUMNS)
    assert summary_of(body)["first_response", "median"][1] == ""


def test_marks_of_xml_and_of_no_text_do_no_harm():
    rows = [turn(account='x:a<b>&"c"\x07\x00', level='s="instant"')]
    texts = {cell[1] for cell in cells_in(report_xlsx(empty_report(), turns=TurnSheet(rows)), 3).values()}
    assert {'x:a<b>&"c"', 's="instant"'} <= texts


def test_a_sheet_ends_where_spreadsheets_end_and_says_so(monkeypatch):
    monkeypatch.setattr(turn_sheets, "MOST_ROWS", 5)
    monkeypatch.setattr(row_sheets, "MOST_ROWS", 5)
    body = report_xlsx(empty_report(), turns=TurnSheet(some_turns(9)))
    assert "A6" in cells_in(body, 3)
    assert "A7" not in cells_in(body, 3)
    assert summary_of(body)["turns", "total"][1:] == ("5", "SUBTOTAL(103,Turns!$A$2:$A$6)")
    notes = list(notes_of(when="noon", total=9, is_narrowed=False, is_signed=False))
    assert "A sheet holds 5 rows, so 4 turns are missing here." in notes[-1]


@pytest.mark.parametrize(
    ("is_signed", "is_narrowed", "total", "count"),
    [
        (False, False, MOST_ROWS, 1),
        (True, False, 3, 2),
        (False, True, 3, 2),
        (True, True, MOST_ROWS + 1, 4),
    ],
)
def test_only_what_is_so_is_said(is_signed, is_narrowed, total, count):
    notes = list(notes_of(when="noon", total=total, is_narrowed=is_narrowed, is_signed=is_signed))
    assert len(notes) == count
    assert "noon" in notes[0]


@pytest.mark.parametrize(
    ("sections", "figures"),
    [
        (ALL, {"turns", "first_response", "next_response", "response_coverage"}),
        ((ReportSection.TURNS,), {"turns", "response_coverage"}),
        ((ReportSection.TIMES, ReportSection.VOLUMES), {"first_response", "next_response"}),
        ((ReportSection.VOLUMES,), None),
    ],
)
def test_rows_go_with_the_sections_that_are_shown(sections, figures):
    body = report_xlsx(empty_report(), sections, TurnSheet(some_turns(3)))
    assert has_turns(sections) == (figures is not None)
    if figures is None:
        assert "xl/worksheets/sheet2.xml" not in zipfile.ZipFile(io.BytesIO(body)).namelist()
    else:
        assert {figure for figure, _measure in summary_of(body)} == figures


def test_memory_does_not_follow_the_rows():
    peaks = []
    for count in (500, 4000):
        tracemalloc.start()
        size = len(report_xlsx(empty_report(), turns=TurnSheet(some_turns(count))))
        peaks.append(tracemalloc.get_traced_memory()[1] - size)
        tracemalloc.stop()
    # 3,500 rows of some 18 cells more: kept as objects they would be 10 MB.
    assert peaks[1] - peaks[0] < 1_500_000, peaks


@pytest.mark.parametrize("seed", [3])
def test_all_rows_of_a_random_brand_give_the_reports_figures(db, seed):
    world, start, _rng = make_world(seed)
    first = start.date().replace(day=1)
    period = Period(first, first.replace(year=first.year + 1), world.tenant.time_zone)
    as_of = start + timedelta(days=9)
    with UnitOfWork(Actor.system(world.tenant.id)) as uow:
        made = sla_report(uow, world.tenant, from_date=period.from_date, to_date=period.to_date, as_of=as_of)
    question = Question(world.tenant.id, period, as_of, made["response_coverage"]["window"])
    with UnitOfWork(act_as(Role.CLIENT_VIEWER, world.tenant)) as uow:
        body = report_xlsx(made, turns=TurnSheet(stream_turns(uow, question)))
    found = summary_of(body)
    assert int(found["turns", "total"][0]) > 0
    for (figure, measure), (reported, kept, _formula) in found.items():
        said = made[figure][measure]
        assert (None if reported is None else float(reported)) == said
        assert (kept or None) == (None if said is None else pytest.approx(said)) or float(kept) == (said or 0)
