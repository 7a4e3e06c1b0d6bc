"""What the pages of identity share: the blueprint, and how a form meets a rule.

A page that shows a refusal must not keep half of what was refused: `attempt` runs the work in a savepoint.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, g

from bpo.core.errors import Invalid
from bpo.core.i18n import gettext
from bpo.identity.permissions import ROLE_NAMES, Permission, Role
from bpo.identity.rules import known_time_zones
from bpo.web.forms import FormResult, refused, translate

T = TypeVar("T")

blp = Blueprint("identity", "bpo.identity", template_folder="templates")


def attempt(form: FormResult, work: Callable[[], T]) -> tuple[T | None, FormResult]:
    """The work's result; or None and the form with what a rule found wrong, and nothing done."""
    try:
        with g.uow.session.begin_nested():
            return work(), form
    except Invalid as error:
        return None, with_faults(form, error)


def with_faults(form: FormResult, error: Invalid) -> FormResult:
    """The form with a rule's faults at their fields."""
    found: dict[str, list[str]] = {}
    for fault in error.faults:
        found.setdefault(fault.place, []).append(translate(fault.message))
    return refused(form, found or {"": [error.text(gettext)]})


def time_zones() -> list[tuple[str, str]]:
    """The zones to choose from: cities, and UTC."""
    cities = sorted(
        zone for zone in known_time_zones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
    )
    return [(zone, zone.replace("_", " ")) for zone in ("UTC", *cities)]


def role_choices(*, appoint: bool) -> list[tuple[str, str]]:
    """The roles that the reader may give."""
    kept = {Role.SUPERVISOR, Role.ADMIN} if not appoint else set()
    return [(role.value, gettext(name)) for role, name in ROLE_NAMES.items() if role not in kept]


def may_appoint() -> bool:
    """Whether the reader gives the roles supervisor and admin."""
    return bool(g.uow.actor.may_at_vendor(Permission.SUPERVISOR_APPOINT))
