"""A statement in print: one page or two in the reader's language, with the amounts of the file for accounting.

What it holds is the statement's own content; nothing is computed here.
"""

import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, Spacer

from bpo.billing.models import Statement
from bpo.billing.rules.definitions import DEFINITIONS
from bpo.billing.shown import Row, rows_of
from bpo.core.i18n import gettext as _
from bpo.reports.render.paper import pages_of, style_of, table_of, use_fonts
from bpo.web.formats import show_datetime, show_money, show_month, show_number


def statement_pdf(statement: Statement) -> bytes:
    """The statement as PDF, in the language and by the clocks that are spoken now."""
    use_fonts()
    content = json.loads(statement.content)
    currency, brand = statement.currency, content["brand"]["name"]
    number, when = show_number(statement.number), show_month(statement.month)
    title = f"{brand} · {_('Statement %(number)s', number=number)}"
    is_correction = statement.corrects is not None
    head = _("Difference") if is_correction else _("To be paid")
    story = [
        Paragraph(escape(brand), style_of("title")),
        Paragraph(escape(f"{_('Statement %(number)s', number=number)}: {when}"), style_of("lead")),
        Spacer(1, 4 * mm),
        Paragraph(escape(f"{head}: {show_money(statement.total, currency)}"), style_of("answer")),
        *_corrects(statement),
        *_totals(content["computed"], is_correction=is_correction),
        *_lines(rows_of(content["lines"], currency), currency, is_correction=is_correction),
        *_source(statement, content),
        *_definitions(content["definitions"]),
    ]
    return pages_of(story, title=title, author=brand, foot=f"{title} · {when}")


def _corrects(statement: Statement) -> list[Any]:
    if statement.corrects is None:
        return []
    said = _(
        "This corrects statement %(number)s and holds the differences alone.",
        number=show_number(statement.corrects),
    )
    return [Paragraph(escape(one), style_of("body")) for one in (said, statement.reason or "")]


def _totals(computed: Mapping[str, Any], *, is_correction: bool) -> list[Any]:
    names = {
        "fee": _("Fee"),
        "at_risk": _("At risk"),
        "credit": _("Credited"),
        "earned_back": _("Earned back"),
        "total": _("To be paid"),
    }
    rows = [[name, show_money(computed[key], computed["currency"])] for key, name in names.items()]
    title = _("The month as it stands with it") if is_correction else None
    return [Spacer(1, 2 * mm), *table_of(title, [], rows, widths=(0.6, 0.4))]


def _lines(rows: list[Row], currency: str, *, is_correction: bool) -> list[Any]:
    """Each line with its sentence and its evidence beneath, since the sentences are long."""
    money = ("said", "found", "amount") if is_correction else ("amount",)
    heads = {"said": _("Stated so far"), "found": _("As found now"), "amount": _("Amount")}
    if is_correction:
        heads["amount"] = _("Difference")
    words = 0.34 if is_correction else 0.54
    return table_of(
        _("Lines"),
        [_("Line"), _("How it was computed"), *[heads[name] for name in money]],
        [
            [
                row.name,
                "\n".join([row.how, *[f"{one.name}: {show_number(one.count)}" for one in row.behind]]),
                *[show_money(getattr(row, name), currency) for name in money],
            ]
            for row in rows
        ],
        widths=(0.24, words, *[(0.76 - words) / len(money)] * len(money)),
        words=2,
    )


def _source(statement: Statement, content: Mapping[str, Any]) -> list[Any]:
    stated = content["stated"]
    rows = [
        [_("Month"), show_month(statement.month)],
        [_("Seal"), statement.seal],
        [_("Contract"), _("Version %(number)s", number=show_number(statement.contract_version))],
    ]
    if statement.restatement is not None:
        rows.append([_("Restatement"), show_number(statement.restatement)])
    names = {"hours": _("Hours, as stated"), "ftes": _("Full-time people, as stated")}
    rows += [
        [name, show_number(float(stated[key]))] for key, name in names.items() if stated[key] is not None
    ]
    who = statement.made_by_name or _("The system")
    rows.append([_("Issued"), f"{who}, {show_datetime(statement.made_at)}"])
    return table_of(_("What it was computed from"), [], rows, widths=(0.3, 0.7), numbers=False)


def _definitions(kept: Mapping[str, str]) -> list[Any]:
    said = [Paragraph(f"• {escape(_(kept[key]))}", style_of("body")) for key in DEFINITIONS if key in kept]
    head = Paragraph(escape(_("How money is computed")), style_of("head"))
    return [KeepTogether([head, *said[:1]]), *(KeepTogether([one]) for one in said[1:])]
