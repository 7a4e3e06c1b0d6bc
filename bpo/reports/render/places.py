"""The report by place as a file: a line a place, a column a figure, named as the figure's path in the JSON.

Names are for programs and are not translated. A place stands twice, with exclusions taken out and as if there
were none. Tags overlap, so lines of accounts alone add up to the line of all.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime

import xlsxwriter

from bpo.core.spreadsheets import plain_text
from bpo.reports.render.lines import APPLIED, IGNORED, RATIOS
from bpo.reports.rules.by_place import PlaceFigures, PlaceReport, Places

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEAD = ("brand", "from", "to", "time_zone", "as_of", "exclusions", "part", "name", "tags")
Line = tuple[list[str], dict[str, float | None]]


def render_places(report: PlaceReport, file_format: str) -> bytes:
    """The report in one of the formats."""
    if file_format == "json":
        return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()
    if file_format == "csv":
        return _csv(report).encode()
    return _xlsx(report)


def lines_of(report: PlaceReport) -> Iterator[Line]:
    """A line's texts and figures: of all, of each tag, of accounts without one, of each account; and again."""
    yield from _lines(report, report, APPLIED)
    yield from _lines(report, report["before_exclusions"], IGNORED)


def _lines(report: PlaceReport, places: Places, exclusions: str) -> Iterator[Line]:
    period = report["period"]
    head = [report["brand"], period["from"], period["to"], period["time_zone"], report["as_of"], exclusions]

    def line(part: str, name: str, figures: PlaceFigures, tags: list[str] | None = None) -> Line:
        return [*head, part, name, ", ".join(tags or ())], dict(_figures(figures))

    yield line("whole", "", places["whole"])
    for tag, figures in places["by_tag"].items():
        yield line("tag", tag, figures)
    if places["without_tag"] is not None:
        yield line("without_tag", "", places["without_tag"])
    for account, figures in places["by_account"].items():
        yield line("account", account, figures, report["tags"][account])


def _figures(figures: Mapping[str, object], path: str = "") -> Iterator[tuple[str, float | None]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _figures(value, f"{path}{name}.")
        elif value is None or isinstance(value, int | float):
            yield f"{path}{name}", value


def _csv(report: PlaceReport) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for number, (texts, figures) in enumerate(lines_of(report)):
        if not number:
            writer.writerow([*HEAD, *figures])
        cells = ["" if value is None else value for value in figures.values()]
        writer.writerow([*map(plain_text, texts), *cells])
    return file.getvalue()


def _xlsx(report: PlaceReport) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        made_at = datetime.fromisoformat(report["as_of"]).replace(tzinfo=None)
        book.set_properties({"title": f"Places {report['brand']}", "created": made_at})
        bold = book.add_format({"bold": True})
        share = book.add_format({"num_format": "0.00%"})
        sheet = book.add_worksheet("Places")
        row, columns = 0, [*HEAD]
        for row, (texts, figures) in enumerate(lines_of(report), start=1):
            columns = [*HEAD, *figures]
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
            for column, (path, value) in enumerate(figures.items(), start=len(texts)):
                if value is not None:
                    sheet.write_number(row, column, value, share if _is_ratio(path) else None)
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name, bold)
        sheet.freeze_panes(1, HEAD.index("tags"))
        sheet.autofilter(0, 0, row, len(columns) - 1)
    return file.getvalue()


def _is_ratio(path: str) -> bool:
    return path == "response_coverage.value" or path.rpartition(".")[2] in RATIOS
