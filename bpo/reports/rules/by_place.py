"""The figures of a report place by place: of each account, of each tag, of all that the reader sees.

Every figure is the report's own, of fewer rows. Accounts part the brand, so their numbers add up to the whole.
Tags do not: an account counts under each of its tags, and nothing adds tags up.

`backlog` is as of the instant of the report, as everywhere; `backlog_at_end` is what a report seen when the
period ended says, the same where that is not over.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypedDict, TypeVar
from uuid import UUID

from bpo.core.errors import NotFound
from bpo.core.intervals import wilson
from bpo.reports.rules.figures import (
    CLOCKS,
    Agreed,
    BacklogCounts,
    BacklogFigures,
    ClockCounts,
    ClockFigures,
    Counts,
    CoverageFigures,
    LevelFigures,
    PeriodFields,
    TurnCounts,
    TurnFigures,
    backlog_figures,
    figures_of,
    period_fields,
)
from bpo.reports.rules.moods import CountedMoods, MoodFigures, moods_of
from bpo.reports.rules.places import Place
from bpo.tenants.rules.period import Period

FEWEST_FOR_A_SHARE = 20
WORST = "attainment"  # the order that begins with who did worst
SORTS = (
    *("name", "turns", "answered", "n", "median", "p90", "p95", "mean"),
    *(WORST, "breached", "negative", "backlog", "backlog_at_end"),
)
TURN_COUNTS = ("total", "answered", "dismissed", "excluded", "open", "coverage_due", "covered")
CLOCK_COUNTS = (
    *("total", "with_target", "stopped", "worked_us"),
    *("met", "breached", "open_past_due", "open_not_due"),
)
# Of "whole" or a "tag", its name, a clock: in microseconds; None where no clock stopped.
Percentiles = dict[tuple[str, str | None, str], tuple[float, ...] | None]
One = TypeVar("One")


class PlaceFigures(LevelFigures):
    turns: TurnFigures
    response_coverage: CoverageFigures
    backlog: BacklogFigures
    backlog_at_end: BacklogFigures
    sentiment: MoodFigures


class Places(TypedDict):
    """`whole` is all that the reader sees; `without_tag` are the accounts that have none, null where there are none."""

    whole: PlaceFigures
    by_tag: dict[str, PlaceFigures]
    without_tag: PlaceFigures | None
    by_account: dict[str, PlaceFigures]


class PlaceReport(Places):
    """`tags` are those of each account today; places that nothing was counted of are left out."""

    brand: str
    period: PeriodFields
    as_of: str
    tags: dict[str, list[str]]
    before_exclusions: Places


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """What was counted of one place."""

    counts: Counts
    at_end: BacklogCounts
    moods: Sequence[CountedMoods]


@dataclass(frozen=True, slots=True)
class PlacesCounted:
    """What was counted of all places; None among the tags are the accounts that have none."""

    whole: PlaceCounts
    by_account: Mapping[UUID, PlaceCounts]
    by_tag: Mapping[str | None, PlaceCounts]


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """Which place is meant: a tag (empty: the accounts without any), an account by its name in files, or neither."""

    tag: str | None = None
    account: str | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it is a place at all."""
        return self.tag is not None or self.account is not None

    @property
    def values(self) -> dict[str, str]:
        """The same for addresses."""
        found = {"tag": self.tag, "account": self.account}
        return {name: value for name, value in found.items() if value is not None}

    def accounts(self, places: Mapping[UUID, Place]) -> tuple[UUID, ...] | None:
        """Its accounts among these; None for all, NotFound where it has none."""
        if not self.is_asked:
            return None
        found = tuple(
            key
            for key, place in places.items()
            if (self.account is None or place.key == self.account)
            and (self.tag is None or (self.tag in place.tags if self.tag else not place.tags))
        )
        if not found:
            raise NotFound
        return found


def put_together(
    by_account: Mapping[UUID, PlaceCounts], places: Mapping[UUID, Place], percentiles: Percentiles
) -> PlacesCounted:
    """All accounts and each tag from what was counted by account, with percentiles of their own."""
    tags: dict[str | None, list[PlaceCounts]] = {}
    for account, counted in by_account.items():
        for tag in places[account].tags or (None,):
            tags.setdefault(tag, []).append(counted)
    return PlacesCounted(
        whole=_added(by_account.values(), lambda kind: percentiles.get(("whole", None, kind))),
        by_account=by_account,
        by_tag={
            tag: _added(some, lambda kind, tag=tag: percentiles.get(("tag", tag, kind)))  # type: ignore[misc]  # bound now
            for tag, some in tags.items()
        },
    )


def _added(
    some: Iterable[PlaceCounts], percentiles: Callable[[str], tuple[float, ...] | None]
) -> PlaceCounts:
    """The numbers of several accounts together."""
    parts = list(some)
    counts = [part.counts for part in parts]
    turns = [one.turns for one in counts]
    return PlaceCounts(
        Counts(
            turns=TurnCounts(**{name: sum(getattr(one, name) for one in turns) for name in TURN_COUNTS}),
            clocks={
                kind: _added_clocks(
                    [one.clocks[kind] for one in counts if kind in one.clocks], percentiles(kind)
                )
                for kind in CLOCKS
            },
            by_level={},
            backlog=_added_backlogs(one.backlog for one in counts),
        ),
        at_end=_added_backlogs(part.at_end for part in parts),
        moods=[mood for part in parts for mood in part.moods],
    )


def _added_clocks(some: Sequence[ClockCounts], percentiles: tuple[float, ...] | None) -> ClockCounts:
    lowest = [one.lowest_target for one in some if one.lowest_target is not None]
    highest = [one.highest_target for one in some if one.highest_target is not None]
    return ClockCounts(
        **{name: sum(getattr(one, name) for one in some) for name in CLOCK_COUNTS},
        lowest_target=min(lowest, default=None),
        highest_target=max(highest, default=None),
        percentiles_us=percentiles,
    )


def _added_backlogs(some: Iterable[BacklogCounts]) -> BacklogCounts:
    parts = list(some)
    return BacklogCounts(sum(one.count for one in parts), sum(one.late_us for one in parts))


def places_of(
    counted: PlacesCounted, places: Mapping[UUID, Place], agreed: Agreed, *, tags: Collection[str] | None
) -> Places:
    """All figures from what was counted; of `tags` alone, where the reader does not see every tag whole."""

    def figures(one: PlaceCounts) -> PlaceFigures:
        found = figures_of(one.counts, agreed)
        return {
            "turns": found["turns"],
            "first_response": found["first_response"],
            "next_response": found["next_response"],
            "resolution": found["resolution"],
            "response_coverage": found["response_coverage"],
            "backlog": found["backlog"],
            "backlog_at_end": backlog_figures(one.at_end),
            "sentiment": moods_of(one.moods),
        }

    return arranged(
        figures(counted.whole),
        {
            tag: figures(one)
            for tag, one in counted.by_tag.items()
            if tag is None or tags is None or tag in tags
        },
        {places[account].key: figures(one) for account, one in counted.by_account.items()},
    )


def arranged(
    whole: PlaceFigures, tags: Mapping[str | None, PlaceFigures], accounts: Mapping[str, PlaceFigures]
) -> Places:
    """The figures in their order."""
    return {
        "whole": whole,
        "by_tag": {tag: one for tag, one in sorted(tags.items(), key=lambda row: row[0] or "") if tag},
        "without_tag": tags.get(None),
        "by_account": dict(sorted(accounts.items())),
    }


def build_place_report(
    *,
    brand: str,
    period: Period,
    as_of: datetime,
    places: Mapping[UUID, Place],
    figures: Places,
    before_exclusions: Places,
) -> PlaceReport:
    """The report as it is given out, keys in their order."""
    tags = {place.key: list(place.tags) for place in places.values()}
    return {
        "brand": brand,
        "period": period_fields(period),
        "as_of": as_of.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "whole": figures["whole"],
        "by_tag": figures["by_tag"],
        "without_tag": figures["without_tag"],
        "by_account": figures["by_account"],
        "tags": {
            key: tags[key] for key in sorted({*figures["by_account"], *before_exclusions["by_account"]})
        },
        "before_exclusions": before_exclusions,
    }


def whole_tags(seen: Iterable[Place], every: Iterable[Place]) -> frozenset[str]:
    """The tags of which the reader sees every account: a part of a tag is not its figure."""
    known = {place.key for place in seen}
    beyond = {tag for place in every if place.key not in known for tag in place.tags}
    return frozenset({tag for place in every for tag in place.tags} - beyond)


def judged(clock: ClockFigures) -> int:
    """How many clocks attainment is of."""
    return (clock["met"] or 0) + missed(clock)


def missed(clock: ClockFigures) -> int:
    """How many of them were not met."""
    return (clock["breached"] or 0) + (clock["open_past_due"] or 0)


def is_few(number: int) -> bool:
    """Whether a share of so many would say more than they do."""
    return number < FEWEST_FOR_A_SHARE


def shortfall(clock: ClockFigures) -> float | None:
    """The share that was surely missed: the lower bound of its 95 % interval, so that one of one is not the worst."""
    of = judged(clock)
    return wilson(missed(clock), of)[0] if of else None


def negative_share(moods: MoodFigures) -> float | None:
    """The same of episodes that began negative, among those whose beginning was read."""
    of = read_at_start(moods)
    return wilson(moods["start"]["negative"], of)[0] if of else None


def read_at_start(moods: MoodFigures) -> int:
    """Of how many episodes the beginning was read."""
    return moods["episodes"] - moods["start"]["unknown"]


def ordered(
    rows: Iterable[One],
    *,
    key: Callable[[One], tuple[float | str | None, ...]],
    descending: bool,
    name: Callable[[One], str],
) -> list[One]:
    """By the key's parts, the largest first where `descending`; what has none comes last, equals go by name."""
    known = sorted((one for one in rows), key=name)
    filled = [one for one in known if key(one)[0] is not None]
    empty = [one for one in known if key(one)[0] is None]
    return [*sorted(filled, key=key, reverse=descending), *empty]
