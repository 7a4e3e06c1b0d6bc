"""A brand file laid over what the brand has: the whole that is wanted, or the faults that only both show.

A section of the file replaces the stored one, an absent one stays, and what neither has gets the trade's
default. The parser has checked what the file says of itself; here is checked what it says of stored
sections, and what they say of it: a calendar or an account that is gone may still be named.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import _
from bpo.onboarding.brand_file.compare import BrandState, keep_holidays
from bpo.onboarding.brand_file.parse import WRONG_FILE, BrandFile, accounts_called
from bpo.onboarding.brand_file.sections import default_sections
from bpo.onboarding.brand_file.text import clip

RESERVED = ("new",)  # /brands/new makes a brand


def settle(brand_file: BrandFile, stored: BrandState, *, today: date) -> dict[str, Any]:
    """All sections as they are to be. Raises Invalid with the line of each fault."""
    given = brand_file.sections
    wanted = {**default_sections(), **stored.sections, **given}
    wanted["calendars"] = {
        name: keep_holidays(stored.sections["calendars"][name], spec, today=today)
        if name in stored.sections.get("calendars", {})
        else spec
        for name, spec in wanted["calendars"].items()
    }
    whole = BrandFile(wanted, brand_file.lines)
    faults = [
        *_taken_slug(whole, stored),
        *_missing_calendars(whole, given),
        *_missing_accounts(whole, given),
    ]
    if faults:
        raise Invalid(WRONG_FILE, faults=tuple(sorted(faults, key=lambda fault: fault.line or 0)))
    wanted["service_levels"] = [
        _with_full_names(level, wanted["accounts"]) for level in wanted["service_levels"]
    ]
    return wanted


def _taken_slug(whole: BrandFile, stored: BrandState) -> Iterator[Fault]:
    slug = whole.sections["profile"]["slug"]
    if slug in RESERVED and not stored.sections:
        yield whole.fault("slug", _("The slug `%(slug)s` is an address of ours; choose another.", slug=slug))


def _missing_calendars(whole: BrandFile, given: dict[str, Any]) -> Iterator[Fault]:
    for name, places in whole.calendar_names_used.items():
        if name in whole.sections["calendars"]:
            continue
        for place in places:
            section = place.partition("[")[0]
            if section in given:
                message = _("There is no calendar `%(name)s`, neither here nor stored.", name=clip(name))
                yield whole.fault(place, message)
            else:
                message = _(
                    "The calendar `%(name)s` is missing here, and %(section)s of this brand still use it.",
                    name=clip(name),
                    section=section,
                )
                yield whole.fault("calendars", message)


def _missing_accounts(whole: BrandFile, given: dict[str, Any]) -> Iterator[Fault]:
    for name, places in whole.account_names_used.items():
        found = len(accounts_called(name, whole.sections["accounts"]))
        if found == 1:
            continue
        if "service_levels" not in given:
            message = _(
                "The account `%(name)s` is missing here, and service_levels of this brand still use it.",
                name=clip(name),
            )
            yield whole.fault("accounts", message)
        elif found:
            message = _("Several accounts are called `%(name)s`; write network:handle.", name=clip(name))
            yield from (whole.fault(place, message) for place in places)
        else:
            message = _("There is no account `%(name)s`, neither here nor stored.", name=clip(name))
            yield from (whole.fault(place, message) for place in places)


def _with_full_names(level: dict[str, Any], accounts: list[dict[str, Any]]) -> dict[str, Any]:
    """The level with its accounts as `network:handle`, as messages will carry them."""
    if "account" not in level["when"]:
        return level
    names = [accounts_called(name, accounts)[0] for name in level["when"]["account"]]
    return {**level, "when": {**level["when"], "account": names}}
