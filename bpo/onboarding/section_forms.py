"""Forms of sections: from the texts of a brand file to fields and back.

A form carries the same texts as the file (`30m`, `09:00-13:00`), and what it sends is judged by the file's
own schemas, so a page cannot accept what the file refuses. A list is rows of fields, `accounts.0.handle`;
an empty row is no row. Faults come back by the file's places and are put on the fields again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from bpo.core.errors import Conflict, Fault
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.onboarding.brand_file.calendars import DAYS
from bpo.onboarding.brand_file.yaml_tree import Tree
from bpo.web.forms import FormResult

PROFILE_FIELDS = ("slug", "name", "languages", "time_zone")
ACCOUNT_FIELDS = ("network", "handle", "purpose", "tags", "server", "display_name", "local")
TARGETS = ("first_response", "next_response", "resolution")
CONDITIONS = ("network", "account", "tag", "language", "visibility", "sentiment", "priority")
EMPTY_ROWS = 2
MOST_SHOWN = 100  # longer lists are changed as text
MOST_ROWS = 500
FORM_SECTIONS = ("profile", "accounts", "calendars", "service_levels")


@dataclass(frozen=True)
class SentSection:
    """What a form sent: the section as texts, and which row each item came from."""

    tree: Tree
    values: dict[str, Any]
    rows: Mapping[str, int] = field(default_factory=dict)  # the item's place in the file → the row
    faults: tuple[Fault, ...] = ()


def form_values(section: str, texts: Any) -> dict[str, Any]:  # noqa: ANN401 -- a section as texts
    """The fields of a stored section, with some empty rows to add to it."""
    if section == "profile":
        return {key: texts[key] for key in PROFILE_FIELDS}
    items = [
        {"name": name, **calendar} if section == "calendars" else calendar
        for name, calendar in (texts.items() if section == "calendars" else enumerate(texts))
    ]
    values: dict[str, Any] = {"rows": len(items) + EMPTY_ROWS}
    for number, item in enumerate(items):
        for key, value in _WRITERS[section](item, number).items():
            values[f"{section}.{number}.{key}"] = value
    return values


def read_form(section: str, form: MultiDict[str, str]) -> SentSection:
    """The section that a form sent, not judged yet."""
    if section == "profile":
        values: dict[str, Any] = {key: form.get(key, "").strip() for key in PROFILE_FIELDS}
        values["languages"] = form.getlist("languages")
        return SentSection({key: None if value == "" else value for key, value in values.items()}, values)
    count = _row_count(form)
    values = {"rows": count}
    kept: list[tuple[int, dict[str, Any]]] = []
    for number in range(count):
        row = _read_row(section, form, number)
        values |= {f"{section}.{number}.{key}": value for key, value in row.items()}
        if not row.get("remove") and any(row[key] for key in _TELLING[section]):
            kept.append((number, row))
    if section == "calendars":
        return _calendars(kept, values)
    if section == "service_levels":
        kept.sort(key=lambda pair: (_order(pair[1]["order"]), pair[0]))
    items: list[Tree] = [_READERS[section](row) for _number, row in kept]
    rows = {f"{section}[{index}]": number for index, (number, _row) in enumerate(kept)}
    return SentSection(items, values, rows)


def with_faults(section: str, sent: SentSection, faults: tuple[Fault, ...]) -> FormResult:
    """The form as it was sent, each fault at its field; what has none stands at the head."""
    errors: dict[str, list[str]] = {}
    for fault in faults:
        errors.setdefault(_field_of(section, sent, fault.place), []).append(fault.message)
    return FormResult(errors=errors, values=sent.values)


def with_more_rows(sent: SentSection) -> FormResult:
    """The form as it was sent, and room for more."""
    rows = min(sent.values["rows"] + EMPTY_ROWS, MOST_ROWS)
    return FormResult(values={**sent.values, "rows": rows})


def _row_count(form: MultiDict[str, str]) -> int:
    """How many rows were shown. Half a form would take away what it does not carry, so it is refused."""
    count = form.get("rows", "")
    if not re.fullmatch("[0-9]{1,6}", count) or int(count) > MOST_ROWS:
        raise Conflict(N_("This form did not arrive as a whole. Open it again; nothing was changed."))
    return int(count)


def _read_row(section: str, form: MultiDict[str, str], number: int) -> dict[str, Any]:
    lists = {f"when.{key}" for key in CONDITIONS}
    place = f"{section}.{number}."
    return {
        key: form.getlist(place + key) if key in lists else form.get(place + key, "").strip()
        for key in (*_FIELDS[section], "remove")
    }


def _calendars(kept: list[tuple[int, dict[str, Any]]], values: dict[str, Any]) -> SentSection:
    tree: dict[str, Tree] = {}
    rows: dict[str, int] = {}
    faults = []
    for number, row in kept:
        name = row["name"]
        if not name or name in tree:
            message = _("Another calendar has this name.") if name else _("This calendar needs a name.")
            faults.append(Fault(f"calendars.{number}.name", message))
            continue
        tree[name] = _calendar(row)
        rows[f"calendars.{name}"] = number
    return SentSection(tree, values, rows, tuple(faults))


def _field_of(section: str, sent: SentSection, place: str) -> str:
    for item, number in sorted(sent.rows.items(), key=lambda pair: -len(pair[0])):
        if place == item or place.startswith((f"{item}.", f"{item}[")):
            inside = re.sub(r"\[\d+\].*", "", place[len(item) :].lstrip(".")).removeprefix("weekly.")
            return f"{section}.{number}.{inside or _TELLING[section][0]}"
    return re.sub(r"\[\d+\].*", "", place)


def _split(text: str) -> list[Tree]:
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]


def _join(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value or "")


def _order(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else 10**6


def _account_values(item: Mapping[str, Any], _number: int) -> dict[str, Any]:
    local = "\n".join(f"{name}: {value}" for name, value in (item.get("local") or {}).items())
    return {**{key: _join(item.get(key)) for key in ACCOUNT_FIELDS}, "local": local}


def _account(row: Mapping[str, Any]) -> Tree:
    return {
        **{key: row[key] or None for key in ACCOUNT_FIELDS},
        "tags": _split(row["tags"]),
        "local": _local_fields(row["local"]),
    }


def _local_fields(text: str) -> Tree:
    """Lines of `name: value` as a table; the text itself where it is none, for the check to say so."""
    pairs = [line.partition(":")[::2] for line in text.splitlines() if line.strip()]
    table: dict[str, Tree] = {name.strip(): value.strip() or None for name, value in pairs}
    return table if len(table) == len(pairs) else text


def _level_values(item: Mapping[str, Any], number: int) -> dict[str, Any]:
    when = item.get("when", {})
    return {
        "order": str(number + 1),
        "calendar": item.get("calendar", ""),
        **{key: item.get(key, "") for key in ("name", *TARGETS)},
        **{
            f"when.{key}": [when[key]] if isinstance(when.get(key), str) else list(when.get(key, []))
            for key in CONDITIONS
        },
    }


def _level(row: Mapping[str, Any]) -> Tree:
    when: dict[str, Tree] = {key: list(row[f"when.{key}"]) for key in CONDITIONS if row[f"when.{key}"]}
    return {**{key: row[key] or None for key in ("name", *TARGETS, "calendar")}, "when": when}


def _calendar_values(item: Mapping[str, Any], _number: int) -> dict[str, Any]:
    hours = dict(_by_day(item.get("weekly", {})))
    return {
        "name": item["name"],
        "time_zone": item.get("time_zone", ""),
        "holidays": item.get("holidays", ""),
        "closed": _join(item.get("closed")),
        **{day: hours.get(day, "") for day in DAYS},
    }


def _by_day(weekly: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for key, windows in weekly.items():
        first, _dash, last = key.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        for day in DAYS[start : end + 1]:
            yield day, ", ".join(windows)


def _calendar(row: Mapping[str, Any]) -> Tree:
    return {
        "time_zone": row["time_zone"] or None,
        "holidays": row["holidays"] or None,
        "closed": _split(row["closed"]),
        "weekly": {day: _split(row[day]) for day in DAYS},
    }


_FIELDS: dict[str, tuple[str, ...]] = {
    "accounts": ACCOUNT_FIELDS,
    "calendars": ("name", "time_zone", "holidays", "closed", *DAYS),
    "service_levels": ("order", "name", *TARGETS, "calendar", *(f"when.{key}" for key in CONDITIONS)),
}
# What makes a row more than an empty one; faults of a row as a whole stand at the first of them.
_TELLING: dict[str, tuple[str, ...]] = {
    "accounts": ("handle", "network", "server", "display_name"),
    "calendars": ("name", "closed", *DAYS),
    "service_levels": ("name", *TARGETS),
}
_WRITERS = {"accounts": _account_values, "calendars": _calendar_values, "service_levels": _level_values}
_READERS = {"accounts": _account, "service_levels": _level}
