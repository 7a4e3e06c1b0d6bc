"""What the pages of staffing share: the blueprint, words, and days in a brand's own time."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from flask import Blueprint, g

from bpo.core.errors import Invalid
from bpo.core.i18n import current_locale, gettext
from bpo.core.vocabulary import LanguageCode
from bpo.identity.models import User
from bpo.identity.permissions import ROLE_NAMES, Profile, Role
from bpo.identity.queries import Brand, list_brands
from bpo.staffing.labels import (
    ABSENCE_NAMES,
    ABSENCE_STATE_KINDS,
    ABSENCE_STATE_NAMES,
    CALIBRATION_NAMES,
    COMPETENCY_NAMES,
    COVER_KINDS,
    COVER_NAMES,
    LEVEL_NAMES,
    PROFILE_NAMES,
    STATE_KINDS,
    STATE_NAMES,
    STEP_NAMES,
    STEP_STATE_KINDS,
    STEP_STATE_NAMES,
)
from bpo.staffing.rules import COMPETENCIES, HeldRole
from bpo.tenants.models import Tenant
from bpo.tenants.queries import list_tenants
from bpo.web.formats import show_date
from bpo.web.forms import FormResult, refused, translate
from bpo.web.labels import show_label
from bpo.web.ordering import alphabet_key

T = TypeVar("T")

blp = Blueprint("staffing", __name__, template_folder="../templates")


@blp.context_processor
def of_staffing() -> dict[str, object]:
    """The words of staffing, for every page of it."""
    return {
        "profile_names": {key.value: gettext(name) for key, name in PROFILE_NAMES.items()},
        "level_names": {key.value: gettext(name) for key, name in LEVEL_NAMES.items()},
        "certification_states": {key.value: gettext(name) for key, name in STATE_NAMES.items()},
        "certification_kinds": {key.value: kind for key, kind in STATE_KINDS.items()},
        "competency_words": {key.value: gettext(name) for key, name in COMPETENCY_NAMES.items()},
        "step_names": {key.value: gettext(name) for key, name in STEP_NAMES.items()},
        "step_states": {key.value: gettext(name) for key, name in STEP_STATE_NAMES.items()},
        "step_kinds": {key.value: kind for key, kind in STEP_STATE_KINDS.items()},
        "calibration_states": {key.value: gettext(name) for key, name in CALIBRATION_NAMES.items()},
        "absence_names": {key.value: gettext(name) for key, name in ABSENCE_NAMES.items()},
        "absence_states": {key.value: gettext(name) for key, name in ABSENCE_STATE_NAMES.items()},
        "absence_kinds": {key.value: kind for key, kind in ABSENCE_STATE_KINDS.items()},
        "cover_names": {key.value: gettext(name) for key, name in COVER_NAMES.items()},
        "cover_kinds": {key.value: kind for key, kind in COVER_KINDS.items()},
        "by_clock": by_clock,
        "weekday_name": weekday_name,
        "language_label": lambda code: show_label(LanguageCode(code)),
        "first_day": first_day,
        "last_day": last_day,
    }


def attempt(form: FormResult, work: Callable[[], T]) -> tuple[T | None, FormResult]:
    """The work's result; or None and the form with what a rule found wrong, and nothing done."""
    try:
        with g.uow.session.begin_nested():
            return work(), form
    except Invalid as error:
        found: dict[str, list[str]] = {}
        for fault in error.faults:
            found.setdefault(fault.place, []).append(translate(fault.message))
        return None, refused(form, found or {"": [error.text(gettext)]})


def day_start(tenant: Tenant, day: date) -> datetime:
    """The instant at which a day begins for the brand."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(tenant.time_zone))


def first_day(valid_from: datetime, time_zone: str) -> date:
    """The first day of a validity, as the brand counts days."""
    return valid_from.astimezone(ZoneInfo(time_zone)).date()


def last_day(valid_until: datetime, time_zone: str) -> date:
    """The last day of a validity that ends before `valid_until`, as the brand counts days."""
    return (valid_until - timedelta(microseconds=1)).astimezone(ZoneInfo(time_zone)).date()


def level_choices() -> list[tuple[str, str]]:
    """The levels to choose from."""
    return [(level.value, gettext(name)) for level, name in LEVEL_NAMES.items()]


def profile_choices() -> list[tuple[str, str]]:
    """The profiles to choose from."""
    return [(profile.value, gettext(name)) for profile, name in PROFILE_NAMES.items()]


def language_choices() -> list[tuple[str, str]]:
    """The languages to tick."""
    return [(language.value, show_label(language)) for language in LanguageCode]


def competency_names(profile: Profile) -> list[tuple[str, str]]:
    """What a profile is looked at for, in words."""
    return [(word.value, gettext(COMPETENCY_NAMES[word])) for word in COMPETENCIES[profile]]


def in_order(users: Iterable[User]) -> list[User]:
    """People by name, as the reader's alphabet has it."""
    locale = str(current_locale())
    return sorted(users, key=lambda user: alphabet_key(user.name or user.email, locale))


def role_words(roles: Iterable[HeldRole]) -> list[str]:
    """The roles somebody holds at a brand, once each."""
    return list(dict.fromkeys(gettext(ROLE_NAMES[Role(one.role)]) for one in roles))


def brands_by_id() -> dict[UUID, Brand]:
    """The brands of the unit's scope."""
    return {brand.id: brand for brand in list_brands(g.uow)}


def by_clock(instant: datetime, time_zone: str) -> str:
    """Day of the week, day and time by the clock of a zone, for readers elsewhere too."""
    local = instant.astimezone(ZoneInfo(time_zone))
    return f"{weekday_name(local.weekday())}, {show_date(local.date())}, {local:%H:%M}"


def weekday_name(weekday: int) -> str:
    """A day of the week (0 is Monday) as it stands alone."""
    names = get_day_names("abbreviated", context="stand-alone", locale=current_locale())
    return str(names[weekday])


def zone_choices(*first: str) -> list[tuple[str, str]]:
    """Zones to enter times in: these first, then those of the reader's brands."""
    zones = dict.fromkeys([*first, *sorted(tenant.time_zone for tenant in list_tenants(g.uow))])
    return [(zone, zone) for zone in zones]
