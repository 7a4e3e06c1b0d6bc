"""What a plan may say: whether customers are asked, where, when, how often, and how long they may answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.vocabulary import Network

# Where an invitation can go: in private, by networks that we send on ourselves.
NETWORKS = (Network.GENERIC.value, Network.EMAIL.value)
LONGEST_DELAY = timedelta(days=7)
LONGEST_APART = 365  # days
LONGEST_OPEN = 60  # days
# What could not go out for so long after its time would come out of nowhere.
STALE_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Plan:
    """One version. `apart_days`: a customer is invited at most once in so many days; 0: after each closing."""

    is_on: bool = False
    networks: frozenset[str] = frozenset(NETWORKS)
    delay: timedelta = timedelta(hours=1)
    apart_days: int = 30
    open_days: int = 14
    asks_recommend: bool = True

    @property
    def apart(self) -> timedelta:
        """The time between two invitations of one customer."""
        return timedelta(days=self.apart_days)

    @property
    def open_for(self) -> timedelta:
        """For how long an answer is taken, and can be changed."""
        return timedelta(days=self.open_days)


def check_plan(plan: Plan) -> Plan:
    """The plan itself; Invalid with every fault where it cannot work."""
    faults = []
    if not _within(plan.delay, timedelta(), LONGEST_DELAY):
        faults.append(Fault("delay_minutes", N_("Between nothing and seven days.")))
    if not 0 <= plan.apart_days <= LONGEST_APART:
        faults.append(Fault("apart_days", N_("Between 0 and 365 days.")))
    if not 1 <= plan.open_days <= LONGEST_OPEN:
        faults.append(Fault("open_days", N_("Between 1 and 60 days.")))
    if unknown_networks(plan.networks):
        faults.append(Fault("networks", N_("Customers can be asked by e-mail and by the signed webhook.")))
    if plan.is_on and not plan.networks:
        faults.append(Fault("networks", N_("Choose where customers are asked.")))
    if faults:
        raise Invalid(N_("The plan cannot be kept."), faults=tuple(faults))
    return plan


def unknown_networks(networks: Collection[str]) -> set[str]:
    """Networks on which nobody can be asked."""
    return set(networks) - set(NETWORKS)


def _within(value: timedelta, low: timedelta, high: timedelta) -> bool:
    return low <= value <= high
