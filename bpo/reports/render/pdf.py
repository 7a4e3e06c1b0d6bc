"""The report as PDF for print: the same figures as the page, in the reader's language.

Drawn by ReportLab, which needs nothing but Python; letters are Roboto's, embedded, because the fonts that a
PDF reader has by itself know no Cyrillic (decision 0028). The same report gives the same bytes.
"""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import Image, KeepTogether, Paragraph, Spacer

from bpo.core.i18n import gettext as _
from bpo.core.i18n import ngettext
from bpo.reports import labels
from bpo.reports.render.drawings import draw_arrivals, draw_outcomes, draw_promises
from bpo.reports.render.paper import NOTHING, pages_of, said, style_of, table_of, use_fonts
from bpo.reports.render.pdf_beside import beside_part, definitions_part
from bpo.reports.rules.engagement import EngagementFigures
from bpo.reports.rules.figures import (
    CLOCKS,
    Agreed,
    ClockFigures,
    LevelFigures,
    SlaReport,
    agreed_of,
)
from bpo.reports.rules.logo import Logo
from bpo.reports.rules.moods import CHANGES, GRAVEST_FIRST, MOODS
from bpo.reports.rules.sections import ALL, ReportSection, Sections
from bpo.reports.rules.volumes import Volumes
from bpo.reports.shown import (
    Taken,
    answer_of,
    engagement_rows,
    promises_of,
    several_targets,
    volume_parts,
)
from bpo.tenants.rules.period import Period, read_date, read_instant
from bpo.web.formats import show_date, show_datetime, show_duration, show_month, show_number, show_percent
from bpo.web.labels import department_name

# What was stored has its keys in the order of the alphabet, so that whatever is shown is asked for by name.
TURN_STATES = ("total", "answered", "dismissed", "excluded", "open")
PROMISE_STATES = ("n", "kept", "late", "open")
ATTAINMENT_STATES = ("met", "breached", "open_past_due", "open_not_due")


def report_pdf(
    report: SlaReport,
    *,
    brand: str | None = None,
    agreed: Agreed | None = None,
    signatures: Sequence[tuple[str, str]] = (),
    sections: Sections = ALL,
    logo: Logo | None = None,
) -> bytes:
    """The report as PDF, beneath the brand's logo; of a signed month with who signed it, what was decided and its seal."""
    use_fonts()
    name = brand or report["brand"]
    period = _period(report)
    kind = _("SLA report")  # not within the braces of an f-string, where no message is found
    title = f"{name} · {kind}"
    agreed = agreed or agreed_of(report)
    seen = _("As seen at %(seen)s", seen=_instant(report))
    when = _dates(period)
    return pages_of(
        [
            *_logo(logo),
            Paragraph(escape(name), style_of("title")),
            Paragraph(escape(f"{kind}: {when}"), style_of("lead")),
            Paragraph(escape(f"{seen} ({period.time_zone})"), style_of("soft")),
            Spacer(1, 4 * mm),
            Paragraph(escape(answer_of(report, agreed).sentence), style_of("answer")),
            *(draw_promises(promises_of(report, agreed)) if ReportSection.PROMISES in sections else []),
            *_signatures(signatures),
            *[part for section in sections for part in _section(section, report)],
        ],
        title=title,
        author=name,
        foot=f"{title} · {when}",
    )


def _logo(logo: Logo | None) -> list[Any]:
    if logo is None:
        return []
    width, height = logo.fitted(width=60 * mm, height=18 * mm)
    return [Image(io.BytesIO(logo.body), width=width, height=height, hAlign="LEFT"), Spacer(1, 4 * mm)]


def _section(section: ReportSection, report: SlaReport) -> list[Any]:
    """What a section is in print; what stands at the head, or is a page to be opened, is nothing here."""
    volumes = report["volumes"]
    match section:
        case ReportSection.TIMES:
            story = _clocks(_("Response and resolution times"), report, differing=several_targets(report))
        case ReportSection.TURNS:
            story = _counts(report)
        case ReportSection.BESIDE:
            story = beside_part(report)
        case ReportSection.PICTURES:
            story = [*draw_outcomes(report), *draw_arrivals(report)]
        case ReportSection.LEVELS:
            story = [
                KeepTogether(_clocks(_("Service level “%(name)s”", name=level), found))
                for level, found in report["by_service_level"].items()
            ]
        case ReportSection.SENTIMENT:
            story = _moods(volumes)
        case ReportSection.VOLUMES:
            story = _volumes(report)
        case ReportSection.ENGAGEMENT:
            story = _engagement(volumes["engagement"]) if "engagement" in volumes else []
        case ReportSection.DEFINITIONS:
            story = definitions_part(report)
        case _:
            story = []
    return story


def _signatures(rows: Sequence[tuple[str, str]]) -> list[Any]:
    if not rows:
        return []
    return table_of(
        _("Signatures"), [], [[name, value] for name, value in rows], widths=(0.22, 0.78), numbers=False
    )


def _clocks(
    title: str, found: LevelFigures | SlaReport, *, differing: frozenset[str] = frozenset()
) -> list[Any]:
    clocks: list[tuple[str, ClockFigures]] = [(one, found[one]) for one in CLOCKS]  # type: ignore[literal-required]  # names of CLOCKS
    names = {clock: _(labels.FIGURES[clock]) for clock, _figures in clocks}
    return [
        *table_of(
            title,
            [
                _("Figure"),
                _("Target"),
                _("Agreed"),
                _("Attainment"),
                *[_(labels.STATES[state]) for state in ATTAINMENT_STATES],
            ],
            [
                [
                    names[clock],
                    _("by level")
                    if clock in differing and one["target"] is None
                    else said(one["target"], show_duration),
                    said(one["contracted"], show_percent),
                    said(one["attainment"], show_percent),
                    *[said(one[state], show_number) for state in ATTAINMENT_STATES],  # type: ignore[literal-required]  # counts
                ]
                for clock, one in clocks
            ],
            widths=(0.17, 0.12, 0.11, 0.12, 0.11, 0.11, 0.13, 0.13),
        ),
        Spacer(1, 2 * mm),
        *table_of(
            None,
            [_("Figure"), _("Measured"), _("Median"), _("P90"), _("P95"), _("Mean")],
            [
                [
                    names[clock],
                    said(one["n"], show_number),
                    *[said(one[key], show_duration) for key in ("median", "p90", "p95", "mean")],
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
            said(value, show_number),
        ]
        for key, value in ((key, turns[key]) for key in TURN_STATES)  # type: ignore[literal-required]  # keys of TurnFigures
    ]
    window = show_duration(coverage["window"])
    rows += [
        [
            _("Answered within %(window)s, of the turns due", window=window),
            f"{said(coverage['value'], show_percent)} ({show_number(coverage['due'])})",
        ],
        [_("Dismissed, of all turns"), said(report["dismissals"]["share"], show_percent)],
        [_("Backlog"), show_number(backlog["count"])],
        [_("Late on average"), NOTHING if late is None else show_duration(late, days=True)],
    ]
    return table_of(_("Turns, coverage and backlog"), [], rows, widths=(0.6, 0.4))


def _volumes(report: SlaReport) -> list[Any]:
    volumes = report["volumes"]
    heads = [_("Messages in"), _("Messages out"), _("Conversations"), _("Customer turns")]
    keys = ("messages_in", "messages_out", "conversations", "turns")
    widths = (0.36, 0.16, 0.16, 0.16, 0.16)
    whole = [_("All"), *[show_number(volumes[key]) for key in keys]]  # type: ignore[literal-required]  # keys of Volume
    story = table_of(_("Volumes"), ["", *heads], [whole], widths=widths)
    for part in volume_parts(volumes):
        if part.rows:
            rows = [[name, *[show_number(one[key]) for key in keys]] for name, one in part.rows]  # type: ignore[literal-required]  # keys of Volume
            story += [Spacer(1, 2 * mm), *table_of(None, [part.first, *heads], rows, widths=widths)]
    if volumes["handoffs"]:
        story += table_of(
            _("Questions to departments"),
            [_("Department"), _("Asked"), _("In time"), _("Late"), _("Open"), _("Median")],
            [
                [
                    department_name(name),
                    *[show_number(one[key]) for key in ("n", "met", "late", "open")],
                    said(one["median"], show_duration),
                ]
                for name, one in volumes["handoffs"].items()
            ],
            widths=(0.35, 0.13, 0.13, 0.13, 0.13, 0.13),
        )
    if volumes["promises"]["n"]:
        story += table_of(
            _("Promised updates"),
            [_("Promised"), _("Kept"), _("Late"), _("Open")],
            [[show_number(volumes["promises"][key]) for key in PROMISE_STATES]],  # type: ignore[literal-required]  # keys
            widths=(0.25, 0.25, 0.25, 0.25),
        )
    return story


def _moods(volumes: Volumes) -> list[Any]:
    """How customers came and how they left; nothing where no episode was opened."""
    if "sentiment" not in volumes or not volumes["sentiment"]["episodes"]:
        return []
    moods = volumes["sentiment"]
    unread = moods["start"]["unknown"] + moods["end"]["unknown"]
    shown = MOODS if unread else GRAVEST_FIRST
    changes = [one for one in CHANGES if one != "unknown" or moods["unknown"]]
    return [
        KeepTogether(
            [
                *table_of(
                    _("Sentiment at the start and at the end of an episode"),
                    [_("Sentiment"), *[_(labels.PARTS[mood]) for mood in shown]],
                    [
                        [name, *[show_number(found[mood]) for mood in shown]]  # type: ignore[literal-required]  # keys of Moods
                        for name, found in (
                            (_("of the first message"), moods["start"]),
                            (_("of the last message"), moods["end"]),
                        )
                    ],
                    widths=(0.28, *[0.72 / len(shown)] * len(shown)),
                ),
                Spacer(1, 2 * mm),
                *table_of(
                    None,
                    ["", *[_(labels.STATES[change]) for change in changes]],
                    [[_("Episodes"), *[show_number(moods[change]) for change in changes]]],  # type: ignore[literal-required]  # keys of MoodFigures
                    widths=(0.28, *[0.72 / len(changes)] * len(changes)),
                ),
            ]
        )
    ]


def _engagement(found: EngagementFigures) -> list[Any]:
    """How public posts were taken up; what a network does not give is said in words."""
    if not found["posts"]:
        return []

    def counted(one: Taken) -> str:
        if one.total is None:
            return _("not given")
        if one.posts is None:
            return show_number(one.total)
        of = ngettext("from %(shown)s post", "from %(shown)s posts", one.posts, shown=show_number(one.posts))
        return f"{show_number(one.total)} ({of})"

    return table_of(
        _("Engagement with the brand's public posts and replies"),
        [_("Network"), _("Posts and replies"), _("Views"), _("Shares"), _("Likes"), _("Replies")],
        [
            [name, show_number(posts), *[counted(one) for one in counts]]
            for name, posts, counts in engagement_rows(found)
        ],
        widths=(0.2, 0.16, 0.16, 0.16, 0.16, 0.16),
    )


def _period(report: SlaReport) -> Period:
    dates = report["period"]
    return Period(
        read_date(dates["from"], place="from"), read_date(dates["to"], place="to"), dates["time_zone"]
    )


def _dates(period: Period) -> str:
    """A whole month by its name, else the first and the last date."""
    if period.is_month:
        return show_month(period.from_date)
    if period.days == 1:
        return show_date(period.from_date)
    return f"{show_date(period.from_date)} – {show_date(period.last_date)}"


def _instant(report: SlaReport) -> str:
    return show_datetime(read_instant(report["as_of"], place="as_of"))
