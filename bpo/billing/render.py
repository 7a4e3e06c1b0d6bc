"""Statements as files for accounting: one line of the file is one line of a statement.

Columns and words of CSV and XLSX are for programs and are not translated; PDF is for people (`paper`). Amounts are plain decimal numbers in the currency beside
them; the JSON is the statement's content letter by letter.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter
from babel.numbers import get_currency_precision

from bpo.billing.models import Statement
from bpo.billing.paper import statement_pdf
from bpo.core.spreadsheets import plain_text

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
HEAD = ("brand", "statement", "corrects", "month", "currency", "contract_version", "seal")
TEXTS = ("kind", "what", "of_month", "state")
NUMBERS = (
    *("quantity", "price", "n", "met", "breached", "open_past_due", "due", "within", "attainment"),
    *("target", "band_below", "band_credit", "allocation"),
)
MONEY = ("before_cap", "said", "found", "amount")
COLUMNS = (*HEAD, *TEXTS, *NUMBERS, *MONEY)


def render_file(statement: Statement, file_format: str) -> bytes:
    """A statement in one of the formats of `MEDIA_TYPES`; the printed one in the language that is spoken now."""
    if file_format == "json":
        return statement.content.encode()
    if file_format == "pdf":
        return statement_pdf(statement)
    content = json.loads(statement.content)
    return statement_csv(content).encode() if file_format == "csv" else statement_xlsx(content)


def statement_csv(content: Mapping[str, Any]) -> str:
    """As CSV (RFC 4180); what a line does not have is an empty cell."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for line in _lines(content):
        texts = {name: plain_text(str(line[name])) for name in (*HEAD, *TEXTS) if line[name] is not None}
        writer.writerow([texts.get(name, "" if line[name] is None else line[name]) for name in COLUMNS])
    return file.getvalue()


def statement_xlsx(content: Mapping[str, Any]) -> bytes:
    """As a workbook: the same lines, numbers as numbers, nothing as a formula."""
    file = io.BytesIO()
    digits = get_currency_precision(content["computed"]["currency"])
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0" + ("." + "0" * digits if digits else "")})
        sheet = book.add_worksheet("Statement")
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
        row = 0
        for row, line in enumerate(_lines(content), start=1):
            for column, name in enumerate(COLUMNS):
                if line[name] is None:
                    continue
                if name in NUMBERS or name in MONEY:
                    sheet.write_number(row, column, float(line[name]), money if name in MONEY else None)
                else:
                    sheet.write_string(row, column, str(line[name]))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
        sheet.autofit()
    return file.getvalue()


def _lines(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    head = {
        "brand": content["brand"]["slug"],
        "statement": content["number"],
        "corrects": content["corrects"],
        "month": content["month"],
        "currency": content["computed"]["currency"],
        "contract_version": content["contract"]["version"],
        "seal": content["seal"]["seal"],
    }
    for line in content["lines"]:
        band = line.get("band") or {}
        yield {
            **dict.fromkeys(COLUMNS),
            **head,
            **{name: line.get(name) for name in (*NUMBERS, *TEXTS, *MONEY) if name in line},
            "of_month": line["month"],
            "band_below": band.get("below"),
            "band_credit": band.get("credit"),
        }
