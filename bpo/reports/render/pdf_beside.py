"""The printed page's parts beside the service levels, and how every figure was computed."""

from typing import Any
from xml.sax.saxutils import escape

from reportlab.platypus import KeepTogether, Paragraph

from bpo.core.i18n import gettext as _
from bpo.core.i18n import ngettext
from bpo.reports import labels
from bpo.reports.render.paper import said, style_of, table_of
from bpo.reports.rules.beside import MoodCoverage
from bpo.reports.rules.figures import SlaReport, definitions_of
from bpo.reports.rules.moods import MOODS
from bpo.reports.shown_definitions import columns, definition_rows, sentences_of
from bpo.web.formats import show_number, show_percent

# No word of any language is broken: `tests/reports/test_pdf.py` measures them.
DEFINITION_WIDTHS = (0.1415, 0.1355, 0.1235, 0.164, 0.136, 0.17, 0.1295)


def beside_part(report: SlaReport) -> list[Any]:
    """Whether once was enough, and how many were answered of those who were angry."""
    if "beside" not in report:
        return []
    contact = report["beside"]["first_contact"]
    moods: list[tuple[str, MoodCoverage]] = [
        (mood, report["beside"]["coverage_by_sentiment"][mood])  # type: ignore[literal-required]  # a name of MOODS
        for mood in MOODS
    ]
    judged = contact["resolved_once"] + contact["recontacted"]
    rows = []
    if judged or contact["not_yet"]:
        first = ngettext(
            "Resolved at first contact, with no return within %(n)s day",
            "Resolved at first contact, with no return within %(n)s days",
            contact["days"],
        )
        rows = [
            [first, f"{said(contact['value'], show_percent)} ({show_number(judged)})"],
            [_("Closed, days not over yet"), show_number(contact["not_yet"])],
        ]
    rows += [
        [
            _("Answered in the window, first message: %(mood)s", mood=_(labels.PARTS[mood])),
            f"{said(one['value'], show_percent)} ({show_number(one['due'])})",
        ]
        for mood, one in moods
        if one["due"]
    ]
    waited = report["beside"]["wrote_again"]
    if waited["value"] is not None:
        rows.append(
            [
                _("Wrote again, of those who were not answered in the window"),
                f"{show_percent(waited['value'])} ({show_number(waited['wrote_again'] + waited['wrote_once'])})",
            ]
        )
    return table_of(_("Beside the service levels"), [], rows, widths=(0.7, 0.3)) if rows else []


def definitions_part(report: SlaReport) -> list[Any]:
    """What the figures mean, in sentences and as a table."""
    lines = [Paragraph(f"• {escape(one)}", style_of("body")) for one in sentences_of(report)]
    head = Paragraph(escape(_("What the figures mean")), style_of("head"))
    version = definitions_of(report)["version"]
    return [
        KeepTogether([head, lines[0]]),
        *(KeepTogether([line]) for line in lines[1:]),  # no sentence goes on over the foot of a page
        *table_of(
            _("How this was computed (version %(version)s of the definitions)", version=version),
            columns(),
            [one.cells for one in definition_rows(report)],
            widths=DEFINITION_WIDTHS,
            numbers=False,
        ),
    ]
