"""What may be given to a customer, and by whom: within the brand's limits, recorded with its reason.

Up to the agent's limit an agent gives by themselves; up to the supervisor's a supervisor must agree; above
that nobody here may. A brand without limits gives nothing. Money is whole minor units with its currency.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel.numbers import get_currency_precision

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """What a brand allows; amounts in whole units of its currency, None where nothing is allowed."""

    currency: str | None
    agent: Decimal | None
    supervisor: Decimal | None

    @property
    def most(self) -> Decimal | None:
        """The most that anybody here may give."""
        given = [limit for limit in (self.agent, self.supervisor) if limit]
        return max(given, default=None) if self.currency else None


@dataclass(frozen=True, slots=True)
class Offer:
    """An amount in minor units, and why it is given."""

    minor: int
    currency: str
    reason: str


def limits_of(section: dict[str, object] | None) -> Limits:
    """The brand file's section as limits."""
    told = section or {}
    return Limits(
        currency=str(told["currency"]) if told.get("currency") else None,
        agent=Decimal(str(told["agent_limit"])) if told.get("agent_limit") else None,
        supervisor=Decimal(str(told["supervisor_limit"])) if told.get("supervisor_limit") else None,
    )


def check_offer(amount: str, reason: str, limits: Limits) -> Offer | None:
    """The offer as it is kept; None where no amount was written."""
    if not amount.strip():
        return None
    if limits.most is None or limits.currency is None:
        raise _invalid("compensation_amount", N_("This brand gives no compensation."))
    value = _amount(amount)
    precision = get_currency_precision(limits.currency)
    minor = value.scaleb(precision)
    if minor != minor.to_integral_value():
        raise _invalid("compensation_amount", N_("This currency has fewer decimals."))
    if value > limits.most:
        raise _invalid(
            "compensation_amount", N_("This is above what the brand allows: ask the client for it.")
        )
    kept = reason.strip()
    if not kept:
        raise _invalid("compensation_reason", N_("Say what it is given for."))
    if len(kept) > LONGEST_REASON:
        raise _invalid("compensation_reason", N_("This is too long."))
    return Offer(minor=int(minor), currency=limits.currency, reason=kept)


def needs_supervisor(offer: Offer | None, limits: Limits, *, is_supervisor: bool) -> bool:
    """Whether somebody with a higher limit must agree."""
    if offer is None or is_supervisor:
        return False
    return in_units(offer.minor, offer.currency) > (limits.agent or Decimal(0))


def in_units(minor: int, currency: str) -> Decimal:
    """Minor units as an amount."""
    return Decimal(minor).scaleb(-get_currency_precision(currency))


def _amount(text: str) -> Decimal:
    cleaned = text.strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", ".")
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise _invalid("compensation_amount", N_("Not a valid number.")) from None
    if not value.is_finite() or value <= 0:
        raise _invalid("compensation_amount", N_("The amount is more than nothing."))
    return value


def _invalid(place: str, message: str) -> Invalid:
    return Invalid(message, faults=(Fault(place, message),))
