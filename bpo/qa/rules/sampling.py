"""Which replies are reviewed: each with a probability that is known, and drawn so that anybody can draw again.

Some are looked at for certain (probability 1): replies sent despite a warning, complaints, matters of PR or
law, and replies whose review was disputed before the draw. A dispute that comes later changes no probability.
The rest is drawn apart for every agent, by systematic sampling with unequal probabilities (Madow 1949;
Särndal, Swensson and Wretman 1992, §3.6) in the order of account, risk and a hash: within agent × brand ×
account × risk every reply has the same probability, each stratum gets its share to within one, and the
number drawn is within one of what was asked for. Chance is a hash of the draw's seed, nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from zoneinfo import ZoneInfo

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

WEEK = timedelta(days=7)
BACKWARD = timedelta(days=7)  # how far the first draw reaches back, and how late a reply may become known
SETTLES = timedelta(hours=1)  # what was said before midnight is stored by then
RISKY_COUNTS = 2.0  # a risky reply is drawn twice as likely as another
MOST_A_WEEK = 200
LONGEST_WINDOW_DAYS = 60


class Kind(StrEnum):
    REPLY = "reply"
    DISMISSAL = "dismissal"


class Purpose(StrEnum):
    PROGRAMME = "programme"  # chosen by chance or for certain: the figures are made of these
    TARGETED = "targeted"  # chosen by a person: for coaching, never in a figure


class Certain(StrEnum):
    """Why a reply is looked at for certain."""

    OVERRIDE = "override"
    COMPLAINT = "complaint"
    HANDOFF = "handoff"
    DISPUTE = "dispute"


class Mode(StrEnum):
    QUOTA = "quota"  # so many replies of each agent a week
    SHARE = "share"  # such a share of each agent's replies


@dataclass(frozen=True, slots=True)
class Plan:
    """How much a brand has reviewed. `per_week`, `dismissals_per_week`: numbers; `share`: from 0 to 1."""

    mode: Mode = Mode.QUOTA
    per_week: int = 5
    share: float = 0.05
    dismissals_per_week: int = 5
    certain: frozenset[Certain] = frozenset(Certain)
    review_days: int = 7
    dispute_days: int = 7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reply, or a dismissal, that might be looked at. `key` is its id; `agent` whoever did it."""

    key: str
    agent: str
    account: str
    is_risky: bool = False
    certain: tuple[Certain, ...] = ()  # what makes it one to be looked at for certain, the weightiest first


@dataclass(frozen=True, slots=True)
class Drawn:
    """One that was chosen, in which stratum, and with which probability."""

    candidate: Candidate
    stratum: str
    probability: float
    why: Certain | None


def draw(candidates: Iterable[Candidate], *, plan: Plan, length: timedelta, seed: str) -> list[Drawn]:
    """Choose the replies of a stretch of time; the same seed chooses the same."""
    chosen: list[Drawn] = []
    others: dict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        why = next((reason for reason in one.certain if reason in plan.certain), None)
        if why is not None:
            chosen.append(Drawn(one, stratum_of(one), 1.0, why))
        else:
            others[one.agent].append(one)
    for agent, found in sorted(others.items()):
        wanted = plan.share * len(found) if plan.mode is Mode.SHARE else plan.per_week * (length / WEEK)
        chosen += systematic(found, wanted=wanted, seed=f"{seed}:{agent}")
    return sorted(chosen, key=lambda one: one.candidate.key)


def draw_dismissals(
    candidates: Iterable[Candidate], *, plan: Plan, length: timedelta, seed: str
) -> list[Drawn]:
    """Choose dismissals: so many a week of the whole brand."""
    wanted = plan.dismissals_per_week * (length / WEEK)
    return sorted(
        systematic(list(candidates), wanted=wanted, seed=f"{seed}:dismissals"),
        key=lambda one: one.candidate.key,
    )


def systematic(candidates: Sequence[Candidate], *, wanted: float, seed: str) -> list[Drawn]:
    """Draw about `wanted` of these; each is drawn with exactly the probability that it carries.

    Probabilities are laid end to end along a line; whoever covers one of the points u, u + 1, u + 2 … is
    drawn, u being uniform on [0, 1).
    """
    ordered = sorted(
        candidates,
        key=lambda one: (one.agent, one.account, one.is_risky, chance(f"{seed}:{one.key}"), one.key),
    )
    chances = probabilities([RISKY_COUNTS if one.is_risky else 1.0 for one in ordered], wanted=wanted)
    point, end, chosen = chance(seed), 0.0, []
    for one, probability in zip(ordered, chances, strict=True):
        end += probability
        if probability >= 1.0:
            chosen.append(Drawn(one, stratum_of(one), 1.0, None))
            point += 1.0 if point < end else 0.0
        elif point < end:
            chosen.append(Drawn(one, stratum_of(one), probability, None))
            point += 1.0
    return chosen


def probabilities(sizes: Sequence[float], *, wanted: float) -> list[float]:
    """Probabilities in proportion to sizes that add up to `wanted`, none above 1 (all 1 where all are wanted)."""
    if wanted >= len(sizes):
        return [1.0] * len(sizes)
    if wanted <= 0:
        return [0.0] * len(sizes)
    certain: set[int] = set()
    while True:
        rest = sum(size for at, size in enumerate(sizes) if at not in certain)
        factor = (wanted - len(certain)) / rest
        full = {at for at, size in enumerate(sizes) if at not in certain and size * factor >= 1.0}
        if not full:
            return [1.0 if at in certain else size * factor for at, size in enumerate(sizes)]
        certain |= full


def chance(seed: str) -> float:
    """A number of [0, 1) that the seed decides: the first 53 bits of its SHA-256."""
    return (int.from_bytes(sha256(seed.encode()).digest()[:8], "big") >> 11) / (1 << 53)


def stratum_of(one: Candidate) -> str:
    """The stratum within a brand: agent, account and risk."""
    return f"{one.agent}|{one.account}|{'risky' if one.is_risky else 'plain'}"


def next_stretch(
    last_until: datetime | None, *, planned_at: datetime, now: datetime, time_zone: str
) -> tuple[datetime, datetime] | None:
    """The stretch to draw from now: from the last draw to the brand's last midnight that has settled.

    A stretch holds what became known in it, so nothing is missed and nothing is drawn twice. None where there
    is no whole day yet.
    """
    zone = ZoneInfo(time_zone)
    settled = (now - SETTLES).astimezone(zone).date()
    until = datetime.combine(settled, time(), tzinfo=zone).astimezone(UTC)
    since = last_until or planned_at - BACKWARD
    return (since, until) if since < until else None


def check_plan(plan: Plan) -> Plan:
    """The plan as it may be kept; Invalid with every fault."""
    faults = []
    if not 0 <= plan.per_week <= MOST_A_WEEK:
        faults.append(Fault("per_week", N_("This is a number from 0 to 200.")))
    if not 0 <= plan.share <= 1:
        faults.append(Fault("share", N_("This is a share from 0 to 100 percent.")))
    if not 0 <= plan.dismissals_per_week <= MOST_A_WEEK:
        faults.append(Fault("dismissals_per_week", N_("This is a number from 0 to 200.")))
    if not 1 <= plan.review_days <= LONGEST_WINDOW_DAYS:
        faults.append(Fault("review_days", N_("This is a number of days from 1 to 60.")))
    if not 1 <= plan.dispute_days <= LONGEST_WINDOW_DAYS:
        faults.append(Fault("dispute_days", N_("This is a number of days from 1 to 60.")))
    if faults:
        raise Invalid(N_("This plan cannot be kept."), faults=tuple(faults))
    return plan
