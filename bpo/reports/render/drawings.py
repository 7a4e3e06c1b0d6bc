"""The pictures of a printed report. Whatever they show is a figure of the report itself, never counted anew."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from babel.dates import get_day_names
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, Spacer

from bpo.core.i18n import current_locale
from bpo.core.i18n import gettext as _
from bpo.reports import labels
from bpo.reports.render.paper import (
    BAD,
    FILL,
    GOOD,
    INK,
    PALE,
    REGULAR,
    SOFT,
    WIDTH,
    said,
    small_words,
    style_of,
)
from bpo.reports.rules.figures import CLOCKS, ClockFigures, SlaReport
from bpo.reports.shown import Promise
from bpo.web.formats import show_number, show_percent

OUTCOMES = {"met": GOOD, "breached": BAD, "open_past_due": HexColor("#e08e0b"), "open_not_due": SOFT}
WHITE = HexColor("#ffffff")
LEAST_FOR_WORDS = 9 * mm  # a number does not fit in less


def draw_promises(found: Sequence[Promise]) -> list[Any]:
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
        reached = said(promise.value, show_percent)
        words = f"{reached} ({_('agreed: %(share)s', share=show_percent(promise.agreed))})"
        drawing.add(
            String(
                WIDTH, foot + 2.4 * mm, words, fontName=REGULAR, fontSize=9, fillColor=INK, textAnchor="end"
            )
        )
    return [Spacer(1, 2 * mm), drawing]


def draw_outcomes(report: SlaReport) -> list[Any]:
    """Of each clock a bar of what became of its turns, by their number; nothing where no clock ran."""
    clocks: list[tuple[str, ClockFigures]] = [(one, report[one]) for one in CLOCKS]  # type: ignore[literal-required]  # names of CLOCKS
    counted = [(name, {key: one[key] or 0 for key in OUTCOMES}) for name, one in clocks]  # type: ignore[literal-required]  # counts
    rows = [(name, counts) for name, counts in counted if sum(counts.values())]
    if not rows:
        return []
    row, left = 8 * mm, WIDTH * 0.34
    drawing = Drawing(WIDTH, row * (len(rows) + 1))
    for at, (name, counts) in enumerate(rows):
        foot = row * (len(rows) - at)
        drawing.add(
            String(0, foot + 2.4 * mm, _(labels.FIGURES[name]), fontName=REGULAR, fontSize=9, fillColor=INK)
        )
        start = left
        for key, count in counts.items():
            wide = (WIDTH - left) * count / sum(counts.values())
            if not count:
                continue
            drawing.add(Rect(start, foot + 1.2 * mm, wide, 5 * mm, fillColor=OUTCOMES[key], strokeColor=None))
            if wide >= LEAST_FOR_WORDS:
                drawing.add(small_words(start + wide / 2, foot + 2.9 * mm, show_number(count), WHITE))
            start += wide
    for at, (key, colour) in enumerate(OUTCOMES.items()):
        start = WIDTH * at / len(OUTCOMES)
        drawing.add(Rect(start, 2.4 * mm, 2.4 * mm, 2.4 * mm, fillColor=colour, strokeColor=None))
        words = _(labels.STATES[key])
        drawing.add(String(start + 3.4 * mm, 2.6 * mm, words, fontName=REGULAR, fontSize=7, fillColor=SOFT))
    head = Paragraph(escape(_("Met, breached, still open")), style_of("head"))
    return [KeepTogether([head, drawing])]


def draw_arrivals(report: SlaReport) -> list[Any]:
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
        drawing.add(small_words(left + column * (hour + 0.5), row * 7.25, f"{hour:02}", SOFT))
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
                drawing.add(small_words(left + column * (hour + 0.5), foot + 1.7 * mm, str(count), ink))
    head = Paragraph(escape(_("When customers write")), style_of("head"))
    return [KeepTogether([head, drawing])]
