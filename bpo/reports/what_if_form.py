"""Other service levels as a form and as JSON: what a level promises now, and what is asked instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from marshmallow import ValidationError

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.onboarding.brand_file.calendars import ALWAYS
from bpo.onboarding.brand_file.scalars import Duration
from bpo.reports.rules.what_if import TARGETS, LevelChange, Policy
from bpo.tenants.queries import list_calendars, list_levels

DURATION = Duration()


@dataclass(frozen=True, slots=True)
class LevelShown:
    """A level by its name, with the texts of its latest targets; its fields are named after `key`."""

    key: str
    name: str
    texts: Mapping[str, str]


def list_known_levels(uow: UnitOfWork, tenant_id: UUID) -> list[LevelShown]:
    """Every level that there ever was, by name, each as it was last: those in force first, in their order."""
    rows = sorted(
        list_levels(uow, tenant_id, retired=True),
        key=lambda row: (row.retired_at is not None, -row.version, row.position),
    )
    latest = {row.name: row for row in reversed(rows)}
    names = dict.fromkeys(row.name for row in rows)
    return [
        LevelShown(
            f"l{number}",
            name,
            {
                target: "" if seconds is None else DURATION.write(seconds)
                for target in TARGETS
                if (seconds := getattr(latest[name], f"{target}_seconds")) or seconds is None
            },
        )
        for number, name in enumerate(names)
    ]


def calendar_ids(uow: UnitOfWork, tenant_id: UUID) -> dict[str, UUID | None]:
    """The hours that a level may go by, by name; round the clock among them."""
    return {ALWAYS: None, **{row.name: row.id for row in list_calendars(uow, tenant_id)}}


def read_form(
    values: Mapping[str, str], levels: Sequence[LevelShown], calendars: Mapping[str, UUID | None]
) -> Policy:
    """What is asked of each level that is shown; only what is otherwise is a change. Invalid by field."""
    faults: list[Fault] = []
    policy = {}
    for level in levels:
        targets: dict[str, timedelta | None] = {}
        for target in TARGETS:
            place = f"{level.key}.{target}"
            text = values.get(place, level.texts[target]).strip()
            if text == level.texts[target]:
                continue
            try:
                targets[target] = timedelta(seconds=DURATION.read(text)) if text else None
            except ValidationError as error:
                faults.append(Fault(place, str(error.messages[0])))
        hours = values.get(f"{level.key}.hours", "")
        if hours and hours not in calendars:
            faults.append(Fault(f"{level.key}.hours", N_("There is no calendar of this name.")))
        elif targets or hours:
            policy[level.name] = LevelChange(targets, bool(hours), calendars[hours] if hours else None)
    if faults:
        raise Invalid(N_("Some of this is not right yet."), faults=tuple(faults))
    return policy


def read_json(asked: Mapping[str, Mapping[str, Any]], calendars: Mapping[str, UUID | None]) -> Policy:
    """The same from JSON: targets in seconds, null for none; what is not named stays."""
    unknown = [name for name, one in asked.items() if one.get("calendar") not in {None, *calendars}]
    if unknown:
        message = N_("There is no calendar of this name.")
        raise Invalid(message, faults=tuple(Fault(f"levels.{name}.calendar", message) for name in unknown))
    return {
        name: LevelChange(
            {
                target: None if one[target] is None else timedelta(seconds=one[target])
                for target in TARGETS
                if target in one
            },
            one.get("calendar") is not None,
            calendars[one["calendar"]] if one.get("calendar") is not None else None,
        )
        for name, one in asked.items()
    }
