"""Decisions about templates, articles and campaigns: what a template may ask for, what is in force."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

PLACE = re.compile(r"\{([^{}\s]*)\}")
LOCAL = re.compile(r"\{(local\.[a-z0-9][a-z0-9_-]{0,39})\}")


class TemplateKind(StrEnum):
    """What a template is for; what takes a talk private and what acknowledges have places of their own."""

    REPLY = "reply"
    TAKE_PRIVATE = "take_private"
    ACKNOWLEDGEMENT = "acknowledgement"


class CampaignKind(StrEnum):
    PROMOTION = "promotion"
    LAUNCH = "launch"
    OUTAGE = "outage"
    HOLDING_STATEMENT = "holding_statement"
    KNOWN_ISSUE = "known_issue"


PRESSING = frozenset({CampaignKind.OUTAGE, CampaignKind.HOLDING_STATEMENT, CampaignKind.KNOWN_ISSUE})
WEEK = timedelta(days=7)


class Variable(StrEnum):
    """What a template can leave open; written `{customer}`."""

    CUSTOMER = "customer"
    AGENT = "agent"
    INITIALS = "initials"
    BRAND = "brand"
    ORDER = "order"
    TIME = "time"


VARIABLES: dict[Variable, str] = {
    Variable.CUSTOMER: N_("the customer's name"),
    Variable.AGENT: N_("the agent's name"),
    Variable.INITIALS: N_("the agent's initials"),
    Variable.BRAND: N_("the brand's name"),
    Variable.ORDER: N_("the number of the order, by hand"),
    Variable.TIME: N_("when the customer will hear from us, by hand"),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A template's text for one conversation; `open` are the variables still to be filled by hand."""

    text: str
    open: tuple[str, ...]


def check_template(text: str) -> None:
    """Raise Invalid where a template asks for what nobody can fill."""
    known = {*Variable, *LOCAL.findall(text)}
    unknown = sorted({name for name in PLACE.findall(text) if name not in known})
    if unknown:
        message = N_(
            "This variable is not known. Known are: customer, agent, initials, brand, order, time, and local fields of"
            " accounts such as local.phone."
        )
        raise Invalid(
            N_("The template cannot be kept."), faults=tuple(Fault("text", message) for _name in unknown[:1])
        )


def fill(text: str, values: Mapping[Variable, str | None], local: Mapping[str, str] | None = None) -> Filled:
    """Put in what is known; what is not stays to be seen, since a guessed name is worse than a gap.

    `local` are the fields of the account that answers, `{local.phone}` and the like.
    """
    known: dict[str, str | None] = {str(name): value for name, value in values.items()}
    known |= {f"local.{name}": value for name, value in (local or {}).items()}
    left: list[str] = []

    def put(found: re.Match[str]) -> str:
        name = found.group(1)
        value = known.get(name)
        if value:
            return value
        if name not in left:
            left.append(name)
        return found.group()

    return Filled(PLACE.sub(put, text), tuple(left))


def check_period(starts_at: datetime, ends_at: datetime | None) -> None:
    """Raise Invalid where a campaign ends before it begins."""
    if ends_at is not None and ends_at <= starts_at:
        fault = Fault("ends_at", N_("The end must be after the beginning."))
        raise Invalid(N_("The campaign cannot be kept."), faults=(fault,))


def is_in_force(starts_at: datetime, ends_at: datetime | None, *, at: datetime) -> bool:
    """Whether a campaign holds at this instant; its end is exclusive."""
    return starts_at <= at and (ends_at is None or at < ends_at)


def concerns(tags: Collection[str], account_tags: Collection[str]) -> bool:
    """Whether something for these places concerns an account: without places it concerns all."""
    return not tags or bool(set(tags) & set(account_tags))


def weeks_of(month: date) -> list[list[date]]:
    """The weeks, Monday to Sunday, that hold a day of this month; days of its neighbours fill the ends."""
    monday = month.replace(day=1) - timedelta(days=month.replace(day=1).weekday())
    weeks: list[list[date]] = []
    while not weeks or monday < next_month(month):
        weeks.append([monday + timedelta(days=at) for at in range(7)])
        monday += WEEK
    return weeks


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def previous_month(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def instants_of(weeks: list[list[date]], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first midnight of a calendar up to and without the midnight after its last day."""
    first, last = weeks[0][0], weeks[-1][-1]
    return midnight(first, zone), midnight(last + timedelta(days=1), zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins in a zone."""
    return datetime.combine(day, time(), zone)


def days_of(
    starts_at: datetime, ends_at: datetime | None, *, now: datetime, zone: ZoneInfo
) -> tuple[date, date]:
    """The days that something has touched so far, in a zone: the first, and the one after the last."""
    last = min(now, ends_at - timedelta(microseconds=1)) if ends_at is not None else now
    return starts_at.astimezone(zone).date(), last.astimezone(zone).date() + timedelta(days=1)


def is_on_day(starts_at: datetime, ends_at: datetime | None, *, day: date, zone: ZoneInfo) -> bool:
    """Whether a campaign holds for some part of a day in a zone."""
    begins, ends = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    return starts_at < ends and (ends_at is None or ends_at > begins)
