"""Accounts of a brand as a CSV file: what a spreadsheet of a thousand shops is brought in by, and taken out again.

A line is an account, found by network and handle; accounts that the file does not name stay as they are. A column that is
absent leaves what holds, an empty cell clears it. Columns that are not the account's own are its local fields.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_, _
from bpo.core.spreadsheets import plain_text, typed_text
from bpo.onboarding.brand_file.yaml_tree import Tree

KEY = ("network", "handle")
OWN = (*KEY, "display_name", "purpose", "tags", "server")
OWNER = "owner"
LONGEST_OWNER = 200
MOST_LINES = 20_000
SEPARATORS = ",;\t"
WRONG_FILE = N_("The file cannot be read.")


@dataclass(frozen=True)
class AccountFile:
    """The lines of a file, each with where it begins; `cells` are texts by column, none for what the file leaves alone."""

    columns: tuple[str, ...]
    lines: tuple[tuple[int, Mapping[str, str]], ...]

    @property
    def owners(self) -> dict[tuple[str, str], str]:
        """Who owns an account, where the file says so."""
        return {key_of(cells): cells[OWNER] for _line, cells in self.lines if OWNER in cells}


@dataclass(frozen=True)
class Merged:
    """The section `accounts` with the file's lines in it, and from which line each of its items came."""

    items: list[Tree]
    lines: Mapping[int, int] = field(default_factory=dict)


def key_of(account: Mapping[str, Any]) -> tuple[str, str]:
    """What an account is found by."""
    return str(account["network"]).casefold(), str(account["handle"]).removeprefix("@")


def read_account_file(text: str) -> AccountFile:
    """The lines of a CSV file, separated by commas, semicolons or tabs; Invalid with the line of each fault."""
    first = next(iter(text.lstrip("\ufeff").splitlines()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator, strict=True)
    faults: list[Fault] = []
    try:
        columns = _columns(next(reader, []))
        lines = tuple(_lines(reader, columns, faults))
    except csv.Error as error:
        message = N_("From this line on it is no CSV: a quotation mark may be missing.")
        raise Invalid(WRONG_FILE, faults=(Fault("", message, reader.line_num or 1),)) from error
    faults += _faults_of(lines)
    if faults:
        raise Invalid(WRONG_FILE, faults=tuple(sorted(faults, key=lambda fault: fault.line or 0)))
    return AccountFile(columns, lines)


def merge(texts: Tree, file: AccountFile) -> Merged:
    """These accounts, as texts of the brand file, changed and joined by those of a file."""
    known = texts if isinstance(texts, list) else []
    items: list[dict[str, Any]] = [dict(one) for one in known if isinstance(one, dict)]
    places = {key_of(item): number for number, item in enumerate(items)}
    came: dict[int, int] = {}
    for line, cells in file.lines:
        number = places.setdefault(key_of(cells), len(items))
        if number == len(items):
            items.append({})
        items[number] = _changed(items[number], cells)
        came[number] = line
    return Merged(list(items), came)


def write_account_file(
    accounts: Iterable[Mapping[str, Any]], owners: Mapping[tuple[str, str], str] | None
) -> str:
    """These accounts of the brand file as a CSV (RFC 4180) that brought in again changes nothing.

    Without `owners` the file has no such column: not everybody may record them.
    """
    rows = list(accounts)
    local = sorted({name for row in rows for name in row["local"]})
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([*OWN, *([] if owners is None else [OWNER]), *local])
    for row in rows:
        cells = [", ".join(row[name]) if name == "tags" else row[name] or "" for name in OWN]
        cells += [] if owners is None else [owners.get(key_of(row), "")]
        cells += [row["local"].get(name, "") for name in local]
        writer.writerow([plain_text(cell) for cell in cells])
    return file.getvalue()


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    columns = tuple(name.strip().casefold() for name in header)
    message = None
    if not set(KEY) <= set(columns):
        message = N_("The first line names the columns; network and handle must be among them.")
    elif "" in columns:
        message = N_("A column has no name.")
    elif len(set(columns)) < len(columns):
        message = N_("Two columns have the same name.")
    if message:
        raise Invalid(WRONG_FILE, faults=(Fault("", message, 1),))
    return columns


def _lines(reader: Any, columns: Sequence[str], faults: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:  # noqa: ANN401 -- csv's own
    before = reader.line_num
    for row in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(columns):
            message = _(
                "This line has %(there)s cells, the first one %(wanted)s.",
                there=len(row),
                wanted=len(columns),
            )
            faults.append(Fault("", message, line))
            continue
        yield line, {name: typed_text(cell.strip()) for name, cell in zip(columns, row, strict=True)}


def _faults_of(lines: Sequence[tuple[int, Mapping[str, str]]]) -> Iterator[Fault]:
    first: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        before = first.setdefault(key_of(cells), line)
        if before != line:
            yield Fault("", _("This is the account of line %(line)s again.", line=before), line)
        if len(cells.get(OWNER, "")) > LONGEST_OWNER:
            yield Fault(OWNER, _("This is longer than %(n)s characters.", n=LONGEST_OWNER), line)
    if len(lines) > MOST_LINES:
        message = _("More than %(n)s lines are not taken at once.", n=MOST_LINES)
        yield Fault("", message, lines[MOST_LINES][0])


def _changed(item: Mapping[str, Any], cells: Mapping[str, str]) -> dict[str, Any]:
    known: dict[str, Any] = {**item, **{name: cells[name] or None for name in OWN if name in cells}}
    known["network"] = cells["network"].casefold() or None
    if "tags" in cells:
        known["tags"] = [tag.strip() for tag in cells["tags"].replace(";", ",").split(",") if tag.strip()]
    given = {name: value for name, value in cells.items() if name not in {*OWN, OWNER}}
    local = {**(item.get("local") or {}), **given}
    known["local"] = {name: value for name, value in local.items() if value}
    return known
