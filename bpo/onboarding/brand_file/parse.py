"""From text to sections in normal form, or every fault with its line and place.

Two passes that both always run: the schemas judge each section, then what one section says of another is
checked (calendars and accounts that service levels name). A check that needs a section the file does not
have is the operation's, which knows what the brand has stored: `calendar_names_used` and
`account_names_used` say what to look for, and `fault` puts its findings on the right line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marshmallow import ValidationError

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_, _
from bpo.onboarding.brand_file.calendars import ALWAYS, complete_calendar
from bpo.onboarding.brand_file.scalars import REQUIRED
from bpo.onboarding.brand_file.sections import PROFILE, SECTIONS, BrandFileIn
from bpo.onboarding.brand_file.shapes import Row, as_table
from bpo.onboarding.brand_file.text import clip
from bpo.onboarding.brand_file.yaml_tree import Document, Path, Tree, as_places, place_of, read_tree

WRONG_FILE = N_("The brand file has faults.")
WRONG_SECTION = N_("Some of this is not right yet.")


@dataclass(frozen=True)
class BrandFile:
    """The sections that the file has, in normal form."""

    sections: dict[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def calendar_names_used(self) -> dict[str, tuple[str, ...]]:
        """Calendars that the file's sections refer to, each with the places; `always` is built in."""
        return _gather((name, place_of(path)) for path, name in _calendar_uses(self.sections))

    @property
    def account_names_used(self) -> dict[str, tuple[str, ...]]:
        """Accounts that the service levels refer to (`network:handle`, or a handle alone), with the places."""
        return _gather((name, place_of(path)) for path, name in _account_uses(self.sections))

    def fault(self, place: str, message: str) -> Fault:
        """A finding of somebody who knows more than the file, on the line of the place."""
        at = place
        while at and at not in self.lines:
            at = at[: max(at.rfind("."), at.rfind("["), 0)]
        return Fault(place, message, self.lines.get(at))


def parse_brand_file(text: str | bytes, *, today: date) -> BrandFile:
    """Read a brand file; holiday dates run through five years after today's."""
    document = read_tree(text)
    if not isinstance(document.tree, dict):
        raise Invalid(WRONG_FILE, faults=_in_order(document))
    loaded, errors = _load(document.tree)
    for path, message in _flatten(errors):
        if path not in document.faults:  # what was refused has been said, and is missing only therefore
            document.refuse(path, message)
    for path, message in _cross_check(loaded, document.tree, errors):
        document.refuse(path, message)
    if document.faults:
        raise Invalid(WRONG_FILE, faults=_in_order(document))
    return BrandFile(
        _normal_form(loaded, time_zone=loaded["time_zone"], today=today), as_places(document.lines)
    )


def check_section(name: str, tree: Tree, *, time_zone: str, today: date) -> Any:  # noqa: ANN401 -- a section
    """One section from a page: the same texts as in the file give the same normal form."""
    raw: dict[str, Tree] = tree if name == "profile" and isinstance(tree, dict) else {name: tree}
    loaded, errors = _load(raw, only=PROFILE if name == "profile" else (name,))
    faults = [Fault(place_of(path), message) for path, message in _flatten(errors)]
    if faults:
        raise Invalid(WRONG_SECTION, faults=tuple(faults))
    return _normal_form(loaded, time_zone=time_zone, today=today)[name]


def _load(tree: Mapping[str, Tree], *, only: tuple[str, ...] | None = None) -> tuple[Row, Row]:
    try:
        return BrandFileIn(only=only).load(tree), {}
    except ValidationError as error:
        return (error.valid_data if isinstance(error.valid_data, dict) else {}), as_table(error.messages)


def _flatten(errors: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(errors, Mapping):
        for key, inner in errors.items():
            yield from _flatten(inner, path if key == "_schema" else (*path, key))
    elif isinstance(errors, list):
        for inner in errors:
            yield from _flatten(inner, path)
    elif errors == REQUIRED and path:
        yield path, _("`%(key)s` is missing.", key=path[-1])
    else:
        yield path, _(str(errors))


def _in_order(document: Document) -> tuple[Fault, ...]:
    faults = [fault for found in document.faults.values() for fault in found]
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))


def _gather(pairs: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, place in pairs:
        found[name] = (*found.get(name, ()), place)
    return found


def _calendar_uses(sections: Row) -> Iterator[tuple[Path, str]]:
    for section in ("service_levels", "departments"):
        for index, item in enumerate(sections.get(section) or []):
            name = (item or {}).get("calendar", ALWAYS)
            if name != ALWAYS:
                yield (section, index, "calendar"), name


def _account_uses(sections: Row) -> Iterator[tuple[Path, str]]:
    for index, level in enumerate(sections.get("service_levels") or []):
        for number, name in enumerate(((level or {}).get("when") or {}).get("account") or []):
            if name is not None:
                yield ("service_levels", index, "when", "account", number), name


def _cross_check(loaded: Row, tree: Mapping[str, Tree], errors: Row) -> Iterator[tuple[Path, str]]:
    calendars = tree.get("calendars")
    if isinstance(calendars, dict):
        known = {*calendars, *loaded.get("calendars", {})}  # one with faults of its own is known all the same
        for path, name in _calendar_uses(loaded):
            if name not in known:
                yield path, _("There is no calendar `%(name)s` in this file.", name=clip(name))
    if "accounts" in errors or tree.get("accounts") is None:
        return
    for path, name in _account_uses(loaded):
        found = len(accounts_called(name, loaded["accounts"]))
        if found == 0:
            yield path, _("There is no account `%(name)s` in this file.", name=clip(name))
        elif found > 1:
            yield path, _("Several accounts are called `%(name)s`; write network:handle.", name=clip(name))


def accounts_called(name: str, accounts: list[Row]) -> list[str]:
    """The accounts, as `network:handle`, that are meant by this name; more than one is a doubt to be cleared."""
    full = [f"{account['network']}:{account['handle']}" for account in accounts]
    return [each for each in full if each == name] or [
        each for each in full if each.partition(":")[2] == name
    ]


def _normal_form(loaded: Row, *, time_zone: str, today: date) -> dict[str, Any]:
    normal: dict[str, Any] = {}
    if "slug" in loaded:
        normal["profile"] = {key: loaded[key] for key in PROFILE}
    normal |= {name: loaded[name] for name in SECTIONS if name in loaded}
    if "calendars" in normal:
        normal["calendars"] = {
            name: complete_calendar(spec, time_zone=time_zone, today=today)
            for name, spec in normal["calendars"].items()
        }
    if "accounts" in normal:
        for level in normal.get("service_levels", []):
            if "account" in level["when"]:
                names = level["when"]["account"]
                level["when"]["account"] = [accounts_called(name, normal["accounts"])[0] for name in names]
    return normal
