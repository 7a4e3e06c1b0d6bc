"""What a brand file changes: the sections that hold against the sections that are wanted.

Pure, so that a preview and the deed cannot differ: both list what is found here. A change is one line, in
English for commands and translatable for pages; values stand as the file writes them. The order of accounts
and of calendars means nothing, every other list is compared as it stands.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bpo.core.i18n import N_
from bpo.onboarding.brand_file.dump import section_texts

RULE_SET = ("style_guide", "terms", "restricted_topics", "names")  # one version for all checks
WHOLES = ("departments", "approval", "community_rules", "compensation", "contract")
NOTHING = "–"


@dataclass(frozen=True)
class BrandState:
    """What holds: the sections in normal form, and the highest version of each thing that has versions."""

    sections: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)

    def next_version(self, key: str) -> int:
        """The version that a change of this makes."""
        return self.versions.get(key, 0) + 1


@dataclass(frozen=True)
class Change:
    """One line of what applying a file does; `section` is where it is looked at."""

    section: str
    message: str
    values: Mapping[str, object]

    def text(self, gettext: Callable[[str], str] = str) -> str:
        """The line, in the language of the given catalogue."""
        return gettext(self.message) % self.values

    def __str__(self) -> str:
        return self.text()


def keep_holidays(stored: Mapping[str, Any], wanted: dict[str, Any], *, today: date) -> dict[str, Any]:
    """The calendar to go on with: the stored one where only later years of holidays were added.

    The file's dates reach five years on from the day it is applied, so every January would make a version
    that nobody asked for. Once the stored dates end before the end of next year, the new ones are due.
    """
    if {**stored, "holiday_dates": None} != {**wanted, "holiday_dates": None} or not stored["holiday_dates"]:
        return wanted
    last = max(stored["holiday_dates"])[:4]
    common = {day: name for day, name in wanted["holiday_dates"].items() if day[:4] <= last}
    until_last = max(wanted["holiday_dates"], default="")[:4]
    reachable = {day: name for day, name in stored["holiday_dates"].items() if day[:4] <= until_last}
    return dict(stored) if common == reachable and int(last) > today.year else wanted


def compare(before: BrandState, wanted: Mapping[str, Any]) -> list[Change]:
    """Every change from what holds to what is wanted; of a new brand, all that it gets."""
    return [
        *_profile_changes(before.sections.get("profile"), wanted["profile"]),
        *_account_changes(before.sections, wanted),
        *_calendar_changes(before, wanted),
        *_level_changes(before, wanted),
        *_whole_changes(before, wanted),
    ]


def changed_parts(before: BrandState, wanted: Mapping[str, Any]) -> set[str]:
    """What has to be written: sections, with the rule set as one."""
    parts = {
        name for name in ("profile", "service_levels", *WHOLES) if before.sections.get(name) != wanted[name]
    }
    if "profile" not in before.sections or any(
        before.sections.get(name) != wanted[name] for name in RULE_SET
    ):
        parts.add("rule_set")
    if _by_key(before.sections.get("accounts", [])) != _by_key(wanted["accounts"]):
        parts.add("accounts")
    if before.sections.get("calendars", {}) != wanted["calendars"]:
        parts.add("calendars")
    return parts


def _profile_changes(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Iterator[Change]:
    if before is None:
        yield Change("profile", N_("brand %(slug)s: added"), {"slug": after["slug"]})
        return
    for key, message in (
        ("name", N_("brand: name %(before)s → %(after)s")),
        ("languages", N_("brand: languages %(before)s → %(after)s")),
        ("time_zone", N_("brand: time zone %(before)s → %(after)s")),
    ):
        if before[key] != after[key]:
            yield Change("profile", message, {"before": _plain(before[key]), "after": _plain(after[key])})


def _account_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    old, new = _by_key(before.get("accounts", [])), _by_key(after["accounts"])
    for key, account in new.items():
        if key not in old:
            yield Change("accounts", N_("account %(key)s: added"), {"key": key})
            continue
        for name in account:
            if old[key].get(name) != account[name]:
                values = {
                    "key": key,
                    "field": name,
                    "before": _plain(old[key].get(name)),
                    "after": _plain(account[name]),
                }
                yield Change("accounts", N_("account %(key)s: %(field)s %(before)s → %(after)s"), values)
    for key in old.keys() - new.keys():
        yield Change("accounts", N_("account %(key)s: retired"), {"key": key})


def _calendar_changes(before: BrandState, after: Mapping[str, Any]) -> Iterator[Change]:
    old = before.sections.get("calendars", {})
    for name, spec in after["calendars"].items():
        if old.get(name) != spec:
            version = before.next_version(f"calendars/{name}")
            yield Change(
                "calendars", N_("calendar %(name)s: version %(version)s"), {"name": name, "version": version}
            )
    for name in sorted(old.keys() - after["calendars"].keys()):
        yield Change("calendars", N_("calendar %(name)s: retired"), {"name": name})


def _level_changes(before: BrandState, after: Mapping[str, Any]) -> Iterator[Change]:
    if before.sections.get("service_levels") == after["service_levels"]:
        return
    version = before.next_version("service_levels")
    yield Change("service_levels", N_("service levels: version %(version)s"), {"version": version})
    old, new = _levels(before.sections), _levels(after)
    for name, level in new.items():
        if name not in old:
            yield Change("service_levels", N_("service level %(name)s: added"), {"name": name})
            continue
        for key in dict.fromkeys((*old[name], *level)):
            if old[name].get(key) != level.get(key):
                values = {
                    "name": name,
                    "key": key.replace("_", " "),
                    "before": _plain(old[name].get(key)),
                    "after": _plain(level.get(key)),
                }
                message = N_("service level %(name)s: %(key)s %(before)s → %(after)s")
                yield Change("service_levels", message, values)
    for name in old.keys() - new.keys():
        yield Change("service_levels", N_("service level %(name)s: retired"), {"name": name})
    if list(old) != list(new) and old.keys() == new.keys():
        order = {"order": ", ".join(new)}
        yield Change("service_levels", N_("service levels: now tried in the order %(order)s"), order)


def _whole_changes(before: BrandState, after: Mapping[str, Any]) -> Iterator[Change]:
    parts = changed_parts(before, after)
    if "rule_set" in parts:
        names = [name for name in RULE_SET if before.sections.get(name) != after[name]]
        values = {"version": before.next_version("rule_set"), "keys": _keys(names)}
        yield Change("style_guide", N_("rule set: version %(version)s (%(keys)s)"), values)
    for name in WHOLES:
        if name in parts:
            values = {"section": name.replace("_", " "), "version": before.next_version(name)}
            yield Change(name, N_("%(section)s: version %(version)s"), values)


def _by_key(accounts: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {f"{account['network']}:{account['handle']}": account for account in accounts}


def _levels(sections: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    texts: Any = section_texts({"service_levels": sections.get("service_levels", [])})
    return {level["name"]: level for level in texts["service_levels"]}


def _keys(names: list[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _plain(value: object) -> str:
    """A value on one line, as people would write it."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_plain(inner)}" for key, inner in value.items()) or NOTHING
    if isinstance(value, list):
        return ", ".join(_plain(inner) for inner in value) or NOTHING
    return NOTHING if value is None else str(value)
