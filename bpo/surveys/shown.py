"""The figures and answers as programs and files read them; what a client is not shown is left out here."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict

from bpo.core.spreadsheets import plain_text
from bpo.surveys.models import SurveyPlan
from bpo.surveys.queries import AnswerRow, plan_of
from bpo.surveys.rules.figures import Group, Satisfaction, Share
from bpo.tenants.rules.period import Period

ANSWER_COLUMNS = ("answered_at", "score", "recommend", "comment", "language", "network", "public_mood")
STAFF_COLUMNS = ("agent", "conversation_id")


class ShareOut(TypedDict):
    """A share; ratio and bounds are null where there was nothing to share."""

    part: int
    of: int
    ratio: float | None
    lower: float | None
    upper: float | None


def share_out(share: Share) -> ShareOut:
    """A share with its 95 % interval, rounded to six places as all ratios are."""
    bounds = share.interval
    return {
        "part": share.part,
        "of": share.of,
        "ratio": _rounded(share.ratio),
        "lower": _rounded(bounds[0]) if bounds else None,
        "upper": _rounded(bounds[1]) if bounds else None,
    }


def figures_out(figures: Satisfaction, period: Period, *, brand: str, for_staff: bool) -> dict[str, Any]:
    """The figures of a period; agents are the vendor's business."""
    out = {
        "brand": brand,
        "from": period.from_date.isoformat(),
        "to": period.to_date.isoformat(),
        "time_zone": period.time_zone,
        "response_rate": share_out(figures.asked),
        "answers": figures.count,
        "brought": figures.brought,
        "distribution": {str(score): count for score, count in enumerate(figures.distribution, start=1)},
        "csat": share_out(figures.csat),
        "mean": _rounded(figures.mean),
        "recommend": {
            "answers": figures.recommend.count,
            "promoters": figures.recommend.promoters,
            "passives": figures.recommend.passives,
            "detractors": figures.recommend.detractors,
            "nps": _rounded(figures.recommend.nps),
        },
        "satisfied_yet_publicly_negative": share_out(figures.yet_negative),
        "dissatisfied_yet_publicly_positive": share_out(figures.yet_positive),
        "by_language": [_group_out(one) for one in figures.languages],
        "by_network": [_group_out(one) for one in figures.networks],
    }
    if for_staff:
        out["by_agent"] = [_group_out(one) for one in figures.agents]
    return out


def plan_out(row: SurveyPlan | None) -> dict[str, Any]:
    """A plan as the API tells it; without one, what a brand begins with."""
    plan = plan_of(row)
    return {
        "version": row.version if row else None,
        "is_on": plan.is_on,
        "networks": sorted(plan.networks),
        "delay_minutes": int(plan.delay.total_seconds() // 60),
        "apart_days": plan.apart_days,
        "open_days": plan.open_days,
        "asks_recommend": plan.asks_recommend,
        "wording": row.wording if row else {},
    }


def answer_out(row: AnswerRow, *, for_staff: bool) -> dict[str, Any]:
    """One answer."""
    answer = row.answer
    out = {name: getattr(answer, name) for name in ("id", *ANSWER_COLUMNS, "external_id", "changed_at")}
    if for_staff:
        out |= {"agent": answer.agent, "conversation_id": row.conversation_id}
    return out


def figures_csv(figures: dict[str, Any]) -> str:
    """The figures as CSV, one line a figure; what could not be computed is an empty cell."""
    lines = [[place, "" if value is None else value] for place, value in _flat("", figures)]
    return _csv(("figure", "value"), lines)


def answers_csv(rows: Iterable[AnswerRow], *, for_staff: bool) -> str:
    """The answers as CSV."""
    columns = ANSWER_COLUMNS + (STAFF_COLUMNS if for_staff else ())
    shown = (answer_out(row, for_staff=for_staff) for row in rows)
    return _csv(columns, ([_cell(one[name]) for name in columns] for one in shown))


def _group_out(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "answers": group.count,
        "csat": share_out(group.csat) if group.csat else None,
        "mean": _rounded(group.mean),
    }


def _flat(place: str, value: Any) -> Iterable[tuple[str, Any]]:  # noqa: ANN401 -- JSON
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{place}.{key}" if place else str(key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(f"{place}.{inner['name'] or 'unknown'}", {**inner, "name": inner["name"]})
    else:
        yield place, value


def _csv(columns: Iterable[str], lines: Iterable[list[Any]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([[plain(cell) for cell in line] for line in lines])
    return file.getvalue()


def _cell(value: Any) -> Any:  # noqa: ANN401 -- a column's value
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else value


def plain(value: Any) -> Any:  # noqa: ANN401 -- a cell
    """A cell as a spreadsheet may have it."""
    return plain_text(value) if isinstance(value, str) else value


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
