"""The report as PDF for print: the same figures as the page, in the reader's language.

Drawn by ReportLab, which needs nothing but Python; letters are Roboto's, embedded, because the fonts that a
PDF reader has by itself know no Cyrillic (decision 0028). The same report gives the same bytes.
"""

import io
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from babel.dates import get_day_names
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bpo.conversations.decision_labels import department_name
from bpo.core.i18n import current_locale
from bpo.core.i18n import gettext as _
from bpo.reports import labels
from bpo.reports.rules.definitions import DEFINITIONS
from bpo.reports.rules.figures import CLOCKS, Agreed, ClockFigures, LevelFigures, SlaReport, agreed_of
from bpo.reports.shown import Promise, answer_of, promises_of, volume_parts
from bpo.tenants.rules.period import Period, read_date, read_instant
from bpo.web.formats import show_date, show_datetime, show_duration, show_number, show_percent

REGULAR, BOLD = "Roboto", "Roboto-Bold"
MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN - 12  # a frame keeps six points on each side
INK, SOFT, RULE, FILL = (HexColor(f"#{one}") for one in ("1d2733", "5b6673", "c9d1d9", "0b6bcb"))
GOOD, BAD, PALE = HexColor("#1f7a3d"), HexColor("#b3261e"), HexColor("#eef2f6")
NOTHING = "–"
ATTAINMENT_STATES = ("met", "breached", "open_past_due", "open_not_due")


def report_pdf(
    report: SlaReport,
    *,
    brand: str | None = None,
    agreed: Agreed | None = None,
    signatures: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The report as PDF; of a signed month with who signed it, what was decided and its seal."""
    _use_fonts()
    name = brand or report["brand"]
    period = _period(report)
    title = f"{name} · {_('SLA report')}"
    file = io.BytesIO()
    pages = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author=name,
        lang=str(current_locale()),
        invariant=1,
    )
    agreed = agreed or agreed_of(report)
    seen = _("As seen at %(seen)s", seen=_instant(report))
    foot = f"{title} · {_dates(period)}"
    pages.build(
        [
            Paragraph(escape(name), _style("title")),
            Paragraph(escape(f"{_dates(period)} · {period.time_zone}"), _style("lead")),
            Paragraph(escape(seen), _style("soft")),
            Spacer(1, 4 * mm),
            Paragraph(escape(answer_of(report, agreed).sentence), _style("answer")),
            *_promises(promises_of(report, agreed)),
            *_signatures(signatures),
            *_clocks(_("Response and resolution times"), report),
            *_counts(report),
            *_arrivals(report),
            *_volumes(report),
            *[
                part
                for level, found in report["by_service_level"].items()
                for part in _clocks(_("Service level “%(name)s”", name=level), found)
            ],
            *_definitions(),
        ],
        onFirstPage=lambda canvas, _pages: _foot(canvas, foot),
        onLaterPages=lambda canvas, _pages: _foot(canvas, foot),
    )
    return file.getvalue()


@cache
def _use_fonts() -> None:
    """Register Roboto once a process."""
    found = find_spec("font_roboto")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = Path(found.submodule_search_locations[0]) / "files"
    pdfmetrics.registerFont(TTFont(REGULAR, str(folder / "Roboto-Regular.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(folder / "Roboto-Bold.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@cache
def _style(name: str) -> ParagraphStyle:
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


def _promises(found: Sequence[Promise]) -> list[Any]:
    """A bar for each promise, with a line where it was to reach."""
    if not found:
        return []
    row = 8 * mm
    left, right = WIDTH * 0.34, WIDTH * 0.24
    room = WIDTH - left - right
    drawing = Drawing(WIDTH, row * len(found))
    for at, promise in enumerate(found):
        foot = row * (len(found) - at - 1)
        colour = SOFT if promise.kept is None else GOOD if promise.kept else BAD
        drawing.add(String(0, foot + 2.4 * mm, promise.name, fontName=REGULAR, fontSize=9, fillColor=INK))
        drawing.add(Rect(left, foot + 2 * mm, room, 3.5 * mm, fillColor=PALE, strokeColor=None))
        if promise.value is not None:
            drawing.add(
                Rect(left, foot + 2 * mm, room * promise.value, 3.5 * mm, fillColor=colour, strokeColor=None)
            )
        mark = left + room * promise.agreed
        drawing.add(Line(mark, foot + 1 * mm, mark, foot + 6.5 * mm, strokeColor=INK, strokeWidth=1.2))
        reached = _said(promise.value, show_percent)
        words = f"{reached} ({_('agreed: %(share)s', share=show_percent(promise.agreed))})"
        drawing.add(
            String(
                WIDTH, foot + 2.4 * mm, words, fontName=REGULAR, fontSize=9, fillColor=INK, textAnchor="end"
            )
        )
    return [Spacer(1, 2 * mm), drawing]


def _signatures(rows: Sequence[tuple[str, str]]) -> list[Any]:
    if not rows:
        return []
    return _table(
        _("Signatures"), [], [[name, value] for name, value in rows], widths=(0.22, 0.78), numbers=False
    )


def _clocks(title: str, found: LevelFigures | SlaReport) -> list[Any]:
    clocks: list[tuple[str, ClockFigures]] = [(one, found[one]) for one in CLOCKS]  # type: ignore[literal-required]  # names of CLOCKS
    names = {clock: _(labels.FIGURES[clock]) for clock, _figures in clocks}
    return [
        *_table(
            title,
            [
                _("Clock"),
                _("Target"),
                _("Agreed"),
                _("Attainment"),
                *[_(labels.STATES[state]) for state in ATTAINMENT_STATES],
            ],
            [
                [
                    names[clock],
                    _said(one["target"], show_duration),
                    _said(one["contracted"], show_percent),
                    _said(one["attainment"], show_percent),
                    *[_said(one[state], show_number) for state in ATTAINMENT_STATES],  # type: ignore[literal-required]  # counts
                ]
                for clock, one in clocks
            ],
            widths=(0.18, 0.09, 0.12, 0.13, 0.11, 0.11, 0.14, 0.12),
        ),
        Spacer(1, 2 * mm),
        *_table(
            None,
            [_("Clock"), _("n"), _("Median"), _("P90"), _("P95"), _("Mean")],
            [
                [
                    names[clock],
                    _said(one["n"], show_number),
                    *[_said(one[key], show_duration) for key in ("median", "p90", "p95", "mean")],
                ]
                for clock, one in clocks
            ],
            widths=(0.3, 0.1, 0.15, 0.15, 0.15, 0.15),
        ),
    ]


def _counts(report: SlaReport) -> list[Any]:
    turns, coverage, backlog = report["turns"], report["response_coverage"], report["backlog"]
    late = backlog["average_time_late"]
    rows = [
        [
            _("Customer turns") if key == "total" else _(labels.STATES[key]),
            _said(value, show_number),
        ]
        for key, value in turns.items()
    ]
    window = show_duration(coverage["window"])
    rows += [
        [
            _("Answered within %(window)s, of the turns due", window=window),
            f"{_said(coverage['value'], show_percent)} ({show_number(coverage['due'])})",
        ],
        [_("Dismissed, of all turns"), _said(report["dismissals"]["share"], show_percent)],
        [_("Backlog"), show_number(backlog["count"])],
        [_("Late on average"), NOTHING if late is None else show_duration(late, days=True)],
    ]
    return _table(_("Turns, coverage and backlog"), [], rows, widths=(0.6, 0.4))


def _arrivals(report: SlaReport) -> list[Any]:
    """Turns by weekday and hour: the darker, the more; each field says its number."""
    grid = report["volumes"]["arrivals"]
    most = max(map(max, grid))
    if not most:
        return []
    days = get_day_names("abbreviated", context="stand-alone", locale=current_locale())
    left, row = 14 * mm, 5.4 * mm
    column = (WIDTH - left) / 24
    drawing = Drawing(WIDTH, row * 8)
    for hour in range(24):
        drawing.add(_small(left + column * (hour + 0.5), row * 7.25, f"{hour:02}", SOFT))
    for day, hours in enumerate(grid):
        foot = row * (6 - day)
        drawing.add(String(0, foot + 1.6 * mm, days[day], fontName=REGULAR, fontSize=8, fillColor=INK))
        for hour, count in enumerate(hours):
            share = count / most
            shade = HexColor(FILL.hexval().replace("0x", "#")) if count else PALE
            shade = shade.clone(alpha=0.15 + 0.85 * share) if count else shade
            drawing.add(
                Rect(left + column * hour, foot, column - 0.6, row - 0.6, fillColor=shade, strokeColor=None)
            )
            if count:
                ink = HexColor("#ffffff") if share > 0.5 else INK
                drawing.add(_small(left + column * (hour + 0.5), foot + 1.7 * mm, str(count), ink))
    head = Paragraph(escape(_("When customers write")), _style("head"))
    return [KeepTogether([head, drawing])]


def _small(x: float, y: float, words: str, colour: Any) -> String:  # noqa: ANN401 -- a colour of ReportLab
    return String(x, y, words, fontName=REGULAR, fontSize=6, fillColor=colour, textAnchor="middle")


def _volumes(report: SlaReport) -> list[Any]:
    volumes = report["volumes"]
    heads = [_("Messages in"), _("Messages out"), _("Conversations"), _("Customer turns")]
    keys = ("messages_in", "messages_out", "conversations", "turns")
    widths = (0.36, 0.16, 0.16, 0.16, 0.16)
    whole = [_("All"), *[show_number(volumes[key]) for key in keys]]  # type: ignore[literal-required]  # keys of Volume
    story = _table(_("Volumes"), ["", *heads], [whole], widths=widths)
    for part in volume_parts(volumes):
        if part.rows:
            rows = [[name, *[show_number(one[key]) for key in keys]] for name, one in part.rows]  # type: ignore[literal-required]  # keys of Volume
            story += [Spacer(1, 2 * mm), *_table(None, [part.first, *heads], rows, widths=widths)]
    if volumes["handoffs"]:
        story += _table(
            _("Questions to departments"),
            [_("Department"), _("Asked"), _("In time"), _("Late"), _("Open"), _("Median")],
            [
                [
                    department_name(name),
                    *[show_number(one[key]) for key in ("n", "met", "late", "open")],
                    _said(one["median"], show_duration),
                ]
                for name, one in volumes["handoffs"].items()
            ],
            widths=(0.35, 0.13, 0.13, 0.13, 0.13, 0.13),
        )
    if volumes["promises"]["n"]:
        story += _table(
            _("Promised updates"),
            [_("Promised"), _("Kept"), _("Late"), _("Open")],
            [[show_number(value) for value in volumes["promises"].values()]],  # type: ignore[arg-type]  # counts
            widths=(0.25, 0.25, 0.25, 0.25),
        )
    return story


def _definitions() -> list[Any]:
    said = [Paragraph(f"• {escape(_(one))}", _style("body")) for one in DEFINITIONS.values()]
    head = Paragraph(escape(_("What the figures mean")), _style("head"))
    return [KeepTogether([head, said[0]]), *said[1:]]


def _table(
    title: str | None,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    numbers: bool = True,
) -> list[Any]:
    """A table with its heading; the first column is words, the others numbers."""

    def cells(values: Sequence[str], first: str, others: str) -> list[Any]:
        return [
            Paragraph(escape(value), _style(others if at and numbers else first))
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
    head = Paragraph(escape(title), _style("head"))
    return [KeepTogether([head, table])] if len(body) < 12 else [head, table]


def _foot(canvas: Any, words: str) -> None:  # noqa: ANN401 -- ReportLab's canvas
    canvas.saveState()
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(SOFT)
    canvas.drawString(MARGIN, 10 * mm, words)
    canvas.drawRightString(A4[0] - MARGIN, 10 * mm, show_number(canvas.getPageNumber()))
    canvas.restoreState()


def _said(value: Any, show: Callable[[Any], str]) -> str:  # noqa: ANN401 -- a number or nothing
    return NOTHING if value is None else show(value)


def _period(report: SlaReport) -> Period:
    dates = report["period"]
    return Period(
        read_date(dates["from"], place="from"), read_date(dates["to"], place="to"), dates["time_zone"]
    )


def _dates(period: Period) -> str:
    return f"{show_date(period.from_date)} – {show_date(period.last_date)}"


def _instant(report: SlaReport) -> str:
    return show_datetime(read_instant(report["as_of"], place="as_of"))
