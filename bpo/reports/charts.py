"""The pictures of the report page as specifications for `ui.chart`, in the reader's words."""

from collections.abc import Sequence
from typing import Any

from babel.dates import get_day_names

from bpo.core.i18n import current_locale
from bpo.core.i18n import gettext as _
from bpo.reports.operations import Pictures
from bpo.reports.operations.overview import MonthLine
from bpo.reports.rules.figures import SlaReport
from bpo.reports.rules.pictures import EDGES, HALF_LINE, QUARTER_LINE, bins_left_of
from bpo.web.formats import show_date, show_duration, show_month, show_percent

Spec = dict[str, Any]


def trend_chart(pictures: Pictures, report: SlaReport) -> Spec:
    """Attainment step by step, with what was agreed as lines."""
    agreed = (report["first_response"]["contracted"], report["next_response"]["contracted"])
    shares = {share for share in agreed if share is not None}
    return {
        "kind": "line",
        "x": [show_date(point.first_date) for point in pictures.trend],
        "x_name": _("Beginning"),
        "series": [
            {"name": _("First response"), "values": [point.first_response for point in pictures.trend]},
            {"name": _("Next response"), "values": [point.next_response for point in pictures.trend]},
        ],
        "unit": "percent",
        "min": 0,
        "max": 1,
        "lines": [
            {"name": _("Agreed %(share)s", share=show_percent(share)), "value": share}
            for share in sorted(shares)
        ],
    }


def months_chart(lines: Sequence[MonthLine]) -> Spec:
    """Attainment month by month, the earliest first."""
    shown = list(reversed(lines))
    return {
        "kind": "line",
        "x": [show_month(line.period.from_date).capitalize() for line in shown],
        "x_name": _("Month"),
        "series": [
            {"name": _("First response"), "values": [line.first_response for line in shown]},
            {"name": _("Next response"), "values": [line.next_response for line in shown]},
        ],
        "unit": "percent",
        "min": 0,
        "max": 1,
        "lines": [],
    }


def times_chart(pictures: Pictures, report: SlaReport) -> Spec:
    """First-response times by bin, with the trade's lines and the target."""
    target = report["first_response"]["target"]
    lines = {QUARTER_LINE: show_duration(QUARTER_LINE), HALF_LINE: show_duration(HALF_LINE)}
    if target is not None:
        lines[target] = _("Target %(time)s", time=show_duration(target))
    names = [_("up to %(time)s", time=show_duration(edge, days=True)) for edge in EDGES]
    names.append(_("over %(time)s", time=show_duration(EDGES[-1], days=True)))
    return {
        "kind": "bar",
        "x": names,
        "x_name": _("Time to the first response"),
        "series": [{"name": _("Turns"), "values": pictures.times}],
        "unit": "count",
        "lines_at": "x",
        "lines": [{"name": name, "value": bins_left_of(at)} for at, name in sorted(lines.items())],
    }


def arrivals_chart(arrivals: list[list[int]]) -> Spec:
    """Arrivals by weekday and hour of the brand."""
    days = get_day_names("abbreviated", context="stand-alone", locale=current_locale())
    return {
        "kind": "heatmap",
        "x": [f"{hour:02}" for hour in range(24)],
        "y": [days[day] for day in range(7)],
        "values": arrivals,
        "unit": "count",
    }
