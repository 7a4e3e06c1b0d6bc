"""The report as a file. Text that a spreadsheet would take for a formula is made plain text."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import xlsxwriter

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.spreadsheets import plain_text
from bpo.reports.render.lines import COLUMNS, head_of, shown_lines
from bpo.reports.render.row_lines import kept_rows, put_rows
from bpo.reports.render.turn_sheets import FILE, STYLED, TurnSheet, has_turns, keep_turns, write_turn_sheets
from bpo.reports.rules.figures import SlaReport
from bpo.reports.rules.sections import ALL, Sections

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def render_file(
    report: SlaReport,
    file_format: str,
    *,
    sections: Sections = ALL,
    turns: TurnSheet | None = None,
    **of_pdf: Any,  # noqa: ANN401 -- what `report_pdf` takes
) -> bytes:
    """The report in one of the formats; Invalid for another. `of_pdf` is what only people read.

    JSON is for programs and holds everything, whatever sections are shown. `turns` is of the workbook alone.
    """
    if file_format == "json":
        return report_json(report).encode()
    if file_format == "csv":
        return report_csv(report, sections).encode()
    if file_format == "xlsx":
        return report_xlsx(report, sections, turns)
    if file_format == "pdf":
        from bpo.reports.render.pdf import report_pdf  # noqa: PLC0415 -- drawing takes most of a second to load

        return report_pdf(report, sections=sections, **of_pdf)
    message = N_("Choose json, csv, xlsx or pdf.")
    raise Invalid(message, faults=(Fault("format", message),))


def name_of_file(report: SlaReport, file_format: str) -> str:
    """What a downloaded or mailed file is called."""
    dates = report["period"]
    return f"sla-{report['brand']}-{dates['from']}-{dates['to']}.{file_format}"


def report_json(report: SlaReport) -> str:
    """As JSON, for people too: indented, letters as they are."""
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def report_csv(report: SlaReport, sections: Sections = ALL) -> str:
    """As CSV (RFC 4180): one line a figure; a figure that could not be computed is an empty cell."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    head = [plain_text(text) for text in head_of(report)]
    for line in shown_lines(report, sections):
        value = "" if line.value is None else line.value
        value = plain_text(value) if isinstance(value, str) else value
        writer.writerow(
            [*head, line.exclusions, plain_text(line.service_level), line.figure, line.measure, value]
        )
    return file.getvalue()


def report_xlsx(report: SlaReport, sections: Sections = ALL, turns: TurnSheet | None = None) -> bytes:
    """As a workbook: the same lines as the CSV, numbers as numbers; with the turns behind them where given.

    The first sheet has nothing as a formula.
    """
    if turns is None or not has_turns(sections):
        return _workbook(report, sections)
    with kept_rows() as rows:
        tally = keep_turns(turns.rows, rows, time_zone=report["period"]["time_zone"])
        body = _workbook(
            report, sections, lambda book: write_turn_sheets(book, report, sections, turns.notes, tally)
        )
        return put_rows(body, FILE, rows, last_row=tally.total + 1, styled=STYLED)


def _workbook(
    report: SlaReport, sections: Sections, further: Callable[[xlsxwriter.Workbook], None] | None = None
) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": f"SLA {report['brand']}",
                "created": datetime.fromisoformat(report["as_of"]).replace(tzinfo=None),
            }
        )
        bold = book.add_format({"bold": True})
        share = book.add_format({"num_format": "0.00%"})
        sheet = book.add_worksheet("SLA")
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
        row = 0
        for row, line in enumerate(shown_lines(report, sections), start=1):
            texts = (*head_of(report), line.exclusions, line.service_level, line.figure, line.measure)
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
            if isinstance(line.value, str):
                sheet.write_string(row, len(texts), line.value)
            elif line.value is not None:
                sheet.write_number(row, len(texts), line.value, share if line.is_ratio else None)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
        sheet.autofit()
        if further is not None:
            further(book)
    return file.getvalue()
