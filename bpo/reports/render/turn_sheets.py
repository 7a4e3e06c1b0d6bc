"""The workbook's sheets of turns: one row each, to be filtered, and the figures that follow the filter.

Sums go over columns of ones (`SUBTOTAL`, `AGGREGATE`), which spreadsheets
answer at once for any number of rows; a spreadsheet that computes nothing shows the values kept beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from bpo.reports.render.lines import APPLIED, Line, lines_of
from bpo.reports.render.row_lines import Cell, row_line
from bpo.reports.rules.definitions import ATTAINMENT
from bpo.reports.rules.figures import SlaReport
from bpo.reports.rules.sections import ReportSection, Sections, section_of
from bpo.reports.rules.turn_rows import MARKS, OUTCOMES, TURN_CLOCKS, VERDICTS, Tally, TurnRow

SUMMARY, TURNS = "Summary", "Turns"
MOST_ROWS = 1_048_575  # a sheet's, beneath its head
MICROSECONDS_A_MINUTE = 60_000_000
TEXTS = (
    *("turn", "network", "account", "clock", "service_level", "language", "sentiment"),
    *("outcome", "verdict", "exclusion"),
)
TIMES = ("began", "due", "stopped")
TARGET = "target_minutes"
WORKED = tuple(f"{clock}_minutes" for clock in TURN_CLOCKS)
COLUMNS = (*TEXTS, *TIMES, TARGET, *WORKED, *MARKS)
WIDTHS = {"turn": 38, "account": 26, "clock": 16, "service_level": 18, **dict.fromkeys(TIMES, 19)}
PLACES = {name: column for column, name in enumerate(COLUMNS)}
STYLED = (PLACES[TIMES[0]], PLACES[TARGET])
FILE = "xl/worksheets/sheet3.xml"  # of the rows, in the workbook
HEAD = ("figure", "measure", "reported", "rows_shown")
SHOWN_BY = {ReportSection.TURNS, ReportSection.TIMES}


@dataclass(frozen=True, slots=True)
class TurnSheet:
    """What a reader is given row by row, and what is said of it, in the reader's words."""

    rows: Iterable[TurnRow]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells look."""

    bold: Format
    wrapped: Format
    share: Format
    instant: Format
    minutes: Format


def has_turns(sections: Sections) -> bool:
    """Whether the sections that are shown have figures whose rows these are."""
    return not SHOWN_BY.isdisjoint(sections)


def keep_turns(rows: Iterable[TurnRow], to: IO[bytes], *, time_zone: str) -> Tally:
    """Write the rows to where they wait, as many as a sheet holds; what was counted of them."""
    zone, tally = ZoneInfo(time_zone), Tally()
    for number, row in zip(range(2, MOST_ROWS + 2), rows, strict=False):
        tally.add(row)
        to.write(row_line(number, cells_of(row, zone)))
    return tally


def write_turn_sheets(
    book: Workbook, report: SlaReport, sections: Sections, notes: Sequence[str], tally: Tally
) -> None:
    """Add the figures that follow the filter, and the sheet of rows with one row to go by."""
    formats = Formats(
        bold=book.add_format({"bold": True}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        share=book.add_format({"num_format": "0.00%"}),
        instant=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        minutes=book.add_format({"num_format": "0.0"}),
    )
    _write_summary(book.add_worksheet(SUMMARY), report, sections, notes, formats, tally)
    sheet = book.add_worksheet(TURNS)
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDTHS.get(name, max(11, len(name) + 3)))
        sheet.write_string(0, column, name, formats.bold)
    for column, look in zip(STYLED, (formats.instant, formats.minutes), strict=True):
        sheet.write_number(1, column, 0, look)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, tally.total, len(COLUMNS) - 1)


def cells_of(row: TurnRow, zone: ZoneInfo) -> Iterator[tuple[int, Cell]]:
    """The cells that hold something, left to right: columns of ones are mostly empty, which is fast to write."""
    texts = (
        *(str(row.id), row.network, row.account, row.kind, row.level, row.language, row.mood),
        *(row.outcome, row.verdict, row.exclusion),
    )
    for column, text in enumerate(texts):
        if text:
            yield column, text
    for column, at in enumerate((row.started_at, row.due_at, row.stopped_at), start=PLACES[TIMES[0]]):
        if at is not None:
            yield column, at.astimezone(zone).replace(tzinfo=None)
    if row.target is not None:
        yield PLACES[TARGET], row.target / 60
    if row.outcome == "answered" and row.worked_us is not None:
        yield PLACES[f"{row.kind}_minutes"], row.worked_us / MICROSECONDS_A_MINUTE
    yield from sorted((PLACES[mark], 1) for mark in row.marks)


def formulas_of(last_row: int) -> dict[tuple[str, str], str]:
    """Each figure of the rows that a filter leaves, as a formula; by figure and measure."""

    def column(name: str) -> str:
        letters = xl_col_to_name(PLACES[name])
        return f"{TURNS}!${letters}$2:${letters}${max(last_row, 2)}"

    def count(mark: str) -> str:
        return f"SUBTOTAL(109,{column(mark)})"

    def share(part: str, whole: str) -> str:
        return f'=IFERROR(ROUND({part}/({whole}),6),"")'

    found = {("turns", "total"): f"=SUBTOTAL(103,{column('turn')})"}
    found |= {("turns", outcome): f"={count(outcome)}" for outcome in OUTCOMES}
    for clock in TURN_CLOCKS:
        minutes = column(f"{clock}_minutes")
        found[clock, "n"] = f"=SUBTOTAL(102,{minutes})"
        found |= {(clock, verdict): f"={count(f'{clock}_{verdict}')}" for verdict in VERDICTS}
        judged = "+".join(count(f"{clock}_{verdict}") for verdict in ATTAINMENT.statistic.whole)
        found[clock, "attainment"] = share(count(f"{clock}_met"), judged)
        for measure, seconds in (
            ("median", f"_xlfn.AGGREGATE(12,5,{minutes})"),
            ("p90", f"_xlfn.AGGREGATE(16,5,{minutes},0.9)"),
            ("p95", f"_xlfn.AGGREGATE(16,5,{minutes},0.95)"),
            ("mean", f"SUBTOTAL(101,{minutes})"),
        ):
            found[clock, measure] = f'=IFERROR(ROUND(60*{seconds},3),"")'
    found["response_coverage", "value"] = share(count("covered"), count("coverage_due"))
    found["response_coverage", "due"] = f"={count('coverage_due')}"
    return found


def _write_summary(
    sheet: Worksheet,
    report: SlaReport,
    sections: Sections,
    notes: Sequence[str],
    formats: Formats,
    tally: Tally,
) -> None:
    for column, width in enumerate((22, 16, 14, 14)):
        sheet.set_column(column, column, width)
    for number, note in enumerate(notes):
        sheet.set_row(number, 15 * (1 + len(note) // 66))
        sheet.merge_range(number, 0, number, len(HEAD) - 1, note, formats.wrapped)
    head = len(notes)
    for column, name in enumerate(HEAD):
        sheet.write_string(head, column, name, formats.bold)
    shown, formulas = tally.figures(), formulas_of(tally.total + 1)
    for number, line in enumerate(_followed(report, sections, shown), start=head + 1):
        look = formats.share if line.is_ratio else None
        sheet.write_string(number, 0, line.figure)
        sheet.write_string(number, 1, line.measure)
        if line.value is not None:
            sheet.write_number(number, 2, float(line.value), look)
        key = line.figure, line.measure
        value = shown[key]
        sheet.write_formula(number, 3, formulas[key], look, "" if value is None else value)
    sheet.freeze_panes(head + 1, 0)


def _followed(
    report: SlaReport, sections: Sections, shown: dict[tuple[str, str], float | None]
) -> Iterator[Line]:
    """The report's lines, exclusions taken out, that are made of turns alone."""
    for line in lines_of(report):
        is_whole = line.exclusions == APPLIED and not line.service_level
        if (
            is_whole
            and (line.figure, line.measure) in shown
            and section_of(line.figure, line.service_level) in sections
        ):
            yield line
