"""The report by place as a table: which rows, in which order, and how a small number is said.

All rows are at hand, since a row's rank depends on every other; pages are cut here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bpo.core.i18n import gettext as _
from bpo.reports.rules.by_place import (
    WORST,
    PlaceAsked,
    PlaceFigures,
    PlaceReport,
    is_few,
    negative_share,
    ordered,
    shortfall,
)
from bpo.reports.rules.figures import ClockFigures
from bpo.web.formats import no_value, show_number, show_percent


@dataclass(frozen=True)
class PlaceRow:
    """A line of the table; `asked` is the place itself, `key` tells it from the others of its table."""

    key: str
    name: str
    asked: PlaceAsked
    figures: PlaceFigures
    opens: bool = False  # to the accounts of a tag


def place_name(asked: PlaceAsked, accounts: Mapping[str, str]) -> str | None:
    """What a place is called; None of no place."""
    if asked.account is not None:
        return accounts.get(asked.account, asked.account)
    return None if asked.tag is None else asked.tag or _("Without a tag")


def tag_rows(report: PlaceReport) -> list[PlaceRow]:
    """A line for each tag, and one for the accounts that have none where others do."""
    rows = [PlaceRow(tag, tag, PlaceAsked(tag=tag), one, opens=True) for tag, one in report["by_tag"].items()]
    if rows and report["without_tag"] is not None:
        asked = PlaceAsked(tag="")
        rows.append(PlaceRow("", place_name(asked, {}) or "", asked, report["without_tag"], opens=True))
    return rows


def account_rows(report: PlaceReport, names: Mapping[str, str], *, tag: str | None) -> list[PlaceRow]:
    """A line for each account, of one tag where asked."""
    return [
        PlaceRow(key, names.get(key, key), PlaceAsked(account=key), one)
        for key, one in report["by_account"].items()
        if tag is None or (tag in report["tags"][key] if tag else not report["tags"][key])
    ]


def searched(rows: Iterable[PlaceRow], words: str) -> list[PlaceRow]:
    """The lines whose name holds all of the words."""
    parts = words.casefold().split()
    return [row for row in rows if all(part in row.name.casefold() for part in parts)]


def sorts_of(clock: str) -> dict[str, Callable[[PlaceRow], tuple[float | str | None, ...]]]:
    """What the lines can be ordered by; `WORST` puts who surely missed most first, then who is behind now."""

    def of(row: PlaceRow) -> ClockFigures:
        found: ClockFigures = row.figures[clock]  # type: ignore[literal-required]  # a name of CLOCKS
        return found

    def worst(row: PlaceRow) -> tuple[float | None, float]:
        surely = shortfall(of(row))
        return None if surely is None else -surely, -row.figures["backlog"]["count"]

    found: dict[str, Callable[[PlaceRow], tuple[float | str | None, ...]]] = {
        "name": lambda row: (row.name.casefold(),),
        "turns": lambda row: (row.figures["turns"]["total"],),
        "answered": lambda row: (row.figures["turns"]["answered"],),
        "n": lambda row: (of(row)["n"],),
        "median": lambda row: (of(row)["median"],),
        "p90": lambda row: (of(row)["p90"],),
        "p95": lambda row: (of(row)["p95"],),
        "mean": lambda row: (of(row)["mean"],),
        WORST: worst,
        "breached": lambda row: (of(row)["breached"],),
        "negative": lambda row: (negative_share(row.figures["sentiment"]),),
        "backlog": lambda row: (row.figures["backlog"]["count"],),
        "backlog_at_end": lambda row: (row.figures["backlog_at_end"]["count"],),
    }
    return found


def in_order(rows: Iterable[PlaceRow], *, clock: str, sort: str, direction: str) -> list[PlaceRow]:
    """The lines in the order that was asked for."""
    key = sorts_of(clock)[sort]
    return ordered(rows, key=key, descending=direction == "desc", name=lambda row: row.name)


def page_after(rows: Sequence[PlaceRow], last: str | None, *, limit: int) -> Sequence[PlaceRow]:
    """The lines after the one that was shown last; from the first where that is gone."""
    first = next((at + 1 for at, row in enumerate(rows) if row.key == last), 0) if last is not None else 0
    return rows[first : first + limit]


def show_share(part: int, of: int) -> str:
    """A share in percent, of few as the two numbers, of none as a dash."""
    if not of:
        return no_value()
    if is_few(of):
        return _("%(part)s of %(of)s", part=show_number(part), of=show_number(of))
    return show_percent(part / of)
