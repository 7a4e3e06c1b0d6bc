"""Decisions about templates, articles and campaigns: what a template may ask for, what is in force."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

PLACE = re.compile(r"\{([^{}\s]*)\}")


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
    unknown = sorted({name for name in PLACE.findall(text) if name not in tuple(Variable)})
    if unknown:
        message = N_("This variable is not known. Known are: customer, agent, initials, brand, order, time.")
        raise Invalid(
            N_("The template cannot be kept."), faults=tuple(Fault("text", message) for _name in unknown[:1])
        )


def fill(text: str, values: Mapping[Variable, str | None]) -> Filled:
    """Put in what is known; what is not stays to be seen, since a guessed name is worse than a gap."""
    left: list[str] = []

    def put(found: re.Match[str]) -> str:
        name = found.group(1)
        value = values.get(Variable(name)) if name in tuple(Variable) else None
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
