"""The figures of satisfaction, from counted answers.

Every share is None where nothing was asked or answered, never 0. CSAT is the share of the scores 4 and 5
(top two boxes) with its Wilson 95 % interval. NPS is the share of 9 and 10 less that of 0 to 6, in points
from -100 to 100 (F. Reichheld, The one number you need to grow, Harvard Business Review, December 2003).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bpo.core.intervals import wilson
from bpo.surveys.rules.answers import DISSATISFIED, SATISFIED, SCORES

TOO_FEW = (
    5  # of an agent's answers: with fewer, a figure would say more about one customer than about the agent
)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many answers that are alike."""

    score: int
    count: int
    recommend: int | None = None
    language: str | None = None
    network: str | None = None
    agent: str | None = None
    public_mood: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Some of so many; `ratio` and its bounds are None where there were none."""

    part: int
    of: int

    @property
    def ratio(self) -> float | None:
        return self.part / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's, 95 %."""
        return wilson(self.part, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Recommend:
    """Would they recommend: counts, and NPS in points."""

    promoters: int
    passives: int
    detractors: int

    @property
    def count(self) -> int:
        return self.promoters + self.passives + self.detractors

    @property
    def nps(self) -> float | None:
        return 100 * (self.promoters - self.detractors) / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Group:
    """The answers that share a language, a network or an agent; `csat` None where there are too few to show."""

    name: str | None
    count: int
    csat: Share | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """A period's figures. `asked`: invitations that were delivered in it, and how many of them were answered."""

    asked: Share
    count: int
    brought: int  # of the answers: those that another system asked for
    distribution: tuple[int, ...]  # of the scores 1 to 5
    csat: Share
    mean: float | None
    recommend: Recommend
    yet_negative: Share  # publicly negative, of the satisfied ones with anything in public
    yet_positive: Share  # publicly positive, of the dissatisfied ones with anything in public
    languages: tuple[Group, ...]
    networks: tuple[Group, ...]
    agents: tuple[Group, ...]


def satisfaction_of(tallies: Sequence[Tally], *, asked: int, responded: int, brought: int) -> Satisfaction:
    """The figures of a period from its answers, alike ones counted together."""
    scores = tuple(sum(one.count for one in tallies if one.score == score) for score in SCORES)
    return Satisfaction(
        asked=Share(responded, asked),
        count=sum(scores),
        brought=brought,
        distribution=scores,
        csat=_csat(tallies),
        mean=_mean(tallies),
        recommend=_recommend(tallies),
        yet_negative=_seen_as(tallies, SATISFIED, "negative"),
        yet_positive=_seen_as(tallies, DISSATISFIED, "positive"),
        languages=_groups(tallies, lambda one: one.language),
        networks=_groups(tallies, lambda one: one.network),
        agents=_groups([one for one in tallies if one.agent], lambda one: one.agent, fewest=TOO_FEW),
    )


def _csat(tallies: Iterable[Tally]) -> Share:
    counted = list(tallies)
    satisfied = sum(one.count for one in counted if one.score in SATISFIED)
    return Share(satisfied, sum(one.count for one in counted))


def _mean(tallies: Iterable[Tally]) -> float | None:
    counted = list(tallies)
    count = sum(one.count for one in counted)
    return sum(one.score * one.count for one in counted) / count if count else None


def _recommend(tallies: Iterable[Tally]) -> Recommend:
    told = [(one.recommend, one.count) for one in tallies if one.recommend is not None]
    return Recommend(
        promoters=sum(count for given, count in told if given >= 9),
        passives=sum(count for given, count in told if 7 <= given <= 8),
        detractors=sum(count for given, count in told if given <= 6),
    )


def _seen_as(tallies: Iterable[Tally], scores: frozenset[int], mood: str) -> Share:
    seen = [one for one in tallies if one.score in scores and one.public_mood is not None]
    return Share(sum(one.count for one in seen if one.public_mood == mood), sum(one.count for one in seen))


def _groups(
    tallies: Sequence[Tally], name_of: Callable[[Tally], str | None], *, fewest: int = 1
) -> tuple[Group, ...]:
    """One for each name; the largest first, so that the surest figures are read first."""
    groups = []
    for name in {name_of(one) for one in tallies}:
        own = [one for one in tallies if name_of(one) == name]
        share = _csat(own)
        enough = share.of >= fewest
        groups.append(Group(name, share.of, share if enough else None, _mean(own) if enough else None))
    return tuple(sorted(groups, key=lambda one: (-one.count, one.name or "")))
