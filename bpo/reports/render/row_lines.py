"""Rows of a sheet as XML, written as they come: in a fraction of what the library takes for each cell.

The library makes the workbook with one row to go by, `put_rows` puts the others in its place. They wait on disk.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.utility import xl_col_to_name

from bpo.core.spreadsheets import plain_text

Cell = str | int | float | datetime  # an instant without its zone, as spreadsheets hold it
SAMPLE = 2  # the row to go by
DAY_NONE, DAY = datetime(1899, 12, 30), timedelta(days=1)  # noqa: DTZ001 -- a spreadsheet knows no zones
INSTANT, MEASURE = b's="instant"', b's="measure"'  # until it is known which styles the workbook has for them
NO_CONTROLS = dict.fromkeys((*range(32), 0xFFFE, 0xFFFF))  # XML has none of them
FEW = 4096


def kept_rows() -> IO[bytes]:
    """Where rows wait."""
    return TemporaryFile()


def row_line(number: int, cells: Iterable[tuple[int, Cell]]) -> bytes:
    """One row, on one line: text that is never a formula, instants, measures, and whole numbers as they are."""
    parts = [f'<row r="{number}">']
    for column, cell in cells:
        place = f"{_letters(column)}{number}"
        if isinstance(cell, str):
            parts.append(f'<c r="{place}" t="inlineStr"><is><t>{_shown(cell)}</t></is></c>')
        elif isinstance(cell, datetime):
            parts.append(f'<c r="{place}" s="instant"><v>{(cell - DAY_NONE) / DAY!r}</v></c>')
        elif isinstance(cell, float):
            parts.append(f'<c r="{place}" s="measure"><v>{cell!r}</v></c>')
        else:
            parts.append(f'<c r="{place}"><v>{cell}</v></c>')
    parts.append("</row>\n")
    return "".join(parts).encode()


def put_rows(book: bytes, sheet: str, rows: IO[bytes], *, last_row: int, styled: Sequence[int]) -> bytes:
    """The workbook with these rows; `styled`: in which columns its row to go by has an instant and a measure."""
    made = BytesIO()
    with ZipFile(BytesIO(book)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename != sheet:
                target.writestr(item, content)
                continue
            before, rest = content.split(f'<row r="{SAMPLE}"'.encode(), 1)
            sample, after = rest.split(b"</row>", 1)
            instant, measure = (_style_in(sample, column) for column in styled)
            first, _found, end = before.partition(f'{SAMPLE}"/>'.encode())  # of the sheet's extent
            rows.seek(0)
            with target.open(item, "w") as to:
                to.write(first + f'{last_row}"/>'.encode() + end)
                for line in rows:
                    to.write(line.replace(INSTANT, instant).replace(MEASURE, measure))
                to.write(after)
    return made.getvalue()


def _style_in(sample: bytes, column: int) -> bytes:
    cell = sample.split(f'r="{_letters(column)}{SAMPLE}" '.encode(), 1)[1]
    return cell.split(b">", 1)[0].split(b" t=", 1)[0]


@lru_cache(FEW)
def _letters(column: int) -> str:
    return str(xl_col_to_name(column))


@lru_cache(FEW)
def _shown(text: str) -> str:
    return escape(plain_text(text).translate(NO_CONTROLS), {'"': "&quot;"})
