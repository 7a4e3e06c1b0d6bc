"""What every figure of a report is, as data: sealed with the report, printed with it and read by what computes it.

The way by facts takes its outcomes, ratios and percentiles from here (`queries.judged`, `queries.rows`,
`figures`, `beside`); the way by replay (`reference`) does not, so what is said wrong here is a disagreement of the
two computations, and no month can be signed. A change of a figure's meaning is a new `VERSION`; a contract
is bound to one, and holds the figures that there were in it (`since`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bpo.core.i18n import N_
from bpo.tenants.rules.definitions import FIRST_VERSION, VERSION

__all__ = ["DEFINITIONS", "FIRST_VERSION", "METRICS", "NOTES", "VERSION", "MetricDefinition"]


class Population(StrEnum):
    FIRST_TURNS = "first_turns"  # the first turns of episodes
    LATER_TURNS = "later_turns"
    TURNS = "turns"  # that started in the period
    LATE_TURNS = "late_turns"  # open and past due, of any period
    EPISODES = "episodes"  # that were opened in the period
    RESOLVED = "resolved"  # episodes that were opened in the period and are closed
    POSTS = "posts"  # public posts and replies of the brand


class Timing(StrEnum):
    """What is timed."""

    RESPONSE = "response"
    RESOLUTION = "resolution"
    WINDOW = "window"  # elapsed time of the contract's window of coverage
    RECONTACT = "recontact"  # days of the contract after the closing
    LATENESS = "lateness"
    NONE = "none"


class Hours(StrEnum):
    """Whose time it is counted in."""

    PINNED = "pinned"  # the calendar that held when the clock started
    ELAPSED = "elapsed"
    NONE = "none"


class Exclusions(StrEnum):
    BOTH = "both"  # given with approved exclusions taken out, and again without
    APPLIED = "applied"  # given with approved exclusions taken out alone
    UNTOUCHED = "untouched"


class Attribution(StrEnum):
    SENDER = "sender"  # whoever sent the reply
    BRAND = "brand"


@dataclass(frozen=True, slots=True)
class Statistic:
    """How one number is made of many.

    A share is `part` ÷ `whole`, of states as `labels.STATES` calls them; times are printed with these
    percentiles; everything else is counted.
    """

    part: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    percentiles: tuple[float, ...] = ()
    mean: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it is sealed."""
        found: dict[str, Any] = {"count": True}
        if self.whole:
            found = {"share": {"part": list(self.part), "whole": list(self.whole)}}
        if self.percentiles:
            found["percentiles"] = list(self.percentiles)
        return {**found, "mean": True} if self.mean else found


@dataclass(frozen=True, slots=True)
class MetricDefinition:
    """One figure: what is counted, timed by which clock, in whose hours, what is left out, how, and to whose credit."""

    key: str
    population: Population
    clock: Timing
    calendar: Hours
    exclusions: Exclusions
    statistic: Statistic
    attribution: Attribution
    sentence: str
    since: int = FIRST_VERSION

    def as_json(self) -> dict[str, Any]:
        """As it is sealed and as programs read it."""
        return {
            "population": self.population.value,
            "clock": self.clock.value,
            "calendar": self.calendar.value,
            "exclusions": self.exclusions.value,
            "statistic": self.statistic.as_json(),
            "attribution": self.attribution.value,
            "sentence": self.sentence,
        }


_TIMES = Statistic(percentiles=(0.5, 0.9, 0.95), mean=True)
_COUNT = Statistic()

FIRST_RESPONSE = MetricDefinition(
    key="first_response",
    population=Population.FIRST_TURNS,
    clock=Timing.RESPONSE,
    calendar=Hours.PINNED,
    exclusions=Exclusions.BOTH,
    statistic=_TIMES,
    attribution=Attribution.SENDER,
    sentence=N_(
        "First response: from the first customer message of an episode to the first reply of a person, in"
        " working time of the calendar that held when the message came, without the time in which the client"
        " was asked for approval."
    ),
)
NEXT_RESPONSE = MetricDefinition(
    key="next_response",
    population=Population.LATER_TURNS,
    clock=Timing.RESPONSE,
    calendar=Hours.PINNED,
    exclusions=Exclusions.BOTH,
    statistic=_TIMES,
    attribution=Attribution.SENDER,
    sentence=N_("Next response: the same for every later turn of the episode."),
)
RESOLUTION = MetricDefinition(
    key="resolution",
    population=Population.EPISODES,
    clock=Timing.RESOLUTION,
    calendar=Hours.PINNED,
    exclusions=Exclusions.BOTH,
    statistic=_TIMES,
    attribution=Attribution.BRAND,
    sentence=N_(
        "Resolution: from the opening of an episode to its closing, without the time in which the customer's"
        " answer was waited for."
    ),
)
ATTAINMENT = MetricDefinition(
    key="attainment",
    population=Population.TURNS,
    clock=Timing.RESPONSE,
    calendar=Hours.PINNED,
    exclusions=Exclusions.BOTH,
    statistic=Statistic(("met",), ("met", "breached", "open_past_due")),
    attribution=Attribution.SENDER,
    sentence=N_(
        "Attainment: clocks met ÷ (met + breached + open and past due). Met means at or before the due time."
        " Open and not yet due, dismissed and excluded count nowhere. Credit goes to whoever sent the reply."
    ),
)
COVERAGE = MetricDefinition(
    key="response_coverage",
    population=Population.TURNS,
    clock=Timing.WINDOW,
    calendar=Hours.ELAPSED,
    exclusions=Exclusions.BOTH,
    statistic=Statistic(("within",), ("within", "missed")),
    attribution=Attribution.BRAND,
    sentence=N_(
        "Response coverage: turns answered within the window of elapsed time ÷ turns neither dismissed nor"
        " excluded that were answered or whose window has passed."
    ),
)
BACKLOG = MetricDefinition(
    key="backlog",
    population=Population.LATE_TURNS,
    clock=Timing.LATENESS,
    calendar=Hours.ELAPSED,
    exclusions=Exclusions.BOTH,
    statistic=Statistic(mean=True),
    attribution=Attribution.BRAND,
    sentence=N_(
        "Backlog: all turns open and past due at the instant of the report, of any period; how late they are"
        " on average in elapsed time."
    ),
)
DISMISSALS = MetricDefinition(
    key="dismissals",
    population=Population.TURNS,
    clock=Timing.NONE,
    calendar=Hours.NONE,
    exclusions=Exclusions.BOTH,
    statistic=Statistic(("dismissed",), ("answered", "dismissed", "excluded", "open")),
    attribution=Attribution.BRAND,
    sentence=N_("Dismissals: turns that a person decided need no answer ÷ all turns."),
)
FIRST_CONTACT = MetricDefinition(
    key="first_contact",
    population=Population.RESOLVED,
    clock=Timing.RECONTACT,
    calendar=Hours.ELAPSED,
    exclusions=Exclusions.UNTOUCHED,
    statistic=Statistic(("resolved_once",), ("resolved_once", "recontacted")),
    attribution=Attribution.BRAND,
    sentence=N_(
        "First-contact resolution: closed episodes after which the same customer began no turn with the brand"
        " within the days of the contract ÷ closed episodes of which these days have passed. Those of which"
        " they have not are counted apart."
    ),
    since=3,
)
SENTIMENT = MetricDefinition(
    key="sentiment",
    population=Population.EPISODES,
    clock=Timing.NONE,
    calendar=Hours.NONE,
    exclusions=Exclusions.UNTOUCHED,
    statistic=_COUNT,
    attribution=Attribution.BRAND,
    sentence=N_(
        "Sentiment: how the first and the last message that the customer wrote in an episode read to the"
        " machine that reads them; what was written at one instant is taken by the gravest message."
    ),
)
ENGAGEMENT = MetricDefinition(
    key="engagement",
    population=Population.POSTS,
    clock=Timing.NONE,
    calendar=Hours.NONE,
    exclusions=Exclusions.UNTOUCHED,
    statistic=_COUNT,
    attribution=Attribution.BRAND,
    sentence=N_(
        "Engagement: how often the brand's public posts and replies of the period were seen, shared, liked and"
        " answered, by what was known at the instant of the report. What a network does not give is left open."
    ),
)

COVERAGE_BY_SENTIMENT = MetricDefinition(
    key="coverage_by_sentiment",
    population=Population.TURNS,
    clock=Timing.WINDOW,
    calendar=Hours.ELAPSED,
    exclusions=Exclusions.APPLIED,
    statistic=COVERAGE.statistic,
    attribution=Attribution.BRAND,
    sentence=N_(
        "Response coverage by sentiment: the same share apart, by how the first message of the turn read to the"
        " machine that reads it; approved exclusions are taken out."
    ),
    since=3,
)

WROTE_AGAIN = MetricDefinition(
    key="wrote_again",
    population=Population.TURNS,
    clock=Timing.WINDOW,
    calendar=Hours.ELAPSED,
    exclusions=Exclusions.APPLIED,
    statistic=Statistic(("wrote_again",), ("wrote_again", "wrote_once")),
    attribution=Attribution.BRAND,
    sentence=N_(
        "Unanswered customers who write again: of the turns that are open or were answered after the window, the"
        " share in which the customer wrote a second time before the reply; dismissed turns and those taken out by"
        " approved exclusions count nowhere."
    ),
    since=3,
)

METRICS: Mapping[str, MetricDefinition] = {
    one.key: one
    for one in (
        *(FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, ATTAINMENT, COVERAGE, BACKLOG, DISMISSALS),
        *(FIRST_CONTACT, COVERAGE_BY_SENTIMENT, WROTE_AGAIN, SENTIMENT, ENGAGEMENT),
    )
}
# What is said of all figures together.
NOTES: Mapping[str, str] = {
    "period": N_(
        "A turn belongs to the period in which it started, by the brand's clocks; an episode to the one in"
        " which it was opened. What happened after the instant of the report does not exist in it."
    ),
    "turns": N_(
        "A turn is a run of customer messages with no reply of a person in between. It ends answered,"
        " dismissed with a reason or excluded, or it is open. Automatic messages start and answer nothing."
    ),
    "times": N_(
        "Times are of the clocks that a reply or a close stopped: their number, median, P90, P95 (by linear"
        " interpolation) and mean, always together."
    ),
    "before_exclusions": N_(
        "Figures are given with approved exclusions taken out, and again as if there were none; once alone where"
        " their definition says so."
    ),
}
# Sentences are read in this order; figures that are not named here follow.
GENERAL_ORDER = (
    *("period", "turns", "first_response", "next_response", "resolution", "attainment", "times"),
    *("response_coverage", "coverage_by_sentiment", "wrote_again", "backlog", "dismissals", "first_contact"),
    *("sentiment", "engagement", "before_exclusions"),
)
DEFINITIONS: Mapping[str, str] = {**NOTES, **{key: one.sentence for key, one in METRICS.items()}}


def share_of(metric: MetricDefinition, counts: Mapping[str, Any]) -> float | None:
    """The share that a definition says, of counts by state."""
    said = metric.statistic
    return ratio(sum(counts[state] for state in said.part), sum(counts[state] for state in said.whole))


def ratio(part: int, whole: int) -> float | None:
    """A share, to six decimals."""
    return round(part / whole, 6) if whole else None


def metrics_of(version: int) -> dict[str, MetricDefinition]:
    """The figures that a version of the definitions has."""
    return {key: one for key, one in METRICS.items() if one.since <= version}


def has_beside(version: int) -> bool:
    """Whether reports of a version hold figures beside the service levels."""
    return FIRST_CONTACT.since <= version


def definitions_json(version: int) -> dict[str, Any]:
    """A version of the definitions, as it is sealed with a report and as programs read it."""
    return {
        "version": version,
        "notes": dict(NOTES),
        "metrics": {key: one.as_json() for key, one in metrics_of(version).items()},
    }
