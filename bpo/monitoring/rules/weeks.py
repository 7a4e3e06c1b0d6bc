"""Weeks as a brand lives them, and the figures of one: this week's beside the last's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

READY_AT = time(7)  # on Monday, on the brand's clock


@dataclass(frozen=True, slots=True)
class Week:
    """From Monday's midnight to the next, on the brand's clock; `since` and `until` are UTC, half open."""

    monday: date
    since: datetime
    until: datetime

    @property
    def before(self) -> datetime:
        """When the week before began, to the hour."""
        return self.since - timedelta(weeks=1)


def week_of(monday: date, zone: ZoneInfo) -> Week:
    """The week that begins on this Monday."""

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)

    return Week(monday, midnight(monday), midnight(monday + timedelta(days=7)))


def last_week(now: datetime, zone: ZoneInfo) -> Week | None:
    """The week that is over and whose digest is due; None in the first hours of Monday."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(days=local.weekday())
    if local.date() == monday and local.time() < READY_AT:
        return None
    return week_of(monday - timedelta(days=7), zone)


def shift(now: Mapping[str, int], before: Mapping[str, int]) -> float | None:
    """By how much the share of negative mentions grew, as a ratio; None where a week had no mentions."""
    if not sum(now.values()) or not sum(before.values()):
        return None
    return now.get("negative", 0) / sum(now.values()) - before.get("negative", 0) / sum(before.values())
