"""What a printed page is made of: fonts, styles, tables, small words in drawings."""

import io
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import String
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Table, TableStyle

from bpo.core.i18n import current_locale
from bpo.web.formats import show_number

REGULAR, BOLD = "Roboto", "Roboto-Bold"
MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN - 12  # a frame keeps six points on each side
INK, SOFT, RULE, FILL = (HexColor(f"#{one}") for one in ("1d2733", "5b6673", "c9d1d9", "0b6bcb"))
GOOD, BAD, PALE = HexColor("#1f7a3d"), HexColor("#b3261e"), HexColor("#eef2f6")
NOTHING = "–"


@cache
def use_fonts() -> None:
    """Register Roboto once a process."""
    found = find_spec("font_roboto")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = Path(found.submodule_search_locations[0]) / "files"
    pdfmetrics.registerFont(TTFont(REGULAR, str(folder / "Roboto-Regular.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(folder / "Roboto-Bold.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@cache
def style_of(name: str) -> ParagraphStyle:
    """A style of text, by its name."""
    font, size, colour = {
        "title": (BOLD, 20, INK),
        "lead": (REGULAR, 11, INK),
        "answer": (BOLD, 13, INK),
        "head": (BOLD, 12, INK),
        "body": (REGULAR, 9, INK),
        "soft": (REGULAR, 9, SOFT),
        "cell": (REGULAR, 8.5, INK),
        "number": (REGULAR, 8.5, INK),
        "column": (BOLD, 7.5, SOFT),
        "column_number": (BOLD, 7.5, SOFT),
    }[name]
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=size * 1.3,
        textColor=colour,
        spaceBefore=5 * mm if name == "head" else 0,
        spaceAfter=1.5 * mm if name in {"head", "answer", "lead"} else 0,
        alignment=TA_RIGHT if "number" in name else 0,
    )


def table_of(
    title: str | None,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    numbers: bool = True,
    words: int = 1,
) -> list[Any]:
    """A table with its heading; the first column, or so many, is words, the others numbers."""

    def cells(values: Sequence[str], first: str, others: str) -> list[Any]:
        return [
            Paragraph(
                escape(value).replace("\n", "<br/>"), style_of(others if at >= words and numbers else first)
            )
            for at, value in enumerate(values)
        ]

    body = [cells(row, "cell", "number") for row in rows]
    if columns:
        body.insert(0, cells(columns, "column", "column_number"))
    table = Table(body, colWidths=[WIDTH * share for share in widths], repeatRows=1 if columns else 0)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ]
        )
    )
    if title is None:
        return [table]
    head = Paragraph(escape(title), style_of("head"))
    return [KeepTogether([head, table])] if len(body) < 12 else [head, table]


def pages_of(story: list[Any], *, title: str, author: str, foot: str) -> bytes:
    """A document of A4 pages with a line at the foot; the same story gives the same bytes."""
    file = io.BytesIO()
    pages = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author=author,
        lang=str(current_locale()),
        invariant=1,
    )
    pages.build(
        story,
        onFirstPage=lambda canvas, _pages: _draw_foot(canvas, foot),
        onLaterPages=lambda canvas, _pages: _draw_foot(canvas, foot),
    )
    return file.getvalue()


def _draw_foot(canvas: Any, words: str) -> None:  # noqa: ANN401 -- ReportLab's canvas
    canvas.saveState()
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(SOFT)
    canvas.drawString(MARGIN, 10 * mm, words)
    canvas.drawRightString(A4[0] - MARGIN, 10 * mm, show_number(canvas.getPageNumber()))
    canvas.restoreState()


def said(value: Any, show: Callable[[Any], str]) -> str:  # noqa: ANN401 -- a number or nothing
    """A value as it is shown; a dash where there is none."""
    return NOTHING if value is None else show(value)


def small_words(x: float, y: float, words: str, colour: Any) -> String:  # noqa: ANN401 -- a colour of ReportLab
    """Words in a drawing, their middle at x."""
    return String(x, y, words, fontName=REGULAR, fontSize=6, fillColor=colour, textAnchor="middle")
